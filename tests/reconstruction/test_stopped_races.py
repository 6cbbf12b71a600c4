"""Races that were stopped: what their files may say, how they are ridden, and what is shown of them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

import numpy as np
import pytest

from replay.app.build import Replay
from replay.app.explaining import explained
from replay.app.filming import race_time_of
from replay.app.report import as_json, as_text
from replay.base.errors import UsageError
from replay.base.units import kmh
from replay.charts.drawing import chart_facts
from replay.charts.series import series_of
from replay.motion.outcome import Reconstruction, Verdict
from replay.motion.standings import order_at
from replay.race.facts import Race
from replay.race.story.finding import STOP_ID
from replay.race.when import Mark, When
from replay.reconstruction.plan import from_bytes, to_bytes
from replay.reconstruction.reconstruct import reconstruct
from replay.reconstruction.samples import sample_times
from replay.scene.compose import Scene, build_scene, frame_at
from replay.scene.cues.cue import FinishCue, LastBendCue, StoppedCue, only
from replay.scene.frame.card import Card
from replay.scene.frame.layout import Layout
from replay.scene.looks import looks_of
from replay.scene.provenance import provenance_of
from replay.track.catalogue import velodrome_of
from tests.helpers.race_files import FINAL, mistakes, read, small

FILE = FINAL.with_name("first-round-2-stopped.yaml")
STORY = "{when: 3 laps to go, attack: Ruiz}"
RESULTS = """results:
  - {rider: Ruiz, rank: 1}
  - {rider: Møller, rank: 2, gap_s: 0.1}
  - {rider: Tjon En Fa, rank: 3, gap_s: 0.25}
