"""From facts to motion: the whole reconstruction, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.units import Floats
from replay.motion.audit import Audit, audit
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.reconstruction.doubt import gap_spread, spread, winner_time_sd
from replay.reconstruction.judging.diagnosis import weigh
from replay.reconstruction.judging.infeasible_subset import Reason
from replay.reconstruction.judging.screening import screen
from replay.reconstruction.judging.unridable import ridden
from replay.reconstruction.judging.verdict import FactVerdict, verdicts
from replay.reconstruction.problem.start_list import sheet_of
from replay.reconstruction.solving.attempt import Draft, Report, first_draft
from replay.track.velodrome import Velodrome


@dataclass(frozen=True, slots=True, eq=False)
class Reconstruction:
    """A motion, and what is to be said of it.

    invented          riders whose place behind the pacer no fact gives
    winner_time_s     race time of the winner's finish, with its standard deviation (0 if it was known); both 0 where
                      the race was stopped
    doubt_s, doubt_m  (M,) times and (R, M) standard deviations of the distances, given the winner's time
    gap_sd_s          (R, M) standard deviations of the gaps to whoever is first where a rider is at those times
    """

    motion: Motion
    verdicts: tuple[FactVerdict, ...]
    audit: Audit
    invented: tuple[str, ...]
    winner_time_s: float
    winner_time_sd_s: float
    doubt_s: Floats
    doubt_m: Floats
    gap_sd_s: Floats


def reconstruct(race: Race, velodrome: Velodrome, *, report: Report | None = None) -> Reconstruction:
    """The most likely motion that meets the race's facts, with a verdict on each. Raises SolverError."""
    report = _onwards(report or (lambda _share: None))
    report(0.0)
    draft, reasons = last_draft(race, velodrome, report)
    report(0.95)
    evidence = draft.evidence()
    doubt_s, doubt_m = spread(draft.step)
    return Reconstruction(
        motion=evidence.motion,
        verdicts=verdicts(race, evidence, reasons),
        audit=audit(evidence.motion),
        invented=draft.step.sheet.invented,
        winner_time_s=0.0 if draft.step.sheet.winner is None else draft.step.finish_s,
        winner_time_sd_s=winner_time_sd(draft.step),
        doubt_s=doubt_s,
        doubt_m=doubt_m,
        gap_sd_s=gap_spread(draft.step, doubt_s),
    )


def _onwards(report: Report) -> Report:
    """The same report, which never goes back: how often a draft has to be made anew is not known before."""
    reached = 0.0

    def onwards(share: float) -> None:
        nonlocal reached
        reached = max(reached, share)
        report(reached)

    return onwards


def last_draft(race: Race, velodrome: Velodrome, report: Report) -> tuple[Draft, dict[str, Reason]]:
    """The motion that meets the facts best, and why those that it misses are excluded, by id. Raises SolverError."""
    sheet = sheet_of(race, velodrome)
    facts, aside = screen(sheet, race.story)
    barred = frozenset(item.fact.id for item in aside if item.certain)
    draft = first_draft(sheet, facts, race.story, barred, report)
    draft, unridable = ridden(race, draft, facts, report)
    draft, reasons = weigh(draft, aside, report)
    return draft, reasons | unridable
