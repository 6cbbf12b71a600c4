"""The track map: the whole race seen from above, as values. Metres; x to the right, y up, the home straight below."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from replay.base.colour import Colour

Plan = tuple[float, float]
"""A place in plan: x and y, metres."""


class DotKind(StrEnum):
    """How a dot is drawn."""

    RIDER = "rider"
    LEADER = "leader"
    DOWN = "down"
    """A rider who fell and lies."""

    PACER = "pacer"


@dataclass(frozen=True, slots=True, eq=False)
class MapShape:
    """The track in plan, one object for a track. The outlines begin at the finish line and go round by even distances.

    inner_m  the inner edge
    outer_m  the fence
    lap_m    length of the measurement line
    """

    inner_m: tuple[Plan, ...]
    outer_m: tuple[Plan, ...]
    lap_m: float


@dataclass(frozen=True, slots=True)
class MapDot:
    """Somebody on the map. tag: what may stand beside it, '' for nothing."""

    at_m: Plan
    kind: DotKind
    colour: Colour
    tag: str


@dataclass(frozen=True, slots=True)
class TrackMap:
    """The map at a moment.

    dots   from the last to the leader, who lies over all others; the pacer first of all
    arc_m  the lead: distances of leader and first chaser; None where none is shown
    """

    shape: MapShape
    dots: tuple[MapDot, ...]
    arc_m: tuple[float, float] | None = None
    shown: float = 1.0
