"""How each rider looks for a whole race: colours and marker, told apart from all others of that race."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from replay.base.colour import Colour, colour_of, difference, from_oklch
from replay.base.files.yaml_text import parse_document
from replay.base.letters.typefaces import capitals, clusters, drawable
from replay.base.resources import assets
from replay.race.facts import Race, Rider
from replay.scene.frame.riders import Kit, RiderLook
from replay.scene.riding.kit_solver import distinct_kits

DISTINCT = 0.11
"""Distance in OKLab from which two colours are told apart at a glance on a small chip."""

_WHITE: Colour = (242, 243, 245)
_DARK: Colour = (20, 22, 27)
_OTHER_TRIM = 0.35
"""A jersey that is farther than this from white in OKLab has a white stripe, else a dark one."""

_PARTICLES = (
    frozenset(
        (
            "af",
            "al",
            "av",
            "ben",
            "bin",
            "bint",
            "d'",
            "da",
            "dal",
            "dalla",
            "de",
            "degli",
            "dei",
            "del",
            "dela",
            "della",
        )
    )
    | frozenset(
        (
            "den",
            "der",
            "des",
            "di",
            "do",
            "dos",
            "du",
            "e",
            "el",
            "ez",
            "het",
            "ibn",
            "in",
            "la",
            "las",
            "le",
            "les",
            "lo",
        )
    )
    | frozenset(("los", "'t", "te", "ten", "ter", "till", "van", "ver", "vom", "von", "y", "zu", "zum", "zur"))
)
"""Words before surnames that many share."""

_SUFFIXES = frozenset(["jr", "sr", "jnr", "snr", "ii", "iii", "iv", "v", "filho", "neto", "júnior", "junior", "senior"])
"""Words after surnames, likewise, without a period."""

_PREFIX = re.compile(r"^(?:al|el|ad|an|ar|as|at|ash|bin|ibn)-(?=\w)|^[dlDL]['\u2019](?=\w)", re.IGNORECASE)
"""Articles that are written in one word with a surname: 'al-Sayed', "d'Almeida"."""

_SPARE = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#9AA5B8", "#7A4FC4", "#A9D650")
"""Chips for who is left: the palette of Okabe and Ito (2002), made for colour-blind eyes too, and three more."""

_LIGHTNESSES, _CHROMAS, _HUES = (0.75, 0.5, 0.88, 0.62, 0.36), (0.15, 0.07), 12
"""Of large fields without colours of their own: so many steps of OKLCh, as far as they can be shown."""


@dataclass(frozen=True, slots=True)
class NationColours:
    """A nation's kit, and the colour of its chips when the kit's is taken."""

    kit: Kit
    second: Colour


def looks_of(race: Race) -> tuple[RiderLook, ...]:
    """The look of every rider, in the order of `race.riders`."""
    markers = markers_of(race.riders)
    kits = kits_of(race.riders, nations())
    shared = _shared_surnames(race.riders)
    return tuple(
        RiderLook(
            name=rider.name,
            display=_display(rider, shared=rider.last in shared),
            rides_for=rider.rides_for,
            marker=marker,
            kit=kit,
        )
        for rider, marker, kit in zip(race.riders, markers, kits, strict=True)
    )


_NOT_ON_AIR = frozenset(["ASS", "CUM", "FAG", "FUC", "FUK", "NIG", "SEX", "TIT"])
"""Tags that are words which nobody wants beside a rider: another comes first."""


def markers_of(riders: tuple[Rider, ...]) -> tuple[str, ...]:
    """What each chip says: the worn number where the file has it, else two or three letters of the surname."""
    shared = _shared_surnames(riders)
    taken: list[str] = [str(rider.number) for rider in riders if rider.number is not None]
    markers: list[str] = []
    for rider in riders:
        tags = sorted(_tags(rider, shared=rider.last in shared), key=_NOT_ON_AIR.__contains__)
        marker = str(rider.number) if rider.number is not None else next(tag for tag in tags if tag not in taken)
        markers.append(marker)
        taken.append(marker)
    return tuple(markers)


def kits_of(riders: tuple[Rider, ...], colours: Mapping[str, NationColours]) -> tuple[Kit, ...]:
    """Kits in which no two chips look alike, as far as colours allow, and riders on the track neither.

    A colour from the file comes first.
    """
    kits = [_kit(rider, colours) for rider in riders]
    chips: list[Colour | None] = [kit.chip if rider.colour else None for rider, kit in zip(riders, kits, strict=True)]
    for k, rider in enumerate(riders):
        if chips[k] is None:
            nation = colours.get(rider.nation or "")
            wanted = [kits[k].chip, *([nation.second] if nation else []), *_spare()]
            chips[k] = _distinct(wanted, [chip for chip in chips if chip is not None])
    worn = [_wearing(kit, chip) for kit, chip in zip(kits, chips, strict=True) if chip is not None]
    return distinct_kits(_in_other_jerseys(worn))


@cache
def nations() -> Mapping[str, NationColours]:
    """Colours by nation, from the assets."""
    file = assets() / "nations.yaml"
    document = parse_document(file.read_bytes(), "nations.yaml").root.plain()
    table = document.get("nations") if isinstance(document, dict) else None
    if not isinstance(table, dict):
        raise ValueError("nations.yaml holds no table of nations")
    return {str(code): _nation({str(key): str(text) for key, text in row.items()}) for code, row in table.items()}


def _nation(row: dict[str, str]) -> NationColours:
    jersey, trim, helmet, chip, second = (colour_of(row[key]) for key in ("jersey", "trim", "helmet", "chip", "second"))
    return NationColours(Kit(jersey, trim, helmet, chip), second)


def _kit(rider: Rider, colours: Mapping[str, NationColours]) -> Kit:
    if rider.colour:
        own = colour_of(rider.colour)
        return Kit(own, _WHITE if difference(own, _WHITE) > _OTHER_TRIM else _DARK, own, own)
    known = colours.get(rider.nation or "")
    return known.kit if known else Kit(colour_of(_SPARE[0]), _WHITE, _WHITE, colour_of(_SPARE[0]))


def _in_other_jerseys(kits: list[Kit]) -> list[Kit]:
    """The kits, with the colour of the chip for a jersey that looks like another: on the track, too, no two ride in
    the same. Whose jersey has the colour of his chip keeps it."""
    found = list(kits)
    while True:
        alike = (
            rider
            for pair in itertools.combinations(range(len(found)), 2)
            if difference(found[pair[0]].jersey, found[pair[1]].jersey) < DISTINCT
            for rider in pair[::-1]
            if found[rider].jersey != found[rider].chip
        )
        rider = next(alike, None)
        if rider is None:
            return found
        found[rider] = _in_colour(found[rider], found[rider].chip)


def _wearing(kit: Kit, chip: Colour) -> Kit:
    """The kit with its chip; where the chip had to differ, jersey and helmet follow it: identity must hold on track."""
    return kit if chip == kit.chip else _in_colour(kit, chip)


def _in_colour(kit: Kit, chip: Colour) -> Kit:
    """The kit with jersey and chip of one colour."""
    helmet = kit.jersey if difference(kit.jersey, chip) > DISTINCT else _WHITE
    return replace(kit, jersey=chip, trim=kit.jersey if helmet == _WHITE else kit.trim, helmet=helmet, chip=chip)


def _distinct(wanted: list[Colour], taken: list[Colour]) -> Colour:
    """The first wanted colour that differs enough from all taken ones, else the one that differs most."""
    apart: list[float] = []
    for colour in wanted:
        apart.append(min((difference(colour, other) for other in taken), default=1.0))
        if apart[-1] >= DISTINCT:
            return colour
    return wanted[int(np.argmax(apart))]


@cache
def _spare() -> tuple[Colour, ...]:
    """Colours for who has none of his own: the palette, then steps through lightness, chroma and hue."""
    steps = itertools.product(_LIGHTNESSES, _CHROMAS, range(_HUES))
    made = (from_oklch(lightness, chroma, 2 * np.pi * hue / _HUES) for lightness, chroma, hue in steps)
    return (*(colour_of(text) for text in _SPARE), *(colour for colour in made if colour is not None))


def _shared_surnames(riders: tuple[Rider, ...]) -> set[str]:
    names = [rider.last for rider in riders]
    return {name for name in names if names.count(name) > 1}


def _display(rider: Rider, *, shared: bool) -> str:
    """Family name in capitals, with an initial where two share it, on the side on which the given name is said."""
    family = capitals(drawable(rider.last))
    if not shared or not rider.first:
        return family
    initial = f"{clusters(drawable(rider.first))[0]}."
    return f"{family} {initial}" if rider.given_name_last else f"{initial} {family}"


def _tags(rider: Rider, *, shared: bool) -> list[str]:
    """Tags for a rider, best first: the surname's first letters, then others of its letters in order.

    Of who has no name 'R5', by which he is called: no tag of a name has a figure in it.
    """
    if rider.unnamed:
        return ["R" + rider.name.split()[-1]]
    letters = _letters(_without_particles(rider.last)) or _letters(rider.last) or _letters(rider.name) or ["X"]
    initial = _letters(rider.first or "")[:1]
    plain = ["".join(letters[:3])] + [letters[0] + "".join(pair) for pair in itertools.combinations(letters[1:], 2)]
    mixed = ["".join([*initial, *letters[:2]]), *("".join([*initial, letters[0], each]) for each in letters[1:])]
    last_resort = [letters[0] + second for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    if not initial:
        return [*plain, *last_resort]
    return [*mixed, *plain, *last_resort] if shared else [*plain, *mixed, *last_resort]


def _letters(name: str) -> list[str]:
    """The letters of a name in capitals, each with its marks, as they are drawn."""
    return [letter for letter in clusters(capitals(drawable(name))) if letter[0].isalpha()]


def _without_particles(surname: str) -> str:
    """A surname from its first word that tells it from others: 'Poel' of 'van der Poel', 'Smith' of 'Smith Jr.'."""
    words = surname.split()
    while len(words) > 1 and words[-1].rstrip(".").casefold() in _SUFFIXES:
        words.pop()
    while len(words) > 1 and words[0].casefold() in _PARTICLES:
        words.pop(0)
    return _PREFIX.sub("", " ".join(words))
