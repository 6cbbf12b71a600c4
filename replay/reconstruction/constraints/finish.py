"""Rows for the finish line: who finishes when, as far as it is known, and the winner's time."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from replay.base.units import Floats
from replay.reconstruction.constraints.measured_times import finish_time_rows
from replay.reconstruction.constraints.stopped_race import pace_costs
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import Program

TRIAL_TIME_S = 2.5
"""In a trial, how far the winner's time may be from the expected one .."""


MOST_TIME_S = 2.5
"""..and at all."""


MOST_TIME_TIMED_S = 6.0
"""..and where it follows from measured times of some of the way."""


LEAST_ROLL_OUT_S = 3.0
"""The last rider finishes at least this long before the end of the time that is solved for."""


UNKNOWN_GAP_S = 0.12


_GAP_SD_S = 0.3


LAST_GAP_SD_S = 0.55
"""What is not known of the gap of the last rider where only the doubt is asked for: the root mean square error of the
reconstruction without it, over the sixteen races that come with the program. Some of the last ease."""


_LEAST_GAP_S = 0.001
_ROUNDING_S = 1e-6


def finish_rows(
    program: Program, iterate: Iterate, *, fix_time: bool, trial: bool = False, fix_gaps: bool | None = None
) -> list[int]:
    """Everybody who finishes is on the line at his time; the winner's time and unknown gaps are free until fixed.

    fix_gaps: whether unknown gaps are held, if not as the time is. Gives the rows of riders whose gaps are free.
    """
    problem = iterate.problem
    if problem.stopped is not None:
        pace_costs(program, iterate)
        return []
    fixed = fix_time if problem.winner_s is None else not iterate.elastic
    if not fixed:
        program.variable("T", 0.0)
        program.cost({"T": np.ones(1)}, iterate.prior_s - iterate.finish_s, 1 / iterate.prior_sd_s**2)
        if not iterate.elastic:
            room = MOST_TIME_TIMED_S if problem.timing else TRIAL_TIME_S if trial else MOST_TIME_S
            away = iterate.prior_s - iterate.finish_s
            program.at_most({"T": np.ones(1)}, max(away + room, -0.9))
            program.at_least({"T": np.ones(1)}, min(away - room, 0.9))
        program.at_most({"T": np.ones(1)}, 1.0)
        program.at_least({"T": np.ones(1)}, -1.0)
        last = iterate.finish_s + float(np.nanmax(iterate.gaps_s))
        program.at_most({"T": np.ones(1)}, max(iterate.basis.end_s - LEAST_ROLL_OUT_S - last, -0.9))
    held = fix_time if fix_gaps is None else fix_gaps
    unknown = [] if held else [row for row in problem.crossing if not np.isfinite(problem.gap_s[row])]
    for row in unknown:
        program.variable(f"g{row}", iterate.gaps_s[row])
    for row in problem.crossing:
        _cross(program, iterate, row, time_free=not fixed, gap_free=row in unknown)
    _unknown_gaps(program, iterate, unknown, _GAP_SD_S if fix_gaps is None else LAST_GAP_SD_S)
    finish_time_rows(program, iterate)
    return unknown


def _cross(program: Program, iterate: Iterate, row: int, *, time_free: bool, gap_free: bool) -> None:
    when = iterate.finish_s + iterate.gaps_s[row]
    speed = float(iterate.basis.values(iterate.coefficients[row], when, 1)[0])
    terms: dict[str, sparse.spmatrix | Floats] = {f"x{row}": iterate.basis.matrix([when])}
    right = iterate.problem.event_m - float(iterate.ripple(row, when))
    if time_free:
        terms["T"] = np.array([speed])
    if gap_free:
        terms[f"g{row}"] = np.array([speed])
        right += speed * iterate.gaps_s[row]
    program.equal(terms, right)


def _unknown_gaps(program: Program, iterate: Iterate, unknown: list[int], sd_s: float) -> None:
    """A gap that nobody timed lies between its neighbours', near a usual distance behind the one before."""
    crossing, gaps = iterate.problem.crossing, iterate.problem.gap_s
    for place, row in enumerate(crossing):
        if row not in unknown:
            continue
        one = np.ones(1)
        least = _least_gap_s(crossing, gaps, place)
        before = crossing[:place][-1:]
        after = crossing[place + 1 :][:1]
        for other in before:
            _between(program, f"g{row}", other, unknown, gaps, sign=1.0, least_s=least)
        for other in after:
            if other not in unknown:
                _between(program, f"g{row}", other, unknown, gaps, sign=-1.0, least_s=least)
        if after and not before:
            base = gaps[after[0]] if after[0] not in unknown else 0.0
            program.cost({f"g{row}": one}, base - UNKNOWN_GAP_S, 1 / 0.1**2)
        else:
            base = iterate.gaps_s[before[0]] if before else 0.0
            program.cost({f"g{row}": one}, base + UNKNOWN_GAP_S * 2, 1 / sd_s**2)


def _least_gap_s(crossing: tuple[int, ...], gaps: Floats, place: int) -> float:
    """How far a rider without a timed gap is from his neighbours: less between two who were timed level, or nearly so.

    A rider between two in a dead heat has no room at all; a millionth of a second lets the solver find that.
    """
    timed = [other for other, row in enumerate(crossing) if np.isfinite(gaps[row])]
    before = max((other for other in timed if other < place), default=None)
    after = min((other for other in timed if other > place), default=None)
    if before is None or after is None:
        return _LEAST_GAP_S
    room = float(gaps[crossing[after]] - gaps[crossing[before]])
    return min(_LEAST_GAP_S, room / (after - before) - _ROUNDING_S)


def _between(
    program: Program, name: str, other: int, unknown: list[int], gaps: Floats, *, sign: float, least_s: float
) -> None:
    one = np.ones(1)
    if other in unknown:
        program.at_least({name: one * sign, f"g{other}": -one * sign}, least_s)
    else:
        program.at_least({name: one * sign}, sign * gaps[other] + least_s)
