"""What an export would make, foretold: how large its file is, and how it is encoded, in words."""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.progress import duration
from replay.video.encoder import AUDIO_BITRATE
from replay.video.preset_values import FileKind, Preset

BITS_A_PIXEL = {
    FileKind.MP4: (0.08, 0.24),
    FileKind.GIF: (0.3, 3.6),
    FileKind.WEBP: (0.1, 0.6),
    FileKind.MOV: (0.5, 2.0),
    FileKind.PNG: (6.0, 16.0),
}
"""What a pixel takes, about: while the camera stands, or little is shown, and while it moves. MP4 is x264 at superfast
and crf 18 .."""

_HALF_CRF = 4.6
"""..and takes half as much with so much more of it (docs/performance.md)."""

_KINDS = {
    FileKind.GIF: "GIF of 256 colours, silent, looping",
    FileKind.WEBP: "WebP, silent, looping",
    FileKind.MOV: "ProRes 4444 with straight alpha, BT.709 tv, silent: what is laid over the picture, and nothing else",
    FileKind.PNG: "PNG of the decisive picture",
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an export would make: sizes are for a camera that always stands, and one that always moves."""

    frames: int
    duration_s: float
    size_bytes: tuple[int, int]
    encoder: str

    def lines(self) -> tuple[str, ...]:
        low, high = (megabytes(size) for size in self.size_bytes)
        frames = "1 picture" if self.frames == 1 else f"{self.frames} frames, {duration(self.duration_s)}"
        return (f"{frames}, about {low} to {high}", self.encoder)


def size_bytes(preset: Preset, frames: int, *, silent: bool) -> tuple[int, int]:
    """How large a file will be: if its camera always stands, and if it always moves."""
    width, height = preset.size
    duration_s = frames / preset.fps
    share = 0.5 ** ((preset.crf - 18) / _HALF_CRF) if preset.file is FileKind.MP4 else 1.0
    low, high = (share * bits * width * height * frames / 8 for bits in BITS_A_PIXEL[preset.file])
    if preset.file is not FileKind.MP4:
        return round(low), round(high)
    sound_bytes = (500 if silent else AUDIO_BITRATE / 8) * duration_s
    most = preset.max_mbps * 1e6 / 8 * duration_s
    return round(min(low, most) + sound_bytes), round(min(high, most) + sound_bytes)


def encoder_line(preset: Preset, *, silent: bool = True) -> str:
    """The settings in one line, for people."""
    if preset.file is not FileKind.MP4:
        return _KINDS[preset.file]
    sound = "silent AAC stereo" if silent else f"AAC stereo, {preset.loudness_lufs:g} LUFS"
    return (
        f"H.264 {preset.profile} {preset.level} (x264 {preset.x264}, crf {preset.crf}, "
        f"at most {preset.max_mbps:.3g} Mbit/s), yuv420p BT.709 tv, "
        f"closed groups of {preset.keyframe_every} frames; {sound}; MP4, index first, no edit list"
    )


def megabytes(size: float) -> str:
    """Bytes in words: '137 MB', '2.4 MB'."""
    found = size / 1e6
    return f"{found:.0f} MB" if found >= 10 else f"{found:.1f} MB"
