"""Pictures and brand files for the tests."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

BRAND = """\
schema: 1
corner: top left
logo: {file: logo.png, height_percent: 8}
watermark: "@clubnight"
colours: {accent: "#FF9A3C", panel: "#101820"}
headline: capitals
portraits: {Ruiz: ruiz.jpg}
badges: {NOR: nor.png}
"""


def picture_bytes(size: tuple[int, int] = (40, 20), kind: str = "PNG", *, clear: bool = False) -> bytes:
    """A picture that is red at the left and blue at the right; clear: shining through in its upper half."""
    width, height = size
    pixels = np.zeros((height, width, 4), dtype=np.uint8)
    pixels[:, : width // 2] = (200, 0, 0, 255)
    pixels[:, width // 2 :] = (0, 0, 200, 255)
    if clear:
        pixels[: height // 2, :, 3] = 0
    image = Image.fromarray(pixels)
    stream = io.BytesIO()
    (image if kind == "PNG" else image.convert("RGB")).save(stream, kind)
    return stream.getvalue()


def brand_in(folder: Path, text: str = BRAND) -> Path:
    """A brand file in a folder, with the pictures that it names."""
    (folder / "logo.png").write_bytes(picture_bytes(clear=True))
    (folder / "ruiz.jpg").write_bytes(picture_bytes((30, 40), "JPEG"))
    (folder / "nor.png").write_bytes(picture_bytes((24, 16)))
    file = folder / "brand.yaml"
    file.write_text(text, encoding="utf-8")
    return file
