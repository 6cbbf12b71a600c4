"""Whose a label is: it lies over nobody else, and seen from above not over its own rider either."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.base.units import BIKE_LENGTH_M, BIKE_WIDTH_M, Floats
from replay.draw.marks.label_wishes import Wishes
from replay.draw.marks.rider_marks import RiderMark, rider_marks
from replay.draw.style.theme import DEFAULT_THEME, Style, style_for
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.frame.pinhole import Camera
from tests.helpers import frames

CORE = 0.7
"""The middle of a rider's box: over his wheels a label is not taken for his."""

places = st.tuples(st.floats(-10, 16), st.floats(0.2, 4.0))


def _style(layout: Layout) -> Style:
    return style_for(DEFAULT_THEME, layout, frames.SIZES[layout])


def _frame(layout: Layout, spots: list[tuple[float, float]], camera: Camera | None = None) -> Frame:
    distances, heights = zip(*spots, strict=True)
    shown = replace(frames.frame(layout, states=frames.riders(distances, heights)), pacer=None)
    return shown if camera is None else replace(shown, camera=camera)


def _share(mark: RiderMark, body: Floats) -> float:
    """How much of a label lies over a rider's box."""
    left, top, width, height = mark.placed.plate
    middle, half = (body[:2] + body[2:]) / 2, (body[2:] - body[:2]) / 2 * CORE
    low = np.maximum(middle - half, (left, top))
    high = np.minimum(middle + half, (left + width, top + height))
    return float(np.maximum(high - low, 0.0).prod() / (width * height))


def _shares(frame: Frame, style: Style) -> list[tuple[float, float]]:
    """Of each label how much lies over its own rider, and over the others."""
    bodies = Wishes.of(frame, style, ()).spots.bodies
    names = [state.look.name for state in frame.riders]
    found = []
    for mark in rider_marks(frame, style):
        shares = {name: _share(mark, body) for name, body in zip(names, bodies, strict=False)}
        found.append((shares.pop(mark.who), max(shares.values(), default=0.0)))
    return found


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE, Layout.VERTICAL])
@settings(max_examples=60, deadline=None)
@given(spots=st.lists(places, min_size=2, max_size=6))
def test_no_label_lies_over_another_rider_than_its_own(layout: Layout, spots: list[tuple[float, float]]) -> None:
    for own, others in _shares(_frame(layout, spots), _style(layout)):
        assert others - own < 0.36


@pytest.mark.parametrize("distance_m", [30.0, 50.0, 70.0, 90.0, 160.0, 190.0])
def test_seen_from_above_a_label_leaves_its_rider_free(distance_m: float) -> None:
    spots = [(distance_m, 0.9), (distance_m - 5.0, 0.9)]
    shown = _frame(Layout.VERTICAL, spots)
    ground = shown.riders[0].pose.ground_m
    above = Camera(eye_m=(0.0, -2.0, 110.0), target_m=ground, fov_deg=15.0, up=(1.0, 0.0, 0.0))
    shares = _shares(replace(shown, camera=above), _style(Layout.VERTICAL))
    assert len(shares) == 2
    assert max(own for own, _ in shares) < 0.3


def _turned(frame: Frame, style: Style) -> list[tuple[str, str]]:
    """Pairs of labels in one row, each over its rider, that stand the other way round than their riders ride."""
    heads = Wishes.of(frame, style, ()).spots.heads
    names = [state.look.name for state in frame.riders]
    above = []
    for mark in rider_marks(frame, style):
        head, (left, top, width, height) = heads[names.index(mark.who)], mark.placed.plate
        if mark.placed.opacity > 0.5 and top + height <= head[1] and left <= head[0] <= left + width:
            above.append((mark.who, float(head[0]), left + width / 2, top + height / 2, height))
    return [
        (one, other)
        for one, rider, x, y, high in above
        for other, after, later, down, _ in above
        if after - rider > 0.3 * high and later < x < later + 2 * high and abs(y - down) < high
    ]


CLOSE = st.tuples(st.floats(0, 3), st.floats(0.2, 3.0))


def _share_no_ground(spots: list[tuple[float, float]]) -> bool:
    """Whether no two bicycles are where one is."""
    return all(
        abs(one_m - other_m) >= BIKE_LENGTH_M or abs(one_high_m - other_high_m) >= BIKE_WIDTH_M
        for (one_m, one_high_m), (other_m, other_high_m) in combinations(spots, 2)
    )


@settings(max_examples=150, deadline=None)
@given(spots=st.lists(CLOSE, min_size=3, max_size=5).filter(_share_no_ground))
def test_labels_in_a_row_follow_the_riders_below_them(spots: list[tuple[float, float]]) -> None:
    """Of a close finish as of any bunch: whose label is farther to the left rides farther to the left."""
    assert _turned(_frame(Layout.LANDSCAPE, spots), _style(Layout.LANDSCAPE)) == []
