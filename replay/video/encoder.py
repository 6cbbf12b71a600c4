"""YUV frames to an MP4 file as the platforms want it, encoded in a thread of its own while the next frame is made.

H.264 (x264), yuv420p, BT.709 in tv range and tagged so, constant frame rate, closed groups of two seconds; AAC at 48
kHz, silent where no sound is asked for, because some places show a film without sound as a looping GIF; index first,
no edit list.
The same frames make the same bytes, on any number of cores: the container bears no dates and no versions, and x264 has
one thread. (Another release of x264 may make others; it signs its pictures.)
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeAlias

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc
from av.video.stream import VideoStream
from numpy.typing import NDArray

from replay.base.errors import OutputError
from replay.video.preset_values import BUFFER_S, Preset
from replay.video.yuv import YuvFrame

QUEUE_FRAMES = 6
"""Frames that may wait for the encoder: enough to even out costly frames, few enough to stay small."""

SAMPLE_RATE_HZ = 48_000
"""Of the sound."""

AAC_FRAME = 1024
"""Samples in a frame of AAC; also what its encoder adds in front, which without an edit list stays there."""

AUDIO_BITRATE = 192_000
"""What the encoder of sound is asked for; silence takes little of it."""

COLORSPACE_BT709 = 1  # ITU-T H.273, matrix coefficients

X264_THREADS = 1
"""Under a cap on the rate, several threads plan by how far the others happen to be, and no two files are equal.

One takes about as much of the processor; the film is as large and as good: docs/decisions/2026-11-equal-files.md."""

MP4_OPTIONS = {
    "movflags": "+faststart+negative_cts_offsets",
    "use_editlist": "0",
    "fflags": "+bitexact",
}
"""The index first; no edit list; nothing that depends on when or by which version a file was written."""


@dataclass(frozen=True, slots=True)
class FilmMetadata:
    """What the file says of itself, where players and libraries look for it."""

    title: str = ""
    comment: str = ""


class SoundSource(Protocol):
    """Where the sound of a film comes from."""

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        """(2, count) left and right, of full scale 1, from a sample of the film on; silence outside of it."""
        ...


class Silence:
    """No sound."""

    def samples(self, first: int, count: int) -> NDArray[np.float32]:  # noqa: ARG002
        return np.zeros((2, count), np.float32)


LateSound: TypeAlias = "SoundSource | Future[SoundSource]"
"""A sound, or one that is still being made: pictures are encoded meanwhile, and the file is the same."""

AacPacket: TypeAlias = "av.Packet[AudioStream]"
VideoPacket: TypeAlias = "av.Packet[VideoStream]"


class Encoder:
    """Encodes frames into a file; a context manager.

    `free_frame()` gives a frame to fill, `add()` hands it over. Leaving the block completes the file and waits for it;
    leaving it with an exception drops what waits, and the file is then of no use. What goes wrong in the thread is
    raised by `free_frame` or at the end: OutputError, naming the file as `shown_as`, if it cannot be written.
    """

    def __init__(
        self,
        path: Path,
        preset: Preset,
        words: FilmMetadata,
        *,
        sound: LateSound | None = None,
        shown_as: Path | None = None,
    ) -> None:
        self.encode_s = 0.0
        self._sound = sound or Silence()
        self._path = path
        self._preset = preset
        self._words = words
        self._shown_as = shown_as or path
        self._free: queue.SimpleQueue[YuvFrame | None] = queue.SimpleQueue()
        self._filled: queue.SimpleQueue[YuvFrame | None] = queue.SimpleQueue()
        self._abandoned = threading.Event()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder")
        self._work: Future[None]

    def __enter__(self) -> Self:
        for _ in range(QUEUE_FRAMES):
            self._free.put(YuvFrame(self._preset.size))
        with ExitStack() as ended:  # by Ctrl-C, when the thread is there: the program would wait for it
            ended.callback(self._filled.put, None)
            ended.callback(self._abandoned.set)
            self._work = self._worker.submit(self._encode_all)
            ended.pop_all()
        return self

    def free_frame(self) -> YuvFrame:
        """A frame that may be written; waits while the encoder is behind."""
        frame = self._free.get()
        if frame is None:
            self._raise_failure()
            raise RuntimeError("the encoder has ended")
        return frame

    def add(self, frame: YuvFrame) -> None:
        """The next frame of the film. It is the encoder's until `free_frame` gives it back."""
        self._filled.put(frame)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._abandoned.set()
        self._filled.put(None)
        ended = False
        try:
            wait((self._work,))
            ended = True
        finally:
            if not ended:  # the user does not want to wait for the end
                self._abandoned.set()
            self._worker.shutdown(wait=ended)
        if error is None:
            self._raise_failure()

    def _raise_failure(self) -> None:
        """Raise what ended the thread, in words if it was the file."""
        try:
            self._work.result()
        except (av.FFmpegError, OSError) as error:
            raise OutputError(f"cannot write {self._shown_as}: {error.strerror or error}") from error

    def _encode_all(self) -> None:
        """The thread. However it ends, it wakes whoever waits for a frame."""
        try:
            self._encode_into(_Film(self._path, self._preset, self._words, self._sound))
        finally:
            self._free.put(None)

    def _encode_into(self, film: _Film) -> None:
        """Encode until the end, or until somebody gives up."""
        try:
            while (frame := self._filled.get()) is not None:
                if not self._abandoned.is_set():
                    self._timed(film.add, frame)
                self._free.put(frame)
            if not self._abandoned.is_set():
                self._timed(film.finish)
        finally:
            film.let_go()

    def _timed(self, work: Callable[..., None], *values: YuvFrame) -> None:
        begun_s = time.perf_counter()
        work(*values)
        self.encode_s += time.perf_counter() - begun_s


