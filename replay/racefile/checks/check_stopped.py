"""Rules for a race that was stopped: it has no result, and nothing of it was after the stop but words."""

from __future__ import annotations

from collections.abc import Iterator

from replay.base.errors import Mistake
from replay.base.files.document import Document, Location
from replay.base.mistakes import did_you_mean, shown
from replay.events.course import course_of_race
from replay.race.facts import Race, Stop
from replay.race.status import Crossed
from replay.race.when import Mark, When
from replay.racefile.checks.moment_rules import moment_mistake

FASTEST_MPS = 25.0
"""No rider covers a stretch of a race faster, so a place further on is reached so much later at least."""

_REMEDY = "take it out, or take `stopped` out"


def stop_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """Every mistake in a race that was stopped."""
    stop = race.stopped
    if stop is None:
        return
    yield from _moment(race, stop, document)
    yield from _results(race, document)
    if race.crossing_order:
        message = "a race that was stopped has no order over the line"
        yield document.mistake(("crossing_order",), message, _REMEDY, at_key=True)
    yield from _times(race, stop, document)
    for index, fact in enumerate(race.story):
        when: Location = ("story", index, "when")
        yield from _story_moment(race, stop, document, (when, fact.when), words_alone=fact.shown_only)
        if fact.lasts_until is not None:
            until: Location = ("story", index, fact.file_key, "until")
            yield from _story_moment(race, stop, document, (until, fact.lasts_until), words_alone=False)


def _moment(race: Race, stop: Stop, document: Document) -> Iterator[Mistake]:
    location: Location = ("stopped", "when")
    if _to_go_m(race, stop.when) == 0:
        message = f"a race cannot be stopped at {stop.when}: it is over then"
        yield document.mistake(location, message, "write an earlier moment, such as `bell+4`, or take `stopped` out")
    elif wrong := moment_mistake(race, stop.when):
        remedy = "write a moment within the race, such as `bell+4`, or take `stopped` out"
        yield document.mistake(location, f"the race is stopped at {stop.when}: {wrong[0]}", remedy)
    ids = [source.id for source in race.sources]
    if stop.source is not None and stop.source not in ids:
        remedy = did_you_mean(stop.source, ids, otherwise="add it to `sources`")
        yield document.mistake(("stopped", "source"), f"no source has the id {shown(stop.source)}", remedy)


def _results(race: Race, document: Document) -> Iterator[Mistake]:
    """Lines without place, gap or time: who did not finish or did not start."""
    for index, result in enumerate(race.results):
        for key, value in (("rank", result.rank), ("gap_s", result.gap_s)):
            if value is not None and document.has(("results", index, key)):
                message = f"{result.rider} has `{key}: {value:g}` in a race that was stopped"
                yield document.mistake(("results", index, key), message, _REMEDY)
        if result.status is not None and result.status.crossed is Crossed.IF_PLACED:
            message = f"{result.rider} is {result.status} ({result.status.words}) in a race that was stopped"
            yield document.mistake(("results", index, "status"), message, "there are no places: write DSQ, DNF or DNS")


def _times(race: Race, stop: Stop, document: Document) -> Iterator[Mistake]:
    """Measured times end before the stop, and nobody has one at the finish."""
    for time in race.all_timed:
        end = When(Mark.METRES_TO_GO, max(race.event.distance_m - time.to_m, 0.0))
        if time.location[0] == "results":
            message = f"{time.rider} has `{time.location[-1]}: {time.written}` in a race that was stopped"
            yield document.mistake(time.location, message, _REMEDY)
        elif end.value == 0 or _is_after(race, end, stop.when):
            message = f"this time ends at {end if end.value else 'the finish'}, and the race was stopped at {stop.when}"
            remedy = "say where it begins and ends, as in `from: start`, or take it out"
            yield document.mistake(time.location, message, remedy)


def _story_moment(
    race: Race, stop: Stop, document: Document, written: tuple[Location, When], *, words_alone: bool
) -> Iterator[Mistake]:
    location, when = written
    if wrong := stop_mistake(race, stop, when):
        yield document.mistake(location, *wrong)
    elif not words_alone and _is_after(race, when, stop.when):
        message = f"{when} is after the race was stopped ({stop.when})"
        yield document.mistake(location, message, "what is told after the stop can only be a caption")


def stop_mistake(race: Race, stop: Stop, when: When) -> tuple[str, str] | None:
    """Message and remedy for a moment that a race which was stopped never came to; None for others."""
    if _to_go_m(race, when) != 0:
        return None
    return f"{when}: the race was stopped at {stop.when} and has no finish", "write another moment, such as `bell`"


def _is_after(race: Race, when: When, stop: When) -> bool:
    """Whether a moment is surely after the stop, as far as that can be said of two ways of telling the time."""
    if when.mark is stop.mark and when.value == stop.value:
        return when.offset_s > stop.offset_s
    if when.mark is stop.mark is Mark.RACE_TIME:
        return when.value + when.offset_s > stop.value + stop.offset_s
    here_m, stop_m = _to_go_m(race, when), _to_go_m(race, stop)
    if here_m is None or stop_m is None or here_m > stop_m:
        return False
    return (stop_m - here_m) / FASTEST_MPS + when.offset_s > stop.offset_s


def _to_go_m(race: Race, when: When) -> float | None:
    """Metres that the leader has to go at a mark; None where that is not a matter of distance, or not known here."""
    if when.mark is Mark.METRES_TO_GO:
        return when.value
    if when.mark is Mark.FINISH:
        return 0.0
    course = course_of_race(race)
    if course is None:
        return None
    if when.mark is Mark.PULL_OFF and race.pacer is not None and race.pacer.off.mark is not Mark.PULL_OFF:
        off_m = _to_go_m(race, race.pacer.off)
        return off_m if race.pacer.off.offset_s == 0 else None
    distance_m = course.distance_m(when)
    return None if distance_m is None else course.event_m - distance_m
