"""From a brand file, or a race file that names one, to the theme of its pictures."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from replay.base.brand import Brand, PictureFile
from replay.base.errors import InputError, Mistake
from replay.base.files.document import Location
from replay.base.letters.typefaces import use_family
from replay.draw.pixels.images import what_is_wrong
from replay.draw.style.branded_theme import branded_theme
from replay.draw.style.theme import Theme
from replay.draw.style.themes import DARK, theme_named
from replay.race.facts import Race
from replay.race.shown import FinishPicture
from replay.racefile.brand_reader import NamedFiles, read_brand


def brand_of(file: str | None) -> Brand | None:
    """The brand of a file that an option names, None where none is. Raises InputError."""
    return None if file is None else read_brand(Path(file), what_is_wrong)


def theme_of(race: Race, race_file: Path, asked: Brand | None, named: str = DARK) -> Theme:
    """The theme of a race's pictures: of the brand that is asked for, else of the one that the race file names.

    named: the theme that it is laid over

    Words are drawn in its fonts from now on. Raises InputError.
    """
    brand = brand_for(race, race_file, asked)
    use_family(brand.fonts)
    base = theme_named(named)
    return branded_theme(brand, base) if brand != Brand() else base


def brand_for(race: Race, race_file: Path, asked: Brand | None) -> Brand:
    """The brand of a race's pictures: the one that is asked for, else the race file's; and its official picture.

    Raises InputError.
    """
    folder = race_file.parent
    brand = asked or (read_brand(folder / race.brand, what_is_wrong) if race.brand else Brand())
    if race.finish_image is None:
        return brand
    picture = _official(race, race.finish_image, folder)
    return replace(brand, finish_image=picture, finish_credit=race.finish_image.credit or "")


def brand_digest(brand: Brand) -> str:
    """A hash of all that a brand holds, with the contents of its pictures and fonts."""
    found = hashlib.sha256(repr(brand).encode("utf-8", "surrogateescape"))
    pictures = (brand.logo, brand.finish_image, *brand.portraits.values(), *brand.badges.values())
    for picture in pictures:
        found.update(hashlib.sha256(picture.data if picture else b"").digest())
    for font in brand.fonts.values():
        found.update(hashlib.sha256(Path(font).read_bytes()).digest())
    return found.hexdigest()


def _official(race: Race, named: FinishPicture, folder: Path) -> PictureFile | None:
    """The official picture of the finish. Raises InputError, at the key that names it."""
    mistakes: list[Mistake] = []

    def refuse(_: Location, message: str, remedy: str) -> None:
        mistakes.append(Mistake(race.file, *named.place, message, remedy))

    picture = NamedFiles(folder, refuse).picture(named.file, ("finish_image",), what_is_wrong)
    if mistakes:
        raise InputError(tuple(mistakes))
    return picture
