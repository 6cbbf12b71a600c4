"""Whose a label is: it lies over nobody else, and seen from above not over its own rider either."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.whose_labels import doubtful_labels
from replay.base.units import Floats
from replay.draw.marks.label_checks import SeenShot
from replay.draw.marks.label_spots import Side
from replay.draw.marks.label_wishes import Wishes
from replay.draw.marks.mark_layers import chip_layer
from replay.draw.marks.rider_marks import RiderMark, rider_marks
from replay.draw.marks.standing import Label
from replay.draw.parts import parts_of
from replay.draw.style.theme import DEFAULT_THEME, Style, style_for
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.frame.pinhole import Camera
from tests.helpers import frames

CORE = 0.7
"""The middle of a rider's box: over his wheels a label is not taken for his."""

bunches = st.lists(
    st.tuples(st.integers(-4, 4), st.integers(0, 3), st.floats(0.0, 0.4)),
    min_size=2,
    max_size=6,
    unique_by=lambda p: p[:2],
).map(lambda cells: [(1.9 * along + shift, 0.5 + 0.8 * up + shift / 4) for along, up, shift in cells])
"""Riders who share no ground: wheel to wheel, and side by side."""

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


@pytest.mark.parametrize("layout", list(Layout))
@settings(max_examples=12, deadline=None)
@given(spots=bunches, along_m=st.sampled_from([0.0, 60.0, 120.0, 180.0]))
def test_a_label_is_nearest_to_its_own_rider_or_its_line_leads_to_him(
    layout: Layout, spots: list[tuple[float, float]], along_m: float
) -> None:
    """Also where they come towards the eye side by side, and where they ride away from it."""
    shown = _frame(layout, [(distance + along_m, height) for distance, height in spots])
    for camera in (frames.MAIN, frames.END_STAND, _before(shown), _behind(shown)):
        seen = replace(shown, camera=camera)
        (part,) = parts_of(seen, (), DEFAULT_THEME, frames.SIZES[layout])
        marks = rider_marks(part.frame, part.style, part.avoid)
        assert [label for label in doubtful_labels(part, marks) if label.misread] == []
        assert not any(_begins_before_another(part.frame, part.style, mark) for mark in marks)


def _begins_before_another(frame: Frame, style: Style, mark: RiderMark) -> bool:
    """Whether a line from below the wheels of its rider begins within the box of another, who is nearer to the eye."""
    bodies = dict(
        zip((state.look.name for state in frame.riders), Wishes.of(frame, style, ()).spots.bodies, strict=False)
    )
    own = bodies.pop(mark.who, None)
    if own is None or not mark.line or mark.line[0][1] < own[3]:
        return False
    (x, y), *_ = mark.line
    return any(left < x < right and top < y < bottom for left, top, right, bottom in bodies.values())


def _before(frame: Frame) -> Camera:
    return _along(frame, 25.0)


def _behind(frame: Frame) -> Camera:
    return _along(frame, -25.0)


def _along(frame: Frame, ahead_m: float) -> Camera:
    """A camera over the track before the first rider, or behind him."""
    ground, forward = (np.array(each) for each in (frame.riders[0].pose.ground_m, frame.riders[0].pose.forward))
    eye = ground + ahead_m * forward + (0.0, 0.0, 9.0)
    return Camera(
        eye_m=(float(eye[0]), float(eye[1]), float(eye[2])), target_m=frame.riders[0].pose.ground_m, fov_deg=30.0
    )


@pytest.mark.parametrize("distance_m", [30.0, 50.0, 70.0, 90.0, 160.0, 190.0])
def test_seen_from_above_a_label_leaves_its_rider_free(distance_m: float) -> None:
    spots = [(distance_m, 0.9), (distance_m - 5.0, 0.9)]
    shown = _frame(Layout.VERTICAL, spots)
    ground = shown.riders[0].pose.ground_m
    above = Camera(eye_m=(0.0, -2.0, 110.0), target_m=ground, fov_deg=15.0, up=(1.0, 0.0, 0.0))
    shares = _shares(replace(shown, camera=above), _style(Layout.VERTICAL))
    assert len(shares) == 2
    assert max(own for own, _ in shares) < 0.3


def _is_right(ahead_px: tuple[float, float], behind_px: tuple[float, float]) -> bool:
    """Whether the label of the second of two riders is right so far from its anchor; that of the first stands."""
    frame, style = _frame(Layout.LANDSCAPE, [(4.0, 1.0), (0.0, 1.0)]), _style(Layout.LANDSCAPE)
    shot = SeenShot.of([0.0], [Wishes.of(frame, style, ())])
    layer = chip_layer(style, "ABC", (200, 40, 40), 30)
    ahead, behind = (Label(who, False, layer, Side.ABOVE) for who in (0, 1))
    taken = shot.taken.and_also(shot, ahead, shot.time_s, np.array([ahead_px]))
    return bool(shot.right(behind, np.array(behind_px), taken, 0.0)[0])


def test_labels_in_a_row_follow_the_riders_below_them() -> None:
    apart = float(np.diff(_anchors_px())[0])
    assert _is_right((0.0, -40.0), (0.0, -40.0))
    assert _is_right((-apart, -120.0), (-5.0, -40.0))
    assert not _is_right((-apart, -120.0), (5.0, -40.0))  # farther to the right than that of the rider ahead


def _anchors_px() -> Floats:
    """Where lines to labels begin over the two riders, the second first, px across."""
    frame, style = _frame(Layout.LANDSCAPE, [(4.0, 1.0), (0.0, 1.0)]), _style(Layout.LANDSCAPE)
    return np.asarray(Wishes.of(frame, style, ()).anchors(Side.ABOVE)[[1, 0], 0])
