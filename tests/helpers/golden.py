"""Golden pictures: what was drawn is compared with a picture kept in the repository.

`pytest --update-golden` keeps what is drawn now. When a picture differs, result, expected and difference are left in
tests/out/<name>/.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]

HERE = Path(__file__).parents[1]
GOLDEN, OUT = HERE / "golden", HERE / "out"

TOLERANCE = 24
"""A channel may differ by this much (fonts and OpenCV round differently from release to release) .."""

FEW = 0.002
""".. and this share of the pixels by more, along the edges of letters and lines."""


def check_golden(name: str, pixels: Bytes, *, update: bool) -> None:
    """Compare a picture (height, width, 4) BGRX with the golden one of that name. A missing one fails."""
    drawn = np.ascontiguousarray(pixels[..., :3])
    kept = GOLDEN / f"{name}.png"
    if update:
        GOLDEN.mkdir(exist_ok=True)
        cv2.imwrite(str(kept), drawn)
        return
    assert kept.exists(), f"there is no golden picture {kept}; keep this one by pytest --update-golden"
    expected = np.asarray(cv2.imread(str(kept), cv2.IMREAD_COLOR), dtype=np.uint8)
    assert expected.shape == drawn.shape
    difference = np.abs(expected.astype(np.int16) - drawn).max(axis=2)
    share = float((difference > TOLERANCE).mean())
    if share > FEW:
        _leave(name, drawn, expected, difference)
    assert share <= FEW, f"{share:.2%} of the pixels differ from {kept}; see {OUT / name}"


def _leave(name: str, drawn: Bytes, expected: Bytes, difference: NDArray[np.int16]) -> None:
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(folder / "result.png"), drawn)
    cv2.imwrite(str(folder / "expected.png"), expected)
    cv2.imwrite(str(folder / "difference.png"), np.clip(difference * 4, 0, 255).astype(np.uint8))
