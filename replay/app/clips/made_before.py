"""What earlier batches made in a folder: by which inputs, and with which files, so that it is not made again.

A film is up to date if nothing of which it is made has changed: the race file, its format, what was asked for, the
look, the fonts and the program. The record lies in the folder itself, and goes with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from replay.app.branding import brand_digest, brand_for
from replay.app.clips.one_clip import Order
from replay.app.clips.sidecars.sidecar_files import places_beside
from replay.base.brand import Brand
from replay.base.files.bounded_read import read_file
from replay.base.files.whole_file import whole_file
from replay.base.program import program_fingerprint
from replay.race.facts import Race

RECORD = "exports.json"
"""The name of the record in its folder."""

_FORMAT = 1
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one order: the hash of its inputs, and its files with their sizes in bytes."""

    inputs: str
    files: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadeBefore:
    """All that earlier batches made in a folder, by the name of the film."""

    folder: Path
    films: Mapping[str, Made] = field(default_factory=dict)

    @classmethod
    def of_folder(cls, folder: Path) -> Self:
        """The record of a folder; an empty one where there is none, or none that can be read."""
        try:
            written = json.loads(read_file(folder / RECORD, _MOST_BYTES))
            if written["format"] != _FORMAT:
                return cls(folder)
            films = {name: Made(str(one["inputs"]), _sizes(one["files"])) for name, one in written["films"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(folder)
        return cls(folder, films)

    def is_up_to_date(self, order: Order, inputs: str) -> bool:
        """Whether the films and all files beside it that are asked for are there, made of the same."""
        made = self.films.get(order.target.name)
        if made is None or made.inputs != inputs:
            return False
        return all(_size(place) == made.files.get(place.name, -1) for place in _places(order))

    def is_own(self, order: Order) -> bool:
        """Whether every file of an order that exists was made by an earlier batch, and not touched since."""
        made = self.films.get(order.target.name)
        there = [place for place in _places(order) if place.exists() or place.is_symlink()]
        return made is not None and all(_size(place) == made.files.get(place.name, -1) for place in there)

    def with_made(self, order: Order, inputs: str) -> Self:
        """The record with an order that was just made."""
        sizes = {place.name: size for place in _places(order) if (size := _size(place)) is not None}
        return replace(self, films={**self.films, order.target.name: Made(inputs, sizes)})

    def write(self) -> None:
        """Keep the record. Raises OutputError."""
        films = {name: {"inputs": made.inputs, "files": dict(made.files)} for name, made in sorted(self.films.items())}
        text = json.dumps({"format": _FORMAT, "films": films}, indent=2, ensure_ascii=False)
        with whole_file(self.folder / RECORD, overwrite=True) as temporary:
            temporary.write_text(f"{text}\n", encoding="utf-8")


def inputs_digest(order: Order, race: Race, race_sha256: str, brand: Brand | None, font: Path | None) -> str:
    """A hash of all that a film is made of. Raises InputError for a look that cannot be read, OSError for a font."""
    inputs = {
        "race": race_sha256,
        "preset": asdict(order.preset),
        "choice": asdict(order.choice),
        "sound": order.sound,
        "look": brand_digest(brand_for(race, order.race_file, brand)),
        "font": hashlib.sha256(font.read_bytes()).hexdigest() if font else "",
        "program": program_fingerprint(),
    }
    return hashlib.sha256(json.dumps(inputs, sort_keys=True, default=str).encode()).hexdigest()


def _places(order: Order) -> tuple[Path, ...]:
    """The files of an order: the film, and those beside it if they are asked for."""
    return (order.target, *(places_beside(order.target).values() if order.sidecars else ()))


def _size(file: Path) -> int | None:
    """Bytes of a file, None where there is none."""
    try:
        return file.stat().st_size
    except OSError:
        return None


def _sizes(written: Mapping[str, Any]) -> dict[str, int]:
    return {str(name): int(size) for name, size in written.items()}
