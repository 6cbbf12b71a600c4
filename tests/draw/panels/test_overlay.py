"""The overlay: safe areas, sizes of text, what hostile names do, and what is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.draw.panels.captions import speed_words
from replay.draw.panels.counter import counter_layer
from replay.draw.panels.overlay import overlay_panels
from replay.draw.panels.tower import tower_layer, tower_size
from replay.draw.pixels import text
from replay.draw.pixels.layers import Placed
from replay.draw.pixels.rectangles import Rect
from replay.draw.style.theme import DEFAULT_THEME, Sizes, Style, style_for
from replay.scene.frame.frame import Frame, Overlay
from replay.scene.frame.layout import Layout
from replay.scene.frame.panel_values import Caption, Counter
from replay.scene.frame.riders import RiderLook
from tests.helpers import frames
from tests.helpers.panels import panel_rects

LAYOUTS = list(Layout)
LONG_NOTE = "200 m in 11.402 s"
HOSTILE = (
    "TJON EN FA",
    "RAJKOWSKI",
    "WOLFESCHLEGELSTEINHAUSENBERGERDORFF",
    "\u00c5\u0301\u00d1\u00d6\u00dc\u0160\u0139 \u0152\u1ede",
    "\u5c71\u7530",
    "",
)


def _style(layout: Layout, size: tuple[int, int] | None = None) -> Style:
    return style_for(DEFAULT_THEME, layout, size or frames.SIZES[layout])


def _renamed(shown: Frame) -> Frame:
    def renamed(look: RiderLook, index: int) -> RiderLook:
        return replace(look, display=HOSTILE[index % len(HOSTILE)], rides_for="WWW", marker="WWWW"[: 1 + index % 4])

    looks = {look.name: renamed(look, index) for index, look in enumerate(frames.LOOKS)}
    overlay = shown.overlay
    tower = overlay.tower and replace(
        overlay.tower,
        heading="WOMEN'S TEAM PURSUIT, QUALIFYING, HEAT 7",
        rows=tuple(replace(row, look=looks[row.look.name], gap="+12.345") for row in overlay.tower.rows),
    )
    caption = overlay.caption and Caption("Head " * 30, "body " * 60, source="Source " * 20)
    title = overlay.title and replace(overlay.title, event="Event " * 12, riders=tuple(looks.values()) * 4)
    result = overlay.result and replace(
        overlay.result,
        event="Event " * 12,
        sources="Source " * 60,
        lines=tuple(
            replace(line, look=looks[line.look.name], note="relegated, irregular sprint")
            for line in overlay.result.lines
        )
        * 4,
    )
    return replace(shown, overlay=replace(overlay, tower=tower, caption=caption, title=title, result=result))


def _shown(layout: Layout) -> list[Frame]:
    cards = [
        frames.frame(layout, overlay=Overlay(title=frames.TITLE)),
        frames.frame(layout, overlay=Overlay(result=frames.RESULT)),
    ]
    plain = [frames.pull_off(layout), frames.breakaway(layout), *cards]
    return plain + [_renamed(shown) for shown in plain]


def _within(rect: Rect, outer: Rect) -> bool:
    return (
        rect[0] >= outer[0]
        and rect[1] >= outer[1]
        and rect[0] + rect[2] <= outer[0] + outer[2]
        and rect[1] + rect[3] <= outer[1] + outer[3]
    )


def _ink(placed: Placed) -> Rect:
    """What a layer covers with more than a shadow."""
    solid = placed.layer.pixels[..., 3] > 128
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    x, y, _, _ = placed.rect
    return x + int(columns[0]), y + int(rows[0]), int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_panels_stay_where_text_may_stand_whatever_the_names(layout: Layout) -> None:
    style = _style(layout)
    for shown in _shown(layout):
        for placed in overlay_panels(shown, style):
            assert _within(_ink(placed), style.safe)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_panels_do_not_lie_over_one_another(layout: Layout) -> None:
    for shown in (frames.pull_off(layout), frames.breakaway(layout)):
        rects = panel_rects(shown, _style(layout))
        for index, first in enumerate(rects):
            for second in rects[index + 1 :]:
                apart = first[0] + first[2] <= second[0] or second[0] + second[2] <= first[0]
                assert apart or first[1] + first[3] <= second[1] or second[1] + second[3] <= first[1]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_label_stands_at_one_place_in_every_shot(layout: Layout) -> None:
    places = {
        overlay_panels(shown, _style(layout))[-1].plate for shown in (frames.pull_off(layout), *_shown(layout)[2:4])
    }
    assert len(places) == 1


@pytest.mark.parametrize("layout", [Layout.VERTICAL, Layout.SQUARE, Layout.PORTRAIT])
def test_text_for_telephones_is_large_enough(layout: Layout) -> None:
    sizes = DEFAULT_THEME.sizes[layout]
    smallest = text.FIT_STEPS[-1]
    for name in Sizes.__dataclass_fields__:
        kind = getattr(sizes, name)
        if isinstance(kind, text.Type) and name not in ("label", "rider_chip"):
            assert kind.size_px >= 40, name
    assert sizes.row.size_px >= 56
    assert smallest >= 0.8


@pytest.mark.parametrize("layout", LAYOUTS)
def test_laps_to_go_is_the_largest_figure(layout: Layout) -> None:
    sizes = DEFAULT_THEME.sizes[layout]
    counters = min(sizes.number.size_px, sizes.number_beside_lead.size_px)
    assert counters > sizes.lead_metres.size_px
    assert counters > 2 * sizes.row.size_px


def test_a_smaller_picture_is_the_same_picture_smaller() -> None:
    shown = frames.pull_off()
    large, small = (
        panel_rects(shown, _style(Layout.LANDSCAPE)),
        panel_rects(shown, _style(Layout.LANDSCAPE, (960, 540))),
    )
    for whole, half in zip(large, small, strict=True):
        assert half == pytest.approx(tuple(value / 2 for value in whole), abs=3.1)


def test_only_what_changed_is_made_again() -> None:
    style = _style(Layout.LANDSCAPE)
    first = overlay_panels(frames.pull_off(), style)
    again = overlay_panels(frames.pull_off(), style)
    gaps = frames.with_overlay(frames.pull_off(), tower=frames.tower(("0.0", "+0.8", "+0.9", "+1.0", "+1.2", "+1.4")))
    changed = overlay_panels(gaps, style)
    assert first == again
    assert [one == other for one, other in zip(first, changed, strict=True)].count(False) == 1


def test_the_tower_keeps_its_place_while_gaps_run() -> None:
    """Only pixels of the gap column change."""
    style = _style(Layout.LANDSCAPE)
    before, after = (
        overlay_panels(frames.with_overlay(frames.pull_off(), tower=frames.tower(gaps)), style)[1]
        for gaps in (("0.0", *("+1.1",) * 5), ("0.0", *("+4.7",) * 5))
    )
    assert before.rect == after.rect
    columns = np.flatnonzero((before.layer.pixels != after.layer.pixels).any(axis=(0, 2)))
    assert len(columns) > 0
    assert columns[0] > 0.7 * before.rect[2]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_who_did_not_finish_makes_room_for_the_word(layout: Layout) -> None:
    style = _style(layout)
    tower = frames.tower()
    out = replace(tower, rows=(*tower.rows[:-1], replace(tower.rows[-1], place="DNF", gap="")))
    kind = style.type(style.sizes.nation)
    wider = tower_size(style, out)[0] - tower_size(style, tower)[0]
    assert wider >= text.measure("DNF", kind) - style.px(28)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_end_before_timed_gaps_begin(name: str) -> None:
    style = _style(Layout.LANDSCAPE)

    def drawn(display: str, gap: str) -> np.ndarray:
        shown = frames.tower((gap,) * 6)
        rows = tuple(replace(row, look=replace(row.look, display=display)) for row in shown.rows)
        widest = replace(rows[0], look=replace(rows[0].look, display=name), gap="")  # keeps the columns where they are
        return tower_layer(style, replace(shown, rows=(widest, *rows[1:]))).pixels

    bare = drawn("", "")
    named = np.flatnonzero((drawn(name, "") != bare).any(axis=(0, 2)))
    timed = np.flatnonzero((drawn("", "+9.999") != bare).any(axis=(0, 2)))
    assert named.max(initial=0) < timed[0] - 4


def test_a_row_that_passes_another_covers_it() -> None:
    """Half way through a swap, the row that rises is drawn whole, as if the other were not there."""
    style = _style(Layout.LANDSCAPE)
    first, *rest = frames.tower().rows
    rising, falling = replace(rest[0], row=1.6), replace(rest[1], row=1.4)
    both = tower_layer(style, replace(frames.tower(), rows=(first, rising, falling)))
    alone = tower_layer(style, replace(frames.tower(), rows=(first, falling, replace(rising, row=5.0))))
    height = both.height // 5
    middle = both.border + both.height - 2 * height
    assert np.array_equal(both.pixels[middle - 8 : middle], alone.pixels[middle - 8 : middle])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_counter_rolls_from_the_number_before_to_the_number(layout: Layout) -> None:
    style = _style(layout)

    def drawn(laps: int, roll: float) -> np.ndarray:
        counter = Counter(laps_to_go=laps, metres_to_go=float("nan"), event_m=1500, roll=roll)
        return counter_layer(style, counter, beside_lead=False).pixels

    assert np.array_equal(drawn(2, 0.0), drawn(3, 1.0))
    assert not np.array_equal(drawn(2, 0.5), drawn(2, 1.0))


def test_metres_to_go_are_left_out_where_they_are_not_known() -> None:
    style = _style(Layout.LANDSCAPE)
    unknown = counter_layer(style, Counter(3, float("nan"), 1500), beside_lead=False)
    known = counter_layer(style, Counter(3, 750, 1500), beside_lead=False)
    assert not np.array_equal(unknown.pixels, known.pixels)
    assert known is counter_layer(style, Counter(3, 748, 1500), beside_lead=False)


def test_what_is_counted_beside_has_room_in_an_upright_picture() -> None:
    """The time of a last 200 m is longer than any number of metres."""
    style = _style(Layout.VERTICAL)
    short, long = (
        counter_layer(style, Counter(0, 0.0, 750, "FINISH", note=note), beside_lead=False) for note in ("", LONG_NOTE)
    )
    room = text.measure(LONG_NOTE, style.type(style.sizes.number_side_second))
    assert long.pixels.shape[1] > max(short.pixels.shape[1], room + 2 * style.px(style.sizes.padding))


def test_the_counter_closes_behind_the_last_figure() -> None:
    style = _style(Layout.LANDSCAPE)
    tall = [
        counter_layer(style, Counter(0, 0.0, 750, "FINISH", roll=roll), beside_lead=False).pixels.shape[0]
        for roll in (0.0, 0.5, 1.0)
    ]
    assert tall == sorted(tall, reverse=True)
    assert tall[-1] < 0.6 * tall[0]
    noted = counter_layer(style, Counter(0, 0.0, 750, "FINISH", note=LONG_NOTE), beside_lead=False)
    assert noted.pixels.shape[0] == tall[0]


def test_metres_to_go_do_not_say_less_than_the_laps_beside_them() -> None:
    """A metre before the line at three laps to go there are still more than 750 m, as the four laps say."""
    style = _style(Layout.LANDSCAPE)
    before, over = (counter_layer(style, Counter(4, metres, 1500), beside_lead=False) for metres in (751, 760))
    assert before is over


def test_a_panel_that_comes_is_fainter_and_lower() -> None:
    style = _style(Layout.LANDSCAPE)
    shown = frames.pull_off()
    assert shown.overlay.caption is not None
    coming = frames.with_overlay(shown, caption=replace(shown.overlay.caption, shown=0.25))
    full, part = overlay_panels(shown, style)[2], overlay_panels(coming, style)[2]
    assert part.layer is full.layer
    assert part.opacity == 0.25
    assert part.y == full.y + 9


def test_words_of_time() -> None:
    assert [speed_words(speed) for speed in (0.96, 0.97, 1.0, 1.04)] == [""] * 4, "as good as live"
    assert [speed_words(speed) for speed in (1.0, 0.4, 0.0, 2.0)] == ["", "SLOW MOTION 0.4×", "STILL", "2× SPEED"]


@pytest.mark.parametrize("layout", [Layout.SQUARE, Layout.PORTRAIT])
@pytest.mark.parametrize("lead", [False, True])
def test_where_riders_are_close_the_caption_stands_beside_them(layout: Layout, lead: bool) -> None:
    """Without tower and map it is a column: nothing but small tags lies over the right of the picture."""
    shown, style = frames.breakaway(layout), _style(layout)
    caption = Caption("Each time, Glaetzer looks behind too", "He has seen enough.", source="as reported by Wikipedia")
    close = replace(shown.overlay, tower=None, map=None, caption=caption)
    close = close if lead else replace(close, lead=None)
    panels = [placed.plate for placed in overlay_panels(replace(shown, overlay=close), style)]
    wide = [(x, y, width, height) for x, y, width, height in panels if height > 0.06 * style.size_px[1]]
    assert len(wide) == (3 if lead else 2)
    _, *column = sorted(wide, key=lambda rect: rect[1])
    assert max(x + width for x, _, width, _ in column) <= 0.43 * style.size_px[0]
    assert max(y + height for _, y, _, height in column) < 0.75 * style.size_px[1]
