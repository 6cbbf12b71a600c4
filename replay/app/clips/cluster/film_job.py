"""One film as a value that another machine can make, and the files that come of it.

Nothing is read there but what was sent, and nothing stays: the race file, pictures, fonts and earlier records come as
bytes, and so the film and what stands beside it go back.
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from replay.app.build import Replay, build
from replay.app.clips.one_clip import MOST_RACE_BYTES, Order, ready_clip, write_clip
from replay.app.clips.sidecars.sidecar_files import places_beside
from replay.app.filming import Choice
from replay.base.brand import Brand
from replay.base.errors import ReplayError
from replay.base.files.bounded_read import read_file
from replay.base.files.part_of_file import file_and_part, part_name
from replay.base.letters.typefaces import use_font
from replay.base.look import Weight
from replay.base.program import program_fingerprint
from replay.base.progress import Silent, Step
from replay.video.preset_values import Preset

Report = Callable[[float], None]
"""Told which share of a film is painted, 0 to 1."""

_ONE_AT_A_TIME = Lock()
"""Fonts are chosen for a whole process: of several threads of a worker one makes a film."""

_PLAN = "race.plan"


@dataclass(frozen=True, slots=True)
class SentRace:
    """A race file. ride: which of its rides is meant, None for no certain one; program: the hash of who sends it"""

    name: str
    data: bytes = field(repr=False)
    program: str
    ride: int | None = None

    @classmethod
    def of(cls, race_file: Path) -> SentRace:
        """A race file of this machine. Raises OSError."""
        file, ride = file_and_part(race_file)
        return cls(file.name, read_file(file, MOST_RACE_BYTES), program_fingerprint(), ride)

    def written(self, folder: Path) -> Path:
        """Write it into a folder. Returns the name by which its ride is opened."""
        place = folder / self.name
        place.write_bytes(self.data)
        return place if self.ride is None else Path(part_name(str(place), self.ride))


@dataclass(frozen=True, slots=True)
class FilmJob:
    """A film that is wanted, of a race that is solved.

    film    the name of its file
    beside  files that lie beside it there, by name: records of earlier exports
    fonts   files of the brand's fonts by weight; font: of the one that the user names, with the suffix of its name
    """

    race: SentRace
    film: str
    preset: Preset
    choice: Choice
    sound: bool
    sidecars: bool
    today: datetime.date
    brand: Brand = field(default=Brand(), repr=False)
    fonts: Mapping[Weight, tuple[str, bytes]] = field(default_factory=dict, repr=False)
    font: tuple[str, bytes] | None = field(default=None, repr=False)
    beside: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class MadeFilm:
    """What came of a job: its files by name, what is to be said of it, and how long it took."""

    files: Mapping[str, bytes] = field(repr=False)
    remarks: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class FailedFilm:
    """Why there is no film, in words: not every exception finds its way to another machine."""

    words: str


def solve_race(race: SentRace) -> bytes | FailedFilm:
    """The plan of a race."""
    try:
        with _folder(race) as (race_file, folder):
            build(race_file, plan=folder / _PLAN)
            return (folder / _PLAN).read_bytes()
    except (ReplayError, OSError, MemoryError) as error:
        return FailedFilm(f"{race.name}: {error}")


def make_film(plan: bytes | FailedFilm, job: FilmJob, report: Report) -> MadeFilm | FailedFilm:
    """The files of a film. plan: of its race"""
    if isinstance(plan, FailedFilm):
        return plan
    begun_s = time.perf_counter()
    try:
        with _ONE_AT_A_TIME, _folder(job.race) as (race_file, folder):
            (folder / _PLAN).write_bytes(plan)
            files, remarks = _made(race_file, folder, job, report)
            return MadeFilm(files, remarks, time.perf_counter() - begun_s)
    except (ReplayError, OSError, MemoryError) as error:
        return FailedFilm(str(error) or type(error).__name__)


def _made(race_file: Path, folder: Path, job: FilmJob, report: Report) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The film's files, and what is to be said of it."""
    out = folder / "out"
    out.mkdir()
    for name, data in job.beside.items():
        (out / name).write_bytes(data)
    use_font(None if job.font is None else str(_written(folder, "named", job.font)))
    fonts = {weight: str(_written(folder, weight.name, font)) for weight, font in job.fonts.items()}
    replay = build(race_file, plan=folder / _PLAN)
    order = Order(
        race_file=race_file,
        target=out / job.film,
        preset=job.preset,
        choice=job.choice,
        sound=job.sound,
        sidecars=job.sidecars,
        overwrite=True,
        painters=1,  # a worker may start no processes, and there is one for each core
    )
    clip = ready_clip(order, _without_files(replay), replace(job.brand, fonts=fonts), job.today)
    remarks = tuple(clip.remarks)
    write_clip(clip, _Shares(report))
    places = (order.target, *(places_beside(order.target).values() if job.sidecars else ()))
    return {place.name: place.read_bytes() for place in places}, remarks


def _without_files(replay: Replay) -> Replay:
    """A replay whose race names no files: what they held is in the brand that came with it."""
    return replace(replay, race=replace(replay.race, brand=None, finish_image=None))


def _written(folder: Path, name: str, font: tuple[str, bytes]) -> Path:
    suffix, data = font
    place = folder / f"{name}{suffix}"
    place.write_bytes(data)
    return place


@contextmanager
def _folder(race: SentRace) -> Iterator[tuple[Path, Path]]:
    """The race file in a folder, and another folder for the rest, for as long as the block lasts.

    Raises ReplayError where programs differ.
    """
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    if race.program != program_fingerprint():
        raise ReplayError("a worker has another version of this program: install the same on all machines")
    with TemporaryDirectory(prefix="velodrome-replay-") as name:
        places = Path(name) / "race", Path(name) / "rest"
        for place in places:
            place.mkdir()
        yield race.written(places[0]), places[1]


class _Shares(Silent):
    """Progress of which the share of the pictures is told."""

    def __init__(self, report: Report) -> None:
        self._report = report

    @contextmanager
    def stage(self, name: str, total: int = 0, unit: str = "") -> Iterator[Step]:  # noqa: ARG002 - the protocol's
        def step(done: int) -> None:
            if unit == "frames" and total:
                self._report(done / total)

        yield step