"""


def stopped(line: str = "stopped: bell+4", *changes: tuple[str, str], story: str = "") -> str:
    """The small race without its results, and stopped."""
    told = [("{when: bell, attack: Ruiz, source: paper}", story)] if story else []
    return small((RESULTS, f"{line}\n"), *told, *changes)


def with_results(*lines: str) -> str:
    """The small race as stopped at the bell, with lines of a result."""
    return stopped("stopped: bell\nresults:\n" + "\n".join(f"  - {{{line}}}" for line in lines))


@pytest.fixture(scope="session")
def replay(replay_of: Callable[[str], Replay]) -> Replay:
    return replay_of(FILE.stem)


@pytest.fixture(scope="session")
def scene(replay: Replay) -> Scene:
    return build_scene(replay.race, replay.reconstruction.motion, layout=Layout.LANDSCAPE)


def test_a_stop_may_be_written_shortly_or_with_who_tells_it() -> None:
    race = read(stopped())
    assert race.stopped is not None
    assert race.stopped.when == When(Mark.BELL, 0.0, 4.0)
    assert (race.winner, race.crossers, race.results) == (None, (), ())
    whole = read(stopped("stopped: {when: 63.5, note: Our choice, source: paper}")).stopped
    assert whole is not None
    assert (whole.when, whole.note, whole.source) == (When(Mark.RACE_TIME, 63.5), "Our choice", "paper")


def test_who_is_listed_without_a_place_is_no_mistake() -> None:
    race = read(with_results("rider: Ruiz, status: DNF", "rider: Møller, started: false", "rider: Tjon En Fa"))
    assert race.starters == ("Ruiz", "Tjon En Fa")
    assert race.winner is None


def test_the_stop_belongs_to_the_facts() -> None:
    race = read(stopped())
    assert race.key != read(stopped("stopped: bell+5")).key


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (stopped("stopped: bel"), "9:10: no moment of a race is called bel", "did you mean bell?"),
        (stopped("stopped: finish"), "9:10: a race cannot be stopped at finish", "an earlier moment"),
        (stopped("stopped: 0 laps to go"), "it is over then", "take `stopped` out"),
        (stopped("stopped: 9 laps to go"), "9 laps to go in a race of 6 laps", ""),
        (stopped("stopped: bell-300"), "9:10: the race is stopped at bell-300: a moment before the start", "`bell+4`"),
        (stopped("stopped: bell+60"), "the race is stopped at bell+60: a moment after the finish", "`bell+4`"),
        (stopped("stopped: 900"), "900 s is after the finish", ""),
        (stopped("stopped: {when: bell, source: papers}"), "9:31: no source has the id papers", "did you mean paper?"),
        (with_results("rider: Ruiz, rank: 1"), "11:25: Ruiz has `rank: 1` in a race that was stopped", "`stopped` out"),
        (with_results("rider: Ruiz, gap_s: 0.25"), "11:26: Ruiz has `gap_s: 0.25`", "take it out"),
        (with_results("rider: Ruiz, time_s: 99.5"), "11:27: Ruiz has `time_s: 99.5`", "take it out"),
        (with_results("rider: Ruiz, last_200_m_s: 9.8"), "Ruiz has `last_200_m_s: 9.8`", "take it out"),
        (with_results("rider: Ruiz, status: REL"), "11:27: Ruiz is REL (relegated) in a race that was stopped", "DSQ"),
        (with_results("rider: Riz, status: DNF"), "no rider is called Riz", "did you mean Ruiz?"),
        (stopped("crossing_order: [Ruiz]\nstopped: bell"), "9:1: a race that was stopped has no order", "take it out"),
        (
            stopped("stopped: bell\ntimes:\n  - {rider: Ruiz, laps_s: [14.5, 15.2]}"),
            "this time ends at the finish, and the race was stopped at bell",
            "`from: start`",
        ),
        (stopped(story="{when: finish, attack: Ruiz}"), "the race was stopped at bell+4 and has no finish", "`bell`"),
        (stopped(story="{when: finish+2, caption: Over}"), "has no finish", "write another moment"),
        (stopped(story="{when: bell+5, attack: Ruiz}"), "bell+5 is after the race was stopped", "only be a caption"),
        (stopped(story="{when: 50m, attack: Ruiz}"), "13:12: 50 m to go is after the race was stopped", "a caption"),
        (
            stopped(story="{when: 2 laps to go, hold_wheel: {rider: Ruiz, of: Møller, until: finish}}"),
            "13:71: finish: the race was stopped",
            "",
        ),
    ],
)
def test_mistakes_in_a_stopped_race(text: str, message: str, remedy: str) -> None:
    shown = mistakes(text)
    assert message in shown
    assert remedy in shown


def test_what_is_told_before_the_stop_and_a_caption_after_it_are_no_mistakes() -> None:
    before = "{when: bell+3, attack: Ruiz}\n  - {when: bell+8, caption: They roll on}\n  - {when: 200m, crash: Møller}"
    assert len(read(stopped(story=before)).story) == 3
    assert read(stopped("stopped: bell\ntimes:\n  - {rider: Ruiz, laps_s: [29.1, 22.0], from: start}")).timed


def test_every_fact_of_the_shipped_run_is_held(replay: Replay) -> None:
    assert {fact.kind: fact.status for fact in replay.reconstruction.verdicts} == {
        STOP_ID: Verdict.HELD,
        "crash": Verdict.HELD,
        "caption": Verdict.HELD,
    }


def test_riders_race_to_the_stop_and_then_ease_to_a_roll(replay: Replay) -> None:
    motion = replay.reconstruction.motion
    up = np.isnan(motion.fall_s)
    assert [motion.riders[row] for row in np.flatnonzero(~up)] == ["Ponomaryov", "Sahrom"]
    speed = kmh(1.0) * motion.ground_speed(np.arange(motion.pull_off_s, motion.end_s, 0.1))[up]
    assert np.isnan(motion.finish_s).all()
    assert (kmh(1.0) * motion.ground_speed(motion.stop_s)[up] > 60).all()
    assert (speed[:, -1] > 24).all()
    assert (speed[:, -1] < 31).all()
    assert 12 <= motion.end_s - motion.stop_s <= 16
    later = np.arange(motion.stop_s + 2.0, motion.end_s, 0.1)
    assert (np.diff(motion.ground_speed(later)[up]) < 0.02).all()
    audit = replay.reconstruction.audit
    assert audit.overlaps == 0
    assert audit.acceleration_mps2[0] > -1.5
    assert max(best[1] for best in audit.power_w.values()) < 1830


def test_who_is_brought_down_falls_behind_and_lies_behind(replay: Replay) -> None:
    motion = replay.reconstruction.motion
    first, second = motion.index("Sahrom"), motion.index("Ponomaryov")
    assert motion.fall_s[first] < motion.fall_s[second] < motion.fall_s[first] + 1.0
    assert 1.75 < np.diff(motion.at(motion.fall_s[first]).distance_m[[second, first]])[0] < 6.0
    end = motion.at(motion.end_s)
    assert (end.speed_mps[[first, second]] < 0.1).all()
    assert (end.height_m[[first, second]] < 0).all()
    assert end.distance_m[first] - end.distance_m[second] > 1.75


def test_the_table_goes_on_to_the_end_of_the_motion(replay: Replay) -> None:
    motion = replay.reconstruction.motion
    assert sample_times(motion, 50.0)[-1] == pytest.approx(motion.end_s, abs=0.02)


def test_a_plan_keeps_the_stop(replay: Replay) -> None:
    done = replay.reconstruction
    back = from_bytes(to_bytes(done, "key"), "key")
    assert back.motion.stop_s == done.motion.stop_s
    assert back.verdicts == done.verdicts
    assert to_bytes(back, "key") == to_bytes(done, "key")


def test_the_report_says_why_figures_are_missing(replay: Replay) -> None:
    report = as_json(replay, 1.0)
    json.dumps(report, allow_nan=False)
    assert report["motion"]["winner_time_s"] == report["motion"]["finish_gap_error_ms"] == 0
    assert sum("stopped" in note for note in report["notes"]) == 2
    assert "winner      none: the race was stopped" in "\n".join(as_text(replay, 1.0))
    assert report["motion"]["winner_time_sd_s"] == 0


def test_nobody_can_ask_for_its_finish(replay: Replay) -> None:
    assert race_time_of(replay, "bell+4") == pytest.approx(replay.reconstruction.motion.stop_s, abs=1e-3)
    with pytest.raises(UsageError, match="the race has no moment"):
        race_time_of(replay, "finish-1")


def test_the_film_ends_on_the_stop(scene: Scene) -> None:
    motion = scene.motion
    assert only(scene.cues, StoppedCue) == [StoppedCue(motion.stop_s)]
    assert not [*only(scene.cues, FinishCue), *only(scene.cues, LastBendCue)]
    race = [segment for segment in scene.timeline.segments if not segment.card]
    assert motion.stop_s + 5 < race[-1].race_end_s < motion.stop_s + 9
    assert [segment.card for segment in scene.timeline.segments if segment.card] == [Card.TITLE, Card.RESULT]
    assert scene.cards.finish is None


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE, Layout.VERTICAL])
def test_fall_and_stop_are_in_every_cut_and_said(replay: Replay, layout: Layout) -> None:
    made = build_scene(replay.race, replay.reconstruction.motion, layout=layout)
    heads = [showing.caption.head for showing in made.captions]
    assert heads[-2:] == ["Sahrom falls and takes Ponomaryov down", "Race stopped"]
    assert made.timeline.first_shown(float(np.nanmin(made.motion.fall_s))) is not None


def test_no_caption_names_who_leads_where_nothing_tells_it(scene: Scene) -> None:
    words = [f"{showing.caption.head} {showing.caption.body}" for showing in scene.captions]
    assert not [said for said in words if "lead" in said or "Carlin" in said]


def test_who_leads_is_said_where_an_order_is_told(replay: Replay) -> None:
    text = FILE.read_text(encoding="utf-8") + "  - {when: 2 laps to go, order: [Carlin, Richardson]}\n"
    scene = build_scene(read(text), replay.reconstruction.motion, layout=Layout.LANDSCAPE)
    assert "Carlin leads Richardson." in [showing.caption.body for showing in scene.captions]


def test_the_tower_shows_the_order_until_the_stop_and_then_that_it_was_stopped(scene: Scene) -> None:
    before, after = scene.motion.stop_s - 0.2, scene.motion.stop_s + 3.0
    towers = [frame_at(scene, scene.timeline.first_shown(time) or 0.0).overlay.tower for time in (before, after)]
    racing, over = towers
    assert racing is not None
    assert over is not None
    assert [row.place for row in racing.rows] == ["1", "2", "3", "4", "DNF", "DNF"]
    assert racing.column == "GAP, s"
    assert [row.place for row in over.rows] == ["–", "–", "–", "–", "DNF", "DNF"]
    assert over.column == "STOPPED"
    assert {row.gap for row in over.rows} == {""}
    assert not any(row.leader for row in over.rows)


def test_counter_and_order_stand_still_after_the_stop(scene: Scene) -> None:
    stop_s = scene.motion.stop_s
    frames = [frame_at(scene, scene.timeline.first_shown(stop_s + more_s) or 0.0) for more_s in (0.1, 6.0)]
    counters = [frame.overlay.counter for frame in frames]
    assert all(counter is not None for counter in counters)
    assert len({counter.metres_to_go for counter in counters if counter is not None}) == 1
    assert not any(rider.leader for rider in frames[1].riders)


def test_the_closing_card_has_no_places_and_no_gaps(scene: Scene) -> None:
    card = scene.cards.result
    assert (card.event, card.margin, card.margin_note, card.won) == ("Race stopped", None, "No result", False)
    assert card.afterwards == "The race is ridden again by four riders."
    assert {line.place for line in card.lines} == {line.gap for line in card.lines} == {""}
    assert {line.look.name for line in card.lines if line.note == "fell"} == {"Sahrom", "Ponomaryov"}
    assert "no result" in provenance_of(scene.race).statement
    assert "as published" not in provenance_of(scene.race).statement


def test_charts_end_where_the_last_rider_was_at_the_stop(replay: Replay) -> None:
    done = replay.reconstruction
    series, motion = series_of(done), done.motion
    up = np.isnan(motion.fall_s)
    assert series.event_m == pytest.approx(motion.at(motion.stop_s).distance_m[up].min())
    assert np.isfinite(series.passed_s[up, -1]).all()
    assert np.isnan(series.passed_s[~up, -1]).all()
    facts = chart_facts(replay.race, done, {look.name: look for look in looks_of(replay.race)})
    assert [tick.words for tick in facts.laps][-2:] == ["Bell", "Stopped"]
    assert [end.words for end in facts.ends] == [""] * 6
    assert [mark.words for mark in facts.reported] == ["SAH and PON fall"]


def reconstructed(text: str) -> tuple[Race, Reconstruction]:
    race = read(text)
    return race, reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures)))


def check_ridden(done: Reconstruction) -> None:
    """Limits are kept to the end, nobody passes through another, and who is up rolls easily at last."""
    motion, audit = done.motion, done.audit
    assert audit.overlaps == 0
    assert audit.acceleration_mps2[0] > -1.5
    assert audit.max_speed_kmh < 80
    up = np.isnan(motion.fall_s)
    rolling = kmh(1.0) * motion.ground_speed(motion.end_s)[up]
    assert ((rolling > 20) & (rolling < 31)).all()
    assert Verdict.MISSED not in {fact.status for fact in done.verdicts}


@pytest.mark.parametrize(
    ("track", "pacer", "stop"),
    [("generic-333", "{off: 750 m to go}", "200 m to go+1"), ("keirin-400", "{off: 600 m to go}", "bell+2")],
)
def test_a_stop_on_other_tracks(track: str, pacer: str, stop: str) -> None:
    story = "{when: 300 m to go, crash: {rider: Ruiz, down: Møller}}"
    text = stopped(f"stopped: {stop}", ("olympic-250", track), ("riders:", f"pacer: {pacer}\nriders:"), story=story)
    race, done = reconstructed(text.replace("300 m", "300 m" if stop.startswith("200") else "450 m"))
    assert race.stopped is not None
    check_ridden(done)
    motion = done.motion
    assert [motion.riders[row] for row in np.argsort(motion.fall_s)[:2]] == ["Ruiz", "Møller"]
    assert order_at(motion, motion.stop_s)[0] == motion.index("Tjon En Fa")


@pytest.mark.parametrize("stop", ["4 laps to go", "50", "20"])
def test_a_stop_behind_the_pacer(stop: str) -> None:
    race, done = reconstructed(stopped(f"stopped: {stop}", story="{when: pull-off, caption: Off}"))
    check_ridden(done)
    for layout in (Layout.LANDSCAPE, Layout.VERTICAL):
        scene = build_scene(race, done.motion, layout=layout)
        assert [showing.caption.head for showing in scene.captions][-1] == "Race stopped"
        assert scene.timeline.segment_at(scene.timeline.first_shown(done.motion.stop_s) or 0.0).speed_to == 1.0


def test_a_stop_without_a_pacer() -> None:
    _, done = reconstructed(stopped("stopped: 2 laps to go", ("track:", "pacer: none\ntrack:"), story=STORY))
    check_ridden(done)


def test_what_is_told_of_a_time_after_the_stop_is_disputed_with_it() -> None:
    race, done = reconstructed(stopped("stopped: 80", story="{when: bell, gap: {ahead: Ruiz, of: Møller, m: 5}}"))
    found = {fact.fact: fact for fact in done.verdicts}
    assert found["story 1 (gap)"].status is Verdict.DISPUTED
    assert found["story 1 (gap)"].against == (STOP_ID,)
    assert explained(found["story 1 (gap)"], done.verdicts, race.story).startswith(
        "The race was stopped before. It cannot"
    )
    assert found[STOP_ID].status is Verdict.HELD


def test_a_measured_lap_before_the_stop_holds() -> None:
    race, done = reconstructed(
        stopped("stopped: bell+3\ntimes:\n  - {rider: Ruiz, from: 2 laps to go, to: bell, time_s: 14.5}")
    )
    row = done.motion.index("Ruiz")
    laps = done.motion.path.crossing_times(np.array([1000.0, 1250.0]))[row]
    assert np.diff(laps)[0] == pytest.approx(14.5, abs=0.0005)
    assert dataclasses.replace(race, stopped=None).stopped is None
