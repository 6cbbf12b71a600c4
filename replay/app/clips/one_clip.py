"""One clip from its order to its file: solve, compose, draw, encode, with the files beside it if they are asked for."""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from replay.app.branding import theme_of
from replay.app.build import Replay
from replay.app.clips.film_sound import sound_beside, soundtrack_of
from replay.app.clips.length_limits import too_long
from replay.app.clips.painters.painters import Painters, painters_for
from replay.app.clips.painters.painting import Painting
from replay.app.clips.plates_ahead import PlatesAhead
from replay.app.clips.sidecars.clip_record import Making
from replay.app.clips.sidecars.corrections import NOTHING_CORRECTED, Correction, correction_of, with_version
from replay.app.clips.sidecars.poster import poster_frame
from replay.app.clips.sidecars.sidecar_files import texts_of, written_beside
from replay.app.filming import (
    Choice,
    Film,
    OverlayFilm,
    look_of,
    painter_of,
    plate_folder,
    plates_of,
    prepare,
    scene_of,
    sharp,
    shots_of,
    theme_for,
)
from replay.app.race_words import words_of
from replay.app.report import race_name
from replay.base.brand import Brand
from replay.base.errors import UsageError
from replay.base.files.bounded_read import read_file
from replay.base.files.file_row import FileRow
from replay.base.files.part_of_file import whole_file_of
from replay.base.files.whole_file import check_place, whole_file
from replay.base.letters.typefaces import fonts_in_use
from replay.base.program import program_version
from replay.base.progress import Progress
from replay.draw.hall.plates import PlateStore
from replay.draw.pixels.own_memory import keep_together
from replay.draw.style.theme import Theme
from replay.draw.style.themes import DARK
from replay.scene.compose import Scene
from replay.video.encoder import AUDIO_BITRATE
from replay.video.estimate import Estimate
from replay.video.export import ExportJob, Report, estimate, export
from replay.video.picture_row import export_row, row_estimate
from replay.video.preset_values import FileKind, Preset
from replay.video.sound.soundtrack import Soundtrack
from replay.video.stills import still_bytes

MOST_RACE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Order:
    """A clip that is wanted.

    sound     whether it is heard
    sidecars  whether files are written beside it
    painters  processes that paint it at a time; None: one for each processor
    row       numbered pictures that an overlay is written as, at the target; None: it is one file
    """

    race_file: Path
    target: Path
    preset: Preset
    choice: Choice
    sound: bool = True
    sidecars: bool = False
    overwrite: bool = False
    painters: int | None = None
    row: FileRow | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ReadyClip:
    """A clip of which everything is known and nothing is drawn. sound: not yet at its loudness."""

    order: Order
    replay: Replay
    scene: Scene
    theme: Theme
    plates: PlateStore
    film: Film
    sound: Soundtrack | None
    job: ExportJob
    correction: Correction = NOTHING_CORRECTED

    @property
    def remarks(self) -> Iterator[str]:
        """What to say before the work begins: what it corrects, and what of it does not fit where the clip goes."""
        order = self.order
        yield from self.correction.lines(recorded=order.sidecars)
        if order.preset.file is not FileKind.PNG:
            yield from too_long(self.replay, order.preset, order.choice, self.scene.duration_s)
        yield from too_large(order.preset, self.estimate)

    @property
    def estimate(self) -> Estimate:
        """Frames, seconds and size, without painting anything."""
        return row_estimate(self.job) if self.order.row else estimate(self.job)


