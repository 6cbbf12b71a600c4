"""From the times that a race file holds to times between distances, and the gaps that follow from them."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator

from replay.base.files.document import Document, Location
from replay.events.course import course_of_race
from replay.race.clock import Link, clock_of, finish_of, links_of, too_many_of
from replay.race.facts import Race, Result
from replay.race.number_words import written_decimals
from replay.race.time_bounds import TimeBounds
from replay.race.timed import LAST_M, SAME_PLACE_M, START_M, Bounded, Timed
from replay.race.when import Course, Mark, When
from replay.racefile.shape import RaceShape
from replay.racefile.timed_shape import KINDS, TimesShape

_MOST_DECIMALS = 6
_USUAL_DECIMALS = 3


def with_times(race: Race, shape: RaceShape, document: Document) -> Race:
    """The race with all its measured times, and with the gaps that follow from them where the results give none."""
    course = course_of_race(race)
    if course is None:
        return race  # which is a mistake of its own
    found = (*_of_results(race, shape, document), *_of_items(shape, document, course))
    times = tuple(time for time in found if isinstance(time, Timed))
    race = dataclasses.replace(
        race,
        timed=times,
        bounded=tuple(time for time in found if isinstance(time, Bounded)),
        gap_decimals=_gap_decimals(shape, document, times),
    )
    return dataclasses.replace(race, results=_with_gaps(race)) if times and too_many_of(race) is None else race


def _gap_decimals(shape: RaceShape, document: Document, times: tuple[Timed, ...]) -> int:
    """Places after the point of the results' gaps and times; where they have none, of the times that give gaps."""
    sheet = _column(shape, "gap_s", "time_s")
    if any(document.has(place) for place in sheet):
        return _decimals(document, sheet)
    return max((time.decimals for time in times), default=_USUAL_DECIMALS)


def _column(shape: RaceShape, *keys: str) -> list[Location]:
    """Where the figures of some columns of the results may stand. Bounds are none: they say nothing of decimals."""
    return [
        ("results", index, key)
        for key in keys
        for index, result in enumerate(shape.results)
        if not isinstance(getattr(result, key), TimeBounds)
    ]


def _of_results(race: Race, shape: RaceShape, document: Document) -> Iterator[Timed | Bounded]:
    event_m = race.event.distance_m
    columns = (("time_s", "time", START_M, ("time_s", "gap_s")),
               ("last_200_m_s", "last 200 m", event_m - LAST_M, ("last_200_m_s",)))  # fmt: skip
    for key, words, from_m, sheet in columns:
        places = _decimals(document, _column(shape, *sheet))
        for index, result in enumerate(shape.results):
            written: float | TimeBounds | None = getattr(result, key)
            if written is not None:
                name = f"result {result.rider} ({words})"
                where: Location = ("results", index, key)
                yield _time(Timed(name, result.rider, from_m, event_m, 0.0, places, location=where), written)


def _time(time: Timed, written: float | TimeBounds) -> Timed | Bounded:
    """A time with its figure, or with what is known of it."""
    if not isinstance(written, TimeBounds):
        return dataclasses.replace(time, time_s=written)
    return Bounded(
        id=time.id,
        rider=time.rider,
        from_m=time.from_m,
        to_m=time.to_m,
        least_s=written.least_s,
        most_s=written.most_s,
        written=written.words,
        source=time.source,
        note=time.note,
        location=time.location,
    )


def _of_items(shape: RaceShape, document: Document, course: Course) -> Iterator[Timed | Bounded]:
    for index, item in enumerate(shape.times):
        key = next(kind for kind in KINDS if getattr(item, kind) is not None)
        stretches = list(_stretches(item, key, course))
        listed = key != "time_s"
        wheres: list[Location] = [("times", index, key, *([k] if listed else [])) for k in range(len(stretches))]
        figures = [
            where for where, stretch in zip(wheres, stretches, strict=True) if not isinstance(stretch[2], TimeBounds)
        ]
        places = _decimals(document, figures)
        for place, ((from_m, to_m, written), where) in enumerate(zip(stretches, wheres, strict=True)):
            name = f"time {index + 1} ({place + 1})" if listed else f"time {index + 1}"
            plain = Timed(name, item.rider, from_m, to_m, 0.0, places, item.source, item.note, where)
            yield _time(plain, written)


def _stretches(item: TimesShape, key: str, course: Course) -> Iterator[tuple[float, float, float | TimeBounds]]:
    """From, to and seconds of each time of an item."""
    event_m, lap_m = course.event_m, course.lap_m
    from_m = None if item.from_ is None else distance_of(item.from_, course)
    if item.time_s is not None:
        to_m = event_m if item.to is None else distance_of(item.to, course)
        yield START_M if from_m is None else from_m, to_m, item.time_s
        return
    times: list[float | TimeBounds] = getattr(item, key)
    ends = _ends(from_m, len(times), lap_m if key == "laps_s" else lap_m / 2, event_m)
    for time_s, before, after in zip(times, ends, ends[1:], strict=False):
        yield before, after, time_s


def _ends(from_m: float | None, count: int, step_m: float, event_m: float) -> list[float]:
    """Where laps (or half laps) begin and end. They are counted back from the finish, so the first of a race may be
    shorter than the others."""
    if from_m is None:
        first = -count
    elif from_m == START_M:
        first = -math.ceil((event_m - SAME_PLACE_M) / step_m)
    else:
        return [_snapped(from_m + step_m * place, event_m) for place in range(count + 1)]
    ends = [event_m + step_m * (first + place) for place in range(count + 1)]
    if -step_m < ends[0] < START_M:
        ends[0] = START_M
    return [_snapped(end, event_m) for end in ends]


def distance_of(place: When, course: Course) -> float:
    """Event distance of a place at which times are taken; the start is written as race time 0."""
    distance_m = START_M if place.mark is Mark.RACE_TIME else course.distance_m(place)
    assert distance_m is not None, "times are taken at places alone"
    return _snapped(distance_m, course.event_m)


def _snapped(distance_m: float, event_m: float) -> float:
    for place_m in (START_M, event_m):
        if abs(distance_m - place_m) < SAME_PLACE_M:
            return place_m
    return round(distance_m, 6)


def _decimals(document: Document, locations: list[Location]) -> int:
    """Places after the point in one table: those of its most precise number, for a hand leaves out zeros at the end."""
    return max((_written_decimals(document, where) for where in locations if document.has(where)), default=0)


def _written_decimals(document: Document, location: Location) -> int:
    """How many places after the point a number has in its file; at most six count."""
    mark = document.mark(location)
    line = document.lines[mark.line - 1] if mark.line <= len(document.lines) else ""
    text = line[mark.column - 1 : mark.column - 1 + mark.length]
    places = written_decimals(text)
    return _MOST_DECIMALS if places is None else min(places, _MOST_DECIMALS)


def _with_gaps(race: Race) -> tuple[Result, ...]:
    """The results, with gaps that follow from times where none is given."""
    links: list[Link] = links_of(race)
    clock = clock_of(links)
    if clock is None or race.winner is None:
        return race.results
    winner = finish_of(race, race.winner)
    found = []
    for result in race.results:
        known = result.gap_s is None and result.may_have_crossed
        gap = clock.between(winner, finish_of(race, result.rider)) if known else None
        found.append(result if gap is None else dataclasses.replace(result, gap_s=round(gap, _MOST_DECIMALS)))
    return tuple(found)
