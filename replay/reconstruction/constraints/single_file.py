"""Constraints of the line behind the pacer: in single file, not past it, each near the wheel ahead."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from replay.base.units import Floats
from replay.motion.pacer import BEHIND_PACER_M, JOINED_S, PITCH_M, USUAL_GAP_M
from replay.race.story.in_window import at_moments
from replay.reconstruction.constraints.paced_line import Queue, changes, keeps_order, line_at
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate, behind_pacer, sampled_motion_of
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.reconstruction.tools.quadratic_program import Program, Terms
from replay.reconstruction.tools.sparse_rows import Indices, SparseRows

LINE_GAP_M = 11.0
"""Behind the pacer nobody lets a larger gap open than this beyond the usual one. A limit of what is credible, not of
what is possible (decision "credible riding"): without it a lead that is asked for behind the pacer is made by leaving
the line. With 5 m a gap of the final of Tokyo that can be met becomes impossible."""

SINGLE_FILE_M = 2.02
"""Front wheel to front wheel, the least distance in the line: a bike length and 0.27 m. On spline coefficients, so it
holds between samples as well. Less would let wheels overlap where the path correction has moved both; more would forbid
the close lines that are ridden. Below the spacing outside of the line, because nobody moves sideways here."""

_CLOSE_M, _FAR_M = 0.25, 5.0
"""A bound of the line from which riders are further away than this seldom binds in the program."""

_KEEPS_PLACE_WEIGHT = 0.25
"""Of a squared metre off the usual place in the line, for each coefficient (two a second): a standard deviation of 2 m.
Less, and riders spread over the whole room that the constraints leave; much more, and they ride like beads on a
string and no fact moves them. A tenth
leaves two bikes of the final of Tokyo 7 instead of 16 cm of room; ten times as much needs 46 programs instead of 27,
and riders surge when it ends."""

_FROM_S = 0.2
"""The line is asked for from this race time on: at 0 it is given exactly."""

_FREE_AFTER_S = 1.3
"""Riders stay behind the pacer until so long after it leaves: then it is off their line, half way to the infield."""

_LINE_AFTER_S = 0.2
"""The line itself ends with the pacer's leaving. One knot less than half a second: the last coefficient that acts
before it."""

_FALLING_S = 0.5
"""Who falls behind the pacer is out of the line from so long before: a knot, so that his spline can bend."""

_PACER_PAST_S = 1.0
"""The pacer's rear has passed riders who stand on the start line, and they have not moved far."""


def paced_rows(program: Program, iterate: Iterate, places: Mapping[int, str] | None = None) -> None:
    """In single file and not past the pacer until it has left; each near the wheel ahead.

    places: by rider, the variable of how much that rider is elsewhere in the line
    """
    problem, basis = iterate.problem, iterate.basis
    if problem.pacer is None:
        return
    centres = basis.centres_s
    first_s = JOINED_S if problem.standing else basis.start_s + _FROM_S
    until_s = min(problem.pacer.off_s + _FREE_AFTER_S, iterate.linearisation.stop_s)
    leaving = np.flatnonzero((centres >= first_s) & (centres < until_s))
    sampled = sampled_motion_of(iterate)
    found, out_s = changes(problem, iterate.facts, sampled), _out_of_line_s(iterate, sampled)
    lines = [_without(out_s, line_at(problem, found, float(time)), float(time)) for time in centres[leaving]]
    for line, moving in dict.fromkeys(lines):
        use = leaving[[one == (line, moving) for one in lines]]
        _behind_pacer(program, iterate, (*line[:1], *moving), use, places)
        paced = use[centres[use] < problem.pacer.off_s + _LINE_AFTER_S]
        if len(paced):
            _single_file(program, iterate, line, paced, places)
            _one_after_another(
                program, iterate, [pair for pair in pairwise(moving) if keeps_order(found, *pair)], paced
            )
    if problem.standing:
        _joining(program, iterate, places)


def _out_of_line_s(iterate: Iterate, sampled: SampledMotion) -> dict[int, float]:
    """When riders are no longer of the line: because they fall, or pass the pacer as a fact tells."""
    falls = {rider: fall_s - _FALLING_S for rider, fall_s in iterate.linearisation.fall_s.items()}
    left = {sampled.index(name): time_s for fact in at_moments(iterate.facts, sampled)
            for name, time_s in fact.out_of_line_s(sampled).items()}  # fmt: skip
    return {rider: min(falls.get(rider, np.inf), left.get(rider, np.inf)) for rider in {*falls, *left}}


