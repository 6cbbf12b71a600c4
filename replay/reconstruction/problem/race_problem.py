"""The start list and the results in numbers: what the solver needs of a race, with riders in one order for all."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from replay.base.units import Floats, mps
from replay.events.course import course_of
from replay.events.drawn.usual_course import drawn_gaps, is_result_only
from replay.events.event import Pace, Start
from replay.events.known_events import event_of
from replay.events.paced_way import paced_way
from replay.motion.pacer import PacerRide
from replay.motion.tactics_ride import TacticsRide, tactics_ride
from replay.race.facts import Pacer, Race
from replay.race.riders.category_words import category_of
from replay.race.riders.physique import Physique
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.incidents.pacer_off_fact import PacerOffFact
from replay.race.story.story_fact import StoryFact
from replay.race.when import Course, When
from replay.reconstruction.problem.measured_passings import UNTIMED, Timing, timed_places, timing_of
from replay.reconstruction.problem.winding_up import last_stretches, wound_up
from replay.track.velodrome import Velodrome


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Riders who started, in file order. A rider is an index into `riders` everywhere in the reconstruction.

    event_m     distance of the race, m
    velodrome   the track
    pacer       how the pacer rides, None in a race without one
    queue       (R,) riders in the order behind the pacer, first one first
    invented    names whose place in the queue no fact gives
    gap_s       (R,) seconds behind the official winner, nan where none is known
    crossing    riders who cross the finish line, in the order in which they do
    winner      the official winner, None where the race was stopped
    winner_s    race time of the winner's finish if it is known, else None
    fallen      riders who fall, with the fact that says so; those of them who cross the line get up again
    level       riders who came level over the line, each with those who share his place
    likely_s    (R,) gap to the rider before where nobody timed it, s, by place over the line; given or drawn by lot
    tactics     what is planned of the slow part of a race that begins slowly; None for all others
    unplaced    riders whose place at the finish is not known: here they have one by lot
    drawn       whether gaps and course are drawn by lot, because the result alone is known
    assumed     riders whose gap is not known and was reckoned from a fall
    standing    whether all stand on the start line at race time 0, the first of the queue on the inside
    pace        how riders of this event ride where no fact says otherwise
    physique    what riders of this category can do
    timing      what is measured beside gaps
    stopped     the moment at which the race was stopped, None if it was ridden to the finish: then nobody crosses the
                line
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
    pace: Pace
    physique: Physique
    timing: Timing = UNTIMED
    stopped: When | None = None
    level: tuple[tuple[int, ...], ...] = ()
    assumed: frozenset[int] = frozenset()
    likely_s: tuple[float, ...] = ()
    drawn: bool = False
    unplaced: frozenset[int] = frozenset()
    tactics: TacticsRide | None = None

    @property
    def count(self) -> int:
        """R, the number of riders."""
        return len(self.riders)

    @property
    def lap_m(self) -> float:
        """Length of a lap, m."""
        return self.velodrome.lap_m

    @property
    def course(self) -> Course:
        """The course of the race, in which moments and amounts are measured."""
        return course_of(self.event_m, self.velodrome)

    def index(self, name: str) -> int:
        """The index of a rider. Raises ValueError for a name that did not start."""
        return self.riders.index(name)

    def least_gap_s(self, rider: int) -> float:
        """So long after the winner a rider comes at least, by his own time or those of who come before him.

        nan for who does not come to the line.
        """
        if rider not in self.crossing:
            return float("nan")
        before = self.gap_s[list(self.crossing[: self.crossing.index(rider) + 1])]
        return float(np.max(before, initial=0.0, where=np.isfinite(before)))

    @property
    def pull_off_s(self) -> float:
        """Race time at which racing begins: the pacer's leaving, the opening after a slow part, or the start."""
        return self.pacer.off_s if self.pacer else self.tactics.until_s if self.tactics else 0.0

    @property
    def pull_off_m(self) -> float:
        """Distance at which racing begins, m."""
        return self.pacer.off_m if self.pacer else self.tactics.until_m if self.tactics else 0.0

    @property
    def effort_from_s(self) -> float:
        """Race time from which the power of riders is expected to be so and so: a sprint may be wound up before it."""
        return min(self.pull_off_s, self.tactics.winds_s) if self.tactics else self.pull_off_s

    @property
    def order_from_s(self) -> float:
        """Race time from which riders keep their order or pass: after the pacer, or once off the start line."""
        return self.tactics.filed_s if self.tactics else self.pull_off_s


