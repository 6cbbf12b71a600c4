"""Likely ranges: where each rider may have been along the track, as stripes of the boards.

A stripe lies on the rider's own line. Where the ranges of riders on one line overlap, each takes a share of its width
beside the others, the lower rider below, so that every range can be followed from end to end.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from replay.base.easing import smoothsteps
from replay.base.units import Floats
from replay.scene.frame.riders import RiderState
from replay.scene.frame.track_marks import LikelyRange, LikelyRanges
from replay.scene.riding.poses import MIDDLE_M

WORDS = "Shaded: likely range of each position"
"""The legend, on every picture with stripes."""

REACH_SD = 2.0
"""A stripe has faded to nothing this many standard deviations from the rider."""

LEAST_SD_M = 0.3
"""A doubt of less than this is hidden by the bike itself, and has no stripe."""

_FULL_SD_M = 0.6
"""From this on a stripe is as strong as it gets; between the two it comes and goes without a jump."""

_WIDTH_M, _MORE_M = 0.72, 0.07
"""A stripe alone is a little wider than a bike; a line shared by more riders is wider by this for each of them."""

_SAME_LINE_M = 0.9
"""Riders whose heights differ by less than half of this share a line; by more than all of it, they do not."""

_MEET_SD, _MEET_M = 1.4, 1.5
"""Two stripes meet where riders are nearer than so many of the sum of their standard deviations; over twice this in
metres they make room for each other."""

_TIE_M = 0.04
"""Riders who are level lie in the order of the list, as if each were so much higher than the one before."""

_ABOVE_M = 0.03
"""Over this difference in height a stripe moves from below another to above it."""


def likely_ranges(riders: Sequence[RiderState], lap_m: float, *, shown: float = 1.0) -> LikelyRanges:
    """The stripes of all riders whose doubt is large enough to be seen, in the order of `riders`."""
    distance = np.array([state.distance_m - MIDDLE_M for state in riders])
    height = np.array([state.height_m for state in riders])
    sd = np.minimum([state.sd_m for state in riders], lap_m / 4 / REACH_SD)
    seen = smoothsteps((sd - LEAST_SD_M) / (_FULL_SD_M - LEAST_SD_M))
    middle, width = _shares(distance, height, sd, seen, lap_m)
    return LikelyRanges(
        WORDS,
        tuple(
            LikelyRange(
                name=state.look.name,
                colour=state.look.kit.chip,
                distance_m=float(distance[k]),
                sd_m=float(sd[k]),
                line_m=state.height_m,
                height_m=(float(middle[k] - width[k] / 2), float(middle[k] + width[k] / 2)),
                shown=float(seen[k]),
            )
            for k, state in enumerate(riders)
            if seen[k] > 0
        ),
        shown,
    )


def _shares(distance: Floats, height: Floats, sd: Floats, seen: Floats, lap_m: float) -> tuple[Floats, Floats]:
    """Middles and widths (R,) of the stripes, metres up the boards; they change smoothly as riders move.

    Each pair shares by how much it is on one line (0 to 1), the lower of both below; of riders who are level, the
    earlier in the list.
    """
    apart = np.abs((distance[:, None] - distance + lap_m / 2) % lap_m - lap_m / 2)
    meeting = smoothsteps((_MEET_SD * (sd[:, None] + sd) + _MEET_M - apart) / (2 * _MEET_M))
    climb = height[:, None] - height
    beside = smoothsteps(2 - 2 * np.abs(climb) / _SAME_LINE_M)
    together = meeting * beside * seen * seen[:, None] * (1 - np.eye(len(sd)))
    count = 1 + together.sum(axis=1)
    row = np.arange(len(sd))
    above = np.tanh((climb + _TIE_M * np.sign(row[:, None] - row)) / _ABOVE_M)
    width = (_WIDTH_M + _MORE_M * (count - 1)) / count
    return height + (together * above).sum(axis=1) * width / 2, width
