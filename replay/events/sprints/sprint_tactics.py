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
from replay.events.drawn.lots import lot
from replay.events.sprints.sprint_places import far_pursuit_m, place_m, sourced_leaders
from replay.events.sprints.sprint_standings import forced_swaps, standings_of
from replay.events.tactics import PlannedLead, Standing, Tactics
from replay.race.facts import Race
from replay.race.riders.category_words import category_of
from replay.race.story.duels.drop_down_fact import DropDownFact
from replay.race.story.duels.feint_fact import FeintFact
from replay.race.story.duels.jump_fact import JumpFact
from replay.race.story.duels.lead_out_fact import LeadOutFact
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.places.leads_fact import LeadsFact
from replay.race.story.story_fact import StoryFact
from replay.race.when import Course, Mark, When

_OPENS_LAPS, _OPENS_KMH = (0.75, 1.0, 1.3, 1.55, 2.0), (52.0, 49.0, 43.0, 37.0, 30.0)
"""With so many laps to go a sprint is opened at such speeds, by elite men; others have a share of them. Who waits winds
it up: from 40 km/h at the bell nobody is as fast on the 200 m line as riders are there, 62 to 67 km/h (women) or 68 to
74 (men)."""

_LATE_LAPS, _EARLY_LAPS = 1.05, 1.45
"""Between so many laps to go a sprint is opened where the story does not say it."""

_KICK_M = 170.0
"""Nearer to the line nobody opens a sprint: it is on by then, and who is said to jump kicks off a wheel. Opened there,
its last 200 m would take 14 s."""

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

_LEADS_SHARE = 0.4
"""After so much of the way from the opening to the line who opened the sprint leads it, unless another is told to."""

_FROM_FRONT = 0.55
"""Chance that who wins also opens the sprint: from the front is won rather more than half."""

_HIGH_M = (2.4, 4.2)
"""How far up the boards riders watch each other, and from where they jump."""

_LANE_M = 0.55
_ABOVE_M = (0.6, 1.3)
"""How much higher than the leader a follower rides: from there one sees, and can drop."""

_FEINT_FROM_M, _FEINT_DOWN_M, _FEINT_WAY_M = 1.9, 1.2, 13.0
"""Who feints is so high at least, comes down by the second within the third, 2.5 s or so, and is up again later."""

_STEERS_M = 15.0
"""Whoever jumps is still up there so far after it: a line that is ridden begins to bend before the one that is planned.
From a knot at the jump itself half of the speed of a drop was there before it."""

_DROP_WAY_M = 40.0
"""Way in which a rider who jumps comes down from the boards: four seconds."""


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
    standings = standings_of(race, course)
    opening = _opening(race, course, queue)
    opens_m = max([opening.at_m, *(one.over_m + _DROP_WAY_M for one in standings)])
    leads = _leads(race, course, queue, opening, standings)
    pitch_m, follows_s = chance.uniform(*_PITCH_M), chance.uniform(*_FOLLOWS_S)
    return Tactics(
        opens_m=opens_m,
        speeds=_speeds(chance, course, opens_m, opens_mps(race, course, opens_m)),
        standings=standings,
        leads=leads,
        heights=_heights(chance, race, course, leads, opens_m),
        pitch_m=pitch_m,
        follows_s=follows_s,
    )


def opening_facts(race: Race, course: Course, queue: Sequence[str]) -> tuple[StoryFact, ...]:
    """Who opens the sprint, and leads it for that, where no source says it."""
    opening = _opening(race, course, queue)
    if len(race.starters) < 2:
        return ()
    found: list[StoryFact] = []
    if not opening.sourced:
        when = _to_go(course, opening.at_m)
        found.append(JumpFact(id="imagined jump", when=when, rider=opening.rider, sure=_SURE, imagined=True))
    if not any(led_m > opening.at_m for led_m, _ in sourced_leaders(race, course)):
        when = _to_go(course, opening.at_m + _LEADS_SHARE * (course.event_m - opening.at_m))
        lead = LeadsFact(id="imagined lead", when=when, riders=(opening.rider,), sure=_SURE, imagined=True)
        found.append(lead)
    return tuple(found)


def _to_go(course: Course, at_m: float) -> When:
    return When(Mark.METRES_TO_GO, round(course.event_m - at_m, 1))