def _without(out_s: Mapping[int, float], line: tuple[Queue, Queue], time_s: float) -> tuple[Queue, Queue]:
    """A line and who is on the way past others, without riders who are no longer of it at a time."""
    riders, moving = (tuple(rider for rider in part if time_s <= out_s.get(rider, np.inf)) for part in line)
    return riders, moving


def elsewhere(places: Mapping[int, str] | None, rider: int, factor: float, count: int) -> dict[str, Floats]:
    """Term of the variable by how much a rider is elsewhere in the line, if there is one, for `count` rows."""
    return {places[rider]: np.full((count, 1), factor)} if places and rider in places else {}


def _behind_pacer(
    program: Program, iterate: Iterate, riders: tuple[int, ...], use: Indices, places: Mapping[int, str] | None
) -> None:
    """None of these riders past the pacer, and the first of them near it.

    They are the first of the line and those on their way past others: all others are behind somebody.
    """
    assert iterate.problem.pacer is not None
    pick = SparseRows.picking(use, iterate.basis.count)
    centres = iterate.basis.centres_s[use]
    for place, rider in enumerate(riders):
        room = iterate.problem.pacer.distance(centres) - BEHIND_PACER_M - iterate.ripple(rider, centres)
        program.at_most({variables.smooth(rider): pick}, room)
        paced = centres < iterate.problem.pacer.off_s + _LINE_AFTER_S
        if place == 0 and paced.any():
            also = elsewhere(places, rider, -1.0, int(paced.sum()))
            near: Terms = {variables.smooth(rider): pick[paced], **also}
            program.cost(near, room[paced] - USUAL_GAP_M, _KEEPS_PLACE_WEIGHT)


def _single_file(
    program: Program, iterate: Iterate, line: tuple[int, ...], use: Indices, places: Mapping[int, str] | None
) -> None:
    """Each behind the one ahead: no nearer than a bike, no further than a gap that somebody would close."""
    pick = SparseRows.picking(use, iterate.basis.count)
    centres = iterate.basis.centres_s[use]
    for ahead, behind in pairwise(line):
        terms, ripple = variables.lead_terms(iterate, ahead, behind, centres, pick)
        program.at_least(terms, SINGLE_FILE_M - ripple, seldom=_CLOSE_M)
        program.at_most(terms, PITCH_M + LINE_GAP_M - ripple, seldom=_FAR_M)
        also = {**elsewhere(places, ahead, -1.0, len(use)), **elsewhere(places, behind, 1.0, len(use))}
        program.cost({**terms, **also}, PITCH_M - ripple, _KEEPS_PLACE_WEIGHT)


def _one_after_another(program: Program, iterate: Iterate, pairs: list[tuple[int, int]], use: Indices) -> None:
    """Riders who move up together do so in the order in which they set out."""
    pick = SparseRows.picking(use, iterate.basis.count)
    for ahead, behind in pairs:
        terms, ripple = variables.lead_terms(iterate, ahead, behind, iterate.basis.centres_s[use], pick)
        program.at_least(terms, SINGLE_FILE_M - ripple)


def _joining(program: Program, iterate: Iterate, places: Mapping[int, str] | None) -> None:
    """From the start line into the line behind the pacer: not past it, and nearer and nearer to the place there.

    The weight grows with the fourth power of time, from nothing on the start line to that of the line, so that it is
    the riders' limits that shape the first seconds and not a place that they cannot have yet.
    """
    problem, centres = iterate.problem, iterate.basis.centres_s
    assert problem.pacer is not None
    use = np.flatnonzero((centres > _PACER_PAST_S) & (centres < JOINED_S))
    pick, times = SparseRows.picking(use, iterate.basis.count), centres[use]
    weight = _KEEPS_PLACE_WEIGHT * (times / JOINED_S) ** 4
    for place, rider in enumerate(problem.queue):
        own = variables.smooth(rider)
        room = problem.pacer.distance(times) - iterate.ripple(rider, times)
        program.at_most({own: pick}, room - BEHIND_PACER_M)
        also = elsewhere(places, rider, -1.0, len(use))
        program.cost({own: pick, **also}, room + behind_pacer(problem, place), weight)
