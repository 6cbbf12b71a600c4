"""What can be told of how a race went: one class for each kind of fact in the story."""

from __future__ import annotations

from dataclasses import dataclass

from replay.race.amounts import Quantity
from replay.race.when import When


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its file a fact was written: for errors and reports. Lines count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFact:
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
class OrderFact(StoryFact):
    """Riders in this order, one behind another; the first of them in place `from_place` (None: anywhere)."""

    order: tuple[str, ...]
    from_place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFact(StoryFact):
    """`ahead` leads `behind` by an amount; behind None means the field: whoever comes first after `ahead`."""

    ahead: str
    behind: str | None
    amount: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackFact(StoryFact):
    """A hard effort begins at `when`, or within seconds after it."""

    rider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HesitateFact(StoryFact):
    """The riders do not react: they ride on without an effort for some seconds. riders empty means the whole field."""

    riders: tuple[str, ...]
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseFact(StoryFact):
    """`leader` leads the chase: he is the first behind the rider or group in front."""

    leader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OvertakeFact(StoryFact):
    """`rider` is still behind `overtaken` at `when` and ahead of him within `within_s` (or at the line, if sooner)."""

    rider: str
    overtaken: str
    side: str | None = None
    within_s: float = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldWheelFact(StoryFact):
    """`rider` stays directly behind `wheel` from `when` to `until` (None: for some seconds)."""

    rider: str
    wheel: str
    until: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFact(StoryFact):
    """`rider` moves up or drops back; at `when` he has arrived in place `to` (None: some place gained or lost)."""

    rider: str
    up: bool
    to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RideHighFact(StoryFact):
    """`rider` goes up the boards about `when` and comes down again; height in metres from the inner edge, if told."""

    rider: str
    height_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFact(StoryFact):
    """`rider` is on the inside or outside of `of` at `when`."""

    rider: str
    of: str
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PacerOffFact(StoryFact):
    """The pacer leaves the track at `when`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashFact(StoryFact):
    """`rider` falls at `when`; `down` are others brought down with him."""

    rider: str
    down: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRacingFact(StoryFact):
    """`rider` eases at `when` and rolls on without racing."""

    rider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackFact(StoryFact):
    """`rider` turns his head to look behind. Shown, never a constraint on the motion."""

    rider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionFact(StoryFact):
    """Words to be shown at `when` and nothing else."""
