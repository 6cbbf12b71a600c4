"""Frame: the state of everything that one picture shows, before pixels.

A Frame holds all that a painter needs, in metres, seconds and words; it depends on the moment alone.
Fields called `shown` run from 0 (out) to 1 (in full): the eased progress of a panel that comes or goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from replay.scene.camera.pinhole import Camera, Point

Colour = tuple[int, int, int]


class Layout(StrEnum):
    """How a picture is composed; each format is composed for itself."""

    LANDSCAPE = "landscape"
    VERTICAL = "vertical"
    SQUARE = "square"
    PORTRAIT = "portrait"


@dataclass(frozen=True, slots=True)
class Shot:
    """A stretch of video with one standing camera.

    id       unique in the timeline
    kind     'main', 'pull-off', 'follow', 'overhead', 'bend', 'finish', 'title', 'result'
    views    the camera at samples of the shot (one for a still camera): all that must be on its plates
    """

    id: str
    kind: str
    views: tuple[Camera, ...]

    @property
    def still(self) -> bool:
        return len(self.views) == 1


@dataclass(frozen=True, slots=True)
class Kit:
    """A rider's colours, sRGB: jersey, one trim stripe, helmet, and the chip that stands for him in panels."""

    jersey: Colour
    trim: Colour
    helmet: Colour
    chip: Colour


@dataclass(frozen=True, slots=True)
class RiderLook:
    """Who a rider is, for the whole race.

    marker    what his chip says: the worn number if the file has it, else a short tag of the surname
    display   the name as panels show it
    """

    name: str
    display: str
    nation: str
    marker: str
    kit: Kit


@dataclass(frozen=True, slots=True)
class Pose:
    """A bike and its rider in space.

    ground_m     the point on the boards under the middle of the wheelbase
    forward      unit vector of travel, along the surface
    normal       unit normal of the surface (for the shadow)
    lean_deg     from vertical, positive towards the inside of the bend (left); see draw for the bicycle's frame
    crank_deg    angle of the right crank, 0 forward, growing as it is pedalled
    wheel_deg    angle of the wheels, growing as they roll
    head_deg     head turned: 0 forward, positive over the left shoulder, up to 110
    effort       0 sitting easily to 1 sprinting out of the saddle
    fallen       0 upright, 1 lying on the boards
    """

    ground_m: Point
    forward: Point
    normal: Point
    lean_deg: float
    crank_deg: float
    wheel_deg: float
    head_deg: float = 0.0
    effort: float = 0.0
    fallen: float = 0.0


@dataclass(frozen=True, slots=True)
class RiderState:
    """One rider at this moment. place counts from 1 in the live order; sd_m is the doubt along the track, m."""

    look: RiderLook
    pose: Pose
    distance_m: float
    height_m: float
    speed_mps: float
    place: int
    leader: bool
    sd_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Counter:
    """Laps to go (the largest number), and metres where they are known."""

    laps_to_go: int
    metres_to_go: float
    event_m: float
    bell: bool = False
    shown: float = 1.0
    roll: float = 1.0  # progress of the change from laps_to_go + 1, 1 when it has settled


@dataclass(frozen=True, slots=True)
class TowerRow:
    """One row of the order tower. row is where it is drawn (0 at the top; fractional while rows swap)."""

    look: RiderLook
    place: str  # '1', or 'DNF', 'REL', ..
    gap: str  # '0.0', '+0.7', '+0.763' at the line only, '' where there is none
    row: float
    leader: bool
    timed: bool = False  # the gap is the official timed one


@dataclass(frozen=True, slots=True)
class Tower:
    heading: str
    rows: tuple[TowerRow, ...]
    shown: float = 1.0
    column: str = "GAP, s"  # what stands over the gaps


@dataclass(frozen=True, slots=True)
class Caption:
    """Words over the picture. told: True where a source says it, False for what the motion shows."""

    head: str
    body: str
    source: str = ""
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class Lead:
    """The lead line on the boards, from the leader's front wheel back to the first chaser's.

    drawn  0 to 1, how much of the line is drawn, from the leader
    whole  whether the shot is about both its ends; else its figures do not stand on it, but in a panel
    """

    from_distance_m: float
    to_distance_m: float
    metres: str  # 'about 48 m'
    seconds: str  # '2.9 s'
    drawn: float = 1.0
    shown: float = 1.0
    whole: bool = True


@dataclass(frozen=True, slots=True)
class LikelyRange:
    """Where a rider may have been: a stripe of the boards along his line, that fades away from where he is shown.

    distance_m  of its middle, under the middle of his bike
    sd_m        standard deviation along the track
    line_m      his height up the boards
    height_m    lower and upper edge, up the boards
    """

    name: str
    colour: Colour
    distance_m: float
    sd_m: float
    line_m: float
    height_m: tuple[float, float]
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class LikelyRanges:
    """The doubt of the reconstruction, shown because it was asked for; words say what the stripes are."""

    words: str
    stripes: tuple[LikelyRange, ...]
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class TitleCard:
    meet: str
    event: str
    round: str
    place_and_date: str
    riders: tuple[RiderLook, ...]  # in start order as far as known, else file order
    order_known: bool
    source: str
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class ResultLine:
    look: RiderLook
    place: str
    gap: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResultCard:
    """told: what the sources tell of the time after the pictures of the race, such as a decision of the judges."""

    heading: str
    event: str
    lines: tuple[ResultLine, ...]
    margin: str  # '+0.763 s', '' where none was timed
    margin_note: str  # 'about 14 m clear at the line', reconstructed
    sources: str
    told: str = ""
    shown: float = 1.0
    won: bool = True  # whether the first line is the winner's


@dataclass(frozen=True, slots=True)
class FinishLine:
    """One rider of the finish strip.

    lag_s     seconds after the winner, as timed
    behind_m  how far he was from the line when the one before him crossed, as reconstructed; None: not known
    """

    look: RiderLook
    pose: Pose
    lag_s: float
    height_m: float
    gap: str
    behind_m: float | None = None


@dataclass(frozen=True, slots=True)
class FinishStrip:
    """The simulated finish image: one line of the track over time. Labelled as not the official photo finish."""

    lines: tuple[FinishLine, ...]
    speed_mps: float
    heading: str
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything drawn flat over the track. None: not in this picture."""

    counter: Counter | None = None
    tower: Tower | None = None
    caption: Caption | None = None
    lead: Lead | None = None
    ranges: LikelyRanges | None = None
    title: TitleCard | None = None
    result: ResultCard | None = None
    finish: FinishStrip | None = None
    named: tuple[str, ...] = ()  # riders whose marker carries the surname, at most two
    ring: str | None = None  # the rider with a ring on the boards
    slow_motion: float = 1.0  # race seconds per video second; shown when not 1
    label: str = "RECONSTRUCTION"


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture's state. race_time_s is nan on cards; time_speed is race seconds per video second."""

    video_time_s: float
    race_time_s: float
    time_speed: float
    layout: Layout
    shot: Shot
    camera: Camera
    riders: tuple[RiderState, ...]
    pacer: Pose | None
    overlay: Overlay
    dim: float = 0.0  # 0 the track in full light, 1 black behind a card
