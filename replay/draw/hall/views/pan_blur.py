"""The blur of a fast pan: the background as a film camera has it whose shutter is open for half of each picture.

What stands still smears along one line while the camera turns. So the background is warped into a picture that is
coarse along the pan, as nothing fine is left there; some neighbours along the line make each of its pixels; and it is
drawn out again. The rest of a camera's movement, such as its zoom, is small and left out.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.hall.grade import darkened, vignette
from replay.draw.hall.loops.smear_kernels import double_across, double_down, mean_along, mean_doubled_across
from replay.draw.hall.views.lens import PlateLens

Pixels = NDArray[np.uint8]

_LEAST_PX = 3.0
"""A shorter smear is not seen."""

_HALF_FROM_PX, _QUARTER_FROM_PX = 6.0, 24.0
"""From these lengths on the picture is half, and a quarter, as fine along the pan. Halves and quarters are drawn out by
sums of neighbours: any other size costs five times as much (5.5 for 1.1 ms a picture of 1080 lines)."""

_SOFT, _SOFT_HALF_FROM_PX = 0.8, 4.0
"""A plate that has fewer pixels than this for one of the view has nothing that half of them could miss: half as fine
from a shorter length on."""

_COARSEST_WARP = 2
"""A warp mixes neighbouring pixels of a plate: one that is coarser leaves some out, and thin lines become dots. What
is to be coarser is warped twice as fine, and halved."""

_WHOLE = 256
"""What the weights of all samples are together."""


@dataclass(frozen=True, slots=True, eq=False)
class Smear:
    """A picture that is coarse along a pan.

    matrix   (3, 3) from pixel indices of the view to its own, as it is warped
    size_px  of it, with what its edges need
    along    0: across the picture, 1: down it
    coarse   1, 2 or 4: how many of the view's pixels one of it is, along the pan, once it is as coarse as it may be
    inside   its size by then, without what its edges need
    steps    (samples, 2) rows and columns of the samples of its first pixel; weights (samples,): of each
    """

    matrix: Floats
    size_px: tuple[int, int]
    along: int
    coarse: int
    inside: tuple[int, int]
    steps: NDArray[np.int64]
    weights: NDArray[np.uint16]

    @classmethod
    def of(cls, view: PlateLens, closed: PlateLens | None, sharpness: float = 1.0) -> Smear | None:
        """The smear of a view that is turned to another by half of the time for which the shutter is open; None for
        one that is too short to be seen. sharpness: pixels of the plate for one of the view."""
        moved = None if closed is None else _moved(view, closed)
        if moved is None or np.hypot(*moved) < _LEAST_PX:
            return None
        along = int(abs(moved[1]) > abs(moved[0]))
        length, slope = abs(float(moved[along])), float(moved[1 - along] / moved[along])
        half_from_px = _SOFT_HALF_FROM_PX if sharpness < _SOFT else _HALF_FROM_PX
        coarse = 1 if length < half_from_px else 2 if length < _QUARTER_FROM_PX else 4
        weights = _weights(length / coarse)
        count = len(weights)
        aside = np.rint(slope * coarse * (np.arange(count) - (count - 1) / 2)).astype(np.int64)
        pad = int(np.abs(aside).max())
        inside, steps = list(view.size_px), np.empty((count, 2), dtype=np.int64)
        inside[along] = -(-inside[along] // coarse)
        steps[:, 1 - along], steps[:, along] = np.arange(count), pad + aside
        finer = max(coarse // _COARSEST_WARP, 1)
        warped = list(inside)
        warped[along] = (inside[along] + count - 1) * finer
        warped[1 - along] += 2 * pad
        matrix = np.eye(3)
        matrix[along, along] = finer / coarse
        matrix[along, 2] = (0.5 / coarse - 0.5 + (count - 1) / 2) * finer + (finer - 1) / 2
        matrix[1 - along, 2] = pad
        return cls(matrix, (warped[0], warped[1]), along, coarse, (inside[0], inside[1]), steps, weights)

    def blurred(self, picture: Pixels, into: Pixels, strength: float = 0.0) -> None:
        """What is in its own pixels (height, width, 4), blurred and as the view has it, with a vignette so strong."""
        width, height = self.inside
        if self.coarse == _COARSEST_WARP and self.along == 0:
            kept = vignette((into.shape[1], into.shape[0]), strength)
            mean_doubled_across(_bytes(picture), _wholes(into), self.steps, self.weights, kept)
            return
        if self.coarse > _COARSEST_WARP:
            picture = self._halved(picture)
        soft = into if self.coarse == 1 else KEPT.array("soft", (height, width))
        mean_along(_bytes(picture), _bytes(soft), self.steps, self.weights)
        if self.coarse == 1:
            darkened(into, strength)
            return
        if self.coarse > _COARSEST_WARP:
            finer = (height, 2 * width) if self.along == 0 else (2 * height, width)
            soft = self._doubled(soft, KEPT.array("finer", finer))
        self._doubled(soft, into, strength)

    def _halved(self, picture: Pixels) -> Pixels:
        width, height = self.size_px
        size = (width // 2, height) if self.along == 0 else (width, height // 2)
        return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)

    def _doubled(self, picture: Pixels, into: Pixels, strength: float = 0.0) -> Pixels:
        double = double_down if self.along else double_across
        double(_wholes(picture), _wholes(into), vignette((into.shape[1], into.shape[0]), strength))
        return into


class _Kept(threading.local):
    """Pictures that are made only to make others of them: memory that is new each time has to be cleared."""

    def __init__(self) -> None:
        self._arrays: dict[str, Pixels] = {}

    def array(self, name: str, shape: tuple[int, int]) -> Pixels:
        """An array (height, width, 4) with whatever it held before; the one of that name before it may change."""
        count = shape[0] * shape[1] * 4
        if name not in self._arrays or len(self._arrays[name]) < count:
            self._arrays[name] = np.empty(count, np.uint8)
        return self._arrays[name][:count].reshape(*shape, 4)


KEPT = _Kept()
"""Those of each thread."""


def _weights(length: float) -> NDArray[np.uint16]:
    """Weights (samples,) of a line of pixels that is so long, at least two: both ends count as far as it reaches."""
    count = max(ceil(length), 2)
    shares = np.ones(count)
    shares[[0, -1]] = (length - (count - 2)) / 2
    bounds = np.rint(np.cumsum(shares) / shares.sum() * _WHOLE)
    return np.asarray(np.diff(bounds, prepend=0.0), dtype=np.uint16)


def _bytes(picture: Pixels) -> Pixels:
    """Rows of bytes (height, 4 x width)."""
    return picture.reshape(len(picture), -1)


def _wholes(picture: Pixels) -> NDArray[np.uint32]:
    return picture.view(np.uint32)[..., 0]


def _moved(view: PlateLens, closed: PlateLens) -> Floats:
    """How far the middle of a view moves in the picture while the shutter is open (2,), px."""
    middle = np.array([(view.size_px[0] - 1) / 2, (view.size_px[1] - 1) / 2, 1.0])
    seen = view.warp_to(closed) @ middle
    return np.asarray(2.0 * (seen[:2] / seen[2] - middle[:2]))
