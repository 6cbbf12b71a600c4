"""Rules for measured times: whose they are, over which stretch, and whether they can be true together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from replay.base.errors import Mistake
from replay.base.files.document import Document, Location
from replay.base.mistakes import did_you_mean, shown
from replay.base.units import kmh, mps
from replay.events.course import course_of_race
from replay.events.paced_way import paced_way
from replay.race.clock import (
    FASTEST_MPS,
    MOST_TIMES,
    SLOWEST_MPS,
    Link,
    contradiction,
    finish_of,
    links_of,
    passage,
    speed_links,
    too_many_of,
)
from replay.race.facts import Race
from replay.race.timed import START_M, Bounded, Timed, place_words, stretch_words
from replay.racefile.checks.names import unknown_rider

_MOST_SHOWN = 10
_HIGHEST_SHOWN_MPS = mps(999.0)
_USUAL_MPS = (mps(25.0), mps(78.0))


def time_mistakes(race: Race, document: Document) -> Iterator[Mistake]:
    """Every mistake in the measured times: first each alone, then what contradicts the others."""
    many = too_many_of(race)
    if many is not None:
        message = f"{many.rider} has more than {MOST_TIMES} times"
        yield document.mistake(many.location, message, "leave out what follows from others")
        return
    found: dict[Location, Mistake] = {}
    for time in race.all_timed:
        item = time.location[:2]
        wrong = _alone(race, document, time)
        if wrong and (item not in found or item[0] == "results"):
            found[time.location if item[0] == "results" else item] = wrong
    yield from found.values()
    yield from _sources(race, document)
    every = race.all_timed
    sound = [time for time in every if time.location not in found and time.location[:2] not in found]
    yield from _together(race, document, sound)


def _alone(race: Race, document: Document, time: Timed | Bounded) -> Mistake | None:
    """What is wrong with a time whatever the others are."""
    where = time.location
    if not any(rider.name == time.rider for rider in race.riders):
        listed = where[0] == "times"
        return document.mistake((*where[:2], "rider"), *unknown_rider(race, time.rider)) if listed else None
    for wrong in (_rider_mistake(race, time), _stretch_mistake(race, time)):
        if wrong:
            return document.mistake((*where[:2], wrong[2]) if wrong[2] else where, wrong[0], wrong[1])
    way_m = time.to_m - time.from_m
    if isinstance(time, Bounded):
        return _impossible_bounds(race, document, time)
    if SLOWEST_MPS * time.time_s <= way_m <= FASTEST_MPS * time.time_s:
        paced = _paced_mistake(race, time, time.time_s)
        return document.mistake(where, *paced) if paced else None
    fast = way_m > _HIGHEST_SHOWN_MPS * time.time_s
    speed = "faster than any rider" if fast else f"{kmh(way_m / time.time_s):.0f} km/h"
    written = time.written if float(time.written) else shown(time.time_s)
    return document.mistake(where, f"{way_m:g} m in {written} s is {speed}", _meant(time))


def _impossible_bounds(race: Race, document: Document, time: Bounded) -> Mistake | None:
    """What is wrong with bounds between which no rider's time lies."""
    way_m = time.to_m - time.from_m
    if time.most_s is not None and way_m > FASTEST_MPS * time.most_s:
        message = f"{way_m:g} m in {time.written} s is faster than any rider"
        return document.mistake(time.location, message, "check the time and the stretch")
    if time.least_s is not None and way_m < SLOWEST_MPS * time.least_s:
        message = f"{way_m:g} m in {time.written} s is slower than any rider"
        return document.mistake(time.location, message, "check the time and the stretch")
    paced = None if time.most_s is None else _paced_mistake(race, time, time.most_s)
    return document.mistake(time.location, *paced) if paced else None


def _rider_mistake(race: Race, time: Timed | Bounded) -> tuple[str, str, str] | None:
    """Message, remedy and key for a rider who cannot have this time."""
    if time.rider not in race.starters:
        return f"{time.rider} did not start and has a time", "take it out, or mend the result", ""
    result = race.result(time.rider)
    if result and not result.may_have_crossed and time.to_m >= race.event.distance_m:
        remedy = "say where his times begin: `from: start`" if "laps" in str(time.location[2]) else "mend one of them"
        return f"{time.rider} is {result.status} and has a time at the finish", remedy, ""
    return None


