"""What a reconstruction gives: the motion, a verdict on every fact, and how far it may be from what happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from replay.base.units import Floats
from replay.motion.audit import Audit
from replay.motion.trajectory import Motion
from replay.race.story.finding import Barrier, ReasonKind


class Verdict(StrEnum):
    """What became of a fact.

    held        met exactly, or within 0.5 ms
    within      missed by no more than its tolerance
    disputed    cannot stand beside a stronger fact
    impossible  cannot stand with the measured facts and what riders can do
    missed      could be met and is not: a defect of ours
    """

    HELD = "held"
    WITHIN = "within"
    DISPUTED = "disputed"
    IMPOSSIBLE = "impossible"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class FactVerdict:
    """One fact, what it asks, what the motion shows.

    against  ids of facts, or names of limits, that it cannot stand with: the smallest set that was found
    note     what there is to say when numbers alone would mislead
    partner  the rider to whom a gap was measured
    at_s     race time at which the motion shows what is told of a window; None of what is told of a moment
    reached  whether the race came to the moment of which the fact speaks
    reason   what kind of thing stands against it; None where nothing does
    best     the least miss of all motions that were tried, in `unit`; None where that is no number to show
    barriers  the limits that hold the fact off; empty where none was found
    """

    fact: str
    kind: str
    words: str
    source: str
    status: Verdict
    asked: float
    got: float
    miss: float
    unit: str
    against: tuple[str, ...] = ()
    note: str = ""
    partner: str | None = None
    at_s: float | None = None
    reached: bool = True
    reason: ReasonKind | None = None
    best: float | None = None
    barriers: tuple[Barrier, ...] = ()

    @property
    def stands(self) -> bool:
        return self.status in (Verdict.HELD, Verdict.WITHIN)


@dataclass(frozen=True, slots=True, eq=False)
class Reconstruction:
    """A motion, and what is to be said of it.

    invented          riders whose place behind the pacer no fact gives
    winner_time_s     race time of the winner's finish, with its standard deviation (0 if it was known); both 0 where
                      the race was stopped
    doubt_s, doubt_m  (M,) times and (R, M) standard deviations of the distances, given the winner's time
    gap_sd_s          (R, M) standard deviations of the gaps to whoever is first where a rider is at those times
    """

    motion: Motion
    verdicts: tuple[FactVerdict, ...]
    audit: Audit
    invented: tuple[str, ...]
    winner_time_s: float
    winner_time_sd_s: float
    doubt_s: Floats
    doubt_m: Floats
    gap_sd_s: Floats
