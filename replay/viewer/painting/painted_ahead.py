"""Pictures of a playing film are painted before their moment comes: which moments, and how many a second.

Moments lie evenly on the timeline, sixty a second where that can be held, else thirty, twenty and so on: pictures
that come as they can, sometimes after a fiftieth of a second and sometimes after a tenth, look worse than fewer that
are even.
"""

from __future__ import annotations

import math
from collections import deque

REFRESH_HZ = 60
"""How often the window is drawn at most."""

_EVERY = (1, 2, 3, 4, 5, 6, 8, 10, 12)
"""A picture at every so many drawings of the window. Who takes longer than the last of them has that."""

_LAST = 11
"""So many pictures say how long one takes: half of them took no longer than what is counted on. The first of a shot,
which takes many times as long, is not to slow those after it down."""

_BUSY = 0.9
"""Painters are counted on for this share of their time."""

_SURE = 0.85
"""Of what is counted on, more pictures a second than now may take this share: else the pace would go to and fro."""

_MOST_READY = 3
"""So many pictures are ready before their moment, at most."""

_SAME = 1e-6
"""Of an interval: two moments that are closer than this are one."""


class PaintingPace:
    """How long pictures take, and how many a second can be held."""

    def __init__(self) -> None:
        self._took: deque[tuple[int, float]] = deque(maxlen=_LAST)
        self._every = 1

    def took(self, painter: int, seconds: float) -> None:
        """A painter took so long for one."""
        self._took.append((painter, seconds))
        needed = REFRESH_HZ * self._usual_s() / len({who for who, _ in self._took}) / _BUSY
        held, sure = _every_held(needed), _every_held(needed / _SURE)
        self._every = held if held > self._every else min(sure, self._every)

    @property
    def interval_s(self) -> float:
        """From one picture to the next."""
        return self._every / REFRESH_HZ

    @property
    def lead_s(self) -> float:
        """So long before its moment a picture is begun, if it is to be there then."""
        return min(self._usual_s(), _EVERY[-1] / REFRESH_HZ)

    def _usual_s(self) -> float:
        taken = sorted(seconds for _, seconds in self._took)
        return taken[len(taken) // 2] if taken else 0.0


def _every_held(needed: float) -> int:
    return next((every for every in _EVERY if every >= needed), _EVERY[-1])


def next_moment(now_s: float, speed: float, pace: PaintingPace, begun_s: float | None) -> float | None:
    """The video time of the picture to begin with now; None: enough are ready or begun.

    speed    video seconds a second, not 0
    begun_s  the video time of the one that was begun last; one of elsewhere on the timeline does not count
    """
    way, every_s = math.copysign(1.0, speed), abs(speed) * pace.interval_s
    number = math.ceil((way * now_s + abs(speed) * pace.lead_s) / every_s - _SAME)
    most = abs(speed) * pace.lead_s + _MOST_READY * every_s
    if begun_s is not None and -most <= way * (begun_s - now_s) <= most + every_s:
        number = max(number, math.floor(way * begun_s / every_s + _SAME) + 1)
    moment_s = way * number * every_s
    return moment_s if way * (moment_s - now_s) <= most else None


def is_due(moment_s: float, now_s: float, speed: float) -> bool:
    """Whether a picture that was painted ahead is to be shown: its moment is nearer than the next drawing."""
    return math.copysign(1.0, speed) * (moment_s - now_s) <= abs(speed) / REFRESH_HZ / 2


def comes_soon(moment_s: float, now_s: float, speed: float) -> bool:
    """Whether the moment of a picture that is not due will come, as things are."""
    most_s = (_MOST_READY + 2) * _EVERY[-1] / REFRESH_HZ
    return math.copysign(1.0, speed) * (moment_s - now_s) <= abs(speed) * most_s
