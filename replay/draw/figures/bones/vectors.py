"""Vectors of three numbers. For one point at a time numpy takes thirty times as long."""

from __future__ import annotations

from math import sqrt

from replay.scene.frame.pinhole import Point


def cross(first: Point, second: Point) -> Point:
    """The vector product."""
    (a, b, c), (x, y, z) = first, second
    return (b * z - c * y, c * x - a * z, a * y - b * x)


def blend(first: Point, share: float, second: Point, other_share: float) -> Point:
    """So much of the first and so much of the second."""
    (a, b, c), (x, y, z) = first, second
    return (a * share + x * other_share, b * share + y * other_share, c * share + z * other_share)


def between(first: Point, second: Point, share: float) -> Point:
    """The point at a share of the way from the first to the second."""
    return blend(first, 1.0 - share, second, share)


def moved(point: Point, forward_m: float, left_m: float, up_m: float) -> Point:
    """A point moved along the axes."""
    return point[0] + forward_m, point[1] + left_m, point[2] + up_m


def dot(first: Point, second: Point) -> float:
    """The scalar product."""
    return first[0] * second[0] + first[1] * second[1] + first[2] * second[2]


def unit(vector: Point) -> Point:
    """The vector of length 1 in the same direction."""
    length = sqrt(dot(vector, vector))
    return (vector[0] / length, vector[1] / length, vector[2] / length)


def within_reach(start: Point, end: Point, reach_m: float) -> Point:
    """The end, or where it is too far from the start, the last point on the way there within reach."""
    way = blend(end, 1.0, start, -1.0)
    span = sqrt(dot(way, way))
    return end if span <= reach_m else blend(start, 1.0, way, reach_m / span)


def two_bone(start: Point, end: Point, bones_m: tuple[float, float], pole: Point) -> Point:
    """The middle joint of a limb of two bones between `start` and `end`, bent towards `pole`.

    bones_m are the lengths of first and second bone. They are kept as long as the ends are no further apart than the
    limb is long.
    """
    first_m, second_m = bones_m
    reach = blend(end, 1.0, start, -1.0)
    span = sqrt(dot(reach, reach))
    axis = (reach[0] / span, reach[1] / span, reach[2] / span)
    along = (first_m**2 - second_m**2 + span**2) / (2 * span)
    out = sqrt(max(first_m**2 - along**2, 0.0))
    bend = unit(blend(pole, 1.0, axis, -dot(pole, axis)))
    return blend(blend(start, 1.0, axis, along), 1.0, bend, out)
