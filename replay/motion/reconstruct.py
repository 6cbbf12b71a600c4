"""From facts to motion: the whole reconstruction, stage by stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from replay.motion import solver
from replay.motion.audit import Audit, audit
from replay.motion.conflicts import LIMITS, RESULTS, Reason, least_miss, smallest_conflict
from replay.motion.doubt import spread, winner_time_sd
from replay.motion.findings import Evidence, Finding, finding_of
from replay.motion.height import Heights, heights
from replay.motion.repair import keep_apart
from replay.motion.screening import SetAside, screen, strength
from replay.motion.sheet import Sheet, sheet_of
from replay.motion.sides import sides
from replay.motion.step import Step, view_of
from replay.motion.trajectory import Motion, Path
from replay.motion.verdict import FactVerdict, verdicts
from replay.motion.view import View
from replay.motion.way import way_of
from replay.motion.windows import PassWindow
from replay.race.facts import Race, Told
from replay.track.velodrome import Velodrome
from replay.units import Floats

SAMPLE_HZ = 25.0
_HEIGHT_HZ = 50.0
_REPAIRS = 3
_POLISHES = 2

Report = Callable[[float], None]
"""Told how much of the work is done, 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Reconstruction:
    """A motion, and what is to be said of it.

    invented          riders whose place behind the pacer no fact gives
    winner_time_s     race time of the winner's finish, with its standard deviation (0 if it was known)
    doubt_s, doubt_m  (M,) times and (R, M) standard deviations of the distances, given the winner's time
    """

    motion: Motion
    verdicts: tuple[FactVerdict, ...]
    audit: Audit
    invented: tuple[str, ...]
    winner_time_s: float
    winner_time_sd_s: float
    doubt_s: Floats
    doubt_m: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Draft:
    """Distances and the heights that go with them."""

    step: Step
    lines: Heights


def reconstruct(race: Race, velodrome: Velodrome, *, report: Report | None = None) -> Reconstruction:
    """The most likely motion that meets the race's facts, with a verdict on each. Raises SolverError."""
    report = report or (lambda _share: None)
    sheet = sheet_of(race, velodrome)
    kept, aside = screen(sheet, race.story)
    report(0.0)
    draft = _draft(solver.first_step(sheet, kept), race.story, report)
    draft, reasons = _weigh(draft, race, aside, report)
    report(0.95)
    evidence = _evidence(draft)
    doubt_s, doubt_m = spread(draft.step)
    return Reconstruction(
        motion=evidence.motion,
        verdicts=verdicts(race, evidence, reasons),
        audit=audit(evidence.motion),
        invented=sheet.invented,
        winner_time_s=draft.step.finish_s,
        winner_time_sd_s=winner_time_sd(draft.step),
        doubt_s=doubt_s,
        doubt_m=doubt_m,
    )


def _draft(step: Step, story: tuple[Told, ...], report: Report) -> _Draft:
    """Distances, then heights, then distances again for the way that the heights make; and no bike in another."""
    step = solver.settle(step, cold=True, report=report).step
    report(0.35)
    draft = _round(step, story, windows=True)
    draft = _round(draft.step, story, windows=True)
    return _free_of_overlaps(draft, story, report)


def _round(step: Step, story: tuple[Told, ...], *, windows: bool) -> _Draft:
    """Heights for these distances, and the distances settled on the way that these heights make."""
    lines = _lines(step, story)
    step = _on_lines(step, lines)
    if windows:
        step = solver.prepared(step, windows=True, draft=True)
    return _Draft(solver.settle(step, cold=False).step, lines)


def _free_of_overlaps(draft: _Draft, story: tuple[Told, ...], report: Report) -> _Draft:
    """The draft on heights that fit its last distances; pairs that still touch are kept apart along the track."""
    for attempt in range(_REPAIRS):
        report(0.5 + 0.1 * attempt)
        for _ in range(_POLISHES):
            draft = _polished(draft, story)
            apart = _overlaps(draft)
            if not apart:
                return draft
        step = replace(draft.step, apart=(*draft.step.apart, *apart))
        draft = _round(step, story, windows=False)
    return draft


def _polished(draft: _Draft, story: tuple[Told, ...]) -> _Draft:
    """Heights for these distances, and the distances finished on them, which hardly moves them any more."""
    lines = _lines(draft.step, story)
    return _Draft(solver.finished(_on_lines(draft.step, lines)).step, lines)


def _overlaps(draft: _Draft) -> tuple[PassWindow, ...]:
    return keep_apart(_motion(draft), draft.step.sheet.count)


def _lines(step: Step, story: tuple[Told, ...]) -> Heights:
    view = view_of(step, _HEIGHT_HZ)
    return heights(view, sides(view, story, step.fall_s), story, step.fall_s)


