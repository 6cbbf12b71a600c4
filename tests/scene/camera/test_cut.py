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
from replay.scene.camera.cut import CARDS_S, plan_timeline
from replay.scene.camera.cutting.calm_cuts import SHORTEST_SHOT_S, readable
from replay.scene.camera.pacing import race_end_s
from replay.scene.camera.selection.highlights import HIGHLIGHTS_S
from replay.scene.camera.setups import Setup, StationName, Who
from replay.scene.camera.timeline import ShotSpan, Timeline
from replay.scene.camera.wish import Cut, NamedCamera, Wish, camera_named
from replay.scene.frame.card import Card
from replay.scene.frame.layout import Layout
from replay.scene.frame.shot import ShotKind
from tests.helpers.motions import PACED, PULL_OFF_S, keirin_motion, unpaced_motion

ALONE, BUNCH = keirin_motion(), keirin_motion(breakaway=False)
COUNTER, TOWER, MAP = (0.05, 0.05, 0.183, 0.21), (0.74, 0.1, 0.95, 0.42), (0.80, 0.77, 0.95, 0.95)
CAPTION, CAPTION_ALONE = (0.404, 0.835, 0.79, 0.95), (0.554, 0.835, 0.95, 0.95)
PANELS = {
    ShotKind.OVERHEAD: ((0.05, 0.05, 0.2125, 0.235), (0.05, 0.252, 0.26, 0.563), CAPTION_ALONE),
    ShotKind.MAIN: (COUNTER, TOWER, MAP, CAPTION),
    ShotKind.PULL_OFF: (COUNTER, CAPTION_ALONE),
    ShotKind.FOLLOW: (COUNTER, TOWER, MAP, CAPTION),
    ShotKind.BEND: (COUNTER, TOWER, MAP, CAPTION),
    ShotKind.FINISH: (COUNTER, TOWER, MAP, CAPTION),
}
"""Counter, tower, map and caption in landscape (left, top, right, bottom, parts of the picture)."""


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("motion", [ALONE, BUNCH], ids=["alone", "bunch"])
def test_the_leader_and_the_first_chaser_are_in_every_picture(motion: Motion, layout: Layout) -> None:
    timeline = plan_timeline(motion, Wish(layout, Cut.FULL if layout is Layout.LANDSCAPE else Cut.HIGHLIGHTS), PACED)
    for span, race_time in _moments(motion, timeline):
        seen = _seen(motion, span, race_time, layout)
        assert np.all((seen > 0) & (seen < 1)), f"{span.shot.id} at {race_time:.2f} s"


@pytest.mark.parametrize("motion", [ALONE, BUNCH], ids=["alone", "bunch"])
def test_no_panel_covers_who_matters(motion: Motion) -> None:
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE), PACED)
    for span, race_time in _moments(motion, timeline):
        seen = _seen(motion, span, race_time, Layout.LANDSCAPE)
        for left, top, right, bottom in PANELS[span.shot.kind]:
            covered = (seen[:, 0] > left) & (seen[:, 0] < right) & (seen[:, 1] > top) & (seen[:, 1] < bottom)
            assert not covered.any(), f"{span.shot.id} at {race_time:.2f} s"


@pytest.mark.parametrize("layout", list(Layout))
def test_the_first_is_in_the_picture_after_the_end_of_the_race(layout: Layout) -> None:
    for after_s in (2.0, 2.6):
        time_s = race_end_s(BUNCH) + after_s
        around = Wish(layout, from_s=time_s - 0.5, to_s=time_s + 0.3, speed=1.0)
        span = plan_timeline(BUNCH, around, PACED).spans[0]
        seen = _seen(BUNCH, span, time_s, layout)[:1]
        assert np.all((seen > 0) & (seen < 1))


