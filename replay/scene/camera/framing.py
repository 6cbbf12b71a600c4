"""Framing: how a standing camera must turn and zoom so that certain points lie inside a window of the picture.

A window is (left, top, right, bottom) in fractions of the picture. Sizes are in units of the picture's height, so a
focal length of 1 means that an object as tall as it is far fills the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import Floats

Window = tuple[float, float, float, float]

_ROUNDS, _NEAR_ENOUGH = 10, 1e-5
"""Steps of the search for a direction; each turns the camera by what the last one missed by. It ends when no moment is
missed by more than a hundredth of a pixel, which mostly takes four."""

_NEAREST_M = 0.5
"""Nearer than this in front of the eye nothing is projected: it would be anywhere."""


@dataclass(frozen=True, slots=True)
class LensLimits:
    """What a camera may do: vertical field of view from..to, and the height of a rider as a part of the picture's."""

    narrowest_deg: float
    widest_deg: float
    tallest_rider: float = 0.24  # larger, and who rides beside him is out of the picture


RIDER_TALL_M = 1.7
"""From the boards to the top of a helmet."""


def fit(
    eye_m: Floats, up: Floats, points_m: Floats, window: Window, aspect: float, lens: LensLimits
) -> tuple[Floats, Floats]:
    """Directions (N, 3) and focal lengths (N,) that put the points (N, P, 3) of each moment inside the window.

    As tight as the lens and the rider's size allow, with the points in the window's middle. Where the widest lens
    does not hold the points, they are centred and lie partly outside.
    """
    rays = points_m - eye_m
    forward = _unit(_unit(rays).mean(axis=1))
    middle, size = _window(window, aspect)
    focal = np.ones(len(points_m))
    for _ in range(_ROUNDS):
        right, down = _axes(forward, up)
        low, high, depth = _extent(rays, right, down, forward)
        focal = _focal((high - low), size, depth, lens)
        shift = (low + high) / 2 - middle / focal[:, None]
        forward = _unit(forward + shift[:, :1] * right + shift[:, 1:] * down)
        if np.abs(shift * focal[:, None]).max() < _NEAR_ENOUGH:
            break
    return forward, focal


def smooth(values: Floats, sigma: float) -> Floats:
    """Gaussian low-pass along the first axis; sigma in samples. The ends are held."""
    if sigma <= 0 or len(values) < 2:
        return values
    reach = min(int(np.ceil(3 * sigma)), len(values) - 1)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weights /= weights.sum()
    padded = np.concatenate([np.repeat(values[:1], reach, 0), values, np.repeat(values[-1:], reach, 0)])
    columns = padded.reshape(len(padded), -1).T
    passed = np.stack([np.convolve(column, weights, "valid") for column in columns], -1)
    return np.asarray(passed.reshape(values.shape))


def lowest(values: Floats, reach: int) -> Floats:
    """Smallest value within `reach` samples on either side: (N,) to (N,)."""
    padded = np.pad(values, reach, mode="edge")
    return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1))


def room(eye_m: Floats, up: Floats, forward: Floats, points_m: Floats, window: Window, aspect: float) -> Floats:
    """Longest focal lengths (N,) with which cameras of these directions still hold all points inside the window."""
    right, down = _axes(forward, up)
    low, high, _ = _extent(points_m - eye_m, right, down, forward)
    left, top, far, bottom = window
    edges = np.array([(far - 0.5) * aspect, bottom - 0.5]), np.array([(left - 0.5) * aspect, top - 0.5])
    with np.errstate(divide="ignore", invalid="ignore"):
        after = np.where(high > 0, edges[0] / high, np.inf)
        before = np.where(low < 0, edges[1] / low, np.inf)
    return np.asarray(np.minimum(after, before).min(axis=1))


def held(
    eye_m: Floats, up: Floats, forward: Floats, focal: Floats, points_m: Floats, window: Window, aspect: float
) -> Floats:
    """Fraction (N,) of the points that lie inside the window at each moment."""
    right, down = _axes(forward, up)
    across, along, depth = _seen(points_m - eye_m, right, down, forward)
    x = 0.5 + across * focal[:, None] / aspect
    y = 0.5 + along * focal[:, None]
    left, top, far, bottom = window
    inside = (x >= left) & (x <= far) & (y >= top) & (y <= bottom) & (depth > _NEAREST_M)
    return np.asarray(inside.mean(axis=1))


def fov_deg(focal: Floats) -> Floats:
    """Vertical field of view of a focal length in picture heights."""
    return np.asarray(np.degrees(2 * np.arctan(0.5 / focal)))


def focal_of(deg: float) -> float:
    """Focal length in picture heights of a vertical field of view."""
    return 0.5 / float(np.tan(np.radians(deg) / 2))


def _focal(spread: Floats, size: Floats, depth: Floats, lens: LensLimits) -> Floats:
    tight: Floats = (size / np.maximum(spread, 1e-6)).min(axis=1)
    longest = np.minimum(focal_of(lens.narrowest_deg), lens.tallest_rider * depth / RIDER_TALL_M)
    return np.asarray(np.maximum(np.minimum(tight, longest), focal_of(lens.widest_deg)))


def _window(window: Window, aspect: float) -> tuple[Floats, Floats]:
    """Middle of a window from the picture's middle, and its size, in picture heights."""
    left, top, right, bottom = window
    middle = np.array([((left + right) / 2 - 0.5) * aspect, (top + bottom) / 2 - 0.5])
    return middle, np.array([(right - left) * aspect, bottom - top])


def _extent(rays: Floats, right: Floats, down: Floats, forward: Floats) -> tuple[Floats, Floats, Floats]:
    across, along, depth = _seen(rays, right, down, forward)
    low = np.stack([across.min(axis=1), along.min(axis=1)], -1)
    high = np.stack([across.max(axis=1), along.max(axis=1)], -1)
    return low, high, np.maximum(depth.min(axis=1), 1.0)


def _seen(rays: Floats, right: Floats, down: Floats, forward: Floats) -> tuple[Floats, Floats, Floats]:
    depth = np.einsum("npk,nk->np", rays, forward)
    near = np.maximum(depth, _NEAREST_M)
    return np.einsum("npk,nk->np", rays, right) / near, np.einsum("npk,nk->np", rays, down) / near, depth


def _axes(forward: Floats, up: Floats) -> tuple[Floats, Floats]:
    right = _unit(_cross(forward, up))
    return right, _cross(forward, right)


def _cross(one: Floats, other: Floats) -> Floats:
    """Cross products (N, 3). As numpy has them, which takes longer to get ready: a film asks a thousand times."""
    a, b, c, x, y, z = one[..., 0], one[..., 1], one[..., 2], other[..., 0], other[..., 1], other[..., 2]
    found = np.empty(np.broadcast_shapes(one.shape, other.shape))
    found[..., 0], found[..., 1], found[..., 2] = b * z - c * y, c * x - a * z, a * y - b * x
    return found


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))
