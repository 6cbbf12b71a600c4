"""What is marked on the charts: moments, attacks that the motion shows, and what is told, with its status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from replay.charts.series import Series
from replay.motion.moments import find_moment, leader_crossing_s
from replay.motion.outcome import FactVerdict, Reconstruction
from replay.motion.standings import order_at
from replay.motion.trajectory import Motion
from replay.race.amounts import Bound
from replay.race.facts import Race
from replay.race.story.incidents.pacer_off_fact import PacerOffFact
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.story_fact import StoryFact
from replay.scene.cues.cue import AttackCue, only
from replay.scene.cues.cue_finder import find_cues

_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class LapTick:
    """A line across the charts at a whole number of laps to go."""

    distance_m: float
    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class AttackMark:
    """An attack that the motion shows: rider (row of the motion) and where he was when it began."""

    rider: int
    distance_m: float


@dataclass(frozen=True, slots=True)
class FactMark:
    """A fact of the story on the charts.

    rider       index of the rider that it is about, -1 for the whole field or the pacer
    distance_m  of the leader at the fact's moment, or of the rider in front for a gap
    weight      which words are kept where there is no room for all: the smaller the sooner
    gap_s       for a gap: where it lies on the gap chart, seconds behind the leader; else None
    bound       for a gap: how the amount is meant
    status      a word if the fact does not stand, else empty
    pacer       that the pacer leaves: marked where it does, not among what the riders do
    """

    words: str
    rider: int
    distance_m: float
    weight: int = 2
    gap_s: float | None = None
    bound: Bound = Bound.ABOUT
    status: str = ""
    pacer: bool = False

    @property
    def stands(self) -> bool:
        return not self.status


def lap_ticks(series: Series, lap_m: float, *, stopped_of_m: float | None = None) -> tuple[LapTick, ...]:
    """Laps to go at round distances, the bell and the finish; on long races not every lap.

    stopped_of_m: of a race that was stopped the distance that it should have had
    """
    finish_m = series.event_m if stopped_of_m is None else stopped_of_m
    laps = int((finish_m - series.from_m) / lap_m + 1e-9)
    every = -(-laps // _MOST_TICKS) or 1
    counts = [n for n in range(laps, 1, -1) if n % every == 0]
    words = [f"{n} laps to go" if n == counts[0] else f"{n} to go" for n in counts]
    ticks = [LapTick(finish_m - n * lap_m, said) for n, said in zip(counts, words, strict=True)]
    if laps >= 1:
        ticks.append(LapTick(finish_m - lap_m, "Bell", strong=True))
    last = LapTick(series.event_m, "Finish" if stopped_of_m is None else "Stopped", strong=True)
    return (*(tick for tick in ticks if tick.distance_m < last.distance_m), last)


def pull_off_m(motion: Motion) -> float | None:
    """Distance of the leading rider as the pacer leaves; None without a pacer."""
    if motion.pacer is None or not np.isfinite(motion.pull_off_s) or motion.pull_off_s > motion.over_s:
        return None
    return _leader_m(motion, motion.pull_off_s)


def attack_marks(motion: Motion) -> tuple[AttackMark, ...]:
    """Attacks that the motion shows."""
    attacks = only(find_cues(motion), AttackCue)
    return tuple(AttackMark(cue.rider, float(motion.at(cue.time_s).distance_m[cue.rider])) for cue in attacks)


def fact_marks(
    race: Race, reconstruction: Reconstruction, series: Series, tags: Mapping[str, str]
) -> tuple[FactMark, ...]:
    """What the story tells of the motion, in its order. tags: short names of the riders.

    Left out are captions and turns of the head, which ask nothing of it, and facts from before the charts begin.
    """
    motion = reconstruction.motion
    winner = motion.index(race.winner) if race.winner in motion.riders else None
    by_id = {verdict.fact: verdict for verdict in reconstruction.verdicts}
    found = []
    for fact in race.story:
        if fact.id not in by_id or fact.shown_only:
            continue
        found_s = by_id[fact.id].at_s
        moment = find_moment(motion, fact.when, winner=winner) if found_s is None else found_s
        if moment is None:
            continue
        mark = _mark(fact, by_id[fact.id], motion, moment, tags)
        if mark.distance_m >= series.from_m:
            found.append(mark)
    return tuple(found)


def _mark(fact: StoryFact, verdict: FactVerdict, motion: Motion, moment_s: float, tags: Mapping[str, str]) -> FactMark:
    name, weight = fact.chart_rider, fact.chart_weight
    row = motion.riders.index(name) if name in motion.riders else -1
    status = "" if verdict.stands else str(verdict.status)
    words = fact.chart_words(lambda rider: tags.get(rider, rider))
    if isinstance(fact, GapFact) and row >= 0:
        distance = float(motion.at(moment_s).distance_m[row])
        gap = _gap_s(fact, verdict, motion, moment_s)
        return FactMark(words, row, distance, weight, gap, fact.amount.bound, status)
    pacer = isinstance(fact, PacerOffFact)
    return FactMark(words, row, _leader_m(motion, moment_s), weight, status=status, pacer=pacer)


def _gap_s(fact: GapFact, verdict: FactVerdict, motion: Motion, moment_s: float) -> float | None:
    """Seconds behind the leader at which the rider behind would pass where `ahead` is, if the told gap were so.

    A gap in metres is ridden at the speed that the motion gives the rider behind.
    """
    ahead = motion.index(fact.ahead)
    where = float(motion.at(moment_s).distance_m[ahead])
    behind = _partner(fact, motion, moment_s)
    if behind is None:
        return None
    seconds = verdict.asked
    if verdict.unit != "s":
        ends = motion.path.times_at(behind, np.array([where - verdict.asked, where]))
        seconds = float(ends[1] - ends[0])
    lead = moment_s - leader_crossing_s(motion, where)
    return seconds + max(lead, 0.0) if np.isfinite(seconds) and np.isfinite(lead) else None


def _partner(fact: GapFact, motion: Motion, moment_s: float) -> int | None:
    if isinstance(fact.behind, tuple):
        named = {motion.index(name) for name in fact.behind if name in motion.riders}
        return next((rider for rider in order_at(motion, moment_s) if rider in named), None)
    if fact.behind is not None:
        return motion.riders.index(fact.behind) if fact.behind in motion.riders else None
    order = order_at(motion, moment_s)
    after = order.index(motion.index(fact.ahead)) + 1
    return order[after] if after < len(order) else None


def _leader_m(motion: Motion, time_s: float) -> float:
    return min(float(motion.led_m(time_s)), motion.event_distance_m)
