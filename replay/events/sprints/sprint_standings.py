"""Standstills of a sprint as they are planned: where, who stands, and who is forced to the front by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from replay.events.sprints.sprint_places import place_m
from replay.events.tactics import Standing
from replay.race.facts import Race
from replay.race.story.duels.lead_out_fact import far_pursuit_line
from replay.race.story.duels.standstill_fact import ABOUT_M, StandstillFact, off_straight_m
from replay.race.when import Course

_BETWEEN_M, _LEAST_BETWEEN_M = 15.0, 8.0
"""Between two standstills riders roll on so far; where the straight ends sooner the second part is less."""

_ROLLS_IN_S = 1.2
"""Who comes to rest and goes again is so long as good as still: it is part of a standstill that is told."""

_FORCES_M, _LED_M = 35.0, 60.0
"""Who stands alone is in front from so long before on, unless another is told to lead within so long before."""


def standings_of(race: Race, course: Course) -> tuple[Standing, ...]:
    """Where riders stand still, by the story: on the straight that is nearest, where the boards are flat enough."""
    found = []
    for fact in race.story:
        if not isinstance(fact, StandstillFact):
            continue
        moments = fact.during.moments if fact.during is not None else (fact.when,)
        if fact.during is not None and fact.during.start is None:
            moments = (far_pursuit_line(course), *moments)
        places = [at_m for when in moments if (at_m := place_m(course, when)) is not None]
        if places and (fact.during is not None or off_straight_m(course, fact.when) <= ABOUT_M):
            at_m = sum(places) / len(places) if fact.during is not None else places[0] + 1.0
            alone = fact.riders if len(fact.riders) < len(race.starters) else ()
            found.append(Standing(_on_straight(course, at_m), max(fact.lasts_s - _ROLLS_IN_S, 0.5), alone))
    return _apart(course, sorted(found, key=lambda one: one.at_m))


def _apart(course: Course, standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """The same, each so far from the one before that riders move in between: two are not one of twice the length."""
    found: list[Standing] = []
    for one in standings:
        at_m = one.at_m
        if found and at_m < found[-1].at_m + _BETWEEN_M:
            at_m = max(_on_straight(course, found[-1].at_m + _BETWEEN_M), found[-1].at_m + _LEAST_BETWEEN_M)
        found.append(replace(one, at_m=at_m))
    return tuple(found)


def _on_straight(course: Course, at_m: float) -> float:
    """The nearest event distance at which a rider of the file still stands on a straight."""
    half_m, reach_m = course.lap_m / 2, course.straight_m / 2
    from_middle = (at_m + course.finish_m + half_m / 2) % half_m - half_m / 2
    kept = min(max(from_middle, -reach_m + 4.0), reach_m)
    return at_m + kept - from_middle


def forced_swaps(
    queue: Sequence[str], leaders: Sequence[tuple[float, str]], standings: Sequence[Standing]
) -> list[tuple[float, tuple[str, ...]]]:
    """(from, who then rides in front) where one stands alone: he leads until then, for it forces the others past.

    Unless another is told to lead as he stands: then he stands behind.
    """
    found = []
    for one in standings:
        led = [name for at_m, name in sorted(leaders) if one.at_m - _LED_M < at_m <= one.at_m]
        if one.riders and (not led or led[-1] in one.riders):
            found += [(one.at_m - _FORCES_M, one.riders[:1])]
            found += [(one.at_m, tuple(name for name in queue if name not in one.riders))]
    return found
