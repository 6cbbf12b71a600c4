"""Portraits and badges that a user brings, in the rows of tower and cards."""

from __future__ import annotations

from collections.abc import Iterable

from replay.draw.graphics.sheet import Sheet
from replay.draw.pixels.images import circle, fitted
from replay.draw.style.theme import Style
from replay.scene.frame.riders import RiderLook

_PORTRAIT = 0.86
"""Diameter of a portrait, of the height of its row."""

_BADGE = 0.72
"""Height of a badge, of that of its row."""

_GAP = 10
"""Behind a portrait or a badge, px of the reference size."""


def portraits_px(style: Style, looks: Iterable[RiderLook], row: int) -> int:
    """Width of the column of portraits in rows of a height, with a gap behind it, px; 0 where nobody has one."""
    some = any(look.name in style.brand.portraits for look in looks)
    return round(_PORTRAIT * row) + style.px(_GAP) if some else 0


def draw_portrait(sheet: Sheet, look: RiderLook, x: int, top: int, row: int) -> None:
    """A rider's portrait in a row that begins at `top`; nothing where he has none."""
    image = sheet.style.brand.portraits.get(look.name)
    diameter = round(_PORTRAIT * row)
    if image is not None and diameter > 0:
        sheet.picture(circle(image, diameter).pixels, x, top + (row - diameter) // 2)


def badges_px(style: Style, looks: Iterable[RiderLook], row: int) -> int:
    """Width of the column of badges, with a gap behind it, px; 0 where nobody rides for what has one."""
    some = any(look.rides_for in style.brand.badges for look in looks)
    return round(_BADGE * row) + style.px(_GAP) if some else 0


def has_badge(style: Style, look: RiderLook) -> bool:
    return look.rides_for in style.brand.badges


def draw_badge(sheet: Sheet, look: RiderLook, x: int, top: int, row: int) -> None:
    """The badge of what a rider rides for in a square of a row; nothing where it has none."""
    image, side = sheet.style.brand.badges.get(look.rides_for), round(_BADGE * row)
    if image is not None and side > 0:
        pixels = fitted(image, (side, side)).pixels
        sheet.picture(pixels, x + (side - pixels.shape[1]) // 2, top + (row - pixels.shape[0]) // 2)
