"""The soundtrack: in time with the picture, any stretch alone, no clicks, and what can be heard in it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.app.clips.film_sound import soundtrack_of
from replay.scene.compose import Scene, build_scene
from replay.scene.cues.cue import BellCue, FinishCue
from replay.scene.frame.card import Card
from replay.scene.frame.heard_curves import Heard
from replay.scene.frame.layout import Layout
from replay.scene.heard import heard
from replay.video.sound.loops import RATE_HZ, Sound
from replay.video.sound.machines import bell, motor_rate
from replay.video.sound.soundtrack import Soundtrack
from tests.helpers.motions import PULL_OFF_S, keirin_motion, race_of, unpaced_motion

ALONE = keirin_motion()


@lru_cache(maxsize=4)
def _scene(layout: Layout = Layout.LANDSCAPE) -> Scene:
    return build_scene(race_of(ALONE), ALONE, layout=layout)


@lru_cache(maxsize=4)
def _track(layout: Layout = Layout.LANDSCAPE) -> Soundtrack:
    return soundtrack_of(_scene(layout))


@lru_cache(maxsize=4)
def _whole(layout: Layout = Layout.LANDSCAPE) -> Sound:
    track = _track(layout)
    parts = [track.samples(k, min(RATE_HZ, track.count - k)) for k in range(0, track.count, RATE_HZ)]
    return np.concatenate(parts, axis=1)


def _shown(scene: Scene, kind: type[BellCue] | type[FinishCue]) -> float:
    cue = next(cue for cue in scene.cues if isinstance(cue, kind))
    return scene.timeline.video_times(cue.time_s)[0]


def _loudness(sound: Sound, from_s: float, to_s: float) -> float:
    part = sound[:, round(from_s * RATE_HZ) : round(to_s * RATE_HZ)].astype(float)
    return float(np.sqrt((part**2).mean()))


@settings(max_examples=15, deadline=None)
@given(st.floats(0, 1), st.integers(1, 3000))
def test_any_stretch_can_be_made_without_those_before(share: float, count: int) -> None:
    first = round(share * (_track().count - 3000))
    assert _track().samples(first, count) == pytest.approx(_whole()[:, first : first + count], abs=2e-6)


def test_loops_that_are_not_heard_are_not_made() -> None:
    """A bell takes as long to make as several seconds of film."""
    bell.cache_clear()
    _track().samples(0, RATE_HZ)
    assert bell.cache_info().misses == 0
    ringing = round(_shown(_scene(), BellCue) * RATE_HZ)
    _track().samples(ringing, 100)
    assert bell.cache_info().misses == 1


def test_outside_of_the_film_there_is_silence() -> None:
    track = _track()
    assert not track.samples(-500, 400).any()
    assert not track.samples(track.count, 400).any()


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE, Layout.VERTICAL])
def test_the_film_begins_and_ends_in_silence(layout: Layout) -> None:
    whole = _whole(layout)
    assert np.abs(whole[:, :10]).max() < 1e-3
    assert np.abs(whole[:, -10:]).max() < 1e-3


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE, Layout.VERTICAL])
def test_cuts_do_not_click(layout: Layout) -> None:
    """A click is a step that is much larger than those around it."""
    scene, whole = _scene(layout), _whole(layout)
    steps = np.abs(np.diff(whole.astype(float), axis=1)).max(axis=0)
    cuts = {span.video_start_s for span in scene.timeline.spans} | {s.video_start_s for s in scene.timeline.segments}
    for cut in cuts:
        at = round(cut * RATE_HZ)
        if 4000 < at < len(steps) - 4000:
            around = np.concatenate([steps[at - 4000 : at - 1500], steps[at + 1500 : at + 4000]])
            assert steps[at - 1200 : at + 1200].max() < 2.5 * around.max()


def test_the_bell_rings_when_the_last_lap_begins() -> None:
    scene, track = _scene(), _track()
    rings_s = _shown(scene, BellCue)
    assert track.heard.bells_s == pytest.approx([rings_s])
    whole, rung = _whole(), bell()[0]
    first = round(rings_s * RATE_HZ)
    match = np.correlate(whole[0, first - 4800 : first + 4800 + 24_000], rung[:24_000], "valid")
    assert abs(int(np.argmax(match)) - 4800) <= 2


def test_a_race_shown_in_part_has_no_bell_that_is_not_in_it() -> None:
    scene = build_scene(race_of(ALONE), ALONE, layout=Layout.LANDSCAPE, from_s=PULL_OFF_S - 3, to_s=PULL_OFF_S + 3)
    assert heard(scene).bells_s == ()


def test_the_pacer_is_heard_until_it_has_gone() -> None:
    curves = _track().heard
    race_s = np.array([_scene().timeline.race_time(time) for time in curves.time_s])
    gone = race_s > ALONE.pacer_gone_s
    assert not curves.pacer[0, gone].any()
    led = (race_s > 1) & (race_s < PULL_OFF_S) & (curves.race_speed > 0)
    assert curves.pacer[0, led].max() > 0.5


def test_a_race_without_a_pacer_has_no_motor() -> None:
    motion = unpaced_motion()
    curves = heard(build_scene(race_of(motion), motion, layout=Layout.LANDSCAPE))
    assert not curves.pacer.any()


def test_the_pitch_of_the_motor_goes_with_its_speed() -> None:
    slow, fast = motor_rate(np.array([30 / 3.6])), motor_rate(np.array([50 / 3.6]))
    assert fast[0] / slow[0] == pytest.approx(50 / 30)


def test_the_crowd_is_loudest_at_the_finish() -> None:
    curves, finish_s = _track().heard, _shown(_scene(), FinishCue)
    after = (curves.time_s >= finish_s) & (curves.time_s < finish_s + 4)
    assert curves.crowd[after].max() == curves.crowd.max()
    assert curves.crowd.max() > 2.5 * curves.crowd[0]


def test_the_finish_is_louder_than_the_title() -> None:
    title = next(s for s in _scene().timeline.segments if s.card is Card.TITLE)
    finish_s = _shown(_scene(), FinishCue)
    whole = _whole()
    assert _loudness(whole, finish_s, finish_s + 2) > 2 * _loudness(
        whole, title.video_start_s + 0.5, title.video_end_s - 0.2
    )


def test_nobody_claps_before_the_finish() -> None:
    curves, finish_s = _track().heard, _shown(_scene(), FinishCue)
    assert not curves.applause[curves.time_s < finish_s - 0.1].any()
    assert curves.applause[(curves.time_s > finish_s + 1.5) & (curves.time_s < finish_s + 4)].min() > 0.3


def test_behind_cards_nobody_rides() -> None:
    curves, timeline = _track().heard, _scene().timeline
    carded = [timeline.segment_at(time).card in (Card.TITLE, Card.FINISH, Card.RESULT) for time in curves.time_s]
    assert not curves.near[:, carded].any()
    assert not curves.pacer[0, carded].any()


def test_who_is_at_the_left_is_heard_at_the_left() -> None:
    whole = _track().heard
    still = np.zeros_like(whole.crowd)
    for side in (-0.7, 0.7):
        curves = Heard(
            whole.time_s, np.ones_like(still), np.ones((1, len(still))), np.full((1, len(still)), side),
            np.full((1, len(still)), 17.0), np.zeros((3, len(still))), still, still, (),
        )  # fmt: skip
        left, right = Soundtrack(curves, 20.0).samples(10 * RATE_HZ, RATE_HZ).astype(float).std(axis=1)
        assert (left > 1.5 * right) if side < 0 else (right > 1.5 * left)