def ready_clip(order: Order, replay: Replay, brand: Brand | None, today: datetime.date | None = None) -> ReadyClip:
    """The clip of an order, of a race that is solved, in the look that was asked for.

    today: the date of what it corrects, the clock's where it is None

    Raises UsageError or InputError for what cannot be shown.
    """
    if order.choice.clean and _is_overlay(order.preset):
        raise UsageError("--clean lays nothing over the picture, and an overlay is nothing else: leave out --clean")
    fps = order.preset.fps if order.preset.file is not FileKind.PNG else None
    scene = scene_of(replay, order.preset.layout, order.preset.cut, order.choice, fps=fps)
    correction = correction_of(replay, scene, order.target, order.race_file.name, today or datetime.date.today())
    scene = with_version(scene, correction)
    preset = order.preset.fitted(scene.duration_s, AUDIO_BITRATE)
    theme = theme_for(theme_of(replay.race, order.race_file, brand, order.choice.theme), preset)
    plates = plates_of(replay.velodrome, look=look_of(replay, theme.hall))
    times = (0.0,) if preset.file is FileKind.PNG else preset.frame_times(0.0, scene.duration_s)
    film = Film(scene, replay.velodrome, preset.size, plates, times, theme)
    sound = soundtrack_of(scene) if order.sound and preset.has_sound else None
    paint = OverlayFilm(scene, replay.velodrome, preset.size, theme).paint if _is_overlay(preset) else film.paint
    job = ExportJob(times, paint, preset, words_of(scene, race_name(replay)), sound)
    return ReadyClip(order, replay, scene, theme, plates, film, sound, job, correction)


def too_large(preset: Preset, foretold: Estimate) -> Iterator[str]:
    """What to say, before any work, of a film that is larger than a place takes, even if its cameras stand."""
    least_mb = foretold.size_bytes[0] / 1e6
    for limit in preset.limits:
        if least_mb > limit.most_mb:
            message = f"the film will be about {least_mb:.0f} MB at least, and {limit.place} takes {limit.most_mb:g} MB"
            yield f"{message}: choose a shorter part with --from and --to, or another --preset"


def write_clip(clip: ReadyClip, progress: Progress) -> Report:
    """Write a clip, and the files beside it: all of them, or none.

    Raises OutputError, before anything is drawn where that can be known.
    """
    order = clip.order
    keep_together()
    if order.row is not None:
        return export_row(clip.job, order.row, overwrite=order.overwrite, progress=progress)
    check_place(order.target, overwrite=order.overwrite)
    if order.preset.file is FileKind.PNG:
        return _write_picture(clip, progress)
    count = painters_of(clip)
    with (
        sound_beside(clip.sound, order.preset) as sound,
        _painted(clip, count, progress) as painted,
        _beside(clip, progress) if order.sidecars else nullcontext(),
    ):
        job = replace(clip.job, painted=painted, sound=sound)
        return export(job, order.target, overwrite=order.overwrite, progress=progress)


def painters_of(clip: ReadyClip) -> int:
    """How many processes paint a clip: one, where it is no film."""
    order = clip.order
    if order.preset.file is not FileKind.MP4:
        return 1
    return painters_for(len(clip.job.frame_times), order.preset.size, order.painters)


def _write_picture(clip: ReadyClip, progress: Progress) -> Report:
    """Write the decisive picture of a clip, and nothing else."""
    order, begun_s = clip.order, time.perf_counter()
    with whole_file(order.target, overwrite=order.overwrite, alone=True) as temporary:
        temporary.write_bytes(_poster(clip, progress))
        size_bytes = temporary.stat().st_size
    seconds = time.perf_counter() - begun_s
    return Report(1, seconds, draw_s=seconds, convert_s=0.0, wait_s=0.0, encode_s=0.0, size_bytes=size_bytes)


def _is_overlay(preset: Preset) -> bool:
    return preset.file is FileKind.MOV


