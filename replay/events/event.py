"""What an event is: everything in which one kind of race differs from another.

A kind of event (keirin, later sprint, scratch ...) is one module beside this one. It answers the questions that the
rest of the program asks of it: how a race begins, what is counted, what decides, how riders ride while no fact says
otherwise, and what of it is worth showing. Nothing else in the program knows the kind of a race.

Three counts are kept apart. *Metres ridden* are those of the rider's own wheels along the measurement line, from the
start; *laps credited* are the laps that count for the rider; *laps to go* is what the lap board shows. Likewise three
facts of how a race ended: the *crossing order* (who came over the line when), the *classification* (the official
places) and the *score* (points, where there are any).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from replay.events.tactics import Tactics
from replay.race.facts import Pacer, Race
from replay.race.story.story_fact import StoryFact


class Start(StrEnum):
    """How the riders are at race time 0."""

    ROLLING = "rolling"
    """In a line behind the pacer, at its speed, as the pacer passes distance 0."""
    STANDING = "standing"
    """At rest on the start line, side by side."""


class Decider(StrEnum):
    """What the official places follow from."""

    CROSSING = "crossing order"
    """The first over the finish line wins, unless the commissaires say otherwise."""
    SCORE = "score"
    """Who has the most points."""
    BOTH = "score, then crossing order"
    """Points, and the last crossing where they are equal."""


class Column(StrEnum):
    """What the last column of the order tower holds; the value is its heading."""

    GAP = "GAP, s"
    """Seconds behind the leader."""
    SCORE = "PTS"
    """Points."""


@dataclass(frozen=True, slots=True)
class EventMistake:
    """Something in a race file that the rules of the event exclude.

    location  keys and list positions of it in the file
    at_key    whether the key is meant and not its value
    """

    location: tuple[str | int, ...]
    message: str
    remedy: str = ""
    at_key: bool = False


class Worth(StrEnum):
    """What a stretch of the highlights is cut around."""

    START = "start"
    PULL_OFF = "pull-off"
    LAP = "a number of laps to go"
    BELL = "bell"
    LAST_BEND = "last bend"
    FINISH = "finish"
    STOPPED = "stopped"
    ATTACK = "attack"
    OPENING = "opening after a slow part"
    STANDSTILL = "standstill"
    BIGGEST_LEAD = "biggest lead"
    FALL = "fall"
    LEAD_CHANGE = "a new leader"


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of race time that is worth showing around each moment of one kind.

    most   how many of them, in order of time; None for all
    laps   laps to go, of Worth.LAP
    """

    worth: Worth
    before_s: float
    after_s: float
    most: int | None = None
    laps: int | None = None


