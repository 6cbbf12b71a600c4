"""An export to a file: draw, convert, encode, with nothing left behind when it fails."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np

from replay.base.errors import OutputError, UsageError
from replay.base.files.whole_file import check_place, whole_file
from replay.base.progress import Progress, Silent, Step, duration
from replay.video.encoder import Encoder, FilmMetadata, LateSound
from replay.video.estimate import Estimate, encoder_line, megabytes, size_bytes
from replay.video.picture_films import opaque, picture_film
from replay.video.preset_values import FileKind, Preset
from replay.video.yuv import BgrxPicture, Bytes, YuvConverter

SWITCH_INTERVAL_S = 0.0001
"""How long one thread keeps Python from the other. At the usual 5 ms the encoder waits for the painter."""


@dataclass(frozen=True, slots=True)
class PaintedFrame:
    """A frame that was painted and converted elsewhere: planes Y, U and V, and what it took."""

    planes: Sequence[Bytes]
    draw_s: float
    convert_s: float


@dataclass(frozen=True, slots=True)
class ExportJob:
    """One export: what is painted, when, and in which format.

    frame_times  video times of the frames, s (`Preset.frame_times`)
    paint        the picture of a video time; it may stay the painter's own until the next call
    sound        of the film, or one that is still being made; None: it is silent
    painted      all frames in their order, each good until the next is asked for; None: `paint` paints them
    """

    frame_times: Sequence[float]
    paint: Callable[[float], BgrxPicture]
    preset: Preset
    words: FilmMetadata = field(default_factory=FilmMetadata)
    sound: LateSound | None = None
    painted: Iterable[PaintedFrame] | None = None

    @property
    def duration_s(self) -> float:
        return len(self.frame_times) / self.preset.fps


@dataclass(frozen=True, slots=True)
class Report:
    """What an export took. Drawing, converting and waiting share one thread, encoding has its own.

    With several painters, drawing and converting are the sums of all.
    """

    frames: int
    seconds: float
    draw_s: float
    convert_s: float
    wait_s: float
    encode_s: float
    size_bytes: int

    @property
    def draw_ms_a_frame(self) -> float:
        return 1000 * self.draw_s / self.frames

    @property
    def frames_a_second(self) -> float:
        return self.frames / self.seconds

    def lines(self) -> tuple[str, ...]:
        """The report in words."""
        each = [1000 * part / self.frames for part in (self.draw_s, self.convert_s, self.wait_s, self.encode_s)]
        return (
            f"{self.frames} frames in {duration(self.seconds)} ({self.frames_a_second:.0f} a second), "
            f"{megabytes(self.size_bytes)}",
            "ms a frame: draw {:.1f}, convert {:.1f}, wait for the encoder {:.1f}; encode {:.1f} beside them".format(
                *each
            ),
        )


def estimate(job: ExportJob) -> Estimate:
    """Foretell an export without painting anything."""
    frames, silent = len(job.frame_times), job.sound is None
    sizes = size_bytes(job.preset, frames, silent=silent)
    return Estimate(frames, job.duration_s, sizes, encoder_line(job.preset, silent=silent))


def export(job: ExportJob, path: Path, *, overwrite: bool = False, progress: Progress | None = None) -> Report:
    """Write the pictures of a job to a file of the format's kind.

    The file appears when it is whole; if anything fails, or the user stops it, nothing of it is left, and a file that
    it was to replace is as it was. Raises OutputError if the place cannot be written to, or another run is writing it
    (before anything is painted), or the disk fails, and whatever the painter raises.
    """
    if not job.frame_times:
        raise UsageError("nothing to export: the range holds no frame")
    suffix = job.preset.suffix
    if path.suffix.lower() != suffix:
        named = path.with_suffix(suffix).name
        raise UsageError(f"cannot write {path}: {job.preset.name} makes {suffix} files; name it {named}")
    begun_s = time.perf_counter()
    check_place(path, overwrite=overwrite)
    _check_room(job, path)
    with whole_file(path, overwrite=overwrite, alone=True) as temporary, _quick_switches():
        write = _write_film if job.preset.file is FileKind.MP4 else _write_pictures
        work = write(job, temporary, path, progress or Silent())
        if not is_whole(temporary):
            raise OutputError(f"cannot write {path}: part of the film did not arrive on the disk")
        size_bytes = temporary.stat().st_size
    return Report(
        frames=len(job.frame_times),
        seconds=time.perf_counter() - begun_s,
        draw_s=work.draw_s,
        convert_s=work.convert_s,
        wait_s=work.wait_s,
        encode_s=work.encode_s,
        size_bytes=size_bytes,
    )


def _write_film(job: ExportJob, temporary: Path, path: Path, progress: Progress) -> _Work:
    """An MP4, encoded beside the painting."""
    encoder = Encoder(temporary, job.preset, job.words, sound=job.sound, shown_as=path)
    with progress.stage("export", len(job.frame_times), "frames") as step, encoder:
        work = _draw_all(job, encoder, step) if job.painted is None else _take_all(job.painted, encoder, step)
    work.encode_s = encoder.encode_s
    return work


def _write_pictures(job: ExportJob, temporary: Path, path: Path, progress: Progress) -> _Work:
    """Any other file: painted and encoded in turns."""
    work = _Work()
    shown = (lambda pixels: pixels) if job.preset.file is FileKind.MOV else opaque
    with progress.stage("export", len(job.frame_times), "frames") as step:
        film = None
        try:
            film = picture_film(
                temporary, job.preset, job.words, job.frame_times, lambda time: opaque(job.paint(time).pixels)
            )
            for number, video_time in enumerate(job.frame_times, start=1):
                begun_s = time.perf_counter()
                picture = job.paint(video_time)
                drawn_s = time.perf_counter()
                film.add(shown(picture.pixels))
                work.draw_s += drawn_s - begun_s
                work.encode_s += time.perf_counter() - drawn_s
                step(number)
            film.finish()
        except av.FFmpegError as error:
            raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
        finally:
            if film is not None:
                film.let_go()
    return work


def is_whole(film: Path) -> bool:
    """Whether a file was written to its end.

    The library does not say so if the disk refuses what it writes on closing. A GIF ends with a semicolon, and a WebP
    begins with its length.
    """
    with film.open("rb") as data:
        head = data.read(12)
        data.seek(-min(film.stat().st_size, 1), 2)
        last = data.read(1)
    if head.startswith(b"GIF89a"):
        return last == b";"
    if head.startswith(b"RIFF"):
        return film.stat().st_size == int.from_bytes(head[4:8], "little") + 8
    return _has_all_boxes(film)


def _has_all_boxes(film: Path) -> bool:
    """Whether an MP4 or MOV file holds its index and its pictures to the last byte.

    The outermost boxes of the format each begin with their size (ISO/IEC 14496-12, 4.2) and fill the file.
    """
    size_bytes, at, names = film.stat().st_size, 0, set[bytes]()
    with film.open("rb") as data:
        while at < size_bytes:
            data.seek(at)
            head = data.read(16)
            length = int.from_bytes(head[:4], "big")
            if length == 1:
                length = int.from_bytes(head[8:16], "big")
            if length < 8:
                return False
            names.add(head[4:8])
            at += length
    return at == size_bytes and names >= {b"moov", b"mdat"}


def _check_room(job: ExportJob, path: Path) -> None:
    """Raise OutputError if the disk has less room than even a film of a standing camera takes."""
    free = shutil.disk_usage(path.resolve().parent).free
    needed = size_bytes(job.preset, len(job.frame_times), silent=job.sound is None)[0]
    if free < needed:
        raise OutputError(f"cannot write {path}: it needs about {megabytes(needed)}, {megabytes(free)} are free")


@dataclass
class _Work:
    """Seconds spent, drawing, converting and waiting in one thread."""

    draw_s: float = 0.0
    convert_s: float = 0.0
    wait_s: float = 0.0
    encode_s: float = 0.0


def _draw_all(job: ExportJob, encoder: Encoder, step: Step) -> _Work:
    """Draw every frame and hand it to the encoder."""
    work = _Work()
    converter = YuvConverter(job.preset.size)
    for number, video_time in enumerate(job.frame_times, start=1):
        begun_s = time.perf_counter()
        picture = job.paint(video_time)
        drawn_s = time.perf_counter()
        frame = encoder.free_frame()
        waited_s = time.perf_counter()
        converter.convert(picture, frame)
        encoder.add(frame)
        work.draw_s += drawn_s - begun_s
        work.wait_s += waited_s - drawn_s
        work.convert_s += time.perf_counter() - waited_s
        step(number)
    return work


def _take_all(painted: Iterable[PaintedFrame], encoder: Encoder, step: Step) -> _Work:
    """Hand every frame that others painted to the encoder."""
    work = _Work()
    for number, one in enumerate(painted, start=1):
        asked_s = time.perf_counter()
        frame = encoder.free_frame()
        work.wait_s += time.perf_counter() - asked_s
        for target, source in zip(frame.planes, one.planes, strict=True):
            np.copyto(target, source)
        encoder.add(frame)
        work.draw_s += one.draw_s
        work.convert_s += one.convert_s
        step(number)
    return work


@contextmanager
def _quick_switches() -> Iterator[None]:
    """Let the drawing thread and the encoder's take turns quickly."""
    usual_s = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        yield
    finally:
        sys.setswitchinterval(usual_s)