class _Film:
    """The file itself: one stream of pictures, one of sound.

    Packets of pictures are held until the sound is there. Then all is written as if it had been there from the first.
    """

    def __init__(self, path: Path, preset: Preset, words: FilmMetadata, sound: LateSound) -> None:
        self._container = av.open(str(path), "w", format="mp4", container_options=MP4_OPTIONS)
        self._container.metadata.update({"title": words.title, "comment": words.comment})
        self._fps = preset.fps
        self._frames = 0
        self._video = _video_stream(self._container, preset)
        self._sound = _SoundTrack(self._container, sound)
        self._held: list[tuple[list[VideoPacket], Fraction]] = []

    def add(self, frame: YuvFrame) -> None:
        picture = frame.video_frame
        picture.pts = self._frames
        picture.time_base = Fraction(1, self._fps)
        self._frames += 1
        self._held.append((self._video.encode(picture), self._seconds()))
        if self._sound.is_there:
            self._write_held()

    def finish(self) -> None:
        self._write_held()
        self._container.mux(self._video.encode(None))
        self._container.mux(self._sound.last_packets(self._seconds()))
        self._container.close()

    def let_go(self) -> None:
        """Close the file if `finish` has not. What it lacks does not matter then, nor what else goes wrong with it."""
        with suppress(av.FFmpegError, OSError):
            self._container.close()

    def _write_held(self) -> None:
        """Write the pictures that are held, each with the sound up to its end. Waits for the sound."""
        for packets, until_s in self._held:
            self._container.mux(packets)
            self._container.mux(self._sound.packets(until_s))
        self._held.clear()

    def _seconds(self) -> Fraction:
        return Fraction(self._frames, self._fps)


def _video_stream(container: OutputContainer, preset: Preset) -> VideoStream:
    stream = container.add_stream("libx264", rate=preset.fps, options=x264_options(preset))
    stream.width, stream.height = preset.size
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.time_base = Fraction(1, preset.fps)
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = COLORSPACE_BT709
    context.color_range = ColorRange.MPEG
    return stream


def x264_options(preset: Preset) -> dict[str, str]:
    """What x264 is asked for. `chromaloc` says that chroma sits amid its four pixels, as the converter puts it."""
    return {
        "threads": str(X264_THREADS),
        "preset": preset.x264,
        "profile": preset.profile,
        "level": preset.level,
        "crf": str(preset.crf),
        "maxrate": str(round(preset.max_mbps * 1e6)),
        "bufsize": str(round(preset.max_mbps * BUFFER_S * 1e6)),
        "g": str(preset.keyframe_every),
        "bf": str(preset.b_frames),
        "flags": "+cgop+bitexact",
        "x264-params": "chromaloc=1",
    }


class _SoundTrack:
    """A stereo AAC track, as long as the pictures."""

    def __init__(self, container: OutputContainer, sound: LateSound) -> None:
        self._sound = sound
        self._stream: AudioStream = container.add_stream(
            "aac", rate=SAMPLE_RATE_HZ, layout="stereo", bit_rate=AUDIO_BITRATE, options={"flags": "+bitexact"}
        )
        self._samples = 0

    @property
    def is_there(self) -> bool:
        """Whether nobody has to wait for the sound."""
        return not isinstance(self._sound, Future) or self._sound.done()

    def packets(self, until_s: Fraction) -> list[AacPacket]:
        """Whole frames of sound, up to a time."""
        until = self._samples_until(until_s)
        packets: list[AacPacket] = []
        while self._samples + AAC_FRAME <= until:
            packets += self._encode(AAC_FRAME)
        return packets

    def last_packets(self, until_s: Fraction) -> list[AacPacket]:
        """The rest up to a time, and what the encoder still holds."""
        packets = list(self.packets(until_s))
        rest = self._samples_until(until_s) - self._samples
        if rest > 0:
            packets += self._encode(rest)
        return packets + self._stream.encode(None)

    def _samples_until(self, time_s: Fraction) -> int:
        """Samples to hand in for a track that ends at a time: the encoder adds a frame of its own in front."""
        return max(round(time_s * SAMPLE_RATE_HZ) - AAC_FRAME, 1)

    def _encode(self, samples: int) -> list[AacPacket]:
        # What is handed in first is heard after the frame that the encoder adds in front.
        source = self._sound.result() if isinstance(self._sound, Future) else self._sound
        heard = np.ascontiguousarray(source.samples(self._samples + AAC_FRAME, samples))
        sound = av.AudioFrame.from_ndarray(heard, format="fltp", layout="stereo")
        sound.sample_rate = SAMPLE_RATE_HZ
        sound.time_base = Fraction(1, SAMPLE_RATE_HZ)
        sound.pts = self._samples
        self._samples += samples
        return self._stream.encode(sound)
