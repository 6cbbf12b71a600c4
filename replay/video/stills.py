"""One picture as a PNG, and what it says of itself: text chunks, as https://www.w3.org/TR/png-3/ has them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import imageio.v3 as imageio
import numpy as np

from replay.base.errors import UsageError
from replay.base.files.whole_file import whole_file
from replay.video.yuv import Bytes

_SIGNATURE_BYTES, _HEADER_BYTES = 8, 25
"""Length of what every PNG begins with: its signature, and the chunk of size and colours."""


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


def with_texts(png: bytes, texts: Mapping[str, str]) -> bytes:
    """The PNG with a chunk for each keyword and text, right behind its header; empty texts are left out."""
    begin = _SIGNATURE_BYTES + _HEADER_BYTES
    return png[:begin] + b"".join(_chunk(*item) for item in texts.items() if item[1]) + png[begin:]


def _chunk(keyword: str, text: str) -> bytes:
    """One text: tEXt where Latin-1 has all of its letters, which every reader knows, else iTXt in UTF-8."""
    try:
        kind, data = b"tEXt", keyword.encode("latin-1") + b"\0" + text.encode("latin-1")
    except UnicodeEncodeError:
        # Not compressed, by no method, in no language, and with no translated keyword.
        kind, data = b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8")
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
