"""Presets: size, rate, composition and encoding of the formats that a film can be exported in.

Sizes and rates are what the platforms publish for their videos.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from replay.base.errors import UsageError
from replay.scene.camera.wish import Cut
from replay.scene.frame.layout import SAFE_AREAS, SIZES_PX, Layout, SafeArea

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlaceLimit:
    """The longest film that a place takes."""

    place: str
    most_s: float

    @property
    def words(self) -> str:
        whole_minutes = self.most_s >= 180 and self.most_s % 60 == 0
        return f"{self.most_s / 60:g} min on {self.place}" if whole_minutes else f"{self.most_s:g} s on {self.place}"


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
    limits          the longest films that those places take, where that matters
    most_mb         the largest files that they take, MB, by place
    hook            whether a film opens with the decisive moment, if nothing else is asked
    loudness_lufs   integrated loudness of its sound (EBU R128): what the places play without turning it down
    """

    name: str
    size: Size
    fps: int
    layout: Layout
    cut: Cut
    crf: int
    x264: str
    max_mbps: float
    used_for: str
    limits: tuple[PlaceLimit, ...] = ()
    most_mb: tuple[tuple[str, int], ...] = ()
    hook: bool = True
    loudness_lufs: float = -14.0

    def __post_init__(self) -> None:
        if self.size[0] % 2 or self.size[1] % 2:
            raise ValueError(f"preset {self.name}: 4:2:0 video needs an even size, not {self.size[0]}x{self.size[1]}")

    @property
    def safe(self) -> SafeArea:
        """Where the words go."""
        return SAFE_AREAS[self.layout]

    def limit_words(self) -> Iterator[str]:
        """What the places take at most, one by one."""
        yield from (limit.words for limit in self.limits)
        yield from (f"{size} MB on {place}" for place, size in self.most_mb)

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
        size=SIZES_PX[Layout.LANDSCAPE],
        fps=60,
        layout=Layout.LANDSCAPE,
        cut=Cut.FULL,
        crf=18,
        x264="superfast",
        max_mbps=16.0,
        used_for="YouTube, the web, a screen in the hall",
        hook=False,
    ),
    Preset(
        name="vertical",
        size=SIZES_PX[Layout.VERTICAL],
        fps=30,
        layout=Layout.VERTICAL,
        cut=Cut.HIGHLIGHTS,
        crf=18,
        x264="superfast",
        max_mbps=12.0,
        used_for="Reels, TikTok, Shorts, stories",
        limits=(PlaceLimit("Facebook", 90.0), PlaceLimit("Shorts", 180.0)),
    ),
    Preset(
        name="square",
        size=SIZES_PX[Layout.SQUARE],
        fps=30,
        layout=Layout.SQUARE,
        cut=Cut.HIGHLIGHTS,
        crf=18,
        x264="superfast",
        max_mbps=8.0,
        used_for="X, Bluesky, Facebook",
        limits=(PlaceLimit("X", 140.0),),
        most_mb=(("Bluesky", 300),),
    ),
    Preset(
        name="portrait",
        size=SIZES_PX[Layout.PORTRAIT],
        fps=30,
        layout=Layout.PORTRAIT,
        cut=Cut.HIGHLIGHTS,
        crf=18,
        x264="superfast",
        max_mbps=10.0,
        used_for="feeds that show 4:5",
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
            ", ".join(each.limit_words()),
        )
