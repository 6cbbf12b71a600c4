"""The line behind the pacer: nobody past it, everybody in single file, each near the usual place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from replay.base.units import Floats
from replay.motion.pacer import BEHIND_PACER_M, PITCH_M, USUAL_GAP_M, PacerRide
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.single_file import LINE_GAP_M, SINGLE_FILE_M, paced_rows
from replay.reconstruction.constraints.unknowns import place_variables
from replay.reconstruction.state import variables
from tests.helpers.fields import told
from tests.helpers.iterates import Rows, bent, even, rows

PACER = PacerRide(10.0, 10.0, 60.0)
"""It leaves after six seconds."""

FIRST_M = -(BEHIND_PACER_M + USUAL_GAP_M)


def line(letters: str = "AB", **changes: Any) -> Rows:
    """Riders in their usual places behind the pacer, at its speed."""
    start_m = [FIRST_M - PITCH_M * place for place in range(len(letters))]
    found = rows(even(letters, start_m=start_m, speed_mps=10.0, pacer=PACER, **changes))
    paced_rows(found.program, found.iterate)
    return found


def test_usual_places_break_nothing_and_cost_nothing() -> None:
    assert line().violation() == pytest.approx(0.0, abs=1e-9)
    assert line().cost() == pytest.approx(0.0, abs=1e-9)


def test_nobody_is_past_the_pacer() -> None:
    assert line().violation({0: USUAL_GAP_M}) == pytest.approx(0.0, abs=1e-9)
    assert line().violation({0: 1.0}) == pytest.approx(1.0 - USUAL_GAP_M, abs=1e-9)


def test_nobody_is_nearer_to_the_wheel_ahead_than_single_file() -> None:
    assert line().violation({1: PITCH_M - SINGLE_FILE_M}) == pytest.approx(0.0, abs=1e-9)
    assert line().violation({1: 1.0}) == pytest.approx(SINGLE_FILE_M - (PITCH_M - 1.0), abs=1e-9)


def test_nobody_lets_a_hole_open() -> None:
    assert line().violation({1: -LINE_GAP_M}) == pytest.approx(0.0, abs=1e-9)
    assert line().violation({1: -LINE_GAP_M - 2.0}) == pytest.approx(2.0, abs=1e-9)


def test_a_metre_off_the_usual_place_costs_an_eighth_for_each_coefficient_of_the_line() -> None:
    counted = np.sum((even().basis.centres_s >= 0.2) & (even().basis.centres_s < 6.2))
    assert line().cost({1: -1.0}) == pytest.approx(counted / 8, abs=1e-9)
    assert line().cost({0: -1.0, 1: -1.0}) == pytest.approx(counted / 8, abs=1e-9), "only the first is off"


def test_the_ripple_is_part_of_where_riders_are() -> None:
    assert line(ripple_m=[0.0, 0.5]).violation() == pytest.approx(SINGLE_FILE_M - (PITCH_M - 0.5), abs=1e-9)
    assert line(ripple_m=[0.6, 0.6]).violation() == pytest.approx(0.6 - USUAL_GAP_M, abs=1e-9)
    assert line(ripple_m=[0.3, 0.5]).cost({0: -0.3, 1: -0.5}) == pytest.approx(0.0, abs=1e-9)


def test_when_the_pacer_has_left_everybody_may_pass() -> None:
    """From 1.3 s after it; the coefficient that acts at 8 s is the first."""
    found = line()
    later = found.iterate.coefficients[1] + 50.0 * (found.iterate.basis.centres_s > 7.5)
    assert found.violation({1: later}) == pytest.approx(0.0, abs=1e-9)
    early = found.iterate.coefficients[1] + 50.0 * (found.iterate.basis.centres_s > 5.5)
    assert found.violation({1: early}) > 40.0


def test_a_race_without_a_pacer_has_no_line() -> None:
    found = rows(even())
    paced_rows(found.program, found.iterate)
    assert found.violation({0: 500.0, 1: -500.0}) == 0.0


def test_a_race_stopped_behind_the_pacer_has_no_line_after_the_stop() -> None:
    found = line(stop_s=3.0)
    later = found.iterate.coefficients[1] + 50.0 * (found.iterate.basis.centres_s > 3.5)
    assert found.violation({1: later}) == pytest.approx(0.0, abs=1e-9)


def long_line(*facts: StoryFact) -> Rows:
    """A, B and C for eighteen seconds behind a pacer that leaves after sixteen."""
    start_m = [FIRST_M - PITCH_M * place for place in range(3)]
    pacer = PacerRide(10.0, 10.0, 160.0)
    iterate = even("ABC", start_m=start_m, speed_mps=10.0, step_s=2.0, pacer=pacer, facts=facts)
    found = rows(iterate)
    paced_rows(found.program, iterate)
    return found


def riding(found: Rows, order: str, *, moving_m: dict[str, float]) -> dict[int, Floats]:
    """Coefficients of riders who are in another order from 11 s on, and moved by metres between 5 and 11 s."""
    centres = found.iterate.basis.centres_s
    there = {name: 10.0 * centres + FIRST_M - PITCH_M * place for place, name in enumerate(order)}
    on_the_way = (centres > 5.0) & (centres < 11.0)
    named = zip("ABC", found.iterate.coefficients, strict=True)
    before = [own + on_the_way * moving_m.get(name, 0.0) for name, own in named]
    return {rider: np.where(centres > 11.0, there["ABC"[rider]], own) for rider, own in enumerate(before)}


def test_a_rider_who_moves_up_leaves_the_line_for_it_but_does_not_pass_the_pacer() -> None:
    found = long_line(told("ABC", 12.0, move_up={"rider": "C", "to": 1}))
    assert found.violation(riding(found, "CAB", moving_m={"C": 2 * PITCH_M})) == pytest.approx(0.0, abs=1e-9)
    past = found.violation(riding(found, "CAB", moving_m={"C": 3 * PITCH_M}))
    assert past == pytest.approx(PITCH_M - USUAL_GAP_M, abs=1e-9)
    nobody_moves = long_line()
    beside = riding(nobody_moves, "ABC", moving_m={"C": 2 * PITCH_M})
    assert nobody_moves.violation(beside) == pytest.approx(SINGLE_FILE_M + PITCH_M, abs=1e-9)


def test_riders_who_move_up_together_keep_their_order() -> None:
    found = long_line(*(told("ABC", 12.0, move_up={"rider": name}) for name in "BC"))
    together = riding(found, "BCA", moving_m={"B": 2.0, "C": 2.0})
    assert found.violation(together) == pytest.approx(0.0, abs=1e-9)
    level = riding(found, "BCA", moving_m={"B": 2.0, "C": 2.0 + PITCH_M})
    assert found.violation(level) == pytest.approx(SINGLE_FILE_M, abs=1e-9)


def standing() -> Rows:
    """A and B at rest on the start line, which the pacer passes at race time 0; it leaves after sixteen seconds."""
    pacer = PacerRide(10.0, 10.0, 160.0)
    iterate = even(start_m=[0, 0], speed_mps=0.0, step_s=2.0, pacer=pacer, standing=True)
    found = rows(iterate)
    paced_rows(found.program, iterate)
    return found


def test_riders_from_the_start_line_do_not_pass_the_pacer_and_are_in_line_after_fourteen_seconds() -> None:
    found = standing()
    basis = found.iterate.basis
    behind = {rider: bent(basis, 0.0, 0.0, 0.0) for rider in (0, 1)}
    assert found.violation(behind) == pytest.approx(SINGLE_FILE_M), "level is no file, at 14 s"
    pacer_m = 10.0 * basis.centres_s
    in_line = {0: pacer_m + FIRST_M, 1: pacer_m + FIRST_M - PITCH_M}
    assert found.violation(in_line) == pytest.approx(0.0, abs=1e-9)
    level_early = np.where(basis.centres_s < 11.0, pacer_m, in_line[0])
    assert found.violation({**in_line, 0: level_early}) == pytest.approx(BEHIND_PACER_M, abs=1e-9)


def test_the_place_in_the_line_weighs_more_and_more_while_riders_join_it() -> None:
    found = standing()
    basis = found.iterate.basis
    in_line = {0: 10.0 * basis.centres_s + FIRST_M, 1: 10.0 * basis.centres_s + FIRST_M - PITCH_M}
    assert found.cost(in_line) == pytest.approx(0.0, abs=1e-6)
    costs = [found.cost({**in_line, 1: in_line[1] - 1.0 * (basis.centres_s == time)}) for time in (4.0, 8.0, 12.0)]
    assert costs == pytest.approx([0.125 * (time / 14.0) ** 4 for time in (4.0, 8.0, 12.0)], abs=1e-9)


def test_a_rider_whose_place_nobody_knows_may_be_elsewhere_for_the_price_of_the_place() -> None:
    iterate = even(start_m=[FIRST_M, FIRST_M - PITCH_M], speed_mps=10.0, pacer=PACER, invented=("A", "B"))
    found = rows(iterate)
    paced_rows(found.program, iterate, place_variables(found.program, iterate))
    own, other = variables.place(0), variables.place(1)
    swapped = {0: -PITCH_M, 1: PITCH_M}
    assert found.cost(swapped, **{own: -PITCH_M, other: PITCH_M}) < found.cost(swapped) / 4


def test_who_is_told_to_pass_the_pacer_leaves_the_line_and_may() -> None:
    found = long_line(told("ABC", 12.0, passes_pacer="C"))
    assert found.violation(riding(found, "ABC", moving_m={"C": 4 * PITCH_M})) == pytest.approx(0.0, abs=1e-9)
    others = found.violation(riding(found, "ABC", moving_m={"B": 4 * PITCH_M}))
    assert others > PITCH_M, "only he may"