def _on_lines(step: Step, lines: Heights) -> Step:
    view = view_of(step, _HEIGHT_HZ)
    return solver.on_way(step, way_of(view, lines, step.basis.values(step.coefficients, view.time_s, 1)))


def _weigh(draft: _Draft, race: Race, aside: tuple[SetAside, ...], report: Report) -> tuple[_Draft, dict[str, Reason]]:
    """Find why facts are missed. Those that nothing excludes are asked for once more, those excluded no more."""
    reasons = {item.fact.id: Reason(item.against) for item in aside if item.measured}
    asked = {fact.id for fact in draft.step.facts}
    findings = _findings(draft, race.story)
    missed = [fact for fact in race.story if _is_missed(findings[fact.id]) and fact.id not in reasons]
    wanted: list[Told] = []
    for count, fact in enumerate(missed):
        report(0.7 + 0.1 * count / len(missed))
        reason = _reason(draft, fact, findings, race.story, aside)
        if reason:
            reasons[fact.id] = reason
        else:
            wanted.append(replace(fact, sure=1.0))
    if wanted or any(fact.id in asked for fact in missed):
        kept = [fact for fact in draft.step.facts if fact.id not in {item.id for item in missed}]
        order = {fact.id: place for place, fact in enumerate(race.story)}
        facts = tuple(sorted((*kept, *wanted), key=lambda fact: order[fact.id]))
        step = solver.prepared(replace(draft.step, facts=facts), windows=True, draft=False)
        draft = _free_of_overlaps(
            _round(solver.settle(step, cold=False).step, race.story, windows=True), race.story, report
        )
    return draft, reasons


def _findings(draft: _Draft, story: tuple[Told, ...]) -> dict[str, Finding]:
    evidence = _evidence(draft)
    return {fact.id: finding_of(fact, evidence) for fact in story}


def _is_missed(finding: Finding) -> bool:
    return finding.miss > max(finding.tolerance, finding.exact_within)


def _reason(
    draft: _Draft, fact: Told, findings: dict[str, Finding], story: tuple[Told, ...], aside: tuple[SetAside, ...]
) -> Reason | None:
    """What a missed fact cannot stand with: limits and results, or other facts; None if nothing was found."""
    scale = _metres_per_unit(findings[fact.id])
    tolerance = max(findings[fact.id].tolerance * scale, 0.05)
    alone = least_miss(draft.step, fact, ()).miss_m
    if alone > tolerance:
        short = f"cannot be ridden: at best {alone / scale:.1f} {findings[fact.id].unit} short of it"
        return Reason((RESULTS, LIMITS), short)
    rivals = next((item.against for item in aside if item.fact.id == fact.id), ())
    if rivals:
        return Reason(rivals)
    standing = tuple(
        other
        for other in story
        if other.id != fact.id and not _is_missed(findings[other.id]) and strength(other) >= strength(fact)
    )
    conflict = smallest_conflict(draft.step, fact, standing, tolerance)
    return Reason(conflict) if conflict else None


def _metres_per_unit(finding: Finding) -> float:
    """What a miss of one unit is to the solver, whose slacks are in metres (5 m for 1 m/s, see the demands)."""
    return {"s": 15.0, "km/h": 5.0 / 3.6, "places": 0.3}.get(finding.unit, 1.0)


def _evidence(draft: _Draft) -> Evidence:
    motion = _motion(draft)
    times = np.arange(motion.start_s, motion.end_s, 0.02)
    state = motion.at(times)
    return Evidence(motion, View(draft.step.sheet, times, state.distance_m, state.speed_mps, draft.step.finish_s))


def _motion(draft: _Draft) -> Motion:
    """The settled motion, sampled: its splines have their knots on the samples, so nothing is lost."""
    step = draft.step
    sheet = step.sheet
    last = step.finish_s + float(np.nanmax(step.gaps_s)) + solver.AFTER_LAST_S
    times = np.arange(int(min(last, step.basis.end_s) * SAMPLE_HZ) + 1) / SAMPLE_HZ
    fall = np.array([step.fall_s.get(row, np.nan) for row in range(sheet.count)])
    return Motion(
        velodrome=sheet.velodrome,
        riders=sheet.riders,
        event_distance_m=sheet.event_m,
        path=Path(times, step.position(times), draft.lines.at(times)),
        pacer=_pacer_path(sheet, times),
        pull_off_s=sheet.pacer.off_s if sheet.pacer else float("nan"),
        pacer_gone_s=sheet.pacer.gone_s if sheet.pacer else float("nan"),
        finish_s=step.finish_s + step.gaps_s,
        fall_s=fall,
    )


def _pacer_path(sheet: Sheet, times: Floats) -> Path | None:
    if sheet.pacer is None:
        return None
    return Path(times.copy(), sheet.pacer.distance(times)[None], sheet.pacer.height(times)[None])
