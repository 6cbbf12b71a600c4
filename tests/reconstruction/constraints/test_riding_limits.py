"""How riders ride at all: where they start, how fast they go, and how little they jerk."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from replay.base.units import Floats
from replay.motion.pacer import PITCH_M, PacerRide
from replay.race.riders.rider_categories import ELITE_MEN
from replay.reconstruction.constraints.riding_limits import (
    BRAKING_MPS2,
    FALL_JERK_MPS3,
    FALL_MPS2,
    GAINING_MPS2,
    JERK_MPS3,
    LAST_LAP_SHARE,
    PACE_SD_MPS,
    PACED_SHARE,
    RACING_SHARE,
    ROLL_OUT_MPS2,
    STARTING_MPS2,
    limit_rows,
    smooth_costs,
    start_rows,
)
from replay.reconstruction.problem.measured_passings import RACE_TIME, Passing, Timing
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import start_distance
from tests.helpers.fields import told
from tests.helpers.iterates import Rows, at_speed, bent, even, rows

PACER = PacerRide(10.0, 14.0, 48.0)
"""It leaves after four seconds."""


def started(**changes: Any) -> Rows:
    found = rows(even(**changes))
    start_rows(found.program, found.iterate)
    return found


def limited(**changes: Any) -> Rows:
    found = rows(even(**changes))
    limit_rows(found.program, found.iterate)
    return found


def smoothed(**changes: Any) -> Rows:
    found = rows(even(**changes))
    smooth_costs(found.program, found.iterate)
    return found


def test_riders_start_in_the_line_at_the_pacers_speed() -> None:
    found = started(pacer=PACER)
    basis, problem = found.iterate.basis, found.iterate.problem
    line = {rider: at_speed(basis, start_distance(problem, rider), 10.0) for rider in (0, 1)}
    assert found.violation(line) == pytest.approx(0.0, abs=1e-9)
    assert found.violation({**line, 1: line[0]}) == pytest.approx(PITCH_M, abs=1e-9)
    faster = at_speed(basis, start_distance(problem, 1), 11.0)
    assert found.violation({**line, 1: faster}) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("metres", [-0.5, 0.5])
def test_nobody_starts_before_or_behind_the_line(metres: float) -> None:
    found = started(standing=True, pacer=PACER)
    at_rest = {rider: at_speed(found.iterate.basis, 0.0, 0.0) for rider in (0, 1)}
    assert found.violation(at_rest) == pytest.approx(0.0, abs=1e-9)
    assert found.violation({**at_rest, 1: at_rest[1] + metres}) == pytest.approx(0.5, abs=1e-9)
    assert found.violation({**at_rest, 1: at_speed(found.iterate.basis, 0.0, metres)}) == pytest.approx(0.5, abs=1e-9)


def test_the_ripple_is_part_of_the_start() -> None:
    found = started(standing=True, ripple_m=[0.0, 0.3])
    at_rest = {rider: at_speed(found.iterate.basis, 0.0, 0.0) for rider in (0, 1)}
    assert found.violation({**at_rest, 1: at_rest[1] - 0.3}) == pytest.approx(0.0, abs=1e-9)


def test_nobody_is_faster_than_the_fastest_over_the_ground() -> None:
    basis = even().basis
    for stretch in (1.0, 1.1):
        found = limited(stretch=[stretch, 1.0])
        most = ELITE_MEN.physique.top_mps / stretch
        assert found.violation({0: at_speed(basis, 0.0, most)}) == pytest.approx(0.0, abs=1e-9)
        assert found.violation({0: at_speed(basis, 0.0, most + 0.5)}) == pytest.approx(0.5, abs=1e-9)


def test_nobody_rides_backwards() -> None:
    assert limited().violation({0: at_speed(even().basis, 0.0, -0.5)}) == pytest.approx(0.5, abs=1e-9)


@pytest.mark.parametrize(
    ("start_mps", "limit", "beyond"), [(2.5, GAINING_MPS2, 0.2), (15.0, BRAKING_MPS2, -0.2)], ids=["gaining", "braking"]
)
def test_acceleration_and_braking_have_limits(start_mps: float, limit: float, beyond: float) -> None:
    basis = even().basis
    assert limited().violation({0: bent(basis, 0.0, start_mps, limit)}) == pytest.approx(0.0, abs=1e-3)
    assert limited().violation({0: bent(basis, 0.0, start_mps, limit + beyond)}) == pytest.approx(0.2, abs=1e-3)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_jerk_has_a_limit_for_harder_and_for_easier(sign: float) -> None:
    """From -1.1 to 1.6 m/s² from one coefficient to the next, or back: within what riders can do, but too sudden."""
    basis = even().basis
    gain = 0.25 + sign * np.where(np.arange(basis.count - 2) < 5, -1.35, 1.35)
    speed = 8.0 + np.concatenate([[0.0], np.cumsum(gain)])
    sudden = np.concatenate([[0.0], np.cumsum(speed)])
    assert basis.difference(3) @ sudden @ np.eye(basis.count - 3)[4] == pytest.approx(sign * 2.7)
    assert limited().violation({0: sudden}) == pytest.approx(2.7 - JERK_MPS3, abs=1e-9)


def test_a_fall_may_be_harder_and_more_sudden_than_braking() -> None:
    basis = even().basis
    kinked = at_speed(basis, 0.0, 10.0) + 1.5 * (np.arange(basis.count) == 6)
    assert np.abs(basis.difference(3) @ kinked).max() == pytest.approx(4.5)
    assert (basis.difference(2) @ kinked).min() == pytest.approx(-3.0)
    assert limited(fall_s={0: -5.0}).violation({0: kinked}) == pytest.approx(0.0, abs=1e-9)
    assert limited().violation({0: kinked}) == pytest.approx(4.5 - JERK_MPS3, abs=1e-9)
    harder = at_speed(basis, 0.0, 10.0) + 3.0 * (np.arange(basis.count) == 6)
    broken = max(FALL_MPS2 + 6.0, 3.0 - GAINING_MPS2)
    assert limited(fall_s={0: -5.0}).violation({0: harder}) == pytest.approx(broken, abs=1e-9)
    assert FALL_JERK_MPS3 > 9.0, "the jerk of it is within the limit"


def test_from_rest_riders_gain_more() -> None:
    curve = bent(even().basis, 0.0, 1.1, 2.0)
    assert limited(standing=True).violation({0: curve}) == pytest.approx(0.0, abs=1e-3)
    assert limited().violation({0: curve}) == pytest.approx(2.0 - GAINING_MPS2, abs=1e-3)
    assert STARTING_MPS2 > GAINING_MPS2


def test_who_races_does_not_fall_below_a_share_of_the_pacers_speed() -> None:
    """Behind the pacer of its speed then, after it of its last, in the last lap of more of that."""
    found = limited(pacer=PacerRide(12.0, 12.0, 48.0))
    basis = found.iterate.basis
    slow = at_speed(basis, 0.0, RACING_SHARE * 12.0)
    assert found.violation({0: slow}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation({0: slow - 1.0 * basis.centres_s}) == pytest.approx(1.0, abs=1e-9)
    late = limited(pacer=PacerRide(12.0, 12.0, 48.0), start_m=(1300.0, 1295.0))
    assert late.violation({0: at_speed(basis, 1300.0, RACING_SHARE * 12.0)}) == pytest.approx(
        (LAST_LAP_SHARE - RACING_SHARE) * 12.0, abs=1e-9
    )
    assert late.violation({0: at_speed(basis, 1300.0, LAST_LAP_SHARE * 12.0)}) == pytest.approx(0.0, abs=1e-9)


def test_who_has_far_to_go_after_the_pacer_may_fall_back_to_the_tempo_of_such_races() -> None:
    """Nobody holds most of 70 km/h for minutes; a pacer slower than the tempo is still the measure."""
    fast, slow = (PacerRide(mps, mps, 4 * mps) for mps in (20.0, 11.0))
    basis, tempo_mps = even().basis, even().problem.pace.tempo_mps
    slower = {0: bent(basis, 0.0, 20.0, (RACING_SHARE * tempo_mps - 20.0) / basis.centres_s[-1])}
    assert limited(pacer=fast, event_m=900.0).violation(slower) > 0.9 * RACING_SHARE * (20.0 - tempo_mps)
    assert limited(pacer=fast, event_m=5000.0).violation(slower) == pytest.approx(0.0, abs=1e-9)
    least = {0: at_speed(basis, 0.0, PACED_SHARE * 11.0)}
    assert limited(pacer=slow, event_m=5000.0).violation(least) == pytest.approx(0.0, abs=1e-9)


def test_behind_the_pacer_the_share_is_of_its_speed_at_that_time() -> None:
    found = limited(pacer=PacerRide(8.0, 16.0, 72.0))
    gain = PACED_SHARE * 8.0 / 6.0
    with_it = bent(found.iterate.basis, 0.0, 7.5, gain)
    slower = bent(found.iterate.basis, 0.0, 6.5, gain)
    assert found.violation({0: with_it}) == pytest.approx(0.0, abs=1e-6)
    first_s = -0.5
    assert found.violation({0: slower}) == pytest.approx(PACED_SHARE * 8.0 - (6.5 + gain * first_s), abs=1e-6)


def test_who_eases_may_be_slow() -> None:
    crawl = at_speed(even().basis, 0.0, 3.0)
    pacer = PacerRide(12.0, 12.0, 48.0)
    told_to = told("AB", 2.0, stops_racing="A")
    assert limited(pacer=pacer, facts=(told_to,)).violation({0: crawl}) == pytest.approx(0.0, abs=1e-9)
    assert limited(pacer=pacer, gaps_s=(np.nan, 0.0)).violation({0: crawl}) == pytest.approx(0.0, abs=1e-9)
    assert limited(pacer=pacer, fall_s={0: -1.0}).violation({0: crawl}) == pytest.approx(0.0, abs=1e-9)
    assert limited(pacer=pacer, finish_s=-1.0).violation({0: crawl}) == pytest.approx(0.0, abs=1e-9)
    assert limited(pacer=pacer).violation({0: crawl}) > 6.0
    far_back = limited(pacer=pacer, gaps_s=(2.0, 0.0), start_m=(1300.0, 1295.0))
    assert far_back.violation({0: at_speed(even().basis, 1300.0, RACING_SHARE * 12.0)}) == pytest.approx(0.0, abs=1e-9)


def test_a_late_iterate_alone_lets_nobody_go() -> None:
    """Else he would be later still in the next, and nothing would bring him back."""
    pacer, crawl = PacerRide(12.0, 12.0, 48.0), at_speed(even().basis, -5.0, 3.0)
    assert limited(pacer=pacer, gaps_s=(0.0, 9.0)).violation({1: crawl}) > 6.0
    of_him = limited(pacer=pacer, gaps_s=(0.0, 9.0), facts=(told("AB", 2.0, attack="A"),))
    assert of_him.violation({1: crawl}) == pytest.approx(0.0, abs=1e-9), "who is told of ahead of him may have gone"


def test_a_measured_speed_widens_the_limits() -> None:
    """120 m in five seconds are 24 m/s: more than anybody rides, but a clock says so."""
    passings = (Passing(0, 15.0, RACE_TIME, 1.0), Passing(0, 135.0, RACE_TIME, 6.0))
    curve = at_speed(even().basis, -9.0, 23.5)
    assert limited().violation({0: curve}) == pytest.approx(23.5 - ELITE_MEN.physique.top_mps, abs=1e-9)
    around = limited(timing=Timing(passings=passings))
    assert around.violation({0: curve}) == pytest.approx(23.5 - ELITE_MEN.physique.top_mps, abs=1e-9), (
        "not before and after it"
    )
    everywhere = (Passing(0, 15.0, RACE_TIME, -1.0), Passing(0, 279.0, RACE_TIME, 10.0))
    whole = limited(timing=Timing(passings=everywhere))
    assert whole.violation({0: curve}) == pytest.approx(0.0, abs=1e-9)


def test_an_even_motion_costs_nothing_and_a_kink_its_squared_jerk() -> None:
    found = smoothed()
    basis = found.iterate.basis
    assert found.cost() == pytest.approx(0.0, abs=1e-12)
    kinked = found.iterate.coefficients[0] + 0.1 * (np.arange(basis.count) == 6)
    assert found.cost({0: kinked}) == pytest.approx(np.sum((basis.difference(3) @ kinked) ** 2) / 2, rel=1e-6)


def test_the_jerk_of_a_fall_costs_a_fiftieth() -> None:
    kink = 0.1 * (np.arange(even().basis.count) == 6)
    whole, fallen = smoothed(), smoothed(fall_s={0: -5.0})
    own = whole.iterate.coefficients[0] + kink
    assert fallen.cost({0: own}) == pytest.approx(whole.cost({0: own}) / 50, rel=1e-6)


def rolling(found: Rows, rider: int, finish_s: float, slower_mps: float = 0.0) -> dict[int, Floats]:
    """A rider who rolls out from 15 m/s, and becomes slower by so much in 8 s."""
    basis = found.iterate.basis
    rolled_s = np.maximum(basis.centres_s - finish_s, 0.0)
    speed = 15.0 + ROLL_OUT_MPS2 * rolled_s - slower_mps * np.minimum(rolled_s / 8.0, 1.0)
    return {rider: np.concatenate([[0.0], np.cumsum((speed[1:] + speed[:-1]) / 2)]) * basis.step_s}


def test_after_the_line_a_large_field_comes_apart() -> None:
    """More riders than have room beside each other: the last becomes 2 m/s slower than the first."""
    gaps_s = tuple(place / 100 for place in range(11))
    found = smoothed(letters="ABCDEFGHIJK", start_m=[0.0] * 11, finish_s=2.0, gaps_s=gaps_s)
    together: dict[int, Floats] = {}
    apart: dict[int, Floats] = {}
    for place, gap_s in enumerate(gaps_s):
        together |= rolling(found, place, 2.0 + gap_s)
        apart |= rolling(found, place, 2.0 + gap_s, slower_mps=place / 5)
    assert found.cost(apart) < found.cost(together) < found.cost()


def test_after_the_line_riders_slow_down_together() -> None:
    """B comes in 0.2 s later and as fast as A; both roll out by the same law from the mean of their speeds."""
    found = smoothed(finish_s=2.0, gaps_s=(0.0, 0.2))
    easing = rolling(found, 0, 2.0) | rolling(found, 1, 2.2)
    assert found.cost(easing) < found.cost() / 10
    assert found.cost() > 1.0
    alone = smoothed(finish_s=2.0, gaps_s=(0.0, np.nan))
    assert alone.cost() < found.cost(), "who does not finish does not roll out"


def test_the_field_may_come_to_the_line_faster_where_the_doubt_asks() -> None:
    iterate = even(finish_s=2.0, gaps_s=(0.0, 0.2))
    found = rows(iterate)
    smooth_costs(found.program, iterate, pace_free=True)
    faster = {rider: at_speed(iterate.basis, 0.0, 16.0) for rider in (0, 1)}
    free = found.cost(faster, **{variables.PACE: 1.0})
    held = found.cost(faster)
    assert free == pytest.approx(found.cost() + 0.5 / PACE_SD_MPS**2, rel=1e-6)
    assert free < held
