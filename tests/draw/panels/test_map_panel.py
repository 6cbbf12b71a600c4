"""The track map: drawn for any track and field, in a place of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.draw.panels.map_panel import map_panels, map_size
from replay.draw.panels.overlay import overlay_panels
from replay.draw.pixels.layers import Bytes, lay
from replay.draw.pixels.rectangles import overlap
from replay.draw.style.theme import DEFAULT_THEME, Style, style_for
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import RiderState
from replay.scene.frame.track_map import DotKind, TrackMap
from replay.scene.seen_from_above import track_map
from tests.helpers import frames

CORNER = (20, 20)


def _style(layout: Layout = Layout.LANDSCAPE) -> Style:
    return style_for(DEFAULT_THEME, layout, frames.SIZES[layout])


def _map(states: tuple[RiderState, ...], frame: Frame | None = None) -> TrackMap:
    lead = frame.overlay.lead if frame else None
    return track_map(frames.izu(), states, None, lead, shown=1.0)


def _drawn(style: Style, shown: TrackMap) -> Bytes:
    wide, high = map_size(style, shown.shape)
    canvas = np.zeros((high + 40, wide + 40, 4), dtype=np.uint8)
    for placed in map_panels(style, shown, CORNER):
        lay(canvas, placed)
    return canvas


def _with_map(frame: Frame) -> Frame:
    shown = track_map(frames.izu(), frame.riders, frame.pacer, frame.overlay.lead, shown=1.0)
    return replace(frame, overlay=replace(frame.overlay, map=shown))


def test_the_leader_lies_over_all_others_and_who_lies_is_hollow() -> None:
    states = frames.riders((10.0, 5.0, 4.0, 3.0, 2.0, 1.0), (0.8,) * 6)
    fallen = replace(states[3], pose=replace(states[3].pose, fallen=1.0))
    kinds = [dot.kind for dot in _map((*states[:3], fallen, *states[4:])).dots]
    assert kinds == [DotKind.RIDER, DotKind.RIDER, DotKind.DOWN, DotKind.RIDER, DotKind.RIDER, DotKind.LEADER]


def test_a_pacer_is_the_lowest_dot() -> None:
    states = frames.riders((10.0, 5.0, 4.0, 3.0, 2.0, 1.0), (0.8,) * 6)
    shown = track_map(frames.izu(), states, frames.pose(20.0, 0.5), None, shown=1.0)
    assert shown.dots[0].kind is DotKind.PACER
    assert len(shown.dots) == 7


@settings(max_examples=40, deadline=None)
@given(distance=st.floats(-250, 1500), height=st.floats(0, 7))
def test_a_dot_is_where_the_rider_is(distance: float, height: float) -> None:
    """Its colour is at the plan place of the middle of his bike, turned so that the home straight is below."""
    style = _style()
    shown = _map(frames.riders((distance,), (height,)))
    canvas = _drawn(style, shown)
    outer = np.array(shown.shape.outer_m)
    middle = (outer.min(axis=0) + outer.max(axis=0)) / 2
    wide, high = map_size(style, shown.shape)
    scale = (wide - 2 * style.px(style.sizes.map_dot + style.sizes.map_margin)) / float(np.ptp(outer[:, 0]))
    at = (np.array(shown.dots[0].at_m) - middle) * scale
    x, y = round(CORNER[0] + wide / 2 + at[0]), round(CORNER[1] + high / 2 - at[1])
    red, green, blue = frames.COLOURS["KEN"]
    assert np.abs(canvas[y, x, :3].astype(int) - (blue, green, red)).max() <= 12


def test_the_lead_is_an_arc_of_the_accent_between_leader_and_chaser() -> None:
    style, frame = _style(), frames.breakaway()
    alone, led = _drawn(style, _map(frame.riders)), _drawn(style, _map(frame.riders, frame))
    red, green, blue = style.palette.accent
    new = (np.abs(led[..., :3].astype(int) - (blue, green, red)).max(axis=2) < 30) & (alone != led).any(axis=2)
    assert 100 < new.sum() < 2000
    assert np.nonzero(new)[0].min() > CORNER[1] + map_size(style, _map(frame.riders).shape)[1] / 2  # home straight


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("make", [frames.pull_off, frames.breakaway])
def test_the_map_lies_in_the_picture_and_over_no_other_panel(layout: Layout, make: object) -> None:
    frame = _with_map(frames.pull_off(layout) if make is frames.pull_off else frames.breakaway(layout))
    style = _style(layout)
    plates = [placed.plate for placed in overlay_panels(frame, style) if not placed.rests]
    picture = (0, 0, *style.size_px)
    assert all(overlap(plate, picture) == plate for plate in plates)
    for number, plate in enumerate(plates):
        assert not any(overlap(plate, other) for other in plates[:number])


class _Shifted:
    """A camera whose picture lies elsewhere."""

    def __init__(self, camera: Camera, by_px: np.ndarray) -> None:
        self._camera, self._by_px = camera, by_px

    def project(self, points_m: np.ndarray, size_px: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        pixels, depth = self._camera.project(points_m, size_px)
        return pixels + self._by_px, depth


def test_the_map_is_below_the_safe_area_of_a_telephone() -> None:
    style = _style(Layout.VERTICAL)
    frame = replace(_with_map(frames.pull_off(Layout.VERTICAL)), riders=())
    size = map_size(style, frame.overlay.map.shape) if frame.overlay.map else None
    plate = next(p.plate for p in overlay_panels(frame, style) if p.plate[2:] == size)
    assert plate[1] >= style.safe[1] + style.safe[3]


def test_the_map_below_the_safe_area_gives_way_to_riders_and_has_no_words() -> None:
    style = _style(Layout.VERTICAL)
    frame = _with_map(frames.pull_off(Layout.VERTICAL))
    assert frame.overlay.map is not None
    size = map_size(style, frame.overlay.map.shape)
    alone = overlay_panels(replace(frame, riders=()), style)
    left, top, wide, high = next(p.plate for p in alone if p.plate[2:] == size)
    assert not [p for p in alone if p.rests and p.plate[2] > 4 * style.px(style.sizes.map_dot)]
    over = (left + wide / 2) / style.size_px[0], (top + high / 2) / style.size_px[1]
    pixels, _ = frame.camera.project(np.array([state.pose.ground_m for state in frame.riders]), style.size_px)
    shift = np.array(over) * style.size_px - pixels[0]
    moved = replace(frame, camera=cast(Camera, _Shifted(frame.camera, shift)))
    assert not [p for p in overlay_panels(moved, style) if p.plate[2:] == size]
