"""A row of numbered files that appear together, when all are whole: `name-%05d.png`, or a folder of its own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from replay.base.errors import OutputError
from replay.base.files.whole_file import check_unwritten, sync_to_disk, temporary_folder

_NUMBER = re.compile(r"%(?:0([1-9]))?d")

_OLD = "old"
"""In the temporary folder, what is replaced: it comes back if something fails."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """Numbered files in one folder. pattern: a name with one `%05d`; the first number is 1."""

    folder: Path
    pattern: str

    @classmethod
    def named(cls, text: str, ending: str) -> FileRow | None:
        """The row that a text names: a folder, by its slash, or a pattern that ends so; None: it names no row."""
        if text.endswith(("/", os.sep)) and text.strip("/" + os.sep):
            return cls(Path(text), f"%05d{ending}")
        path = Path(text)
        numbers = len(_NUMBER.findall(path.name))
        if numbers != 1 or path.name.count("%") != 1 or path.suffix.lower() != ending:
            return None
        return cls(path.parent, path.name)

    @property
    def path(self) -> Path:
        """The pattern as a path, for words."""
        return self.folder / self.pattern

    def name(self, number: int) -> str:
        """The name of one file."""
        return _NUMBER.sub(lambda found: f"{number:0{found[1] or 1}d}", self.pattern)

    def there(self) -> list[Path]:
        """The files of the row that are in its folder, whatever their numbers."""
        before, after = (re.escape(part) for part in (self.pattern[: self._at], self.pattern[self._at_end :]))
        fits = re.compile(f"{before}[0-9]+{after}")
        with suppress(FileNotFoundError):
            return sorted(entry for entry in self.folder.iterdir() if fits.fullmatch(entry.name))
        return []

    @property
    def _at(self) -> int:
        return next(_NUMBER.finditer(self.pattern)).start()

    @property
    def _at_end(self) -> int:
        return next(_NUMBER.finditer(self.pattern)).end()


def check_row(row: FileRow, *, overwrite: bool) -> None:
    """Raise OutputError, with the remedy, if a row cannot be written, or there is one of its files already."""
    try:
        there = row.there()
    except NotADirectoryError:
        raise OutputError(f"cannot write {row.path}: {row.folder} is a file, and no folder") from None
    except OSError as error:
        raise OutputError(f"cannot write {row.path}: {error.strerror}") from error
    where = _nearest(row)
    if not where.is_dir():
        raise OutputError(f"cannot write {row.path}: there is no folder {where}")
    if not os.access(where, os.W_OK | os.X_OK):
        raise OutputError(f"cannot write {row.path}: nothing may be written in the folder {where}")
    _check_free(row, there, overwrite=overwrite)
    check_unwritten(_beside(row))


@contextmanager
def whole_row(row: FileRow, *, overwrite: bool) -> Iterator[Path]:
    """Give a folder to write the files of a row into; on leaving the block all of them take their places.

    If anything fails nothing is left, and files that were to be replaced are as they were. Files of an older and longer
    row are gone: programs that read rows would take them for the end of this one. Raises OutputError.
    """
    check_row(row, overwrite=overwrite)
    try:
        with temporary_folder(_beside(row)) as folder:
            yield folder
            _check_free(row, row.there(), overwrite=overwrite)  # a long time may have passed
            files = sorted(folder.iterdir())
            for file in files:
                sync_to_disk(file)
            _take_places(row, folder, files)
    except OSError as error:
        raise OutputError(f"cannot write {row.path}: {error.strerror or error}") from error


def _check_free(row: FileRow, there: list[Path], *, overwrite: bool) -> None:
    if there and not overwrite:
        raise OutputError(f"{there[0]} exists; --force replaces the row, -o names another")
    if any(not place.is_file() for place in there):
        raise OutputError(f"cannot write {row.path}: a folder has the name of one of its files")


def _take_places(row: FileRow, folder: Path, files: list[Path]) -> None:
    """Move all files to their places, or none."""
    old = folder / _OLD
    old.mkdir()
    moves = [(place, old / place.name) for place in row.there()]
    moves += [(file, row.folder / file.name) for file in files]
    made, begun = not row.folder.exists(), list[tuple[Path, Path]]()
    try:
        row.folder.mkdir(exist_ok=True)
        for move in moves:
            begun.append(move)
            move[0].replace(move[1])
    except BaseException:  # Ctrl-C between two moves, above all: the row is whole or as it was
        for source, target in reversed(begun):
            with suppress(OSError):
                target.replace(source)
        if made:
            with suppress(OSError):
                row.folder.rmdir()
        raise


def _nearest(row: FileRow) -> Path:
    """The folder that has to be there."""
    return row.folder if row.folder.exists() else row.folder.parent


def _beside(row: FileRow) -> Path:
    """The place beside which the files are written: in the folder itself, or where it will be."""
    return row.path if row.folder.exists() else row.folder
