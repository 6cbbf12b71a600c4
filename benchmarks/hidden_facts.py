"""What is hidden of the races that come with the program, one thing at a time, and what is then reconstructed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from replay.motion.pacer import PITCH_M
from replay.race.amounts import Bound
from replay.race.facts import Race
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.places.move_fact import MoveFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.story.story_fact import StoryFact
from replay.racefile.reader import read_race
from replay.reconstruction.constraints.unknowns import place_sd
from replay.reconstruction.doubt import posterior_of
from replay.reconstruction.problem.race_problem import problem_of, strength
from replay.reconstruction.reconstruct import best_attempt
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.state import variables
from replay.reconstruction.state.iterate import Iterate
from replay.track.catalogue import velodrome_of

BETWEEN = "a gap at the line, s, between two that are known"
LAST = "the gap of the last at the line, s"


@dataclass(frozen=True, slots=True)
class Score:
    """One hidden value: what it belongs to, truth minus reconstruction, the standard deviation stated, and details."""

    label: str
    error: float
    sd: float
    what: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One hidden order of two riders, and how likely the reconstruction without it makes it."""

    what: str
    chance: float


def real_scores(file: Path) -> list[Score | Call]:
    """What was hidden of one race, each thing by itself."""
    race, name = read_race(file), file.stem
    return [*_finish_gaps(race, name), *_draw(race, name), *_amounts(race, name), *_orders(race, name)]


def lead_sd(iterate: Iterate, ahead: int, behind: int, time_s: float) -> float:
    """Standard deviation of the lead of one rider over another at a race time, m, given the winner's time."""
    matrix = iterate.basis.matrix([time_s])
    lead = {variables.smooth(ahead): matrix, variables.smooth(behind): -matrix}
    return float(posterior_of(iterate).spread(lead)[0])


def gap_sds(iterate: Iterate) -> dict[int, float]:
    """By rider: standard deviation of each gap at the line that nobody timed, s."""
    riders = [rider for rider in iterate.problem.crossing if not np.isfinite(iterate.problem.gap_s[rider])]
    program = posterior_of(iterate)
    return {rider: float(program.spread({variables.gap(rider): np.ones(1)})[0]) for rider in riders}


def solved(race: Race) -> Attempt:
    """The attempt that a reconstruction ends with."""
    return best_attempt(race, velodrome_of(race.track.name, dict(race.track.measures)), lambda _share: None)[0]


def _finish_gaps(race: Race, name: str) -> Iterator[Score]:
    for place, result in enumerate(race.results):
        if result.gap_s is None or result.rider == race.winner:
            continue
        hidden = replace(result, gap_s=None)
        iterate = solved(replace(race, results=(*race.results[:place], hidden, *race.results[place + 1 :]))).iterate
        rider = iterate.problem.index(result.rider)
        behind = iterate.problem.crossing[iterate.problem.crossing.index(rider) + 1 :]
        label = BETWEEN if np.isfinite(iterate.problem.gap_s[list(behind)]).any() else LAST
        error = result.gap_s - float(iterate.gaps_s[rider])
        yield Score(label, error, gap_sds(iterate)[rider], f"{name}, {result.rider}")


def _draw(race: Race, name: str) -> Iterator[Score]:
    """Places alone: no motion is needed to know where somebody in a place begins."""
    if len(race.start_order) < len(race.starters) or None in race.start_order:
        return
    velodrome = velodrome_of(race.track.name, dict(race.track.measures))
    known, filled = problem_of(race, velodrome), problem_of(replace(race, start_order=()), velodrome)
    for rider, sd in place_sd(filled).items():
        error = PITCH_M * (filled.queue.index(rider) - known.queue.index(rider))
        yield Score("the place behind the pacer, m", error, sd, f"{name}, {known.riders[rider]}")


def _amounts(race: Race, name: str) -> Iterator[Score]:
    """Accounts of one lead at one moment are hidden together; the one that is followed is the truth."""
    told = [fact for fact in race.story if isinstance(fact, GapFact) and not fact.is_at_finish]
    for when, ahead in dict.fromkeys((fact.when, fact.ahead) for fact in told):
        accounts = [fact for fact in told if (fact.when, fact.ahead) == (when, ahead)]
        amounts = [fact for fact in accounts if fact.amount.bound in (Bound.ABOUT, Bound.EXACTLY)]
        if not amounts:
            continue
        truth = max(amounts, key=strength)
        attempt = solved(_without(race, accounts))
        view = attempt.evidence().sampled
        time_s, rider = view.moment(when), view.problem.index(ahead)
        other = truth.partner(view, time_s)
        lead = float(view.distance(time_s)[rider] - view.distance(time_s)[other])
        error = view.problem.course.metres(truth.amount) - lead
        yield Score("a told lead, m", error, lead_sd(attempt.iterate, rider, other, time_s), f"{name}, {ahead}, {when}")


def _orders(race: Race, name: str) -> Iterator[Call]:
    """All that names places at one moment after the pacer has left is hidden together."""
    told = [fact for fact in race.story if isinstance(fact, OrderFact | MoveFact) and not fact.is_at_finish]
    for when in dict.fromkeys(fact.when for fact in told):
        accounts = [fact for fact in told if fact.when == when]
        attempt = solved(_without(race, accounts))
        view = attempt.evidence().sampled
        time_s = view.moment(when)
        if time_s <= view.problem.pull_off_s:
            continue
        where = view.distance(time_s)
        for first, second in dict.fromkeys(pair for fact in accounts for pair in _pairs(fact, attempt.iterate)):
            sd = lead_sd(attempt.iterate, first, second, time_s)
            chance = 0.5 * (1 + math.erf(float(where[first] - where[second]) / sd / math.sqrt(2)))
            yield Call(f"{name}, {when}: {view.problem.riders[first]} before {view.problem.riders[second]}", chance)


def _pairs(fact: OrderFact | MoveFact, iterate: Iterate) -> list[tuple[int, int]]:
    """(rider ahead, rider behind) of neighbours in an order, and of who is told to be first or last and all others."""
    names = fact.order if isinstance(fact, OrderFact) else (fact.rider,)
    first_place = fact.from_place if isinstance(fact, OrderFact) else fact.to
    chain = [iterate.problem.index(name) for name in names]
    others = [other for other in range(iterate.problem.count) if other not in chain]
    pairs = list(pairwise(chain))
    if first_place == 1:
        pairs += [(chain[-1], other) for other in others]
    elif first_place is not None and first_place + len(chain) - 1 == iterate.problem.count:
        pairs += [(other, chain[0]) for other in others]
    return pairs


def _without(race: Race, accounts: list[GapFact] | list[OrderFact | MoveFact]) -> Race:
    hidden: set[str] = {fact.id for fact in accounts}
    story: tuple[StoryFact, ...] = tuple(fact for fact in race.story if fact.id not in hidden)
    return replace(race, story=story)
