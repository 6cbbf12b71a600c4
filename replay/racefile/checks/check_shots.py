"""Rules for shots: moments that the race has, in their order, and riders who rode."""

from __future__ import annotations

from collections.abc import Iterator

from replay.base.errors import Mistake
from replay.base.files.document import Document, Location
from replay.base.mistakes import did_you_mean
from replay.race.facts import Race
from replay.race.shown import WHO_WORDS, FilmedShot
from replay.racefile.checks.check_stopped import stop_mistake
from replay.racefile.checks.moment_rules import moment_mistake, span_mistake
from replay.racefile.checks.names import unknown_rider


def shot_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """Every mistake in the shots."""
    for index, shot in enumerate(race.shots):
        yield from _moments(race, document, ("shots", index), shot)
        yield from _who(race, document, ("shots", index, "who"), shot.who)


def _moments(race: Race, document: Document, item: Location, shot: FilmedShot) -> Iterator[Mistake]:
    ends = (("from", shot.start), ("to", shot.end))
    wrong = [(key, found) for key, when in ends if (found := moment_mistake(race, when, after_finish=True))]
    for key, found in wrong:
        message = f"{dict(ends)[key]}: {found[0]}" if found[0].startswith("a moment") else found[0]
        yield document.mistake((*item, key), message, found[1])
    if wrong:
        return
    if race.stopped is not None:
        stopped = [(key, found) for key, when in ends if (found := stop_mistake(race, race.stopped, when))]
        for key, found in stopped:
            yield document.mistake((*item, key), *found)
    if found_span := span_mistake(race, shot.start, shot.end):
        message, remedy = found_span
        yield document.mistake((*item, "to"), message, "write a later `to`" if "one moment" in message else remedy)


def _who(race: Race, document: Document, location: Location, who: str | None) -> Iterator[Mistake]:
    if who is None or who in WHO_WORDS or who in race.starters:
        return
    if who in {rider.name for rider in race.riders}:
        yield document.mistake(location, f"{who} did not start", "name another rider, or write `front`")
        return
    message, remedy = unknown_rider(race, who)
    yield document.mistake(location, message, did_you_mean(who, WHO_WORDS, otherwise=remedy))
