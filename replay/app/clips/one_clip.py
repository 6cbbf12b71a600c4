"""One clip from its order to its file: solve, compose, draw, encode, with the files beside it if they are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from replay.app.branding import theme_of
from replay.app.build import Replay
from replay.app.clips.painters.painters import Painters, painters_for
from replay.app.clips.painters.painting import Painting
from replay.app.clips.plates_ahead import PlatesAhead
from replay.app.clips.sidecars.clip_record import Making
from replay.app.clips.sidecars.poster import poster_frame
from replay.app.clips.sidecars.sidecar_files import texts_of, written_beside
from replay.app.filming import (
    Choice,
    Film,
    look_of,
    master_of,
    painter_of,
    plate_folder,
    plates_of,
    prepare,
    scene_of,
    shots_of,
    soundtrack_of,
    theme_for,
    too_long,
    words_of,
)
from replay.app.report import race_name
from replay.base.brand import Brand
from replay.base.files.bounded_read import read_file
from replay.base.files.part_of_file import whole_file_of
from replay.base.files.whole_file import check_place
from replay.base.letters.typefaces import fonts_in_use
from replay.base.program import program_version
from replay.base.progress import Progress
from replay.draw.hall.plates import PlateStore
from replay.draw.style.theme import Theme
from replay.draw.style.themes import DARK
from replay.scene.compose import Scene
from replay.video.encoder import AUDIO_BITRATE
from replay.video.export import Estimate, ExportJob, Report, estimate, export
from replay.video.preset_values import Preset
from replay.video.sound.soundtrack import Soundtrack
from replay.video.stills import still_bytes

MOST_RACE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Order:
    """A clip that is wanted.

    sound     whether it is heard
    sidecars  whether files are written beside it
    painters  processes that paint it at a time; None: one for each processor
    """

    race_file: Path
    target: Path
    preset: Preset
    choice: Choice
    sound: bool = True
    sidecars: bool = False
    overwrite: bool = False
    painters: int | None = None


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

    @property
    def remarks(self) -> Iterator[str]:
        """What to say before the work begins: what of it does not fit where the clip goes."""
        order = self.order
        yield from too_long(self.replay, order.preset, order.choice, self.scene.duration_s)
        yield from too_large(order.preset, self.estimate)

    @property
    def estimate(self) -> Estimate:
        """Frames, seconds and size, without painting anything."""
        return estimate(self.job)


def ready_clip(order: Order, replay: Replay, brand: Brand | None) -> ReadyClip:
    """The clip of an order, of a race that is solved, in the look that was asked for.

    Raises UsageError or InputError for what cannot be shown.
    """
    scene = scene_of(replay, order.preset.layout, order.preset.cut, order.choice)
    preset = order.preset.fitted(scene.duration_s, AUDIO_BITRATE)
    theme = theme_for(theme_of(replay.race, order.race_file, brand, order.choice.theme), preset)
    plates = plates_of(replay.velodrome, look=look_of(replay, theme.hall))
    times = preset.frame_times(0.0, scene.duration_s)
    film = Film(scene, replay.velodrome, preset.size, plates, times, theme)
    sound = soundtrack_of(scene) if order.sound else None
    job = ExportJob(times, film.paint, preset, words_of(scene, race_name(replay)), sound)
    return ReadyClip(order, replay, scene, theme, plates, film, sound, job)


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
    check_place(order.target, overwrite=order.overwrite)
    count = painters_for(len(clip.job.frame_times), order.preset.size, order.painters)
    with _painted(clip, count, progress) as painted, _beside(clip, progress) if order.sidecars else nullcontext():
        job = replace(clip.job, painted=painted)
        if clip.sound is not None:
            job = replace(job, sound=master_of(clip.sound, order.preset, progress))
        return export(job, order.target, overwrite=order.overwrite, progress=progress)


@contextmanager
def _painted(clip: ReadyClip, count: int, progress: Progress) -> Iterator[Painters | None]:
    """The frames of a clip as `count` painters paint them; None for one, who is this process.

    The first shot's plates are drawn here, because that is what everybody waits for.
    """
    size, first = clip.order.preset.size, clip.film.first_shots
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
    )
    texts = texts_of(clip.replay, scene, order.preset, making)
    with written_beside(order.target, texts, _poster(clip, progress), overwrite=order.overwrite):
        yield


def _poster(clip: ReadyClip, progress: Progress) -> bytes:
    """The decisive picture as PNG."""
    order, preset = clip.order, clip.order.preset
    hooked = partial(scene_of, clip.replay, preset.layout, preset.cut, replace(order.choice, hook=True))
    frame = poster_frame(clip.scene, hooked)
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
