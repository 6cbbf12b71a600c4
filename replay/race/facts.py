"""The facts of one race as frozen values, in the words of the sport. No arrays, no files, no guesses.

A rider is named everywhere by one string, `Rider.name`: the surname as the race file writes it, or first and last
name where two riders share the surname.
"""

from __future__ import annotations

from dataclasses import dataclass

from replay.race.shown import FilmedShot, FinishPicture, RideOfMatch
from replay.race.status import Crossed, Status
from replay.race.story.efforts.stop_racing_fact import StopRacingFact
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.story_fact import StoryFact
from replay.race.timed import Bounded, Timed
from replay.race.when import When


@dataclass(frozen=True, slots=True)
class Rider:
    """Who rides, and for whom as far as the file says it.

    org      for whom, where the file does not say whether that is a nation, a team, a club or a state
    unnamed  whether the file only says that somebody rode: the name is 'Rider 5' then, and nobody's
    """

    name: str
    first: str | None
    last: str
    nation: str | None = None
    number: int | None = None
    colour: str | None = None
    given_name_last: bool = False
    team: str | None = None
    club: str | None = None
    state: str | None = None
    org: str | None = None
    unnamed: bool = False

    @property
    def full_name(self) -> str:
        """Both names in the order in which they are said: 'Jason Kenny', 'Xu Chao'; or the only name."""
        if not self.first:
            return self.last
        return f"{self.last} {self.first}" if self.given_name_last else f"{self.first} {self.last}"

    @property
    def rides_for(self) -> str:
        """The nation, else the team, the club or the state; '' if the file names none."""
        return self.nation or self.team or self.club or self.state or self.org or ""


