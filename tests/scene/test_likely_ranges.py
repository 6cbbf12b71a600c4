"""The doubt in the picture: stripes on the boards as long as it is, and a legend while it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.app.build import Replay
from replay.app.cli.commands import parser
from replay.app.filming import Choice, scene_of
from replay.app.race_words import words_of
from replay.draw.marks.range_stripes import draw_ranges, strength
from replay.draw.painter import Painter
from replay.draw.pixels.layers import Bytes
from replay.draw.pixels.rectangles import Rect, overlap
from replay.draw.style.theme import DEFAULT_THEME, Style, style_for
from replay.scene.camera.wish import Cut
from replay.scene.compose import Scene, build_scene, frame_at
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import RiderState
from replay.scene.frame.track_marks import LikelyRange, LikelyRanges
from replay.scene.likely_ranges import LEAST_SD_M, WORDS, likely_ranges
from replay.scene.provenance import RANGES_STATEMENT
from replay.scene.riding.poses import MIDDLE_M
from replay.scene.still_moment import frame_at_race_time
from replay.scene.words.position_doubt import Doubt
from tests.helpers import frames
from tests.helpers.motions import keirin_motion, race_of
from tests.helpers.painting import DiscFigures, PlainBackground
from tests.helpers.panels import panel_rects

BOARDS = 150
MOTION = keirin_motion()
RACE = race_of(MOTION)
WINNER_S = float(MOTION.finish_s[0])
STYLE = style_for(DEFAULT_THEME, Layout.LANDSCAPE, frames.SIZES[Layout.LANDSCAPE])
doubts = st.floats(0.8, 9.0)


def doubted(*sds_m: float, heights_m: tuple[float, ...] = (0.5,) * 6) -> tuple[RiderState, ...]:
    """Riders 2.5 m apart behind each other, each with a doubt."""
    states = frames.riders(tuple(100 - 2.5 * k for k in range(len(sds_m))), heights_m)
    return tuple(replace(state, sd_m=sd) for state, sd in zip(states, sds_m, strict=True))


def above(distance_m: float, height_m: float) -> Camera:
    """A camera that looks straight down on a place of the track."""
    x, y, z = (float(each) for each in frames.izu().place(distance_m, height_m))
    return Camera(eye_m=(x, y, z + 60.0), target_m=(x, y, z), fov_deg=35.0, up=(0.0, 1.0, 0.0))


def drawn(ranges: LikelyRanges, camera: Camera, style: Style = STYLE) -> tuple[Bytes, tuple[Rect, ...]]:
    canvas = np.full((style.size_px[1], style.size_px[0], 4), BOARDS, dtype=np.uint8)
    return canvas, draw_ranges(canvas, camera, frames.izu(), ranges, style)


def change_at(canvas: Bytes, camera: Camera, distance_m: float, height_m: float) -> int:
    """How far the picture at a place of the boards is from what was there."""
    pixels, _ = camera.project(frames.izu().place(distance_m, height_m), STYLE.size_px)
    colour = canvas[int(pixels[1]), int(pixels[0]), :3].astype(int)
    return int(np.abs(colour - BOARDS).max())


@settings(max_examples=40, deadline=None)
@given(st.floats(0.0, 250.0), st.floats(0.3, 5.0), doubts)
def test_a_stripe_reaches_one_sd_strongly_and_ends_at_two(distance_m: float, height_m: float, sd_m: float) -> None:
    stripe = LikelyRange("Kenny", (0, 0, 0), distance_m, sd_m, height_m, (height_m - 0.36, height_m + 0.36))
    camera = above(distance_m, height_m)
    canvas, touched = drawn(LikelyRanges(WORDS, (stripe,)), camera)
    middle = change_at(canvas, camera, distance_m, height_m)
    assert middle > 80
    for way in (-1, 1):
        at_one = change_at(canvas, camera, distance_m + way * sd_m, height_m)
        assert at_one == pytest.approx(middle * float(strength(np.array(1.0))), abs=16)
        assert change_at(canvas, camera, distance_m + way * (2 * sd_m + 0.2), height_m) == 0
        assert change_at(canvas, camera, distance_m, height_m + way * 0.6) == 0
    for x, y, width, height in touched:
        canvas[y : y + height, x : x + width] = BOARDS
    assert np.all(canvas == BOARDS)


def test_a_stripe_fades_smoothly_and_evenly() -> None:
    away = np.linspace(-2.5, 2.5, 501)
    strong = strength(away)
    assert strong.max() == strong[250] == 1.0
    assert np.allclose(strong, strong[::-1])
    assert np.abs(np.diff(strong)).max() < 0.01
    assert not strong[np.abs(away) >= 2.0].any()


@given(st.lists(st.floats(0.0, 200.0), min_size=1, max_size=6))
def test_stripes_are_as_long_as_the_doubt_under_the_middle_of_the_bikes(sds_m: list[float]) -> None:
    states = doubted(*sds_m)
    stripes = {stripe.name: stripe for stripe in likely_ranges(states, 250.0).stripes}
    for state in states:
        if state.sd_m <= LEAST_SD_M:
            assert state.look.name not in stripes
            continue
        stripe = stripes[state.look.name]
        assert stripe.distance_m == pytest.approx(state.distance_m - MIDDLE_M)
        assert stripe.sd_m == min(state.sd_m, 250.0 / 8)  # no stripe is longer than half a lap
        assert stripe.colour == state.look.kit.chip


def test_ranges_of_one_line_lie_side_by_side() -> None:
    """Six of nearly one height: no stripe hides another, the lower riders' below; one far off has a line alone."""
    heights = (0.43, 0.36, 0.5, 0.43, 0.36, 3.5)
    stripes = likely_ranges(doubted(*(5.0,) * 6, heights_m=heights), 250.0).stripes
    *line, apart = stripes
    assert apart.height_m == pytest.approx((3.5 - 0.36, 3.5 + 0.36))
    edges = sorted(stripe.height_m for stripe in line)
    for below, over in pairwise(edges):
        assert below[1] <= over[0] + 0.06
    assert edges[-1][1] - edges[0][0] < 1.2
    middles = {stripe.name: sum(stripe.height_m) for stripe in line}
    assert middles["Glaetzer"] < middles["Kenny"] < middles["Levy"]


