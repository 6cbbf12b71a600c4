"""The text of a source from its bytes: the encoding found out, broken letters repaired where that is certain."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import charset_normalizer
import ftfy
from ftfy.badness import is_bad

MAX_BYTES = 5_000_000
"""A source is no larger: a saved page with pictures inside of it may be, a table is not."""

_SAMPLE_BYTES = 60_000
"""Bytes of which an encoding is found out: more take seconds and say no more."""

_LONGEST_REPAIRED = 20_000
"""Lines beyond that are no lines of a table, and stay as they are."""

_MOST_TRIED = 1_000_000
"""Letters of lines that are not plain in which broken ones are looked for: no table has as many .."""

_REPAIR_COSTS = 9
"""..and a repair costs as much as looking at so many times the letters."""

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CANDIDATES = ["cp1252", "cp1250", "cp932", "euc_jp", "cp1251", "gb18030", "big5", "euc_kr", "mac_roman"]
"""Encodings in which results are still published, the likeliest first."""

_ENDING = re.compile("\r\n|[\n\r\x0b\x0c\u2028\u2029]|(?<![\u00c2-\u00f4\x80-\xbf])\x85")
"""Ends of lines. Behind a letter that another program broke \\x85 is part of it: 'Å' became two of them."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source as text.

    name      as the user named it
    lines     without their ends; letters that another program broke are whole again
    remarks   what was done to the letters, in sentences
    """

    name: str
    lines: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


_NO_TEXT = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
"""Bytes that no text has, but for a stray one; ESC begins letters in Japanese mail."""

_MOST_BITS, _FEWEST_COUNTED = 7.5, 8000
"""Bits that each byte of a text says by itself, at most, and bytes from which on that can be told."""

_AS_TEXT = "save the page or table as text, HTML, CSV or JSON"
_MOST_NO_TEXT, _LEAST_NO_TEXT = 0.02, 4
_KINDS = (
    (b"%PDF-", "a PDF", "copy the table out of it, or save its text"),
    (b"PK\x03\x04", "an archive or a spreadsheet", "save the sheet as CSV"),
)


def binary_reason(data: bytes) -> tuple[str, str]:
    """Why bytes are no text, and what to do about it; two empty words where they may be text."""
    for begin, words, remedy in _KINDS:
        if data.startswith(begin):
            return f"it is {words}, and no text", remedy
    if len(data) >= _FEWEST_COUNTED and _bits_per_byte(data[:_SAMPLE_BYTES]) > _MOST_BITS:
        return "it is binary, and no text: its bytes are as mixed as random ones", _AS_TEXT
    if any(data.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS) or _without_mark(data) is not None:
        return "", ""
    strange = len(data) - len(data.translate(None, _NO_TEXT))
    if strange < _LEAST_NO_TEXT or strange <= _MOST_NO_TEXT * len(data):
        return "", ""
    share = f"{strange} of {len(data)} bytes are no letters"
    return f"it is binary, and no text: {share}", _AS_TEXT


def _bits_per_byte(data: bytes) -> float:
    """Shannon's entropy of single bytes: some five bits for text, up to seven for Japanese, eight for random ones."""
    shares = [count / len(data) for count in Counter(data).values()]
    return -sum(share * math.log2(share) for share in shares)


_MOST_ACCENTS = 10
"""Accents that a letter of any script has at most; more are a joke or a fault, and no race file may have them."""

_ACCENTS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_PILED_UP = re.compile(f"({_ACCENTS}{{{_MOST_ACCENTS}}}){_ACCENTS}+")


def source_text(data: bytes, name: str) -> SourceText:
    """The text that bytes hold. Letters that no encoding explains become U+FFFD, and are remarked on."""
    text, encoding = _decoded(data)
    remarks = [] if encoding in ("utf-8", "utf-8-sig") else [f"the file is taken to be in {encoding}"]
    if not text.isascii() and _PILED_UP.search(text):
        text = _PILED_UP.sub(r"\1", text)
        remarks.append(f"accents beyond {_MOST_ACCENTS} on one letter are left out")
    lines = _ENDING.split(text.replace("\0", ""))
    broken = [] if text.isascii() else list(_repaired(lines))
    if broken:
        places = ", ".join(str(number + 1) for number in broken[:5]) + (" .." if len(broken) > 5 else "")
        remarks.append(f"letters broken by another program are repaired (line {places})")
    if "\N{REPLACEMENT CHARACTER}" in text:
        remarks.append("some letters were lost before this file was written, and stand as \N{REPLACEMENT CHARACTER}")
    return SourceText(name, tuple(lines), tuple(remarks))


def _repaired(lines: list[str]) -> Iterator[int]:
    """Repair letters that another program broke, in place; the numbers of the lines in which some were."""
    tried = 0
    for number, line in enumerate(lines):
        if line.isascii():
            continue
        tried += len(line)
        if tried > _MOST_TRIED:
            return
        if _is_broken(line):
            lines[number] = ftfy.fix_encoding(line)
            tried += _REPAIR_COSTS * len(line)
            yield number


def _is_broken(line: str) -> bool:
    """Whether letters of a line are those of another encoding, beyond doubt."""
    return not line.isascii() and len(line) <= _LONGEST_REPAIRED and is_bad(line)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and the encoding that it was in."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    wide = _without_mark(data)
    if wide is not None:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as wrong:
        if wrong.start >= len(data) - 3:  # cut off inside of a letter
            return data.decode("utf-8", errors="replace"), "utf-8"
    named = _declared(data) or _guessed(data)
    if named:
        return data.decode(named, errors="replace"), named
    return data.decode("cp1252", errors="replace"), "cp1252"


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte is zero."""
    sample = data[:2000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[offset::2]
        if len(half) > 8 and half.count(0) > 0.6 * len(half) and sample[1 - offset :: 2].count(0) == 0:
            return encoding
    return None


def _declared(data: bytes) -> str | None:
    """The encoding that a page says it has, if it can be that."""
    found = _DECLARED.search(data[:4000])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "shift_jis": "cp932", "x-sjis": "cp932"}.get(name, name)
    try:
        data.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return name


def _guessed(data: bytes) -> str | None:
    """The encoding that the letters look like: cp1252 where it reads like any other, for most results are in it."""
    foreign = [at for at, byte in enumerate(data[:_SAMPLE_BYTES]) if byte >= 0x80]
    isolated = sum(later - at > 1 for at, later in zip(foreign, [*foreign[1:], len(data) + 2], strict=True))
    if isolated > 0.8 * len(foreign) and not any(0x80 <= data[at] < 0xA0 for at in foreign):
        return "cp1252"  # single letters among plain ones: no script of its own
    best = charset_normalizer.from_bytes(data[:_SAMPLE_BYTES], cp_isolation=_CANDIDATES, threshold=0.4).best()
    return best.encoding if best is not None else None
