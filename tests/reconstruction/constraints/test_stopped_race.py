"""A race that is stopped: how fast it was, and how riders ease after it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from replay.base.units import Floats
from replay.race.when import Mark, When
from replay.reconstruction.constraints.stopped_race import (
    REACTION_S,
    ROLL_MPS,
    SIT_UP_MPS2,
    SPREAD_MPS,
    pace_costs,
    sit_up_costs,
)
from tests.helpers.iterates import Rows, even, rows

STOPPED = When(Mark.RACE_TIME, 4.0)


def eased(**changes: Any) -> Rows:
    """A rides 5 m ahead of B at 15 m/s until the race is stopped after four seconds."""
    found = rows(even(stopped=STOPPED, **{"stop_s": 4.0, **changes}))
    sit_up_costs(found.program, found.iterate)
    return found


def motion(found: Rows, rider: int, slower_mps: float) -> Floats:
    """Even to a second after the stop, then easing."""
    basis = found.iterate.basis
    times = np.linspace(basis.start_s, basis.end_s, 400)
    speed = np.maximum(15.0 + SIT_UP_MPS2 * np.maximum(times - 4.0 - REACTION_S, 0.0), ROLL_MPS) - slower_mps
    metres = np.concatenate([[0.0], np.cumsum((speed[1:] + speed[:-1]) / 2 * np.diff(times))])
    return np.asarray(basis.fit(times, (metres - 5.0 * rider)[None])[0])


def test_riders_ease_after_the_signal_each_a_little_slower_than_the_one_ahead() -> None:
    found = eased()
    right = found.cost({0: motion(found, 0, 0.0), 1: motion(found, 1, SPREAD_MPS)})
    assert right < found.cost() / 100
    assert right < found.cost({0: motion(found, 0, SPREAD_MPS), 1: motion(found, 1, 0.0)})


def test_a_metre_a_second_off_that_costs_one_for_each_second() -> None:
    found = eased()
    on_it = {0: motion(found, 0, 0.0), 1: motion(found, 1, SPREAD_MPS)}
    faster = {0: motion(found, 0, -1.0), 1: on_it[1]}
    assert found.cost(faster) - found.cost(on_it) == pytest.approx(4.0, rel=0.2)


def test_who_rolls_slowly_already_goes_on_so() -> None:
    found = rows(even(stopped=STOPPED, stop_s=4.0, speed_mps=5.0))
    sit_up_costs(found.program, found.iterate)
    assert found.cost() == pytest.approx(SPREAD_MPS**2 * 4.0, rel=1e-6), "only the one behind is meant to be slower"


def test_who_has_fallen_does_not_ease_and_no_race_without_a_stop_does() -> None:
    assert eased(fall_s={0: 1.0, 1: 1.0}).cost() == 0.0
    assert eased(fall_s={0: 1.0}).cost() < eased().cost()
    assert eased(stop_s=np.inf).cost() == 0.0


def paced(**changes: Any) -> Rows:
    found = rows(even(stopped=STOPPED, **{"stop_s": 4.0, "prior_s": 5.0, **changes}))
    pace_costs(found.program, found.iterate)
    return found


def test_the_leader_is_at_the_stop_when_a_lone_rider_would_be() -> None:
    """A lone rider comes to 60 m, where A is at the stop, a second later: A is 15 m too far then."""
    found = paced()
    assert found.cost({0: -15.0}) == pytest.approx(0.0, abs=1e-9)
    assert found.cost() == pytest.approx(0.5 * (15.0 / (0.5 * 15.0)) ** 2, rel=1e-9), "two standard deviations"
    assert found.cost({1: -40.0}) == found.cost(), "only the leader"


def test_the_ripple_is_part_of_where_the_leader_is() -> None:
    assert paced(ripple_m=[2.0, 2.0]).cost({0: -15.0}) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("outside", [{"stop_s": 20.0}, {"prior_s": 20.0}, {"prior_s": -1.0}])
def test_moments_outside_of_what_is_solved_for_say_nothing(outside: dict[str, float]) -> None:
    assert paced(**outside).cost() == 0.0