@given(doubts, doubts, st.floats(0.2, 2.0), st.floats(-0.01, 0.01))
def test_stripes_move_smoothly_as_riders_change_height(sd_m: float, other_m: float, height_m: float, by: float) -> None:
    before = likely_ranges(doubted(sd_m, other_m, heights_m=(0.5, height_m)), 250.0)
    after = likely_ranges(doubted(sd_m, other_m, heights_m=(0.5, height_m + by)), 250.0)
    for old, new in zip(before.stripes, after.stripes, strict=True):
        assert np.abs(np.subtract(old.height_m, new.height_m)).max() < 0.1


def scene_with_doubt(layout: Layout = Layout.LANDSCAPE, *, ranges: bool) -> Scene:
    """Doubt of 4 m that shrinks to nothing at the winner's crossing and grows again."""
    times = np.linspace(0.0, MOTION.end_s, 400)
    sd_m = np.tile(np.minimum(4.0, np.abs(times - WINNER_S)), (6, 1))
    return build_scene(RACE, MOTION, layout=layout, doubt=Doubt(times, sd_m), ranges=ranges)


def test_stripes_shrink_to_nothing_where_it_was_measured() -> None:
    scene = scene_with_doubt(ranges=True)
    lengths = []
    for before_s in (6.0, 2.0, 1.0, 0.0):
        ranges = frame_at_race_time(scene, WINNER_S - before_s).overlay.ranges
        assert ranges is not None
        lengths.append(max((stripe.sd_m * stripe.shown for stripe in ranges.stripes), default=0.0))
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] == pytest.approx(4.0)
    assert lengths[-1] == 0.0


@pytest.mark.parametrize("layout", list(Layout))
def test_the_legend_stands_free_while_ranges_are_shown(layout: Layout) -> None:
    style = style_for(DEFAULT_THEME, layout, frames.SIZES[layout])
    with_ranges = panels_of(scene_with_doubt(layout, ranges=True), style)
    without = panels_of(scene_with_doubt(layout, ranges=False), style)
    for shown, plain in zip(with_ranges, without, strict=True):
        assert len(shown) == len(plain) + 1
        sizes = Counter(rect[2:] for rect in plain)
        assert sizes <= Counter(rect[2:] for rect in shown)  # the map may stand lower
        legend = next(rect for rect in shown if rect[2:] not in sizes)
        assert overlap(legend, style.safe) == legend
        assert not [rect for rect in shown if rect != legend and overlap(legend, rect)]


def panels_of(scene: Scene, style: Style) -> list[tuple[Rect, ...]]:
    moments = (20.0, 69.0, 80.0, 100.0)
    return [panel_rects(frame_at_race_time(scene, moment), style) for moment in moments]


def painted(frame: Frame) -> Bytes:
    painter = Painter(frames.izu(), (480, 270), background=PlainBackground(frames.izu()), figures=DiscFigures())
    return painter.paint(frame).pixels.copy()


def test_a_picture_without_ranges_is_the_same_pixels_whatever_the_doubt() -> None:
    scene, plain = scene_with_doubt(ranges=False), build_scene(RACE, MOTION, layout=Layout.LANDSCAPE)
    asked = scene_with_doubt(ranges=True)
    for moment in (20.0, 80.0):
        before = painted(frame_at_race_time(plain, moment))
        assert np.array_equal(painted(frame_at_race_time(scene, moment)), before)
        assert not np.array_equal(painted(frame_at_race_time(asked, moment)), before)


def test_no_card_shows_ranges() -> None:
    scene = scene_with_doubt(ranges=True)
    assert frame_at(scene, 0.0).overlay.ranges is None
    assert frame_at(scene, scene.duration_s).overlay.ranges is None


def test_what_is_painted_depends_on_the_frame_alone() -> None:
    """Stripes that come, move and go leave nothing behind while the camera stands."""
    shown, moved = doubted(*(4.0,) * 6), doubted(*(2.0,) * 6)
    painter = Painter(frames.izu(), (480, 270), background=PlainBackground(frames.izu()), figures=DiscFigures())
    for states in (shown, moved, ()):
        frame = frames.with_overlay(frames.frame(states=shown), ranges=likely_ranges(states, 250.0))
        assert np.array_equal(painter.paint(frame).pixels, painted(frame))


def test_a_file_says_that_the_doubt_is_shown(replay_of: Callable[[str], Replay]) -> None:
    for ranges in (True, False):
        scene = scene_of(replay_of("final-a"), Layout.LANDSCAPE, Cut.FULL, Choice(ranges=ranges))
        assert scene.ranges is ranges
        assert (RANGES_STATEMENT in words_of(scene, "Final").comment) is ranges


@pytest.mark.parametrize("command", ["export", "still"])
def test_the_flag_is_in_the_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args([command, "--help"])
    assert "--doubt" in capsys.readouterr().out
