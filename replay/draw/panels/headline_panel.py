"""The headline that a film opens with: as large as its words allow, over the decisive moment."""

from __future__ import annotations

from replay.base.letters.typefaces import capitals
from replay.draw.graphics.sheet import Sheet
from replay.draw.pixels import text
from replay.draw.pixels.kept_pixels import kept_layer
from replay.draw.pixels.layers import Layer
from replay.draw.pixels.text import Type
from replay.draw.style.theme import Style, scaled

_SHARES = (1.0, 0.9, 0.8, 0.72, 0.64, 0.56, 0.5, 0.44, 0.38, 0.33)
"""Of the size of a card's title: the largest at which no word is cut."""

_LINES, _FEW_LINES, _LEAST_FEW = 3, 2, 0.6
"""Lines at most; fewer, where that leaves type of such a share."""

_STEP_EM = 1.02
"""From line to line."""


@kept_layer
def headline_layer(style: Style, words: str, race: str) -> Layer:
    """The headline on its plate, with the race over it; its corner is the origin."""
    padding = round(1.2 * style.px(style.sizes.padding))
    inset = padding + style.px(6)
    most = style.safe[2] - inset - padding
    kind, lines = _fitted(style, words, most)
    size = style.type(kind)
    caps = style.type(style.sizes.small_caps)
    first = padding + round(text.cap_height(caps)) + round(0.55 * text.cap_height(size)) + round(text.cap_height(size))
    height = first + round(_STEP_EM * size.size_px) * (len(lines) - 1) + padding
    widest = max(text.measure(line, size) for line in lines)
    sheet = Sheet(style, min(max(round(widest), round(0.5 * most)), most) + inset + padding, height)
    sheet.plate()
    sheet.bar("left")
    room = sheet.width - inset - padding
    top = padding + round(text.cap_height(caps))
    sheet.words(capitals(race), style.sizes.small_caps, inset, top, style.palette.accent, width=room)
    for number, line in enumerate(lines):
        baseline = first + number * round(_STEP_EM * size.size_px)
        sheet.words(line, kind, inset, baseline, style.palette.text, width=room)
    return sheet.layer()


def _fitted(style: Style, words: str, most: float) -> tuple[Type, tuple[str, ...]]:
    """The largest type, and the words in lines of about one length, at which all of them fit."""
    few = [(share, _FEW_LINES) for share in _SHARES if share >= _LEAST_FEW]
    for share, count in (*few, *((share, _LINES) for share in _SHARES)):
        kind = scaled(style.sizes.card_title, share)
        if _fits(text.wrap(words, style.type(kind), most, lines=count), style.type(kind), most):
            break
    return kind, _balanced(words, style.type(kind), most, count)


def _fits(lines: tuple[str, ...], kind: Type, most: float) -> bool:
    return all(text.measure(line, kind) <= most for line in lines)


def _balanced(words: str, kind: Type, most: float, count: int) -> tuple[str, ...]:
    """Words in lines no longer than they have to be for that many: no word is left alone on the last."""
    lines = text.wrap(words, kind, most, lines=count)
    for share in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55):
        closer = text.wrap(words, kind, share * most, lines=len(lines))
        if not _fits(closer, kind, share * most):
            break
        lines = closer
    return lines