@pytest.mark.parametrize("speed", [None, 0.5])
@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("after_cut_s", [-0.01, 0.0, 0.5, 2.0])
def test_what_begins_after_the_cut_lasts_to_the_end(after_cut_s: float, layout: Layout, speed: float | None) -> None:
    """The cut ends shortly after the crossings, the motion later."""
    start = race_end_s(ALONE) + after_cut_s
    timeline = plan_timeline(ALONE, Wish(layout, from_s=start, speed=speed), PACED)
    assert timeline.race_time(0.0) == pytest.approx(start)
    assert timeline.race_time(timeline.duration_s) == pytest.approx(ALONE.end_s)


def test_a_breakaway_and_a_bunch_are_cut_differently() -> None:
    kinds = {shot.kind for shot in plan_timeline(ALONE, Wish(Layout.LANDSCAPE), PACED).shots}
    assert kinds == set(ShotKind) - {ShotKind.FREE}  # a free camera is for hands, not for a cut
    assert ShotKind.FOLLOW not in {shot.kind for shot in plan_timeline(BUNCH, Wish(Layout.LANDSCAPE), PACED).shots}


def test_pull_off_and_finish_are_slow_and_paced_laps_fast() -> None:
    timeline = plan_timeline(ALONE, Wish(Layout.LANDSCAPE), PACED)
    speed = {t: timeline.speed(timeline.video_times(t)[0]) for t in (PULL_OFF_S, float(ALONE.finish_s[0]), 30.0, 90.0)}
    assert speed[PULL_OFF_S] < 0.6
    assert speed[float(ALONE.finish_s[0])] < 0.6
    assert speed[30.0] > 2
    assert speed[90.0] == 1.0


@pytest.mark.parametrize("motion", [ALONE, BUNCH], ids=["alone", "bunch"])
def test_highlights_are_short_and_hold_what_decides(motion: Motion) -> None:
    timeline = plan_timeline(motion, Wish(Layout.VERTICAL, Cut.HIGHLIGHTS), PACED)
    assert HIGHLIGHTS_S - 8 <= timeline.duration_s <= HIGHLIGHTS_S + 1.5
    for moment in (PULL_OFF_S, float(motion.finish_s[0]), float(motion.finish_s[2])):
        assert timeline.video_times(moment)


@pytest.mark.parametrize("layout", list(Layout))
def test_no_shot_is_too_short_to_be_read(layout: Layout) -> None:
    for cut in Cut:
        timeline = plan_timeline(ALONE, Wish(layout, cut), PACED)
        starts = [span.video_start_s for span in timeline.spans] + [timeline.duration_s]
        assert min(np.diff(starts)) >= SHORTEST_SHOT_S - 1e-6


@pytest.mark.parametrize("camera", NamedCamera)
def test_every_named_camera_shows_the_whole_race(camera: NamedCamera) -> None:
    timeline = plan_timeline(ALONE, Wish(Layout.LANDSCAPE, camera=camera), PACED)
    for span, race_time in _moments(ALONE, timeline):
        seen = _seen(ALONE, span, race_time, Layout.LANDSCAPE)[::3]
        if camera is not NamedCamera.FOLLOW:  # a low camera lets the leader ride out past it
            assert np.all((seen[:1] > 0) & (seen[:1] < 1)), f"{span.shot.id} at {race_time:.2f} s"


def test_a_range_has_no_cards_and_exactly_its_times() -> None:
    timeline = plan_timeline(ALONE, Wish(Layout.LANDSCAPE, from_s=66.0, to_s=70.0), PACED)
    assert not any(segment.card for segment in timeline.segments)
    assert timeline.race_time(0.0) == 66.0
    assert timeline.race_time(timeline.duration_s) == pytest.approx(70.0)


@pytest.mark.parametrize(
    "wish",
    [
        Wish(Layout.LANDSCAPE, from_s=80.0, to_s=70.0),
        Wish(Layout.LANDSCAPE, from_s=900.0),
        Wish(Layout.LANDSCAPE, speed=0.0),
    ],
)
def test_what_does_not_exist_is_refused(wish: Wish) -> None:
    with pytest.raises(UsageError):
        plan_timeline(ALONE, wish, PACED)


