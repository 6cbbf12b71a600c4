"""Units and the few lengths that words of the sport stand for.

Everything inside the program is in seconds and metres; km/h appears on screen and in names that end in `_kmh`.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]

KMH_PER_MPS = 3.6

BIKE_LENGTH_M = 1.75
"""A bike length, as told in reports. UCI 1.3.012 allows 1.85 m; track bikes measure about 1.75 m."""

BIKE_WIDTH_M = 0.50
"""Width of a bike and its rider in the overlap check (UCI 1.3.012)."""

WHEEL_M = 0.67
"""'By a wheel': the diameter of a track wheel with its tyre."""

GRAVITY_MPS2 = 9.81


def mps(kmh: float) -> float:
    """Metres per second of a speed in km/h."""
    return kmh / KMH_PER_MPS


def kmh(mps: float) -> float:
    """km/h of a speed in metres per second."""
    return mps * KMH_PER_MPS
