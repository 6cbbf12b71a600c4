"""What the program remembers of its window: where each race was left, its size, and what was shown.

It is a convenience: what cannot be read is as if it had never been, and what cannot be written is forgotten.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from replay.base.errors import OutputError
from replay.base.files.bounded_read import read_file
from replay.base.files.whole_file import write_cached
from replay.viewer.picture_parts import Parts
from replay.viewer.playing.volume import LOUDEST, Volume

MOST_RACES = 8
"""So many races are remembered: the latest."""

_MOST_BYTES = 100_000
_LEAST_PX, _MOST_PX = 200, 10_000


@dataclass(frozen=True, slots=True)
class RecentRace:
    """A race that was shown. race_s: the race time at which it was left."""

    file: str
    title: str
    race_s: float


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered. races: the latest first; size: of the window, None: the usual"""

    races: tuple[RecentRace, ...] = ()
    size: tuple[int, int] | None = None
    shown: Parts = field(default_factory=Parts)
    volume: Volume = field(default_factory=Volume)


class WindowMemory:
    """Reads and writes what is remembered, in one folder; None: where the platform keeps such things."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(platformdirs.user_state_dir("velodrome-replay", appauthor=False))
        self.known = self._read()

    def race(self, file: Path) -> RecentRace | None:
        """What is remembered of a race file."""
        return next((race for race in self.known.races if race.file == _named(file)), None)

    def still(self, file: Path) -> Path:
        """Where the last picture of a race is kept."""
        return self._folder / f"{hashlib.sha256(_named(file).encode()).hexdigest()[:16]}.png"

    def keep(self, file: Path, title: str, race_s: float) -> None:
        """Remember where a race was left."""
        latest = RecentRace(_named(file), title, race_s)
        others = (race for race in self.known.races if race.file != latest.file)
        self._write(replace(self.known, races=(latest, *others)[:MOST_RACES]))

    def keep_window(self, size: tuple[int, int] | None, shown: Parts, volume: Volume | None = None) -> None:
        """Remember how large the window was, what it showed, and how loud it was; None: as before."""
        size, volume = size or self.known.size, volume or self.known.volume
        self._write(replace(self.known, size=size, shown=shown, volume=volume))

    def _read(self) -> Remembered:
        with suppress(OSError, ValueError, RecursionError):
            found = json.loads(read_file(self._folder / "window.json", _MOST_BYTES))
            if isinstance(found, dict):
                return Remembered(
                    tuple(_races(found.get("races"))),
                    _size(found.get("size")),
                    _parts(found.get("shown")),
                    _volume(found.get("volume")),
                )
        return Remembered()

    def _write(self, known: Remembered) -> None:
        self.known = known
        content = {
            "races": [{"file": race.file, "title": race.title, "race_s": race.race_s} for race in known.races],
            "size": known.size,
            "shown": {name: getattr(known.shown, name) for name in _switches()},
            "volume": {"level": known.volume.level, "muted": known.volume.muted},
        }
        stills = {self.still(Path(race.file)).name for race in known.races}
        with suppress(OSError, OutputError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_cached(self._folder / "window.json", (json.dumps(content, indent=1).encode(),))
            for old in self._folder.glob("*.png"):
                if old.name not in stills:
                    old.unlink(missing_ok=True)


def _named(file: Path) -> str:
    """A file by its whole name: it is remembered wherever the program is started next."""
    return str(file.absolute())


def _races(found: Any) -> Iterator[RecentRace]:
    for item in found if isinstance(found, list) else ():
        match item:
            case {"file": str(file), "title": str(title), "race_s": float(race_s)} if math.isfinite(race_s):
                yield RecentRace(file, title, race_s)


def _size(found: Any) -> tuple[int, int] | None:
    match found:
        case [int(width), int(height)] if min(width, height) >= _LEAST_PX and max(width, height) <= _MOST_PX:
            return width, height
    return None


def _parts(found: Any) -> Parts:
    known: Mapping[str, Any] = found if isinstance(found, dict) else {}
    chosen: dict[str, Any] = {name: known[name] for name in _switches() if isinstance(known.get(name), bool)}
    return replace(Parts(), **chosen)


def _volume(found: Any) -> Volume:
    match found:
        case {"level": int(level), "muted": bool(muted)} if 0 <= level <= LOUDEST:
            return Volume(int(level), muted)
    return Volume()


def _switches() -> tuple[str, ...]:
    """The parts that are on or off."""
    return tuple(part.name for part in fields(Parts) if part.type == "bool")