def problem_of(race: Race, velodrome: Velodrome) -> Problem:
    """The numbers of a race on a track."""
    event, riders = event_of(race), race.starters
    index = {name: rider for rider, name in enumerate(riders)}
    timing = timing_of(race, riders)
    course = course_of(race.event.distance_m, velodrome)
    pacer = _pacer_ride(race.pacer, race.story, course) if race.pacer else None
    timed = {riders[rider]: place for rider, place in timed_places(timing, pacer).items()}
    queue = event.start_order(race, timed)
    known = {*race.start_order[: len(riders)], *timed}
    gaps = np.full(len(riders), np.nan)
    for result in race.results:
        if result.rider in index and result.gap_s is not None:
            gaps[index[result.rider]] = result.gap_s
    winner = None if race.winner is None else index[race.winner]
    if winner is not None:
        gaps[winner] = 0.0
    problem = Problem(
        riders=riders,
        event_m=race.event.distance_m,
        velodrome=velodrome,
        pacer=pacer,
        queue=tuple(index[name] for name in queue),
        invented=tuple(name for name in queue if name not in known),
        gap_s=gaps,
        crossing=tuple(index[name] for name in event.crossing_order(race) if name in index),
        winner=winner,
        winner_s=timing.winner_s,
        fallen=_fallen(race, index),
        timing=timing,
        standing=event.start(race) is Start.STANDING,
        pace=event.pace(race),
        physique=category_of(race.event.category).category.physique,
        stopped=race.stopped.when if race.stopped else None,
        level=_level(race, index),
        likely_s=tuple(drawn_gaps(race, len(riders))),
        drawn=is_result_only(race),
    )
    return timed_by(race, problem, timing)


def timed_by(race: Race, problem: Problem, timing: Timing) -> Problem:
    """The problem with these measured times alone, and the slow part as it leads to them."""
    event, tactics = event_of(race), event_of(race).tactics(race)
    problem = replace(problem, timing=timing, winner_s=timing.winner_s)
    if tactics is None:
        return problem
    pace, stretches = event.pace(race), last_stretches(timing, problem.gap_s, problem.winner, problem.event_m)
    known = category_of(race.event.category).category.physique
    tactics, physique = wound_up(tactics, known, stretches, problem.event_m)
    pace = replace(pace, entry_mps=tactics.opens_mps)
    return replace(problem, pace=pace, physique=physique, tactics=tactics_ride(tactics, problem.riders))


def _level(race: Race, index: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    """Riders who share a place, in the order of the file."""
    groups = dict.fromkeys(race.level_with(name) for name in index)
    return tuple(tuple(index[name] for name in group) for group in groups if len(group) > 1)


def _pacer_ride(pacer: Pacer, story: tuple[StoryFact, ...], course: Course) -> PacerRide:
    """The pacer as the race file has it; a main account of its leaving overrules the rule of the event."""
    reported = next((fact.when for fact in story if isinstance(fact, PacerOffFact) and fact.main), None)
    speeds = mps(pacer.from_kmh), mps(pacer.to_kmh)
    way = paced_way(*speeds, reported, course) if reported else None
    way = way or paced_way(*speeds, pacer.off, course)
    assert way is not None, "a race file says where the pacer leaves"
    return PacerRide(way.from_mps, way.to_mps, way.off_m)


def _fallen(race: Race, index: dict[str, int]) -> tuple[tuple[int, CrashFact], ...]:
    """Riders who fall, once each, with the strongest account of it."""
    crashes = [fact for fact in race.story if isinstance(fact, CrashFact)]
    fallen: dict[int, CrashFact] = {}
    for fact in sorted(crashes, key=strength, reverse=True):
        for name in fact.all_down:
            if name in index:
                fallen.setdefault(index[name], fact)
    return tuple(fallen.items())


def strength(fact: StoryFact) -> tuple[bool, float]:
    """What decides between two accounts: the main one, then the surer one."""
    return fact.main, fact.sure
