"""A file with the rides of a match, taken apart: each ride becomes the document of a race of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from replay.base.errors import InputError, Mistake
from replay.base.files.document import Document, Node
from replay.base.files.part_of_file import part_name
from replay.base.mistakes import did_you_mean
from replay.events.known_events import EVENTS, event_of
from replay.race.facts import Race
from replay.race.shown import RideOfMatch
from replay.racefile.assemble import key_of
from replay.racefile.whole.ride_shape import MOST_RIDES_IN_FILE, RIDE_KEYS

_RIDES = "rides"
_OF_TWO = 2
"""Riders of a match in several rides; three and four meet in one."""


def ride_documents(document: Document) -> tuple[Document, ...]:
    """A document for each ride, whose values remember where they were written; the document itself without rides.

    Raises InputError for rides that cannot be told apart from the rest of the file.
    """
    root = document.root
    if not isinstance(root.content, dict) or _RIDES not in root.content:
        return (document,)
    mistakes = tuple(_mistakes(document, root.content))
    if mistakes:
        raise InputError(mistakes)
    items = root.content[_RIDES].content
    assert isinstance(items, list)
    common = {key: node for key, node in root.content.items() if key != _RIDES}
    return tuple(replace(document, root=_merged(root, common, item)) for item in items)


def _merged(root: Node, common: dict[str, Node], ride: Node) -> Node:
    """What is said of all rides and of one of them, as one race."""
    assert isinstance(ride.content, dict)
    return Node(ride.mark, {**common, **ride.content}, {**root.keys, **ride.keys})


def _mistakes(document: Document, content: dict[str, Node]) -> Iterator[Mistake]:
    """What keeps rides from being races."""
    rides = content[_RIDES].content
    example = "begin each ride with a dash, as in `- results: […]`"
    if not isinstance(rides, list) or not rides:
        yield document.mistake((_RIDES,), "rides must be a list of rides", example)
        return
    if len(rides) > MOST_RIDES_IN_FILE:
        message = f"{len(rides)} rides of one match"
        yield document.mistake((_RIDES,), message, f"write {MOST_RIDES_IN_FILE} at most", at_key=True)
    for index, ride in enumerate(rides):
        if not isinstance(ride.content, dict) or not ride.content:
            yield document.mistake((_RIDES, index), "a ride is a group of keys", example)
            continue
        for key in ride.content:
            if key not in RIDE_KEYS:
                known = f"of a ride there are: {', '.join(RIDE_KEYS)}"
                remedy = (
                    "write it once, above `rides`" if key in content else did_you_mean(key, RIDE_KEYS, otherwise=known)
                )
                yield document.mistake((_RIDES, index, key), f"{key} is not said of a single ride", remedy, at_key=True)
    for key in (*RIDE_KEYS, "match"):
        if key in content:
            message = f"{key} stands beside rides, and nobody knows of which ride it is"
            remedy = "take it out: the order of the rides says it" if key == "match" else "move it into its ride"
            yield document.mistake((key,), message, remedy, at_key=True)
    yield from _without_rides(document)


def _without_rides(document: Document) -> Iterator[Mistake]:
    """Rides of an event that has none."""
    event = document.root.child("event")
    kind = event.child("kind") if event is not None else None
    known = EVENTS.get(str(kind.content)) if kind is not None else None
    if known is not None and known.wins_needed == 1:
        message = f"a {known.kind} is one race and has no rides"
        yield document.mistake((_RIDES,), message, "write a file for each race", at_key=True)


def in_match(races: Sequence[Race]) -> tuple[Race, ...]:
    """Races of one file as the rides of their match: which is which, and who has won before."""
    found: list[Race] = []
    number, won, again = 1, list[str](), False
    for place, race in enumerate(races, start=1):
        file = part_name(race.file, place) if len(races) > 1 else race.file
        ride = RideOfMatch(number, tuple(won), again)
        named = replace(race, file=file, match=ride)
        found.append(replace(named, key=key_of(named)))
        again = race.stopped is not None
        number += not again
        won += [race.winner] if race.winner is not None else []
    return tuple(found)


def match_mistakes(races: Sequence[Race], document: Document) -> Iterator[Mistake]:
    """Rides that a match cannot have: more than it needs, or one that was stopped and not ridden again."""
    wins = event_of(races[0]).wins_needed
    won: list[str] = []
    if len(races) > 1 and len(races[0].starters) > _OF_TWO:
        message = f"{len(races[0].starters)} riders in a match of several rides, which two ride"
        yield document.mistake(("riders",), message, "write a file for each race, or name the two", at_key=True)
    for index, race in enumerate(races):
        decided = next((name for name in dict.fromkeys(won) if won.count(name) >= wins), None)
        if decided is not None:
            message = f"a ride after {decided} had won {wins} of them"
            yield document.mistake((_RIDES, index), message, "take it out, or mend who won before")
            return
        if race.stopped is not None and index + 1 == len(races) and index > 0:
            message = "the last ride was stopped, and the ride in which it was decided is missing"
            yield document.mistake((_RIDES, index, "stopped"), message, "add the ride after it, or take this one out")
        won += [race.winner] if race.winner is not None else []
