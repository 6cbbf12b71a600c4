"""Loops over the labels of a picture, and over the moments of a shot: what they touch, and what they lie over.

Over moments boxes are (4, T, M) left, top, right and bottom, points (2, T, K) across and down, px: of each moment its
own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.pixels.compiled import compiled

Flags = NDArray[np.bool_]

_TRUNK_POINTS = 5
"""Points of a rider from his head to his back."""


@compiled
def touches(box: Floats, others: Floats, apart: float) -> Flags:
    """When (T,) a box (4, T) comes nearer to any of the others than so far."""
    count = box.shape[1]
    found = np.zeros(count, np.bool_)
    for t in range(count):
        left, top, right, bottom = box[0, t] - apart, box[1, t] - apart, box[2, t] + apart, box[3, t] + apart
        for m in range(others.shape[2]):
            if (
                others[0, t, m] < right
                and others[2, t, m] > left
                and others[1, t, m] < bottom
                and others[3, t, m] > top
            ):
                found[t] = True
                break
    return found


@compiled
def holds_points(box: Floats, points: Floats, apart: float) -> Flags:
    """When (T,) any of the points is nearer to a box (4, T) than so far."""
    count = box.shape[1]
    found = np.zeros(count, np.bool_)
    for t in range(count):
        left, top, right, bottom = box[0, t] - apart, box[1, t] - apart, box[2, t] + apart, box[3, t] + apart
        for k in range(points.shape[2]):
            if left < points[0, t, k] < right and top < points[1, t, k] < bottom:
                found[t] = True
                break
    return found


@compiled
def points_touch(points: Floats, others: Floats, apart: float, first: int, own: int) -> Flags:
    """When (T,) any of the points is nearer than so far to any of the other boxes from the first on, but for one."""
    count = points.shape[1]
    found = np.zeros(count, np.bool_)
    for t in range(count):
        for k in range(points.shape[2]):
            x, y = points[0, t, k], points[1, t, k]
            for m in range(first, others.shape[2]):
                if m == own:
                    continue
                across = others[0, t, m] < x + apart and others[2, t, m] > x - apart
                if across and others[1, t, m] < y + apart and others[3, t, m] > y - apart:
                    found[t] = True
    return found


@compiled
def covered(box: Floats, bodies: Floats, who: int, core: float, area: float) -> tuple[Floats, Floats]:
    """How much of a box (4, T) of that area lies over the middle of one body, and most over that of another, (T,) each.

    core: the middle's share of the length of a body's sides
    """
    count = box.shape[1]
    own, most = np.zeros(count), np.zeros(count)
    for t in range(count):
        for n in range(bodies.shape[2]):
            x, wide = (bodies[0, t, n] + bodies[2, t, n]) / 2, (bodies[2, t, n] - bodies[0, t, n]) / 2 * core
            y, high = (bodies[1, t, n] + bodies[3, t, n]) / 2, (bodies[3, t, n] - bodies[1, t, n]) / 2 * core
            across = min(x + wide, box[2, t]) - max(x - wide, box[0, t])
            down = min(y + high, box[3, t]) - max(y - high, box[1, t])
            share = max(across, 0.0) * max(down, 0.0) / area
            if n == who:
                own[t] = share
            else:
                most[t] = max(most[t], share)
    return own, most


@compiled
def apart_from(box: Floats, trunks: Floats, who: int) -> tuple[Floats, Floats]:
    """How far a box (4, T) is from one rider and from the nearest other, (T,) each; trunks (2, T, N, 2), as x and y of
    the ends of a line down each rider's back."""
    count = box.shape[1]
    own, other = np.full(count, np.inf), np.full(count, np.inf)
    for t in range(count):
        left, top, right, bottom = box[0, t], box[1, t], box[2, t], box[3, t]
        for n in range(trunks.shape[2]):
            nearest = np.inf
            for k in range(_TRUNK_POINTS):
                share = k / (_TRUNK_POINTS - 1)
                x = trunks[0, t, n, 0] * (1 - share) + trunks[0, t, n, 1] * share
                y = trunks[1, t, n, 0] * (1 - share) + trunks[1, t, n, 1] * share
                across, down = max(left - x, x - right, 0.0), max(top - y, y - bottom, 0.0)
                nearest = min(nearest, across * across + down * down)
            if n == who:
                own[t] = nearest**0.5
            else:
                other[t] = min(other[t], nearest**0.5)
    return own, other