@dataclass(frozen=True, slots=True)
class Result:
    """A line of the official result.

    rank     None where the rider has no place, or without a status one that is not known; equal ones are a dead heat
    gap_s    seconds behind the official winner, timed or from the times of both; 0 for the winner, None if not known
    status   None for an ordinary place; beside a rank where the rider has both
    started  False for a rider who was listed and did not start
    time_s   the rider's own time for the race, if known: race time of his crossing the finish line
    reason   the commissaires' sentence
    """

    rider: str
    rank: int | None = None
    gap_s: float | None = None
    status: Status | None = None
    started: bool = True
    time_s: float | None = None
    reason: str | None = None

    @property
    def place(self) -> str:
        """Rank and status side by side, as sheets have them: '4', 'REL', '6 REL'; empty if there is neither."""
        return " ".join(str(part) for part in (self.rank, self.status) if part is not None)

    @property
    def may_have_crossed(self) -> bool:
        """Whether nothing in this line says that he did not reach the finish."""
        return self.started and (self.status is None or self.status.crossed is not Crossed.NO)

    @property
    def crossed(self) -> bool:
        """Whether this line alone says that he crossed the finish line: by a gap, or by a rank that was ridden for."""
        ridden = self.rank is not None and (self.status is None or self.status.crossed is Crossed.IF_PLACED)
        return self.may_have_crossed and (self.gap_s is not None or ridden)


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
class EventFacts:
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
    """The pacer passes distance 0 at race time 0.

    standing  whether the riders wait for it on the start line, at rest; else they come with it, in a line behind it
    """

    from_kmh: float
    to_kmh: float
    off: When
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """The race was stopped at that moment and has no result."""

    when: When
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Race:
    """Everything that one race file states.

    start_order     places behind the pacer (or on the start line), None for a place that is not known; may be shorter
                    than the field, even empty
    crossing_order  the order over the line of all who crossed it, if it differs from the rank; else empty
    timed           measured times beside the gaps: of the race, its last 200 m, laps and other stretches
    key             hash of the facts: equal files give equal keys, and a plan belongs to one key
    bounded         the same of which only bounds are known
    stopped         when the race was stopped; None for one that was ridden to the finish
    field_size      how many started, None where the file does not say it
    gap_decimals    places after the point with which timed gaps are written, and shown
    headline        words that a film opens with, where the file has its own
    shots           stretches for which the file says how they are filmed
    brand           the brand file that films of it are to have, from the folder of the race file
    finish_image    the official picture of the finish
    match           which ride of a match it is; None for an event without rides, and where the file does not say it
    """

    file: str
    meet: Meet
    event: EventFacts
    track: TrackChoice
    pacer: Pacer | None
    riders: tuple[Rider, ...]
    start_order: tuple[str | None, ...]
    results: tuple[Result, ...]
    crossing_order: tuple[str, ...]
    sources: tuple[Source, ...]
    story: tuple[StoryFact, ...]
    key: str
    timed: tuple[Timed, ...] = ()
    bounded: tuple[Bounded, ...] = ()
    stopped: Stop | None = None
    gap_decimals: int = 3
    field_size: int | None = None
    headline: str | None = None
    shots: tuple[FilmedShot, ...] = ()
    brand: str | None = None
    finish_image: FinishPicture | None = None
    match: RideOfMatch | None = None

    @property
    def all_timed(self) -> tuple[Timed | Bounded, ...]:
        """The measured times, and those of which bounds are known."""
        return (*self.timed, *self.bounded)

    @property
    def starters(self) -> tuple[str, ...]:
        """Names of the riders who started, in the order of `riders`."""
        absent = {result.rider for result in self.results if not result.started}
        return tuple(rider.name for rider in self.riders if rider.name not in absent)

    @property
    def crossers(self) -> tuple[str, ...]:
        """Names of those who are known to have crossed the finish line, in the order in which they did so."""
        if self.crossing_order:
            return self.crossing_order
        down = {name for fact in self.story if isinstance(fact, CrashFact) for name in fact.all_down}
        # Who fell, was relegated and was not timed did not get up again, as far as anybody says.
        placed = [
            r for r in self.results if r.crossed and (r.status is None or r.gap_s is not None or r.rider not in down)
        ]
        timed = sorted((r for r in placed if r.gap_s is not None), key=_crossing_key)
        untimed = sorted((r for r in placed if r.gap_s is None), key=_crossing_key)
        return tuple(result.rider for result in _merged(timed, untimed))

    @property
    def unnamed(self) -> tuple[str, ...]:
        """What the riders are called whom the file does not name."""
        return tuple(rider.name for rider in self.riders if rider.unnamed)

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Names of starters of whom nobody says in which place they finished, nor that they did not finish."""
        if self.stopped is not None:
            return ()
        return tuple(r.rider for r in self.results if r.started and r.rank is None and r.status is None)

    @property
    def ridden_through(self) -> tuple[str, ...]:
        """Names of those who crossed the line by their status, as the relegated do, and of whom nobody says when."""
        if self.stopped is not None:
            return ()
        known = set(self.crossers) | self.delayed
        return tuple(
            r.rider
            for r in self.results
            if r.rider not in known and r.status is not None and r.status.rides_through and r.started
        )

    @property
    def untimed(self) -> tuple[str, ...]:
        """Names of those who came to the line behind the winner and of whose gap no source says anything."""
        level = {name for r in self.results if r.gap_s is not None for name in self.level_with(r.rider)}
        timed = level | set(self.winners)
        return tuple(
            name
            for name in self.crossers
            if name not in timed and name not in self.unplaced and self.winner is not None
        )

    @property
    def delayed(self) -> frozenset[str]:
        """Names of those who fell or stopped racing, by the story: a long gap is no slip of the pen then."""
        fell = {name for fact in self.story if isinstance(fact, CrashFact) for name in fact.all_down}
        return frozenset(fell | {fact.rider for fact in self.story if isinstance(fact, StopRacingFact)})

    @property
    def winner(self) -> str | None:
        """Name of the official winner, from whom gaps are counted; None where the race was stopped, or nobody says it.

        Of winners in a dead heat, the first in the file. Where places are not known, the best of those that are is no
        win unless it is the first.
        """
        best = min((r.rank for r in self.results if _is_placed(r) and r.rank is not None), default=None)
        if best != 1 and self.unplaced:
            return None
        return next((r.rider for r in self.results if _is_placed(r) and r.rank == best), None)

    @property
    def winners(self) -> tuple[str, ...]:
        """Names of all who won: more than one in a dead heat, none where the race was stopped."""
        return self.level_with(self.winner) if self.winner is not None else ()

    def level_with(self, rider: str) -> tuple[str, ...]:
        """Names of the riders who share a place with this one, he among them, in the order of the file."""
        own = self.result(rider)
        if own is None or not _is_placed(own):
            return (rider,)
        return tuple(other.rider for other in self.results if _is_placed(other) and other.rank == own.rank)

    def place_of(self, rider: str) -> str:
        """His place as sheets have it: '4', '6 REL', 'DNF', '=2' in a dead heat; empty if there is none."""
        own = self.result(rider)
        level = "=" if len(self.level_with(rider)) > 1 else ""
        return level + own.place if own else ""

    def result(self, rider: str) -> Result | None:
        """The result line of a rider, None if he has none."""
        return next((result for result in self.results if result.rider == rider), None)

    def rider(self, name: str) -> Rider:
        """The rider of that name. Raises StopIteration if there is none: names are checked when the file is read."""
        return next(rider for rider in self.riders if rider.name == name)


def _is_placed(result: Result) -> bool:
    """Whether a rider has a place that he rode for."""
    return result.rank is not None and result.status is None and result.started


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
    demoted = result.status is not None and result.status.demotes
    return float("inf") if demoted or result.rank is None else float(result.rank)
