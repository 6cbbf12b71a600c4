"""Where riders pass each other: during these times a pair may be side by side, at others one follows the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from replay.motion.demands import rows_of
from replay.motion.view import View
from replay.race.facts import Told
from replay.units import BIKE_LENGTH_M, Floats

_NARROWEST_S = 0.8
_WIDEST_S = 3.0
_ASKED_BEFORE_S = 4.0
_ASKED_AFTER_S = 6.0
_CLOSE_FINISH_S = 0.18
"""A gap at the line under this leaves less than two bike lengths: such a pair sprints side by side to the end."""


@dataclass(frozen=True, slots=True)
class PassWindow:
    """A time during which riders `first` and `second` (rows) are free to be side by side."""

    first: int
    second: int
    start_s: float
    end_s: float


def pass_windows(view: View, facts: tuple[Told, ...]) -> tuple[PassWindow, ...]:
    """Windows around every change of order after the racing begins, to the end for those who finish level, and
    before the moments at which facts ask for another order than the motion has."""
    changes = [w for pair in combinations(range(view.sheet.count), 2) for w in _of_pair(view, *pair)]
    return (*changes, *(w for fact in facts for w in _asked_for(view, fact)))


def _asked_for(view: View, fact: Told) -> list[PassWindow]:
    found = []
    for row in rows_of(fact, view):
        if len(row.terms) != 2 or any(term.derivative for term in row.terms):
            continue
        ahead, behind = row.terms
        lead = view.distance(ahead.time_s)[ahead.rider] - view.distance(behind.time_s)[behind.rider]
        if lead < 0 <= row.low or abs(row.high) < 2 * BIKE_LENGTH_M:
            first, second = sorted((ahead.rider, behind.rider))
            found.append(PassWindow(first, second, ahead.time_s - _ASKED_BEFORE_S, ahead.time_s + _ASKED_AFTER_S))
    return found


def _of_pair(view: View, first: int, second: int) -> list[PassWindow]:
    sheet = view.sheet
    racing = view.time_s >= sheet.pull_off_s
    lead = view.distance_m[first] - view.distance_m[second]
    closing = view.speed_mps[first] - view.speed_mps[second]
    found = []
    for index in np.flatnonzero(racing[1:] & (np.sign(lead[1:]) != np.sign(lead[:-1]))):
        half = np.clip((BIKE_LENGTH_M + 0.3) / max(abs(closing[index]), 1e-3) + 0.35, _NARROWEST_S, _WIDEST_S)
        found.append(PassWindow(first, second, float(view.time_s[index] - half), float(view.time_s[index] + half)))
    at_line = _level_finish(view, first, second, closing)
    return found + ([at_line] if at_line else [])


def _level_finish(view: View, first: int, second: int, closing: Floats) -> PassWindow | None:
    gaps = view.sheet.gap_s
    times = [view.crossing(row, view.sheet.event_m) for row in (first, second)]
    gap = abs(times[0] - times[1]) if np.isfinite(times).all() else np.inf
    if np.isfinite(gaps[[first, second]]).all():
        gap = abs(gaps[first] - gaps[second])
    if not gap < _CLOSE_FINISH_S:
        return None
    index = int(np.searchsorted(view.time_s, max(times))) - 1
    half = np.clip((BIKE_LENGTH_M + 0.3) / max(abs(closing[index]), 1e-3) + 0.35, _NARROWEST_S, _WIDEST_S)
    return PassWindow(first, second, min(times) - float(half), float(view.time_s[-1]))
