"""Pairs of riders that still share ground after all: they are kept one behind the other along the track."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from replay.base.units import Floats
from replay.motion.clearance import close_rooms
from replay.motion.trajectory import Motion
from replay.reconstruction.constraints.drafting import FOLLOWING_M
from replay.reconstruction.state.pair_windows import ApartWindow

_MARGIN_S = 0.6
"""Before and after the times at which a pair touches: a knot on each side, so that the spline can bend. Touches nearer
to each other than both margins are one."""

_LEAST_M = 0.05
"""Bikes with less room than this between them are kept apart, though they do not touch. It was 2 cm; more leaves room
for what the last programs still move, and pushes riders apart who do not touch."""

_LEVEL_S = 1.5
"""So long before and after the line riders who cross it level cannot be one behind the other: a length and a bit in
that time is 1.9 m/s² of one against the other. What is asked there bends everybody else and parts nobody."""

_SPRINT_MPS = 17.0
"""About how fast riders cross the line."""


@dataclass(frozen=True, slots=True)
class Touching:
    """Where riders share ground.

    shared  samples of pairs, at the rate of the audit, in which two share ground
    near    samples in which they have less than `_LEAST_M` between them
    apart   times during which pairs must not be side by side, as far as they can be one behind the other then
    """

    shared: int
    near: int
    apart: tuple[ApartWindow, ...]

    @property
    def seen(self) -> tuple[int, int]:
        """How much riders touch, to compare motions by: ground that is shared first."""
        return self.shared, self.near


def touching(motion: Motion, count: int, *, firm: bool = False) -> Touching:
    """Where pairs of `count` riders are side by side though there is no room for both.

    firm: whether they are to be kept apart whatever facts say
    """
    found: list[ApartWindow] = []
    # Those beside the pacer are for the heights to mend.
    near = {pair: rooms for pair, rooms in close_rooms(motion, _LEAST_M).items() if pair[1] < count}
    for (first, second), (times, _) in near.items():
        windows = _windows(first, second, times, firm=firm)
        found += [part for window in windows for part in _before_and_after_the_line(window, motion.finish_s)]
    shared = sum(int((room < 0).sum()) for _, room in near.values())
    return Touching(shared, sum(len(times) for times, _ in near.values()), tuple(found))


def _windows(first: int, second: int, times: Floats, *, firm: bool) -> Iterator[ApartWindow]:
    """A window for each time that a pair touches."""
    breaks = np.flatnonzero(np.diff(times) > 2 * _MARGIN_S)
    for begin, end in zip([0, *(breaks + 1)], [*breaks, len(times) - 1], strict=True):
        yield ApartWindow(first, second, float(times[begin]) - _MARGIN_S, float(times[end]) + _MARGIN_S, firm)


def _before_and_after_the_line(window: ApartWindow, finish_s: Floats) -> Iterator[ApartWindow]:
    """The window without the time about the line if its riders cross that level; as it is if they do not."""
    earlier, later = sorted((float(finish_s[window.first]), float(finish_s[window.second])))
    if not (later - earlier) * _SPRINT_MPS < FOLLOWING_M:
        yield window
        return
    for begin, end in ((window.start_s, earlier - _LEVEL_S), (later + _LEVEL_S, window.end_s)):
        start_s, end_s = max(window.start_s, begin), min(window.end_s, end)
        if end_s > start_s:
            yield replace(window, start_s=start_s, end_s=end_s)
