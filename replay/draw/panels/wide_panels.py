"""Panels of a wide picture: a column at the side where nobody rides, and what stands in the other corners."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from replay.base.brand import Corner
from replay.draw.panels.brand_block import room_px
from replay.draw.panels.captions import LEAD, caption_of, lead_panel, legend_layer, sliding
from replay.draw.panels.counter import COUNTER, counter_layer
from replay.draw.panels.map_panel import map_size
from replay.draw.panels.tower import TOWER, tower_fit, tower_layer, tower_size
from replay.draw.pixels.layers import Placed
from replay.draw.style.theme import Style
from replay.scene.frame.frame import Frame, Overlay
from replay.scene.frame.shot import ShotKind

_RIGHT_SHARE = 0.5
"""The most of the height that a tower at the right takes: below it are the riders."""


class ColumnSide(Enum):
    """Where a wide picture has its column of panels."""

    LEFT = "left"
    """Riders are at the right."""

    RIGHT = "right"
    """Riders are at the left: those who follow the first come in at that edge, where a column would cover them."""

    RIGHT_ABOVE = "right, above"
    """Riders fill the picture: the tower is above them, and there is no room for a lead below it."""


def side_of(frame: Frame) -> ColumnSide:
    """Where a frame has its column."""
    kind = frame.shot.kind
    if kind in (ShotKind.FOLLOW, ShotKind.FINISH, ShotKind.BEND):
        return ColumnSide.RIGHT_ABOVE
    return ColumnSide.RIGHT if kind is ShotKind.MAIN and frame.beside is None else ColumnSide.LEFT


def wide_panels(overlay: Overlay, style: Style, side: ColumnSide, *, leading: bool) -> Iterable[Placed]:
    """The counter top left, the column, and the caption bottom right, beside the map where that is there, too.

    The column: the tower, the lead where it has room, and the map at its foot, which is laid by itself.
    """
    left, top, width, height = style.safe
    gap, right = style.px(style.sizes.gap), side is not ColumnSide.LEFT
    head = below = top + room_px(style, Corner.TOP_LEFT)
    map_wide, map_high = map_size(style, overlay.map.shape) if overlay.map else (-gap, -gap)
    low = top + height - room_px(style, Corner.BOTTOM_RIGHT if right else Corner.BOTTOM_LEFT)
    foot = low - map_high - gap
    if overlay.counter:
        layer = counter_layer(style, overlay.counter, beside_lead=leading or right or overlay.tower is None)
        yield sliding(layer, left, head, overlay.counter.shown, style, of=COUNTER)
        below = head + layer.height + gap
    beside, column = left, top + max(style.px(62), room_px(style, Corner.TOP_RIGHT)) if right else below
    if overlay.tower:
        fit = tower_fit(style, overlay.tower, round(_RIGHT_SHARE * height) if right else foot - column)
        wide, tall = tower_size(style, overlay.tower, fit)
        x = left + width - wide if right else left
        yield sliding(tower_layer(style, overlay.tower, fit), x, column, overlay.tower.shown, style, of=TOWER)
        beside, column = left if right else left + wide + gap, column + tall + gap
    if overlay.lead and not overlay.lead.whole:
        layer = lead_panel(style, overlay.lead.length, overlay.lead.time)
        fits = side is not ColumnSide.RIGHT_ABOVE and column + layer.height <= foot
        x = left + width - layer.width if right else left
        yield sliding(layer, *((x, column) if fits else (beside, below)), overlay.lead.shown, style, of=LEAD)
    if overlay.ranges:
        layer = legend_layer(style, overlay.ranges.words, lines=1)
        x, y = left + (0 if right else map_wide + gap), top + height - room_px(style, Corner.BOTTOM_LEFT)
        yield sliding(layer, x, y - layer.height, overlay.ranges.shown, style)
    if overlay.caption:
        layer = caption_of(overlay.caption, style)
        x = left + width - (map_wide + gap if right else 0) - layer.width
        y = top + height - room_px(style, Corner.BOTTOM_RIGHT) - layer.height
        yield sliding(layer, x, y, overlay.caption.shown, style)
