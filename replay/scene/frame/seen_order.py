"""In which order riders are seen across the picture and down it, and which of the two is their way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeenOrder:
    """Places of riders in the picture: of each in the order of the frame, and last of the pacer where there is one.

    across  0 is the leftmost
    down    0 is the highest
    upright 0 riders ride across the picture, 1 up or down it

    Whole while nothing changes, fractional while it does.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    upright: float
