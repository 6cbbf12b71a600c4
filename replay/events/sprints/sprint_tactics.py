"""The slow part of a sprint: as the story tells it, and where it tells nothing drawn by lot from how sprints go.

The content of the race file is the seed, so one file gives one race. Feints are few and calm. What is drawn is nobody's
fact. Figures are a judgement from reports and from the phases of sprints as coaches describe them: 8 to 20 km/h in the
first half lap, 15 to 35 km/h to about a lap and a half to go, the jump between 1.5 and 0.75 laps to go.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from replay.base.units import mps
from replay.events.tactics import PlannedLead, Standing, Tactics
from replay.race.facts import Race
from replay.race.lots import lot
from replay.race.story.duels.drop_down_fact import DropDownFact
from replay.race.story.duels.jump_fact import JumpFact
from replay.race.story.duels.lead_out_fact import LeadOutFact, far_pursuit_line
from replay.race.story.duels.standstill_fact import ABOUT_M, StandstillFact, off_straight_m
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.places.leads_fact import LeadsFact
from replay.race.story.story_fact import StoryFact
from replay.race.when import Course, Mark, When

OPENS_MPS = mps(38.0)
"""Speed at which a sprint is opened, of elite men; others have a share of it."""

_SOON_OPENS_MPS = mps(30.0)
"""The same of one that is opened with more than a lap and a half to go: riders have not gathered speed yet."""

_LATE_LAPS, _EARLY_LAPS = 1.0, 1.35
"""Between so many laps to go a sprint is opened where the story does not say it."""

_LONG_LAPS = 1.55

_WALK_KMH = (16.0, 21.0)
"""Speed of the first half lap, walking pace at least; riders in a bend are not slower, or they would slide."""

_GATHERS = 1.45
"""How much faster the second half lap is than the first."""

_STRAIGHT_SHARE = 0.85
"""On a straight riders are slower by this, to look at each other."""

_PITCH_M = (2.9, 4.2)
_FOLLOWS_S = (0.5, 0.75)

_SWAP_M = 25.0
"""So far before a place at which another is told to lead the change begins."""

_SURE = 0.3
"""As loose as a loose account: power, limits and results come before what is drawn."""

_FROM_FRONT = 0.55
"""Chance that who wins also opens the sprint: from the front is won rather more than half."""

_HIGH_M = (2.4, 4.2)
"""How far up the boards riders watch each other, and from where they jump."""

_LANE_M = 0.55
_ABOVE_M = (0.6, 1.3)
"""How much higher than the leader a follower rides: from there one sees, and can drop."""

_DROP_WAY_M = 40.0
"""Way in which a rider who jumps comes down from the boards: four seconds."""

_ROLLS_IN_S = 1.2
"""Who comes to rest and goes again is so long as good as still: it is part of a standstill that is told."""

_ASIDE_S = 9.0
"""About how fast a leader of the slow part goes, m/s: what an offset in seconds is in metres."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a sprint is opened, and by whom. sourced: whether a source has it."""

    at_m: float
    rider: str
    sourced: bool


def early_leader(race: Race) -> str | None:
    """Who is told to lead in the first half lap; None where nobody says it."""
    for fact in race.story:
        if isinstance(fact, LeadOutFact):
            return fact.riders[0]
        if isinstance(fact, LeadsFact) and len(fact.riders) == 1 and fact.when == When(Mark.RACE_TIME):
            return fact.riders[0]
    return None


def tactics_of(race: Race, course: Course, queue: Sequence[str]) -> Tactics:
    """The plan of the slow part. queue: the riders on the start line, from the inside."""
    chance = lot(race, "tactics")
    standings = _standings(race, course)
    opening = _opening(race, course, queue)
    opens_m = max([opening.at_m, *(one.at_m + _DROP_WAY_M for one in standings)])
    leads = _leads(race, course, queue, opening)
    pitch_m, follows_s = chance.uniform(*_PITCH_M), chance.uniform(*_FOLLOWS_S)
    return Tactics(
        opens_m=opens_m,
        speeds=_speeds(chance, course, opens_m),
        standings=standings,
        leads=leads,
        heights=_heights(chance, race, course, leads, opens_m),
        pitch_m=pitch_m,
        follows_s=follows_s,
    )


