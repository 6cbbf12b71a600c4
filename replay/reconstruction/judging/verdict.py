"""Verdicts: for every fact of a race, whether the motion holds it, and if not, because of what."""

from __future__ import annotations

import numpy as np

from replay.motion.outcome import FactVerdict, Verdict
from replay.motion.pacer import JOINED_S
from replay.motion.timekeeping import EXACT_S, Clocked, clocked
from replay.race.facts import Race
from replay.race.moment_words import moment_words
from replay.race.story.finding import CROSSING_ORDER_ID, START_ORDER_ID, STOP_ID, Finding, Reason
from replay.race.story.in_window import at_moments
from replay.race.story.sentences import listed
from replay.race.story.story_fact import StoryFact
from replay.race.timed import START_M, Bounded, Timed, stretch_words
from replay.reconstruction.constraints.paced_line import MOVING_S, changes
from replay.reconstruction.judging.findings import findings_of
from replay.reconstruction.problem.start_line import ROW_M
from replay.reconstruction.state.evidence import Evidence

STOP_EXACT_S = 0.02
"""The moment of the stop is read from samples, which are so far apart."""

_IN_LINE_S = 10.0
"""When riders who come with the pacer are in file, so that the draw can be read: well before anybody moves up .."""

_JOINED_AFTER_S = 1.0
"""..and so long after the last of those who stood on the start line has joined it."""


def status_of(finding: Finding, reason: Reason | None) -> Verdict:
    """Status of a finding. reason: what was found to exclude the fact; None if nothing was."""
    if finding.miss <= finding.exact_within:
        return Verdict.HELD
    if finding.miss <= finding.tolerance:
        return Verdict.WITHIN
    if reason is None:
        return Verdict.MISSED
    return Verdict.IMPOSSIBLE if reason.kind.is_measured else Verdict.DISPUTED


def verdicts(race: Race, evidence: Evidence, reasons: dict[str, Reason]) -> tuple[FactVerdict, ...]:
    """Verdicts on results, measured times, orders and the story. reasons: fact id -> what excludes it."""
    findings = findings_of(race.story, evidence)
    return (
        *_results(race, evidence),
        *(_timed(race, time, evidence, reasons.get(time.id)) for time in race.all_timed),
        *_orders(race, evidence),
        *_stop(race, evidence),
        *(_story(race, fact, findings[fact.id], reasons.get(fact.id)) for fact in race.story),
    )


def _publisher(race: Race, source: str | None, otherwise: str) -> str:
    """Who publishes a source, by its id."""
    return next((s.publisher for s in race.sources if s.id == source), otherwise)


def _story(race: Race, fact: StoryFact, finding: Finding, reason: Reason | None) -> FactVerdict:
    status = status_of(finding, reason)
    stands = status in (Verdict.HELD, Verdict.WITHIN)
    # A trial is one motion of many: where the motion shown comes nearer than it, that is the best known.
    nearest = None if reason is None or reason.best is None else min(reason.best, finding.miss)
    best = None if nearest is None else f"at best {nearest:.1f} {finding.unit} short of it"
    at = "" if finding.at_s is None else f"{finding.at_s:.1f} s into the race"
    why = ": ".join(part for part in (reason.remark if reason else "", best) if part)
    return FactVerdict(
        fact=fact.id,
        kind=fact.label,
        words=fact.statement,
        source=_publisher(race, fact.source, fact.source or ""),
        status=status,
        asked=finding.asked,
        got=finding.got,
        miss=finding.miss,
        unit=finding.unit,
        against=() if stands or reason is None else reason.against,
        barriers=() if stands or reason is None else reason.barriers,
        note="; ".join(part for part in (finding.note, at, why) if part),
        partner=finding.partner,
        at_s=finding.at_s,
        reached=finding.reached,
        reason=None if stands or reason is None else reason.kind,
        best=None if stands else nearest,
    )


def _stop(race: Race, evidence: Evidence) -> list[FactVerdict]:
    """Whether a race that was stopped went on until then, and nobody came to the finish line before."""
    if race.stopped is None:
        return []
    asked, motion = evidence.sampled.moment(race.stopped.when), evidence.motion
    first_s = np.nan_to_num(motion.path.crossing_times(motion.event_distance_m), nan=np.inf).min()
    miss = max(abs(motion.stop_s - asked), asked - float(first_s), 0.0)
    status = Verdict.HELD if miss <= STOP_EXACT_S else Verdict.MISSED
    words = f"the race is stopped, {moment_words(race.stopped.when)}"
    source, note = _publisher(race, race.stopped.source, ""), race.stopped.note or ""
    return [FactVerdict(STOP_ID, "stopped", words, source, status, asked, motion.stop_s, miss, "s", note=note)]


def _results(race: Race, evidence: Evidence) -> list[FactVerdict]:
    """Timed gaps, read back from the trajectories."""
    motion, problem = evidence.motion, evidence.sampled.problem
    across = motion.path.crossing_times(motion.event_distance_m)
    found = []
    for result in race.results:
        if result.rider not in motion.riders or not result.gap_s or problem.winner is None:
            continue
        got = float(across[motion.index(result.rider)] - across[problem.winner])
        miss = abs(got - result.gap_s)
        status = Verdict.HELD if miss <= EXACT_S else Verdict.MISSED
        side = "ahead of" if result.gap_s < 0 else "behind"
        words = f"{result.rider} {abs(result.gap_s):.{race.gap_decimals}f} s {side} {race.winner}"
        found.append(
            FactVerdict(f"result {result.rider}", "result", words, "results", status, result.gap_s, got, miss, "s")
        )
    return found + _dead_heats(race, evidence)


