"""What is found when a fact is measured on a motion, and why a fact is not held."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Shown(Protocol):
    """What a sentence about a fact is made of: what it asks, what the motion shows, and by how much it misses."""

    @property
    def asked(self) -> float: ...
    @property
    def got(self) -> float: ...
    @property
    def miss(self) -> float: ...
    @property
    def unit(self) -> str: ...
    @property
    def partner(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact against the motion. asked and got in `unit`; miss >= 0 in `unit`; tolerance: up to there it is 'within'.

    exact_within  a miss up to here counts as none: 0.5 ms, half a centimetre, rounding
    measured      what the number is, where the number alone would mislead
    partner       the rider to whom it was measured, where the fact leaves that open or names him
    at_s          race time at which it was measured, of a fact that is true at some moment of a window, or near one
    reached       False where nothing could be measured: the race was stopped before the moment, or who is meant is down
    """

    asked: float
    got: float
    miss: float
    unit: str
    tolerance: float
    exact_within: float = 0.005
    measured: str = ""
    partner: str | None = None
    at_s: float | None = None
    reached: bool = True

    @property
    def note(self) -> str:
        """The remark that reports carry."""
        return f"to {self.partner}" if self.partner else self.measured

    @property
    def is_missed(self) -> bool:
        """Whether the motion is further off than what the words of the fact leave open."""
        return self.miss > max(self.tolerance, self.exact_within)


NOT_REACHED = Finding(1.0, 0.0, 1.0, "", 0.0, measured="the race was stopped before", reached=False)
"""The finding of a fact whose moment never comes: missed whole, in no unit."""


def down_then(rider: str) -> Finding:
    """The finding of a fact about who lies on the boards at its moment: missed whole, in no unit."""
    return Finding(1.0, 0.0, 1.0, "", 0.0, measured=f"{rider} is down then", reached=False)


NOTHING_ASKED = Finding(0.0, 0.0, 0.0, "", 0.0, measured="shown; it asks nothing of the motion")
"""The finding of a fact that is only shown."""


class ReasonKind(StrEnum):
    """Why a fact is not held.

    limits       riders cannot do it
    results      riders cannot do it and still finish as the results have it
    timed gap    a timed gap of the result, or the order over the line, says otherwise
    pacer        the race file has the pacer leave elsewhere
    pacer speed  riders are still behind the pacer, which is not there
    no time      the results leave no time for it
    stop         the race was stopped before
    facts        other facts exclude it
    unfound      trials met it, and no whole motion that was found beside the others does; not proven to be excluded
    """

    LIMITS = "limits"
    RESULTS = "results"
    TIMED_GAP = "timed gap"
    PACER = "pacer"
    PACER_SPEED = "pacer speed"
    NO_TIME = "no time"
    STOP = "stop"
    FACTS = "facts"
    UNFOUND = "unfound"

    @property
    def is_measured(self) -> bool:
        """Whether what excludes the fact is beyond dispute: measured, or what riders can do at all."""
        return self in (ReasonKind.LIMITS, ReasonKind.RESULTS, ReasonKind.TIMED_GAP, ReasonKind.NO_TIME)

    @property
    def names_facts(self) -> bool:
        """Whether facts or lines of the results exclude the fact, so that there is one to name at least."""
        return self in (ReasonKind.TIMED_GAP, ReasonKind.FACTS)


class Limit(StrEnum):
    """What holds riders where a fact would have them elsewhere.

    power     what a rider has left
    speed     the speed that nobody of the category exceeds
    pace      the speed below which nobody who races falls
    braking   how fast riders slow down on a fixed gear
    gaining   how fast they gain speed
    file      the file behind the pacer, until it leaves
    time      how much longer, or shorter, than others such a race takes
    finish    the gaps and the order over the line, as the results have them
    clock     other measured times
    boards    how far up the boards riders go at all
    steep     how far up they go at walking pace, where the boards are steep
    """

    POWER = "power"
    SPEED = "speed"
    PACE = "pace"
    BRAKING = "braking"
    GAINING = "gaining"
    FILE = "file"
    TIME = "time"
    FINISH = "finish"
    CLOCK = "clock"
    BOARDS = "boards"
    STEEP = "steep"


@dataclass(frozen=True, slots=True)
class Barrier:
    """A limit without which the fact could be met.

    most   the limit, in the unit of its kind (W, m/s, m/s², s, m); None where it has no number
    asked  what the fact would take, in that unit; None where that is not known
    facts  ids of the facts of the file that set it
    """

    limit: Limit
    most: float | None = None
    asked: float | None = None
    facts: tuple[str, ...] = ()

    @property
    def is_exceeded(self) -> bool:
        """Whether what the fact would take is clearly beyond the limit, as numbers are said."""
        if self.most is None or self.asked is None:
            return False
        short = self.most - self.asked if self.limit is Limit.PACE else self.asked - self.most
        return short > 0.02 * self.most


STOP_ID = "stopped"
"""Id of the fact that a race was stopped."""

CROSSING_ORDER_ID = "crossing order"
"""Id of the fact in which order riders crossed the finish line."""

START_ORDER_ID = "start order"
"""Id of the fact in which places riders start."""

_NAMES = {
    ReasonKind.LIMITS: ("what riders can do",),
    ReasonKind.RESULTS: ("the results", "what riders can do"),
    ReasonKind.NO_TIME: ("the results",),
    ReasonKind.PACER: ("the pacer of the race file",),
    ReasonKind.PACER_SPEED: ("the pacer's speed",),
    ReasonKind.STOP: (STOP_ID,),
    ReasonKind.UNFOUND: ("all else that is told",),
}
"""How reports name what is no fact of the file."""

_LIMIT_NAMES = {
    Limit.FINISH: "the results",
    Limit.CLOCK: "the measured times",
    Limit.FILE: "the file behind the pacer",
    Limit.BOARDS: "the width of the boards",
}
"""How they name limits; all others are what riders can do."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a fact is not held.

    facts   ids of the facts that exclude it: the smallest set that was found; empty where no facts do
    remark  what there is to say beside that
    best    the least miss of all motions that were tried, in the unit of the fact; None where that is no number to show
    barriers  limits, each of which alone holds the fact off, or that do so together; empty where none was found
    """

    kind: ReasonKind
    facts: tuple[str, ...] = ()
    remark: str = ""
    best: float | None = None
    barriers: tuple[Barrier, ...] = ()

    def __post_init__(self) -> None:
        if self.kind.names_facts and not self.facts:
            raise ValueError(f"a reason of kind {self.kind} without facts")

    @property
    def against(self) -> tuple[str, ...]:
        """Names of limits, or ids of facts, as reports list them."""
        limits = (one.facts or (_LIMIT_NAMES.get(one.limit, "what riders can do"),) for one in self.barriers)
        named = tuple(dict.fromkeys(name for names in limits for name in names))
        return named or _NAMES.get(self.kind, self.facts)
