"""The facts of one race as frozen values, in the words of the sport. No arrays, no files, no guesses.

A rider is named everywhere by one string, `Rider.name`: the surname as the race file writes it, or first and last
name where two riders share the surname.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Why a rider has no ordinary place (abbreviations of the Olympic Data Feed)."""

    REL = "REL"
    DNF = "DNF"
    DNS = "DNS"
    DSQ = "DSQ"


class Bound(StrEnum):
    """How a told amount is meant."""

    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    EXACTLY = "exactly"


class Unit(StrEnum):
    """Units in which gaps are told."""

    SECONDS = "s"
    METRES = "m"
    LENGTHS = "lengths"
    LAPS = "laps"
    STRAIGHTS = "straights"


class Mark(StrEnum):
    """Named moments of a race, each the moment at which somebody is somewhere.

    LAPS_TO_GO and METRES_TO_GO are the leader's crossing; PULL_OFF is the pacer's leaving; BELL is one lap to go;
    LAST_BEND is where the last bend begins (leader); FINISH is the winner's crossing; RACE_TIME is plain seconds.
    """

    LAPS_TO_GO = "laps to go"
    METRES_TO_GO = "m to go"
    PULL_OFF = "pull-off"
    BELL = "bell"
    LAST_BEND = "last-bend"
    FINISH = "finish"
    RACE_TIME = "s"


@dataclass(frozen=True, slots=True)
class When:
    """A moment: a mark, its value where it has one (laps, metres or seconds), and an offset in seconds."""

    mark: Mark
    value: float = 0.0
    offset_s: float = 0.0

    def __str__(self) -> str:
        words = f"{self.value:g} {self.mark}" if self.mark in _MARKS_WITH_VALUE else str(self.mark)
        words = "1 lap to go" if words == "1 laps to go" else words
        return words if self.offset_s == 0.0 else f"{words}{self.offset_s:+g}"


