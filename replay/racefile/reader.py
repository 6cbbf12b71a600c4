"""From a race file to facts, or to all of its mistakes at once, each at its place and with what to write instead."""

from __future__ import annotations

from pathlib import Path

from replay.base.errors import InputError, Mistake, UsageError
from replay.base.files.bounded_read import STDIN
from replay.base.files.document import Document
from replay.base.files.part_of_file import file_and_part, part_name
from replay.base.files.yaml_text import parse_document, read_document
from replay.race.facts import Race


def read_race(path: Path) -> Race:
    """The facts of a race file; of one with several rides those of the ride that is named (`gold.yaml#2`), else of the
    first. Raises InputError with every mistake that was found, UsageError for a ride that the file does not have."""
    file, number = file_and_part(Path(path))
    rides = rides_from(read_document(file))
    if number is not None and number > len(rides):
        has = "one ride" if len(rides) == 1 else f"{len(rides)} rides"
        raise UsageError(f"{file} has {has}, and no ride {number}")
    return rides[(number or 1) - 1]


def read_rides(path: Path) -> tuple[Race, ...]:
    """The facts of all rides of a race file, one for a file without rides. Raises InputError."""
    return rides_from(read_document(Path(path)))


def ride_files(path: Path) -> tuple[Path, ...]:
    """The names by which the rides of a race file are opened, one after another: the file itself where it has no rides,
    where one is named, and where it cannot be read (whoever opens it says why)."""
    file, number = file_and_part(path)
    if number is not None or file == STDIN:
        return (path,)
    try:
        if not file.is_file():  # a pipe can be read only once
            return (path,)
        document = read_document(file)
        rides = document.root.child("rides")
        if rides is not None:
            rides_from(document)  # its mistakes are told once, and not once for each ride
    except (InputError, OSError):
        return (path,)
    count = len(rides.content) if rides is not None and isinstance(rides.content, list) else 1
    return tuple(Path(part_name(str(path), ride)) for ride in range(1, min(count, 9) + 1)) if count > 1 else (path,)


def parse_race(data: bytes, file: str = "race.yaml") -> Race:
    """The facts of a race file whose bytes are at hand; `file` is its name in errors. Raises InputError."""
    return race_from(parse_document(data, file))


def race_from(document: Document) -> Race:
    """The facts of a document, of its first ride where it has several. Raises InputError."""
    return rides_from(document)[0]


def rides_from(document: Document) -> tuple[Race, ...]:
    """The facts of all rides of a document, one race for a document without rides. Raises InputError."""
    # pydantic takes as long to import as numpy: only those who read a race pay for it.
    from replay.racefile.whole.rides import in_match, match_mistakes, ride_documents

    documents = ride_documents(document)
    found: list[Race] = []
    mistakes: dict[Mistake, None] = {}
    for ride in documents:
        race, wrong = _race_of(ride)
        mistakes |= dict.fromkeys(wrong)  # what is said once for all rides is wrong once
        if race is not None:
            found.append(race)
    if not mistakes and len(documents) > 1:
        mistakes |= dict.fromkeys(match_mistakes(found, document))
    if mistakes:
        raise InputError(tuple(mistakes))
    return in_match(found) if document.has(("rides",)) else tuple(found)


def _race_of(document: Document) -> tuple[Race | None, tuple[Mistake, ...]]:
    """The facts of the document of one race, and its mistakes."""
    from replay.racefile.assemble import race_of
    from replay.racefile.checks.check import mistakes_of
    from replay.racefile.fitting import fit
    from replay.racefile.shape import RaceShape

    fitted = fit(document, RaceShape)
    if fitted.shape is None:
        return None, fitted.mistakes
    race = race_of(fitted.shape, fitted.document)
    return race, (*fitted.mistakes, *mistakes_of(race, fitted.document, fitted.unsound))
