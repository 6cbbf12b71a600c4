"""Files of pictures without sound: loops as GIF and WebP, and overlays on transparent ground as ProRes 4444.

Pictures come as BGRA. They are encoded where they are painted, one after the other: such files are small, or their
pictures hold little.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import av
import numpy as np
from av.container import OutputContainer
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.stream import VideoStream

from replay.video.encoder import FilmMetadata
from replay.video.preset_values import FileKind, Preset
from replay.video.yuv import Bytes

PALETTE_FRAMES = 16
"""Pictures of a loop, evenly spread, out of which the 256 colours of a GIF are chosen."""

_DITHER = "dither=bayer:bayer_scale=5:diff_mode=rectangle"
"""A weak pattern that stands still: what does not change takes no bytes in the next picture. Of riders on boards it
takes a tenth more than none, hides the steps between colours, and is nearer to the picture than stronger ones."""

_FOR_EVER = MappingProxyType({"loop": "0"})

_WEBP = MappingProxyType({"quality": "72", "compression_level": "4"})

_PRORES = MappingProxyType(
    {"profile": "4444", "alpha_bits": "16", "vendor": "apl0", "flags": "+bitexact+qscale", "global_quality": "236"}
)
"""`vendor` is what some editors look for before they take a file for ProRes. One quantiser for all slices (2, which
FFmpeg writes as 236): no value is off by more than 7 of 1023, in a seventh of the time of the search for a rate."""

Painted = Callable[[float], Bytes]


class PictureFilm(Protocol):
    """A file that pictures are put into."""

    def add(self, pixels: Bytes) -> None:
        """The next picture, (height, width, 4) BGRA."""
        ...

    def finish(self) -> None:
        """Complete the file."""
        ...

    def let_go(self) -> None:
        """Close the file, whatever is in it, if `finish` has not."""
        ...


def picture_film(
    path: Path, preset: Preset, words: FilmMetadata, times: Sequence[float], paint: Painted
) -> PictureFilm:
    """The file of a format, opened.

    times, paint  of all pictures that will come, for a GIF, whose colours are chosen beforehand
    """
    if preset.file is FileKind.GIF:
        some = times[:: -(-len(times) // PALETTE_FRAMES)]
        return _Gif(path, preset, words, [paint(time) for time in some])
    return _Webp(path, preset, words) if preset.file is FileKind.WEBP else _ProRes(path, preset, words)


class _Film:
    """What all have in common: a container with one stream of pictures."""

    kind, codec, pix_fmt = "", "", ""
    container_options: Mapping[str, str] = MappingProxyType({})
    codec_options: Mapping[str, str] = MappingProxyType({})

    def __init__(self, path: Path, preset: Preset, words: FilmMetadata) -> None:
        self.size, self.base = preset.size, Fraction(1, preset.fps)
        self._frames = 0
        self._container: OutputContainer = av.open(
            str(path), "w", format=self.kind, container_options={"fflags": "+bitexact", **self.container_options}
        )
        self._container.metadata.update({"title": words.title, "comment": words.comment})
        options = {"flags": "+bitexact", **self.codec_options}
        stream = self._container.add_stream(self.codec, rate=preset.fps, options=options)
        assert isinstance(stream, VideoStream)
        self._stream = stream
        self._stream.width, self._stream.height = preset.size
        self._stream.pix_fmt = self.pix_fmt

    def add(self, pixels: Bytes) -> None:
        self._encode(bgra_frame(pixels))

    def finish(self) -> None:
        self._container.mux(self._stream.encode(None))
        self._container.close()

    def let_go(self) -> None:
        """What the file lacks does not matter then, nor what else goes wrong with it."""
        with suppress(av.FFmpegError, OSError):
            self._container.close()

    def _encode(self, frame: av.VideoFrame) -> None:
        frame.pts, frame.time_base = self._frames, self.base
        self._frames += 1
        self._container.mux(self._stream.encode(frame))


class _Webp(_Film):
    kind, codec, pix_fmt = "webp", "libwebp_anim", "bgra"
    container_options = _FOR_EVER
    codec_options = _WEBP


class _ProRes(_Film):
    """Straight alpha, as PNG has it and as editors take it from a file that says nothing of it."""

    kind, codec, pix_fmt = "mov", "prores_ks", "yuva444p10le"
    codec_options = _PRORES

    def add(self, pixels: Bytes) -> None:
        frame = bgra_frame(pixels).reformat(
            format=self.pix_fmt, dst_colorspace="ITU709", src_color_range="JPEG", dst_color_range="MPEG"
        )
        self._encode(frame)


class _Gif(_Film):
    """256 colours for all pictures, chosen out of some of them: memory stays flat, and what stands still stays so."""

    kind, codec, pix_fmt = "gif", "gif", "pal8"
    container_options = _FOR_EVER

    def __init__(self, path: Path, preset: Preset, words: FilmMetadata, some: Sequence[Bytes]) -> None:
        super().__init__(path, preset, words)
        self._graph = Graph()
        self._source, colours = _buffer(self._graph, self.size, self.base), _buffer(self._graph, (16, 16), self.base)
        use = self._graph.add("paletteuse", _DITHER)
        self._sink = self._graph.add("buffersink")
        self._source.link_to(use, 0, 0)
        colours.link_to(use, 0, 1)
        use.link_to(self._sink)
        self._graph.configure()
        colours.push(_palette(some, self.size, self.base))
        colours.push(None)
        self._pushed = 0

    def add(self, pixels: Bytes) -> None:
        frame = bgra_frame(pixels)
        frame.pts, frame.time_base = self._pushed, self.base
        self._pushed += 1
        self._source.push(frame)
        self._take()

    def finish(self) -> None:
        self._source.push(None)
        self._take()
        super().finish()

    def _take(self) -> None:
        for frame in _pulled(self._sink):
            self._encode(frame)


def _palette(some: Sequence[Bytes], size: tuple[int, int], base: Fraction) -> av.VideoFrame:
    """The colours that suit some pictures best, as a picture of 16 by 16."""
    graph = Graph()
    source = _buffer(graph, size, base)
    choose, sink = graph.add("palettegen", "reserve_transparent=0"), graph.add("buffersink")
    source.link_to(choose)
    choose.link_to(sink)
    graph.configure()
    for number, pixels in enumerate(some):
        frame = bgra_frame(pixels)
        frame.pts, frame.time_base = number, base
        source.push(frame)
    source.push(None)
    (found,) = _pulled(sink)
    found.pts, found.time_base = 0, base
    return found


def _buffer(graph: Graph, size: tuple[int, int], base: Fraction) -> FilterContext:
    width, height = size
    return graph.add_buffer(width=width, height=height, format=av.VideoFormat("bgra"), time_base=base)


def _pulled(sink: FilterContext) -> list[av.VideoFrame]:
    """What a graph gives so far."""
    found: list[av.VideoFrame] = []
    while True:
        try:
            frame = sink.pull()
        except (av.BlockingIOError, av.EOFError):
            return found
        assert isinstance(frame, av.VideoFrame)
        found.append(frame)


def bgra_frame(pixels: Bytes) -> av.VideoFrame:
    """A frame of BGRA pixels."""
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="bgra")


def opaque(pixels: Bytes) -> Bytes:
    """A copy of BGRX pixels whose last byte says that they are seen in full."""
    found = pixels.copy()
    found[..., 3] = 255
    return found
