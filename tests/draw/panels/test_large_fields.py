"""Large fields: everybody is on the card, the tower fits its picture, and clubs give way to names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.draw.marks.rider_marks import rider_marks
from replay.draw.panels.cards.card_list import CardRow, fit_of
from replay.draw.panels.cards.cards import result_card, title_card
from replay.draw.panels.overlay import overlay_panels
from replay.draw.panels.tower import WHOLE, tower_fit, tower_layer, tower_size
from replay.draw.pixels.rectangles import overlap
from replay.draw.style.theme import DEFAULT_THEME, Style, style_for
from replay.scene.compose import build_scene
from replay.scene.frame.card import ResultLine
from replay.scene.frame.frame import Overlay
from replay.scene.frame.layout import Layout
from replay.scene.frame.panel_values import Tower, TowerRow
from replay.scene.frame.riders import RiderLook
from replay.scene.still_moment import frame_at_race_time
from tests.helpers import frames
from tests.helpers.motions import keirin_motion, race_of
from tests.helpers.panels import panel_rects

LAYOUTS = list(Layout)


def style_of(layout: Layout) -> Style:
    return style_for(DEFAULT_THEME, layout, frames.SIZES[layout])


def field_of(count: int, *, rides_for: str = "GBR") -> tuple[RiderLook, ...]:
    names = ("VAN DER POEL", "SMITH JR.", "LI", "WOLFESCHLEGELSTEINHAUSEN", "TJON EN FA")
    return tuple(
        replace(frames.LOOKS[k % 6], name=f"R{k}", display=names[k % 5], marker=f"M{k:02}", rides_for=rides_for)
        for k in range(count)
    )


def tower_of(count: int, **changes: object) -> Tower:
    rows = tuple(TowerRow(look, str(k + 1), f"+{k / 10}", float(k), k == 0) for k, look in enumerate(field_of(count)))
    return Tower("FINAL A", tuple(replace(row, **changes) for row in rows))  # type: ignore[arg-type]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [2, 8, 12, 17, 24])
def test_everybody_is_on_the_cards(layout: Layout, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    written = "replay.draw.graphics.sheet.Sheet.chip"
    monkeypatch.setattr(written, lambda self, marker, colour, rect: drawn.append(marker))  # noqa: ARG005
    looks, style = field_of(count), style_of(layout)
    title_card(style, replace(frames.TITLE, riders=looks, event=f"Men's keirin {count}"))
    assert drawn == [look.marker for look in looks]
    drawn.clear()
    lines = tuple(ResultLine(look, str(k + 1), f"+{k / 10:.3f}") for k, look in enumerate(looks))
    result_card(style, replace(frames.RESULT, lines=lines, event=f"Men's keirin {count}"))
    assert drawn == [look.marker for look in looks]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_of_a_list_stay_in_their_room(layout: Layout) -> None:
    style = style_of(layout)
    for count in (1, 6, 9, 13, 24):
        rows = tuple(CardRow(look, str(k + 1), "+1.234") for k, look in enumerate(field_of(count)))
        for room in ((900, 700), (800, 480), (400, 300)):
            fit = fit_of(style, rows, room)
            assert fit.per_column * fit.step <= room[1]
            assert fit.columns * fit.wide <= room[0]
            assert 0 < fit.share <= 1.35


def test_a_short_list_is_one_column() -> None:
    rows = tuple(CardRow(look, str(k + 1), "+1.234") for k, look in enumerate(field_of(6)))
    assert [fit_of(style_of(layout), rows, (800, 520)).columns for layout in LAYOUTS] == [1, 1, 1, 1]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [6, 12, 24])
def test_the_tower_stays_in_its_room(layout: Layout, count: int) -> None:
    style, tower = style_of(layout), tower_of(count)
    for room in (300, 560, 760, 2000):
        fit = tower_fit(style, tower, room)
        assert tower_size(style, tower, fit)[1] <= room
        layer = tower_layer(style, tower, fit)
        assert (layer.width, layer.height) == tower_size(style, tower, fit)
    assert tower_fit(style, tower, 2000).rows == count


def test_a_tower_with_all_its_room_is_as_it_was() -> None:
    style, tower = style_of(Layout.LANDSCAPE), frames.tower()
    assert tower_fit(style, tower, 1000).share == 1.0
    assert tower_size(style, tower, tower_fit(style, tower, 1000)) == tower_size(style, tower, WHOLE)


@pytest.mark.parametrize(("club", "stands"), [("VC Fjord", True), ("Kingston Wheelers", False)])
def test_long_names_are_whole_and_clubs_stand_where_they_are_short(
    club: str, stands: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def write(_sheet: object, words: str, *_: object) -> float:
        written.append(words)
        return 0.0

    monkeypatch.setattr("replay.draw.graphics.sheet.Sheet.write", write)
    first, *rest = tower_of(6).rows
    look = replace(first.look, display="BARTON-HUGHES", rides_for=club)
    tower_layer(style_of(Layout.LANDSCAPE), Tower("FINAL A", (replace(first, look=look), *rest)))
    assert "BARTON-HUGHES" in written
    assert (club in written) == stands


def test_a_tower_of_tenths_has_no_room_for_thousandths() -> None:
    style, tower = style_of(Layout.LANDSCAPE), tower_of(6)
    assert tower_size(style, replace(tower, decimals=1))[0] < tower_size(style, tower)[0]


def test_a_tower_that_is_cut_shows_the_first() -> None:
    style, tower = style_of(Layout.VERTICAL), tower_of(24)
    fit = tower_fit(style, tower, 600)
    assert 8 <= fit.rows < 24
    shown = tower_of(fit.rows)
    assert np.array_equal(tower_layer(style, tower, fit).pixels, tower_layer(style, shown, fit).pixels)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_panels_of_large_fields_lie_in_the_picture_and_not_over_each_other(layout: Layout) -> None:
    style = style_of(layout)
    for shown in (frames.pull_off(layout), frames.breakaway(layout)):
        frame = replace(shown, overlay=replace(shown.overlay, tower=tower_of(24)))
        rects = panel_rects(frame, style)
        assert all(overlap(rect, style.safe) == rect for rect in rects)
        for number, rect in enumerate(rects):
            assert not any(overlap(rect, other) for other in rects[:number])


def test_a_tower_with_clubs_is_about_as_wide_as_one_with_nations() -> None:
    style = style_of(Layout.LANDSCAPE)
    nations, short, long, nothing = (
        tower_of(6)
        if words == "GBR"
        else Tower("A", tuple(replace(row, look=replace(row.look, rides_for=words)) for row in tower_of(6).rows))
        for words in ("GBR", "VC Fjord", "Northside Wheelers", "")
    )
    widths = [tower_size(style, tower)[0] for tower in (nothing, nations, short)]
    assert widths[0] < widths[1] < widths[2] < widths[1] + 60
    assert tower_size(style, long) == tower_size(style, nothing)


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE, Layout.VERTICAL])
def test_chips_of_a_large_field_do_not_hide_each_other(layout: Layout) -> None:
    motion = keirin_motion(breakaway=False, count=24)
    scene = build_scene(race_of(motion), motion, layout=layout)
    style = style_of(layout)
    marks = rider_marks(frame_at_race_time(scene, 30.0), style)
    plates = [mark.placed.plate for mark in marks]
    assert 10 <= len(plates) <= 25  # what has no room, or could be taken for another rider's, is hidden
    for number, plate in enumerate(plates):
        for other in plates[:number]:
            common = overlap(plate, other)
            assert common is None or common[2] * common[3] < 0.45 * plate[2] * plate[3]


def test_panels_are_drawn_for_one_rider() -> None:
    for layout in LAYOUTS:
        frame = frames.frame(
            layout, overlay=Overlay(tower=tower_of(1), title=replace(frames.TITLE, riders=field_of(1)))
        )
        assert overlay_panels(frame, style_of(layout))
