"""What is drawn by lot: chances that hang on which race it is, and not on how exactly its file tells it.

A file gives one race, whoever renders it. And when a result is corrected, a gap, a name's spelling or a caption, the
course that was drawn stays the same where it can: viewers of both versions see one race. So the seed is what a race is
known by: its event, round and heat, the day (or else the meeting), its distance, the ride of a match, and the family
names of those who ride.
"""

from __future__ import annotations

import random

from replay.base.letters.normal_text import plain_spelling
from replay.race.facts import Race
from replay.race.riders.category_words import category_of


def lot(race: Race, what: str) -> random.Random:
    """Chances for what is drawn of a race; `what` names it, so that two things are not drawn alike."""
    return random.Random(f"{what} {identity_of(race)}")


def identity_of(race: Race) -> str:
    """What a race is known by, in words that hardly change when its file is corrected."""
    event = race.event
    said = (
        event.kind,
        category_of(event.category).category.name,
        plain_spelling(event.round or ""),
        plain_spelling(event.heat or ""),
        f"{event.distance_m:g}",
        race.meet.date or plain_spelling(race.meet.title),
        f"{race.match.number}{race.match.again}" if race.match is not None else "",
        *sorted(plain_spelling(rider.last) for rider in race.riders),
    )
    return "|".join(said)
