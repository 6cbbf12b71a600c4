"""How a hall looks: its colours, and what of the meeting is to be seen in it."""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.colour import Colour
from replay.draw.hall.dress.hall_colours import DARK_HALL, HallColours


@dataclass(frozen=True, slots=True)
class HallDressing:
    """What a race file says of the place and the meeting, written in the hall, and whom people came to see.

    track   the name of the velodrome, '' where none is known; meet: that of the meeting
    flags   two colours each of those who ride, as their kit has them: what is waved in the stands
    """

    track: str = ""
    meet: str = ""
    flags: tuple[tuple[Colour, Colour], ...] = ()


@dataclass(frozen=True, slots=True)
class HallLook:
    """What the plates of a hall depend on beside its track."""

    colours: HallColours = DARK_HALL
    dressing: HallDressing = HallDressing()


PLAIN_HALL = HallLook()
"""The program's own colours, and nothing written."""
