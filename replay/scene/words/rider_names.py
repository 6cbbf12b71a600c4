"""How riders are named in words, and races in which nobody is: tags stand for names then."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from replay.race.facts import Race, Rider
from replay.scene.frame.riders import RiderLook


def shown_name(race: Race, name: str) -> str:
    """The name of a rider in a sentence: the surname, or both names where two share it."""
    found = race.rider(name)
    return found.last if found.last == found.name else found.full_name


def without_names(race: Race, looks: tuple[RiderLook, ...]) -> Race:
    """The race with tags for the names of its riders, in words that others wrote as well.

    Riders keep the name by which the program knows them (`Rider.name`): it is shown nowhere.
    """
    tags = {look.name: look.marker for look in looks}
    return replace(
        race,
        riders=tuple(replace(rider, first=None, last=tags[rider.name]) for rider in race.riders),
        results=tuple(replace(line, reason=_tagged(line.reason, race, tags)) for line in race.results),
        story=tuple(replace(fact, caption=_tagged(fact.caption, race, tags)) for fact in race.story),
        headline=_tagged(race.headline, race, tags),
    )


def tagged(race: Race, looks: tuple[RiderLook, ...]) -> Callable[[str], str]:
    """Puts tags for the names of riders in words. race: with its names; looks: of all whose names may stand there."""
    tags = {look.name: look.marker for look in looks}
    return lambda words: _tagged(words, race, tags) or ""


def looks_without_names(looks: tuple[RiderLook, ...]) -> tuple[RiderLook, ...]:
    """The looks of riders of whom the tag on their chip is shown and no name."""
    return tuple(replace(look, display="") for look in looks)


def _tagged(words: str | None, race: Race, tags: Mapping[str, str]) -> str | None:
    """Words with tags for all names of riders in them, the longest names first; None where there are no words."""
    if words is None:
        return None
    spelt = {name: tags[rider.name] for rider in race.riders for name in _spellings(rider)}
    for name in sorted(spelt, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", spelt[name], words, flags=re.IGNORECASE)
    return words


def _spellings(rider: Rider) -> tuple[str, ...]:
    """How a rider may be named in words: whole, by surname and by given name."""
    both = (f"{rider.first} {rider.last}", f"{rider.last} {rider.first}", rider.first) if rider.first else ()
    return (*both, rider.name, rider.last)