def _stretch_mistake(race: Race, time: Timed | Bounded) -> tuple[str, str, str] | None:
    """Message, remedy and key for a stretch that is not one of the race."""
    course = course_of_race(race)
    event_m, lap_m = race.event.distance_m, course.lap_m if course else 1.0
    alone = time.location[0] == "times" and time.location[2] == "time_s"
    if time.from_m < START_M or time.to_m < START_M:
        long_m = event_m - min(time.from_m, time.to_m)
        message = f"{long_m:g} m to the finish in a race of {event_m:g} m ({event_m / lap_m:g} laps)"
        return message, "count from the finish", ("from" if time.from_m < START_M else "to") if alone else ""
    if time.to_m > event_m:
        return f"this time ends {time.to_m - event_m:g} m after the finish", "check `from`, and how many there are", ""
    if time.from_m >= time.to_m:
        places = (place_words(place, event_m, lap_m) for place in (time.to_m, time.from_m))
        return "{} is not after {}".format(*places), "swap `from` and `to`", "to"
    return None


def _paced_mistake(race: Race, time: Timed | Bounded, time_s: float) -> tuple[str, str] | None:
    """Message and remedy for a time in which nobody is so far, because all were behind the pacer for longer."""
    course, pacer = course_of_race(race), race.pacer
    way = paced_way(mps(pacer.from_kmh), mps(pacer.to_kmh), pacer.off, course) if course and pacer else None
    if way is None or course is None or time.from_m != START_M or time.to_m <= way.off_m:
        return None
    if time_s >= way.off_s + (time.to_m - way.off_m) / FASTEST_MPS:
        return None
    to_go = place_words(way.off_m, course.event_m, course.lap_m)
    message = (
        f"{time.to_m:g} m in {time.written} s: a pacer that goes from {kmh(way.from_mps):.0f} to "
        f"{kmh(way.to_mps):.0f} km/h leaves only after {way.off_s:.0f} s, {to_go}"
    )
    return message, "mend the time, the distance or the pacer"


def _meant(time: Timed) -> str:
    """The time that may have been meant: the same digits with the point elsewhere."""
    for power in (-1, 1, -2, 2, -3, 3):
        meant_s = time.time_s * 10.0**power
        if _USUAL_MPS[0] * meant_s <= time.to_m - time.from_m <= _USUAL_MPS[1] * meant_s:
            return f"was {meant_s:.10g} meant?"
    return "check the time and the stretch"


def _sources(race: Race, document: Document) -> Iterator[Mistake]:
    ids = [source.id for source in race.sources]
    seen: set[Location] = set()
    for time in race.all_timed:
        where = (*time.location[:2], "source")
        if time.source is not None and time.source not in ids and where not in seen:
            seen.add(where)
            otherwise = f"sources: {', '.join(ids)}" if ids else "add it to `sources`"
            remedy = did_you_mean(time.source, ids, otherwise=otherwise)
            yield document.mistake(where, f"no source has the id {shown(time.source)}", remedy)


def _together(race: Race, document: Document, times: list[Timed | Bounded]) -> Iterator[Mistake]:
    """Times that contradict others: of each ring of contradiction, the one written last."""
    for _ in range(_MOST_SHOWN):
        links = links_of(race, [time for time in times if isinstance(time, Timed)])
        links += _bound_links(race, [time for time in times if isinstance(time, Bounded)])
        ring = contradiction([*links, *speed_links(links)])
        wrong = max((link for link in ring if link.fact), key=lambda link: times.index(_fact(link)), default=None)
        if wrong is None:
            return
        others = [link for link in ring if link is not wrong]
        yield document.mistake(_fact(wrong).location, *_disagreement(race, wrong, others))
        times = [time for time in times if time is not wrong.fact]


