"""The order in which riders are seen."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.scene.compose import Scene, build_scene, frame_at
from replay.scene.frame.layout import Layout
from replay.scene.ordering import CHANGES_PER_S
from tests.helpers.motions import keirin_motion, race_of


@lru_cache(maxsize=1)
def _scene() -> Scene:
    motion = keirin_motion(breakaway=True)
    return build_scene(race_of(motion), motion, layout=Layout.LANDSCAPE)


def _race_stretch(scene: Scene) -> tuple[float, float]:
    race = [segment for segment in scene.timeline.segments if not segment.card]
    return race[0].video_start_s, race[-1].video_end_s


@settings(max_examples=40, deadline=None)
@given(share=st.floats(0, 1))
def test_at_the_moments_that_decide_the_order_is_that_of_the_picture(share: float) -> None:
    scene = _scene()
    start, end = _race_stretch(scene)
    time = start + share * (end - start) * 0.999
    span = scene.timeline.span_at(time)
    moment = span.video_start_s + int((time - span.video_start_s) * CHANGES_PER_S) / CHANGES_PER_S
    frame = frame_at(scene, moment + 1e-9)
    assert frame.order is not None
    places = sorted(frame.order.across)
    assert np.abs(np.diff(places) - 1).max() < 1e-3 or frame.pacer is None
    assert len(frame.order.across) == len(frame.riders) + (frame.pacer is not None)


def test_nobody_changes_places_faster_than_an_eye_can_follow() -> None:
    """In a shot, from one picture to the next, a place moves by no more than its share of an eased quarter second."""
    scene = _scene()
    start, end = _race_stretch(scene)
    most = len(scene.looks) * CHANGES_PER_S * 1.5 / 30 + 1e-6
    before = None
    for time in np.arange(start + 0.01, min(end, start + 30), 1 / 30):
        frame = frame_at(scene, float(time))
        assert frame.order is not None
        if before is not None and before[0] == frame.shot.id:
            count = min(len(before[1]), len(frame.order.across))
            assert np.abs(np.subtract(before[1][:count], frame.order.across[:count])).max() <= most
        before = frame.shot.id, frame.order.across


def test_a_frame_has_the_same_order_whatever_was_asked_before() -> None:
    scene = _scene()
    start, end = _race_stretch(scene)
    time = (start + end) / 2
    first = frame_at(scene, time)
    frame_at(scene, start + 1.0)
    assert frame_at(scene, time) == first
