"""What a viewer would complain about: riders under panels in the finish, small figures, captions too short to read."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from replay.draw.style.theme import DEFAULT_THEME, style_for
from replay.motion.trajectory import Motion
from replay.scene.camera.pacing import waited_crossings
from replay.scene.camera.setups import Who
from replay.scene.compose import Scene, build_scene, frame_at
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.words.showings import SHORTEST_S
from tests.helpers.motions import PULL_OFF_S, keirin_motion, race_of, told_story
from tests.helpers.panels import panel_rects

SIZES = {Layout.LANDSCAPE: (1920, 1080), Layout.VERTICAL: (1080, 1920)}
ALONE, BUNCH = keirin_motion(), keirin_motion(breakaway=False)


def scene_of(motion: Motion, layout: Layout) -> Scene:
    return build_scene(race_of(motion, story=told_story()), motion, layout=layout)


SCENES = {
    (name, layout): scene_of(motion, layout)
    for name, motion in (("alone", ALONE), ("bunch", BUNCH))
    for layout in SIZES
}


COMES_M = 25.0
"""Who is farther from the line does not come to it yet: he may be behind a caption."""


@pytest.mark.parametrize(("name", "layout"), SCENES)
def test_no_rider_comes_to_the_line_under_a_panel(name: str, layout: Layout) -> None:
    scene = SCENES[name, layout]
    style = style_for(DEFAULT_THEME, layout, SIZES[layout])
    first, last = waited_crossings(scene.motion)[[0, -1]]
    for video in _race_times(scene):
        frame = frame_at(scene, video)
        if not first - 0.5 < frame.race_time_s < last:
            continue
        panels = panel_rects(frame, style)
        for distance, (x, y) in _bodies(frame, SIZES[layout]):
            on = [r for r in panels if r[0] < x < r[0] + r[2] and r[1] < y < r[1] + r[3]]
            to_ride = scene.motion.event_distance_m - distance
            assert not on or not -2 < to_ride < COMES_M, f"{frame.shot.id} at {video:.2f} s"


@pytest.mark.parametrize(("name", "layout"), SCENES)
def test_every_crossing_close_to_the_first_is_in_the_picture(name: str, layout: Layout) -> None:
    scene = SCENES[name, layout]
    width, height = SIZES[layout]
    for rider, crossing in enumerate(scene.motion.finish_s):
        if crossing not in waited_crossings(scene.motion):
            continue
        frame = frame_at(scene, scene.timeline.video_times(float(crossing))[0])
        x, y = _pixel(frame, rider, SIZES[layout])
        assert 0 < x < width
        assert 0 < y < height


def test_riders_are_large_at_the_line() -> None:
    scene = SCENES["alone", Layout.LANDSCAPE]
    for rider in np.argsort(scene.motion.finish_s)[:3]:
        frame = frame_at(scene, scene.timeline.video_times(float(scene.motion.finish_s[rider]))[0])
        assert _tall_px(frame, int(rider), SIZES[Layout.LANDSCAPE]) > 80


def test_the_closest_crossings_are_the_slowest_moment() -> None:
    timeline = SCENES["alone", Layout.LANDSCAPE].timeline
    crossings = np.sort(ALONE.finish_s)
    closest = int(np.argmin(np.diff(crossings)))
    slowest = timeline.speed(timeline.video_times(float(crossings[closest : closest + 2].mean()))[0])
    race = [timeline.speed(t) for t in np.arange(0, timeline.duration_s, 0.1) if not timeline.segment_at(float(t)).card]
    assert slowest <= min(race) + 1e-9
    assert slowest < 0.2


def test_the_pull_off_shows_the_first_two_and_the_pacer_large() -> None:
    scene = SCENES["alone", Layout.LANDSCAPE]
    video = scene.timeline.video_times(PULL_OFF_S)[0]
    assert scene.timeline.span_at(video).who is Who.FRONT
    assert _tall_px(frame_at(scene, video), 0, SIZES[Layout.LANDSCAPE]) > 120


@pytest.mark.parametrize(("name", "layout"), SCENES)
def test_captions_can_be_read_and_are_never_two(name: str, layout: Layout) -> None:
    captions = SCENES[name, layout].captions
    assert captions
    assert all(caption.video_to_s - caption.video_from_s >= SHORTEST_S - 1e-6 for caption in captions)
    for before, after in pairwise(captions):
        assert before.video_to_s < after.video_from_s


def test_paced_laps_do_not_fill_the_film() -> None:
    timeline = SCENES["alone", Layout.LANDSCAPE].timeline
    paced = timeline.video_times(PULL_OFF_S)[0] - timeline.video_times(ALONE.start_s)[0]
    assert paced < 28


def _race_times(scene: Scene) -> list[float]:
    times = np.arange(0.0, scene.duration_s, 0.1)
    return [float(t) for t in times if not scene.timeline.segment_at(float(t)).card]


def _bodies(frame: Frame, size_px: tuple[int, int]) -> list[tuple[float, tuple[float, float]]]:
    """Distance, and pixel of the body, of every rider in the picture."""
    found = [(state.distance_m, _pixel(frame, rider, size_px)) for rider, state in enumerate(frame.riders)]
    return [(distance, (x, y)) for distance, (x, y) in found if 0 < x < size_px[0] and 0 < y < size_px[1]]


def _pixel(frame: Frame, rider: int, size_px: tuple[int, int]) -> tuple[float, float]:
    pixels, depth = frame.camera.project(np.add(frame.riders[rider].pose.ground_m, (0.0, 0.0, 0.9)), size_px)
    return (float(pixels[0]), float(pixels[1])) if depth > 0 else (-1.0, -1.0)


def _tall_px(frame: Frame, rider: int, size_px: tuple[int, int]) -> float:
    far = np.linalg.norm(np.subtract(frame.riders[rider].pose.ground_m, frame.camera.eye_m))
    return float(1.7 * frame.camera.focal_px(size_px[1]) / far)
