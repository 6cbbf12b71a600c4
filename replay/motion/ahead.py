"""Who is physically ahead of whom: places on the track, taken modulo the lap, in one place for all.

A rider who has ridden a lap less than another and is two metres up the road is ahead of him: he shelters him, stands in
his way and has to be passed. Only crossing orders, gaps and results count whole laps.
"""

from __future__ import annotations

import numpy as np

from replay.base.units import Floats, Mask


def lead_on_track_m(lead_m: Floats, lap_m: float) -> Floats:
    """Leads between half a lap behind and half a lap ahead, m: by how much the one is up the road from the other.

    lead_m  distance ridden by the one minus that by the other, any shape
    """
    return np.asarray(lead_m - lap_m * np.round(lead_m / lap_m))


def laps_off_field(where_m: Floats, lap_m: float) -> Floats:
    """(R, N) whole laps that each of R riders has ridden more (or, below 0, less) than the middle of the field.

    where_m  (R, N) distances ridden at N times
    """
    return np.asarray(np.round((where_m - np.median(where_m, axis=0)) / lap_m))


def around_field_m(where_m: Floats, lap_m: float, down: Mask) -> Floats:
    """(R, N) places on the track as distances near the field's: within half a lap of its middle.

    down  (R, N) whether a rider lies on the track: nobody follows him or finds shelter behind him, so he stays where he
          is, behind all who ride on

    Equal to the distances ridden as long as nobody is lapped, to the last digit.
    """
    return np.where(down, where_m, where_m - lap_m * laps_off_field(where_m, lap_m))
