"""The blur of a fast pan: the background as a film camera has it whose shutter is open for half of each picture.

What stands still smears along one line while the camera turns. So the background is warped into a picture that is
coarse along the pan, as nothing fine is left there; a few neighbours along the line make each of its pixels; and it is
drawn out again. The rest of a camera's movement, such as its zoom, is small and left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.hall.loops.smear_kernels import mean_along
from replay.draw.hall.views.lens import PlateLens

Pixels = NDArray[np.uint8]

_LEAST_PX = 3.0
"""A shorter smear is not seen."""

_FEW, _MANY, _LONG_PX = 4, 8, 16.0
"""Of so many samples is a short smear made, and one that is longer than the last: neighbours in a picture that is as
much coarser than the view."""


_COARSEST_WARP = 2.0
"""A warp mixes neighbouring pixels of a plate: one that is coarser than this would leave some out."""


@dataclass(frozen=True, slots=True, eq=False)
class Smear:
    """A picture that is coarse along a pan.

    matrix   (3, 3) from pixel indices of the view to its own, as it is warped
    size_px  of it, with what its edges need
    coarse   the same size, once it is as coarse as its samples may be: thin lines would be missed by a coarser warp
    inside   size of what is left without what the edges need
    steps    (samples, 2) rows and columns of the samples of its first pixel
    """

    matrix: Floats
    size_px: tuple[int, int]
    coarse: tuple[int, int]
    inside: tuple[int, int]
    steps: NDArray[np.int64]

    @classmethod
    def of(cls, view: PlateLens, closed: PlateLens | None) -> Smear | None:
        """The smear of a view that is turned to another by half of the time for which the shutter is open; None for
        one that is too short to be seen."""
        moved = None if closed is None else _moved(view, closed)
        if moved is None or np.hypot(*moved) < _LEAST_PX:
            return None
        along = int(abs(moved[1]) > abs(moved[0]))  # 0: across the picture, 1: down it
        length, slope = abs(float(moved[along])), float(moved[1 - along] / moved[along])
        count = _FEW if length < _LONG_PX else _MANY
        side = view.size_px[along]
        coarse_side = min(round(side * count / length), side)
        coarse = side / coarse_side
        aside = np.rint(slope * coarse * (np.arange(count) - (count - 1) / 2)).astype(np.int64)
        pad = int(np.abs(aside).max())
        matrix = np.eye(3)
        matrix[along] = np.array([0.0, 0.0, 0.5 / coarse - 0.5 + (count - 1) / 2])
        matrix[along, along] = 1 / coarse
        matrix[1 - along, 2] = pad
        inside = (coarse_side, view.size_px[1]) if along == 0 else (view.size_px[0], coarse_side)
        more = (count - 1, 2 * pad) if along == 0 else (2 * pad, count - 1)
        steps = np.stack([pad + aside, np.arange(count)] if along == 0 else [np.arange(count), pad + aside], axis=1)
        whole = inside[0] + more[0], inside[1] + more[1]
        finer = int(np.ceil(coarse / _COARSEST_WARP))
        matrix[along] *= finer
        matrix[along, 2] += (finer - 1) / 2
        warped = (whole[0] * finer, whole[1]) if along == 0 else (whole[0], whole[1] * finer)
        return cls(matrix, warped, whole, inside, steps)

    def blurred(self, picture: Pixels, into: Pixels) -> None:
        """What is in its own pixels (height, width, 4), blurred and as the view has it."""
        width, height = self.inside
        if self.coarse != self.size_px:
            picture = np.asarray(cv2.resize(picture, self.coarse, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        soft = np.empty((height, width, 4), np.uint8)
        mean_along(picture.view(np.uint32)[..., 0], soft.view(np.uint32)[..., 0], self.steps)
        cv2.resize(soft, (into.shape[1], into.shape[0]), into, interpolation=cv2.INTER_LINEAR)


def _moved(view: PlateLens, closed: PlateLens) -> Floats:
    """How far the middle of a view moves in the picture while the shutter is open (2,), px."""
    middle = np.array([(view.size_px[0] - 1) / 2, (view.size_px[1] - 1) / 2, 1.0])
    seen = view.warp_to(closed) @ middle
    return np.asarray(2.0 * (seen[:2] / seen[2] - middle[:2]))
