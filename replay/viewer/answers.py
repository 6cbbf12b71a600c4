"""What a window can ask of the race it shows: who is under the pointer, how riders ride, why they are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from replay.base.colour import Colour
from replay.base.units import Floats

AskedT = TypeVar("AskedT", contravariant=True)


class LineKind(StrEnum):
    """What a line of the column beside the picture is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    QUIET = "quiet"
    STANDS = "stands"
    """A fact that the replay shows."""

    DISPUTED = "disputed"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One line, or as many as its words need.

    jump_s  the video time to which a click on it leads; None: nowhere
    chip    the colour of the rider that it is about
    """

    words: str
    kind: LineKind = LineKind.TEXT
    jump_s: float | None = None
    chip: Colour | None = None


@dataclass(frozen=True, slots=True)
class RiderFigures:
    """How one rider rides at a moment, in words. All of it is the replay's, none of it measured."""

    name: str
    called: str
    marker: str
    chip: Colour
    place: str
    gap: str
    speed: str
    height: str


@dataclass(frozen=True, slots=True)
class RiderCard:
    """One rider, or two with what is between them.

    shared  whether two shots share the picture, with the lead at its head
    """

    rows: tuple[RiderFigures, ...]
    between: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class RiderCurves:
    """How two riders ride over the race. All of it is the replay's, none of it measured.

    race_s     (N,) race times, evenly spaced, two at least
    gap_m      (N,) metres that the first of the two is ahead; below 0: behind; nan while one of them is down
    speed_kmh  (2, N) of the wheels over the boards; nan while he is down
    height_m   (2, N) up the boards; likewise
    """

    called: tuple[str, str]
    chips: tuple[Colour, Colour]
    race_s: Floats
    gap_m: Floats
    speed_kmh: Floats
    height_m: Floats


class RaceAnswers(Protocol[AskedT]):
    """Answers at video times. Riders are named as frames name them."""

    def order(self, video_time_s: float) -> Sequence[str]:
        """All riders, first to last."""
        ...

    def rider_at(self, frame: AskedT, size_px: tuple[int, int], spot: tuple[float, float]) -> str | None:
        """The rider under a place of a frame's picture."""
        ...

    def card(self, video_time_s: float, riders: Sequence[str]) -> RiderCard | None:
        """How these ride; None where the race is not shown."""
        ...

    def curves(self, riders: Sequence[str]) -> RiderCurves | None:
        """How two ride over the whole race; None unless they are two."""
        ...

    def why(self, video_time_s: float, rider: str | None) -> Sequence[ColumnLine]:
        """Which facts hold a rider, else the leader, where he is, and how sure that is."""
        ...

    def facts(self) -> Sequence[ColumnLine]:
        """All facts with their verdicts."""
        ...
