"""Names that lead to one part of a file: `gold.yaml#2` is its second ride."""

from __future__ import annotations

import os
import re
from pathlib import Path

MOST_PARTS = 9
"""Parts of one file that can be named."""

_PART = re.compile(r"(?P<file>.+)#(?P<number>[1-9])", re.DOTALL)
_NUMBERED = re.compile(r"(?P<file>.+)#[0-9]+", re.DOTALL)


def file_and_part(path: Path) -> tuple[Path, int | None]:
    """The file that a name leads to, and the number of the part that is meant, from 1; None where none is named.

    A file that really is called so is meant whole.
    """
    found = _PART.fullmatch(path.name)
    if found is None or os.path.lexists(path):
        return path, None
    return path.with_name(found["file"]), int(found["number"])


def numbered_file(path: Path) -> Path | None:
    """The file of a name that ends in any number, those that no part has included; None where it ends in none."""
    found = _NUMBERED.fullmatch(path.name)
    return None if found is None else path.with_name(found["file"])


def whole_file_of(path: Path) -> Path:
    """The file in which a part lies; the file itself where none is named."""
    return file_and_part(path)[0]


def part_name(file: str, number: int) -> str:
    """The name of a part of a file."""
    return f"{file}#{number}"


def plain_stem(path: Path) -> str:
    """What files made from this one are called after: `gold` or, for its second part, `gold-2`."""
    file, number = file_and_part(path)
    return file.stem if number is None else f"{file.stem}-{number}"
