"""What `check` says of a race: as JSON for programs, as text for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from replay.app.build import Replay
from replay.app.explaining import explained_of
from replay.app.letters_shown import letters_warning
from replay.app.questions import questions
from replay.app.race_words import race_words, said_words
from replay.base.errors import InputError, Mistake, ReplayError
from replay.base.letters.steering import one_line
from replay.base.mistakes import shown
from replay.events.drawn.usual_course import is_result_only
from replay.events.shown_time import shown_winner_time
from replay.motion.outcome import FactVerdict, Verdict
from replay.race.facts import Race
from replay.race.riders.category_words import category_of
from replay.race.story.incidents.caption_fact import CaptionFact
from replay.race.story.sentences import listed

_SIGNS = {
    Verdict.HELD: "held",
    Verdict.WITHIN: "within",
    Verdict.DISPUTED: "DISPUTED",
    Verdict.IMPOSSIBLE: "IMPOSSIBLE",
    Verdict.MISSED: "MISSED",
}


_SHOWN = "shown"
"""What stands before a caption: its words claim nothing of the motion, so nothing is held."""

_RESULT_ONLY = "nothing is told of how the race went"


def race_name(replay: Replay) -> str:
    """A race in words: see `race_words`."""
    return race_words(replay.race)


def as_json(replay: Replay, solve_s: float) -> dict[str, Any]:
    """One object of the list that `check --json` prints. All numbers are finite; solve_s is 0 for a stored plan."""
    done, motion = replay.reconstruction, replay.reconstruction.motion
    audit = done.audit
    notes = [f"place behind the pacer not known, filled in: {', '.join(done.invented)}"] if done.invented else []
    if replay.race.untimed:
        notes.append(f"gap at the finish not known, filled in: {', '.join(replay.race.untimed)}")
    if is_result_only(replay.race):
        notes.append(f"{_RESULT_ONLY}: drawn by lot from how such races go")
    if replay.race.unnamed:
        notes.append(f"not named by any source: {', '.join(replay.race.unnamed)}")
    if replay.race.unplaced or replay.race.ridden_through:
        notes.append(f"not known: {_unplaced(replay.race)}; drawn by lot, no fact")
    if not category_of(replay.race.event.category).said:
        notes.append(f"riders are {_riders(replay.race)}")
    if done.winner_time_sd_s:
        notes.append("the winner's time is estimated; gaps are exact whatever it is")
    if replay.race.stopped:
        notes.append("winner_time_s is 0 because the race was stopped and nobody won")
    notes += [*questions(replay), *filter(None, [letters_warning(replay.race)])]
    gaps = [fact.miss for fact in done.verdicts if fact.kind == "result"]
    if not gaps:
        why = "the race was stopped before the finish" if replay.race.stopped else "no gap was timed"
        notes.append(f"finish_gap_error_ms is 0 because {why}")
    return {
        "race": race_name(replay),
        "file": replay.race.file,
        "errors": [],
        "facts": [fact_json(verdict, replay) for verdict in done.verdicts],
        "riders": category_of(replay.race.event.category).category.name,
        "motion": {
            "finish_gap_error_ms": 1000 * max(gaps, default=0.0),
            "overlaps": audit.overlaps,
            "min_clearance_m": audit.min_clearance_m,
            "max_speed_kmh": audit.max_speed_kmh,
            "acceleration_mps2": list(audit.acceleration_mps2),
            "power_w": {
                rider: {str(window): watts for window, watts in best.items()} for rider, best in audit.power_w.items()
            },
            "winner_time_s": done.winner_time_s,
            "winner_time_sd_s": done.winner_time_sd_s,
            "solve_s": solve_s,
            "end_s": motion.end_s,
        },
        "notes": notes,
    }


def failed_json(file: str, error: ReplayError) -> dict[str, Any]:
    """The object of a race that could not be read or reconstructed."""
    mistakes = error.mistakes if isinstance(error, InputError) else (Mistake(file, 0, 0, str(error)),)
    errors = [
        {"file": p.file, "line": p.line, "column": p.column, "message": p.message, "remedy": p.remedy} for p in mistakes
    ]
    return {"race": "", "file": file, "errors": errors, "facts": [], "motion": {}, "notes": []}


def fact_json(fact: FactVerdict, replay: Replay) -> dict[str, Any]:
    """A fact with its verdict, in numbers and words."""
    return {
        "fact": fact.fact,
        "kind": fact.kind,
        "words": said_words(replay.race, fact),
        "source": fact.source,
        "status": str(fact.status),
        "asked": fact.asked,
        "got": fact.got,
        "miss": fact.miss,
        "unit": fact.unit,
        "against": list(fact.against),
        "note": fact.note,
        "sentence": "" if fact.status is Verdict.HELD else explained_of(replay, fact),
    }


def as_text(replay: Replay, solve_s: float) -> Iterator[str]:
    """Lines for people: the facts that do not stand first explained, then the figures of the motion."""
    done = replay.reconstruction
    yield f"{race_name(replay)}  ({one_line(replay.race.file)})"
    for fact in done.verdicts:
        sign = _SHOWN if fact.kind == CaptionFact.label else _SIGNS[fact.status]
        yield f"  {sign:<10}  {said_words(replay.race, fact)}{_source(fact)}"
        if not fact.stands or fact.status is Verdict.WITHIN:
            yield f"  {'':<10}  {explained_of(replay, fact)}"
    yield from _figures(replay, solve_s)


def _unplaced(race: Race) -> str:
    """Whose place at the finish is not known."""
    places = f"places at the finish of {', '.join(race.unplaced)}" if race.unplaced else ""
    lines = f"where {listed(race.ridden_through)} crossed the line" if race.ridden_through else ""
    return "; ".join(filter(None, [places, lines]))


def _riders(race: Race) -> str:
    """Whose abilities are taken for the riders, and why."""
    choice, written = category_of(race.event.category), f"category '{shown(race.event.category)}'"
    if choice.said:
        return f"{choice.category.name}, by the file's {written}"
    return f"taken for {choice.category.name}: the file's {written} does not say whether men or women ride"


def _source(fact: FactVerdict) -> str:
    return f"  [{fact.source}]" if fact.source else ""


def _figures(replay: Replay, solve_s: float) -> Iterator[str]:
    done = replay.reconstruction
    audit = done.audit
    low, high = audit.acceleration_mps2
    yield f"  riders      {_riders(replay.race)}"
    won = shown_winner_time(replay.race, done.winner_time_s, done.winner_time_sd_s)
    alone = len(done.motion.riders) == 1 and done.motion.pacer is None
    closest = "" if alone else f"{audit.overlaps} overlaps, closest {audit.min_clearance_m:.2f} m, "
    yield f"  motion      {closest}up to {audit.max_speed_kmh:.1f} km/h, {low:+.2f} to {high:+.2f} m/s²"
    yield f"  winner      {won}; {f'solved in {solve_s:.1f} s' if solve_s else 'taken from a stored plan'}"
    if done.invented:
        where = "behind the pacer" if replay.race.pacer else "on the start line"
        yield f"  filled in   places {where} of {', '.join(done.invented)}: no source gives them"
    if replay.race.untimed:
        yield f"  filled in   gaps at the finish of {', '.join(replay.race.untimed)}: no source gives them"
    if replay.race.unnamed:
        yield f"  not named   {', '.join(replay.race.unnamed)}: the file only says how many started"
    if replay.race.unplaced or replay.race.ridden_through:
        yield f"  not known   {_unplaced(replay.race)}: drawn by lot, no fact"
    if is_result_only(replay.race):
        yield f"  drawn       {_RESULT_ONLY}: how it is shown is drawn by lot from how such races go"
    for question in questions(replay):
        yield f"  question    {question}"
    letters = letters_warning(replay.race)
    if letters:
        yield f"  letters     {letters}"