def opening_facts(race: Race, course: Course, queue: Sequence[str]) -> tuple[StoryFact, ...]:
    """Who opens the sprint, and leads at the bell for it, where no source has anything of it."""
    opening = _opening(race, course, queue)
    if opening.sourced or len(race.starters) < 2:
        return ()
    jump = JumpFact(
        id="imagined jump", when=_to_go(course, opening.at_m), rider=opening.rider, sure=_SURE, imagined=True
    )
    later_m = opening.at_m + 0.4 * (course.event_m - opening.at_m)
    if any(place_m > opening.at_m for place_m, _ in _sourced_leaders(race, course)):
        return (jump,)
    when = _to_go(course, later_m)
    return jump, LeadsFact(id="imagined lead", when=when, riders=(opening.rider,), sure=_SURE, imagined=True)


def _to_go(course: Course, at_m: float) -> When:
    return When(Mark.METRES_TO_GO, round(course.event_m - at_m, 1))


def _place_m(course: Course, when: When) -> float | None:
    """Event distance of a moment, seconds counted as metres; None where it is not a matter of distance."""
    at_m = 0.0 if when == When(Mark.RACE_TIME) else course.distance_m(when)
    return None if at_m is None else at_m + _ASIDE_S * when.offset_s


def _sourced_leaders(race: Race, course: Course) -> list[tuple[float, str]]:
    """(event distance, who leads there) as the story tells it, in the order of the way."""
    found = []
    for fact in race.story:
        name = _leading(race, fact)
        if name is None or fact.during is not None or fact.shown_only:
            continue
        ends = [fact.when, fact.lasts_until] if fact.lasts_until is not None else [fact.when]
        if isinstance(fact, LeadOutFact) and fact.until is None:
            ends.append(far_pursuit_line(course))
        found += [(at_m, name) for when in ends if (at_m := _place_m(course, when)) is not None]
    return sorted(found)


def _leading(race: Race, fact: StoryFact) -> str | None:
    """Who leads by a fact, at its moment; of two riders the one who is ahead of the other."""
    if isinstance(fact, LeadOutFact):
        return fact.riders[0]
    first = next((name for name, place in fact.claims.places.items() if place == 1), None)
    if first is not None:
        return first
    if isinstance(fact, GapFact) and fact.behind is None:
        return fact.ahead
    pairs = sorted(fact.claims.ahead)
    return pairs[0][0] if len(race.starters) == 2 and len(pairs) == 1 else None


def _standings(race: Race, course: Course) -> tuple[Standing, ...]:
    """Where riders stand still, by the story: on the straight that is nearest, where the boards are flat enough."""
    found = []
    for fact in race.story:
        if not isinstance(fact, StandstillFact):
            continue
        moments = fact.during.moments if fact.during is not None else (fact.when,)
        if fact.during is not None and fact.during.start is None:
            moments = (far_pursuit_line(course), *moments)
        places = [at_m for when in moments if (at_m := _place_m(course, when)) is not None]
        if places and (fact.during is not None or off_straight_m(course, fact.when) <= ABOUT_M):
            at_m = sum(places) / len(places) if fact.during is not None else places[0] + 1.0
            found.append(Standing(_on_straight(course, at_m), max(fact.lasts_s - _ROLLS_IN_S, 0.5)))
    return tuple(sorted(found, key=lambda one: one.at_m))


def _on_straight(course: Course, at_m: float) -> float:
    """The nearest event distance at which a rider of the file still stands on a straight."""
    half_m, reach_m = course.lap_m / 2, course.straight_m / 2
    from_middle = (at_m + course.finish_m + half_m / 2) % half_m - half_m / 2
    kept = min(max(from_middle, -reach_m + 4.0), reach_m)
    return at_m + kept - from_middle


def _opening(race: Race, course: Course, queue: Sequence[str]) -> _Opening:
    """Where the sprint is opened and by whom: by the first attack that is told, else by lot."""
    found = [
        (at_m, fact.rider)
        for fact in race.story
        if isinstance(fact, AttackFact) and (at_m := _place_m(course, fact.when)) is not None
    ]
    found = [(at_m, rider) for at_m, rider in found if at_m > course.lap_m / 2]
    if found:
        at_m, rider = min(found)
        return _Opening(min(at_m, course.event_m - 0.3 * course.lap_m), rider, sourced=True)
    chance = lot(race, "opening")
    at_m = course.event_m - course.lap_m * chance.uniform(_LATE_LAPS, _EARLY_LAPS)
    by_lot = chance.random()
    leaders = _sourced_leaders(race, course)
    later = [name for place_m, name in leaders if place_m >= at_m]
    if later:
        return _Opening(at_m, later[0], sourced=False)
    winner = race.winner if race.winner in race.starters else None
    if winner is None or by_lot > _FROM_FRONT:
        others = [name for name in queue if name != winner]
        return _Opening(at_m, others[0] if others else queue[0], sourced=False)
    return _Opening(at_m, winner, sourced=False)


