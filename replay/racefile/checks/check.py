"""Rules across the fields of a race file: every mistake at once, each at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from replay.base.document import Document, Location
from replay.base.errors import Mistake
from replay.events.known_events import event_of
from replay.race.facts import Race
from replay.race.when import Mark
from replay.racefile.checks.check_results import crossing_order_mistakes, gap_mistakes, rank_mistakes
from replay.racefile.checks.check_stopped import stop_mistakes
from replay.racefile.checks.check_story import story_mistakes
from replay.racefile.checks.check_times import time_mistakes
from replay.racefile.checks.moment_rules import moment_mistake
from replay.racefile.checks.names import RESERVED_NAMES, unknown_rider
from replay.track.catalogue import measure_mistakes, track_names, unknown_track

_Check = Callable[[Race, Document], Iterator[Mistake]]


def mistakes_of(race: Race, document: Document, unsound: frozenset[str]) -> tuple[Mistake, ...]:
    """Mistakes in the facts of a race that was read from `document`.

    unsound   sections of the file from which something had to be left out; rules that rest on them are not applied
    """
    found = tuple(_riders(race, document))
    if found:
        unsound = unsound | {"riders"}  # who is meant by a name cannot be said
    for needs, check in _CHECKS:
        if unsound.isdisjoint(needs):
            found += tuple(check(race, document))
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
            yield document.mistake(location, *unknown_rider(race, name))
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
        yield document.mistake(("pacer", "off"), message, "write `3 laps to go`, `750 m to go` or seconds")
        return
    wrong = moment_mistake(race, pacer.off)
    if wrong:
        remedy = "say when it leaves: `pacer: {off: 2 laps to go}`, or write `pacer: none`"
        yield document.mistake(("pacer", "off"), f"the pacer leaves at {pacer.off}: {wrong[0]}", remedy)


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
    (("riders", "results", "stopped"), _if_ended(rank_mistakes)),
    (("riders", "results", "stopped"), _if_ended(gap_mistakes)),
    (("riders", "results", "crossing_order", "stopped"), _if_ended(crossing_order_mistakes)),
    (("riders", "results", "track", "event", "sources", "times"), time_mistakes),
    (("riders", "results", "track", "event", "pacer", "sources", "story", "times", "stopped"), stop_mistakes),
    (("sources",), _sources),
    (("track",), _track),
    (("track", "event", "pacer"), _pacer),
    (("riders", "results", "track", "event", "pacer", "sources", "story"), story_mistakes),
)
"""Each rule with the sections that it rests on."""
