"""The course of a shot: its pictures, whatever was asked before."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np

from replay.scene.camera.wish import NamedCamera
from replay.scene.compose import Scene, build_scene, frame_at
from replay.scene.frame.layout import Layout
from replay.scene.frame.shot_pictures import COURSE_S
from tests.helpers.motions import keirin_motion, race_of


@lru_cache(maxsize=1)
def _scene() -> Scene:
    motion = keirin_motion(breakaway=True)
    return build_scene(race_of(motion), motion, layout=Layout.LANDSCAPE)


def test_a_course_holds_the_pictures_of_its_shot_from_the_first_to_the_last() -> None:
    scene = _scene()
    starts = [span.video_start_s for span in scene.timeline.spans]
    for start, end in zip(starts, [*starts[1:], scene.duration_s], strict=True):
        course = frame_at(scene, (start + end) / 2).course
        assert course is not None
        times = np.array([frame.video_time_s for frame in course.frames])
        race = [time for time in np.arange(start, end, 0.1) if not scene.timeline.segment_at(float(time)).holds]
        assert start <= times[0] <= race[0] + 1e-9
        assert race[-1] - 0.1 <= times[-1] < end
        assert np.diff(times).max() <= COURSE_S + 1e-9
        assert np.ptp(np.diff(times)) < 1e-6
        assert course.frames[1] == frame_at(scene, float(times[1]))


def test_all_pictures_of_a_shot_have_one_course_and_others_another() -> None:
    scene = _scene()
    first, second = (span.video_start_s for span in scene.timeline.spans[2:4])
    assert frame_at(scene, first).course is frame_at(scene, (first + second) / 2).course
    assert frame_at(scene, first).course is not frame_at(scene, second).course


def test_the_pictures_of_a_course_have_none() -> None:
    course = frame_at(_scene(), 20.0).course
    assert course is not None
    assert all(frame.course is None for frame in course.frames)


def test_a_shot_as_long_as_the_film_has_a_course_for_what_is_fast_and_for_what_is_not() -> None:
    """One of 1200 pictures took ten seconds of CPU to lay labels out for, before there was a picture."""
    motion = keirin_motion(breakaway=True)
    scene = build_scene(race_of(motion), motion, layout=Layout.LANDSCAPE, camera=NamedCamera.MAIN)
    timeline = scene.timeline
    assert len(timeline.spans) == 1
    spans = [timeline.course_span(float(time)) for time in np.arange(0.0, scene.duration_s, 0.25)]
    courses = list(dict.fromkeys(spans))
    assert len(courses) > 1
    assert all(end == start for (_, end), (start, _) in pairwise(courses))
    assert max(len(timeline.course_times(start)) for start, _ in courses) < 400
    for start, end in courses:
        times = timeline.course_times((start + end) / 2)
        assert times[0] == start
        assert times[-1] < end
        assert max(np.diff(times)) <= COURSE_S + 1e-9


def test_the_pictures_of_one_course_are_kept_and_no_others() -> None:
    scene = _scene()
    first, second = (frame_at(scene, span.video_start_s).course for span in scene.timeline.spans[1:3])
    assert first is not None
    assert second is not None
    frames = first.frames
    assert first.frames is frames
    assert second.frames is not frames
    assert first.frames is not frames  # it was let go of, and made anew
    assert first.frames[0] == frames[0]