UP_TO_TEMPO_S = 10.0
"""Seconds from where racing begins until a field that has far to go rides its tempo: from rest at 1.3 m/s²."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How riders of this event ride where no fact says anything else: the prior of the reconstruction.

    usual_mps         mean speed of the winner over the last `sprint_s` seconds, or from where racing begins if that is
                      later: the first guess starts there
    entry_mps         speed of a rider where racing begins
    build_up_w        expected power of a rider, W, at the moments that `build_up` names: a piecewise linear shape
    build_up_s        the first moments, seconds from where racing begins
    build_up_shares   the later moments, shares of the time to the finish from there, or from where the sprint begins
    sprint_s          the longest time, s, over which power builds up; what is raced before is ridden at a tempo
    tempo_mps         speed of that tempo
    tempo_w           power of a lone rider for it, W
    effort_doubt      how far efforts may have been otherwise, of what is usual: little where all give what they have
    """

    usual_mps: float
    entry_mps: float
    build_up_w: tuple[float, ...]
    build_up_s: tuple[float, ...]
    build_up_shares: tuple[float, ...]
    sprint_s: float
    tempo_mps: float
    tempo_w: float
    effort_doubt: float = 1.0

    def __post_init__(self) -> None:
        moments = len(self.build_up_s) + len(self.build_up_shares)
        if len(self.build_up_w) != moments:
            raise ValueError(f"{len(self.build_up_w)} powers for {moments} moments")

    def tempo_s(self, span_s: float) -> float:
        """How long a race of `span_s` seconds is ridden at the tempo before its sprint, s; 0 for a short one."""
        before_s = span_s - self.sprint_s
        return before_s if before_s > UP_TO_TEMPO_S else 0.0

    def usual_time(self, raced_m: float, whole_m: float) -> float:
        """Seconds from where racing begins until a rider has raced so many metres of `whole_m`, as is usual."""
        tempo_m = max(whole_m - self.usual_mps * self.sprint_s, 0.0)
        return min(raced_m, tempo_m) / self.tempo_mps + max(raced_m - tempo_m, 0.0) / self.usual_mps

    def build_up(self, begins_s: float, span_s: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """(race times, expected powers in W at them), for a race ridden from `begins_s` over `span_s` seconds."""
        tempo_s, early = self.tempo_s(span_s), len(self.build_up_s)
        sprint_s = begins_s + tempo_s
        tempo = (begins_s + UP_TO_TEMPO_S, sprint_s) if tempo_s else ()
        times = (
            *(begins_s + seconds for seconds in self.build_up_s),
            *tempo,
            *(sprint_s + share * (span_s - tempo_s) for share in self.build_up_shares),
        )
        return times, (*self.build_up_w[:early], *(self.tempo_w for _ in tempo), *self.build_up_w[early:])


class Event(Protocol):
    """The questions that the program asks of a kind of event. Every answer is a value; nothing is remembered."""

    @property
    def kind(self) -> str:
        """The word for it in race files: 'keirin'."""
        ...

    @property
    def decider(self) -> Decider:
        """What the official places follow from."""
        ...

    def largest_gap_s(self, race: Race, rider: str) -> float:
        """The largest gap of a rider to the winner that is not surely a slip of the pen, by what happened to him."""
        ...

    @property
    def distances_m(self) -> tuple[float, float]:
        """The shortest and the longest distance over which it is raced."""
        ...

    @property
    def wins_needed(self) -> int:
        """How many rides one has to win: 2 where the best of three is meant, 1 where one race decides."""
        ...

    @property
    def slowest_mps(self) -> float:
        """The mean speed below which no leader takes a stretch of it, from rest or from the pacer's leaving on."""
        ...

    @property
    def estimates_time(self) -> bool:
        """Whether a winner's time that nobody measured can be guessed well enough to be shown."""
        ...

    def mistakes(self, race: Race) -> Iterator[EventMistake]:
        """What the rules of this event exclude, beside what no race can have."""
        ...

    @property
    def pacer_kmh(self) -> tuple[float, float]:
        """The slowest and the fastest that a pacer rides before it leaves."""
        ...

    def usual_pacer(self) -> Pacer | None:
        """The pacer where the file does not mention one; None for events that are raced without."""
        ...

    def start(self, race: Race) -> Start:
        """How the riders are at race time 0."""
        ...

    def start_order(self, race: Race, timed: Mapping[str, float]) -> tuple[str, ...]:
        """The most likely order at the start of all who started, known places kept.

        timed   place, from 0, in which a rider was first timed in the line behind the pacer
        """
        ...

    def usual_course(self, race: Race, raced_m: float) -> tuple[StoryFact, ...]:
        """How a race may have gone whose result alone is known: drawn by lot, fixed by which race it is.

        raced_m   metres from where racing begins to the finish
        """
        ...

    def tactics(self, race: Race) -> Tactics | None:
        """How riders ride before racing begins in earnest, in events that begin slowly; None for all others."""
        ...

    def laps_credited(self, race: Race, lap_m: float, ridden_m: float) -> float:
        """Laps that count for a rider who has ridden so many metres, with parts of laps."""
        ...

    def laps_to_go(self, race: Race, lap_m: float, ridden_m: float) -> int:
        """The number on the lap board while its leader has ridden so many metres."""
        ...

    def crossing_order(self, race: Race) -> tuple[str, ...]:
        """Names of all who crossed the finish line, the first first."""
        ...

    def classification(self, race: Race) -> tuple[str, ...]:
        """Names in the order of the official result, those without a place last."""
        ...

    def score(self, race: Race) -> Mapping[str, int]:
        """Points by name; empty where none are given."""
        ...

    def pace(self, race: Race) -> Pace:
        """How riders ride where no fact says anything else."""
        ...

    @property
    def tower_column(self) -> Column:
        """What the order tower shows of each rider beside place and name."""
        ...

    def counter_words(self, laps: int) -> str:
        """What stands under the number of laps to go: 'LAPS TO GO'."""
        ...

    def opening_words(self, race: Race) -> tuple[str, str]:
        """Headline and second line of the caption at the start; the line may be empty."""
        ...

    def highlights(self, race: Race) -> tuple[Highlight, ...]:
        """What is worth showing in a short cut, the most telling first."""
        ...
