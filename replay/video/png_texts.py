"""What a PNG file says of itself: text chunks, as its specification (https://www.w3.org/TR/png-3/) has them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

_SIGNATURE_BYTES, _HEADER_BYTES = 8, 25
"""Length of what every PNG begins with: its signature, and the chunk of size and colours."""


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
