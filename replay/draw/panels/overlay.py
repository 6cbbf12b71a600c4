"""The overlay: which panels a frame shows, and where they stand in each layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from replay.base.brand import Corner
from replay.base.easing import smoothstep
from replay.base.letters.typefaces import capitals
from replay.draw.graphics.split import come_in
from replay.draw.marks.mark_layers import lead_label
from replay.draw.panels.brand_block import brand_panels, room_px, width_px
from replay.draw.panels.captions import (
    LEAD,
    caption_of,
    lead_box,
    lead_panel,
    legend_layer,
    sliding,
    speed_words,
    tag_layer,
)
from replay.draw.panels.cards.cards import result_card, title_card
from replay.draw.panels.counter import COUNTER, counter_layer
from replay.draw.panels.headline_panel import headline_layer
from replay.draw.panels.map_panel import large_map_style, map_panels, map_size
from replay.draw.panels.tower import TOWER, tower_fit, tower_layer
from replay.draw.panels.tower_strip import STRIP, strip_layer
from replay.draw.panels.wide_panels import ColumnSide, side_of, wide_panels
from replay.draw.pixels.layers import Placed
from replay.draw.pixels.rectangles import Rect
from replay.draw.style.theme import Style
from replay.scene.frame.body import Bodies
from replay.scene.frame.frame import Beside, Frame, Overlay

_HIGH_M, _GIVES_WAY_PX = 1.2, (22.0, 60.0)
"""A rider is so tall; the map is gone where one is so near to it, and there in full where nobody is so near, px of the
reference size."""

_FEWEST_ROWS = 5
"""A tower that has no room for so many of its rows is not shown."""


def overlay_panels(frame: Frame, style: Style) -> tuple[Placed, ...]:
    """The panels of a frame in the order they are laid, without those that ride with riders."""
    overlay = frame.overlay
    divided = frame.beside
    leading = overlay.lead is not None
    on_divider = _lead_between(overlay, divided, style) if divided is not None else ()
    if divided is not None:
        # The lead stands on the line between the two shots, which leaves a narrow picture no room for a tower.
        overlay = replace(overlay, lead=None, tower=overlay.tower if _keeps_tower(style) else None)
    if style.sizes.strip:
        panels = _telephone(overlay, style, leading=leading)
    elif style.sizes.compact:
        panels = _tall(overlay, style, leading=leading)
    else:
        panels = wide_panels(overlay, style, side_of(frame), leading=leading)
    placed = (
        *panels,
        *on_divider,
        *_map(overlay, style, frame),
        *_cards(frame.overlay, style),
        *_tags(overlay, style),
        *(brand_panels(style) if frame.overlay.label else ()),
    )
    return placed if overlay.slides else tuple(_unslid(each, style) for each in placed)


def _unslid(placed: Placed, style: Style) -> Placed:
    """A panel where it comes to rest: it only fades."""
    return replace(placed, y=placed.y - round((1 - placed.opacity) * style.px(style.sizes.slide)))


def _keeps_tower(style: Style) -> bool:
    """Whether a picture that two shots share has room for the tower: not where one is above the other."""
    return not (style.sizes.strip or style.sizes.compact)


def _lead_between(overlay: Overlay, divided: Beside, style: Style) -> Iterable[Placed]:
    """The lead on the line between two shots: at its head where it stands, at its left where it lies."""
    if overlay.lead is None:
        return
    label = lead_label(style, overlay.lead.length, overlay.lead.time)
    left, top, _, _ = style.safe
    x, y, _, height = come_in(divided.shot.box_px(style.size_px), divided.shown, style.size_px)
    shown = min(overlay.lead.shown, divided.shown)
    if height == style.size_px[1]:
        yield Placed(label, x, top + label.height, shown)
    else:
        # While the second shot comes in from below, the lead waits inside of where words may stand.
        foot = min(y + label.height // 2, top + style.safe[3])
        yield Placed(label, left + label.width // 2, foot, shown)


def _tall(overlay: Overlay, style: Style, *, leading: bool) -> Iterable[Placed]:
    """Counter top left, caption at the foot, and a column: the lead, the tower and the map.

    Beside a lead the tower is shown only if all of it fits; alone it shows as many rows as there is room for. Without
    both tower and map the caption stands in the column, and leaves the foot to those who ride there.
    """
    left, top, _, height = style.safe
    gap = style.px(style.sizes.gap)
    below = top + room_px(style, Corner.TOP_LEFT)
    if overlay.counter:
        layer = counter_layer(style, overlay.counter, beside_lead=leading)
        yield sliding(layer, left, below, overlay.counter.shown, style, of=COUNTER)
        below += layer.height + gap
    foot = top + height - room_px(style, Corner.BOTTOM_LEFT, Corner.BOTTOM_RIGHT)
    close = overlay.tower is None and overlay.map is None
    if overlay.caption and not close:
        layer = caption_of(overlay.caption, style)
        y = foot - layer.height
        yield sliding(layer, left, y, overlay.caption.shown, style)
        foot = y - gap
    if overlay.lead:
        layer = lead_panel(style, overlay.lead.length, overlay.lead.time)
        yield sliding(layer, left, below, overlay.lead.shown, style, of=LEAD)
        below += layer.height + gap
    if overlay.caption and close:
        layer = caption_of(overlay.caption, style, column=True)
        yield sliding(layer, left, min(below, foot - layer.height), overlay.caption.shown, style)
    map_high = map_size(style, overlay.map.shape)[1] if overlay.map else 0
    if overlay.tower:
        fit = tower_fit(style, overlay.tower, foot - below - (map_high + gap if map_high else 0))
        if fit.share == 1.0 or (overlay.lead is None and fit.rows >= _FEWEST_ROWS):
            layer = tower_layer(style, overlay.tower, fit)
            yield sliding(layer, left, below, overlay.tower.shown, style, of=TOWER)
            below += layer.height + gap
    if overlay.map and below + map_high <= foot:
        yield from map_panels(style, overlay.map, (left, below))


def _telephone(overlay: Overlay, style: Style, *, leading: bool) -> Iterable[Placed]:
    """Everything above the riders: the counter with the lead beside it, the strip of all riders, and the caption."""
    left, top, width, _ = style.safe
    gap = style.px(style.sizes.gap)
    below = top + room_px(style, Corner.TOP_LEFT, Corner.TOP_RIGHT)
    if overlay.counter:
        layer = counter_layer(style, overlay.counter, beside_lead=leading)
        yield sliding(layer, left, below, overlay.counter.shown, style, of=COUNTER)
        if overlay.lead:
            head = below + _label_height(overlay, style)
            beside = lead_box(style, overlay.lead.length, overlay.lead.time, below + layer.height - head)
            yield sliding(beside, left + width - beside.width, head, overlay.lead.shown, style, of=LEAD)
        below += layer.height + gap
    if overlay.tower:
        layer = strip_layer(style, overlay.tower, width)
        yield sliding(layer, left, below, overlay.tower.shown, style, of=STRIP)
        below += layer.height + gap
    y, room = below, width
    for placed in _small_tags(overlay, style, (left + width, below)) if overlay.lead else ():
        # The lead has their place beside the counter.
        yield placed
        y, room = max(y, placed.plate[1] + placed.plate[3] + gap), min(room, width - placed.plate[2] - gap)
    if overlay.caption:
        layer = caption_of(overlay.caption, style)
        yield sliding(layer, left, below if layer.width <= room else y, overlay.caption.shown, style)


def _small_tags(overlay: Overlay, style: Style, corner: tuple[int, int]) -> Iterable[Placed]:
    """In narrow pictures: what the stripes on the boards are, and how time runs; down from a top right corner."""
    right, below = corner
    if overlay.ranges:
        legend = legend_layer(style, overlay.ranges.words, lines=2)
        yield sliding(legend, right - legend.width, below, overlay.ranges.shown, style)
        below += legend.height + style.px(10)
    words = speed_words(overlay.slow_motion) if overlay.finish is None else ""
    if words:
        yield Placed(tag_layer(style, words, dot=False), right, below)


def _map(overlay: Overlay, style: Style, frame: Frame) -> Iterable[Placed]:
    """The map: at the foot of the column; under the safe area of a picture for telephones. Others have it in theirs.

    There it gives way to riders who come to where it lies.
    """
    if overlay.map is None or (style.sizes.compact and not style.sizes.map_below_safe):
        return
    left, top, width, height = style.safe
    shown, on_card = overlay.map, bool(overlay.title or overlay.result)
    style = large_map_style(style, shown.shape) if on_card else style
    left, top, width, height = style.safe
    wide, high = map_size(style, shown.shape)
    if side_of(frame) is ColumnSide.LEFT:
        corner = left, top + height - room_px(style, Corner.BOTTOM_LEFT) - high
    else:
        corner = left + width - wide, top + height - room_px(style, Corner.BOTTOM_RIGHT) - high
    if style.sizes.map_below_safe:
        corner = left + (width - wide) // 2, top + height + style.px(style.sizes.gap)
        seen = 1.0 if on_card else _free(frame, (*corner, wide, high), style)
        shown = replace(shown, shown=shown.shown * seen)
    if shown.shown > 0:
        yield from map_panels(style, shown, corner)


def _free(frame: Frame, rect: Rect, style: Style) -> float:
    """How free of riders a place of the picture is, 0 to 1."""
    if frame.beside is not None or not frame.riders:
        return 1.0
    riders = Bodies.of([state.pose for state in frame.riders])
    points, depth = frame.camera.project(np.stack([riders.up(0.0), riders.up(_HIGH_M)]), style.size_px)
    low, size = np.array(rect[:2], dtype=float), np.array(rect[2:], dtype=float)
    apart = np.maximum(np.maximum(low - points, points - low - size), 0.0)
    nearest = np.where(depth > 0, np.hypot(apart[..., 0], apart[..., 1]), np.inf).min()
    near, far = (style.px(reach) for reach in _GIVES_WAY_PX)
    return smoothstep((float(nearest) - near) / (far - near))


def _label_height(overlay: Overlay, style: Style) -> int:
    """What the label that says what the picture is takes, with a gap below it."""
    return tag_layer(style, overlay.label, dot=True).height + style.px(10) if overlay.label else 0


def _cards(overlay: Overlay, style: Style) -> Iterable[Placed]:
    if overlay.headline:
        left, top, _, height = style.safe
        layer = headline_layer(style, _set(overlay.headline.words, style), overlay.headline.race)
        below = max(
            style.px(style.sizes.label.size_px * 1.78 + style.sizes.gap),
            room_px(style, Corner.TOP_LEFT, Corner.TOP_RIGHT),
        )
        low = room_px(style, Corner.BOTTOM_LEFT, Corner.BOTTOM_RIGHT)
        y = top + below if style.sizes.strip else top + height - low - layer.height
        yield sliding(layer, left, y, overlay.headline.shown, style)
    if overlay.title:
        yield sliding(title_card(style, replace(overlay.title, shown=1.0)), 0, 0, overlay.title.shown, style)
    if overlay.result:
        yield sliding(result_card(style, replace(overlay.result, shown=1.0)), 0, 0, overlay.result.shown, style)


def _set(headline: str, style: Style) -> str:
    """A headline as the brand sets it."""
    return capitals(headline) if style.brand.capitals else headline


def _tags(overlay: Overlay, style: Style) -> Iterable[Placed]:
    """What the picture is, top right and at the same pixel in every shot; and how time runs, beside or below it.

    Narrow pictures have the legend between the two, beside the counter: the riders are everywhere below.
    """
    left, top, width, _ = style.safe
    right, below = left + width - width_px(style, Corner.TOP_RIGHT), top
    label = tag_layer(style, overlay.label, dot=True) if overlay.label else None
    if label:
        yield Placed(label, right, top)
        below += label.height + style.px(10)
    if style.sizes.compact:
        if not (style.sizes.strip and overlay.lead):
            yield from _small_tags(overlay, style, (right, below))
        return
    words = speed_words(overlay.slow_motion) if overlay.finish is None else ""
    if words:
        x = right - label.width - style.px(10) if label else right
        yield Placed(tag_layer(style, words, dot=False), x, top)
