"""Verdicts as sentences: what was told, what the replay shows instead, by how much, and what stands against it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable

from replay.app.build import Replay
from replay.app.race_words import said_words
from replay.base.units import kmh
from replay.motion.outcome import FactVerdict, Verdict
from replay.race.story.finding import CROSSING_ORDER_ID, START_ORDER_ID, Barrier, Limit, ReasonKind
from replay.race.story.sentences import amounts_sentence, listed, measure
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.constraints.riding_limits import BRAKING_MPS2, RACING_SHARE

LIMIT_WORDS = (
    f"what riders can do: without brakes they slow down by no more than {-BRAKING_MPS2:g} m/s², nobody who races falls "
    f"below {100 * RACING_SHARE:.0f} % of the pacer's last speed, or of the tempo of a race without one, and nobody "
    "has more power than the best of the category"
)
"""What a fact is up against that no rider could do."""

SLOW_LIMIT_WORDS = (
    f"what riders can do: without brakes they slow down by no more than {-BRAKING_MPS2:g} m/s², from a standstill "
    "nobody has the speed of a sprint at once, whoever is at full speed gains little more, nobody stands where the "
    "boards are steep, and nobody has more power than the best of the category"
)
"""The same in a race that begins slowly, as a sprint."""


def explained_of(replay: Replay, verdict: FactVerdict) -> str:
    """One or two sentences on a verdict of a replay."""
    done = replay.reconstruction
    verdicts = [dataclasses.replace(other, words=said_words(replay.race, other)) for other in done.verdicts]
    return explained(verdict, verdicts, replay.race.story, slow=math.isfinite(done.motion.opens_s))


def explained(
    verdict: FactVerdict, verdicts: Iterable[FactVerdict], story: Iterable[StoryFact], *, slow: bool = False
) -> str:
    """One or two sentences on a verdict. verdicts, story: all of the race, so that facts are named by their words.

    slow: whether the race begins slowly, as sprints do
    """
    shown = _shown(verdict, story)
    excluded = not verdict.stands and verdict.status is not Verdict.MISSED
    if verdict.status is Verdict.HELD or (excluded and verdict.reason is None):
        return f"{shown}."
    if verdict.status is Verdict.WITHIN:
        return f"{shown}: as near as such words are meant."
    if verdict.status is Verdict.MISSED:
        return f"{shown}. Nothing was found that excludes it: a defect of this program, please report it."
    return f"{shown}. {_against(verdict, {other.fact: other for other in verdicts}, slow=slow)}."


def _shown(verdict: FactVerdict, story: Iterable[StoryFact]) -> str:
    """What the replay shows: as the kind of the fact says it, as clocks say it, or in bare numbers."""
    if verdict.reason is ReasonKind.STOP:
        return "The race was stopped before"
    if not verdict.reached:
        instead = verdict.note.partition("; ")[0]
        return instead[:1].upper() + instead[1:]
    if verdict.reason is ReasonKind.NO_TIME:
        return "The replay does not show it"
    fact = next((fact for fact in story if fact.id == verdict.fact), None)
    if fact is not None:
        return fact.sentence(verdict)
    return _clocked(verdict) if verdict.kind in _CLOCKED else amounts_sentence(verdict)


_CLOCKED = ("time", "split", "bounds")
"""Kinds of verdicts on measured times, and on what is known of them."""


def _clocked(verdict: FactVerdict) -> str:
    digits = 1 if verdict.miss >= 0.1 else 3
    best = f" ({verdict.note})" if verdict.note else ""
    shown = f"{verdict.got:.{digits}f} s, {verdict.miss:.{digits}f} s off"
    known = verdict.words if verdict.kind == "bounds" else f"{verdict.asked:g} s"
    return f"{'Known' if verdict.kind == 'bounds' else 'Measured'}: {known}; the replay shows {shown}{best}"


def _against(verdict: FactVerdict, known: dict[str, FactVerdict], *, slow: bool) -> str:
    if verdict.reason is ReasonKind.NO_TIME:
        return f"There is no time for it: {verdict.note.rpartition('; ')[2]}"
    if verdict.barriers:
        return f"{_beyond_riders(verdict, known)}{_best(verdict)}"
    if verdict.reason in (ReasonKind.LIMITS, ReasonKind.RESULTS):
        measured = " and still finish as the results have it" if verdict.reason is ReasonKind.RESULTS else ""
        return f"No rider could do it{measured} ({SLOW_LIMIT_WORDS if slow else LIMIT_WORDS}){_best(verdict)}"
    if verdict.reason is ReasonKind.UNFOUND:
        return (
            "No motion was found that shows it beside all else that is told: in a file with less of the story it may be"
            " held"
        )
    named = [_named(item, verdict, known) for item in verdict.against]
    return f"It cannot be true together with {listed(named or ['other facts'])}"


def _beyond_riders(verdict: FactVerdict, known: dict[str, FactVerdict]) -> str:
    """That no rider could do it, beside which results and times, and because of which limits."""
    measured = [item for one in verdict.barriers if (item := _measured(one, verdict, known))]
    limits = [_limit(one, known) for one in verdict.barriers if one.limit not in (Limit.FINISH, Limit.CLOCK)]
    still = f" and still {' and '.join(measured)}" if measured else ""
    return f"No rider could do it{still}{': ' if limits else ''}{'; '.join(limits)}"


def _measured(barrier: Barrier, verdict: FactVerdict, known: dict[str, FactVerdict]) -> str:
    if barrier.limit is Limit.CLOCK:
        return "ride the measured times"
    facts = listed([_named(item, verdict, known) for item in barrier.facts]) if barrier.facts else ""
    return "finish as the results have it" + (f": {facts}" if facts else "") if barrier.limit is Limit.FINISH else ""


def _limit(barrier: Barrier, known: dict[str, FactVerdict]) -> str:
    """A limit of riding with its number, and what the fact would take."""
    most, asked = barrier.most or 0.0, barrier.asked
    match barrier.limit:
        case Limit.POWER:
            if asked is None:
                return "nobody has more power than the strongest of the category"
            return f"it takes some {round(asked, -2) or 100:.0f} W more than the strongest of the category has"
        case Limit.SPEED:
            takes = "" if asked is None else f"it takes {kmh(asked):.0f} km/h, and "
            return f"{takes}nobody of the category rides faster than {kmh(most):.0f} km/h"
        case Limit.PACE:
            takes = "" if asked is None else f"somebody would be at {kmh(asked):.0f} km/h, where "
            return f"{takes}nobody who races falls below {kmh(most):.0f} km/h"
        case Limit.BRAKING:
            takes = "" if asked is None else f"somebody would slow down by {measure(asked, 'm/s²')}, and "
            return f"{takes}without brakes riders slow down by no more than {most:g} m/s²"
        case Limit.GAINING:
            takes = "" if asked is None else f"somebody would gain speed by {measure(asked, 'm/s²')}, and "
            return f"{takes}no rider gains more than {most:g} m/s²"
        case Limit.FILE:
            drawn = known.get(START_ORDER_ID)
            file = f" ({drawn.words})" if drawn else ""
            return f"until the pacer leaves, {most:.1f} s into the race, riders stay in file{file}"
        case Limit.BOARDS:
            return f"on these boards riders go no higher than {measure(most, 'm')}"
        case Limit.STEEP:
            return f"at that speed they go no higher than {measure(most, 'm')}, because the boards are steep there"
        case _:
            if asked is None:
                return "no such race takes so long"
            return f"the race would take {abs(asked):.0f} s {'more' if asked > 0 else 'less'} than such races do"


def _best(verdict: FactVerdict) -> str:
    """How near a motion came that was looked for with this fact before all others."""
    if verdict.best is None or verdict.kind in _CLOCKED:
        return ""
    return f"; at best {verdict.best:.1f} {verdict.unit} short of it"


def _named(item: str, verdict: FactVerdict, known: dict[str, FactVerdict]) -> str:
    """A fact by its words and by who tells it; what is no fact by its name."""
    if verdict.reason is ReasonKind.PACER:
        return "the leaving of the pacer as the race file has it"
    other = known.get(item)
    if other is None:
        return item.replace("result ", "the result of ", 1) if item.startswith("result ") else item
    if item == CROSSING_ORDER_ID:
        return f"the order {other.words} (the results)"
    return f"“{other.words}” ({_SOURCES.get(other.source, other.source)})"


_SOURCES = {"results": "the results", "": "no source named"}