@compiled
def crosses(line: Floats, lines: Floats) -> Flags:
    """When (T,) a line (T, 2, 2) crosses any of others (T, L, 2, 2): each parts the ends of the other."""
    found = np.zeros(len(line), np.bool_)
    for t in range(len(line)):
        ax, ay = line[t, 0, 0], line[t, 0, 1]
        bx, by = line[t, 1, 0] - ax, line[t, 1, 1] - ay
        for n in range(lines.shape[1]):
            cx, cy = lines[t, n, 0, 0], lines[t, n, 0, 1]
            dx, dy = lines[t, n, 1, 0] - cx, lines[t, n, 1, 1] - cy
            first = (bx * (cy - ay) - by * (cx - ax)) * (bx * (lines[t, n, 1, 1] - ay) - by * (lines[t, n, 1, 0] - ax))
            other = (dx * (ay - cy) - dy * (ax - cx)) * (dx * (line[t, 1, 1] - cy) - dy * (line[t, 1, 0] - cx))
            if first < 0 and other < 0:
                found[t] = True
                break
    return found


@compiled
def _near(x: float, y: float, right: float, bottom: float, other: Floats, limits: tuple[float, float, float]) -> float:
    """How near a box is to another: 1 where they touch, 0 from a few pixels on."""
    apart = max(max(x - other[2], other[0] - right), max(y - other[3], other[1] - bottom))
    return float(1.0 - min(max((apart - limits[0]) / limits[1], 0.0), 1.0))


@compiled
def seen_beside(
    boxes: Floats,
    lines: Floats,
    points: Floats,
    heads: NDArray[np.intp],
    avoid: Floats,
    shown: Floats,
    limits: tuple[float, float, float],
) -> Floats:
    """How much of labels and of their lines (L, 2) is seen beside what they avoid, and those that come before them.

    boxes (L, 4); lines (L, 2, 2) and points on them (L, K, 2); heads (L,): which of the boxes to avoid (M, 4) is that
    of the own rider, from which the line begins; shown (L,): how much of each is seen by itself
    limits: what is nearer touches, over how much more it fades, and from how much on a label is seen
    """
    count, along, first = len(boxes), points.shape[1], len(avoid)
    taken = np.empty((first + count * (1 + along), 4))
    taken[:first] = avoid
    before, drawn, used, seen = np.empty((1, count, 2, 2)), 0, first, np.empty((count, 2))
    for k in range(count):
        left, top, right, bottom = boxes[k, 0], boxes[k, 1], boxes[k, 2], boxes[k, 3]
        whole, nearest = shown[k], 0.0
        for m in range(used):
            whole *= 1.0 - _near(left, top, right, bottom, taken[m], limits)
            for n in range(along if m != heads[k] else 0):
                x, y = points[k, n, 0], points[k, n, 1]
                nearest = max(nearest, _near(x, y, x, y, taken[m], limits))
        clear = 0.0 if crosses(lines[k : k + 1], before[:, :drawn])[0] else 1.0 - nearest
        seen[k, 0], seen[k, 1] = whole, whole * clear
        if whole > limits[2]:
            taken[used] = boxes[k]
            used += 1
        if whole * clear > limits[2]:
            before[0, drawn] = lines[k]
            drawn += 1
            for n in range(along):
                taken[used, :2], taken[used, 2:] = points[k, n], points[k, n]
                used += 1
    return seen
