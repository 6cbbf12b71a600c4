"""Measured times hold exactly in the motion, and are explained where nobody can ride them.

Times are read back from the finished motion, by the tests' own arithmetic on its table.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replay.app.build import Replay
from replay.app.report import as_text
from replay.base.files.yaml_text import read_document
from replay.motion.outcome import FactVerdict, Reconstruction, Verdict
from replay.race.facts import Race
from replay.race.timed import START_M
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import load_track, velodrome_of
from tests.helpers.fields import race
from tests.helpers.race_files import FINAL, read
from tests.helpers.race_table import Track, crossing_s, overlaps, thinned, tracks_of_motion

RATE_HZ = 240
HELD_MS = 0.5
Times = list[dict[str, Any]]


def solved(facts: Race) -> tuple[Reconstruction, dict[str, Track]]:
    done = reconstruct(facts, velodrome_of(facts.track.name))
    return done, tracks_of_motion(done.motion, RATE_HZ)


def misses_ms(facts: Race, tracks: dict[str, Track]) -> dict[str, float]:
    """How far each measured time is from what the table shows."""

    def passed(rider: str, distance_m: float) -> float:
        return 0.0 if distance_m == START_M else crossing_s(tracks[rider], distance_m)

    return {
        time.id: 1000 * abs(passed(time.rider, time.to_m) - passed(time.rider, time.from_m) - time.time_s)
        for time in facts.timed
    }


def check_held(facts: Race, done: Reconstruction, tracks: dict[str, Track]) -> None:
    """Every measured time is held, by the table and by its verdict, and the motion keeps its promises."""
    assert {name: miss for name, miss in misses_ms(facts, tracks).items() if miss > HELD_MS} == {}
    of_times = [verdict for verdict in done.verdicts if verdict.kind in ("time", "split")]
    assert len(of_times) == len(facts.timed)
    assert [verdict for verdict in of_times if verdict.status is not Verdict.HELD] == []
    assert overlaps(tracks) == {}
    for name, track in tracks.items():
        if name == "pacer":
            continue
        _, speed, gain = thinned(track, crossing_s(track, facts.event.distance_m))
        assert 3.6 * speed.max() < 80, name
        assert (gain[1:-1].min() > -1.5, gain[1:-1].max() < 2.5) == (True, True), name


def sd_m(done: Reconstruction, rider: str, time_s: float) -> float:
    return float(np.interp(time_s, done.doubt_s, done.doubt_m[done.motion.index(rider)]))


def on_track(track: str) -> tuple[Race, Times]:
    """A race with laps of the winner, half laps of a loser, and the last 200 m of a third."""
    lap_m, event_m = load_track(track).lap_m, 2000.0 if track == "keirin-400" else 1500.0
    laps = {"izu": [16.4, 15.2, 14.6], "generic-333": [20.8, 19.7], "keirin-400": [24.4, 22.9]}[track]
    halves = {"izu": [7.64, 7.52, 7.3, 7.25], "generic-333": [10.0, 9.85], "keirin-400": [11.6, 11.5]}[track]
    times: Times = [
        {"rider": "A", "laps_s": laps},
        {"rider": "B", "half_laps_s": halves, "from": f"{len(halves) / 2:g} laps to go"},
        {"rider": "C", "from": "200 m to go", "time_s": 11.321},
    ]
    event = {"kind": "keirin", "category": "men", "distance_m": event_m}
    facts = race("ABCD", times=times, track=track, event=event, pacer={"off": "750 m to go"})
    assert facts.timed[-1].from_m == event_m - 200
    assert facts.timed[0].to_m - facts.timed[0].from_m == pytest.approx(lap_m, abs=0.01)
    return facts, times


@pytest.mark.parametrize("track", ["izu", pytest.param("generic-333", marks=pytest.mark.slow), "keirin-400"])
def test_laps_half_laps_and_a_last_200_m_are_held(track: str) -> None:
    facts, _ = on_track(track)
    done, tracks = solved(facts)
    check_held(facts, done, tracks)
    for time in facts.timed:
        assert sd_m(done, time.rider, crossing_s(tracks[time.rider], time.to_m)) == pytest.approx(0.0, abs=1e-3)
    middle_s = crossing_s(tracks["D"], facts.event.distance_m - 300)
    assert sd_m(done, "D", middle_s) > 0.1


def test_a_fast_last_200_m_is_reached() -> None:
    facts = race("ABC", times=[{"rider": "A", "from": "200 m to go", "time_s": 9.4}])
    done, tracks = solved(facts)
    assert misses_ms(facts, tracks)["time 1"] < HELD_MS
    assert overlaps(tracks) == {}
    assert 76.5 < done.audit.max_speed_kmh < 82


def test_a_slow_race_is_as_slow_as_it_was_measured() -> None:
    facts = race("ABC", times=[{"rider": "A", "from": "2 laps to go", "laps_s": [40.1, 30.2]}])
    check_held(facts, *solved(facts))


def test_a_time_between_places_whose_moments_nobody_took() -> None:
    facts = race("ABC", times=[{"rider": "C", "from": "2 laps to go", "to": "bell", "time_s": 15.02}])
    done, tracks = solved(facts)
    check_held(facts, done, tracks)
    assert sd_m(done, "C", crossing_s(tracks["C"], 1250.0)) > 0.05, "only the time between the two is known"


def test_every_lap_of_the_winner_gives_his_time() -> None:
    laps = [27.012, 21.9, 18.9, 15.5, 14.3, 13.9]
    facts = race("ABC", times=[{"rider": "A", "laps_s": laps}])
    done, tracks = solved(facts)
    check_held(facts, done, tracks)
    assert done.winner_time_s == pytest.approx(sum(laps), abs=5e-4)
    assert done.winner_time_sd_s == 0.0
    shown = "\n".join(as_text(Replay(facts, velodrome_of("izu"), done), 1.0))
    assert "winner      1:51.512; solved" in shown
    assert "held        A 13.900 s for the last lap  [results]" in shown


def test_a_losers_time_and_gap_give_the_winners() -> None:
    facts = race("ABC", gaps=[0, 0.2, 0.35], times=[{"rider": "C", "time_s": 112.85}])
    done, tracks = solved(facts)
    check_held(facts, done, tracks)
    assert crossing_s(tracks["A"], 1500.0) == pytest.approx(112.5, abs=5e-4)


def test_the_time_of_one_without_a_gap_holds_while_the_winners_is_not_known() -> None:
    facts = race(
        "ABC",
        gaps=[0, None, None],
        times=[{"rider": "B", "time_s": 112.6}, {"rider": "C", "to": "bell", "time_s": 99.1}],
    )
    done, tracks = solved(facts)
    check_held(facts, done, tracks)
    finish = [crossing_s(tracks[name], 1500.0) for name in "ABC"]
    assert finish == sorted(finish)
    assert 0 < done.winner_time_sd_s < 1.2


def test_what_is_measured_narrows_the_winners_time() -> None:
    free, _ = solved(race("ABC"))
    timed, _ = solved(race("ABC", times=[{"rider": "A", "to": "bell", "time_s": 98.9}]))
    assert timed.winner_time_sd_s < 0.7 * free.winner_time_sd_s


def verdict_on(done: Reconstruction, fact: str) -> FactVerdict:
    return next(verdict for verdict in done.verdicts if verdict.fact == fact)


@pytest.mark.parametrize(
    ("times", "fact", "against", "least_s"),
    [
        ([{"rider": "A", "to": "4 laps to go", "time_s": 40.0}], "time 1", "the pacer's speed", 8.0),
        ([{"rider": "A", "time_s": 101.5}], "time 1", "the pacer's speed", 2.0),
        (
            [
                {"rider": "C", "from": "bell", "to": "200 m to go", "time_s": 5.5},
                {"rider": "C", "from": "200 m to go", "time_s": 9.0},
            ],
            "time 2",
            "time 1",
            0.3,
        ),
    ],
)
def test_what_nobody_can_ride_is_impossible_and_explained(
    times: Times, fact: str, against: str, least_s: float
) -> None:
    facts = race("ABC", times=times)
    done, tracks = solved(facts)
    found = verdict_on(done, fact)
    assert found.status is Verdict.IMPOSSIBLE
    assert against in found.against
    assert found.miss > least_s
    assert found.unit == "s"
    assert found.miss == pytest.approx(misses_ms(facts, tracks)[fact] / 1000, abs=2e-4)
    assert "at best" in found.note
    assert overlaps(tracks) == {}
    assert done.audit.max_speed_kmh < 80
    others = [v for v in done.verdicts if v.fact != fact and v.kind in ("time", "split", "result")]
    assert [v for v in others if v.status is not Verdict.HELD] == []


def passing_times(done: Reconstruction, rider: str, distances_m: list[float]) -> list[float]:
    found = done.motion.path.times_at(done.motion.index(rider), distances_m)
    return [0.0 if distance == START_M else float(time) for distance, time in zip(distances_m, found, strict=True)]


def laps_of(done: Reconstruction, rider: str, count: int, lap_m: float, digits: int) -> list[float]:
    """The last laps (or parts of laps) of a rider as a sheet would have them."""
    event_m = done.motion.event_distance_m
    times = passing_times(done, rider, [event_m - lap_m * place for place in range(count, -1, -1)])
    return [round(after - before, digits) for before, after in pairwise(times)]


@cache
def truth(letters: str, gaps_ms: tuple[int, ...]) -> Reconstruction:
    """A motion of the model, of which the splits are taken."""
    return solved(race(letters, gaps=[gap / 1000 for gap in gaps_ms], start_order=sorted(letters)))[0]


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([("ABC", (0, 40, 210)), ("CABD", (0, 3, 350, 700))]),
    st.integers(1, 6),
    st.integers(1, 12),
    st.sampled_from([3, 6]),
)
def test_splits_of_a_motion_come_back(known: tuple[str, tuple[int, ...]], laps: int, halves: int, digits: int) -> None:
    """The facts of a motion of the model, with its own splits: hidden, measured, written down and met again."""
    letters, gaps = known
    done = truth(letters, gaps)
    first, second, *_, last = list(letters)
    times: Times = [
        {"rider": first, "laps_s": laps_of(done, first, laps, 250.0, digits)},
        {"rider": second, "half_laps_s": laps_of(done, second, halves, 125.0, digits)},
        {"rider": last, "from": "200 m to go", "time_s": laps_of(done, last, 1, 200.0, digits)[0]},
    ]
    facts = race(letters, gaps=[gap / 1000 for gap in gaps], times=times, start_order=sorted(letters))
    check_held(facts, *solved(facts))


@pytest.mark.slow
@pytest.mark.parametrize("digits", [3, 15])
def test_the_final_with_splits_of_its_own_reconstruction(digits: int, replay_of: Callable[[str], Replay]) -> None:
    done = replay_of("final-a").reconstruction
    written: Any = read_document(FINAL).root.plain()
    written["times"] = [
        {"rider": "Kenny", "laps_s": laps_of(done, "Kenny", 6, 250.0, digits)},
        {"rider": "Glaetzer", "half_laps_s": laps_of(done, "Glaetzer", 12, 125.0, digits)},
        {"rider": "Levy", "laps_s": laps_of(done, "Levy", 2, 250.0, digits)},
        {"rider": "Awang", "from": "200 m to go", "time_s": laps_of(done, "Awang", 1, 200.0, digits)[0]},
    ]
    facts = read(json.dumps(written))
    again, tracks = solved(facts)
    check_held(facts, again, tracks)
    assert again.winner_time_s == pytest.approx(done.winner_time_s, abs=0.01)
    assert [verdict for verdict in again.verdicts if verdict.status is Verdict.MISSED] == []


def test_laps_behind_the_pacer_give_places_that_no_draw_gives() -> None:
    drawn = reconstruct(race("ABCD", start_order=["D", "A", "C", "B"]), velodrome_of("izu"))
    times: Times = [{"rider": name, "laps_s": laps_of(drawn, name, 6, 250.0, 3)} for name in "ACD"]
    facts = race("ABCD", times=times)
    done, tracks = solved(facts)
    check_held(facts, done, tracks)
    assert done.invented == ("B",)
    places = sorted(done.motion.riders, key=lambda name: -tracks[name].distance_m[int(30 * RATE_HZ)])
    assert places == ["D", "A", "C", "B"]
    passed_s = crossing_s(tracks["A"], 500.0)
    assert sd_m(done, "A", passed_s) == pytest.approx(0.0, abs=1e-3)
