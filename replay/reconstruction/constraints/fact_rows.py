"""Constraints of facts of the story: the rows of each fact share one slack, so a miss is one number.

What a fact asks for is linear in positions and speeds (`ConstraintRow`); here it becomes rows of the program.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from replay.base.units import Floats
from replay.race.story.asked import ConstraintRow
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.quadratic_program import Program
from replay.reconstruction.tools.sparse_rows import SparseRows

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
    sided = [(row, *side) for row in rows for side in ((-1.0, row.low), (1.0, row.high)) if np.isfinite(side[1])]
    if sided:
        bounded = [row for row, _, _ in sided]
        sign, bound = (np.array([one[part] for one in sided]) for part in (1, 2))
        terms, shift = _terms(iterate, bounded)
        asked = {name: sign * term for name, term in terms.items()}
        missed = np.array([[-1 / row.scale] for row in bounded])
        program.at_most({**asked, slack: missed}, sign * (bound - shift))
    return slack


def uncertain_fact(program: Program, iterate: Iterate, sampled: SampledMotion, fact: StoryFact, sd_m: float) -> None:
    """A fact as an observation with a standard deviation, m: what it says of how far positions may be from these.

    A bound counts only where the motion lies on it.
    """
    felt = [row for row in fact.constraints(sampled) if _is_felt(row, sampled)]
    if felt:
        terms, _ = _terms(iterate, felt)
        program.cost(terms, 0.0, [row.scale**2 / sd_m**2 for row in felt])


def _is_felt(row: ConstraintRow, sampled: SampledMotion) -> bool:
    """Whether a row says anything of positions: a bound from which the motion is far away does not."""
    if np.isfinite(row.low) and np.isfinite(row.high):
        return True
    shown = sum(
        term.factor * float((sampled.speed if term.derivative else sampled.distance)(term.time_s)[term.rider])
        for term in row.terms
    )
    return row.scale * min(abs(shown - row.low), abs(row.high - shown)) < _FELT_M


def _terms(iterate: Iterate, rows: Sequence[ConstraintRow]) -> tuple[dict[str, SparseRows], Floats]:
    """N rows in terms of the smooth coordinates, and (N,) what the ripple adds to each, m.

    Speeds are those over the ground without what heights do to them: a rider out on the boards covers more of it
    (stretch), but who dives from the boards has not attacked (decision "effort speed"), so the ripple is left out.
    """
    asked = [term for row in rows for term in row.terms]
    place = np.repeat(np.arange(len(rows)), [len(row.terms) for row in rows])
    rider, derivative = np.array([(term.rider, term.derivative) for term in asked]).T
    time_s, factor = np.array([(term.time_s, term.factor) for term in asked]).T
    ripple, stretch = np.zeros(len(asked)), np.ones(len(asked))
    own = {int(one): rider == one for one in np.unique(rider)}
    for one, mine in own.items():
        ripple[mine] = iterate.ripple(one, time_s[mine])
        stretch[mine] = iterate.linearisation.grid.stretch_at(one, time_s[mine])
    of_place, of_speed = (np.where(derivative == order, factor, 0.0) for order in (0, 1))
    matrix = iterate.basis.combined(time_s, {0: of_place, 1: of_speed * stretch})
    terms = {variables.smooth(one): matrix[mine].placed(place[mine], len(rows)) for one, mine in own.items()}
    return terms, np.asarray(np.bincount(place, of_place * ripple, len(rows)), dtype=float)
