"""The room that riders need on the boards, beside each other and to the edges: for race files and motion alike."""

from __future__ import annotations

from replay.base.units import BIKE_WIDTH_M

LINE_HEIGHT_M = 0.36
"""Where a rider without reason to be elsewhere rides: inside the sprinters lane, near the measurement line."""

ABREAST_PLAN_M = BIKE_WIDTH_M + 0.18
"""Between wheels of riders side by side, in plan: clear of each other by two hands."""

EDGE_M = 0.9
"""Between the wheels and the fence: nobody who races goes nearer, or hardly."""


def most_abreast(width_m: float) -> int:
    """How many riders have room beside each other on boards of that width, m, where these are the least steep."""
    return 1 + int((width_m - LINE_HEIGHT_M - EDGE_M) / ABREAST_PLAN_M)
