"""Marks on the boards and with the riders."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from replay.base.figure_words import WrittenFigure, about_metres
from replay.draw.marks.boards_marks import draw_lead_line, draw_ring
from replay.draw.marks.lead_mark import lead_mark
from replay.draw.marks.rider_marks import draw_rider_marks, rider_marks
from replay.draw.pixels.rectangles import Rect, overlap
from replay.draw.style.theme import DEFAULT_THEME, Style, style_for
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.track_marks import Lead
from tests.helpers import frames
from tests.helpers.panels import panel_rects

BOARDS = 150


def _style(layout: Layout = Layout.LANDSCAPE) -> Style:
    return style_for(DEFAULT_THEME, layout, frames.SIZES[layout])


def _canvas(style: Style) -> np.ndarray:
    return np.full((style.size_px[1], style.size_px[0], 4), BOARDS, dtype=np.uint8)


def _outside(canvas: np.ndarray, rects: tuple[Rect, ...]) -> np.ndarray:
    left = canvas.copy()
    for x, y, width, height in rects:
        left[y : y + height, x : x + width] = BOARDS
    return left


def _lead(front: float = 30.0, back: float = -10.0, drawn: float = 1.0) -> Lead:
    return Lead(
        from_distance_m=front,
        to_distance_m=back,
        length=about_metres(40.0),
        time=WrittenFigure("2.4", "s"),
        drawn=drawn,
    )


def _at(camera: Camera, distance_m: float, height_m: float, style: Style) -> tuple[int, int]:
    pixels, _ = camera.project(frames.izu().place(distance_m, height_m), style.size_px)
    return int(pixels[0]), int(pixels[1])


def _draw(canvas: np.ndarray, lead: Lead, style: Style, camera: Camera = frames.MAIN) -> tuple[Rect, ...]:
    return draw_lead_line(canvas, camera, frames.izu(), lead, style, leader_height_m=1.0)


def test_the_lead_line_lies_on_the_boards_in_the_accent() -> None:
    style, canvas = _style(), None
    canvas = _canvas(style)
    _draw(canvas, _lead(), style)
    red, green, blue = style.palette.accent
    for distance in (-5.0, 5.0, 15.0, 25.0):
        x, y = _at(frames.MAIN, distance, 1.45, style)
        assert tuple(canvas[y, x, :3]) == pytest.approx((blue, green, red), abs=12)


def test_the_lead_line_has_a_tick_every_ten_metres_back_from_the_leader() -> None:
    style = _style()
    canvas = _canvas(style)
    _draw(canvas, _lead(), style)
    for distance in (20.0, 10.0, 0.0):
        x, y = _at(frames.MAIN, distance, 1.45, style)
        assert canvas[y - 2 : y + 3, x - 2 : x + 3, :3].min(axis=2).max() > 240


def test_a_line_half_drawn_reaches_half_way_from_the_leader() -> None:
    style = _style()
    canvas = _canvas(style)
    _draw(canvas, _lead(drawn=0.5), style)
    near, far = (_at(frames.MAIN, distance, 1.45, style) for distance in (15.0, 5.0))
    assert abs(int(canvas[near[1], near[0], 2]) - style.palette.accent[0]) < 12
    assert (canvas[far[1], far[0]] == BOARDS).all()


@settings(max_examples=25, deadline=None)
@given(
    front=st.floats(-300, 300),
    length=st.floats(0, 120),
    eye=st.tuples(st.floats(-90, 90), st.floats(-60, 60), st.floats(1, 60)),
    target=st.tuples(st.floats(-40, 40), st.floats(-20, 20), st.floats(0, 3)),
)
def test_what_is_drawn_lies_in_the_rectangles_told(
    front: float, length: float, eye: tuple[float, float, float], target: tuple[float, float, float]
) -> None:
    assume(np.hypot(eye[0] - target[0], eye[1] - target[1]) > 1)  # not straight down
    style = style_for(DEFAULT_THEME, Layout.LANDSCAPE, (480, 270))
    camera = Camera(eye_m=eye, target_m=target, fov_deg=40.0)
    canvas = _canvas(style)
    rects = _draw(canvas, _lead(front, front - length), style, camera)
    rects += draw_ring(canvas, camera, frames.pose(front, 2.0), style)
    shown = replace(frames.breakaway(), camera=camera)
    rects += draw_rider_marks(canvas, rider_marks(shown, style), style)
    assert (_outside(canvas, rects) == BOARDS).all()
    assert all(overlap(rect, (0, 0, 480, 270)) == rect for rect in rects)


@pytest.mark.parametrize("layout", list(Layout))
@given(spacing=st.floats(0.3, 8.0), weave=st.floats(0.0, 2.0))
@settings(max_examples=20, deadline=None)
def test_chips_never_lie_over_one_another(layout: Layout, spacing: float, weave: float) -> None:
    shown = _bunch(layout, spacing, weave)
    rects = [mark.placed.plate for mark in rider_marks(shown, _style(layout))]
    assert len(rects) >= 3
    for index, first in enumerate(rects):
        for second in rects[index + 1 :]:
            shared = overlap(first, second)
            assert shared is None or min(shared[2:]) <= 4


def _bunch(layout: Layout, spacing: float, weave: float) -> Frame:
    distances = tuple(2.0 - spacing * index for index in range(6))
    heights = tuple(0.8 + weave * (index % 2) for index in range(6))
    return frames.frame(layout, states=frames.riders(distances, heights))


def test_a_chip_stands_over_its_rider_while_there_is_room() -> None:
    style = _style()
    shown = frames.pull_off()
    for mark in rider_marks(shown, style):
        head_x, head_y = mark.line[0]
        assert abs(mark.placed.x - head_x) < 8
        assert 0 < head_y - mark.placed.y < 70


def test_chips_far_apart_do_not_push_one_another() -> None:
    """A leader on the other side of the track keeps his chip over his head, whichever way the field rides."""
    states = frames.riders((28.0, -12.0, -14.0, -16.0, -18.0, -20.0), (0.8,) * 6)
    for shown in (frames.frame(states=states), frames.frame(states=states[::-1])):
        for mark in rider_marks(shown, _style()):
            assert abs(mark.placed.x - mark.line[0][0]) < 30
    around = frames.riders((135.0, -12.0, -16.0, -20.0, -24.0, -28.0), (0.8,) * 6)
    camera = Camera(eye_m=(0, -75, 60), target_m=(0, 0, 0), fov_deg=60)
    marks = rider_marks(frames.frame(states=around, camera=camera), _style())
    assert len(marks) == 6
    assert abs(marks[0].placed.x - marks[0].line[0][0]) < 2


def test_the_pacer_is_named_while_ahead() -> None:
    alone = frames.frame(states=())
    ahead, behind = (replace(frames.pull_off(), pacer=frames.pose(at, -0.5)) for at in (8.0, -8.0))
    count = len(rider_marks(frames.pull_off(), _style()))
    assert len(rider_marks(ahead, _style())) == count + 1
    assert len(rider_marks(behind, _style())) == count
    assert len(rider_marks(replace(alone, pacer=frames.pose(0.0, 0.5)), _style())) == 1


def test_riders_out_of_the_picture_have_no_mark() -> None:
    away = frames.riders((120.0, 125.0, 130.0, 0.0, 240.0, 128.0), (0.9,) * 6)
    assert len(rider_marks(frames.frame(states=away), _style())) < 6


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("display", ["KENNY", "WOLFESCHLEGELSTEINHAUSENBERGERDORFF"])
def test_a_name_stays_where_text_may_stand_and_off_the_panels(layout: Layout, display: str) -> None:
    style = _style(layout)
    shown = frames.breakaway(layout)
    leader, *others = shown.riders
    shown = replace(shown, riders=(replace(leader, look=replace(leader.look, display=display)), *others))
    panels = panel_rects(shown, style)
    named = [mark for mark in rider_marks(shown, style, panels) if mark.named]
    left, top, width, height = style.safe
    assert len(named) == 1 or display != "KENNY"  # a long name gives way to the chip alone
    for x, y, wide, high in (mark.placed.plate for mark in named):
        assert left <= x
        assert x + wide <= left + width
        assert top <= y
        assert y + high <= top + height
        assert all(overlap((x, y, wide, high), panel) is None for panel in panels)


def test_the_lead_label_stands_over_its_line_and_off_the_panels() -> None:
    style = _style()
    shown = frames.breakaway()
    assert shown.overlay.lead is not None
    panels = panel_rects(shown, style)
    mark = lead_mark(shown.camera, frames.izu(), shown.overlay.lead, style, panels)
    assert mark is not None
    x, y, width, height = mark.placed.plate
    assert y + height < mark.foot[1]
    assert x < mark.foot[0] < x + width
    assert overlap(mark.placed.plate, style.safe) == mark.placed.plate
    assert all(overlap(mark.placed.plate, panel) is None for panel in panels)


def test_there_is_no_label_for_a_line_out_of_the_picture() -> None:
    camera = Camera(eye_m=(0, 0, 5), target_m=(0, 100, 5), fov_deg=20)
    assert lead_mark(camera, frames.izu(), _lead(), _style()) is None


def test_the_lead_label_fades_over_riders_that_it_comes_past() -> None:
    style, shown = _style(), frames.breakaway()
    assert shown.overlay.lead is not None
    alone = lead_mark(shown.camera, frames.izu(), shown.overlay.lead, style)
    assert alone is not None
    assert alone.placed.opacity == pytest.approx(shown.overlay.lead.shown)
    everywhere = lead_mark(shown.camera, frames.izu(), shown.overlay.lead, style, (), [(0, 0, *style.size_px)])
    assert everywhere is not None
    assert everywhere.placed.opacity == 0.0
