"""What an export would be, before anything is drawn: its shots, frames, seconds, size and about how long it takes."""

from __future__ import annotations

from collections.abc import Iterator

from replay.app.clips.one_clip import ReadyClip
from replay.base.progress import duration
from replay.video.preset_values import FileKind

DRAWN_S_A_MEGAPIXEL = (0.004, 0.011)
"""Seconds of a core for a million pixels drawn and converted: standing cameras, moving ones (benchmarks/README.md)."""

VELODROME_S_A_MEGAPIXEL = 1.2
"""The same for the empty velodrome as a moving camera sees it; one that was drawn before is kept."""


def foretold(clip: ReadyClip) -> Iterator[str]:
    """Lines about a clip."""
    if clip.order.preset.file is not FileKind.PNG:
        yield from _shots(clip)
    yield from clip.estimate.lines()
    least_s, most_s = takes_s(clip)
    yield f"takes about {duration(least_s)} to {duration(most_s)} of one quiet core"


def takes_s(clip: ReadyClip) -> tuple[float, float]:
    """Seconds that drawing takes: with a velodrome that is kept and cameras that stand, and with neither."""
    width, height = clip.order.preset.size
    megapixels = width * height / 1e6
    frames = len(clip.job.frame_times)
    shots = len({shot.id for shot in clip.scene.timeline.shots})
    least_s, most_s = (each_s * megapixels * frames for each_s in DRAWN_S_A_MEGAPIXEL)
    return least_s, most_s + shots * megapixels * VELODROME_S_A_MEGAPIXEL


def _shots(clip: ReadyClip) -> Iterator[str]:
    spans = clip.scene.timeline.spans
    yield f"{len(spans)} shot{'' if len(spans) == 1 else 's'}"
    ends = [*(span.video_start_s for span in spans[1:]), clip.scene.duration_s]
    for span, end_s in zip(spans, ends, strict=True):
        shared = f", beside {span.beside[0].kind}" if span.beside else ""
        yield f"  {span.video_start_s:6.1f} to {end_s:5.1f} s  {span.shot.kind}, {span.who}{shared}"
