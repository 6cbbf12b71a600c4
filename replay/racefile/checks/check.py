"""Rules across the fields of a race file: every mistake at once, each at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from replay.base.errors import Mistake
from replay.base.files.document import Document, Location
from replay.base.mistakes import did_you_mean
from replay.base.units import mps
from replay.events.course import course_of_race
from replay.events.known_events import event_of
from replay.events.paced_way import GAINS_MPS2, paced_way
from replay.race.facts import Pacer, Race
from replay.race.when import Mark
from replay.racefile.checks.check_results import (
    crossing_order_mistakes,
    crowd_mistakes,
    gap_mistakes,
    rank_mistakes,
)
from replay.racefile.checks.check_shots import shot_mistakes
from replay.racefile.checks.check_stopped import stop_mistakes
from replay.racefile.checks.check_story import story_mistakes
from replay.racefile.checks.check_times import time_mistakes
from replay.racefile.checks.moment_rules import moment_mistake
from replay.racefile.checks.names import RESERVED_NAMES, unknown_rider
from replay.racefile.shape import PACER_MOMENTS
from replay.track.catalogue import measure_mistakes, track_names, unknown_track

_MOST_FOUND = 200
"""Mistakes against one rule that are looked for: nobody reads more, and near words are slow to find."""
_LEAST_RACED_M = 100.0
"""What is left to be raced when the pacer leaves, at least."""
_JOINING_S = 18.0
"""Where riders stand on the start line the pacer leads them at least so long: to join it takes them 14 s."""
_LIKELY_M = (500.0, 3000.0)
"""Distances that were meant where a nought or a point slipped."""

_Check = Callable[[Race, Document], Iterator[Mistake]]


def mistakes_of(race: Race, document: Document, unsound: frozenset[str]) -> tuple[Mistake, ...]:
    """Mistakes in the facts of a race that was read from `document`.

    unsound   sections of the file from which something had to be left out; rules that rest on them are not applied
    """
    found = tuple(_riders(race, document))
    if found:
        unsound = unsound | {"riders"}  # who is meant by a name cannot be said
    if "event" not in unsound and (distance := tuple(_distance(race, document))):
        found, unsound = (*found, *distance), unsound | {"event"}  # moments of another distance say nothing
    for needs, check in _CHECKS:
        if unsound.isdisjoint(needs):
            found += tuple(islice(check(race, document), _MOST_FOUND))
    return found


def _riders(race: Race, document: Document) -> Iterator[Mistake]:
    names, names_shared = [rider.name for rider in race.riders], Counter(rider.last for rider in race.riders)
    for index, rider in enumerate(race.riders):
        location = ("riders", index)
        if not rider.first and names_shared[rider.last] > 1:
            message = f"{names_shared[rider.last]} riders are called {rider.last}, and this one has no given name"
            remedy = f"add `first: …`, or write `last` so that it differs: `{rider.last} II`"
            yield document.mistake((*location, "last"), message, remedy)
        elif rider.name in names[:index]:
            remedy = "take one line out, or write another `first`: each rider needs a name of his own"
            yield document.mistake((*location, "last"), f"{rider.name} is here a second time", remedy)
        if rider.name in RESERVED_NAMES:
            yield document.mistake((*location, "last"), f"{rider.name} has another meaning here", "write a capital")
    numbers = [(index, rider.number) for index, rider in enumerate(race.riders) if rider.number is not None]
    for index, again in _repeated(number for _, number in numbers):
        yield document.mistake(("riders", numbers[index][0], "number"), f"two riders have the number {again}")


def _names(race: Race, document: Document) -> Iterator[Mistake]:
    """Names in results, start order and crossing order. Those of the story are looked at with the story."""
    known = {rider.name for rider in race.riders}
    places: list[tuple[Location, str | None]] = [
        *((("results", i, "rider"), result.rider) for i, result in enumerate(race.results)),
        *((("start_order", i), name) for i, name in enumerate(race.start_order)),
        *((("crossing_order", i), name) for i, name in enumerate(race.crossing_order)),
    ]
    for location, name in places:
        if name is not None and name not in known:
            message, remedy = unknown_rider(race, name)
            if location[0] == "start_order" and not remedy.startswith("did"):
                remedy = did_you_mean(name, ("unknown",), otherwise=remedy)
            yield document.mistake(location, message, remedy)
    for section in ("results", "start_order", "crossing_order"):
        here = [(location, name) for location, name in places if location[0] == section]
        for index, again in _repeated(name for _, name in here):
            yield document.mistake(
                here[index][0], f"{again} is in {section} a second time", "a rider stands there once"
            )


def _start_order(race: Race, document: Document) -> Iterator[Mistake]:
    starters, known = set(race.starters), {rider.name for rider in race.riders}
    for index, name in enumerate(race.start_order):
        if name in known and name not in starters:
            yield document.mistake(("start_order", index), f"{name} did not start", "take the name out")
    if len(race.start_order) > len(starters):
        message = f"start_order has {len(race.start_order)} places, but {len(starters)} riders started"
        yield document.mistake(("start_order",), message, at_key=True)


def _starters(race: Race, document: Document) -> Iterator[Mistake]:
    """As many started as are listed without having been absent, or more: then some have no name."""
    if race.field_size is not None and race.field_size < len(race.starters):
        message = f"`starters` is {race.field_size}, and {len(race.starters)} riders are listed who started"
        remedy = f"write {len(race.starters)}, or say who did not start: `status: DNS`"
        yield document.mistake(("starters",), message, remedy)


def _sources(race: Race, document: Document) -> Iterator[Mistake]:
    for index, again in _repeated(source.id for source in race.sources):
        yield document.mistake(("sources", index, "id"), f"two sources have the id {again}", "give one another id")


def _track(race: Race, document: Document) -> Iterator[Mistake]:
    choice = race.track
    if choice.name is not None and choice.name not in track_names():
        yield document.mistake(("track", "base"), *unknown_track(choice.name))
        return
    written = dict(choice.measures)
    if choice.name is None or written:
        for wrong in measure_mistakes(choice.name, written):
            missing = wrong.key not in written and choice.name is None
            remedy = f"{wrong.remedy}, or the name of a known track as `base:`" if missing else wrong.remedy
            yield document.mistake(("track", wrong.key), wrong.message, remedy)


def _pacer(race: Race, document: Document) -> Iterator[Mistake]:
    pacer = race.pacer
    if pacer is None:
        return
    if event_of(race).usual_pacer() is None:
        message = f"a {race.event.kind} is raced without a pacer"
        yield document.mistake(("pacer",), message, "take `pacer` out", at_key=True)
        return
    if pacer.off.mark not in (Mark.LAPS_TO_GO, Mark.METRES_TO_GO, Mark.RACE_TIME):
        message = f"when the pacer leaves cannot be told by {pacer.off.mark}"
        yield document.mistake(("pacer", "off"), message, PACER_MOMENTS)
        return
    yield from _pacer_speed(race, pacer, document)
    wrong = moment_mistake(race, pacer.off) or _pacer_way(race, pacer, document)
    if wrong:
        half_m = f"{race.event.distance_m / 2:.0f} m to go"
        remedy = f"say when it leaves, as in `pacer: {{off: {half_m}}}`, or write `pacer: none`"
        yield document.mistake(("pacer", "off"), f"the pacer leaves at {pacer.off}: {wrong[0]}", remedy)


def _pacer_speed(race: Race, pacer: Pacer, document: Document) -> Iterator[Mistake]:
    """A pacer rides as pacers do, and never slower."""
    slowest, fastest = event_of(race).pacer_kmh
    usual = event_of(race).usual_pacer()
    fine = True
    for key, speed, example in (
        ("from_kmh", pacer.from_kmh, usual.from_kmh if usual else slowest),
        ("to_kmh", pacer.to_kmh, usual.to_kmh if usual else fastest),
    ):
        if not slowest <= speed <= fastest:
            fine = False
            remedy = f"write {example:g}, as by the rules, or what it was from {slowest:g} to {fastest:g} km/h"
            yield document.mistake(("pacer", key), f"no pacer rides at {speed:g} km/h", remedy)
    if fine and pacer.to_kmh < pacer.from_kmh:
        message = f"a pacer grows faster, not slower: {pacer.from_kmh:g} to {pacer.to_kmh:g} km/h"
        remedy = f"write {pacer.from_kmh:g} or more, or swap the two"
        key = "to_kmh" if document.has(("pacer", "to_kmh")) else "from_kmh"
        if key == "from_kmh":
            remedy = f"write {pacer.to_kmh:g} or less, or say `to_kmh`"
        yield document.mistake(("pacer", key), message, remedy)


def _pacer_way(race: Race, pacer: Pacer, document: Document) -> tuple[str, str] | None:
    """What is wrong with how far the pacer rides: the way is too short to grow faster on, or the whole race."""
    course = course_of_race(race)
    way = paced_way(mps(pacer.from_kmh), mps(pacer.to_kmh), pacer.off, course) if course else None
    if way is None:
        return None
    off_m = way.off_m
    if off_m > race.event.distance_m - _LEAST_RACED_M:
        return "nothing is left to be raced then", ""
    if pacer.standing and way.off_s < _JOINING_S:
        return f"riders who stand on the start line have not joined it within {off_m:.0f} m", ""
    grows = mps(pacer.to_kmh) ** 2 - mps(pacer.from_kmh) ** 2 > 2 * GAINS_MPS2 * off_m
    if grows and document.has(("pacer", "from_kmh")):
        return f"nobody follows from {pacer.from_kmh:g} to {pacer.to_kmh:g} km/h within {off_m:.0f} m", ""
    return None


def _distance(race: Race, document: Document) -> Iterator[Mistake]:
    """The distance is one over which such events are raced."""
    distance_m, (shortest, longest) = race.event.distance_m, event_of(race).distances_m
    if shortest <= distance_m <= longest:
        return
    meant = (distance_m * 10.0**power for power in (-1, 1, -2, 2, 3))
    least_m, most_m = max(_LIKELY_M[0], shortest), min(_LIKELY_M[1], longest)
    likely = next((f"{m:.10g}" for m in meant if least_m <= m <= most_m and m == round(m)), None)
    remedy = f"was {likely} meant?" if likely else f"write metres, from {shortest:g} to {longest:g}"
    yield document.mistake(("event", "distance_m"), f"no {race.event.kind} is raced over {distance_m:g} m", remedy)


def _match(race: Race, document: Document) -> Iterator[Mistake]:
    """The ride of a match that a file with one ride says it is."""
    match = race.match
    if match is None:
        return
    if event_of(race).wins_needed == 1:
        message = f"a {race.event.kind} is one race and no ride of a match"
        yield document.mistake(("match",), message, "take `match` out", at_key=True)
        return
    known = {rider.name for rider in race.riders}
    for index, name in enumerate(match.won_before):
        if name not in known:
            yield document.mistake(("match", "won_before", index), *unknown_rider(race, name))
    if len(match.won_before) > match.number - 1:
        message = f"{len(match.won_before)} rides won before ride {match.number}"
        yield document.mistake(("match", "won_before"), message, "one rider for each ride before it")
    wins = event_of(race).wins_needed
    decided = next((name for name, won in Counter(match.won_before).items() if won >= wins), None)
    if decided is not None:
        message = f"a ride after {decided} had won {wins} of them"
        yield document.mistake(("match", "won_before"), message, "mend who won before, or take `match` out")


def _event_rules(race: Race, document: Document) -> Iterator[Mistake]:
    """What the rules of the event exclude."""
    for wrong in event_of(race).mistakes(race):
        yield document.mistake(wrong.location, wrong.message, wrong.remedy, at_key=wrong.at_key)


def _repeated(values: Iterable[object]) -> Iterator[tuple[int, object]]:
    """Position and value of everything that was there before."""
    seen: Counter[object] = Counter()
    for index, value in enumerate(values):
        seen[value] += 1
        if value is not None and seen[value] > 1:
            yield index, value


def _if_ended(rule: _Check) -> _Check:
    """A rule for results, where there are any."""
    return lambda race, document: iter(()) if race.stopped else rule(race, document)


_CHECKS: tuple[tuple[tuple[str, ...], _Check], ...] = (
    (("riders",), _names),
    (("riders", "results", "start_order"), _start_order),
    (("riders", "results", "starters"), _starters),
    (("riders", "results", "stopped"), _if_ended(rank_mistakes)),
    (("riders", "results", "stopped"), _if_ended(gap_mistakes)),
    (("riders", "results", "track", "stopped"), _if_ended(crowd_mistakes)),
    (("riders", "results", "crossing_order", "stopped"), _if_ended(crossing_order_mistakes)),
    (("riders", "results", "track", "event", "sources", "times"), time_mistakes),
    (("riders", "results", "track", "event", "pacer", "sources", "story", "times", "stopped"), stop_mistakes),
    (("riders", "event", "match"), _match),
    (("riders", "results", "start_order", "track", "event", "story"), _event_rules),
    (("sources",), _sources),
    (("track",), _track),
    (("track", "event", "pacer"), _pacer),
    (("riders", "results", "track", "event", "pacer", "sources", "story"), story_mistakes),
    (("riders", "results", "track", "event", "pacer", "shots", "stopped"), shot_mistakes),
)
"""Each rule with the sections that it rests on."""
