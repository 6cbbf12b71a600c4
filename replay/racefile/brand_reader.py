"""From a brand file to the user's own look, or to all of its mistakes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from replay.base.brand import USUAL_LOGO_SHARE, Brand, BrandColours, Corner, PictureFile
from replay.base.colour import Colour, colour_of, written
from replay.base.errors import InputError, Mistake
from replay.base.files.bounded_read import input_name, read_file
from replay.base.files.document import Document, Location
from replay.base.files.yaml_text import read_document
from replay.base.letters.font_tables import read_font
from replay.base.look import BLACK, WHITE, Weight, contrast, readable_on
from replay.base.mistakes import did_you_mean, shown
from replay.racefile.brand_shape import BrandShape, FontsShape
from replay.racefile.fitting import fit

MOST_PICTURE_BYTES = 20_000_000

_READ_FIRST, _READ_SECOND = 7.0, 4.5
"""Least contrast with the panel (WCAG 2.2, 1.4.6 and 1.4.3): of words that are read first, and of all others."""

Trial = Callable[[bytes], str]
"""Says what is wrong with the bytes of a picture; '' where nothing is."""


def read_brand(path: Path, picture: Trial) -> Brand:
    """The look that a brand file asks for. Raises InputError with every mistake that was found.

    Files that it names are looked for from its own folder. picture: tries the bytes of a picture
    """
    document = read_document(path)
    fitted = fit(document, BrandShape, "a brand file")
    mistakes, shape = list(fitted.mistakes), fitted.shape
    if shape is None:
        raise InputError(tuple(mistakes))
    files = NamedFiles(path.parent, _refusing(fitted.document, mistakes))
    colours = _colours(shape, files)
    logo = shape.logo
    brand = Brand(
        corner=Corner(shape.corner),
        logo=files.picture(logo.file, ("logo", "file"), picture) if logo else None,
        logo_share=logo.height_percent / 100 if logo else USUAL_LOGO_SHARE,
        watermark=" ".join((shape.watermark or "").split()),
        colours=colours,
        fonts=_fonts(shape.font, files) if shape.font else MappingProxyType({}),
        capitals=shape.headline == "capitals",
        portraits=_pictures("portraits", shape.portraits, files, picture),
        badges=_pictures("badges", shape.badges, files, picture),
    )
    if mistakes:
        raise InputError(tuple(sorted(mistakes, key=lambda mistake: (mistake.line, mistake.column))))
    return brand


def _refusing(document: Document, mistakes: list[Mistake]) -> Callable[[Location, str, str], None]:
    """Adds mistakes at values of a document, at those around them where they are written shorter."""

    def refuse(location: Location, message: str, remedy: str) -> None:
        here = location if document.has(location) else location[:-1]
        mistakes.append(document.mistake(here, message, remedy))

    return refuse


class NamedFiles:
    """Files that another file names, looked for from its folder.

    refuse: is told where what is wrong, and the remedy
    """

    def __init__(self, folder: Path, refuse: Callable[[Location, str, str], None]) -> None:
        self.folder, self.refuse = folder, refuse

    def picture(self, name: str, location: Location, trial: Trial) -> PictureFile | None:
        data = self._read(name, location, "picture")
        why = "" if data is None else trial(data)
        if why:
            self.refuse(location, f"{shown(name)} cannot be used: {why}", "name a PNG, JPEG or WebP file")
        return PictureFile(input_name(self.folder / name), data) if data is not None and not why else None

    def font(self, name: str, location: Location) -> str | None:
        data = self._read(name, location, "font")
        if data is None:
            return None
        try:
            return read_font(self.folder / name).file
        except (OSError, ValueError) as failure:
            self.refuse(location, f"{shown(name)} cannot be used: {failure}", "name a .ttf or .otf file")
        return None

    def _read(self, name: str, location: Location, what: str) -> bytes | None:
        """The bytes of a file, None where they cannot be had."""
        path = self.folder / name
        try:
            data = read_file(path, MOST_PICTURE_BYTES + 1)
        except FileNotFoundError:
            remedy = did_you_mean(path.name, _names(path.parent), otherwise="name a file from the folder of this one")
            self.refuse(location, f"there is no {what} {shown(name)}", remedy)
            return None
        except (OSError, ValueError) as failure:
            why = getattr(failure, "strerror", None) or failure
            self.refuse(location, f"{shown(name)} cannot be read: {why}", f"name a {what} that can be read")
            return None
        if len(data) > MOST_PICTURE_BYTES:
            message = f"{shown(name)} is larger than {MOST_PICTURE_BYTES // 1_000_000} MB"
            self.refuse(location, message, "make it smaller: no picture here is shown larger than the film")
            return None
        return data


def _names(folder: Path) -> Iterator[str]:
    try:
        yield from (entry.name for entry in folder.iterdir())
    except OSError:
        return


def _pictures(key: str, named: Mapping[str, str], files: NamedFiles, trial: Trial) -> Mapping[str, PictureFile]:
    found = {name: files.picture(file, (key, name), trial) for name, file in named.items()}
    return MappingProxyType({name: picture for name, picture in found.items() if picture is not None})


def _fonts(shape: FontsShape, files: NamedFiles) -> Mapping[Weight, str]:
    """A file for every weight: of those that are not named, the nearest that is, the bolder of two."""
    named = [(weight, name) for weight in Weight if (name := getattr(shape, weight.name.lower())) is not None]
    if not named:
        files.refuse(("font",), "font names no file", "write `font: FILE`, or take the key out")
        return MappingProxyType({})
    found = {weight: files.font(name, ("font", weight.name.lower())) for weight, name in named}
    order = list(Weight)
    have = [weight for weight in order if found.get(weight)]

    def nearest(wanted: Weight) -> str | None:
        place = order.index(wanted)
        best = min(have, key=lambda weight: (abs(order.index(weight) - place), -order.index(weight)), default=None)
        return found[best] if best else None

    return MappingProxyType({weight: file for weight in order if (file := nearest(weight)) is not None})


def _colours(shape: BrandShape, files: NamedFiles) -> BrandColours:
    """The colours, each of which can be read on the panel."""
    asked, own = shape.colours, BrandColours()
    if asked is None:
        return own
    panel = colour_of(asked.panel) if asked.panel else own.panel
    if max(contrast(panel, end) for end in (WHITE, BLACK)) < _READ_FIRST:
        better = readable_on(WHITE, panel, _READ_FIRST)
        message = f"on a panel {written(panel)} neither white nor black can be read with ease"
        files.refuse(("colours", "panel"), message, f'write "{written(better)}"')
        return own
    found: dict[str, Colour] = {}
    for key, least in (("text", _READ_FIRST), ("second", _READ_SECOND), ("accent", _READ_SECOND)):
        text = getattr(asked, key)
        if text is None:
            usual = getattr(own, key)
            if usual is not None:
                found[key] = readable_on(panel, usual, least)
            continue
        colour = colour_of(text)
        if contrast(colour, panel) < least:
            message = (
                f"{key} {text} cannot be read on the panel {written(panel)}: contrast "
                f"{contrast(colour, panel):.1f}, at least {least:g} is needed"
            )
            files.refuse(("colours", key), message, f'write "{written(readable_on(panel, colour, least))}"')
        found[key] = colour
    return BrandColours(**found, panel=panel)
