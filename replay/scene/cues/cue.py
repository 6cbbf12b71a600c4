"""Cues: what happens at a moment of the race, one class for each kind. Riders are indices of the motion's riders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, TypeVar


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that happens at a race time. label: how the viewer's timeline names it."""

    label: ClassVar[str]

    time_s: float


@dataclass(frozen=True, slots=True)
class StartCue(Cue):
    """The race begins."""

    label: ClassVar[str] = "start"


@dataclass(frozen=True, slots=True)
class PullOffCue(Cue):
    """The pacer leaves the track."""

    label: ClassVar[str] = "pull-off"


@dataclass(frozen=True, slots=True)
class AttackCue(Cue):
    """A rider's gap to the one behind him begins to open fast, by `opened_m` in the next seconds."""

    label: ClassVar[str] = "attack"

    rider: int
    next_behind: int
    opened_m: float


@dataclass(frozen=True, slots=True)
class BreakawayCue(Cue):
    """A rider is clear of all others."""

    label: ClassVar[str] = "breakaway"

    leader: int
    chaser: int


@dataclass(frozen=True, slots=True)
class BiggestLeadCue(Cue):
    """A breakaway's lead is as long as it gets."""

    label: ClassVar[str] = "biggest lead"

    leader: int
    chaser: int
    lead_m: float


@dataclass(frozen=True, slots=True)
class CatchCue(Cue):
    """A breakaway ends before the line: `rider` is the first to reach who was away."""

    label: ClassVar[str] = "catch"

    rider: int
    caught: int


@dataclass(frozen=True, slots=True)
class OvertakeCue(Cue):
    """A rider takes one of the first places (from 1), and keeps it for a while."""

    label: ClassVar[str] = "overtake"

    rider: int
    passed: int
    place: int


@dataclass(frozen=True, slots=True)
class LapCue(Cue):
    """The leader crosses the line with so many laps to go; the bell is a cue of its own."""

    label: ClassVar[str] = "lap"

    laps_to_go: int


@dataclass(frozen=True, slots=True)
class BellCue(Cue):
    """The leader begins the last lap."""

    label: ClassVar[str] = "bell"


@dataclass(frozen=True, slots=True)
class LastBendCue(Cue):
    """The leader rides into the last bend."""

    label: ClassVar[str] = "last bend"


@dataclass(frozen=True, slots=True)
class Last200Cue(Cue):
    """The leader has 200 m to go: from here sprints are timed."""

    label: ClassVar[str] = "last 200 m"


@dataclass(frozen=True, slots=True)
class FallCue(Cue):
    """A rider falls."""

    label: ClassVar[str] = "fall"

    rider: int


@dataclass(frozen=True, slots=True)
class StoppedCue(Cue):
    """The race is stopped."""

    label: ClassVar[str] = "stopped"


@dataclass(frozen=True, slots=True)
class FinishCue(Cue):
    """A rider crosses the finish line, as the `place`-th (from 1) to do so."""

    label: ClassVar[str] = "finish"

    rider: int
    place: int


SomeCue = TypeVar("SomeCue", bound=Cue)


def only(cues: Iterable[Cue], kind: type[SomeCue]) -> list[SomeCue]:
    """The cues of one kind, in their order."""
    return [cue for cue in cues if isinstance(cue, kind)]
