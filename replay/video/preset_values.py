"""A preset: size, rate, composition and encoding of a format that a film can be exported in."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from replay.base.errors import UsageError
from replay.scene.camera.wish import Cut
from replay.scene.frame.layout import SAFE_AREAS, SIZES_PX, Layout, SafeArea

Size = tuple[int, int]

BUFFER_S = 2.0
"""Seconds over which a film is held to its highest rate: it is never larger than at that rate and so much longer."""

_ROOM = 0.97
"""Part of a largest size that pictures and sound may take: the rest is for the index."""

LEAST_MBPS = 0.3
"""Below this rate nothing is to be recognised in pictures of 720 px."""


class FileKind(StrEnum):
    """What kind of file a format makes, by the suffix of its name."""

    MP4 = "mp4"
    """A film with sound, H.264 and AAC."""

    GIF = "gif"
    """A silent loop of 256 colours, for places that show nothing else."""

    WEBP = "webp"
    """A silent loop, smaller and in all colours."""

    MOV = "mov"
    """What is laid over the picture alone, on transparent ground: ProRes 4444 for editors."""

    PNG = "png"
    """The one decisive picture: a cover or a poster."""


@dataclass(frozen=True, slots=True)
class PlaceLimit:
    """The longest film, or the largest file, that a place takes; by what, and when that was read."""

    place: str
    most_s: float = math.inf
    most_mb: float = math.inf
    source: str = ""
    date: str = ""

    @property
    def words(self) -> str:
        """The limit in words: '3 min on Shorts', '300 MB on Bluesky'."""
        if math.isinf(self.most_s):
            return f"{self.most_mb:g} MB on {self.place}"
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
    limits          the longest films and the largest files that those places take, where that matters
    hook            whether a film opens with the decisive moment, if nothing else is asked
    loudness_lufs   integrated loudness of its sound (EBU R128): what the places play without turning it down
    profile, level  of H.264: what old players can show
    b_frames        pictures in a row that are made of those after them, too
    safe_area       margins of words, px of the layout's reference size; None: the layout's
    fit_mb          the largest file that may come of it, MB; None: as large as the rate makes it
    file            what kind of file it makes; rate, profile and loudness are those of MP4 alone
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
    hook: bool = True
    loudness_lufs: float = -14.0
    profile: str = "high"
    level: str = "4.2"
    b_frames: int = 2
    safe_area: SafeArea | None = None
    fit_mb: float | None = None
    file: FileKind = FileKind.MP4

    def __post_init__(self) -> None:
        if self.size[0] % 2 or self.size[1] % 2:
            raise ValueError(f"preset {self.name}: 4:2:0 video needs an even size, not {self.size[0]}x{self.size[1]}")

    @property
    def suffix(self) -> str:
        """How the names of its files end: '.mp4'."""
        return f".{self.file}"

    @property
    def has_sound(self) -> bool:
        """Whether its files can be heard."""
        return self.file is FileKind.MP4

    @property
    def safe(self) -> SafeArea:
        """Where the words go."""
        return self.safe_area or SAFE_AREAS[self.layout]

    @property
    def safe_box(self) -> tuple[int, int, int, int]:
        """Where the words go in its picture: x, y, width and height, px."""
        wide, tall = SIZES_PX[self.layout]
        return self.safe.box(self.size, min(self.size[0] / wide, self.size[1] / tall))

    @property
    def keyframe_every(self) -> int:
        """Frames from one keyframe to the next: two seconds."""
        return 2 * self.fps

    def frame_times(self, start_s: float, end_s: float) -> tuple[float, ...]:
        """Video time of every frame of a stretch: from the frame number, so that any frame can be made alone."""
        first, beyond = round(start_s * self.fps), round(end_s * self.fps)
        return tuple(number / self.fps for number in range(first, beyond))

    def fitted(self, duration_s: float, sound_bps: float) -> Preset:
        """The same with a rate at which a film of that length is no larger than its largest size.

        Raises UsageError for a film that is too long for that.
        """
        if self.fit_mb is None:
            return self
        bits = _ROOM * self.fit_mb * 8e6 - sound_bps * duration_s
        mbps = bits / (duration_s + BUFFER_S) / 1e6
        if mbps < LEAST_MBPS:
            most_s = (_ROOM * self.fit_mb * 8e6 - LEAST_MBPS * 1e6 * BUFFER_S) / (LEAST_MBPS * 1e6 + sound_bps)
            message = f"a film of {duration_s:.0f} s does not fit into {self.fit_mb:g} MB ({self.name})"
            raise UsageError(f"{message}: show at most {math.floor(most_s)} s of it, with --length, or --from and --to")
        return replace(self, max_mbps=min(self.max_mbps, mbps))
