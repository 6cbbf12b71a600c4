"""What the rules of a sprint exclude in a race file (UCI regulations, part 3, chapter sprint)."""

from __future__ import annotations

from collections.abc import Iterator

from replay.events.course import course_of_race
from replay.events.event import EventMistake
from replay.events.sprints.sprint_places import sourced_leaders
from replay.race.facts import Race
from replay.race.story.boards.side_fact import SideFact
from replay.race.story.duels.lead_out_fact import LeadOutFact, far_pursuit_line
from replay.race.story.duels.standstill_fact import LONGEST_S, StandstillFact
from replay.race.story.places.overtake_fact import OvertakeFact
from replay.race.when import Course

MOST_RIDERS = 4
"""Places 5 to 8 are ridden for by four; in the rounds before there are two or three."""

MOST_STANDSTILLS = 2
"""After them the starter tells the leader to go on."""

SPRINT_M = 200.0
"""Where the final sprint begins at the latest, in which riders hold their lines."""

SLOWEST_LAST_S = 30.0
"""Who sits up 200 m before the line still rolls at 24 km/h."""

_SAME_M = 1.0


def sprint_mistakes(race: Race) -> Iterator[EventMistake]:
    """Every rule that the file breaks. Of too few or too many riders no more is asked: it is another race."""
    crowd = tuple(_riders(race))
    yield from crowd
    if crowd:
        return
    yield from _standstills(race)
    yield from _first_half_lap(race)
    yield from _last_200_m(race)
    course = course_of_race(race)
    if course is not None:
        yield from _inside_in_the_sprint(race, course)


def _riders(race: Race) -> Iterator[EventMistake]:
    count = len(race.riders)
    if count < 2:
        message = "a sprint is ridden by two riders at least"
        yield EventMistake(("riders",), message, "add the other one; who did not start has `status: DNS`", at_key=True)
    elif count > MOST_RIDERS:
        message = f"a sprint is ridden by {MOST_RIDERS} riders at most, and {count} are listed"
        yield EventMistake(("riders",), message, "write a file for each race", at_key=True)


def _standstills(race: Race) -> Iterator[EventMistake]:
    found = [(index, fact) for index, fact in enumerate(race.story) if isinstance(fact, StandstillFact)]
    for index, _ in found[MOST_STANDSTILLS:]:
        message = f"more standstills than the {MOST_STANDSTILLS} of {LONGEST_S:g} s that the rules allow"
        yield EventMistake(("story", index, "standstill"), message, "take it out, or tell it as a caption")


def _last_200_m(race: Race) -> Iterator[EventMistake]:
    """Times of the last 200 m in which nobody sprints: a slip of the pen, or that of another stretch."""
    for time in race.timed:
        length_m = time.to_m - time.from_m
        if time.to_m == race.event.distance_m and length_m == SPRINT_M and time.time_s > SLOWEST_LAST_S:
            message = (
                f"{time.written} s for the last {SPRINT_M:g} m, which take {SLOWEST_LAST_S:g} s at most in a sprint"
            )
            yield EventMistake(time.location, message, "mend the time, or take it out")


def _first_half_lap(race: Race) -> Iterator[EventMistake]:
    """Number one leads to the far pursuit line unless passed: who is told to lead out has drawn the inside."""
    inside = race.start_order[0] if race.start_order else None
    if inside is None:
        return
    passed = {fact.rider for fact in race.story if isinstance(fact, OvertakeFact)}
    for index, fact in enumerate(race.story):
        leads = isinstance(fact, LeadOutFact) and fact.riders[0] != inside
        if leads and fact.named[0].name not in passed:
            message = f"{fact.named[0].name} leads out, and {inside} has drawn the inside and leads the first half lap"
            remedy = f"write {inside}, mend `start_order`, or tell who passes whom: `pass: {{rider: …, of: {inside}}}`"
            yield EventMistake(("story", index, "lead_out"), message, remedy)


def _inside_in_the_sprint(race: Race, course: Course) -> Iterator[EventMistake]:
    """Who passes the leader on the left in the sprint is relegated."""
    order = list(race.crossers)
    relegated = {result.rider for result in race.results if result.status is not None and result.status.demotes}
    for index, fact in enumerate(race.story):
        key = "pass" if isinstance(fact, OvertakeFact) else "inside"
        inner = _inner_of(fact)
        at_m = course.distance_m(fact.when)
        if inner is None or at_m is None or at_m < course.event_m - SPRINT_M - _SAME_M:
            continue
        rider, other = inner
        ahead = rider in order and other in order and order.index(rider) < order.index(other)
        passes = isinstance(fact, OvertakeFact) and len(race.starters) == 2
        if ahead and rider not in relegated and (passes or _leader_at(race, at_m, course) == other):
            message = f"{rider} passes {other}, who leads, on the inside in the sprint, and is not relegated"
            remedy = f"write `status: REL` in the result of {rider}, or mend the side"
            yield EventMistake(("story", index, key), message, remedy)


def _inner_of(fact: object) -> tuple[str, str] | None:
    """Who is inside of whom by a fact; None where it says nothing of it."""
    if isinstance(fact, SideFact) and fact.inside:
        return fact.rider, fact.of
    if isinstance(fact, OvertakeFact) and fact.side == "inside":
        return fact.rider, fact.of
    return None


def _leader_at(race: Race, at_m: float, course: Course) -> str | None:
    """Who leads at a distance by what is told last of it before; None where nothing is: who is inside may have led."""
    known = sourced_leaders(race, course)
    if len(race.starters) == 2:
        passes = [(course.distance_m(fact.when), fact.rider) for fact in race.story if isinstance(fact, OvertakeFact)]
        known += [(passed_m, name) for passed_m, name in passes if passed_m is not None]
    return max(((led_m, name) for led_m, name in known if led_m <= at_m + _SAME_M), default=(0.0, None))[1]


def half_lap_m(course: Course) -> float:
    """Event distance of the far pursuit line."""
    found = course.distance_m(far_pursuit_line(course))
    assert found is not None
    return found
