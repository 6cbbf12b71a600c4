"""Facts as a window shows them: their words, who says so, what became of them, when they are, whom they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from replay.app.build import Replay
from replay.app.race_words import said_words
from replay.motion.moments import find_moment
from replay.motion.outcome import FactVerdict, Verdict
from replay.race.story.finding import CROSSING_ORDER_ID, START_ORDER_ID
from replay.race.story.story_fact import StoryFact

VERDICT_WORDS = {
    Verdict.HELD: "the replay shows it",
    Verdict.WITHIN: "the replay shows it, as near as such words are meant",
    Verdict.DISPUTED: "disputed",
    Verdict.IMPOSSIBLE: "it cannot have been so",
    Verdict.MISSED: "missed: a defect of this program",
}


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One fact.

    riders   whom it is about; empty: everybody
    race_s   when it is; None: at no moment of the race
    """

    id: str
    words: str
    source: str
    verdict: FactVerdict
    riders: tuple[str, ...]
    race_s: float | None


def fact_entries(replay: Replay) -> tuple[FactEntry, ...]:
    """All facts of a race that are about its riding, in the order of their moments."""
    story = {fact.id: fact for fact in replay.race.story}
    entries = [_entry(replay, verdict, story.get(verdict.fact)) for verdict in replay.reconstruction.verdicts]
    return tuple(sorted(entries, key=lambda entry: float("inf") if entry.race_s is None else entry.race_s))


def because(replay: Replay, entry: FactEntry) -> str:
    """Why a fact does not stand, as sentences. What says it brings the solver's limits in: only when it is asked."""
    from replay.app.explaining import explained_of

    return explained_of(replay, entry.verdict)


def _entry(replay: Replay, verdict: FactVerdict, fact: StoryFact | None) -> FactEntry:
    return FactEntry(
        id=verdict.fact,
        words=said_words(replay.race, verdict),
        source=_source(replay, verdict, fact),
        verdict=verdict,
        riders=tuple(dict.fromkeys(_riders(replay, verdict, fact))),
        race_s=_race_s(replay, verdict, fact),
    )


def _source(replay: Replay, verdict: FactVerdict, fact: StoryFact | None) -> str:
    """Who says so, with the day where it is known."""
    named = None if fact is None else next((s for s in replay.race.sources if s.id == fact.source), None)
    if named is not None and named.publisher:
        return f"{named.publisher}, {named.date}" if named.date else named.publisher
    return {"results": "the results", "": "the race file"}.get(verdict.source, verdict.source)


def _riders(replay: Replay, verdict: FactVerdict, fact: StoryFact | None) -> Iterator[str]:
    if fact is not None:
        yield from (named.name for named in fact.named)
        if verdict.partner is not None:
            yield verdict.partner
        return
    if verdict.fact == CROSSING_ORDER_ID or verdict.kind == START_ORDER_ID:
        return
    words = f" {verdict.fact} "
    yield from (name for name in replay.reconstruction.motion.riders if f" {name} " in words)


def _race_s(replay: Replay, verdict: FactVerdict, fact: StoryFact | None) -> float | None:
    """When it is: a fact of the story at its moment, what is measured of a rider as he finishes."""
    motion, winner = replay.reconstruction.motion, replay.race.winner
    if fact is not None:
        if verdict.at_s is not None:
            return verdict.at_s
        return find_moment(motion, fact.when, winner=None if winner is None else motion.index(winner))
    if verdict.kind == START_ORDER_ID:
        return motion.start_s
    riders = tuple(_riders(replay, verdict, fact))
    crossed = [float(motion.finish_s[motion.index(rider)]) for rider in riders or motion.riders]
    known = [time_s for time_s in crossed if time_s == time_s]
    return max(known, default=None)
