"""Verdicts: for every fact of a race, whether the motion holds it, and if not, because of what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from replay.motion.outcome import FactVerdict, Verdict
from replay.motion.pacer import JOINED_S
from replay.motion.timekeeping import EXACT_S, clocked
from replay.race.amounts import Quantity
from replay.race.facts import Race
from replay.race.story.story_facts import (
    AttackFact,
    CaptionFact,
    ChaseFact,
    CrashFact,
    GapFact,
    HesitateFact,
    HoldWheelFact,
    LookBackFact,
    MoveFact,
    OrderFact,
    OvertakeFact,
    PacerOffFact,
    RideHighFact,
    SideFact,
    StopRacingFact,
    StoryFact,
)
from replay.race.timed import START_M, Timed, stretch_words
from replay.race.when import Mark, When
from replay.reconstruction.judging.findings import Evidence, Finding, finding_of
from replay.reconstruction.judging.infeasible_subset import LIMITS, RESULTS, STOP, Reason

STOP_EXACT_S = 0.02
"""The moment of the stop is read from samples, which are so far apart."""


def status_of(finding: Finding, against: tuple[str, ...]) -> Verdict:
    """Status of a finding. against: what was found to exclude the fact, empty if nothing was."""
    if finding.miss <= finding.exact_within:
        return Verdict.HELD
    if finding.miss <= finding.tolerance:
        return Verdict.WITHIN
    if not against:
        return Verdict.MISSED
    measured = all(name in (LIMITS, RESULTS) or name.startswith("result ") for name in against)
    return Verdict.IMPOSSIBLE if measured else Verdict.DISPUTED


def verdicts(race: Race, evidence: Evidence, reasons: dict[str, Reason]) -> tuple[FactVerdict, ...]:
    """Verdicts on results, measured times, orders and the story. reasons: fact id -> what excludes it."""
    told = [_told(race, fact, finding_of(fact, evidence), reasons.get(fact.id)) for fact in race.story]
    timed = [_timed(race, time, evidence, reasons.get(time.id)) for time in race.timed]
    return (*_results(race, evidence), *timed, *_orders(race, evidence), *_stop(race, evidence), *told)


def _stop(race: Race, evidence: Evidence) -> list[FactVerdict]:
    """Whether a race that was stopped went on until then, and nobody came to the finish line before."""
    if race.stopped is None:
        return []
    asked, motion = evidence.sampled.moment(race.stopped.when), evidence.motion
    first_s = np.nan_to_num(motion.path.crossing_times(motion.event_distance_m), nan=np.inf).min()
    miss = max(abs(motion.stop_s - asked), asked - float(first_s), 0.0)
    status = Verdict.HELD if miss <= STOP_EXACT_S else Verdict.MISSED
    words = f"the race is stopped, {moment_words(race.stopped.when)}"
    source = next((s.publisher for s in race.sources if s.id == race.stopped.source), "")
    note = race.stopped.note or ""
    return [FactVerdict(STOP, STOP, words, source, status, asked, motion.stop_s, miss, "s", note=note)]


def _told(race: Race, fact: StoryFact, finding: Finding, reason: Reason | None) -> FactVerdict:
    publishers = {source.id: source.publisher for source in race.sources}
    against = reason.against if reason else ()
    status = status_of(finding, against)
    notes = (finding.note, reason.note if reason else "")
    return FactVerdict(
        fact=fact.id,
        kind=kind_of(fact),
        words=words_of(fact),
        source=publishers.get(fact.source or "", fact.source or ""),
        status=status,
        asked=finding.asked,
        got=finding.got,
        miss=finding.miss,
        unit=finding.unit,
        against=() if status in (Verdict.HELD, Verdict.WITHIN) else against,
        note="; ".join(note for note in notes if note),
    )


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
        words = f"{result.rider} {result.gap_s:.3f} s behind {race.winner}"
        found.append(
            FactVerdict(f"result {result.rider}", "result", words, "results", status, result.gap_s, got, miss, "s")
        )
    return found


def _timed(race: Race, time: Timed, evidence: Evidence, reason: Reason | None) -> FactVerdict:
    """A measured time, read back from the trajectories."""
    problem, found = evidence.sampled.problem, clocked(evidence.motion, time)
    publishers = {source.id: source.publisher for source in race.sources}
    excluded = Verdict.MISSED if reason is None else Verdict.IMPOSSIBLE
    return FactVerdict(
        fact=time.id,
        kind="time" if time.from_m == START_M and time.to_m == problem.event_m else "split",
        words=f"{time.rider} {time.written} s {stretch_words(time, problem.event_m, problem.lap_m)}",
        source=publishers.get(time.source or "", time.source or "results"),
        status=Verdict.HELD if found.held else excluded,
        asked=time.time_s,
        got=found.got_s,
        miss=found.miss_s,
        unit="s",
        against=() if found.held or reason is None else reason.against,
        note="" if found.held or reason is None else reason.note,
    )


def _orders(race: Race, evidence: Evidence) -> list[FactVerdict]:
    """The order over the line, and the places behind the pacer that the file gives."""
    motion, problem = evidence.motion, evidence.sampled.problem
    across = motion.path.crossing_times(motion.event_distance_m)
    shown = sorted(problem.crossing, key=lambda row: float(across[row]))
    wrong = sum(
        one != other and abs(across[one] - across[other]) > EXACT_S
        for one, other in zip(shown, problem.crossing, strict=True)
    )
    found = [] if race.stopped else [_order_verdict("crossing order", " ".join(race.crossers), wrong)]
    known = [(place, name) for place, name in enumerate(race.start_order) if name in motion.riders]
    if known:
        line = _line_at_start(evidence)
        wrong = sum(line[place] != motion.index(name) for place, name in known if name)
        found.append(_order_verdict("start order", " ".join(name or "?" for _, name in known), wrong))
    return found


def _line_at_start(evidence: Evidence) -> list[int]:
    """Rows as they are in file behind the pacer; without one, side by side on the start line from the inside."""
    motion, problem = evidence.motion, evidence.sampled.problem
    if problem.pacer is None:
        return [int(row) for row in np.argsort(motion.at(motion.start_s).height_m, kind="stable")]
    return evidence.sampled.order(min(JOINED_S + 1.0 if problem.standing else 10.0, motion.end_s))


def _order_verdict(kind: str, words: str, wrong: int) -> FactVerdict:
    status = Verdict.HELD if wrong == 0 else Verdict.MISSED
    return FactVerdict(kind, kind, words, "results", status, 0.0, float(wrong), float(wrong), "places")


_KINDS: dict[type[StoryFact], str] = {
    OrderFact: "order",
    GapFact: "gap",
    AttackFact: "attack",
    HesitateFact: "hesitate",
    ChaseFact: "chase",
    OvertakeFact: "pass",
    HoldWheelFact: "hold wheel",
    MoveFact: "move",
    RideHighFact: "ride high",
    SideFact: "side",
    PacerOffFact: "pacer off",
    CrashFact: "crash",
    StopRacingFact: "stops racing",
    LookBackFact: "look back",
    CaptionFact: "caption",
}


def kind_of(fact: StoryFact) -> str:
    """The kind of a told fact in a word or two."""
    return _KINDS[type(fact)]


def words_of(fact: StoryFact) -> str:
    """A told fact as a short sentence."""
    return f"{_what(fact)}, {moment_words(fact.when)}"


def moment_words(when: When) -> str:
    """A moment as it is said: 'with 2 laps to go', 'at the bell', '4 s after the pacer has left'."""
    if when.mark is Mark.RACE_TIME:
        return f"{when.value + when.offset_s:g} s into the race"
    if when.offset_s == 0:
        to_go = str(when).replace("0.5 laps", "half a lap")
        return {**_AT, Mark.PULL_OFF: "as the pacer leaves"}.get(when.mark) or f"with {to_go}"
    side = "after" if when.offset_s > 0 else "before"
    mark = _AT.get(when.mark, f"at {replace(when, offset_s=0.0)}").removeprefix("at ")
    return f"{abs(when.offset_s):g} s {side} {mark}"


def _amount(amount: Quantity) -> str:
    words = str(amount)
    for written, said in (("0.25", "a quarter of a lap"), ("0.5", "half a lap"), ("0.75", "three quarters of a lap")):
        words = words.replace(f"{written} laps", said)
    return words


_AT = {
    Mark.BELL: "at the bell",
    Mark.FINISH: "at the finish",
    Mark.LAST_BEND: "at the last bend",
    Mark.PULL_OFF: "at the pacer's leaving",
}


def _what(fact: StoryFact) -> str:
    match fact:
        case OrderFact():
            place = f" from place {fact.from_place} on" if fact.from_place else ""
            return " ahead of ".join(fact.order) + place
        case GapFact():
            return f"{fact.ahead} {_amount(fact.amount)} ahead of {fact.behind or 'the field'}"
        case AttackFact():
            return f"{fact.rider} attacks"
        case HesitateFact():
            return f"{', '.join(fact.riders) or 'the field'} hesitates"
        case ChaseFact():
            return f"{fact.leader} leads the chase"
        case OvertakeFact():
            return f"{fact.rider} passes {fact.overtaken}"
        case HoldWheelFact():
            return f"{fact.rider} on the wheel of {fact.wheel}"
        case MoveFact():
            return f"{fact.rider} {'moves up' if fact.up else 'drops back'}" + (
                f" to place {fact.to}" if fact.to else ""
            )
        case RideHighFact():
            return f"{fact.rider} rides high"
        case SideFact():
            return f"{fact.rider} {'inside' if fact.inside else 'outside'} of {fact.of}"
        case CrashFact():
            return f"{' and '.join((fact.rider, *fact.down))} crash"
        case StopRacingFact():
            return f"{fact.rider} stops racing"
        case LookBackFact():
            return f"{fact.rider} looks back"
        case PacerOffFact():
            return "the pacer leaves"
        case _:
            return fact.caption or ""
