"""The course of a shot: its pictures, whatever was asked before."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

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
