"""Cubic splines through samples on an even grid.

The same curves as scipy's `make_interp_spline`, of which a window would have to wait for half a second of imports
before its first picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats

LEAST_SAMPLES = 4
"""Three pieces: of fewer the two at the ends cannot go on without a seam."""


@dataclass(frozen=True, slots=True, eq=False)
class EvenSpline:
    """Curves (N, T) over T even times: twice smooth, and at the second and the last but one sample three times.

    slopes  (N, T) at the samples
    """

    time_s: Floats
    values: Floats
    slopes: Floats

    def at(self, time_s: Floats) -> tuple[Floats, Floats]:
        """Values and slopes (N,) or (N, M) at one or M times within the samples."""
        step_s = (self.time_s[-1] - self.time_s[0]) / (len(self.time_s) - 1)
        place = (time_s - self.time_s[0]) / step_s
        piece = np.clip(place.astype(np.int64), 0, len(self.time_s) - 2)
        share = place - piece
        begin, end = self.values[:, piece], self.values[:, piece + 1]
        out, into = step_s * self.slopes[:, piece], step_s * self.slopes[:, piece + 1]
        rise = end - begin
        square, cube = 3 * rise - 2 * out - into, out + into - 2 * rise
        value = begin + share * (out + share * (square + share * cube))
        return value, (out + share * (2 * square + 3 * share * cube)) / step_s


def spline_through(time_s: Floats, values: Floats) -> EvenSpline:
    """The spline through values (N, T) at T even times. Raises ValueError for fewer than `LEAST_SAMPLES`."""
    count = len(time_s)
    if count < LEAST_SAMPLES:
        raise ValueError(f"{count} samples are too few for a cubic spline: it needs {LEAST_SAMPLES}")
    chords = np.diff(values) * ((count - 1) / (time_s[-1] - time_s[0]))
    # De Boor, A Practical Guide to Splines, chapter IV: slopes s of a smooth curve, and at the ends its "not a knot".
    wanted = 3 * (chords[:, 1:] + chords[:, :-1])
    first = (5 * chords[:, 0] + chords[:, 1]) / 2  # s[0] + 2 s[1]
    last = (5 * chords[:, -1] + chords[:, -2]) / 2  # 2 s[-2] + s[-1]
    wanted[:, 0] -= first
    wanted[:, -1] -= last
    inner = _solved(wanted)
    slopes = np.concatenate([first[:, None] - 2 * inner[:, :1], inner, last[:, None] - 2 * inner[:, -1:]], axis=1)
    return EvenSpline(time_s, values, slopes)


def _solved(wanted: Floats) -> Floats:
    """(N, K) x with x[k-1] + 4 x[k] + x[k+1] as wanted, at both ends 2 x and the one neighbour.

    By cyclic reduction: each turn puts neighbours twice as far away, and they fade with the square of their weight.
    """
    count = wanted.shape[1]
    middle = np.full(count, 4.0)
    middle[0] = middle[-1] = 2.0
    before, after = np.ones(count), np.ones(count)
    before[0] = after[-1] = 0.0
    reach = 1
    while reach < count:
        low, high = -before[reach:] / middle[:-reach], -after[:-reach] / middle[reach:]
        new_middle, new_wanted = middle.copy(), wanted.copy()
        new_middle[reach:] += low * after[:-reach]
        new_middle[:-reach] += high * before[reach:]
        new_wanted[:, reach:] += low * wanted[:, :-reach]
        new_wanted[:, :-reach] += high * wanted[:, reach:]
        new_before, new_after = np.zeros(count), np.zeros(count)
        new_before[reach:] = low * before[:-reach]
        new_after[:-reach] = high * after[reach:]
        middle, wanted, before, after = new_middle, new_wanted, new_before, new_after
        reach *= 2
    return np.asarray(wanted / middle)
