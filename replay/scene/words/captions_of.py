"""Captions: what sources tell, in the words of the race file, and short words for what the motion itself shows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from replay.base.easing import shown_between
from replay.base.units import kmh
from replay.motion.moments import find_moment
from replay.motion.standings import standings_at
from replay.motion.timekeeping import clocked
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.story.story_fact import StoryFact
from replay.race.timed import LAST_M
from replay.scene.camera.timeline import Timeline
from replay.scene.cues import Cue, CueKind
from replay.scene.frame import Caption, RiderLook

SHORTEST_S = 2.5
LONGEST_S = 4.6
_BETWEEN_S = 0.2
_LATE_S = 2.0
_EARLY_S = 2.6
_EQUAL_S = 1e-6
_LEAP_S = 2.0
_SAME_S = 5.0
_CLEAR_M = 4.0
_PILE_S = 1.0
"""Who falls within this of another falls with him."""

_ORDINALS = {1: "first", 2: "second", 3: "third"}
_WEIGHT = {
    CueKind.FINISH: 9,
    CueKind.STOPPED: 9,
    CueKind.FALL: 8,
    CueKind.PULL_OFF: 7,
    CueKind.BELL: 6,
    CueKind.BIGGEST_LEAD: 5,
    CueKind.CATCH: 5,
    CueKind.LAST_BEND: 4,
    CueKind.ATTACK: 4,
    CueKind.OVERTAKE: 3,
    CueKind.START: 2,
    CueKind.LAP: 1,
}
_TOLD_WEIGHT = 10


@dataclass(frozen=True, slots=True)
class Showing:
    """A caption from..to of video time, and the riders (names, at most two) who are named on the track meanwhile.

    leap_s  video time at which the film leaps on to a later part of the race: no caption is carried over it
    """

    video_from_s: float
    video_to_s: float
    caption: Caption
    riders: tuple[str, ...] = ()
    weight: int = 0
    leap_s: float = math.inf


def captions_of(
    race: Race, motion: Motion, looks: tuple[RiderLook, ...], cues: tuple[Cue, ...], timeline: Timeline
) -> tuple[Showing, ...]:
    """The captions of a timeline, never two at once; what is told goes before what is merely seen."""
    told = _told(race, motion, timeline)
    wanted = [*told, *(seen for seen in _seen(race, motion, looks, cues, timeline) if not _said(seen, told))]
    ends = [s.video_end_s for s in timeline.segments if not s.card]
    return _one_at_a_time(wanted, max(ends))


def told_afterwards(race: Race, motion: Motion, timeline: Timeline) -> str:
    """Captions of the story whose moment comes after the last picture of the race, in their order, as sentences."""
    end_s = max(segment.race_end_s for segment in timeline.segments if not segment.card)
    late = [(moment, told.caption) for told, moment in _told_moments(race, motion) if moment > end_s and told.caption]
    words = (caption for _, caption in sorted(late, key=lambda each: each[0]))
    return " ".join(caption if caption[-1] in ".!?" else f"{caption}." for caption in words)


def caption_at(showings: tuple[Showing, ...], video_time_s: float) -> tuple[Caption | None, tuple[str, ...]]:
    """The caption at a video time, and whom it names."""
    for showing in showings:
        if showing.video_from_s <= video_time_s < showing.video_to_s:
            shown = shown_between(video_time_s, showing.video_from_s, showing.video_to_s)
            return replace(showing.caption, shown=shown), showing.riders
    return None, ()


def _said(seen: Showing, told: list[Showing]) -> bool:
    """Whether a source tells about the same time what somebody is seen to do. Falls and the win are always said."""
    if seen.weight >= _WEIGHT[CueKind.FALL]:
        return False
    return any(set(seen.riders) & set(t.riders) and abs(seen.video_from_s - t.video_from_s) < _SAME_S for t in told)


def _one_at_a_time(wanted: list[Showing], end_s: float) -> tuple[Showing, ...]:
    """Captions that do not overlap: the weightiest keep their place, others yield as far as they can be read."""
    kept: list[Showing] = []
    for showing in sorted((_in_time(s, end_s) for s in wanted), key=lambda s: (-s.weight, s.video_from_s)):
        last_s = min(end_s, showing.leap_s)
        start, end = showing.video_from_s, min(showing.video_to_s, last_s)
        for other in kept:
            if other.video_from_s <= start < other.video_to_s + _BETWEEN_S:
                start = other.video_to_s + _BETWEEN_S
        late = start - showing.video_from_s
        end = min(
            [end + late, last_s, *(other.video_from_s - _BETWEEN_S for other in kept if other.video_from_s > start)]
        )
        if end - start >= SHORTEST_S - _EQUAL_S and late <= 1.0:
            kept.append(replace(showing, video_from_s=start, video_to_s=end))
    return tuple(sorted(kept, key=lambda s: s.video_from_s))


def _in_time(showing: Showing, end_s: float) -> Showing:
    """What comes just too late to be read before the pictures of the race end comes sooner."""
    early = min(max(showing.video_from_s + SHORTEST_S - min(end_s, showing.leap_s), 0.0), _EARLY_S)
    return replace(showing, video_from_s=showing.video_from_s - early)


def _told(race: Race, motion: Motion, timeline: Timeline) -> list[Showing]:
    found = []
    for told, moment in _told_moments(race, motion):
        caption = Caption(told.caption or "", "", _as_reported(race, told))
        found += _showing(timeline, moment, caption, ((told.doer,) if told.doer else ()), _TOLD_WEIGHT)
    return found


def _told_moments(race: Race, motion: Motion) -> Iterator[tuple[StoryFact, float]]:
    """What of the story has a caption, with its race time."""
    winner = motion.riders.index(race.winner) if race.winner in motion.riders else None
    for told in race.story:
        moment = find_moment(motion, told.when, winner=winner) if told.caption else None
        if moment is not None:
            yield told, moment


def _as_reported(race: Race, told: StoryFact) -> str:
    publisher = next((source.publisher for source in race.sources if source.id == told.source), "")
    return f"as reported by {publisher}" if publisher else ""


def _seen(
    race: Race, motion: Motion, looks: tuple[RiderLook, ...], cues: tuple[Cue, ...], timeline: Timeline
) -> list[Showing]:
    words = _Words(race, motion, looks)
    found = []
    for cue in cues:
        caption = words.of(cue)
        if caption is not None:
            riders = (motion.riders[cue.rider],) if cue.kind in _NAMING and cue.rider >= 0 else ()
            found += _showing(timeline, cue.time_s, caption, riders, _WEIGHT[cue.kind])
    return found


_PLACING = (CueKind.ATTACK, CueKind.BIGGEST_LEAD, CueKind.CATCH, CueKind.OVERTAKE)
_NAMING = (CueKind.ATTACK, CueKind.OVERTAKE, CueKind.CATCH, CueKind.FALL, CueKind.FINISH)


def placed_riders(race: Race) -> frozenset[str]:
    """Riders of whom anything is told that says where they were: a place in the draw, an order, a gap, an attack."""
    named = {rider.name for fact in race.story if fact.tells_place for rider in fact.named}
    return frozenset(name for name in {*named, *race.start_order} if name)


def _showing(
    timeline: Timeline, race_time_s: float, caption: Caption, riders: tuple[str, ...], weight: int
) -> list[Showing]:
    video = timeline.first_shown(race_time_s, within_s=_LATE_S)
    if video is None:
        return []
    letters = len(caption.head) + len(caption.body)
    lasts = min(max(1.4 + 0.05 * letters, SHORTEST_S), LONGEST_S)
    return [Showing(video, video + lasts, caption, riders, weight, _next_leap(timeline, video))]


def _next_leap(timeline: Timeline, video_time_s: float) -> float:
    """Video time of the next cut to a later part of the race, inf if there is none."""
    cuts = pairwise(segment for segment in timeline.segments if not segment.card)
    leaps = [after.video_start_s for before, after in cuts if after.race_start_s > before.race_end_s + _LEAP_S]
    return next((leap for leap in leaps if leap > video_time_s), math.inf)


@dataclass(frozen=True, slots=True)
class _Words:
    """Short words for cues: only what the motion shows, and figures of the result where they are timed."""

    race: Race
    motion: Motion
    looks: tuple[RiderLook, ...]

    def of(self, cue: Cue) -> Caption | None:
        words = {
            CueKind.START: self._start,
            CueKind.PULL_OFF: self._pull_off,
            CueKind.ATTACK: self._attack,
            CueKind.BIGGEST_LEAD: self._biggest_lead,
            CueKind.CATCH: self._catch,
            CueKind.OVERTAKE: self._overtake,
            CueKind.LAP: self._lap,
            CueKind.BELL: self._bell,
            CueKind.LAST_BEND: self._last_bend,
            CueKind.FALL: self._fall,
            CueKind.STOPPED: self._stopped,
            CueKind.FINISH: self._finish,
        }.get(cue.kind)
        unknown = cue.kind in _PLACING and not self._placed(cue.rider, cue.other)
        return None if words is None or unknown else words(cue)

    def _placed(self, *riders: int) -> bool:
        """Whether anything is known of where these riders were; else the order is ours and no words are made of it."""
        return self.race.stopped is None or {self.motion.riders[row] for row in riders} <= placed_riders(self.race)

    def _name(self, rider: int) -> str:
        found = self.race.rider(self.motion.riders[rider])
        return found.last if found.last == found.name else found.full_name

    def _start(self, _: Cue) -> Caption | None:
        count = len(self.motion.riders)
        if self.race.pacer is None:
            return Caption(f"{count} riders, {self.motion.event_distance_m:.0f} m", "")
        speeds = f"{self.race.pacer.from_kmh:.0f} to {self.race.pacer.to_kmh:.0f} km/h"
        body = f"The speed rises from {speeds}." if self._draw_known() else "Their order is not known: it is filled in."
        if self.race.pacer.standing:
            return Caption(f"{count} riders on the start line", "The pacer passes, and they join the line behind it.")
        return Caption(f"{count} riders behind the pacer", body)

    def _pull_off(self, cue: Cue) -> Caption | None:
        leading = f"{self._leading(cue)} " if self._draw_known() else ""
        return Caption("The pacer leaves the track", f"{leading}The sprint is open.")

    def _draw_known(self) -> bool:
        """Whether every place behind the pacer is given: who is in an invented place is not named for it."""
        return set(self.race.starters) <= set(self.race.start_order)

    def _attack(self, cue: Cue) -> Caption | None:
        return Caption(f"{self._name(cue.rider)} goes", f"{self._name(cue.other)} is next behind.")

    def _biggest_lead(self, cue: Cue) -> Caption | None:
        head = f"{self._name(cue.rider)} leads by about {cue.amount:.0f} m"
        return Caption(head, f"{self._name(cue.other)} leads the chase.")

    def _catch(self, cue: Cue) -> Caption | None:
        return Caption(f"{self._name(cue.other)} is caught", f"{self._name(cue.rider)} is there first.")

    def _overtake(self, cue: Cue) -> Caption | None:
        if cue.amount == 1:
            return Caption(f"{self._name(cue.rider)} takes the lead", f"Past {self._name(cue.other)}.")
        place = _ORDINALS[int(cue.amount)]
        return Caption(f"{self._name(cue.rider)} moves into {place}", f"Past {self._name(cue.other)}.")

    def _lap(self, cue: Cue) -> Caption | None:
        return Caption("Two laps to go", self._leading(cue)) if cue.amount == 2 else None

    def _bell(self, cue: Cue) -> Caption | None:
        return Caption("One lap to go", self._leading(cue))

    def _last_bend(self, cue: Cue) -> Caption | None:
        return Caption("The last bend", self._leading(cue))

    def _fall(self, cue: Cue) -> Caption | None:
        """One caption for all who fall together, said of the first of them."""
        falls = [(float(time), row) for row, time in enumerate(self.motion.fall_s) if abs(time - cue.time_s) < _PILE_S]
        names = [self._name(row) for _, row in sorted(falls)]
        if min(falls)[1] != cue.rider:
            return None
        if len(names) == 1:
            return Caption(f"{names[0]} falls", "")
        return Caption(f"{', '.join(names[:-1])} and {names[-1]} fall", "")

    def _stopped(self, _: Cue) -> Caption | None:
        return Caption("Race stopped", "")

    def _finish(self, cue: Cue) -> Caption | None:
        """The winner's crossing; no caption where the first over the line did not win."""
        if cue.amount != 1 or self.motion.riders[cue.rider] != self.race.winner:
            return None
        timed = sorted(
            (r for r in self.race.results if r.gap_s is not None and r.gap_s >= 0), key=lambda r: r.gap_s or 0
        )
        margin = next((r.gap_s for r in timed if r.rider != self.race.winner), None)
        by = "A dead heat." if margin == 0 else f"By {margin:.3f} s." if margin is not None else ""
        return Caption(f"{self._name(cue.rider)} wins", f"{by} {self._last_200()}".strip())

    def _last_200(self) -> str:
        """The winner's time for the last 200 m, if it was measured and is shown as it was."""
        for time in self.race.timed:
            last = self.motion.event_distance_m - time.from_m == LAST_M and time.to_m == self.motion.event_distance_m
            if last and time.rider == self.race.winner and clocked(self.motion, time).held:
                return f"Last 200 m in {time.written} s, {kmh(LAST_M / time.time_s):.{min(time.decimals, 1)}f} km/h."
        return ""

    def _leading(self, cue: Cue) -> str:
        """Who leads, and by how much where that can be seen."""
        standings = standings_at(self.motion, cue.time_s)
        if len(standings.order) < 2:
            return f"{self._name(standings.leader)} leads." if self._placed(standings.leader) else ""
        second = standings.order[1]
        if not self._placed(standings.leader, second):
            return ""
        clear = float(standings.gap_m[second])
        name = self._name(standings.leader)
        return f"{name} leads by about {clear:.0f} m." if clear > _CLEAR_M else f"{name} leads {self._name(second)}."
