"""A fact of the story: the base of all kinds, and all that the program may ask of one.

Of a kind only `named`, `words`, `finding`, `from_file` and how it is written are needed: all else says 'nothing'.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypedDict

from replay.base.units import Floats
from replay.race.moment_words import moment_words, window_words
from replay.race.story.asked import ConstraintRow, HeightRow, LineAsked, SideAsked
from replay.race.story.claims import NO_CLAIMS, Claims
from replay.race.story.effort_shape import Effort
from replay.race.story.finding import Finding, Reason, Shown
from replay.race.story.observed import MeasuredRace, ObservedMotion, ObservedRide
from replay.race.story.sentences import amounts_sentence
from replay.race.when import Course, When, Window, is_at_line, is_one_moment


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its file a fact was written: for errors and reports. Lines count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class FileKey:
    """A key of a story item: what it holds, a type as pydantic takes it, and a description for the schema."""

    content: Any
    description: str


@dataclass(frozen=True, slots=True)
class Named:
    """A rider whom a fact names, and where: the keys (and list positions) below the key of the kind."""

    name: str
    path: tuple[str | int, ...] = ("rider",)


@dataclass(frozen=True, slots=True)
class ContentMistake:
    """Something that a fact cannot mean. path: the keys below the key of the kind, as for `Named`."""

    path: tuple[str | int, ...]
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class RaceOutline:
    """What a fact is checked against as the file is read.

    course  None while the file's track is not one that can be built
    paced   whether a pacer leads the riders
    """

    starters: tuple[str, ...]
    event_m: float
    course: Course | None
    paced: bool


class Common(TypedDict):
    """What every item of a story has beside its kind."""

    id: str
    when: When
    during: Window | None
    source: str | None
    sure: float
    main: bool
    caption: str | None
    note: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFact(ABC):
    """Something told of how the race went.

    id       unique in the race, made from kind and place in the story, such as 'story 3 (gap)'
    during   a window, at some moment of which it is true; `when` is then its beginning, or its end where it has none.
             What is asked of a motion is asked of the fact at a moment: `in_window.at_moment` gives that
    sure     1 certain, 0.8 likely, 0.3 loose; weighs facts against each other
    main     the account we follow where sources disagree
    imagined whether it is drawn from how such races go: it asks as a fact does, and is none

    A kind describes itself in class variables:

    label         the kind in reports: 'hold wheel'
    says          what it says, for the table in docs/race-file.md
    examples      how it is written, for the same table
    file_keys     the keys under which it is written; most kinds have one
    least_riders  how many riders it takes
    of_riding     whether whom it names must be on his bicycle at its moment
    shown_only    whether it is shown and asks nothing of the motion, so that it may be told of a time after the race
    needs_moment  whether it has no meaning in a window
    needs_pacer   whether it has no meaning in a race without a pacer
    instead       where it has no meaning behind a pacer: what is to be written there; '' where it has
    at_own_place  whether a place of the track that tells its moment is that of who is named first, not the leader's
    says_place    whether it places the riders it names on the track
    is_own_caption  whether its words are its caption where the file gives none: what nobody would see without a word
    chart_weight  how soon its words give way where a chart has no room for all: the larger the sooner
    """

    id: str
    when: When
    during: Window | None = None
    source: str | None = None
    sure: float = 0.8
    main: bool = False
    caption: str | None = None
    note: str | None = None
    place: Place = Place(0, 0)
    imagined: bool = False

    label: ClassVar[str] = ""
    says: ClassVar[str] = ""
    examples: ClassVar[tuple[str, ...]] = ()
    file_keys: ClassVar[Mapping[str, FileKey]] = {}
    least_riders: ClassVar[int] = 1
    of_riding: ClassVar[bool] = True
    shown_only: ClassVar[bool] = False
    needs_moment: ClassVar[bool] = False
    needs_pacer: ClassVar[bool] = False
    instead: ClassVar[str] = ""
    at_own_place: ClassVar[bool] = False
    says_place: ClassVar[bool] = True
    is_own_caption: ClassVar[bool] = False
    chart_weight: ClassVar[int] = 3

    def __post_init__(self) -> None:
        rider = self.named[0].name if self.at_own_place and self.named else None
        object.__setattr__(self, "when", self.when.of(rider))
        object.__setattr__(self, "during", self.during and self.during.of(rider))

    # In the file

    @classmethod
    @abstractmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:
        """The fact that is written under a key of `file_keys`. content: of the type that the key has there."""

    @property
    def file_key(self) -> str:
        """The key under which this fact is written."""
        return next(iter(self.file_keys))

    @property
    def named(self) -> tuple[Named, ...]:
        """The riders whom the fact names, first who does it."""
        return ()

    def mistakes(self, outline: RaceOutline) -> Iterator[ContentMistake]:  # noqa: ARG002
        """What the fact cannot mean in a race like this, beside unknown names and moments."""
        return iter(())

    # Who, when, in what words

    @property
    def lasts_until(self) -> When | None:
        """The moment to which the fact lasts, written under `until`; None where it speaks of one moment."""
        return None

    @property
    def moments(self) -> tuple[When, ...]:
        """All moments of which the fact speaks; of a window the beginning."""
        return (self.when,) if self.lasts_until is None else (self.when, self.lasts_until)

    @property
    def is_at_finish(self) -> bool:
        """Whether it speaks of the finish itself, where the timed gaps leave nothing open."""
        return is_at_line(self.when) and self.when.offset_s == 0 and self.during is None

    @property
    def doer(self) -> str | None:
        """The rider who is named on the track while the fact's caption is shown; None for a group."""
        return self.named[0].name if self.named else None

    @property
    @abstractmethod
    def words(self) -> str:
        """The fact as a short sentence, without its moment: 'Kenny attacks'."""

    @property
    def statement(self) -> str:
        """The fact with its moment: 'Kenny attacks, at the bell'."""
        return f"{self.words}, {self.when_words}"

    def statement_among(self, starters: Sequence[str]) -> str:  # noqa: ARG002
        """The statement where it is known who rides: a field of one is called by his name."""
        return self.statement

    @property
    def when_words(self) -> str:
        """The moment or the window as it is said."""
        return moment_words(self.when) if self.during is None else window_words(self.during)

    def chart_words(self, tag: Callable[[str], str]) -> str:  # noqa: ARG002
        """The fact in a few words for a chart; tag: a rider's short name."""
        return self.words

    @property
    def chart_rider(self) -> str | None:
        """The rider in whose colour it is marked on a chart; None for a group."""
        return self.doer

    # What it asks of a motion

    def constraints(self, motion: ObservedMotion) -> tuple[ConstraintRow, ...]:  # noqa: ARG002
        """What it asks of distances and speeds, near the motion found so far. Empty if nothing.

        The rows of one fact share one slack, so a fact is missed as little as possible and the miss is one number.
        """
        return ()

    def heights_asked(self, motion: ObservedMotion) -> tuple[HeightRow, ...]:  # noqa: ARG002
        """What it asks of heights up the boards."""
        return ()

    def sides_asked(self, motion: ObservedMotion) -> tuple[SideAsked, ...]:  # noqa: ARG002
        """On which side riders are whom it has side by side, near the motion found so far."""
        return ()

    @property
    def line_asked(self) -> LineAsked | None:
        """What it asks of the line behind the pacer, should its moment come before the pacer leaves."""
        return None

    def out_of_line_s(self, motion: ObservedMotion) -> Mapping[str, float]:  # noqa: ARG002
        """Riders who leave the line behind the pacer for it, and may pass the pacer, from a race time on."""
        return {}

    @property
    def comes_behind(self) -> tuple[tuple[str, str], ...]:
        """Riders who are likely one right behind the other before its moment: (ahead, behind)."""
        return ()

    def shape_effort(self, effort: Effort, rider: int, time_s: Floats, motion: ObservedMotion) -> Effort:  # noqa: ARG002
        """The power that a rider is expected to spend if the fact is true. effort: what was expected so far."""
        return effort

    # Beside other facts

    @property
    def claims(self) -> Claims:
        """The order, the places and the sides that it states for its moment."""
        return NO_CLAIMS

    def opposes(self, other: StoryFact) -> bool:
        """Whether not both can be true whatever the motion; asked of the weaker about the stronger."""
        return is_one_moment(self.when, other.when) and self.claims.deny(other.claims)

    def excludes(self, other: StoryFact, course: Course) -> bool:  # noqa: ARG002
        """Whether it leaves no amount on which both agree; then only one of them is asked for at first."""
        return False

    def contradiction(self, race: MeasuredRace) -> Reason | None:  # noqa: ARG002
        """What is known exactly that it cannot stand with."""
        return None

    # On the finished motion

    @abstractmethod
    def finding(self, ride: ObservedRide) -> Finding:
        """What the finished motion shows of it. All its moments come in the motion."""

    def sentence(self, shown: Shown) -> str:
        """What the motion shows instead, without a full stop."""
        return amounts_sentence(shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRiderFact(StoryFact):
    """Something that one rider does: `rider`. In the file the key holds his name, unless a kind says more."""

    rider: str
    at_own_place: ClassVar[bool] = True

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(rider=content, **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return (Named(self.rider),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RidersFact(StoryFact):
    """Something that several riders are together: `riders`, none of them more than the others. In the file a list."""

    riders: tuple[str, ...]

    @classmethod
    def from_file(cls, key: str, content: Any, common: Common) -> Self:  # noqa: ARG003
        return cls(riders=tuple(content), **common)

    @property
    def named(self) -> tuple[Named, ...]:
        return tuple(Named(name, (position,)) for position, name in enumerate(self.riders))

    @property
    def doer(self) -> str | None:
        return None

    @property
    def chart_rider(self) -> str | None:
        return self.riders[0]
