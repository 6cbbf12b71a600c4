"""How riders are named in words, and races in which nobody is: tags stand for names then."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from replay.race.facts import Race, Rider
from replay.scene.frame.riders import RiderLook

_NATION_LETTERS = 3
"""Of the code of a nation."""


def shown_name(race: Race, name: str) -> str:
    """The name of a rider in a sentence: the surname, or both names where two share it."""
    found = race.rider(name)
    return found.last if found.last == found.name else found.full_name


def without_names(race: Race, looks: tuple[RiderLook, ...]) -> Race:
    """The race with tags for the names of its riders, in words that others wrote as well. looks: those without names.

    Riders keep the name by which the program knows them (`Rider.name`): it is shown nowhere.
    """
    tags = {look.name: _spoken(look.marker) for look in looks}
    return replace(
        race,
        riders=tuple(replace(rider, first=None, last=tags[rider.name]) for rider in race.riders),
        results=tuple(replace(line, reason=_tagged(line.reason, race, tags)) for line in race.results),
        story=tuple(replace(fact, caption=_tagged(fact.caption, race, tags)) for fact in race.story),
        headline=_tagged(race.headline, race, tags),
    )


def tagged(race: Race, looks: tuple[RiderLook, ...]) -> Callable[[str], str]:
    """Puts tags for the names of riders in words. race: with its names; looks: those without names, of all who
    may be named there."""
    tags = {look.name: _spoken(look.marker) for look in looks}
    return lambda words: _tagged(words, race, tags) or ""


def looks_without_names(race: Race, looks: tuple[RiderLook, ...]) -> tuple[RiderLook, ...]:
    """The looks of riders of whom no name is shown, nor letters of one: their tags are neutral."""
    tags = neutral_tags(race.riders)
    return tuple(replace(look, display="", marker=tag) for look, tag in zip(looks, tags, strict=True))


def neutral_tags(riders: tuple[Rider, ...]) -> tuple[str, ...]:
    """Tags that say nothing of names: worn numbers where all have them, else nations where no two ride for one, else
    letters in the order of the file. No number is invented."""
    numbers = [str(rider.number) for rider in riders if rider.number is not None]
    nations = [rider.nation for rider in riders if rider.nation]
    if len(set(numbers)) == len(riders):
        return tuple(numbers)
    if len(set(nations)) == len(riders):
        return tuple(nations)
    return tuple(_letter(index) for index in range(len(riders)))


def _letter(index: int) -> str:
    """A, B, .. Z, AA, AB, .."""
    rest, last = divmod(index, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + last)


def _spoken(tag: str) -> str:
    """A tag as sentences have it: a nation by itself, 'Rider A', 'Rider 7'."""
    return tag if tag.isalpha() and len(tag) == _NATION_LETTERS else f"Rider {tag}"


def _tagged(words: str | None, race: Race, tags: Mapping[str, str]) -> str | None:
    """Words with tags for all names of riders in them, the longest names first; None where there are no words."""
    if words is None:
        return None
    spelt = {name: tags[rider.name] for rider in race.riders for name in _spellings(rider)}
    for name in sorted(spelt, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", spelt[name], words, flags=re.IGNORECASE)
    return words


def riders_named(race: Race, words: str) -> tuple[str, ...]:
    """The riders whose surname stands in words, as the file writes it, in the order in which they come."""
    found = ((re.search(rf"(?<!\w){re.escape(rider.last)}(?!\w)", words), rider.name) for rider in race.riders)
    return tuple(name for _, name in sorted((match.start(), name) for match, name in found if match))


def _spellings(rider: Rider) -> tuple[str, ...]:
    """How a rider may be named in words: whole, by surname and by given name."""
    both = (f"{rider.first} {rider.last}", f"{rider.last} {rider.first}", rider.first) if rider.first else ()
    return (*both, rider.name, rider.last)
