"""What can be heard of a film at each moment: who is how near, on which side and how fast, and how loud the crowd is.

All are curves over video time, straight between samples. Where the picture cuts, there are samples on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.units import Floats


@dataclass(frozen=True, slots=True)
class Heard:
    """Curves over video time. T samples, R riders.

    time_s        (T,) rising
    race_speed    (T,) race seconds a video second; 0 behind cards
    near          (R, T) loudness of each rider's wheels, 0 to 1
    side          (R, T) -1 left to 1 right
    speed_mps     (R, T)
    pacer         (3, T) the same of the pacer: loudness, side, speed
    crowd         (T,) 0 quiet to 1 beside itself
    applause      (T,) 0 to 1
    bells_s       video times at which the bell begins
    """

    time_s: Floats
    race_speed: Floats
    near: Floats
    side: Floats
    speed_mps: Floats
    pacer: Floats
    crowd: Floats
    applause: Floats
    bells_s: tuple[float, ...]
