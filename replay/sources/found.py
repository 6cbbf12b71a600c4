"""What was found in sources: races, their riders and results, and what reports say of them, each with its origin.

A reader of results makes a `FoundRace`; a reader of reports adds `FoundFact`s to it; a race file is written from both.
Nothing here is checked against anything else: what was read stands as it was read, with how sure the reading is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from replay.race.status import Status

SURE = 1.0
"""Read as it is written: no other reading is known."""

LIKELY = 0.8
"""One reading is far likelier than any other, and is written as a fact, with a remark."""

UNSURE = 0.5
"""From here on down a reading is written as a remark, and no fact."""

NOT_READ = "not read: "
"""How a remark on a line begins that has words which were not read."""

MOST_WORDS = 8
"""Words of a source that are kept with what was read in it: to find the place, not to have the text."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was read.

    source      the file as the user named it
    line        from 1; 0 where the whole source is meant
    sentence    from 1, of a report; None in a table
    start, end  characters of the source from 0; both 0 where only the line is known
    words       what stands there, `MOST_WORDS` words at most
    """

    source: str
    line: int
    sentence: int | None = None
    start: int = 0
    end: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece of a source that was not read, and why."""

    origin: Origin
    why: str


@dataclass(frozen=True, slots=True)
class FoundFact:
    """Something that a report says of a race.

    kind            the key of the story item: 'attack', 'gap', 'order'; also of an item that is a caption alone
    fields          the item as a race file writes it, but for source and sure: `{"when": "bell", "attack": "Ruiz"}`
    sure            from 0 to 1; at `UNSURE` and below the item is written as a remark
    origins         where it was read, the plainest first
    unsure_because  why it is not sure, for the remark
    """

    kind: str
    fields: Mapping[str, object]
    sure: float
    origins: tuple[Origin, ...] = ()
    unsure_because: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))


@dataclass(frozen=True, slots=True)
class FoundRider:
    """A rider as a table names them.

    last             the family name, or the only one
    given_name_last  whether the family name is said first: Xu Chao
    nation           IOC code, or '' where none was read; `club` and `state` likewise
    number           as worn, None where none was read
    split_sure       how sure it is where the family name begins
    """

    last: str
    first: str = ""
    given_name_last: bool = False
    nation: str = ""
    club: str = ""
    state: str = ""
    number: int | None = None
    split_sure: float = SURE

    @property
    def full_name(self) -> str:
        """Both names in the order in which they are said."""
        names = (self.last, self.first) if self.given_name_last else (self.first, self.last)
        return " ".join(name for name in names if name)


@dataclass(frozen=True, slots=True)
class FoundResult:
    """A line of a results table; what it does not say is None.

    gap_s           seconds behind the official winner
    time_s          the rider's own time for the race
    last_200_m_s    for the last 200 m
    decimals        places after the point of the times, as they are written
    unsure          keys of the race file ('gap_s') with the reason for which they are no facts
    remarks         what a reader of the race file should know of this line
    """

    rider: FoundRider
    origin: Origin
    rank: int | None = None
    status: Status | None = None
    gap_s: float | None = None
    time_s: float | None = None
    last_200_m_s: float | None = None
    decimals: int = 3
    started: bool = True
    reason: str = ""
    unsure: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundRace:
    """One race that was found.

    event     'keirin', 'sprint'; '' where the source does not name it
    category  as the source has it, or '' ('women', 'junior men')
    round     in the words of race files ('first round', 'semifinal'); '' where none was read
    heat      '1', 'A' or ''; heat_doubt: why it is not sure, '' where it was read
    meet      title of the meeting, or ''
    date      as race files write it ('2021-08-08'), or ''
    place     the hall or town, or ''
    distance_m  as a heading says it; None where none does
    track_m   of a lap of the track, as a heading says it; None where none does
    no_pacer  whether a heading says that no pacer leads them
    riders    in the order of the results
    rides     the results of each ride of a match; empty for a race that is alone
    ride_stories  what reports say of each of them; empty where there are no reports, or no rides
    story     what reports say; a table alone has none
    unread    rows and pieces that belong to this race and were not read
    remarks   what was taken for granted while reading, in sentences
    """

    event: str
    round: str
    heat: str
    results: tuple[FoundResult, ...]
    category: str = ""
    meet: str = ""
    date: str = ""
    place: str = ""
    story: tuple[FoundFact, ...] = ()
    unread: tuple[Unread, ...] = ()
    remarks: tuple[str, ...] = ()
    distance_m: float | None = None
    track_m: float | None = None
    no_pacer: bool = False
    heat_doubt: str = ""
    rides: tuple[tuple[FoundResult, ...], ...] = ()
    ride_stories: tuple[tuple[FoundFact, ...], ...] = ()

    @property
    def riders(self) -> tuple[FoundRider, ...]:
        return tuple(result.rider for result in self.results)

    @property
    def names(self) -> tuple[str, ...]:
        """How the race file names each rider: by the family name; by given and family name where two share it."""
        lasts = [rider.last for rider in self.riders]
        return tuple(f"{r.first} {r.last}".strip() if lasts.count(r.last) > 1 else r.last for r in self.riders)

    @property
    def title(self) -> str:
        """'semifinal 2', 'final A'; 'heat 3' where no round is read, 'race' where nothing says which."""
        return " ".join(part for part in (self.round or ("heat" if self.heat else ""), self.heat) if part) or "race"


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of a report, and what became of it: the facts read in it, or why there are none.

    unread   the parts of it in which nothing was read, of a sentence in which something was
    """

    origin: Origin
    facts: tuple[FoundFact, ...] = ()
    why_not: str = ""
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What a report says of one race.

    facts      in the order of the race
    sentences  every sentence of the report, for those who want to see what was read where
    """

    facts: tuple[FoundFact, ...]
    sentences: tuple[ReadSentence, ...] = ()
