"""A parametric velodrome: a banked surface in space, as functions of distance and height.

Distance runs along the measurement line from the finish line, height up the boards from the inner edge. The origin
is the centre of the infield, z = 0 at the measurement line, the home straight lies at y < 0 and is ridden towards +x.

The plan follows the usual construction of straights, transitions and circular arcs, with transitions whose curvature
grows as a half cosine, as in Fitzgerald, Kelso, Grimshaw and Warr, "Impact of transition design on the accuracy of
velodrome models", Sports Engineering 24:23 (2021); the banking is their equation 19.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from replay.base.units import Floats

MEASUREMENT_LINE_M = 0.20
"""Height of the measurement line (inner edge of the black line) above the inner edge of the track (UCI 3.6.078)."""

_CELL_M = 0.1
"""The measurement line is a polynomial in each cell of this length: exact to rounding, but for the cells in which a
straight or an arc ends. There the second derivative of the curvature jumps, and it is off by up to 0.1 nm."""

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(4)


@dataclass(frozen=True)
class TrackShape:
    """The measures of a track.

    lap_m          length of the measurement line
    straight_m     length of each straight, without any curvature
    transition_m   length of each of the four transitions between straight and arc
    banking_deg    lowest (mid-straight) and highest (mid-bend) banking
    width_m        of the boards, from inner edge to fence, up the boards
    finish_m       finish line, metres past the middle of the home straight
    """

    name: str
    title: str
    lap_m: float
    straight_m: float
    transition_m: float
    banking_deg: tuple[float, float]
    width_m: float
    finish_m: float
    note: str = ""

    @property
    def arc_m(self) -> float:
        """Length of each circular arc: what half a lap has left."""
        return self.lap_m / 2 - self.straight_m - 2 * self.transition_m

    @property
    def radius_m(self) -> float:
        """Radius of the arcs: a transition turns half as much as an arc of its length, and each end turns by pi."""
        return (self.transition_m + self.arc_m) / np.pi


@dataclass(frozen=True)
class Velodrome:
    """The surface of a track. All functions take scalars or arrays that broadcast."""

    shape: TrackShape

    @property
    def lap_m(self) -> float:
        return self.shape.lap_m

    @property
    def width_m(self) -> float:
        return self.shape.width_m

    def curvature(self, distance_m: ArrayLike) -> Floats:
        """Curvature of the measurement line in plan, 1/m, never negative, with a continuous derivative."""
        along = self._along_half(distance_m)
        into, out_of = self._ramp(along)
        return np.asarray((into - out_of) / self.shape.radius_m)

    def heading(self, distance_m: ArrayLike) -> Floats:
        """Direction of travel in plan, radians from the x axis, growing by 2 pi a lap."""
        return self._heading(np.asarray(distance_m, dtype=float) + self.shape.finish_m)

    def banking(self, distance_m: ArrayLike) -> Floats:
        """Slope of the boards, radians. Lowest in mid-straight, highest in mid-bend."""
        low, high = np.radians(self.shape.banking_deg)
        phase = 4 * np.pi * (np.asarray(distance_m, dtype=float) + self.shape.finish_m) / self.lap_m
        return np.asarray((low + high) / 2 - (high - low) / 2 * np.cos(phase))

    def banking_change(self, distance_m: ArrayLike) -> Floats:
        """Derivative of the banking along the measurement line, radians per metre."""
        low, high = np.radians(self.shape.banking_deg)
        rate = 4 * np.pi / self.lap_m
        phase = rate * (np.asarray(distance_m, dtype=float) + self.shape.finish_m)
        return np.asarray((high - low) / 2 * rate * np.sin(phase))

    def place(self, distance_m: ArrayLike, height_m: ArrayLike = MEASUREMENT_LINE_M) -> Floats:
        """Points on the surface, (..., 3) metres. Below the inner edge (height < 0) the ground is level.

        Distances and heights are broadcast; what depends on the distance alone is worked out once for each.
        """
        distance = np.asarray(distance_m, float)
        heading = self.heading(distance)
        offset, rise = self._section(distance, np.asarray(height_m, float))
        line = self._line(distance + self.shape.finish_m)
        points = np.empty((*offset.shape, 3))
        points[..., 0] = line[..., 0] + offset * np.sin(heading)
        points[..., 1] = line[..., 1] - offset * np.cos(heading)
        points[..., 2] = rise
        return points

    def directions(
        self, distance_m: ArrayLike, height_m: ArrayLike = MEASUREMENT_LINE_M
    ) -> tuple[Floats, Floats, Floats]:
        """Unit vectors (..., 3): forward at constant height, up the boards, and the surface's normal.

        On the level ground below the inner edge, whose edge sinks a little where the banking grows, up is level
        outwards but for that slope.
        """
        distance, height = np.broadcast_arrays(np.asarray(distance_m, float), np.asarray(height_m, float))
        heading, banking = self.heading(distance), self.banking(distance)
        sin, cos = np.sin(heading), np.cos(heading)
        level = _vectors(cos, sin, np.zeros_like(cos)) * self._stretch(distance, height)[..., None]
        twisted = _vectors(-np.sin(banking) * sin, np.sin(banking) * cos, np.cos(banking))
        forward = level + twisted * self._twist(distance, height)[..., None]
        forward = forward / np.linalg.norm(forward, axis=-1, keepdims=True)
        slope = np.where(height < 0, 0.0, banking)
        outward = _vectors(np.cos(slope) * sin, -np.cos(slope) * cos, np.sin(slope))
        normal = _cross(outward, forward)
        normal = normal / np.linalg.norm(normal, axis=-1, keepdims=True)
        return forward, _cross(forward, normal), normal

    def path_ratio(self, distance_m: ArrayLike, height_m: ArrayLike) -> Floats:
        """Metres ridden at a constant height for each metre of the measurement line."""
        distance, height = np.broadcast_arrays(np.asarray(distance_m, float), np.asarray(height_m, float))
        sideways = self._twist(distance, height)
        along = self._stretch(distance, height)
        return np.hypot(along, sideways)

    def _twist(self, distance: Floats, height: Floats) -> Floats:
        """Sideways movement for a metre of the measurement line: the banking turns the boards about that line."""
        return (np.maximum(height, 0.0) - MEASUREMENT_LINE_M) * self.banking_change(distance)

    def _stretch(self, distance: Floats, height: Floats) -> Floats:
        offset, _ = self._section(distance, height)
        return 1 + self.curvature(distance) * offset

    def _section(self, distance: Floats, height: Floats) -> tuple[Floats, Floats]:
        """Plan offset outwards from the measurement line, and rise, of points of a cross-section."""
        banking = self.banking(distance)
        up = np.maximum(height, 0.0) - MEASUREMENT_LINE_M
        return up * np.cos(banking) + np.minimum(height, 0.0), up * np.sin(banking)

    def _along_half(self, distance_m: ArrayLike) -> Floats:
        """Metres past the middle of a straight; both halves of the lap are alike."""
        return np.asarray(np.mod(np.asarray(distance_m, dtype=float) + self.shape.finish_m, self.lap_m / 2))

    def _ramp(self, along: Floats) -> tuple[Floats, Floats]:
        """How far curvature has grown at the bend's way in, and gone at its way out: 0 to 1."""
        enter = self.shape.straight_m / 2
        leave = self.lap_m / 2 - enter - self.shape.transition_m
        into, out_of = (_within((along - start) / self.shape.transition_m, 1.0) for start in (enter, leave))
        return (1 - np.cos(np.pi * into)) / 2, (1 - np.cos(np.pi * out_of)) / 2

    def _heading(self, past_middle_m: Floats) -> Floats:
        half = self.lap_m / 2
        halves = np.floor(past_middle_m / half)
        along = past_middle_m - halves * half
        enter = self.shape.straight_m / 2
        leave = half - enter - self.shape.transition_m
        turned = self._turned(along - enter) - self._turned(along - leave)
        return np.asarray(halves * np.pi + turned / self.shape.radius_m)

    def _turned(self, past_m: Floats) -> Floats:
        """Integral of a half-cosine ramp that begins at 0."""
        length = self.shape.transition_m
        within = _within(past_m, length)
        ramp = (within - length / np.pi * np.sin(np.pi * within / length)) / 2
        return ramp + np.maximum(past_m - length, 0.0)

    def _line(self, past_middle_m: Floats) -> Floats:
        """Plan points (..., 2) of the measurement line."""
        half = self.lap_m / 2
        halves = np.floor(past_middle_m / half)
        cell = (past_middle_m - halves * half) * (self._pieces.shape[1] / half)
        index = np.minimum(cell.astype(int), self._pieces.shape[1] - 1)
        within = (cell - index)[..., None]
        point = self._pieces[-1][index]
        for piece in self._pieces[-2::-1]:
            point = point * within + piece[index]
        return np.asarray(np.where(halves[..., None] % 2 == 0, point, -point))

    @cached_property
    def _pieces(self) -> Floats:
        """(6, cells, 2) the line along half a lap as a polynomial in each of even cells, lowest power first.

        Each has the points, directions and curvatures of its ends (quintic Hermite interpolation).
        """
        half = self.lap_m / 2
        count = int(np.ceil(half / _CELL_M))
        ends, cell = np.linspace(0.0, half, count + 1), half / count
        heading = self._heading(ends[:-1, None] + cell * (_NODES + 1) / 2)
        steps = np.stack([np.cos(heading) @ _WEIGHTS, np.sin(heading) @ _WEIGHTS], axis=-1) * cell / 2
        point = np.vstack([[0.0, 0.0], np.cumsum(steps, axis=0)])
        heading = self._heading(ends)
        along = np.stack([np.cos(heading), np.sin(heading)], axis=-1) * cell
        turn = (
            self.curvature(ends - self.shape.finish_m)[:, None] * cell * np.stack([-along[:, 1], along[:, 0]], axis=-1)
        )
        far = np.diff(point, axis=0) - along[:-1] - turn[:-1] / 2
        bent, twisted = np.diff(along, axis=0) - turn[:-1], np.diff(turn, axis=0)
        return np.stack(
            [
                point[:-1] - point[-1] / 2,
                along[:-1],
                turn[:-1] / 2,
                10 * far - 4 * bent + twisted / 2,
                -15 * far + 7 * bent - twisted,
                6 * far - 3 * bent + twisted / 2,
            ]
        )


def _vectors(x: Floats, y: Floats, z: Floats) -> Floats:
    """Vectors (..., 3) of their three parts."""
    found = np.empty((*x.shape, 3))
    found[..., 0], found[..., 1], found[..., 2] = x, y, z
    return found


def _within(values: Floats, most: float) -> Floats:
    """Values between 0 and a bound. numpy's own clip takes twice as long for a few of them."""
    return np.minimum(np.maximum(values, 0.0), most)


def _cross(first: Floats, second: Floats) -> Floats:
    """The vector product of vectors (..., 3). numpy's own takes more than twice as long for a few of them."""
    found = np.empty(first.shape)
    for axis in range(3):
        after, last = (axis + 1) % 3, (axis + 2) % 3
        found[..., axis] = first[..., after] * second[..., last] - first[..., last] * second[..., after]
    return found
