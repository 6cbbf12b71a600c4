"""Sprints as they are reconstructed: those that come with the program, and some drawn by lot."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks.random_races import faults
from replay.app.build import Replay, build
from replay.base.units import kmh
from replay.motion.outcome import Verdict
from replay.motion.power import lift_power
from replay.motion.standstills import standstills
from replay.race.riders.category_words import category_of
from replay.racefile.reader import ride_files
from replay.reconstruction.lateral.slow_lines import FLAT_DEG, LOW_M, SLOW_MPS
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import velodrome_of
from tests.helpers.race_files import RACES, SPRINT, changed, read
from tests.helpers.random_sprints import random_sprint

SPRINTS = [ride for file in sorted(RACES.rglob("*s-sprint/*.yaml")) for ride in ride_files(file)]
LOT = (*range(12), 71178)
"""The last: four who all went up the boards at once, one of them with more power than he has."""

_STEERED_DEG = 24.0
"""A little more than the largest angle to the line that is allowed: bounds hold on coefficients."""

_OFF_LINE_M = 30.0
"""Riders come down from where they stood on the start line until there."""


@cache
def replay_of(ride: Path) -> Replay:
    return build(ride)


def names(ride: Path) -> str:
    return f"{ride.parent.name}/{ride.stem}{ride.suffix.removeprefix('.yaml')}"


def test_all_rides_are_there() -> None:
    assert len(SPRINTS) == 14


@pytest.mark.parametrize("ride", SPRINTS, ids=names)
def test_every_promise_holds(ride: Path) -> None:
    replay = replay_of(ride)
    done = replay.reconstruction
    assert {fact.fact for fact in done.verdicts} >= {fact.id for fact in replay.race.story}
    assert [fact.words for fact in done.verdicts if not fact.stands] == []
    assert all(fact.miss < 0.0005 for fact in done.verdicts if fact.kind == "result")
    assert done.audit.overlaps == 0
    assert done.audit.min_clearance_m > 0.05
    low, high = done.audit.acceleration_mps2
    assert -1.2 < low < high < 2.0
    assert done.audit.highest_m < done.motion.velodrome.width_m
    physique = category_of(replay.race.event.category).category.physique
    assert done.audit.max_speed_kmh < kmh(physique.top_mps) + 1.5


@pytest.mark.parametrize("ride", SPRINTS, ids=names)
def test_nobody_rolls_back_turns_on_the_spot_or_slides_off(ride: Path) -> None:
    motion = replay_of(ride).reconstruction.motion
    times = np.arange(motion.start_s, motion.over_s, 0.05)
    state, ground = motion.at(times), motion.ground_speed(times)
    assert state.speed_mps.min() > -1e-3
    moving = ground > 0.15
    along = np.maximum(motion.velodrome.path_ratio(state.distance_m, state.height_m) * state.speed_mps, 1e-3)
    angle = np.degrees(np.abs(np.arctan2(state.climb_mps, along)))
    assert angle[moving].max() < _STEERED_DEG
    banked = np.degrees(motion.velodrome.banking(state.distance_m)) > FLAT_DEG + 2.0
    slow = (ground < SLOW_MPS - 0.2) & banked & (state.distance_m > _OFF_LINE_M)
    assert state.height_m[slow].max(initial=0.0) < LOW_M + 0.15


@pytest.mark.parametrize("ride", SPRINTS, ids=names)
def test_nobody_sprints_up_the_boards_before_the_sprint(ride: Path) -> None:
    replay = replay_of(ride)
    motion = replay.reconstruction.motion
    physique = category_of(replay.race.event.category).category.physique
    times = np.arange(motion.start_s, motion.opens_s - 1.0, 0.05)
    state = motion.at(times)
    rises_mps = state.climb_mps * np.sin(motion.velodrome.banking(state.distance_m))
    assert lift_power(physique, rises_mps).max() < 0.55 * physique.best_mean_w(1.0)


@pytest.mark.parametrize("seed", LOT)
def test_sprints_drawn_by_lot_keep_every_promise(seed: int) -> None:
    drawn = random_sprint(seed)
    race = read(drawn.text)
    done = reconstruct(race, velodrome_of(race.track.name))
    assert faults(drawn, done, category_of(race.event.category).category.physique) == []


def test_a_sprint_lasts_as_long_as_sprints_do_and_its_time_is_a_wide_guess() -> None:
    for ride in SPRINTS:
        done = replay_of(ride).reconstruction
        assert 60 < done.winner_time_s < 150
        assert 8 < done.winner_time_sd_s < 40
        assert 0.15 * done.winner_time_s < done.motion.finish_s.min() - done.motion.opens_s < 40


@pytest.mark.parametrize(("laps", "least_kmh"), [(1.5, 1.0), (1.25, 0.5)])
def test_who_jumps_from_far_out_is_fastest_long_before_the_line(laps: float, least_kmh: float) -> None:
    """Speed is all but highest after 150 m or so, and falls from there by 1 km/h in 100 m."""
    race = read(changed(SPRINT, ("{when: bell,", f"{{when: {laps} laps to go,")))
    motion = reconstruct(race, velodrome_of("olympic-250")).motion
    rider, opened_m = motion.index("Ruiz"), 750.0 - 250.0 * laps
    times = np.arange(motion.opens_s, float(motion.finish_s[rider]), 0.05)
    state, ground = motion.at(times), motion.ground_speed(times)[rider]
    fastest = int(np.argmax(ground))
    assert state.distance_m[rider, fastest] - opened_m < 230
    assert kmh(ground[fastest] - ground[-1]) > least_kmh
    assert state.distance_m[rider, int(np.argmax(ground > ground.max() - 0.3))] - opened_m < 180


def test_the_doubt_is_small_at_the_line_and_large_before_it() -> None:
    done = replay_of(SPRINTS[0]).reconstruction
    finish = int(np.argmin(np.abs(done.doubt_s - np.nanmin(done.motion.finish_s))))
    quiet = int(np.argmin(np.abs(done.doubt_s - 0.6 * done.motion.opens_s)))
    assert done.doubt_m[:, finish].min() < 0.5
    assert done.doubt_m[:, quiet].min() > 4.0


def test_a_timed_last_200_m_is_exact() -> None:
    race = read(changed(SPRINT, ("rank: 1}", "rank: 1, last_200_m_s: 11.312}")))
    done = reconstruct(race, velodrome_of("olympic-250"))
    path = done.motion.path
    first = done.motion.index("Ruiz")
    assert float((path.crossing_times(750.0) - path.crossing_times(550.0))[first]) == pytest.approx(11.312, abs=5e-4)
    assert all(fact.status is Verdict.HELD for fact in done.verdicts)


@pytest.mark.parametrize(
    "items",
    [
        ("{when: 2 laps to go, standstill: 30}", "{when: 1.5 laps to go, standstill: 30}"),
        ("{when: 2 laps to go, standstill: {rider: Ruiz, seconds: 12}}", "{when: 400 m to go, feint: Møller}"),
    ],
)
def test_what_is_told_of_the_slow_part_holds(items: tuple[str, ...]) -> None:
    """Two standstills of half a minute, as the rules allow; one who stands while the other rolls past, and a feint."""
    race = read(changed(SPRINT, ("  - {when: bell, jump: Ruiz, source: paper}", "\n".join(f"  - {i}" for i in items))))
    done = reconstruct(race, velodrome_of("olympic-250"))
    assert all(fact.status is Verdict.HELD for fact in done.verdicts)
    assert done.audit.overlaps == 0
    assert len(standstills(done.motion)) == sum("standstill" in item for item in items)


def test_standstills_are_found_and_last_as_told() -> None:
    item = "{when: 2 laps to go, standstill: 12}"
    race = read(changed(SPRINT, ("  - {when: bell, jump: Ruiz, source: paper}", f"  - {item}")))
    done = reconstruct(race, velodrome_of("olympic-250"))
    ((begin, end),) = standstills(done.motion)
    assert 11.0 < end - begin < 15.0
    leader_m = float(done.motion.led_m((begin + end) / 2))
    assert abs(leader_m - 250.0) < 6.0
