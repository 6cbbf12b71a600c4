"""Power: no more than is left, spent in the shape that is expected."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from replay.base.units import Floats
from replay.motion.pacer import PacerRide
from replay.motion.power import linear_power, power
from replay.race.riders.rider_categories import ELITE_MEN
from replay.reconstruction.constraints.power_budget import BACK_PRESSURE_KW, power_rows
from replay.reconstruction.state.variables import effort_scale, overload, smooth, spent_work
from tests.helpers.iterates import Rows, at_speed, bent, even, rows

MEN = ELITE_MEN.physique
PRICE = 20000.0
KNOTS = 10
NOTHING_SPENT = {spent_work(0): np.zeros(KNOTS)}


def pushed(
    *, shaped: bool = False, at_mps: float = 15.0, others: dict[str, Floats] | None = None, **changes: Any
) -> Rows:
    """Power rows of A, linearised at an even speed."""
    found = rows(even(speed_mps=at_mps, **changes))
    for name, added in (others or {}).items():
        found.program.variable(name, np.zeros(added.shape[1]))
    power_rows(found.program, found.iterate, 0, shape=float(shaped), price=PRICE, others=others)
    return found


def kilowatts(speed_mps: float) -> float:
    return float(power(MEN, np.array(speed_mps), np.array(0.0))) / 1000


def test_below_critical_power_nothing_is_spent() -> None:
    assert kilowatts(14.0) < MEN.critical_w / 1000
    assert pushed(at_mps=14.0).violation() == pytest.approx(0.0, abs=1e-9)


def test_work_above_critical_power_is_counted() -> None:
    found = pushed(at_mps=18.0)
    rate = kilowatts(18.0) - MEN.critical_w / 1000
    counted = {spent_work(0): rate * np.arange(KNOTS)}
    assert found.violation(**NOTHING_SPENT) == pytest.approx(rate, abs=1e-9)
    assert found.violation(**counted) == pytest.approx(0.0, abs=1e-9)
    assert found.violation() == pytest.approx(0.0, abs=1e-9), "the program starts from what the iterate spends"


def test_nobody_has_more_than_the_reserve_or_less_than_nothing() -> None:
    found = pushed(at_mps=14.0)
    assert found.violation(**{spent_work(0): np.full(KNOTS, MEN.reserve_kj)}) == pytest.approx(0.0, abs=1e-9)
    assert found.violation(**{spent_work(0): np.full(KNOTS, MEN.reserve_kj + 1.0)}) == pytest.approx(1.0, abs=1e-9)
    assert found.violation(**{spent_work(0): np.full(KNOTS, -1.0)}) == pytest.approx(1.0, abs=1e-9)


def test_power_above_the_peak_costs() -> None:
    """24.5 m/s asks for more than the first moment of a full effort has."""
    found = pushed(at_mps=24.5)
    above = kilowatts(24.5) - MEN.peak_w / 1000
    solution = found.solved()
    assert above > 0.05
    assert solution[overload(0)][0] > above
    too_much = float(solution[overload(0)][0])
    over = {overload(0): too_much, spent_work(0): solution[spent_work(0)]}
    assert found.violation(**over) == pytest.approx(0.0, abs=1e-5)
    assert found.cost(**over) == pytest.approx(PRICE * too_much, rel=1e-3)


def test_what_is_spent_is_no_longer_there() -> None:
    """1 kW: less than the peak, and with half of the reserve gone less than what is left."""
    speed = 19.8
    assert MEN.critical_w / 1000 < kilowatts(speed) < MEN.peak_w / 1000
    found = pushed(at_mps=speed)
    left = (MEN.critical_w + MEN.peak_w) / 2000
    spent = MEN.reserve_kj / 2 + (kilowatts(speed) - MEN.critical_w / 1000) * np.arange(KNOTS)
    most = (MEN.peak_w - MEN.critical_w) / 1000 / MEN.reserve_kj * (spent[-1] - MEN.reserve_kj / 2)
    broken = max(kilowatts(speed) - left + most, 0.0)
    assert found.violation(**{spent_work(0): spent}) == pytest.approx(broken, abs=1e-9)
    assert broken > 0.1


@pytest.mark.parametrize("gain", [-0.2, -0.6])
def test_nobody_brakes_harder_than_back_pressure(gain: float) -> None:
    """At -0.6 m/s² riders would take more out of the bike than by pressing back, the more the slower they are."""
    found = pushed(at_mps=14.0)
    easing = bent(found.iterate.basis, 0.0, 14.0, gain)
    tangent = linear_power(MEN, np.array(14.0), np.array(0.0), np.array(1.0))
    speed = 14.0 + gain * found.iterate.basis.knots_s
    least = float((tangent.constant + tangent.by_speed * speed + tangent.by_acceleration * gain).min()) / 1000
    assert found.violation({0: easing}) == pytest.approx(max(BACK_PRESSURE_KW - least, 0.0), abs=1e-4)
    assert (least < BACK_PRESSURE_KW) == (gain < -0.5)


def test_power_is_linearised_at_the_iterate() -> None:
    """A little faster costs by the slope of the power curve."""
    found = pushed(at_mps=18.0)
    rate = kilowatts(18.01) - MEN.critical_w / 1000
    faster = {0: at_speed(found.iterate.basis, 0.0, 18.01)}
    assert found.violation(faster, **NOTHING_SPENT) == pytest.approx(rate, abs=1e-5)


def test_shelter_stretch_and_lift_enter_into_power() -> None:
    iterate = even(speed_mps=18.0, stretch=[1.05, 1.0])
    iterate.linearisation.shelter[0] = 0.6
    iterate.linearisation.grid.lift_w[0] = 100.0
    found = rows(iterate)
    power_rows(found.program, iterate, 0, shape=0.0, price=PRICE)
    watts = float(power(MEN, np.array(18.0 * 1.05), np.array(0.0), 0.6)) + 100.0
    assert found.violation(**NOTHING_SPENT) == pytest.approx((watts - MEN.critical_w) / 1000, abs=1e-9)


def test_a_changing_stretch_is_an_acceleration_of_the_wheels() -> None:
    iterate = even(speed_mps=18.0)
    iterate.linearisation.grid.stretch_rate[0] = 0.01
    found = rows(iterate)
    power_rows(found.program, iterate, 0, shape=0.0, price=PRICE)
    watts = float(power(MEN, np.array(18.0), np.array(0.18)))
    assert found.violation(**NOTHING_SPENT) == pytest.approx((watts - MEN.critical_w) / 1000, abs=1e-9)


def test_an_effort_of_the_expected_shape_costs_nothing() -> None:
    expected = 1000 * kilowatts(15.0)
    assert pushed(shaped=True, watts=expected).cost() == pytest.approx(0.0, abs=1e-9)
    off = pushed(shaped=True, watts=expected + 200.0).cost()
    assert off == pytest.approx(KNOTS / 2, rel=1e-9), "one standard deviation at each second"


def test_the_scale_of_an_effort_is_free_for_a_price() -> None:
    expected = 1000 * kilowatts(15.0)
    found = pushed(shaped=True, watts=expected / 1.3, scale_sd=0.3)
    assert found.cost(**{effort_scale(0): 1.3}) == pytest.approx(0.5, rel=1e-6)


def test_other_shapes_of_effort_are_variables_of_the_doubt() -> None:
    expected = 1000 * kilowatts(15.0)
    found = pushed(shaped=True, watts=expected + 200.0, others={"tempo": np.full((KNOTS, 1), 0.2)})
    assert found.cost(tempo=-1.0) == pytest.approx(0.0, abs=1e-9)


def test_behind_the_pacer_the_shape_weighs_a_tenth() -> None:
    expected = 1000 * kilowatts(15.0) + 200.0
    paced = pushed(shaped=True, watts=expected, pacer=PacerRide(10.0, 10.0, 45.0))
    assert paced.cost() == pytest.approx((5 * 0.1 + 5) / 2, rel=1e-9)


@pytest.mark.parametrize("end", [{"finish_s": 4.0}, {"fall_s": {0: 4.0}}, {"stop_s": 4.0}])
def test_power_is_asked_about_until_the_end_of_a_riders_race(end: dict[str, Any]) -> None:
    found = pushed(at_mps=18.0, **end)
    counted = np.arange(5) * (kilowatts(18.0) - MEN.critical_w / 1000)
    assert found.violation(**{spent_work(0): counted}) == pytest.approx(0.0, abs=1e-9)
    late = found.iterate.coefficients[0] + 50.0 * (found.iterate.basis.centres_s > 7.5)
    assert found.violation({0: late}, **{spent_work(0): counted}) == pytest.approx(0.0, abs=1e-9)


def test_a_race_that_is_over_at_once_has_no_effort() -> None:
    found = pushed(stop_s=1.0, shaped=True)
    assert not found.program.has(spent_work(0))
    assert_allclose(found.violation({0: at_speed(found.iterate.basis, 0.0, 30.0)}), 0.0)
    assert found.program.has(smooth(0))
