"""Riders as a picture shows them: who they are, how they look, and how they sit on their bikes."""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.colour import Colour
from replay.scene.frame.pinhole import Point


@dataclass(frozen=True, slots=True)
class Kit:
    """A rider's colours, sRGB: jersey, one trim stripe, helmet, and the chip that stands for him in panels.

    second  of the stripe along the helmet; that of the trim if left out
    """

    jersey: Colour
    trim: Colour
    helmet: Colour
    chip: Colour
    second: Colour | None = None

    @property
    def crest(self) -> Colour:
        """The stripe along the helmet."""
        return self.second or self.trim


@dataclass(frozen=True, slots=True)
class RiderLook:
    """Who a rider is, for the whole race.

    marker    what his chip says: the worn number if the file has it, else a short tag of the surname
    display   the name as panels show it; '' where only his marker is to be shown
    rides_for his nation, else his team, club or state; '' where none is known
    """

    name: str
    display: str
    rides_for: str
    marker: str
    kit: Kit

    @property
    def called(self) -> str:
        """What a sentence calls him: his name, or his marker where that alone is to be shown."""
        return self.display or self.marker


@dataclass(frozen=True, slots=True)
class Pose:
    """A bike and its rider in space.

    ground_m     the point on the boards under the middle of the wheelbase
    forward      unit vector of travel, along the surface
    normal       unit normal of the surface (for the shadow)
    lean_deg     from vertical, positive towards the inside of the bend (left); see draw for the bicycle's frame
    crank_deg    angle of the right crank, 0 forward, growing as it is pedalled
    wheel_deg    angle of the wheels, growing as they roll
    wheel_turn_deg  by how much they turn while the shutter is open: spokes are blurred
    head_deg     head turned: 0 forward, positive over the left shoulder, up to 110
    effort       0 sitting easily to 1 sprinting out of the saddle
    fallen       0 upright, 1 lying on the boards
    upright      0 low on the handlebars, 1 sitting up after the race
    arms_up      1 arms in the air
    throw        1 the bicycle thrown at the line: arms straight, hips behind the saddle
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
    upright: float = 0.0
    arms_up: float = 0.0
    throw: float = 0.0
    wheel_turn_deg: float = 0.0


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
