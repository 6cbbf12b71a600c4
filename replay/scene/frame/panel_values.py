"""What the panels beside the race say: the lap counter, the order tower and a caption."""

from __future__ import annotations

from dataclasses import dataclass

from replay.events.event import Column
from replay.scene.frame.riders import RiderLook


@dataclass(frozen=True, slots=True)
class Counter:
    """Laps to go (the largest number), and metres where they are known.

    words: what is counted, 'LAPS TO GO'
    roll  progress of the change from one lap more, 1 when it has settled
    note  what is counted beside that, instead of the metres of the race: 'standing 7 s', '200 m in 8.3 s'
    """

    laps_to_go: int
    metres_to_go: float
    event_m: float
    words: str = "LAPS TO GO"
    bell: bool = False
    shown: float = 1.0
    roll: float = 1.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class TowerRow:
    """One row of the order tower.

    place  '1', or a status such as 'DNF' or 'REL'
    gap    '0.0', '+0.7', '+0.763' at the line only, '' where there is none
    row    where it is drawn: 0 at the top, fractional while rows swap
    timed  the gap is the official timed one
    """

    look: RiderLook
    place: str
    gap: str
    row: float
    leader: bool
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Tower:
    """The order of the race, a row for each rider in the order shown.

    column    what stands over the gaps
    decimals  of the gaps once they are timed: there is room for them from the start
    """

    heading: str
    rows: tuple[TowerRow, ...]
    shown: float = 1.0
    column: str = Column.GAP
    decimals: int = 3


@dataclass(frozen=True, slots=True)
class Caption:
    """Words over the picture. source: who says so, empty for what the motion itself shows."""

    head: str
    body: str
    source: str = ""
    shown: float = 1.0
