"""What is laid over the picture as numbered PNG files with alpha, for editors that read no ProRes."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace

from replay.base.errors import OutputError, UsageError
from replay.base.files.file_row import FileRow, check_row, whole_row
from replay.base.progress import Progress, Silent
from replay.video.estimate import Estimate, megabytes
from replay.video.export import ExportJob, Report, estimate
from replay.video.stills import lucid_bytes

BITS_A_PIXEL = (0.3, 1.0)
"""What a pixel takes, about: where little is laid over the picture, and where a card stands."""


def row_estimate(job: ExportJob) -> Estimate:
    """Foretell a row without painting anything."""
    width, height = job.preset.size
    pixels = width * height * len(job.frame_times)
    low, high = (round(bits * pixels / 8) for bits in BITS_A_PIXEL)
    encoder = f"numbered PNG files with straight alpha, {job.preset.fps} a second: what is laid over the picture"
    return replace(estimate(job), size_bytes=(low, high), encoder=encoder)


def export_row(job: ExportJob, row: FileRow, *, overwrite: bool = False, progress: Progress | None = None) -> Report:
    """Write the pictures of a job, which have alpha, as numbered files.

    They appear when all are whole; if anything fails, or the user stops it, nothing of them is left, and files that
    they were to replace are as they were. Raises OutputError, and whatever the painter raises.
    """
    if not job.frame_times:
        raise UsageError("nothing to export: the range holds no frame")
    begun_s, draw_s, encode_s, size_bytes = time.perf_counter(), 0.0, 0.0, 0
    check_row(row, overwrite=overwrite)
    _check_room(job, row)
    texts = {"Title": job.words.title, "Description": job.words.comment, "Software": "velodrome-replay"}
    progress, frames = progress or Silent(), len(job.frame_times)
    with whole_row(row, overwrite=overwrite) as folder, progress.stage("export", frames, "frames") as step:
        for number, video_time in enumerate(job.frame_times, start=1):
            asked_s = time.perf_counter()
            picture = job.paint(video_time)
            drawn_s = time.perf_counter()
            data = lucid_bytes(picture.pixels, texts)
            (folder / row.name(number)).write_bytes(data)
            size_bytes += len(data)
            draw_s += drawn_s - asked_s
            encode_s += time.perf_counter() - drawn_s
            step(number)
    seconds = time.perf_counter() - begun_s
    return Report(frames, seconds, draw_s, 0.0, 0.0, encode_s, size_bytes)


def _check_room(job: ExportJob, row: FileRow) -> None:
    where = row.folder if row.folder.exists() else row.folder.parent
    free, needed = shutil.disk_usage(where).free, row_estimate(job).size_bytes[0]
    if free < needed:
        raise OutputError(f"cannot write {row.path}: it needs about {megabytes(needed)}, {megabytes(free)} are free")