@contextmanager
def _painted(clip: ReadyClip, count: int, progress: Progress) -> Iterator[Painters | None]:
    """The frames of a clip as `count` painters paint them; None for one, who is this process.

    The first shot's plates are drawn here, because that is what everybody waits for.
    """
    size, first = clip.order.preset.size, clip.film.first_shots
    if _is_overlay(clip.order.preset):
        yield None
        return
    if count == 1:
        prepare(clip.plates, first, size, progress)
        with PlatesAhead(clip.plates, clip.scene.timeline.shots, size):
            yield None
        return
    painting, wanted = painting_of(clip)
    painters = Painters(painting, count, wanted)
    shots = list(enumerate(painting.shots))
    painters.are_there(n for n, shot in shots if clip.plates.has(shot, shot.box_px(size)[2:], on_disk=True))
    ours = [n for n, shot in shots if shot in first]
    painters.leave(ours)
    with painters:
        prepare(clip.plates, first, size, progress)
        painters.are_there(ours)
        yield painters


def painting_of(clip: ReadyClip) -> tuple[Painting, tuple[tuple[int, ...], ...]]:
    """The film of a clip by value, and for each frame which of its shots are on."""
    timeline, times = clip.scene.timeline, tuple(clip.job.frame_times)
    shots = tuple(dict.fromkeys(timeline.shots))
    place = {shot: number for number, shot in enumerate(shots)}
    spans = (timeline.span_at(time) for time in times)
    on = ((span.shot,) if span.beside is None else (span.shot, span.beside[0]) for span in spans)
    font, family = fonts_in_use()
    painting = Painting(
        scene=clip.scene,
        velodrome=clip.replay.velodrome,
        size=clip.order.preset.size,
        look=look_of(clip.replay, clip.theme.hall),
        theme=clip.theme,
        times=times,
        shots=shots,
        plate_folder=plate_folder(),
        font=font,
        family=family,
    )
    return painting, tuple(tuple(place[shot] for shot in each) for each in on)


@contextmanager
def _beside(clip: ReadyClip, progress: Progress) -> Iterator[None]:
    """The files beside a clip, made before it: they appear with it."""
    order, scene = clip.order, clip.scene
    making = Making(
        race_sha256=file_sha256(order.race_file),
        program=program_version(),
        options=options_of(order, hooked=scene.wish.hook and scene.wish.cards),
        frames=len(clip.job.frame_times),
        version=clip.correction.version,
        race_name=order.race_file.name,
    )
    texts = texts_of(clip.replay, scene, order.preset, making)
    with written_beside(order.target, texts, _poster(clip, progress), overwrite=order.overwrite):
        yield


def _poster(clip: ReadyClip, progress: Progress) -> bytes:
    """The decisive picture as PNG."""
    order, preset = clip.order, clip.order.preset
    hooked = partial(scene_of, clip.replay, preset.layout, preset.cut, replace(order.choice, hook=True))
    frame = poster_frame(sharp(clip.scene), hooked)
    prepare(clip.plates, shots_of(frame), preset.size, progress)
    picture = painter_of(clip.replay.velodrome, preset.size, clip.plates, clip.theme).paint(frame)
    words = clip.job.words
    texts = {"Title": words.title, "Description": words.comment, "Software": "velodrome-replay"}
    return still_bytes(picture.pixels, texts)


def options_of(order: Order, *, hooked: bool) -> dict[str, Any]:
    """What was asked for, by the names of the command line: what was not is left out.

    hooked: whether the film opens with the decisive moment
    """
    choice = order.choice
    asked = {
        "from": choice.from_when,
        "to": choice.to_when,
        "camera": choice.camera,
        "speed": choice.speed,
        "cut": choice.cut and str(choice.cut),
        "length": choice.length_s,
        "hook": hooked,
        "doubt": choice.ranges,
        "clean": choice.clean,
        "no-names": not choice.names,
        "calm": choice.calm,
        "no-blur": not choice.blur,
        "theme": choice.theme if choice.theme != DARK else None,
        "no-sound": not order.sound,
    }
    return {name: value for name, value in asked.items() if value not in (None, False)}


def file_sha256(file: Path) -> str | None:
    """The hash of a race file's bytes; None for a pipe, which cannot be read twice."""
    try:
        return hashlib.sha256(read_file(whole_file_of(file), MOST_RACE_BYTES)).hexdigest()
    except OSError:
        return None
