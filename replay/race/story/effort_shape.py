"""The power that a rider is expected to spend, and how facts change it. A prior of the reconstruction, not a fact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats

RIDING_ALONG_W = 180.0
"""Power of a rider who does not race for some seconds: he rolls on in the shelter of others. This and other powers are
those of elite men; of other riders a share of it (`ObservedMotion.effort_share`)."""

_STEADY_W, _EXTRA_W, _FADE_S = 650.0, 650.0, 12.0
"""Power of a chase: at first both; the second fades with the seconds."""

_CHANGE_S = 0.5
"""Time constant of a change of effort: nine tenths of it are over within about two seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Effort:
    """Expected power of one rider at the times of a grid, (T,) W, and how sure its scale is (sd of the factor)."""

    watts: Floats
    scale_sd: float


def chase_watts(since_s: Floats) -> Floats:
    """Power of a rider who has been chasing for so many seconds, W: hard at first."""
    return np.asarray(_STEADY_W + _EXTRA_W * np.exp(-np.maximum(since_s, 0.0) / _FADE_S))


def changing(before: Floats, after: Floats, since_s: Floats) -> Floats:
    """From one power over to another, within about two seconds around since_s = 0."""
    share = 1 / (1 + np.exp(-np.clip(since_s / _CHANGE_S, -40, 40)))
    return np.asarray(before + (after - before) * share)