def test_an_unknown_camera_is_refused_with_those_there_are() -> None:
    assert camera_named("follow") is NamedCamera.FOLLOW
    with pytest.raises(UsageError, match="no camera 'helicopter': choose one of main, follow,"):
        camera_named("helicopter")


OTHER, THIRD = Setup(StationName.BACK), Setup(StationName.BEND_1)
FIRST = Setup(StationName.MAIN)


@pytest.mark.parametrize(
    ("cuts", "shots"),
    [
        pytest.param([(0.0, FIRST), (5.0, OTHER)], "main 0-5, back 5-10", id="long enough"),
        pytest.param([(0.0, FIRST), (5.0, OTHER), (6.5, THIRD)], "main 0-6.5, bend 1 6.5-10", id="too short between"),
        pytest.param([(0.0, FIRST), (9.0, OTHER)], "main 0-10", id="too short at the end"),
        pytest.param([(0.0, FIRST), (1.0, OTHER), (5.0, THIRD)], "back 0-5, bend 1 5-10", id="too short at the start"),
        pytest.param([(0.0, FIRST), (4.0, OTHER), (5.0, FIRST)], "main 0-10", id="back to the same"),
    ],
)
def test_shots_too_short_to_be_read_give_way(cuts: list[tuple[float, Setup]], shots: str) -> None:
    found = readable(cuts, 10.0)
    assert ", ".join(f"{setup.name} {start:g}-{end:g}" for start, end, setup in found) == shots


@pytest.mark.parametrize("cut", Cut)
@pytest.mark.parametrize("finish_image", [True, False])
def test_cards_of_a_cut(cut: Cut, finish_image: bool) -> None:
    timeline = plan_timeline(ALONE, Wish(Layout.SQUARE, cut), PACED, finish_image=finish_image)
    cards = {segment.card: segment.duration_s for segment in timeline.segments if segment.card}
    wanted = {card: lasts for card, lasts in CARDS_S[cut].items() if finish_image or card is not Card.FINISH}
    assert cards == wanted
    assert timeline.segments[0].card is (Card.TITLE if Card.TITLE in wanted else None)
    assert timeline.segments[-1].card is Card.RESULT
    first = next(segment for segment in timeline.segments if not segment.card)
    assert timeline.race_time(0.0) == first.race_start_s, "a card holds what is next to it"
    assert timeline.race_time(timeline.duration_s) == timeline.segments[-1].race_start_s


def test_views_of_a_shot_stand_at_one_place_and_cover_its_turning() -> None:
    for span in plan_timeline(ALONE, Wish(Layout.LANDSCAPE), PACED).spans:
        assert len({view.eye_m for view in span.shot.views}) == 1
        forwards = np.array([view.axes()[2] for view in span.shot.views])
        for time in span.track.time_s:
            turned = np.degrees(np.arccos(np.clip(forwards @ span.track.at(float(time)).axes()[2], -1, 1)))
            assert turned.min() < 3.5 or span.shot.still


def test_cameras_turn_smoothly() -> None:
    for span in plan_timeline(ALONE, Wish(Layout.LANDSCAPE), PACED).spans:
        if span.track.still:
            continue
        times = np.arange(span.track.time_s[1], span.track.time_s[-2], 0.02)
        forwards = np.array([span.track.at(float(time)).axes()[2] for time in times])
        speed = np.degrees(np.linalg.norm(np.diff(forwards, axis=0), axis=1)) / 0.02
        assert np.abs(np.diff(speed)).max() / 0.02 < 150, span.shot.id  # degrees/s²


def test_a_lead_too_long_for_one_camera_has_two() -> None:
    time_s, distance = ALONE.path.time_s.copy(), ALONE.path.distance_m.copy()
    swell = 30.0 * np.exp(-(((time_s - 90.0) / 8.0) ** 2))  # behind by so much more in the middle of the free laps
    motion = replace(
        ALONE, path=Path(time_s, distance - np.vstack([0 * swell, *[swell] * 5]), ALONE.path.height_m.copy())
    )
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE), PACED)
    assert any(span.beside for span in timeline.spans)
    for span, race_time in _moments(motion, timeline):
        seen = _seen(motion, span, race_time, Layout.LANDSCAPE)
        assert np.all((seen > 0) & (seen < 1)), f"{span.shot.id} at {race_time:.2f} s"
        if span.beside is not None:
            chasing = _seen(motion, _second(span), race_time, Layout.LANDSCAPE)
            assert np.all((chasing > 0) & (chasing < 1)), f"{span.shot.id} at {race_time:.2f} s"
            assert np.all(seen[:, 0] < 0.5), f"{span.shot.id} at {race_time:.2f} s"


