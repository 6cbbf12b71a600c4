"""Spectators as small pictures: heads, shoulders and arms on their seats, made once, soft and softer for afar."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]

SEAT_M, ROW_M = 0.52, 0.85
"""Width of a seat, depth of a row."""

PEOPLE_PX = (24, 16)
"""Rows and columns of a spectator's picture: two centimetres and a half to three and a half each."""

PEOPLE_LEVELS = 4
"""The picture as it is, and blurred by one, two and four of its pixels."""

_COUNT = 8
_FINE = 8
"""Drawn so many times larger."""


@lru_cache(maxsize=1)
def people() -> Bytes:
    """Spectators (levels, 8, rows, columns, 2): how much of each pixel clothes cover, and how much skin, 0 to 255.

    The first row is the lower edge. Two of eight have their arms up, one leans aside, one holds a hand before him.
    """
    sharp = np.stack([_spectator(number) for number in range(_COUNT)])
    levels = [sharp]
    for sigma in (1.0, 2.0, 4.0):
        soft = [cv2.GaussianBlur(one, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE) for one in sharp]
        levels.append(np.stack(soft))
    made = np.ascontiguousarray(np.stack(levels))
    made.flags.writeable = False
    return np.asarray(made, dtype=np.uint8)


def _spectator(number: int) -> Bytes:
    """One of them (rows, columns, 2)."""
    rows, columns = PEOPLE_PX
    tall, wide = rows * _FINE, columns * _FINE
    cloth, skin = np.zeros((tall, wide), np.uint8), np.zeros((tall, wide), np.uint8)
    lean = (0.0, 0.04, -0.05, 0.02, -0.03, 0.08, -0.08, 0.0)[number]

    def at(u: float, v: float) -> tuple[int, int]:
        return round(u * wide), round(v * tall)

    middle, shoulder = 0.5 + lean, 0.46 + 0.03 * (number % 3)
    cv2.ellipse(cloth, at(middle, shoulder - 0.10), at(0.37, 0.15), 0, 0, 360, 255, -1, cv2.LINE_AA)
    cv2.rectangle(cloth, at(middle - 0.31, 0.04), at(middle + 0.31, shoulder - 0.10), 255, -1)
    head = middle + 0.6 * lean, shoulder + 0.21
    if number in (2, 5):
        for side in (-1, 1):
            elbow, hand = at(middle + side * 0.33, shoulder - 0.08), at(middle + side * 0.40, 0.86)
            cv2.line(cloth, elbow, hand, 255, wide // 9, cv2.LINE_AA)
            cv2.circle(skin, at(middle + side * 0.40, 0.90), wide // 14, 255, -1, cv2.LINE_AA)
    if number == 6:
        cv2.circle(skin, at(middle + 0.12, shoulder - 0.18), wide // 10, 255, -1, cv2.LINE_AA)
    cv2.ellipse(cloth, at(*head), at(0.24, 0.145), 0, 0, 360, 0, -1, cv2.LINE_AA)
    cv2.ellipse(skin, at(*head), at(0.19, 0.12), 0, 0, 360, 255, -1, cv2.LINE_AA)
    if number not in (3, 7):
        # Hair, seen as a darker upper half.
        hair = np.zeros_like(skin)
        cv2.ellipse(hair, at(head[0], head[1] + 0.05), at(0.20, 0.09), 0, 0, 360, 200, -1, cv2.LINE_AA)
        cv2.subtract(skin, hair, dst=skin)
    both = [cv2.resize(side, (columns, rows), interpolation=cv2.INTER_AREA) for side in (cloth, skin)]
    return np.stack(both, axis=-1)
