"""Constraints of facts of the story: the rows of each fact share one slack, so a miss is one number.

What a fact asks for is linear in positions and speeds (`ConstraintRow`); here it becomes rows of the program.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from replay.base.units import Floats
from replay.race.story.asked import ConstraintRow
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.quadratic_program import Program

_MISS_SQUARE = 0.1
"""A little curvature beside the price of a miss: of two facts of one price that exclude each other both are missed by
half instead of either by chance. Ten times of it moves the final of Tokyo by 0.3 m."""

_FELT_M = 0.5
"""How near to its bound the motion is where a fact that says 'at least', or who is ahead, holds it there. In the
doubt only: 0.1 or 2 m change no standard deviation of the final of Tokyo."""


def asks(fact: StoryFact, sampled: SampledMotion) -> bool:
    """Whether a fact asks anything of distances."""
    return bool(fact.constraints(sampled))


def fact_rows(program: Program, iterate: Iterate, sampled: SampledMotion, fact: StoryFact, price: float) -> str | None:
    """The rows of a fact, which may be missed together at a price for each metre.

    Gives the name of the variable of the miss; None for a fact that asks nothing of distances.
    """
    rows = fact.constraints(sampled)
    if not rows:
        return None
    slack = program.slack(variables.fact_miss(fact.id), price, _MISS_SQUARE)
    for row in rows:
        terms, shift = _terms(iterate, row)
        if np.isfinite(row.low):
            program.at_least({**terms, slack: np.array([1 / row.scale])}, row.low - shift)
        if np.isfinite(row.high):
            program.at_most({**terms, slack: np.array([-1 / row.scale])}, row.high - shift)
    return slack


def uncertain_fact(program: Program, iterate: Iterate, sampled: SampledMotion, fact: StoryFact, sd_m: float) -> None:
    """A fact as an observation with a standard deviation, m: what it says of how far positions may be from these.

    A bound counts only where the motion lies on it.
    """
    for row in fact.constraints(sampled):
        if _is_felt(row, sampled):
            terms, _ = _terms(iterate, row)
            program.cost(terms, 0.0, row.scale**2 / sd_m**2)


def _is_felt(row: ConstraintRow, sampled: SampledMotion) -> bool:
    """Whether a row says anything of positions: a bound from which the motion is far away does not."""
    if np.isfinite(row.low) and np.isfinite(row.high):
        return True
    shown = sum(
        term.factor * float((sampled.speed if term.derivative else sampled.distance)(term.time_s)[term.rider])
        for term in row.terms
    )
    return row.scale * min(abs(shown - row.low), abs(row.high - shown)) < _FELT_M


def _terms(iterate: Iterate, row: ConstraintRow) -> tuple[dict[str, sparse.spmatrix | Floats], float]:
    """A row in terms of the smooth coordinates, and what the ripple adds to it, m.

    Speeds are those over the ground without what heights do to them: a rider out on the boards covers more of it
    (stretch), but who dives from the boards has not attacked (decision "effort speed"), so the ripple is left out.
    """
    terms: dict[str, sparse.spmatrix | Floats] = {}
    shift = 0.0
    for term in row.terms:
        name, factor = variables.smooth(term.rider), term.factor
        if term.derivative:
            factor *= float(iterate.linearisation.grid.stretch_at(term.rider, term.time_s))
        else:
            shift += term.factor * float(iterate.ripple(term.rider, term.time_s))
        piece = factor * iterate.basis.matrix([term.time_s], term.derivative)
        terms[name] = terms[name] + piece if name in terms else piece
    return terms, shift
