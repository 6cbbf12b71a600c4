"""A draft of the motion: distances along the track and heights up the boards that fit each other.

Heights depend on who is beside whom, and distances on the way that the heights make, so the two are found in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from replay.base.units import Floats
from replay.motion.trajectory import Motion, Path
from replay.race.story.told import Told
from replay.reconstruction.constraints.stopped_race import AFTER_STOP_S
from replay.reconstruction.judging.findings import Evidence
from replay.reconstruction.lateral.height import Heights, heights
from replay.reconstruction.lateral.side_by_side import SideBySide, sides
from replay.reconstruction.problem.start_list import Sheet
from replay.reconstruction.solving import iteration as solver
from replay.reconstruction.solving.repair import keep_apart
from replay.reconstruction.state.iterate import Step, view_of
from replay.reconstruction.state.path_correction import way_of
from replay.reconstruction.state.sampled_iterate import View
from replay.reconstruction.tools.quadratic_program import SolverError

SAMPLE_HZ = 25.0
_HEIGHT_HZ = 50.0
_REPAIRS = 6
_FIRM_AFTER = 3
_LOOKS = 2
_POLISHES = 4
_STILL_M = 0.3

Report = Callable[[float], None]
"""Told how much of the work is done, 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """Distances and the heights that go with them.

    beside  who was found inside and outside of whom
    story   all that is told
    barred  ids of facts that are not asked for, because something excludes them
    """

    step: Step
    lines: Heights
    beside: tuple[SideBySide, ...]
    story: tuple[Told, ...]
    barred: frozenset[str] = frozenset()

    @property
    def followed(self) -> tuple[Told, ...]:
        """What is told of sides and heights as far as it is asked for."""
        return tuple(fact for fact in self.story if fact.id not in self.barred)

    def motion(self) -> Motion:
        """The motion, sampled: its splines have their knots on the samples, so nothing is lost."""
        step, sheet = self.step, self.step.sheet
        if sheet.stopped is None:
            last = step.finish_s + float(np.nanmax(step.gaps_s)) + solver.AFTER_LAST_S
        else:
            last = step.stop_s + AFTER_STOP_S
        times = np.arange(int(min(last, step.basis.end_s) * SAMPLE_HZ) + 1) / SAMPLE_HZ
        return Motion(
            velodrome=sheet.velodrome,
            riders=sheet.riders,
            event_distance_m=sheet.event_m,
            path=Path(times, step.position(times), self.lines.at(times)),
            pacer=_pacer_path(sheet, times),
            pull_off_s=sheet.pacer.off_s if sheet.pacer else float("nan"),
            pacer_gone_s=sheet.pacer.gone_s if sheet.pacer else float("nan"),
            finish_s=step.finish_s + step.gaps_s,
            fall_s=np.array([step.fall_s.get(row, np.nan) for row in range(sheet.count)]),
            stop_s=float(step.stop_s) if sheet.stopped else float("nan"),
        )

    def evidence(self) -> Evidence:
        """The motion, and the same as a View, to measure facts on."""
        motion = self.motion()
        times = np.arange(motion.start_s, motion.end_s, 0.02)
        state = motion.at(times)
        return Evidence(motion, View(self.step.sheet, times, state.distance_m, state.speed_mps, self.step.finish_s))


def first_draft(
    sheet: Sheet, facts: tuple[Told, ...], story: tuple[Told, ...], barred: frozenset[str], report: Report
) -> Draft:
    """A draft from nothing but the facts. Raises SolverError."""
    try:
        step = solver.settle(solver.first_step(sheet, facts), cold=True, report=report).step
    except SolverError:
        if not sheet.timing:
            raise
        step = solver.settle(solver.first_step(sheet, facts, led=False), cold=True, report=report).step
    report(0.35)
    followed = tuple(fact for fact in story if fact.id not in barred)
    draft = Draft(step, *_lines(step, followed, ()), story, barred)
    return _free_of_overlaps(_round(_round(draft, free=True), free=True), report)


def redrafted(draft: Draft, step: Step, barred: frozenset[str], report: Report) -> Draft:
    """A draft anew, from another step: other facts, or another order of riders. Raises SolverError."""
    step = solver.settle(solver.prepared(step, windows=True, draft=False), cold=False).step
    return _free_of_overlaps(_round(replace(draft, step=step, barred=barred), free=True), report)


def _round(draft: Draft, *, free: bool) -> Draft:
    """Heights for these distances, and the distances settled on the way that these heights make.

    free: pass windows, drag and sides are taken anew from where the riders are
    """
    lines, beside = _lines(draft.step, draft.followed, () if free else draft.beside)
    step = _on_lines(draft.step, lines)
    if free:
        step = solver.prepared(step, windows=True, draft=True)
    return replace(draft, step=solver.settle(step, cold=False).step, lines=lines, beside=beside)


def _free_of_overlaps(draft: Draft, report: Report) -> Draft:
    """The draft with heights and distances that fit; pairs that touch nevertheless are kept apart along the track."""
    for attempt in range(_REPAIRS):
        report(0.5 + 0.05 * attempt)
        for _ in range(_LOOKS):
            draft = _settled(draft)
            apart = keep_apart(draft.motion(), draft.step.sheet.count, firm=attempt >= _FIRM_AFTER)
            if not apart:
                return draft
        draft = replace(draft, step=replace(draft.step, apart=(*draft.step.apart, *apart)))
        draft = _round(draft, free=False)
    return _settled(draft)


def _settled(draft: Draft) -> Draft:
    """Heights for these distances and distances finished on them, in turn until nobody moves.

    Who is beside whom is asked once: heights that ask for other distances, and these for other heights, would go to
    and fro without end where two riders are now level and now not.
    """
    lines, beside = _lines(draft.step, draft.followed, draft.beside)
    for _ in range(_POLISHES):
        step = solver.finished(_on_lines(draft.step, lines)).step
        racing = step.basis.knots_s[step.basis.knots_s < min(step.finish_s, step.stop_s)]
        moved_m = np.abs(step.position(racing) - draft.step.position(racing)).max()
        draft = replace(draft, step=step, lines=lines, beside=beside)
        if moved_m < _STILL_M:
            break
        lines = heights(view_of(step, _HEIGHT_HZ), beside, draft.followed, step.fall_s)
    return draft


def _lines(
    step: Step, story: tuple[Told, ...], before: tuple[SideBySide, ...]
) -> tuple[Heights, tuple[SideBySide, ...]]:
    view = view_of(step, _HEIGHT_HZ)
    beside = sides(view, story, step.fall_s, before)
    return heights(view, beside, story, step.fall_s), beside


def _on_lines(step: Step, lines: Heights) -> Step:
    view = view_of(step, _HEIGHT_HZ)
    return solver.on_way(step, way_of(view, lines, step.basis.values(step.coefficients, view.time_s, 1)))


def _pacer_path(sheet: Sheet, times: Floats) -> Path | None:
    if sheet.pacer is None:
        return None
    return Path(times.copy(), sheet.pacer.distance(times)[None], sheet.pacer.height(times)[None])