def _bound_links(race: Race, times: list[Bounded]) -> list[Link]:
    """What bounds of times say; where one is open, riders are as fast as riders are.

    With them goes the order over the line, which a bound may contradict. None of this gives a gap or a time.
    """
    found = []
    for time in times:
        way_m = time.to_m - time.from_m
        least_s = way_m / FASTEST_MPS if time.least_s is None else time.least_s
        most_s = max(way_m / SLOWEST_MPS, least_s) if time.most_s is None else time.most_s
        ends = passage(time.rider, time.from_m), passage(time.rider, time.to_m)
        found.append(Link(*ends, (least_s + most_s) / 2, abs(most_s - least_s) / 2, time))
    half_s = race.event.distance_m / SLOWEST_MPS / 2
    for before, after in pairwise(race.crossers if times else ()):
        found.append(Link(finish_of(race, before), finish_of(race, after), half_s, half_s, order=True))
    return found


def _fact(link: Link) -> Timed | Bounded:
    assert link.fact is not None
    return link.fact


def _disagreement(race: Race, wrong: Link, others: list[Link]) -> tuple[str, str]:
    """What a time cannot stand with, and by how much; and what to do."""
    time = _fact(wrong)
    if any(isinstance(link.fact, Bounded) for link in (wrong, *others)):
        # Each link lasts the middle of what is known, give or take half of it: what is left is a contradiction.
        apart_s = abs(wrong.time_s - _implied(wrong, others)) - sum(link.open_s for link in (wrong, *others))
        message = f"{_named(race, [wrong, *others])} cannot be true together: {apart_s:.3f} s apart"
        return message, "mend one of them, or leave it out"
    gaps = [link for link in others if link.fact is None and not link.speed]
    whole = [link for link in others if link.fact and link.fact.from_m == START_M]
    if len(others) == 2 and len(gaps) == len(whole) == 1 and time.from_m == START_M:
        return _against_gap(race, wrong, whole[0], gaps[0])
    way = next((link for link in others if link.speed), None)
    if way is not None:
        named = _named(race, [link for link in others if link is not way])
        left_s = _implied(way, [wrong, *(link for link in others if link is not way)])
        beside = f", with {named}," if named else ""
        message = f"{_named(race, [wrong])}{beside} leaves {left_s:.3f} s for {way.after[1] - way.before[1]:g} m"
    else:
        apart_s = abs(wrong.time_s - _implied(wrong, others))
        message = f"{_named(race, [wrong, *others])} do not agree: {apart_s:.3f} s apart"
    return message, "mend one of them, or leave it out"


def _against_gap(race: Race, time: Link, other: Link, gap: Link) -> tuple[str, str]:
    if _fact(time).rider == race.winner:
        time, other = other, time
    behind_s = time.time_s - other.time_s
    message = f"{_fact(time).rider} is {behind_s:.3f} s behind by time and {gap.time_s:.3f} s by gap"
    return message, "mend one of them, or leave it out"


def _implied(link: Link, others: list[Link]) -> float:
    """How long a link lasts by the others of its ring."""
    place, seconds, left = link.before, 0.0, list(others)
    while left:
        nearest = next((x for x in left if place in (x.before, x.after)), None)
        if nearest is None:
            break
        forward = nearest.before == place
        seconds += nearest.time_s if forward else -nearest.time_s
        place = nearest.after if forward else nearest.before
        left.remove(nearest)
    return seconds


def _named(race: Race, links: list[Link]) -> str:
    """The times and gaps of some links in words; laps of one list together."""
    course = course_of_race(race)
    event_m, lap_m = race.event.distance_m, course.lap_m if course else 1.0
    items: dict[Location, list[Timed]] = {}
    names = ["the order over the line"] if any(link.order for link in links) else []
    for link in links:
        if isinstance(link.fact, Timed):
            items.setdefault(link.fact.location[:3], []).append(link.fact)
        elif link.fact:
            fact = link.fact
            names.insert(0, f"{fact.written} s of {fact.rider} {stretch_words(fact, event_m, lap_m)}")
        elif not (link.speed or link.order):
            names.append(f"the gap of {link.time_s:g} s")
    for times in reversed(list(items.values())):
        first = times[0]
        laps = "half laps" if "half" in str(first.location[2]) else "laps"
        alone = f"{first.written} s of {first.rider} {stretch_words(first, event_m, lap_m)}"
        total = f"{sum(time.time_s for time in times):.{first.decimals}f}"
        names.insert(0, alone if len(times) == 1 else f"{len(times)} {laps} of {first.rider} in {total} s")
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