_MARKS_WITH_VALUE = (Mark.LAPS_TO_GO, Mark.METRES_TO_GO, Mark.RACE_TIME)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A told amount, such as 'about 0.25 laps'."""

    value: float
    unit: Unit
    bound: Bound = Bound.ABOUT

    def __str__(self) -> str:
        unit = {Unit.SECONDS: "s", Unit.METRES: "m", Unit.LENGTHS: "bike lengths", Unit.LAPS: "laps"}.get(
            self.unit, "straights"
        )
        words = "" if self.bound is Bound.EXACTLY else f"{self.bound} "
        return f"{words}{self.value:g} {unit}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its file a fact was written: for errors and reports. Lines count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Rider:
    name: str
    first: str
    last: str
    nation: str
    number: int | None = None
    colour: str | None = None
    given_name_last: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A line of the official result.

    rank     None where the rider has no place
    gap_s    seconds behind the official winner; 0 for the winner, None where none was timed
    status   None for an ordinary place
    started  False for a rider who was listed and did not start
    time_s   the rider's own time for the race, if known: race time of his crossing the finish line
    """

    rider: str
    rank: int | None = None
    gap_s: float | None = None
    status: Status | None = None
    started: bool = True
    time_s: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    title: str
    publisher: str
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Meet:
    title: str
    venue: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """kind is the discipline ('keirin'), round and heat as announced ('final', 'A')."""

    kind: str
    category: str
    distance_m: float
    round: str | None = None
    heat: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class TrackChoice:
    """A track by name, or its measures written in the race file (keys as in a track file)."""

    name: str | None = None
    measures: tuple[tuple[str, float | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pacer:
    from_kmh: float
    to_kmh: float
    off: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something told of how the race went.

    id       unique in the race, made from kind and place in the story, such as 'story 3 (gap)'
    sure     1 certain, 0.5 likely, below that loose wording; weighs facts against each other
    main     the account we follow where sources disagree
    """

    id: str
    when: When
    source: str | None = None
    sure: float = 0.8
    main: bool = False
    caption: str | None = None
    note: str | None = None
    place: Place = Place(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTold(Told):
    """Riders in this order, one behind another; the first of them in place `from_place` (None: anywhere)."""

    order: tuple[str, ...]
    from_place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTold(Told):
    """`ahead` leads `behind` by an amount; behind None means the field: whoever comes first after `ahead`."""

    ahead: str
    behind: str | None
    amount: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackTold(Told):
    """A hard effort begins at `when`, or within seconds after it."""

    rider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HesitateTold(Told):
    """The riders do not react: they ride on without an effort for some seconds. riders empty means the whole field."""

    riders: tuple[str, ...]
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseTold(Told):
    """`leader` leads the chase: he is the first behind the rider or group in front."""

    leader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OvertakeTold(Told):
    """`rider` is still behind `overtaken` at `when` and ahead of him within `within_s` (or at the line, if sooner)."""

    rider: str
    overtaken: str
    side: str | None = None
    within_s: float = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldWheelTold(Told):
    """`rider` stays directly behind `wheel` from `when` to `until` (None: for some seconds)."""

    rider: str
    wheel: str
    until: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTold(Told):
    """`rider` moves up or drops back; at `when` he has arrived in place `to` (None: some place gained or lost)."""

    rider: str
    up: bool
    to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RideHighTold(Told):
    """`rider` goes up the boards about `when` and comes down again; height in metres from the inner edge, if told."""

    rider: str
    height_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTold(Told):
    """`rider` is on the inside or outside of `of` at `when`."""

    rider: str
    of: str
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PacerOffTold(Told):
    """The pacer leaves the track at `when`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashTold(Told):
    """`rider` falls at `when`; `down` are others brought down with him."""

    rider: str
    down: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRacingTold(Told):
    """`rider` eases at `when` and rolls on without racing."""

    rider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackTold(Told):
    """`rider` turns his head to look behind. Shown, never a constraint on the motion."""

    rider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionTold(Told):
    """Words to be shown at `when` and nothing else."""


@dataclass(frozen=True, slots=True)
class Race:
    """Everything that one race file states.

    start_order     places behind the pacer (or on the start line), None for a place that is not known; may be shorter
                    than the field, even empty
    crossing_order  the order over the line of all who crossed it, if it differs from the rank; else empty
    key             hash of the facts: equal files give equal keys, and a plan belongs to one key
    """

    file: str
    meet: Meet
    event: Event
    track: TrackChoice
    pacer: Pacer | None
    riders: tuple[Rider, ...]
    start_order: tuple[str | None, ...]
    results: tuple[Result, ...]
    crossing_order: tuple[str, ...]
    sources: tuple[Source, ...]
    story: tuple[Told, ...]
    key: str

    @property
    def starters(self) -> tuple[str, ...]:
        """Names of the riders who started, in the order of `riders`."""
        absent = {result.rider for result in self.results if not result.started or result.status is Status.DNS}
        return tuple(rider.name for rider in self.riders if rider.name not in absent)

    @property
    def crossers(self) -> tuple[str, ...]:
        """Names of those who crossed the finish line, in the order in which they did so."""
        if self.crossing_order:
            return self.crossing_order
        starters = set(self.starters)
        placed = [r for r in self.results if r.rider in starters and (r.rank is not None or r.gap_s is not None)]
        timed = sorted((r for r in placed if r.gap_s is not None), key=_crossing_key)
        untimed = sorted((r for r in placed if r.gap_s is None), key=_crossing_key)
        return tuple(result.rider for result in _merged(timed, untimed))

    @property
    def winner(self) -> str:
        """Name of the official winner, from whom gaps are counted."""
        return next(result.rider for result in self.results if result.rank == min(_ranks(self.results)))

    def result(self, rider: str) -> Result | None:
        """The result line of a rider, None if he has none."""
        return next((result for result in self.results if result.rider == rider), None)

    def rider(self, name: str) -> Rider:
        """The rider of that name. Raises StopIteration if there is none: names are checked when the file is read."""
        return next(rider for rider in self.riders if rider.name == name)


def _ranks(results: tuple[Result, ...]) -> list[int]:
    return [result.rank for result in results if result.rank is not None]


def _crossing_key(result: Result) -> tuple[float, float]:
    rank = float("inf") if result.rank is None else float(result.rank)
    gap = float("inf") if result.gap_s is None else result.gap_s
    return (gap, rank)


def _merged(timed: list[Result], untimed: list[Result]) -> list[Result]:
    """Results in the order over the line: by gap, and who has none directly behind the last of a better rank."""
    merged = list(timed)
    for result in untimed:
        better = [place for place, other in enumerate(merged) if _ordinary_rank(other) <= _crossing_key(result)[1]]
        merged.insert(better[-1] + 1 if better else 0, result)
    return merged


def _ordinary_rank(result: Result) -> float:
    """The rank of a rider who has it by his place over the line; infinite for others."""
    return float("inf") if result.status is not None or result.rank is None else float(result.rank)