@pytest.mark.parametrize("count", [2, 3, 5, 9])
def test_any_number_of_riders_without_pacer(count: int) -> None:
    for layout in (Layout.LANDSCAPE, Layout.VERTICAL):
        assert plan_timeline(unpaced_motion(count), Wish(layout), PACED).duration_s > 20


def _moments(motion: Motion, timeline: Timeline) -> Iterator[tuple[ShotSpan, float]]:
    """Takes and race times outside cards, until just after the winner's crossing."""
    for video in np.arange(0.0, timeline.duration_s, 0.1):
        race_time = timeline.race_time(float(video))
        if not timeline.segment_at(float(video)).card and race_time <= np.nanmin(motion.finish_s):
            yield timeline.span_at(float(video)), race_time


def _second(span: ShotSpan) -> ShotSpan:
    """The second shot of a picture that two share, as a span of its own."""
    assert span.beside is not None
    shot, track = span.beside
    return replace(span, shot=shot, track=track, who=Who.CHASE)


def _seen(motion: Motion, span: ShotSpan, race_time_s: float, layout: Layout) -> Floats:
    """Where the wheels and heads of the first of those whom the shot is about are: parts of the picture (N, 2)."""
    state, first = motion.at(race_time_s), list(order_at(motion, race_time_s)[_ABOUT[span.who]])
    size = round(1000 * layout.aspect), 1000
    points = [
        motion.velodrome.place(state.distance_m[first] - back, state.height_m[first]) + np.array([0.0, 0.0, tall])
        for back, tall in ((0.0, 0.0), (0.85, 1.6), (1.75, 0.0))
    ]
    pixels, depth = span.track.at(race_time_s).project(np.concatenate(points), size)
    return np.where(depth[:, None] > 0, pixels / size, -1.0)


_ABOUT = {Who.EVERYBODY: slice(0, 2), Who.LEADER: slice(0, 1), Who.CHASE: slice(1, 3), Who.FRONT: slice(0, 2)}


def test_a_low_camera_is_not_left_on_whom_it_has_behind_it() -> None:
    """A shot that is too short gives way to the next, and not to the low camera before it."""
    low, short, later = (Setup(name) for name in (StationName.FOLLOW_1, StationName.MAIN, StationName.BACK))
    found = readable([(0.0, low), (3.0, short), (4.5, later)], 12.0)
    assert [(start, until, setup) for start, until, setup in found] == [(0.0, 3.0, low), (3.0, 12.0, later)]
    above = Setup(StationName.ABOVE)  # riders are specks in it as soon as they are not shown fast
    assert readable([(0.0, above), (3.0, short), (4.5, later)], 12.0) == [(0.0, 3.0, above), (3.0, 12.0, later)]
    stand = Setup(StationName.BEND_1)
    found = readable([(0.0, stand), (3.0, short), (4.5, later)], 12.0)
    assert found == [(0.0, 4.5, stand), (4.5, 12.0, later)]


def test_who_lies_is_left_for_the_race_where_there_is_time_for_another_shot() -> None:
    fallen, short, later = Setup(StationName.MAIN, Who.FALLEN), Setup(StationName.BEND_1), Setup(StationName.BACK)
    assert readable([(0.0, fallen), (3.6, short), (5.0, later)], 12.0) == [(0.0, 3.6, fallen), (3.6, 12.0, later)]
    assert readable([(0.0, fallen), (3.6, short)], 4.8) == [(0.0, 4.8, fallen)]
