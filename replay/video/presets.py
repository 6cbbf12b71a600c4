"""Presets: size, rate, composition and encoding of the formats that a film can be exported in.

Sizes and rates are what the platforms publish for their videos; the safe areas are measured from the interfaces they
lay over a picture (they drift, so everything that matters stays well inside).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from replay.base.errors import UsageError
from replay.scene.frame import Layout

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SafeArea:
    """Margins in px that titles, counter, tower, captions and label stay out of."""

    top_px: int
    right_px: int
    bottom_px: int
    left_px: int

    def box(self, size: Size) -> tuple[int, int, int, int]:
        """What is left of a picture of that size: x, y, width, height in px."""
        width = size[0] - self.left_px - self.right_px
        height = size[1] - self.top_px - self.bottom_px
        return self.left_px, self.top_px, width, height


@dataclass(frozen=True, slots=True)
class Preset:
    """One format to export in.

    size            width and height of the picture in px, both even
    fps             pictures a second, constant
    layout          how the picture is composed
    cut             which cut is exported when none is asked for
    crf             x264's constant rate factor: smaller looks better and takes more bits
    x264            x264's speed preset; on this material superfast looks better than medium, at about twice the bits
    max_mbps        cap on the video's rate, Mbit/s (over two seconds)
    used_for        where such a file goes, for the table of presets
    limit           what those places accept at most; empty if it does not matter
    safe            where the words go
    """

    name: str
    size: Size
    fps: int
    layout: Layout
    cut: Literal["full", "highlights"]
    crf: int
    x264: str
    max_mbps: float
    used_for: str
    limit: str
    safe: SafeArea

    def __post_init__(self) -> None:
        if self.size[0] % 2 or self.size[1] % 2:
            raise ValueError(f"preset {self.name}: 4:2:0 video needs an even size, not {self.size[0]}x{self.size[1]}")

    @property
    def keyframe_every(self) -> int:
        """Frames from one keyframe to the next: two seconds."""
        return 2 * self.fps

    def frame_times(self, start_s: float, end_s: float) -> tuple[float, ...]:
        """Video time of every frame of a stretch: from the frame number, so that any frame can be made alone."""
        first, beyond = round(start_s * self.fps), round(end_s * self.fps)
        return tuple(number / self.fps for number in range(first, beyond))


PRESETS: tuple[Preset, ...] = (
    Preset(
        name="landscape",
        size=(1920, 1080),
        fps=60,
        layout=Layout.LANDSCAPE,
        cut="full",
        crf=18,
        x264="superfast",
        max_mbps=16.0,
        used_for="YouTube, the web, a screen in the hall",
        limit="",
        safe=SafeArea(top_px=54, right_px=96, bottom_px=54, left_px=96),
    ),
    Preset(
        name="vertical",
        size=(1080, 1920),
        fps=30,
        layout=Layout.VERTICAL,
        cut="highlights",
        crf=18,
        x264="superfast",
        max_mbps=12.0,
        used_for="Reels, TikTok, Shorts, stories",
        limit="90 s on Facebook, 3 min on Shorts",
        safe=SafeArea(top_px=220, right_px=130, bottom_px=480, left_px=60),
    ),
    Preset(
        name="square",
        size=(1080, 1080),
        fps=30,
        layout=Layout.SQUARE,
        cut="highlights",
        crf=18,
        x264="superfast",
        max_mbps=8.0,
        used_for="X, Bluesky, Facebook",
        limit="140 s on X, 300 MB on Bluesky",
        safe=SafeArea(top_px=54, right_px=54, bottom_px=54, left_px=54),
    ),
    Preset(
        name="portrait",
        size=(1080, 1350),
        fps=30,
        layout=Layout.PORTRAIT,
        cut="highlights",
        crf=18,
        x264="superfast",
        max_mbps=10.0,
        used_for="feeds that show 4:5",
        limit="",
        safe=SafeArea(top_px=64, right_px=64, bottom_px=64, left_px=64),
    ),
)
"""All formats, the usual one first."""


def preset(name: str) -> Preset:
    """The preset of that name. Raises UsageError, naming the nearest, if there is none."""
    for candidate in PRESETS:
        if candidate.name == name:
            return candidate
    names = [candidate.name for candidate in PRESETS]
    near = difflib.get_close_matches(name, names, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join(names[:-1])} and {names[-1]}"
    raise UsageError(f"no preset is called {name}: {remedy}")


TABLE_HEADING = ("preset", "size", "fps", "cut", "safe area", "for", "limits")
"""Of `table_rows`."""


def table_rows() -> Iterator[tuple[str, ...]]:
    """The table of presets, one row of words each, under TABLE_HEADING."""
    for each in PRESETS:
        width, height = each.safe.box(each.size)[2:]
        yield (
            each.name,
            f"{each.size[0]}x{each.size[1]}",
            str(each.fps),
            each.cut,
            f"{width}x{height}",
            each.used_for,
            each.limit,
        )
