"""Keirin by other rules than those of today: longer, slower, on 400 m, from a standing start, without a pacer."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from replay.base.units import mps
from replay.motion.audit import racing_mask
from replay.motion.outcome import Reconstruction, Verdict
from replay.motion.pacer import JOINED_S
from replay.motion.standings import laps_to_go
from replay.motion.trajectory import STANDING_START_S
from replay.race.facts import Race
from replay.race.riders.category_words import category_of
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import velodrome_of
from tests.helpers.fields import race as lettered

RULES: dict[str, tuple[str, dict[str, Any]]] = {
    "older": ("DBCAFE", {
        "track": "olympic-250", "event": {"kind": "keirin", "category": "men", "distance_m": 2000},
        "pacer": {"from_kmh": 25, "to_kmh": 45, "off": "2.5 laps to go"},
    }),
    "nine on 400 m": ("DBIGCAHFE", {
        "track": "keirin-400", "event": {"kind": "keirin", "category": "men", "distance_m": 2000},
        "pacer": {"from_kmh": 30, "to_kmh": 50, "off": "1.5 laps to go"}, "start_order": list("ABCDEFGHI"),
    }),
    "standing": ("DBIGCAHFE", {
        "track": "keirin-400", "event": {"kind": "keirin", "category": "men", "distance_m": 2000},
        "pacer": {"from_kmh": 30, "to_kmh": 45, "off": "1.5 laps to go", "start": "standing"},
        "start_order": list("ABCDEFGHI"),
    }),
    "no pacer": ("DBCAF", {
        "event": {"kind": "keirin", "category": "men", "distance_m": 1000}, "pacer": "none",
        "start_order": list("FABCD"),
    }),
}  # fmt: skip
STANDING = ("standing", "no pacer")


@cache
def by_rules(name: str) -> tuple[Race, Reconstruction]:
    letters, changes = RULES[name]
    race = lettered(letters, **changes)
    return race, reconstruct(race, velodrome_of(race.track.name))


@pytest.mark.parametrize("name", RULES)
def test_every_promise_holds(name: str) -> None:
    _, done = by_rules(name)
    assert [fact.words for fact in done.verdicts if fact.status is not Verdict.HELD] == []
    assert done.audit.overlaps == 0
    assert done.audit.min_clearance_m > 0.05
    low, high = done.audit.acceleration_mps2
    assert -1.2 < low < high < 2.0
    assert done.audit.highest_m < done.motion.velodrome.width_m


@pytest.mark.parametrize(("name", "off_m", "kmh"), [("older", 1375, 45), ("nine on 400 m", 1400, 50)])
def test_the_pacer_leaves_where_and_as_fast_as_the_rules_have_it(name: str, off_m: float, kmh: float) -> None:
    motion = by_rules(name)[1].motion
    assert motion.pacer is not None
    state = motion.pacer.at(motion.pull_off_s)
    assert float(state.distance_m[0]) == pytest.approx(off_m, abs=0.1)
    assert float(state.speed_mps[0]) == pytest.approx(mps(kmh), abs=0.1)


@pytest.mark.parametrize(("name", "laps"), [("older", 8), ("nine on 400 m", 5), ("no pacer", 4)])
def test_the_laps_of_the_race_are_counted(name: str, laps: int) -> None:
    assert laps_to_go(by_rules(name)[1].motion, 0.0) == laps


@pytest.mark.parametrize("name", STANDING)
def test_all_stand_side_by_side_on_the_start_line_in_the_order_of_the_draw(name: str) -> None:
    race, done = by_rules(name)
    state = done.motion.at(0.0)
    assert np.abs(state.distance_m).max() < 0.01
    assert np.abs(state.speed_mps).max() < 0.01
    from_inside = [done.motion.riders[row] for row in np.argsort(state.height_m)]
    assert from_inside == list(race.start_order)
    assert np.diff(np.sort(state.height_m)).min() > 0.65


def test_they_are_in_file_behind_the_pacer_after_fifteen_seconds() -> None:
    race, done = by_rules("standing")
    motion = done.motion
    assert motion.pacer is not None
    assert JOINED_S < STANDING_START_S
    for time in (15.0, 30.0, 60.0):
        where = motion.at(time).distance_m[[motion.index(name) for name in race.start_order if name]]
        assert (np.diff(where) < -1.9).all(), time
        assert 1.9 < motion.pacer.at(time).distance_m[0] - where[0] < 6, time


def test_nobody_passes_the_pacer_on_the_way_into_the_line() -> None:
    motion = by_rules("standing")[1].motion
    assert motion.pacer is not None
    times = np.arange(1.0, JOINED_S, 0.1)
    assert (motion.pacer.at(times).distance_m - motion.at(times).distance_m).min() > 1.9


@pytest.mark.parametrize(("name", "standing"), [("older", False), ("standing", True), ("no pacer", True)])
def test_limits_are_waived_in_the_first_seconds_from_rest_alone(name: str, standing: bool) -> None:
    motion = by_rules(name)[1].motion
    assert motion.standing_start == standing
    mask = racing_mask(motion, np.array([STANDING_START_S - 1.0, STANDING_START_S]))
    assert mask[:, 1].all()
    assert mask[:, 0].all() != standing


def test_the_draw_is_that_of_the_line_before_anybody_leaves_it() -> None:
    """Who is told to pass the pacer after twelve seconds has left his place by then, and was drawn in it."""
    early = lettered(
        "ABCD",
        event={"kind": "keirin", "category": "men", "distance_m": 750},
        track="olympic-250",
        pacer={"from_kmh": 30, "to_kmh": 50, "off": "2 laps to go"},
        start_order=list("ABCD"),
        story=({"when": 12, "passes_pacer": "B"},),
    )
    verdicts = reconstruct(early, velodrome_of("olympic-250")).verdicts
    assert [fact.words for fact in verdicts if fact.status is not Verdict.HELD] == []


def test_who_passes_the_pacer_long_before_it_leaves_has_no_more_power_than_riders_have() -> None:
    """She comes from the end of the line, and has made her way before power was once asked about."""
    long = lettered(
        "ABCDEFG",
        event={"kind": "keirin", "category": "women", "distance_m": 2633},
        track="izu",
        pacer={"from_kmh": 25, "to_kmh": 55, "off": "2128.8 m to go"},
        start_order=list("ACDEFGB"),
        story=({"when": "pull-off-12", "passes_pacer": "B", "sure": "certain"},),
    )
    done = reconstruct(long, velodrome_of("izu"))
    physique = category_of("women").category.physique
    assert max(map(physique.share_asked, done.audit.power_w.values())) < 1.05
