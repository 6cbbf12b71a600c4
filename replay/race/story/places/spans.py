"""Times of facts that last: from their moment to the one under `until`."""

from __future__ import annotations

import numpy as np

from replay.race.story.observed import ObservedMotion
from replay.race.when import When

_LEAST_S = 0.5
"""So long at least, also where `until` comes as soon as `when` in the motion."""


def span_s(motion: ObservedMotion, when: When, until: When | None, lasts_s: float) -> tuple[float, float]:
    """Race times of the beginning and the end. lasts_s: how long, where no end is told; 0 for one moment."""
    start_s = motion.moment(when)
    end_s = start_s + lasts_s if until is None else max(motion.moment(until), start_s + _LEAST_S)
    return start_s, max(min(end_s, motion.end_s), start_s)


def times_in(span: tuple[float, float], rate_hz: float) -> list[float]:
    """Times from the beginning to the end, no further apart than 1 / rate: the moment alone where it is one."""
    start_s, end_s = span
    count = max(int(np.ceil((end_s - start_s) * rate_hz - 1e-9)), 0) + 1
    return [float(time_s) for time_s in np.linspace(start_s, end_s, count)]
