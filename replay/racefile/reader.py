"""From a race file to facts, or to all of its mistakes at once, each at its place and with what to write instead."""

from __future__ import annotations

from pathlib import Path

from replay.base.errors import InputError
from replay.base.files.document import Document
from replay.base.files.yaml_text import parse_document, read_document
from replay.race.facts import Race


def read_race(path: Path) -> Race:
    """The facts of a race file. Raises InputError with every mistake that was found."""
    return race_from(read_document(Path(path)))


def parse_race(data: bytes, file: str = "race.yaml") -> Race:
    """The facts of a race file whose bytes are at hand; `file` is its name in errors. Raises InputError."""
    return race_from(parse_document(data, file))


def race_from(document: Document) -> Race:
    """The facts of a document. Raises InputError."""
    # pydantic takes as long to import as numpy: only those who read a race pay for it.
    from replay.racefile.assemble import race_of
    from replay.racefile.checks.check import mistakes_of
    from replay.racefile.fitting import fit
    from replay.racefile.shape import RaceShape

    fitted = fit(document, RaceShape)
    mistakes = fitted.mistakes
    if fitted.shape is not None:
        race = race_of(fitted.shape, fitted.document)
        mistakes = (*mistakes, *mistakes_of(race, fitted.document, fitted.unsound))
        if not mistakes:
            return race
    raise InputError(mistakes)
