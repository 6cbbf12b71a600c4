"""frame_at: a pure function of video time, and what its overlay says."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.app.build import Replay
from replay.app.filming import Choice, scene_of
from replay.base.errors import UsageError
from replay.motion.standings import order_at
from replay.race.facts import Result, Rider
from replay.race.status import Status
from replay.race.story.incidents.caption_fact import CaptionFact
from replay.race.when import Mark, When
from replay.scene.camera.wish import Cut, NamedCamera
from replay.scene.compose import Scene, build_scene, frame_at
from replay.scene.frame.card import Card
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.frame.shot import ShotKind
from replay.scene.still_moment import frame_at_race_time
from replay.scene.words import leads
from replay.scene.words.tower_order import SOON_S
from tests.helpers.motions import BREAKAWAY_GAPS, crash_motion, keirin_motion, race_of, told_story, unpaced_motion

MOTION = keirin_motion()
RACE = race_of(MOTION, story=told_story())
FULL = build_scene(RACE, MOTION, layout=Layout.LANDSCAPE)
SHORT = build_scene(RACE, MOTION, layout=Layout.VERTICAL)
WINNER_S = float(MOTION.finish_s[0])


@settings(max_examples=30)
@given(st.sampled_from([FULL, SHORT]), st.floats(0, 1), st.lists(st.floats(0, 1), max_size=3))
def test_a_frame_is_equal_whatever_was_asked_before(scene: Scene, part: float, before: list[float]) -> None:
    first = frame_at(scene, part * scene.duration_s)
    for other in before:
        frame_at(scene, other * scene.duration_s)
    assert frame_at(scene, part * scene.duration_s) == first


def test_two_scenes_of_one_race_are_alike() -> None:
    again = build_scene(RACE, MOTION, layout=Layout.LANDSCAPE)
    for video in np.linspace(0, FULL.duration_s, 25):
        assert frame_at(again, float(video)) == frame_at(FULL, float(video))


@pytest.mark.parametrize("scene", [FULL, SHORT], ids=["full", "highlights"])
def test_every_frame_says_reconstruction(scene: Scene) -> None:
    for video in np.linspace(0, scene.duration_s, 60):
        assert frame_at(scene, float(video)).overlay.label == "RECONSTRUCTION"


def test_the_video_opens_with_the_title_and_closes_with_the_result() -> None:
    first, last = frame_at(FULL, 0.0), frame_at(FULL, FULL.duration_s)
    assert first.overlay.title is not None
    assert first.overlay.title.shown == 1.0
    assert first.overlay.title.event == "Men’s keirin"
    assert math.isnan(first.race_time_s)
    assert last.overlay.result is not None
    assert str(last.overlay.result.margin) == "+0.763 s"
    assert last.overlay.result.margin_note == "about 14 m clear at the line"
    assert "Cycling Weekly" in last.overlay.result.sources
    assert last.dim > 0.5


def test_times_outside_the_video_show_its_ends() -> None:
    assert frame_at(FULL, -5.0).overlay == frame_at(FULL, 0.0).overlay
    assert frame_at(FULL, 1e6).overlay == frame_at(FULL, FULL.duration_s).overlay


def test_the_tower_shows_the_standings_when_at_rest() -> None:
    rested = 0
    for video in np.arange(0.0, FULL.duration_s, 0.25):
        frame = frame_at(FULL, float(video))
        if frame.overlay.tower is None or any(row.row % 1 for row in frame.overlay.tower.rows):
            continue
        now = [MOTION.riders[k] for k in order_at(MOTION, frame.race_time_s)]
        if [row.look.name for row in frame.overlay.tower.rows] == now:
            rested += 1
    assert rested > 0.85 * FULL.timeline.duration_s * 4 * 0.8


def test_the_tower_never_flickers() -> None:
    changes = FULL.board.changes
    assert np.all(np.diff(changes.video_s) >= 0.3 - 1e-9)


def test_rows_of_the_tower_are_always_a_permutation_at_rest() -> None:
    for rows in FULL.board.changes.rows:
        assert sorted(rows) == list(range(6))


def test_three_decimals_only_where_timed_and_at_the_line() -> None:
    for video in np.arange(0.0, FULL.duration_s, 0.2):
        frame = frame_at(FULL, float(video))
        for row in frame.overlay.tower.rows if frame.overlay.tower else ():
            crosses_s = MOTION.finish_s[MOTION.index(row.look.name)] - frame.race_time_s
            decimals = len(row.gap.partition(".")[2])
            assert decimals == (3 if row.timed else 1)
            assert not row.timed or (crosses_s <= SOON_S and frame.race_time_s >= WINNER_S - 1e-3)


def test_gaps_at_the_end_are_the_timed_ones() -> None:
    frame = frame_at_race_time(FULL, float(MOTION.finish_s[5]) + 0.5)
    assert frame.overlay.tower is not None
    assert [row.gap for row in frame.overlay.tower.rows] == ["0.0", *(f"+{gap:.3f}" for gap in BREAKAWAY_GAPS[1:])]


def test_a_still_is_settled() -> None:
    frame = frame_at_race_time(FULL, float(np.nanmin(MOTION.path.crossing_times(1000.0))))
    overlay = frame.overlay
    assert overlay.counter is not None
    assert (overlay.counter.laps_to_go, overlay.counter.roll, overlay.counter.shown) == (2, 1.0, 1.0)
    assert overlay.tower is not None
    assert [row.row for row in overlay.tower.rows] == [float(place) for place in range(6)]
    assert overlay.caption is None or overlay.caption.shown == 1.0


def test_places_in_the_tower_are_in_order_also_while_rows_slide() -> None:
    for change in FULL.board.changes.video_s[1:]:
        for video in change + np.arange(0.0, 0.32, 0.02):
            tower = frame_at(FULL, float(video)).overlay.tower
            if tower is None or any(not row.place.isdigit() for row in tower.rows):
                continue
            drawn = sorted(tower.rows, key=lambda row: row.row)
            assert [int(row.place) for row in drawn] == sorted(int(row.place) for row in drawn)


def test_the_counter_rolls_after_the_crossing() -> None:
    crossing = float(np.nanmin(MOTION.path.crossing_times(1000.0)))
    video = FULL.timeline.video_times(crossing)[0]
    before, just, later = (frame_at(FULL, video + x).overlay.counter for x in (-0.05, 0.05, 0.5))
    assert before is not None
    assert just is not None
    assert later is not None
    assert (before.laps_to_go, just.laps_to_go, later.laps_to_go) == (3, 2, 2)
    assert 0 < just.roll < 1 == later.roll
    assert just.metres_to_go == pytest.approx(500.0, abs=2.0)


def test_told_captions_carry_their_source_and_others_do_not() -> None:
    told = [s.caption for s in FULL.captions if s.caption.source]
    assert [(c.head, c.source) for c in told] == [("Kenny goes as the pacer leaves", "as reported by Cycling Weekly")]


def test_nobody_is_named_for_an_invented_place_behind_the_pacer() -> None:
    def words(order: tuple[str | None, ...]) -> str:
        race = replace(race_of(MOTION), start_order=order)
        scene = build_scene(race, MOTION, layout=Layout.LANDSCAPE)
        return " ".join(f"{show.caption.head} {show.caption.body}" for show in scene.captions[:2])

    known, unknown = words(RACE.starters), words((*RACE.starters[:2], None))
    assert "filled in" in unknown
    assert "leads" not in unknown
    assert "filled in" not in known
    assert "leads" in known


LATE = (
    CaptionFact(id="story 8 (caption)", when=When(Mark.FINISH, offset_s=60.0), caption="Awang keeps his place."),
    CaptionFact(id="story 9 (caption)", when=When(Mark.FINISH, offset_s=5.0), caption="Levy is warned"),
    CaptionFact(id="story 10 (caption)", when=When(Mark.FINISH, offset_s=-3.0), caption="Kenny is nearly there"),
)


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE, Layout.VERTICAL])
def test_what_is_told_of_the_time_after_the_pictures_stands_on_the_result(layout: Layout) -> None:
    scene = build_scene(replace(RACE, story=(*RACE.story, *LATE)), MOTION, layout=layout)
    heads = {showing.caption.head for showing in scene.captions}
    assert "Kenny is nearly there" in heads
    assert not heads & {"Levy is warned", "Awang keeps his place."}
    result = frame_at(scene, scene.duration_s).overlay.result
    assert result is not None
    assert result.afterwards == "Levy is warned. Awang keeps his place."
    assert FULL.cards.result.afterwards == ""


def test_every_caption_of_a_race_is_shown_or_stands_on_the_result(replay_of: Callable[[str], Replay]) -> None:
    replay = replay_of("first-round-2")
    scene = scene_of(replay, Layout.LANDSCAPE, Cut.FULL, Choice())
    said = " ".join([*(show.caption.head for show in scene.captions), scene.cards.result.afterwards])
    assert "Büchli is relegated. Carlin wins" in said


def test_captions_never_overlap() -> None:
    for before, after in pairwise(FULL.captions):
        assert before.video_to_s < after.video_from_s


def test_the_lead_is_shown_only_for_a_breakaway_and_not_too_precisely() -> None:
    frame = frame_at_race_time(FULL, 82.0)
    assert frame.overlay.lead is not None
    assert frame.overlay.lead.length.before == "about"
    assert frame.overlay.lead.from_distance_m > frame.overlay.lead.to_distance_m
    assert frame_at_race_time(FULL, 60.0).overlay.lead is None
    bunch = keirin_motion(breakaway=False)
    assert frame_at_race_time(build_scene(race_of(bunch), bunch, layout=Layout.LANDSCAPE), 82.0).overlay.lead is None


def test_figures_of_the_lead_change_at_most_four_times_a_second() -> None:
    start = FULL.timeline.video_times(75.0)[0]
    said = [_metres(frame_at(FULL, start + k / 60)) for k in range(180)]
    assert sum(a != b for a, b in pairwise(said)) <= 12


def test_the_map_makes_room_for_those_who_chase_in_the_lower_of_two_tall_pictures() -> None:
    """In a wide picture it is beside them, and stays."""
    motion = keirin_motion(gaps_s=BREAKAWAY_GAPS)
    for layout in Layout:
        scene, stays = build_scene(race_of(motion), motion, layout=layout), layout is Layout.LANDSCAPE
        frames = [frame_at(scene, float(video)) for video in np.arange(0.0, scene.duration_s, 0.25)]
        shared = [frame for frame in frames if frame.beside is not None and frame.beside.shown == 1.0]
        assert shared
        assert {frame.overlay.map is not None for frame in shared} == {stays}


def test_the_ring_is_for_vertical_pictures() -> None:
    assert frame_at_race_time(FULL, 84.0).overlay.ring is None
    assert frame_at_race_time(SHORT, 84.0).overlay.ring == "Kenny"


def test_at_most_two_riders_are_named() -> None:
    for video in np.arange(0.0, FULL.duration_s, 0.5):
        assert len(frame_at(FULL, float(video)).overlay.named) <= 2


def test_the_finish_image_has_the_timed_gaps() -> None:
    segment = next(s for s in FULL.timeline.segments if s.card is Card.FINISH)
    strip = frame_at(FULL, segment.video_start_s + 1.0).overlay.finish
    assert strip is not None
    assert [line.lag_s for line in strip.lines] == [result.gap_s for result in RACE.results]
    assert strip.lines[1].gap == "+0.763"


def test_a_still_is_at_live_speed_with_the_camera_asked_for() -> None:
    frame = frame_at_race_time(FULL, WINNER_S)
    assert (frame.time_speed, frame.overlay.slow_motion) == (1.0, 1.0)
    assert frame.race_time_s == pytest.approx(WINNER_S)
    assert frame_at_race_time(FULL, WINNER_S, NamedCamera.OVERHEAD).shot.kind is ShotKind.OVERHEAD
    with pytest.raises(UsageError, match="outside the race"):
        frame_at_race_time(FULL, 900.0)


def test_moments_that_the_cut_skips_can_be_stills() -> None:
    assert SHORT.timeline.video_times(92.0) == ()
    assert frame_at_race_time(SHORT, 92.0).race_time_s == pytest.approx(92.0)


def test_who_falls_is_out_from_then_on() -> None:
    motion = crash_motion()
    scene = build_scene(race_of(motion), motion, layout=Layout.LANDSCAPE)
    before, after = frame_at_race_time(scene, 94.0), frame_at_race_time(scene, 98.0)
    assert _places(before)["Levy"].isdigit()
    assert _places(after)["Levy"] == "DNF"
    assert after.riders[5].pose.fallen == 1.0
    result = frame_at(scene, scene.duration_s).overlay.result
    assert result is not None
    assert {line.look.name: line.note for line in result.lines if line.note} == {"Levy": "fell"}


def test_a_still_has_the_number_of_each_row_while_rows_slide() -> None:
    motion = crash_motion()
    first = replace(motion, fall_s=np.array([95.0, *[np.nan] * 5]), finish_s=np.array([np.nan, *motion.finish_s[1:]]))
    scene = build_scene(race_of(first), first, layout=Layout.LANDSCAPE)
    for time_s in 95.0 + np.arange(0.3, 2.0, 0.05):
        tower = frame_at_race_time(scene, float(time_s)).overlay.tower
        assert tower is not None
        numbers = [(row.place, str(place)) for place, row in enumerate(tower.rows, start=1) if row.place.isdigit()]
        assert all(shown == counted for shown, counted in numbers)


def test_a_relegated_winner_is_shown_as_such_at_the_end_only() -> None:
    found = race_of(MOTION).results
    relegated = replace(found[0], rank=6, gap_s=None, status=Status.REL)
    others = tuple(replace(r, rank=(r.rank or 0) - 1, gap_s=round((r.gap_s or 0) - 0.763, 3)) for r in found[1:])
    race = race_of(MOTION, results=(*others, relegated))
    scene = build_scene(race, MOTION, layout=Layout.LANDSCAPE)
    assert _places(frame_at_race_time(scene, WINNER_S + 0.2))["Kenny"] == "1"
    assert _places(frame_at_race_time(scene, float(MOTION.finish_s[5]) + 0.2))["Kenny"] == "REL"
    result = frame_at(scene, scene.duration_s).overlay.result
    assert result is not None
    assert [(line.look.name, line.place, line.note) for line in result.lines][-1] == (
        "Kenny",
        "6 REL",
        "first over the line",
    )
    assert not any(show.caption.head.endswith("wins") for show in scene.captions)


def test_a_dead_heat() -> None:
    motion = keirin_motion(gaps_s=(0.0, 0.0, 0.2, 0.3, 0.4, 0.5))
    results = tuple(
        Result(name, rank, gap)
        for name, rank, gap in zip(motion.riders, (1, 1, 3, 4, 5, 6), (0.0, 0.0, 0.2, 0.3, 0.4, 0.5), strict=True)
    )
    scene = build_scene(race_of(motion, results=results), motion, layout=Layout.LANDSCAPE)
    places = _places(frame_at_race_time(scene, float(motion.finish_s[5]) + 0.3))
    assert sorted(places.values()) == ["3", "4", "5", "6", "=1", "=1"]


@pytest.mark.parametrize("count", [2, 9])
@pytest.mark.parametrize("layout", list(Layout))
def test_any_field_without_pacer_or_story(count: int, layout: Layout) -> None:
    motion = unpaced_motion(count)
    scene = build_scene(race_of(motion), motion, layout=layout)
    for video in np.linspace(0, scene.duration_s, 12):
        frame = frame_at(scene, float(video))
        assert len(frame.riders) == count
        assert frame.pacer is None


def test_the_lead_on_the_line_is_what_the_clock_will_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes faster is farther back than that when the first is on the line: tower and lead said two things."""
    monkeypatch.setattr(leads, "_lead_of", lambda _motion, _time_s: (15.0, 9.9))
    before = frame_at_race_time(FULL, WINNER_S - 0.5).overlay.lead
    assert before is not None
    assert str(before.time) == "9.9 s"
    lead = frame_at_race_time(FULL, WINNER_S).overlay.lead
    assert lead is not None
    second_s = float(np.sort(MOTION.finish_s)[1])
    assert str(lead.time) == f"{second_s - WINNER_S:.1f} s"


