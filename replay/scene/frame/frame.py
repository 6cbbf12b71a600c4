"""Frame: the state of everything that one picture shows, before pixels.

A Frame holds all that a painter needs, in metres, seconds and words; it depends on the moment alone.
Fields called `shown` run from 0 (out) to 1 (in full): the eased progress of a panel that comes or goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from replay.scene.frame.card import FinishStrip, Headline, ResultCard, TitleCard
from replay.scene.frame.layout import Layout
from replay.scene.frame.panel_values import Caption, Counter, Tower
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Pose, RiderState
from replay.scene.frame.shot import Shot
from replay.scene.frame.shot_pictures import ShotPictures
from replay.scene.frame.track_map import TrackMap
from replay.scene.frame.track_marks import Lead, LikelyRanges


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything drawn flat over the track. None: not in this picture.

    named        riders whose marker carries the surname, at most two
    ring         the rider with a ring on the boards
    slow_motion  race seconds per video second; shown when not 1
    marked       whether riders carry their chips
    slides       whether panels move a little as they come and go; else they only fade
    """

    counter: Counter | None = None
    tower: Tower | None = None
    caption: Caption | None = None
    lead: Lead | None = None
    ranges: LikelyRanges | None = None
    title: TitleCard | None = None
    result: ResultCard | None = None
    finish: FinishStrip | None = None
    map: TrackMap | None = None
    headline: Headline | None = None
    named: tuple[str, ...] = ()
    ring: str | None = None
    slow_motion: float = 1.0
    label: str = "RECONSTRUCTION"
    marked: bool = True
    slides: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """The second shot of a picture that two share, laid over the first in its pane.

    shown  how far it has come in: 0 not yet, 1 the whole pane
    """

    shot: Shot
    camera: Camera
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture's state.

    race_time_s  nan on cards
    time_speed   race seconds per video second
    dim          0 the track in full light, 1 black behind a card
    beside       the second shot, where two share the picture
    course       of its shot; None: it is a picture by itself
    """

    video_time_s: float
    race_time_s: float
    time_speed: float
    layout: Layout
    shot: Shot
    camera: Camera
    riders: tuple[RiderState, ...]
    pacer: Pose | None
    overlay: Overlay
    dim: float = 0.0
    beside: Beside | None = None
    course: ShotPictures[Frame] | None = field(default=None, compare=False, repr=False)