def _opening(race: Race, course: Course, queue: Sequence[str]) -> _Opening:
    """Where the sprint is opened and by whom: by the first attack that is told and no late kick, else by lot."""
    found = [
        (at_m, fact.rider)
        for fact in race.story
        if isinstance(fact, AttackFact) and (at_m := place_m(course, fact.when)) is not None
    ]
    kicks = {rider for at_m, rider in found if at_m > course.event_m - _KICK_M}
    found = [(at_m, rider) for at_m, rider in found if course.lap_m / 2 < at_m <= course.event_m - _KICK_M]
    if found:
        at_m, rider = min(found)
        return _Opening(at_m, rider, sourced=True)
    chance = lot(race, "opening")
    at_m = course.event_m - course.lap_m * chance.uniform(_LATE_LAPS, _EARLY_LAPS)
    by_lot = chance.random()
    leaders = sourced_leaders(race, course)
    later = [name for led_m, name in leaders if led_m >= at_m]
    if later:
        return _Opening(at_m, later[0], sourced=False)
    winner = race.winner if race.winner in race.starters else None
    others = [name for name in queue if name not in kicks and name != winner]
    if winner is None or winner in kicks or by_lot > _FROM_FRONT:
        return _Opening(at_m, others[0] if others else queue[0], sourced=False)
    return _Opening(at_m, winner, sourced=False)


def _leads(
    race: Race, course: Course, queue: Sequence[str], opening: _Opening, standings: Sequence[Standing]
) -> tuple[PlannedLead, ...]:
    """Who leads from where on before the sprint is opened: number one at first, others where they are told to."""
    leaders = [(at_m, name) for at_m, name in sourced_leaders(race, course) if at_m <= opening.at_m and name in queue]
    order = list(queue)
    found = [PlannedLead(0.0, tuple(order))]
    half_m = far_pursuit_m(course)
    if not any(at_m > half_m for at_m, _ in leaders) and not opening.sourced:
        chance = lot(race, "lead")
        if opening.rider != order[0] and chance.random() < 0.5:
            leaders.append((course.lap_m * chance.uniform(0.85, 1.2), opening.rider))
    swaps = [(at_m - _SWAP_M, (name,)) for at_m, name in leaders] + forced_swaps(queue, leaders, standings)
    for from_m, first in sorted(swaps):
        if tuple(order[: len(first)]) == first:
            continue
        from_m -= _SWAP_M * max(order.index(first[0]) - 1, 0)  # who passes several begins sooner
        order = [*first, *(other for other in order if other not in first)]
        found.append(PlannedLead(max(from_m, found[-1].from_m + 1.0), tuple(order)))
    return tuple(found)


def opens_mps(race: Race, course: Course, opens_m: float) -> float:
    """Speed at which a sprint is opened at an event distance, m/s: the later, the more it has been wound up."""
    laps = (course.event_m - opens_m) / course.lap_m
    riders = category_of(race.event.category).category.physique
    return riders.speed_share * mps(_interpolated(tuple(zip(_OPENS_LAPS, _OPENS_KMH, strict=True)), laps))


def _speeds(chance: random.Random, course: Course, opens_m: float, opens: float) -> tuple[tuple[float, float], ...]:
    """The leader's speed along the way: slow, slower on straights, and gathering towards the opening."""
    walk = mps(chance.uniform(*_WALK_KMH))
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
    """Evenly from one knot to the next, and level outside of them."""
    if at_m <= knots[0][0]:
        return knots[0][1]
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
        begins_m = opens_m + _STEERS_M
        knots += [(begins_m, opens_high), (begins_m + _DROP_WAY_M, _LANE_M)]
        feints = [at_m for at_m in _feints_m(race, course, name) if at_m < opens_m - 2 * _FEINT_WAY_M]
        found[name] = _with_feints(knots, feints)
    return found


def _feints_m(race: Race, course: Course, name: str) -> list[float]:
    """Where a rider is told to feint, event distances; of a window its middle."""
    found = []
    for fact in race.story:
        if isinstance(fact, FeintFact) and fact.rider == name:
            moments = fact.during.moments if fact.during is not None else (fact.when,)
            places = [at_m for when in moments if (at_m := place_m(course, when)) is not None]
            found += [sum(places) / len(places)] if places else []
    return sorted(found)


def _with_feints(knots: Sequence[tuple[float, float]], feints_m: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """A line up the boards that goes down and up again from each of the places on."""
    for at_m in feints_m:
        high = max(_interpolated(knots, at_m), _FEINT_FROM_M)
        down, up = at_m + _FEINT_WAY_M, at_m + 2 * _FEINT_WAY_M
        feint = [(at_m, high), (down, high - _FEINT_DOWN_M), (up, high)]
        knots = sorted([*(knot for knot in knots if not at_m <= knot[0] <= up), *feint])
    return tuple(knots)
