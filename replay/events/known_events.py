"""The kinds of events that the program knows, by the word that race files use."""

from __future__ import annotations

from replay.events.event import Event
from replay.events.keirin import Keirin
from replay.events.sprint import Sprint
from replay.race.facts import Race

EVENTS: dict[str, Event] = {event.kind: event for event in (Keirin(), Sprint())}
"""A new kind of event is one module beside this one and one entry here."""


def event_of(race: Race) -> Event:
    """The event of a race. Raises KeyError for a kind that no race file can hold."""
    return EVENTS[race.event.kind]
