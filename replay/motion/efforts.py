"""The shape of a rider's effort over a race, as far as the facts suggest one.

A template says how power is usually spread (an attack peaks and fades, a chase starts hard, a bunch builds up to the
sprint); the solver scales it per rider and follows it as far as facts and limits allow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.motion.demands import HESITATE_S, hesitating
from replay.motion.power import simulate_time
from replay.motion.view import View
from replay.race.facts import AttackTold, ChaseTold, HesitateTold, StopRacingTold, Told
from replay.units import Floats

RIDING_ALONG_W = 180.0
_STEP_S = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Effort:
    """Expected power of one rider at the times of a grid, W, and how sure its scale is (sd of the factor)."""

    watts: Floats
    scale_sd: float


def efforts(facts: tuple[Told, ...], view: View, time_s: Floats) -> list[Effort]:
    """One template for each rider, at the times given."""
    return [_effort(row, facts, view, time_s) for row in range(view.sheet.count)]


def expected_winner_time(facts: tuple[Told, ...], view: View) -> float:
    """Race time at which a lone rider with the winner's template would finish: the prior of the winner's time."""
    sheet = view.sheet
    start = sheet.pull_off_s
    times = start + np.arange(0.0, 120.0, _STEP_S)
    effort = _effort(sheet.winner, facts, view, times)
    entry = sheet.pacer.to_mps if sheet.pacer else 8.0
    return start + simulate_time(sheet.event_m - sheet.pull_off_m, entry, effort.watts, _STEP_S)


def _effort(row: int, facts: tuple[Told, ...], view: View, time_s: Floats) -> Effort:
    name, sheet = view.sheet.riders[row], view.sheet
    start = sheet.pull_off_s
    span = max(view.finish_s - start, 20.0)
    build_up = np.interp(time_s, [start - 1.0, start, start + 0.4 * span, start + 0.75 * span], [220, 380, 620, 950])
    watts, sd = build_up, 0.3
    for fact in facts:
        if isinstance(fact, AttackTold) and fact.rider == name:
            begin = view.moment(fact.when)
            hard = 520 + 1250 * np.exp(-np.maximum(time_s - begin, 0.0) / 9.0)
            watts, sd = np.where(time_s >= begin, hard, watts), 0.05 if begin < start + 5.0 else 0.15
        elif isinstance(fact, HesitateTold) and row in hesitating(fact, view):
            begin = view.moment(fact.when)
            end = begin + (fact.seconds or HESITATE_S)
            chase = 650 + 650 * np.exp(-np.maximum(time_s - end, 0.0) / 12.0)
            watts = np.where(time_s < begin, watts, np.where(time_s < end, RIDING_ALONG_W, chase))
        elif isinstance(fact, ChaseTold) and fact.leader == name:
            begin = view.moment(fact.when) - 6.0
            chase = 650 + 650 * np.exp(-np.maximum(time_s - begin, 0.0) / 12.0)
            watts = np.where(time_s < begin, np.minimum(watts, 400.0), chase)
        elif isinstance(fact, StopRacingTold) and fact.rider == name:
            watts = np.where(time_s < view.moment(fact.when), watts, RIDING_ALONG_W)
    return Effort(np.asarray(watts, dtype=float), sd)
