"""The start list and the results in numbers: what the solver needs of a race, with rows in one order for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats, mps
from replay.events.course import course_of
from replay.motion.pacer import PacerRide
from replay.race.facts import Pacer, Race, Status
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.incidents.pacer_off_fact import PacerOffFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.story.story_fact import StoryFact
from replay.race.when import Course, Mark, When
from replay.reconstruction.constraints.measured_times import UNTIMED, Timing, timed_places, timing_of
from replay.track.velodrome import Velodrome


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Riders who started, in file order; the row of a rider is his index here.

    queue       (R,) rows in the order behind the pacer, first one first
    invented    names whose place in the queue no fact gives
    gap_s       (R,) seconds behind the official winner, nan where none is known
    crossing    rows of those who cross the finish line, in the order in which they do
    winner      row of the official winner
    winner_s    race time of his finish if it is known, else None
    fallen      rows of riders who are told to fall, with the fact that says so
    timing      what is measured beside gaps
    standing    whether all stand on the start line at race time 0, the first of the queue on the inside
    stopped     the moment at which the race was stopped, None if it was ridden to the finish: then nobody crosses the
                line, and `winner` is None
    """

    riders: tuple[str, ...]
    event_m: float
    velodrome: Velodrome
    pacer: PacerRide | None
    queue: tuple[int, ...]
    invented: tuple[str, ...]
    gap_s: Floats
    crossing: tuple[int, ...]
    winner: int | None
    winner_s: float | None
    fallen: tuple[tuple[int, CrashFact], ...]
    standing: bool
    timing: Timing = UNTIMED
    stopped: When | None = None

    @property
    def count(self) -> int:
        return len(self.riders)

    @property
    def lap_m(self) -> float:
        return self.velodrome.lap_m

    @property
    def course(self) -> Course:
        """The way of the race, in which moments and told amounts are measured."""
        return course_of(self.event_m, self.velodrome)

    def row(self, rider: str) -> int:
        return self.riders.index(rider)

    @property
    def pull_off_s(self) -> float:
        """Race time at which racing begins: the pacer's leaving, or the start."""
        return self.pacer.off_s if self.pacer else 0.0

    @property
    def pull_off_m(self) -> float:
        return self.pacer.off_m if self.pacer else 0.0


def problem_of(race: Race, velodrome: Velodrome) -> Problem:
    """The numbers of a race on a track."""
    riders = race.starters
    rows = {name: row for row, name in enumerate(riders)}
    timing = timing_of(race, riders)
    course = course_of(race.event.distance_m, velodrome)
    pacer = _pacer_ride(race.pacer, race.story, course) if race.pacer else None
    queue, invented = _queue(race, riders, {riders[row]: place for row, place in timed_places(timing, pacer).items()})
    gaps = np.full(len(riders), np.nan)
    for result in race.results:
        if result.rider in rows and result.gap_s is not None:
            gaps[rows[result.rider]] = result.gap_s
    winner = None if race.winner is None else rows[race.winner]
    if winner is not None:
        gaps[winner] = 0.0
    return Problem(
        riders=riders,
        event_m=race.event.distance_m,
        velodrome=velodrome,
        pacer=pacer,
        queue=tuple(rows[name] for name in queue),
        invented=invented,
        gap_s=gaps,
        crossing=tuple(rows[name] for name in race.crossers if name in rows),
        winner=winner,
        winner_s=timing.winner_s,
        fallen=_fallen(race, rows),
        timing=timing,
        standing=race.pacer is None or race.pacer.standing,
        stopped=race.stopped.when if race.stopped else None,
    )


def _queue(race: Race, riders: tuple[str, ...], timed: dict[str, float]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The order behind the pacer: known places, and the rest filled so that nobody has to pass many.

    Whose passing was timed behind the pacer has the place that follows from it (timed, from 0). A rider who is told to
    be in some place later is filled in there, the others as they finish. Of two who come next
    to each other in this order the better one gets the wheel of the other: sprints are won from the wheel, so each has
    one rider to pass, and the facts still ask for the fewest passes.
    """
    known = list(race.start_order[: len(riders)])
    places = known + [None] * (len(riders) - len(known))
    early = {name: place for name in riders if name not in known and (place := _early_place(race, name)) is not None}
    asked = {**early, **{name: place for name, place in timed.items() if name not in known}}
    for name in sorted(asked, key=lambda name: (name not in timed, asked[name])):
        free = [place for place, holder in enumerate(places) if holder is None]
        places[next((place for place in free if place >= round(asked[name])), free[-1])] = name
    rest = sorted((name for name in riders if name not in places), key=lambda name: _likely_place(race, name))
    if not early:
        finishing = [name for name in rest if name in race.crossers]
        for place in range(0, len(finishing) - 1, 2):
            rest[place], rest[place + 1] = rest[place + 1], rest[place]
    queue = tuple(name if name is not None else rest.pop(0) for name in places)
    return queue, tuple(name for name in queue if name not in known and name not in timed)


def _early_place(race: Race, name: str) -> int | None:
    """The place, from 0, in which a rider is first told to be; None if nothing is told of it."""
    told = [
        fact.order.index(name) + (fact.from_place or 1) - 1
        for fact in race.story
        if isinstance(fact, OrderFact) and name in fact.order and fact.when.mark is not Mark.FINISH
    ]
    return told[0] if told else None


def _likely_place(race: Race, name: str) -> tuple[int, int]:
    """As they finish; behind those who do all who fall, and last whom they bring down."""
    crossers = race.crossers
    falls = [fact for fact in race.story if isinstance(fact, CrashFact)]
    down = 2 * any(name in fact.down for fact in falls) or 1 * any(name == fact.rider for fact in falls)
    return (crossers.index(name) if name in crossers else len(crossers)), down


def _pacer_ride(pacer: Pacer, story: tuple[StoryFact, ...], course: Course) -> PacerRide:
    told = next((fact.when for fact in story if isinstance(fact, PacerOffFact) and fact.main), None)
    return _ride(pacer, told if told and told.mark is not Mark.PULL_OFF else pacer.off, course)


def _ride(pacer: Pacer, off: When, course: Course) -> PacerRide:
    slow, fast = mps(pacer.from_kmh), mps(pacer.to_kmh)
    metres = leaving_m(off, course, (slow + fast) / 2)
    return PacerRide(slow, fast, course.event_m / 2 if metres is None else metres)


def leaving_m(off: When, course: Course, mean_mps: float) -> float | None:
    """Distance at which a pacer leaves at the moment told, None for moments that do not say where."""
    if off.mark in (Mark.LAST_BEND, Mark.FINISH):
        return None
    metres = off.value * mean_mps if off.mark is Mark.RACE_TIME else course.distance_m(off)
    return None if metres is None else metres + off.offset_s * mean_mps


def _fallen(race: Race, rows: dict[str, int]) -> tuple[tuple[int, CrashFact], ...]:
    """Riders who fall, once each: as the strongest account has it."""
    unplaced = {r.rider for r in race.results if r.status in (Status.DNF, Status.DSQ)}
    unplaced |= set(rows) if race.stopped else set()
    crashes = [fact for fact in race.story if isinstance(fact, CrashFact)]
    fallen: dict[int, CrashFact] = {}
    for fact in sorted(crashes, key=strength, reverse=True):
        for name in (fact.rider, *fact.down):
            if name in rows and name in unplaced:
                fallen.setdefault(rows[name], fact)
    return tuple(fallen.items())


def strength(fact: StoryFact) -> tuple[bool, float]:
    """What decides between two accounts: the main one, then the surer one."""
    return fact.main, fact.sure
