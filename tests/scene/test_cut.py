"""The default cut: what is shown, and that who matters is in the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from replay.base.errors import UsageError
from replay.base.units import Floats
from replay.motion.standings import order_at
from replay.motion.trajectory import Motion, Path
from replay.scene.camera.cut import SHORTEST_SHOT_S, plan_timeline
from replay.scene.camera.pacing import HIGHLIGHTS_S
from replay.scene.camera.setups import Who
from replay.scene.camera.stations import ASPECTS, CAMERAS
from replay.scene.camera.timeline import Take, Timeline
from replay.scene.camera.wish import Wish
from replay.scene.cues import CueKind, find_cues, lead_spans
from replay.scene.frame import Layout
from tests.helpers.motions import PULL_OFF_S, crash_motion, keirin_motion, unpaced_motion

ALONE, BUNCH = keirin_motion(), keirin_motion(breakaway=False)
PANELS = {
    "main": ((0.05, 0.05, 0.2125, 0.235), (0.05, 0.252, 0.26, 0.563), (0.554, 0.835, 0.95, 0.95)),
    "pull-off": ((0.05, 0.05, 0.183, 0.21), (0.554, 0.835, 0.95, 0.95)),
    "follow": ((0.05, 0.05, 0.183, 0.21), (0.74, 0.1, 0.95, 0.42), (0.554, 0.835, 0.95, 0.95)),
    "bend": ((0.05, 0.05, 0.183, 0.21), (0.74, 0.1, 0.95, 0.42), (0.554, 0.835, 0.95, 0.95)),
    "finish": ((0.05, 0.05, 0.183, 0.21), (0.74, 0.1, 0.95, 0.42), (0.554, 0.835, 0.95, 0.95)),
}
"""Counter, tower and caption in landscape (left, top, right, bottom, parts of the picture)."""


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("motion", [ALONE, BUNCH], ids=["alone", "bunch"])
def test_the_leader_and_the_first_chasers_are_in_every_picture(motion: Motion, layout: Layout) -> None:
    timeline = plan_timeline(motion, Wish(layout, "full" if layout is Layout.LANDSCAPE else "highlights"))
    for take, race_time in _moments(motion, timeline):
        seen = _seen(motion, take, race_time, layout)
        assert np.all((seen > 0) & (seen < 1)), f"{take.shot.id} at {race_time:.2f} s"


@pytest.mark.parametrize("motion", [ALONE, BUNCH], ids=["alone", "bunch"])
def test_no_panel_covers_who_matters(motion: Motion) -> None:
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE))
    for take, race_time in _moments(motion, timeline):
        seen = _seen(motion, take, race_time, Layout.LANDSCAPE)
        for left, top, right, bottom in PANELS.get(take.shot.kind, PANELS["main"]):
            covered = (seen[:, 0] > left) & (seen[:, 0] < right) & (seen[:, 1] > top) & (seen[:, 1] < bottom)
            assert not covered.any(), f"{take.shot.id} at {race_time:.2f} s"


def test_a_breakaway_and_a_bunch_are_cut_differently() -> None:
    kinds = {shot.kind for shot in plan_timeline(ALONE, Wish(Layout.LANDSCAPE)).shots}
    assert {"main", "pull-off", "follow", "overhead", "bend", "finish"} <= kinds
    assert "follow" not in {shot.kind for shot in plan_timeline(BUNCH, Wish(Layout.LANDSCAPE)).shots}


def test_pull_off_and_finish_are_slow_and_paced_laps_fast() -> None:
    timeline = plan_timeline(ALONE, Wish(Layout.LANDSCAPE))
    speed = {t: timeline.speed(timeline.video_times(t)[0]) for t in (PULL_OFF_S, float(ALONE.finish_s[0]), 30.0, 90.0)}
    assert speed[PULL_OFF_S] < 0.6
    assert speed[float(ALONE.finish_s[0])] < 0.6
    assert speed[30.0] > 2
    assert speed[90.0] == 1.0


@pytest.mark.parametrize("motion", [ALONE, BUNCH], ids=["alone", "bunch"])
def test_highlights_are_short_and_hold_what_decides(motion: Motion) -> None:
    timeline = plan_timeline(motion, Wish(Layout.VERTICAL, "highlights"))
    assert HIGHLIGHTS_S - 8 <= timeline.duration_s <= HIGHLIGHTS_S + 1.5
    for moment in (PULL_OFF_S, float(motion.finish_s[0]), float(motion.finish_s[2])):
        assert timeline.video_times(moment)


@pytest.mark.parametrize("layout", list(Layout))
def test_no_shot_is_too_short_to_be_read(layout: Layout) -> None:
    for cut in ("full", "highlights"):
        timeline = plan_timeline(ALONE, Wish(layout, cut))
        starts = [take.video_start_s for take in timeline.takes] + [timeline.duration_s]
        assert min(np.diff(starts)) >= SHORTEST_SHOT_S - 1e-6


@pytest.mark.parametrize("camera", CAMERAS)
def test_every_named_camera_shows_the_whole_race(camera: str) -> None:
    timeline = plan_timeline(ALONE, Wish(Layout.LANDSCAPE, camera=camera))
    for take, race_time in _moments(ALONE, timeline):
        seen = _seen(ALONE, take, race_time, Layout.LANDSCAPE)[::3]
        if camera != "follow":  # a low camera lets the leader ride out past it
            assert np.all((seen[:1] > 0) & (seen[:1] < 1)), f"{take.shot.id} at {race_time:.2f} s"


def test_a_range_has_no_cards_and_exactly_its_times() -> None:
    timeline = plan_timeline(ALONE, Wish(Layout.LANDSCAPE, from_s=66.0, to_s=70.0))
    assert not any(segment.card for segment in timeline.segments)
    assert timeline.race_time(0.0) == 66.0
    assert timeline.race_time(timeline.duration_s) == pytest.approx(70.0)


@pytest.mark.parametrize(
    "wish",
    [
        Wish(Layout.LANDSCAPE, camera="helicopter"),
        Wish(Layout.LANDSCAPE, "director's"),
        Wish(Layout.LANDSCAPE, from_s=80.0, to_s=70.0),
        Wish(Layout.LANDSCAPE, from_s=900.0),
        Wish(Layout.LANDSCAPE, speed=0.0),
    ],
)
def test_what_does_not_exist_is_refused(wish: Wish) -> None:
    with pytest.raises(UsageError):
        plan_timeline(ALONE, wish)


def test_views_of_a_shot_stand_at_one_place_and_cover_its_turning() -> None:
    for take in plan_timeline(ALONE, Wish(Layout.LANDSCAPE)).takes:
        assert len({view.eye_m for view in take.shot.views}) == 1
        forwards = np.array([view.axes()[2] for view in take.shot.views])
        for time in take.track.time_s:
            turned = np.degrees(np.arccos(np.clip(forwards @ take.track.at(float(time)).axes()[2], -1, 1)))
            assert turned.min() < 3.5 or take.shot.still


def test_cameras_turn_smoothly() -> None:
    for take in plan_timeline(ALONE, Wish(Layout.LANDSCAPE)).takes:
        if take.track.still:
            continue
        times = np.arange(take.track.time_s[1], take.track.time_s[-2], 0.02)
        forwards = np.array([take.track.at(float(time)).axes()[2] for time in times])
        speed = np.degrees(np.linalg.norm(np.diff(forwards, axis=0), axis=1)) / 0.02
        assert np.abs(np.diff(speed)).max() / 0.02 < 150, take.shot.id  # degrees/s²


def test_cues_of_a_breakaway() -> None:
    kinds = [cue.kind for cue in find_cues(ALONE)]
    for kind in (CueKind.PULL_OFF, CueKind.ATTACK, CueKind.BREAKAWAY, CueKind.BELL, CueKind.LAST_BEND):
        assert kind in kinds
    attack = next(cue for cue in find_cues(ALONE) if cue.kind is CueKind.ATTACK)
    assert attack.rider == 0
    assert PULL_OFF_S <= attack.time_s < PULL_OFF_S + 5
    assert kinds.count(CueKind.FINISH) == 6


def test_a_bunch_has_no_breakaway_and_nobody_leads_behind_the_pacer() -> None:
    assert not lead_spans(BUNCH)
    (span,) = lead_spans(ALONE)
    assert span.start_s > PULL_OFF_S
    assert span.leader == 0


def test_an_overtaking_is_seen_when_places_change() -> None:
    last = [cue for cue in find_cues(ALONE) if cue.kind is CueKind.OVERTAKE][-1]
    assert (last.rider, last.other, last.amount) == (1, 2, 2.0)
    assert order_at(ALONE, last.time_s - 0.2)[1] == 2
    assert order_at(ALONE, last.time_s + 0.2)[1] == 1


def test_a_fall_is_a_cue_and_its_victim_is_not_overtaken() -> None:
    motion = crash_motion()
    falls = [cue for cue in find_cues(motion) if cue.kind is CueKind.FALL]
    assert [(cue.rider, cue.time_s) for cue in falls] == [(5, 95.0)]
    assert all(cue.other != 5 for cue in find_cues(motion) if cue.kind in (CueKind.OVERTAKE, CueKind.ATTACK))


def test_a_lead_too_long_for_the_side_is_seen_from_the_ends() -> None:
    time_s, distance = ALONE.path.time_s.copy(), ALONE.path.distance_m.copy()
    swell = 30.0 * np.exp(-(((time_s - 90.0) / 8.0) ** 2))  # behind by so much more in the middle of the free laps
    motion = replace(
        ALONE, path=Path(time_s, distance - np.vstack([0 * swell, *[swell] * 5]), ALONE.path.height_m.copy())
    )
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE))
    assert any(shot.id.endswith(("end 1", "end 2", "head 1", "head 2")) for shot in timeline.shots)
    for take, race_time in _moments(motion, timeline):
        seen = _seen(motion, take, race_time, Layout.LANDSCAPE)
        assert np.all((seen > 0) & (seen < 1)), f"{take.shot.id} at {race_time:.2f} s"


@pytest.mark.parametrize("count", [2, 3, 5, 9])
def test_any_number_of_riders_without_pacer(count: int) -> None:
    for layout in (Layout.LANDSCAPE, Layout.VERTICAL):
        assert plan_timeline(unpaced_motion(count), Wish(layout)).duration_s > 20


def _moments(motion: Motion, timeline: Timeline) -> Iterator[tuple[Take, float]]:
    """Takes and race times outside cards, until just after the winner's crossing."""
    for video in np.arange(0.0, timeline.duration_s, 0.1):
        race_time = timeline.race_time(float(video))
        if not timeline.segment_at(float(video)).card and race_time <= np.nanmin(motion.finish_s):
            yield timeline.take_at(float(video)), race_time


def _seen(motion: Motion, take: Take, race_time_s: float, layout: Layout) -> Floats:
    """Where the wheels and heads of the first of those whom the shot is about are: parts of the picture (N, 2)."""
    state, first = motion.at(race_time_s), list(order_at(motion, race_time_s)[_ABOUT[take.who]])
    size = round(1000 * ASPECTS[layout]), 1000
    points = [
        motion.velodrome.place(state.distance_m[first] - back, state.height_m[first]) + np.array([0.0, 0.0, tall])
        for back, tall in ((0.0, 0.0), (0.85, 1.6), (1.75, 0.0))
    ]
    pixels, depth = take.track.at(race_time_s).project(np.concatenate(points), size)
    return np.where(depth[:, None] > 0, pixels / size, -1.0)


_ABOUT = {Who.EVERYBODY: slice(0, 3), Who.LEADER: slice(0, 1), Who.CHASE: slice(1, 3), Who.FRONT: slice(0, 2)}
