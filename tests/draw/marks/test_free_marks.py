"""Marks of the free camera: a chip each, none over another, none that jumps; dots for riders who are small."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.draw.marks.free_marks import free_dots, free_marks
from replay.draw.pixels.rectangles import overlap
from replay.draw.style.theme import DEFAULT_THEME, Style, style_for
from replay.scene.camera.stations import free_camera
from replay.scene.frame.frame import Frame
from replay.scene.frame.free_camera import FreeView
from replay.scene.frame.layout import Layout
from tests.helpers.frames import SIZES, frame, izu, riders

SIZE = 1280, 720


def style(layout: Layout = Layout.LANDSCAPE) -> Style:
    return style_for(DEFAULT_THEME, layout, SIZE if layout is Layout.LANDSCAPE else SIZES[layout])


def seen(
    distances_m: tuple[float, ...], heights_m: tuple[float, ...], tall_m: float = 1e3, layout: Layout = Layout.LANDSCAPE
) -> Frame:
    camera = free_camera(izu().shape, layout)
    x, y, _ = izu().place(distances_m[0])
    view = camera.within(FreeView(float(x), float(y), tall_m) if tall_m < 100 else camera.start)
    shown = frame(layout)
    bare = replace(shown.overlay, tower=None, counter=None, caption=None, lead=None, map=None, named=())
    return replace(
        shown,
        riders=riders(distances_m, heights_m),
        shot=camera.shot(view),
        camera=camera.camera(view),
        overlay=bare,
        pacer=None,
    )


@given(
    st.lists(st.floats(0.0, 250.0), min_size=6, max_size=6, unique=True),
    st.lists(st.floats(0.2, 6.0), min_size=6, max_size=6),
)
def test_no_chip_lies_over_another(distances_m: list[float], heights_m: list[float]) -> None:
    apart = np.diff(np.sort(distances_m), append=min(distances_m) + 250.0)
    shown = seen(tuple(distances_m), tuple(heights_m))
    marks = free_marks(shown, style(), izu())
    assert len(marks) == 6
    if apart.min() > 1.0:  # who is level with another passes him, and so does his chip
        for one, other in combinations(marks, 2):
            shared = overlap(one.placed.plate, other.placed.plate)
            assert shared is None or min(shared[2:]) <= 6, (one.who, other.who, shared)


@pytest.mark.parametrize("tall_m", [1e3, 60.0, 30.0, 12.0])
def test_no_chip_jumps_while_one_rider_passes_the_others(tall_m: float) -> None:
    behind = (100.0, 98.0, 96.0, 94.0, 92.0)
    steps = [
        seen((90.0 + gained, *behind), (3.0, 0.4, 0.5, 0.4, 0.6, 0.5), tall_m) for gained in np.arange(0, 12, 0.05)
    ]
    still = steps[0]
    middles = []
    for each in steps:
        marks = free_marks(replace(each, shot=still.shot, camera=still.camera), style(), izu())
        middles.append({mark.who: np.array([mark.placed.x, mark.placed.y]) for mark in marks})
    for one, other in pairwise(middles):
        for who in one.keys() & other.keys():
            assert np.abs(one[who] - other[who]).max() <= 16, who


@pytest.mark.parametrize("layout", Layout)
def test_riders_who_are_small_are_dots_in_the_colours_of_their_chips(layout: Layout) -> None:
    distances_m = (40.0, 80.0, 120.0, 160.0, 200.0, 240.0)
    shown = seen(distances_m, (0.5,) * 6, layout=layout)
    look = style(layout)
    canvas = np.zeros((look.size_px[1], look.size_px[0], 4), np.uint8)
    touched = free_dots(canvas, shown, look)
    assert touched
    for state in shown.riders:
        spot, _ = shown.camera.project(np.array(state.pose.ground_m), look.size_px)
        x, y = np.floor(spot).astype(int)
        blue, green, red = canvas[y, x, :3].tolist()
        assert np.abs(np.subtract((red, green, blue), state.look.kit.chip)).max() <= 3


def test_riders_who_are_near_are_no_dots() -> None:
    shown = seen((40.0, 42.0, 44.0, 46.0, 48.0, 50.0), (0.5,) * 6, 20.0)
    canvas = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    assert free_dots(canvas, shown, style()) == ()
    assert not canvas.any()
