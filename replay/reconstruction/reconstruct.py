"""From facts to motion: the whole reconstruction, stage by stage."""

from __future__ import annotations

from dataclasses import replace

from replay.events.drawn.unknown_places import supposed
from replay.events.known_events import event_of
from replay.motion.audit import audit
from replay.motion.outcome import Reconstruction
from replay.race.facts import Race
from replay.race.story.finding import Reason
from replay.reconstruction.doubt import gap_spread, spread, winner_time_sd
from replay.reconstruction.judging.diagnosis import diagnose
from replay.reconstruction.judging.no_motion import no_motion
from replay.reconstruction.judging.proof import proven
from replay.reconstruction.judging.quietening import quietened
from replay.reconstruction.judging.screening import SetAside, blamed_on_results, lying, screen
from replay.reconstruction.judging.unridable import ridden
from replay.reconstruction.judging.verdict import verdicts
from replay.reconstruction.problem.race_problem import Problem, problem_of
from replay.reconstruction.solving.attempt import Attempt, rough_attempt
from replay.reconstruction.solving.iteration import Report
from replay.reconstruction.solving.parting import finished_attempt
from replay.reconstruction.solving.possible_falls import with_possible_falls, without_remounts
from replay.reconstruction.tools.quadratic_program import SolverError
from replay.track.velodrome import Velodrome


def reconstruct(race: Race, velodrome: Velodrome, *, report: Report | None = None) -> Reconstruction:
    """The most likely motion that meets the race's facts, with a verdict on each. Raises NoMotionError."""
    try:
        return _reconstructed(race, velodrome, report)
    except SolverError as error:
        raise no_motion(race, velodrome) from error


def _reconstructed(race: Race, velodrome: Velodrome, report: Report | None) -> Reconstruction:
    report = _onwards(report or (lambda _share: None))
    report(0.0)
    attempt, reasons = best_attempt(race, velodrome, report)
    report(0.95)
    evidence = attempt.evidence()
    doubt_s, doubt_m = spread(attempt.iterate)
    return Reconstruction(
        motion=evidence.motion,
        verdicts=verdicts(race, evidence, reasons),
        audit=audit(evidence.motion, attempt.iterate.problem.physique),
        invented=attempt.iterate.problem.invented,
        winner_time_s=0.0 if attempt.iterate.problem.winner is None else attempt.iterate.finish_s,
        winner_time_sd_s=winner_time_sd(attempt.iterate),
        doubt_s=doubt_s,
        doubt_m=doubt_m,
        gap_sd_s=gap_spread(attempt.iterate, doubt_s),
    )


def _onwards(report: Report) -> Report:
    """The same report, which never goes back: how often an attempt has to be made anew is not known before."""
    reached = 0.0

    def onwards(share: float) -> None:
        nonlocal reached
        reached = max(reached, share)
        report(reached)

    return onwards


def best_attempt(race: Race, velodrome: Velodrome, report: Report) -> tuple[Attempt, dict[str, Reason]]:
    """The motion that meets the facts best, and why those that it misses are excluded, by id. Raises SolverError.

    Who has no place has one by lot here. That is no fact: whatever is said of the motion is said of the race itself.
    """
    unplaced, race = (*race.unplaced, *race.ridden_through), supposed(race)
    problem = problem_of(race, velodrome)
    problem = replace(problem, unplaced=frozenset(map(problem.index, unplaced)))
    problem = with_possible_falls(problem)
    try:
        return _best_attempt(race, problem, report)
    except SolverError:
        upright = without_remounts(problem)
        if len(upright.fallen) == len(problem.fallen):
            raise
        return _best_attempt(race, upright, report)


def _best_attempt(race: Race, problem: Problem, report: Report) -> tuple[Attempt, dict[str, Reason]]:
    """The same for a problem. Raises SolverError."""
    facts, aside = screen(problem, race.story)
    facts = (*facts, *event_of(race).usual_course(race, problem.event_m - problem.pull_off_m))
    barred = frozenset(item.fact.id for item in aside if item.certain)
    attempt = rough_attempt(problem, facts, race.story, barred, report)
    if race.all_timed:
        attempt = finished_attempt(attempt, report)  # a rough one may be a few milliseconds off
    attempt, unridable = ridden(race, attempt, facts, report)
    excluded = (fact for fact in race.story if fact.id in unridable)
    aside = (*aside, *(SetAside(fact, unridable[fact.id], certain=True) for fact in excluded))
    attempt, reasons = diagnose(attempt, aside, report)
    reasons = proven(race, attempt, reasons, report)
    attempt = quietened(attempt, report)
    motion = attempt.evidence().sampled
    reasons = blamed_on_results(problem, motion, race.story, reasons)
    if not problem.fallen:
        return attempt, reasons | unridable
    down = {fact.id: reason for fact in race.story if (reason := lying(fact, problem, motion))}
    return attempt, reasons | unridable | down
