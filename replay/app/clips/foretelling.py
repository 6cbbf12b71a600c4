"""What an export would be, before anything is drawn: its shots, frames, seconds, size and about how long it takes."""

from __future__ import annotations

from collections.abc import Iterator

from replay.app.clips.one_clip import ReadyClip, painters_of
from replay.app.clips.painters.painters import processors
from replay.base.progress import duration
from replay.video.preset_values import FileKind

DRAWN_S_A_FRAME, DRAWN_S_A_MEGAPIXEL = 0.005, (0.005, 0.020)
"""Seconds of a core for a picture, however small, and for a million pixels of it drawn and converted: standing cameras,
moving ones (docs/performance.md)."""

LAID_S_A_MEGAPIXEL = 0.005
"""The same for what is laid over a picture alone."""

ENCODED_S_A_MEGAPIXEL = {
    FileKind.MP4: (0.005, 0.012),
    FileKind.GIF: (0.1, 0.1),
    FileKind.WEBP: (0.14, 0.14),
    FileKind.MOV: (0.02, 0.02),
}
"""The same for encoding; MP4 at superfast."""

X264_TAKES = {
    "ultrafast": 0.8, "superfast": 1.0, "veryfast": 1.5, "faster": 2.5, "fast": 3.0, "medium": 3.5, "slow": 6.0,
    "slower": 12.0, "veryslow": 20.0,
}  # fmt: skip
"""How many times as long as superfast x264 takes at its other speeds, about."""

VELODROME_S_A_MEGAPIXEL = 1.2
"""The same for the empty velodrome as a moving camera sees it; one that was drawn before is kept."""

BEGIN_S = 3.0
"""What it takes until the first picture is painted; painters begin at once."""


def foretold(clip: ReadyClip) -> Iterator[str]:
    """Lines about a clip."""
    if clip.order.preset.file is not FileKind.PNG:
        yield from _shots(clip)
    yield from clip.estimate.lines()
    painters, cores = painters_of(clip), processors()
    spans = dict.fromkeys(map(duration, takes_s(clip, painters, cores)))
    who = f"{painters} painter{'' if painters == 1 else 's'}"
    yield f"takes about {' to '.join(spans)} with {who}, if {_quiet(cores)}"


def takes_s(clip: ReadyClip, painters: int, cores: int) -> tuple[float, float]:
    """Seconds that an export takes: with a velodrome that is kept and cameras that stand, and with neither.

    Painters paint at a time as many as there are cores, with the encoder beside them; whatever is the slowest of all
    that is waited for.
    """
    preset = clip.order.preset
    megapixels = preset.size[0] * preset.size[1] / 1e6
    if preset.file is FileKind.PNG:
        return BEGIN_S, BEGIN_S + VELODROME_S_A_MEGAPIXEL * megapixels
    frames = len(clip.job.frame_times)
    all_megapixels = megapixels * frames
    overlay = preset.file is FileKind.MOV
    shots = 0 if overlay else len({shot.id for shot in clip.scene.timeline.shots})
    drawn_each = (LAID_S_A_MEGAPIXEL,) * 2 if overlay else DRAWN_S_A_MEGAPIXEL
    film = preset.file is FileKind.MP4
    slower = X264_TAKES.get(preset.x264, 1.0) if film else 1.0
    least_s, most_s = (
        _waited_s(
            DRAWN_S_A_FRAME * frames + drawn * all_megapixels + hall_s,
            slower * encoded * all_megapixels,
            painters,
            cores if film else 1,
        )
        for drawn, encoded, hall_s in zip(
            drawn_each,
            ENCODED_S_A_MEGAPIXEL[preset.file],
            (0.0, shots * megapixels * VELODROME_S_A_MEGAPIXEL),
            strict=True,
        )
    )
    return BEGIN_S + least_s, BEGIN_S + most_s


def _waited_s(drawn_s: float, encoded_s: float, painters: int, cores: int) -> float:
    """How long work of so many seconds lasts: one encoder, painters, and a core for each as far as there are any."""
    return max(drawn_s / painters, encoded_s, (drawn_s + encoded_s) / min(painters + 1, cores))


def _quiet(cores: int) -> str:
    return f"{cores} cores are quiet" if cores > 1 else "one core is quiet"


def _shots(clip: ReadyClip) -> Iterator[str]:
    spans = clip.scene.timeline.spans
    yield f"{len(spans)} shot{'' if len(spans) == 1 else 's'}"
    ends = [*(span.video_start_s for span in spans[1:]), clip.scene.duration_s]
    for span, end_s in zip(spans, ends, strict=True):
        shared = f", beside {span.beside[0].kind}" if span.beside else ""
        yield f"  {span.video_start_s:6.1f} to {end_s:5.1f} s  {span.shot.kind}, {span.who}{shared}"
