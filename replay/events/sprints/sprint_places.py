"""Where on the way of a sprint the story places things: event distances of its moments, and who leads there."""

from __future__ import annotations

from replay.race.facts import Race
from replay.race.story.duels.lead_out_fact import LeadOutFact, far_pursuit_line
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.story_fact import StoryFact
from replay.race.when import Course, Mark, When

_ASIDE_S = 9.0
"""About how fast a leader of the slow part goes, m/s: what an offset in seconds is in metres."""


def place_m(course: Course, when: When) -> float | None:
    """Event distance of a moment, seconds counted as metres; None where it is not a matter of distance."""
    at_m = 0.0 if when == When(Mark.RACE_TIME) else course.distance_m(when)
    return None if at_m is None else at_m + _ASIDE_S * when.offset_s


def sourced_leaders(race: Race, course: Course) -> list[tuple[float, str]]:
    """(event distance, who leads there) as the story tells it, in the order of the way."""
    found = []
    for fact in race.story:
        name = _leading(race, fact)
        if name is None or fact.during is not None or fact.shown_only:
            continue
        ends = [fact.when, fact.lasts_until] if fact.lasts_until is not None else [fact.when]
        if isinstance(fact, LeadOutFact) and fact.until is None:
            ends.append(far_pursuit_line(course))
        found += [(at_m, name) for when in ends if (at_m := place_m(course, when)) is not None]
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


def far_pursuit_m(course: Course) -> float:
    """Event distance of the pursuit line of the first back straight."""
    return course.lap_m / 2 - course.finish_m
