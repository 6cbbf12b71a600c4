"""Fonts made for a test: a box for each of a few letters, so that no test depends on what is installed."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

_EM = 1000
_WIDE = 900


def make_font(path: Path, letters: str, *, weight: int = 700, panose_serif: int = 11, outlines: bool = True) -> Path:
    """A TrueType font that draws each of the letters as a box; without outlines if asked."""
    letters = "".join(dict.fromkeys(letters))
    names = [".notdef", *(f"u{ord(letter):05x}" for letter in letters)]
    pen = TTGlyphPen(None)
    corners = ((50, 0), (50, 800), (850, 800), (850, 0))
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, letters), names[1:], strict=True)))
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (_WIDE, 50)))
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable({"familyName": path.stem, "styleName": "Regular"})
    builder.setupOS2(usWeightClass=weight)
    builder.font["OS/2"].panose.bSerifStyle = panose_serif
    builder.setupPost()
    if not outlines:
        del builder.font["glyf"], builder.font["loca"]
    builder.save(path)
    return path