def _metres(frame: Frame) -> str:
    assert frame.overlay.lead is not None
    return str(frame.overlay.lead.length)


def _places(frame: Frame) -> dict[str, str]:
    assert frame.overlay.tower is not None
    return {row.look.name: row.place for row in frame.overlay.tower.rows}


def test_the_family_name_stands_where_it_is_said() -> None:
    """Two share a surname: full names in captions, an initial on panels; a family name that is said first is first."""
    shared = (
        Rider("Chao Xu", "Chao", "Xu", "CHN", given_name_last=True),
        Rider("Lin Xu", "Lin", "Xu", "USA"),
    )
    motion = replace(MOTION, riders=("Chao Xu", "Lin Xu", *MOTION.riders[2:]))
    race = replace(
        RACE,
        riders=(*shared, *RACE.riders[2:]),
        results=tuple(replace(r, rider=name) for r, name in zip(RACE.results, motion.riders, strict=True)),
        start_order=(),
        story=(),
    )
    scene = build_scene(race, motion, layout=Layout.LANDSCAPE)
    assert [look.display for look in scene.looks[:3]] == ["XU C.", "L. XU", "LAVREYSEN"]
    words = " ".join(f"{show.caption.head} {show.caption.body}" for show in scene.captions)
    assert "Xu Chao wins" in words
    assert "Chao Xu" not in words
