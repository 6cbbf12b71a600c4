"""Keirin: riders in a line behind a pacer that leaves the track, then a sprint to one finish.

Today's rules (UCI regulations, part 3, chapter keirin): 1500 m or the next whole laps, the pacer from 30 to 50 km/h,
off the track at three laps to go. Older rules, other distances, riders who stand on the line until the pacer passes,
and races without a pacer are the same event with other facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from replay.base.units import kmh, mps
from replay.events.course import course_of_race
from replay.events.drawn.usual_course import drawn_order, is_result_only
from replay.events.event import Highlight, Pace, Start, Worth
from replay.events.likely_queue import likely_queue, sourced_queue
from replay.events.one_finish import (
    FINISH,
    OF_THE_RACE,
    STOPPED,
    OneFinish,
    filled,
    known_places,
    usual_pace,
)
from replay.events.paced_way import paced_way
from replay.race.facts import Pacer, Race
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.when import Mark, When, is_at_line

PACER_OFF = When(Mark.LAPS_TO_GO, 3)
"""When the pacer leaves by today's rules."""

PACER_KMH = (30.0, 50.0)
"""Speed of the pacer at distance 0 and when it leaves, by today's rules."""

USUAL_MPS = 17.3
"""Mean speed from the pacer's leaving to the line of usual keirins of elite men: 750 m in 43.4 s."""


@dataclass(frozen=True, slots=True)
class Keirin(OneFinish):
    """A race behind a pacer and from it to the line."""

    kind: str = "keirin"

    def usual_pacer(self) -> Pacer | None:
        """The pacer of today's rules."""
        return Pacer(*PACER_KMH, PACER_OFF)

    def start(self, race: Race) -> Start:
        """Rolling behind the pacer; at rest where the riders wait for it, or where there is none."""
        return Start.STANDING if race.pacer is None or race.pacer.standing else Start.ROLLING

    def start_order(self, race: Race, timed: Mapping[str, float]) -> tuple[str, ...]:
        """The order behind the pacer: known places, and the rest filled so that nobody has to pass many.

        Whose passing was timed behind the pacer has the place that follows from it, and who is told to be in a place
        there is in it. A rider who is told to be in some place later is filled in there, the others as they finish. Of
        two who come next to each other in this order the better one gets the wheel of the other: sprints are won from
        the wheel, so each has one rider to pass, and the facts still ask for the fewest passes. What is told of the
        first metres after the pacer moves riders to where it is soonest done. Where the result alone is known, free
        places are drawn by lot, as they are on the track.
        """
        riders, places = race.starters, known_places(race)
        known = {name for name in places if name is not None}
        early = {name: at for name in riders if name not in known and (at := _early_place(race, name)) is not None}
        held = {**sourced_queue(race), **timed}
        asked = {**early, **{name: place for name, place in held.items() if name in riders and name not in known}}
        in_turn = sorted(asked, key=lambda name: (name not in held, asked[name]))
        places = filled(places, [(name, asked[name]) for name in in_turn])
        rest = sorted((name for name in riders if name not in places), key=lambda name: _likely_place(race, name))
        if is_result_only(race):
            rest = drawn_order(race, rest)
        elif not early:
            finishing = [name for name in rest if name in race.crossers]
            for place in range(0, len(finishing) - 1, 2):
                rest[place], rest[place + 1] = rest[place + 1], rest[place]
        free = () if is_result_only(race) else [name for name in riders if name not in known and name not in held]
        return likely_queue(race, [name if name is not None else rest.pop(0) for name in places], free)

    def pace(self, race: Race) -> Pace:
        """A build-up to the sprint, from the pacer's speed or from rest."""
        entry_mps = None if race.pacer is None else mps(race.pacer.to_kmh)
        return OneFinish.pace(self, race) if entry_mps is None else usual_pace(race, USUAL_MPS, entry_mps)

    def opening_words(self, race: Race) -> tuple[str, str]:
        """How many riders start, and how: behind the pacer at which speeds, or on the line until it passes."""
        count, pacer = len(race.starters), race.pacer
        if pacer is None:
            return OneFinish.opening_words(self, race)
        if pacer.standing:
            return f"{count} riders on the start line", "The pacer passes, and they join the line behind it."
        if not set(race.starters) <= set(race.start_order):
            return f"{count} riders behind the pacer", "Their order is not known: it is filled in."
        course = course_of_race(race)
        way = paced_way(mps(pacer.from_kmh), mps(pacer.to_kmh), pacer.off, course) if course else None
        from_kmh, to_kmh = round(kmh(way.from_mps) if way else pacer.from_kmh), round(pacer.to_kmh)
        rises = f"The speed rises from {from_kmh} to {to_kmh} km/h." if from_kmh < to_kmh else ""
        return f"{count} riders behind the pacer", rises or f"The speed is {to_kmh} km/h."

    def highlights(self, race: Race) -> tuple[Highlight, ...]:
        """The finish, the last bend, the pacer's leaving, the bell, the line behind the pacer before it leaves."""
        if race.pacer is None:
            return OneFinish.highlights(self, race)
        return (
            FINISH,
            STOPPED,
            Highlight(Worth.LAST_BEND, 0.4, 5.2),
            Highlight(Worth.PULL_OFF, 2.0, 4.0),
            Highlight(Worth.BELL, 0.8, 3.2),
            Highlight(Worth.PULL_OFF, 9.4, -2.0),
            *OF_THE_RACE,
        )


def _early_place(race: Race, name: str) -> int | None:
    """The place, from 0, in which a rider is first told to be; None if no source gives one."""
    places = [
        fact.order.index(name) + (fact.from_place or 1) - 1
        for fact in race.story
        if isinstance(fact, OrderFact) and name in fact.order and not is_at_line(fact.when)
    ]
    return places[0] if places else None


def _likely_place(race: Race, name: str) -> tuple[int, int]:
    """As they finish; behind those who do all who fall, and last whom they bring down."""
    crossers = race.crossers
    falls = [fact for fact in race.story if isinstance(fact, CrashFact)]
    down = 2 * any(name in fact.down for fact in falls) or 1 * any(name == fact.rider for fact in falls)
    return (crossers.index(name) if name in crossers else len(crossers)), down