def _dead_heats(race: Race, evidence: Evidence) -> list[FactVerdict]:
    """Riders who share a place without a gap that says so, or who won together: level over the line."""
    motion, riders = evidence.motion, evidence.sampled.problem.riders
    across = motion.path.crossing_times(motion.event_distance_m)
    found = []
    for first, *others in evidence.sampled.problem.level:
        for other in others:
            result = race.result(riders[other])
            if result is None or result.gap_s:
                continue
            apart_s = abs(float(across[other] - across[first]))
            status = Verdict.HELD if apart_s <= EXACT_S else Verdict.MISSED
            words = f"{riders[other]} level with {riders[first]}"
            fact = f"result {riders[other]}"
            found.append(FactVerdict(fact, "result", words, "results", status, 0.0, apart_s, apart_s, "s"))
    return found


def _timed(race: Race, time: Timed | Bounded, evidence: Evidence, reason: Reason | None) -> FactVerdict:
    """A measured time, or the bounds that are known of it, read back from the trajectories."""
    problem, found = evidence.sampled.problem, clocked(evidence.motion, time)
    excluding = None if found.held else reason
    best = None if excluding is None or excluding.best is None else min(excluding.best, found.miss_s)
    return FactVerdict(
        fact=time.id,
        kind="bounds" if isinstance(time, Bounded) else "time" if _is_whole(time, problem.event_m) else "split",
        words=f"{time.rider} {time.written} s {stretch_words(time, problem.event_m, problem.lap_m)}",
        source=_publisher(race, time.source, time.source or "results"),
        status=_timed_status(found, reason),
        asked=_nearest_s(time, found.got_s),
        got=found.got_s,
        miss=found.miss_s,
        unit="s",
        against=() if excluding is None else excluding.against,
        barriers=() if excluding is None else excluding.barriers,
        note="" if best is None else f"at best {best:.{1 if best >= 0.1 else 3}f} s",
        reason=None if excluding is None else excluding.kind,
        best=best,
    )


def _is_whole(time: Timed, event_m: float) -> bool:
    """Whether a time is that of the whole race."""
    return time.from_m == START_M and time.to_m == event_m


def _nearest_s(time: Timed | Bounded, got_s: float) -> float:
    """The time that is asked for; of bounds the one that is next to what the motion shows."""
    if isinstance(time, Timed):
        return time.time_s
    bounds = [bound for bound in (time.least_s, time.most_s) if bound is not None]
    return min(bounds, key=lambda bound: abs(bound - got_s))


def _timed_status(found: Clocked, reason: Reason | None) -> Verdict:
    """What excludes a measured time is measured too, or what riders can do: it is never a matter of dispute."""
    if found.held:
        return Verdict.HELD
    return Verdict.MISSED if reason is None else Verdict.IMPOSSIBLE


def _orders(race: Race, evidence: Evidence) -> list[FactVerdict]:
    """The order over the line, and the places behind the pacer that the file gives."""
    motion, problem = evidence.motion, evidence.sampled.problem
    across = motion.path.crossing_times(motion.event_distance_m)
    shown = sorted(problem.crossing, key=lambda rider: float(across[rider]))
    wrong = sum(
        one != other and abs(across[one] - across[other]) > EXACT_S
        for one, other in zip(shown, problem.crossing, strict=True)
    )
    found = []
    if not race.stopped and race.crossers:
        found.append(_order_verdict(CROSSING_ORDER_ID, f"over the line: {_order_words(race)}", wrong))
    known = [(place, name) for place, name in enumerate(race.start_order) if name in motion.riders]
    if known:
        line = _line_at_start(race, evidence)
        wrong = sum(line[place] != motion.index(name) for place, name in known if name)
        where = "on the start line" if problem.pacer is None else "behind the pacer"
        found.append(_order_verdict(START_ORDER_ID, f"{where}: {', '.join(name or '?' for _, name in known)}", wrong))
    return found


def _order_words(race: Race) -> str:
    """Who crossed the line, in order; with their places where those of others are not known."""
    if not race.unplaced:
        return ", ".join(race.crossers)
    known = [" ".join(part for part in (race.place_of(name), name) if part) for name in race.crossers]
    return f"{', '.join(known)}; the place of {listed(race.unplaced)} is not known"


def _line_at_start(race: Race, evidence: Evidence) -> list[int]:
    """Riders as they are in file behind the pacer; without one, side by side on the start line from the inside.

    Of a field too large for one line the front row comes first. The file is looked at before anybody leaves it because
    that is told.
    """
    motion, problem, sampled = evidence.motion, evidence.sampled.problem, evidence.sampled
    if problem.pacer is None:
        at_start = motion.at(motion.start_s)
        row = np.round(-at_start.distance_m / ROW_M)
        return [int(rider) for rider in np.lexsort((at_start.height_m, row))]
    if problem.standing:
        return sampled.order(min(JOINED_S + _JOINED_AFTER_S, motion.end_s))
    pinned = at_moments(race.story, sampled)
    left_s = [time_s for fact in pinned for time_s in fact.out_of_line_s(sampled).values()]
    moved_s = [change.time_s - MOVING_S for change in changes(problem, pinned, sampled)]
    return sampled.order(max(min(_IN_LINE_S, problem.pull_off_s, motion.end_s, *left_s, *moved_s), motion.start_s))


def _order_verdict(kind: str, words: str, wrong: int) -> FactVerdict:
    status = Verdict.HELD if wrong == 0 else Verdict.MISSED
    return FactVerdict(kind, kind, words, "results", status, 0.0, float(wrong), float(wrong), "places")
