"""What is shown faster than it was ridden is seen from above, because any other camera would make giddy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from replay.base.units import Floats
from replay.motion.standstills import standstills
from replay.motion.trajectory import Motion
from replay.scene.camera.setups import Setup, StationName
from replay.scene.camera.timeline import Segment

_TOO_FAST = 2.2
"""What is shown faster than this is seen from above .."""

_HURRIES = 10.0
"""..and so is how the film comes to a speed beyond this, and back from it."""

_FOLLOWED_MPS = 140.0
"""Metres of the race in a second of the film up to which a camera above the infield follows the riders: a third more
than its picture is wide, so the boards pass little faster than in any picture of a sprint. One that stands sees all."""

_LOOKS = 9
"""Moments of a segment at which that is looked at."""

_SAME_S = 1e-6


def from_above(motion: Motion, run: Sequence[Segment], wanted: list[tuple[float, Setup]]) -> list[tuple[float, Setup]]:
    """Changes of setup (race time, setup) with a camera above the track wherever the run is too fast to follow."""
    still = standstills(motion)
    fast: list[list[Segment]] = []
    for s in run:
        too_fast = min(s.speed_from, s.speed_to) > _TOO_FAST or max(s.speed_from, s.speed_to) > _HURRIES
        if too_fast and not any(begin <= (s.race_start_s + s.race_end_s) / 2 <= end for begin, end in still):
            if fast and s.race_start_s - fast[-1][-1].race_end_s < _SAME_S:
                fast[-1].append(s)
            else:
                fast.append([s])
    for segments in fast:
        start, end = segments[0].race_start_s, segments[-1].race_end_s
        before = [change for change in wanted if change[0] <= end]
        kept = [change for change in wanted if change[0] < start or change[0] > end]
        above = (start, Setup(_above(motion, segments)))
        wanted = sorted([*kept, above, (end, before[-1][1])], key=lambda change: change[0])
    return wanted


def _above(motion: Motion, segments: Sequence[Segment]) -> StationName:
    """The camera above the track that shows these: one that follows, or, where that is too fast, one that stands."""
    shown_mps = max(float(_shown_mps(motion, segment).max()) for segment in segments)
    return StationName.ABOVE if shown_mps <= _FOLLOWED_MPS else StationName.WHOLE_TRACK


def _shown_mps(motion: Motion, segment: Segment) -> Floats:
    """How many metres the fastest rider comes on in a second of the film, at some moments of a segment."""
    share = np.linspace(0.0, 1.0, _LOOKS)
    times = segment.race_start_s + share * (segment.race_end_s - segment.race_start_s)
    # A ramp changes its speed evenly over the film, so over the race its square does.
    speed = np.sqrt(segment.speed_from**2 + share * (segment.speed_to**2 - segment.speed_from**2))
    return np.asarray(speed * motion.at(times).speed_mps.max(axis=0))
