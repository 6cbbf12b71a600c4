"""One picture as a PNG."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import imageio.v3 as imageio
import numpy as np

from replay.base.errors import UsageError
from replay.base.files.whole_file import whole_file
from replay.video.png_texts import with_texts
from replay.video.yuv import Bytes


def still_bytes(pixels: Bytes, texts: Mapping[str, str] | None = None) -> bytes:
    """BGRX pixels (height, width, 4) as a PNG file. texts: what it says of itself, by PNG keyword."""
    return with_texts(imageio.imwrite("<bytes>", pixels[..., 2::-1], extension=".png"), texts or {})


def lucid_bytes(pixels: Bytes, texts: Mapping[str, str] | None = None) -> bytes:
    """BGRA pixels as a PNG file with straight alpha. It is packed quickly: rows of pictures are long."""
    colours = np.ascontiguousarray(pixels[..., (2, 1, 0, 3)])
    return with_texts(imageio.imwrite("<bytes>", colours, extension=".png", compress_level=2), texts or {})


def write_still(path: Path, pixels: Bytes, texts: Mapping[str, str] | None = None, *, overwrite: bool = False) -> None:
    """Write BGRX pixels (height, width, 4) to a PNG file. Raises OutputError if that cannot be done.

    texts: what the file says of itself, by PNG keyword: 'Title', 'Description', 'Software'
    """
    if path.suffix.lower() != ".png":
        raise UsageError(f"cannot write {path}: a still is a PNG; name it {path.with_suffix('.png').name}")
    with whole_file(path, overwrite=overwrite) as temporary:
        temporary.write_bytes(still_bytes(pixels, texts))
