"""Ramps: how much of a race passes while the film goes from one speed to another."""

from __future__ import annotations

_RAMP_S, _SLOW_RAMP_S = 0.9, 0.5
"""Seconds of video that a change of speed takes; the second between two slow speeds."""


def ramp_video_s(speed_from: float, speed_to: float) -> float:
    """Seconds of video that a change of speed takes."""
    return _RAMP_S if max(speed_from, speed_to) >= 1 else _SLOW_RAMP_S


def ramp_race_s(speed_from: float, speed_to: float) -> float:
    """Race seconds that pass during a change of speed."""
    return ramp_video_s(speed_from, speed_to) * (speed_from + speed_to) / 2
