"""Fake painters and a reader of MP4 files, shared by the tests of exporting."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from replay.video.preset_values import Preset
from replay.video.presets import preset
from replay.video.yuv import Bytes, Rectangle, planes

SMALL = (320, 180)
CONTAINERS = ("moov", "trak", "mdia", "minf", "stbl", "edts", "udta")
AVC1_HEADER_BYTES = 78


@dataclass(frozen=True)
class FakePicture:
    """Pixels and what changed, as a painter hands them over."""

    pixels: Bytes
    changed: Sequence[Rectangle] | None = None


class SquarePainter:
    """A square that crosses a plain field, in one buffer that is painted over every time, as the real painter does."""

    side_px = 24

    def __init__(self, size: tuple[int, int] = SMALL, field_bgr: tuple[int, int, int] = (0, 255, 0)) -> None:
        self.size = size
        self.field_bgr = field_bgr
        self.pixels = np.zeros((size[1], size[0], 4), np.uint8)
        self.pixels[..., :3] = field_bgr
        self.painted: list[float] = []
        self._before: Rectangle = (0, 0, 0, 0)

    def __call__(self, video_time: float) -> FakePicture:
        self.painted.append(video_time)
        x, y, width, height = self._before
        self.pixels[y : y + height, x : x + width, :3] = self.field_bgr
        place = self.place(video_time)
        x, y, width, height = place
        self.pixels[y : y + height, x : x + width, :3] = 255
        changed, self._before = (self._before, place), place
        return FakePicture(self.pixels, changed)

    def place(self, video_time: float) -> Rectangle:
        return round(100 * video_time) % (self.size[0] - self.side_px), 60, self.side_px, self.side_px


def small_preset(fps: int = 30) -> Preset:
    """A preset of 320x180 for quick tests."""
    return replace(preset("landscape"), name="small", size=SMALL, fps=fps)


@dataclass(frozen=True)
class Probe:
    """What a player finds in a file."""

    codec: str
    pix_fmt: str
    profile: str
    size: tuple[int, int]
    fps: Fraction
    duration_s: float
    audio_codec: str
    audio_rate_hz: int
    audio_channels: int
    audio_s: float
    metadata: dict[str, str]
    colour_tags: tuple[int, int, int, int]
    keyframes: tuple[int, ...]
    times_s: tuple[float, ...]
    yuv: tuple[tuple[Bytes, ...], ...]


def probe(path: Path) -> Probe:
    """Open and decode the whole file."""
    with av.open(str(path)) as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        context = video.codec_context
        frames = list(film.decode(video=0))
        assert video.average_rate is not None
        assert audio.duration is not None
        assert audio.time_base is not None
        assert film.duration is not None
        return Probe(
            codec=context.name,
            pix_fmt=str(context.pix_fmt),
            profile=str(context.profile),
            size=(context.width, context.height),
            fps=video.average_rate,
            duration_s=film.duration / av.time_base,
            audio_codec=audio.codec_context.name,
            audio_rate_hz=audio.codec_context.sample_rate,
            audio_channels=audio.codec_context.channels,
            audio_s=float(audio.duration * audio.time_base),
            metadata=dict(film.metadata),
            colour_tags=(context.color_primaries, context.color_trc, context.colorspace, context.color_range),
            keyframes=tuple(number for number, frame in enumerate(frames) if frame.key_frame),
            times_s=tuple(frame.time for frame in frames),
            yuv=tuple(tuple(plane.copy() for plane in planes(frame)) for frame in frames),
        )


def boxes(data: bytes) -> Iterator[str]:
    """Names of the boxes of an MP4 file in file order, those inside others after them."""
    start = 0
    while start + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[start : start + 8])
        header = 8
        if length == 1:
            length, header = struct.unpack(">Q", data[start + 8 : start + 16])[0], 16
        name = kind.decode("latin-1")
        body = data[start + header : start + length]
        yield name
        if name in CONTAINERS:
            yield from boxes(body)
        elif name == "stsd":
            yield from boxes(body[8:])
        elif name == "avc1":
            yield from boxes(body[AVC1_HEADER_BYTES:])
        start += length or len(data)


def times_of_headers(data: bytes) -> set[tuple[int, int]]:
    """Creation and modification times (ISO/IEC 14496-12) of the film, its tracks and their media."""
    index = data[data.index(b"moov") : data.index(b"mdat")]
    found = set[tuple[int, int]]()
    for kind in (b"mvhd", b"tkhd", b"mdhd"):
        found.update(_times(header) for header in index.split(kind)[1:])
    return found


def _times(body: bytes) -> tuple[int, int]:
    created, changed = struct.unpack(">QQ" if body[0] == 1 else ">II", body[4 : 20 if body[0] == 1 else 12])
    return created, changed
