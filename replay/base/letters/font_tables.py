"""What a font file holds, read from its tables: which letters it draws, and how they look.

The tables are those of OpenType (ISO/IEC 14496-22): `cmap` maps letters to outlines, `OS/2` gives weight and kind.
Only they are read: a file of 20 MB is asked in a few milliseconds.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_MOST_BYTES = 8_000_000
"""No table that is read here is larger: a file that says so is none."""

_MOST_TABLES = 200

_SERIF_STYLES = range(2, 11)
"""PANOSE serif styles with serifs; 11 to 15 are without, 0 and 1 say nothing."""

_MONOSPACED = 9
"""PANOSE proportion of letters that are all equally wide."""

_ITALIC = 1
"""Bit of `fsSelection` in OS/2."""

_USUAL_WEIGHT = 400


@dataclass(frozen=True, slots=True)
class FontTables:
    """One font: its letters as ranges of code points (first and last, rising), and how it looks.

    weight  100 to 900, 400 is regular
    plain   upright, proportional, without serifs: like the words it stands beside
    varies  the file holds many weights, and the one that is drawn is not known
    """

    file: str
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    weight: int
    plain: bool
    varies: bool

    def has(self, letter: str) -> bool:
        """Whether the font draws a letter."""
        found = bisect_right(self.firsts, ord(letter)) - 1
        return found >= 0 and ord(letter) <= self.lasts[found]


def read_font(file: Path) -> FontTables:
    """The tables of a TrueType or OpenType font (of a collection: the first font).

    Raises ValueError for what is no font with outlines, OSError for what cannot be read.
    """
    with file.open("rb") as stream:
        try:
            tables = _directory(stream)
            if not {"glyf", "CFF ", "CFF2"} & set(tables) or {"CBDT", "sbix"} & set(tables):
                raise ValueError("its letters are no outlines")
            ranges = _joined(_letters(_table(stream, tables["cmap"])))
            style = _table(stream, tables["OS/2"]) if "OS/2" in tables else b""
        except (struct.error, KeyError, IndexError) as damage:
            raise ValueError("it is no TrueType or OpenType font") from damage
    weight, plain = _style(style)
    firsts, lasts = tuple(first for first, _ in ranges), tuple(last for _, last in ranges)
    return FontTables(str(file), firsts, lasts, weight, plain, varies="fvar" in tables)


def _directory(stream: BinaryIO) -> dict[str, tuple[int, int]]:
    """Offset and length of each table."""
    start = 0
    kind = stream.read(4)
    if kind == b"ttcf":
        stream.seek(12)
        start = struct.unpack(">I", stream.read(4))[0]
        stream.seek(start)
        kind = stream.read(4)
    if kind not in (b"\0\1\0\0", b"OTTO", b"true"):
        raise ValueError("it is no TrueType or OpenType font")
    (count,) = struct.unpack(">H", stream.read(2))
    stream.seek(start + 12)
    tables = {}
    for _ in range(min(count, _MOST_TABLES)):
        tag, _, offset, length = struct.unpack(">4sIII", stream.read(16))
        tables[tag.decode("latin-1")] = (offset, length)
    return tables


def _table(stream: BinaryIO, place: tuple[int, int]) -> bytes:
    offset, length = place
    if length > _MOST_BYTES:
        raise ValueError("it is no TrueType or OpenType font")
    stream.seek(offset)
    return stream.read(length)


def _letters(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Ranges of code points of every Unicode map of a `cmap` table that is of a usual format (4 or 12)."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for number in range(min(count, _MOST_TABLES)):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * number)
        if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
            (form,) = struct.unpack_from(">H", cmap, offset)
            if form == 12:
                (groups,) = struct.unpack_from(">I", cmap, offset + 12)
                yield from (
                    (first, last) for first, last, _ in struct.iter_unpack(">III", _groups(cmap, offset, groups))
                )
            elif form == 4:
                yield from _segments(cmap, offset)


def _groups(cmap: bytes, offset: int, groups: int) -> bytes:
    return cmap[offset + 16 : offset + 16 + 12 * groups]


def _segments(cmap: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Ranges of a map of format 4. Letters that are mapped to outline 0, the missing one, are left out."""
    count = struct.unpack_from(">H", cmap, offset + 6)[0] // 2
    lasts, firsts, deltas, shifts = (
        struct.unpack_from(f">{count}H", cmap, offset + 14 + 2 * (row * count + (row > 0))) for row in range(4)
    )
    shifts_at = offset + 16 + 6 * count
    for k, (first, last, shift) in enumerate(zip(firsts, lasts, shifts, strict=True)):
        if first > last or first == 0xFFFF:
            continue
        if shift == 0:
            missing = (0x10000 - deltas[k]) % 0x10000
            yield from ((a, b) for a, b in ((first, min(last, missing - 1)), (max(first, missing + 1), last)) if a <= b)
            continue
        at = shifts_at + 2 * k + shift
        for code in range(first, last + 1):
            if struct.unpack_from(">H", cmap, at + 2 * (code - first))[0]:
                yield code, code


def _joined(ranges: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Rising ranges that neither touch nor overlap."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _style(table: bytes) -> tuple[int, bool]:
    """Weight, and whether letters are upright, proportional and without serifs, as `OS/2` says."""
    if len(table) < 64:
        return _USUAL_WEIGHT, False
    (weight,) = struct.unpack_from(">H", table, 4)
    serif, proportion = table[33], table[35]
    (selection,) = struct.unpack_from(">H", table, 62)
    plain = serif not in _SERIF_STYLES and proportion != _MONOSPACED and not selection & _ITALIC
    return weight or _USUAL_WEIGHT, plain
