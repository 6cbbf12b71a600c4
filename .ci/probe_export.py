"""Probe an exported clip: what is in the file, not what was asked of the encoder. Exits with 1 and says what is wrong.

    python .ci/probe_export.py clip.mp4 --size 1920x1080 --fps 60 --frames 60
    python .ci/probe_export.py clip.mp4 ... --still still.png --still-frame 30

With a still of the same moment, colours are read back: a frame decoded as BT.709 in tv range has to show the colours
of the still. A clip that was converted with BT.601 fails, and so does one that is tagged otherwise than it is made.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

BT709, TV_RANGE = 1, 1
COLOURFUL = 48
"""Pixels whose largest and smallest channel differ by this much show a wrong matrix: grey is alike in all of them."""

COLOUR_TOLERANCE = 2.0
"""How far the median of such pixels may be off, of 255, in any channel. Words that come or go do not move a median."""


@dataclass(frozen=True)
class Probe:
    """What a file holds. kept_frame is RGB (height, width, 3), None if none was asked for."""

    codec: str
    pix_fmt: str
    size: tuple[int, int]
    fps: float
    colours: tuple[int, int, int, int]
    frames: int
    even: bool
    atoms: tuple[str, ...]
    kept_frame: NDArray[np.uint8] | None


def probe(path: Path, keep: int | None = None) -> Probe:
    """Decode every frame of a file. keep: number of the frame to keep."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        context = stream.codec_context
        colours = (context.colorspace, context.color_primaries, context.color_trc, context.color_range)
        times, kept = [], None
        for number, frame in enumerate(film.decode(stream)):
            times.append(float("nan") if frame.time is None else frame.time)
            if number == keep:
                kept = frame.to_ndarray(format="rgb24", src_colorspace="ITU709").astype(np.uint8)
        fps = float(stream.average_rate or 0)
        steps = np.diff(times)
        return Probe(
            codec=context.codec.canonical_name,
            pix_fmt=str(context.pix_fmt),
            size=(context.width, context.height),
            fps=fps,
            colours=(int(colours[0]), int(colours[1]), int(colours[2]), int(colours[3])),
            frames=len(times),
            even=bool(len(times) < 2 or np.allclose(steps, 1 / fps, atol=1e-4)),
            atoms=atoms(path.read_bytes()),
            kept_frame=kept,
        )


def atoms(data: bytes) -> tuple[str, ...]:
    """Names of the outermost boxes of an MP4 file, in order."""
    names, start = [], 0
    while start + 8 <= len(data):
        size = int.from_bytes(data[start : start + 4], "big")
        names.append(data[start + 4 : start + 8].decode("ascii", "replace"))
        if size == 1:
            size = int.from_bytes(data[start + 8 : start + 16], "big")
        if size < 8:
            break
        start += size
    return tuple(names)


def mistakes(found: Probe, *, size: tuple[int, int], fps: float, frames: int) -> Iterator[str]:
    """What is otherwise than it should be."""
    wanted = {
        "codec": (found.codec, "h264"),
        "pixel format": (found.pix_fmt, "yuv420p"),
        "size": (found.size, size),
        "frames a second": (found.fps, fps),
        "frames": (found.frames, frames),
        "colour tags (matrix, primaries, transfer, range)": (found.colours, (BT709, BT709, BT709, TV_RANGE)),
    }
    yield from (f"{name}: {got}, expected {right}" for name, (got, right) in wanted.items() if got != right)
    if not found.even:
        yield "frames are not evenly spaced in time"
    if "moov" not in found.atoms or found.atoms.index("moov") > found.atoms.index("mdat"):
        yield f"the index is not in front of the pictures: {', '.join(found.atoms)}"


def colour_mistakes(frame: NDArray[np.uint8] | None, still: NDArray[np.uint8]) -> Iterator[str]:
    """Whether a frame has the colours of the still."""
    if frame is None or frame.shape != still[..., :3].shape:
        yield f"the frame to compare is {None if frame is None else frame.shape}, the still {still.shape}"
        return
    wanted = still[..., :3].astype(int)
    colourful = np.ptp(wanted, axis=2) >= COLOURFUL
    if not colourful.any():
        yield "the still has no colours to compare"
        return
    away = np.median((frame - wanted)[colourful], axis=0)
    if np.abs(away).max() > COLOUR_TOLERANCE:
        yield f"colours are off by {', '.join(f'{value:+.0f}' for value in away)} of 255 in red, green, blue"


def main(arguments: list[str] | None = None) -> int:
    """Probe the file that the arguments name."""
    options = _parser().parse_args(arguments)
    width, height = (int(side) for side in options.size.split("x"))
    found = probe(options.file, options.still_frame if options.still else None)
    wrong = list(mistakes(found, size=(width, height), fps=options.fps, frames=options.frames))
    if options.still:
        import imageio.v3 as imageio

        wrong += colour_mistakes(found.kept_frame, imageio.imread(options.still))
    for line in wrong:
        print(f"{options.file}: {line}", file=sys.stderr)
    if not wrong:
        print(f"{options.file}: {found.codec} {found.pix_fmt} {width}x{height}, {found.frames} frames at {found.fps:g}")
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Probe an exported clip.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--size", required=True, help="such as 1920x1080")
    parser.add_argument("--fps", type=float, required=True)
    parser.add_argument("--frames", type=int, required=True)
    parser.add_argument("--still", type=Path, help="a PNG of the same moment, to compare colours with")
    parser.add_argument("--still-frame", type=int, default=0, help="which frame shows that moment (0 is the first)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
