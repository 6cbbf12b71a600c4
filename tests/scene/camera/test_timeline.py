"""The timeline: video time and race time, both ways."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.scene.camera.cut import plan_timeline
from replay.scene.camera.timeline import Segment, Timeline
from replay.scene.camera.wish import Cut, Wish
from replay.scene.frame.card import Card
from replay.scene.frame.layout import Layout
from tests.helpers.motions import PACED, keirin_motion, unpaced_motion

MOTION = keirin_motion()
TIMELINES = {
    "full": plan_timeline(MOTION, Wish(Layout.LANDSCAPE, Cut.FULL), PACED),
    "highlights": plan_timeline(MOTION, Wish(Layout.VERTICAL, Cut.HIGHLIGHTS), PACED),
    "unpaced": plan_timeline(unpaced_motion(3), Wish(Layout.SQUARE, Cut.HIGHLIGHTS), PACED),
    "slow": plan_timeline(MOTION, Wish(Layout.LANDSCAPE, from_s=66.0, to_s=70.0, speed=0.25), PACED),
}
NAMES = st.sampled_from(sorted(TIMELINES))


@given(NAMES, st.floats(0, 1), st.floats(0, 1))
def test_race_time_never_runs_back(name: str, first: float, second: float) -> None:
    timeline = TIMELINES[name]
    early, late = sorted((first * timeline.duration_s, second * timeline.duration_s))
    assert timeline.race_time(early) <= timeline.race_time(late) + 1e-9


@given(NAMES, st.floats(0, 1))
def test_the_way_back_finds_the_video_time(name: str, part: float) -> None:
    timeline = TIMELINES[name]
    video = part * timeline.duration_s
    if timeline.segment_at(video).card:
        return
    shown = timeline.video_times(timeline.race_time(video))
    assert min(abs(time - video) for time in shown) < 1e-6


@given(NAMES, st.floats(0.01, 0.99))
def test_speed_is_the_slope_of_race_time(name: str, part: float) -> None:
    timeline = TIMELINES[name]
    video, step = part * timeline.duration_s, 1e-4
    segment = timeline.segment_at(video)
    if not segment.video_start_s + step < video < segment.video_end_s - step:
        return
    slope = (timeline.race_time(video + step) - timeline.race_time(video - step)) / (2 * step)
    assert slope == pytest.approx(timeline.speed(video), abs=1e-5)


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60])
def test_every_frame_rate_ends_at_the_same_race_time(fps: int) -> None:
    timeline = TIMELINES["full"]
    last = (round(timeline.duration_s * fps) - 1) / fps
    assert timeline.race_time(last) == pytest.approx(timeline.race_time(timeline.duration_s), abs=1e-9)


def test_a_ramp_joins_its_speeds_smoothly() -> None:
    ramp = Segment(2.0, 1.0, 10.0, 1.0, 0.5)
    assert ramp.race_end_s == 10.75
    assert ramp.race_time(3.0) == pytest.approx(10.75)
    assert (ramp.speed(2.0), ramp.speed(2.5), ramp.speed(3.0)) == (1.0, 0.75, 0.5)


def test_a_hold_shows_one_moment() -> None:
    hold = Segment(0.0, 2.0, 5.0, 0.0, 0.0)
    assert hold.race_time(0.3) == hold.race_time(1.9) == 5.0
    assert hold.video_time(5.0) == 0.0


def test_skipped_moments_are_not_shown_but_what_follows_is_found() -> None:
    timeline = TIMELINES["highlights"]
    jump = next(
        (a, b)
        for a, b in zip(timeline.segments, timeline.segments[1:], strict=False)
        if b.race_start_s > a.race_end_s + 0.5
    )
    skipped = jump[1].race_start_s - 0.3
    assert timeline.video_times(skipped) == ()
    assert timeline.first_shown(skipped, within_s=1.0) == jump[1].video_start_s
    assert timeline.first_shown(skipped) is None


def test_a_timeline_that_runs_back_is_refused() -> None:
    span = TIMELINES["full"].spans[0]
    with pytest.raises(ValueError, match="runs back"):
        Timeline((Segment(0.0, 1.0, 5.0), Segment(1.0, 1.0, 2.0)), (span,))


def test_shots_cover_the_whole_video_in_order() -> None:
    for timeline in TIMELINES.values():
        starts = [span.video_start_s for span in timeline.spans]
        assert starts[0] == 0.0
        assert np.all(np.diff(starts) > 0)
        assert len({shot.id for shot in timeline.shots}) == len(timeline.shots)


TABLE = Timeline(
    (
        Segment(0.0, 4.0, 10.0, 0.0, 0.0, Card.TITLE),
        Segment(4.0, 6.0, 10.0),  # race 10 to 16
        Segment(10.0, 2.0, 30.0, 1.0, 0.5),  # race 30 to 31.5
        Segment(12.0, 5.0, 31.5, 0.5, 0.5),  # race 31.5 to 34
    ),
    TIMELINES["full"].spans[:1],
)


@pytest.mark.parametrize(
    ("video_s", "race_s", "speed"),
    [
        (-1.0, 10.0, 0.0),
        (3.0, 10.0, 0.0),
        (4.0, 10.0, 1.0),
        (9.0, 15.0, 1.0),
        (10.0, 30.0, 1.0),
        (12.0, 31.5, 0.5),
        (14.0, 32.5, 0.5),
        (99.0, 34.0, 0.5),
    ],
)
def test_race_time_and_speed_of_a_video_time(video_s: float, race_s: float, speed: float) -> None:
    assert TABLE.race_time(video_s) == pytest.approx(race_s)
    assert TABLE.speed(video_s) == speed


@pytest.mark.parametrize(
    ("race_s", "shown", "within_s", "first"),
    [
        (9.0, (), 0.0, None),  # before the film's race begins
        (9.0, (), 1.5, 4.0),  # though soon before
        (10.0, (4.0,), 0.0, 4.0),  # not behind the title
        (13.0, (7.0,), 0.0, 7.0),
        (28.5, (), 1.0, None),
        (28.5, (), 2.0, 10.0),
        (31.5, (12.0,), 0.0, 12.0),  # two segments meet here: once
        (33.0, (15.0,), 0.0, 15.0),
        (40.0, (), 5.0, None),
    ],
)
def test_video_times_of_a_race_time(
    race_s: float, shown: tuple[float, ...], within_s: float, first: float | None
) -> None:
    assert TABLE.video_times(race_s) == pytest.approx(shown)
    assert TABLE.first_shown(race_s, within_s=within_s) == (None if first is None else pytest.approx(first))


def test_a_gap_in_video_time_is_refused() -> None:
    with pytest.raises(ValueError, match="gap"):
        Timeline((Segment(0.0, 1.0, 5.0), Segment(1.5, 1.0, 6.0)), TABLE.spans)