def _leads(race: Race, course: Course, queue: Sequence[str], opening: _Opening) -> tuple[PlannedLead, ...]:
    """Who leads from where on before the sprint is opened: number one at first, others where they are told to."""
    leaders = [(at_m, name) for at_m, name in _sourced_leaders(race, course) if at_m <= opening.at_m and name in queue]
    order = list(queue)
    found = [PlannedLead(0.0, tuple(order))]
    half_m = far_pursuit_m(course)
    if not any(at_m > half_m for at_m, _ in leaders) and not opening.sourced:
        chance = lot(race, "lead")
        if opening.rider != order[0] and chance.random() < 0.5:
            leaders.append((course.lap_m * chance.uniform(0.85, 1.2), opening.rider))
    for at_m, name in sorted(leaders):
        if name == order[0]:
            continue
        order = [name, *(other for other in order if other != name)]
        found.append(PlannedLead(max(at_m - _SWAP_M, found[-1].from_m + 1.0), tuple(order)))
    return tuple(found)


def far_pursuit_m(course: Course) -> float:
    """Event distance of the pursuit line of the first back straight."""
    return course.lap_m / 2 - course.finish_m


def _speeds(chance: random.Random, course: Course, opens_m: float) -> tuple[tuple[float, float], ...]:
    """The leader's speed along the way: slow, slower on straights, and gathering towards the opening."""
    walk = mps(chance.uniform(*_WALK_KMH))
    soon = course.event_m - opens_m > _LONG_LAPS * course.lap_m
    opens = _SOON_OPENS_MPS if soon else OPENS_MPS
    half_m, lap_m = far_pursuit_m(course), course.lap_m
    knots = [(0.0, walk), (half_m, walk)]
    if opens_m > lap_m + _DROP_WAY_M:
        knots.append((lap_m, min(walk * _GATHERS, opens)))
    if opens_m <= half_m + _DROP_WAY_M:
        knots = [(0.0, walk)]
    bases = [*knots, (opens_m, opens)]
    return tuple(_with_straights(bases, course, opens_m))


def _with_straights(
    bases: Sequence[tuple[float, float]], course: Course, opens_m: float
) -> Iterable[tuple[float, float]]:
    """The same with slower straights, until shortly before the sprint is opened."""
    step_m = 5.0
    distances = [step_m * count for count in range(int(opens_m / step_m) + 1)]
    for at_m in distances:
        speed = _interpolated(bases, at_m)
        along = (at_m + course.finish_m) % (course.lap_m / 2)
        from_middle = min(along, course.lap_m / 2 - along)
        on_straight = from_middle < course.straight_m / 2 and far_pursuit_m(course) - 30.0 < at_m < opens_m - 50.0
        yield at_m, speed * (_STRAIGHT_SHARE if on_straight else 1.0)
    yield opens_m + 1e-3, bases[-1][1]


def _interpolated(knots: Sequence[tuple[float, float]], at_m: float) -> float:
    for (before, low), (after, high) in pairwise(knots):
        if at_m <= after:
            return low + (high - low) * (at_m - before) / max(after - before, 1e-9)
    return knots[-1][1]


def _heights(
    chance: random.Random, race: Race, course: Course, leads: Sequence[PlannedLead], opens_m: float
) -> dict[str, tuple[tuple[float, float], ...]]:
    """By rider the line up the boards: low in the first half lap, then high, whoever follows above who leads."""
    half_m, step_m = far_pursuit_m(course), course.lap_m / 5
    places = [half_m + step_m * count for count in range(1, 20) if half_m + step_m * count < opens_m - 15.0]
    leading = {at_m: chance.uniform(*_HIGH_M) * (0.5 if at_m < course.lap_m else 0.85) for at_m in places}
    dropping = {fact.rider for fact in race.story if isinstance(fact, DropDownFact)}
    found = {}
    for name in leads[0].order:
        knots = [(0.0, _LANE_M), (40.0, _LANE_M), (half_m, _LANE_M + 0.5)]
        for at_m in places:
            order = next(lead.order for lead in reversed(leads) if lead.from_m <= at_m)
            above = order.index(name) * chance.uniform(*_ABOVE_M)
            knots.append((at_m, min(leading[at_m] + above, _HIGH_M[1] + above / 2)))
        last = knots[-1][1] if places else _LANE_M
        opens_high = max(last, _HIGH_M[1] * 0.8) if name in dropping else last
        knots += [(opens_m, opens_high), (opens_m + _DROP_WAY_M, _LANE_M)]
        found[name] = tuple(knots)
    return found
