"""Which points of a view lie on the pictures of other lenses at its place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.pixels.compiled import compiled


@compiled
def mark_inside(
    view: Floats, size: tuple[int, int], lenses: Floats, sizes: NDArray[np.int64], inside: NDArray[np.bool_]
) -> None:
    """Mark the points of a grid over a view that lie on the picture of each lens (lenses, rows, columns).

    view (15,), lenses (lenses, 15): as `PlateLens.numbers` has them; size, sizes (lenses, 2): their widths and heights
    """
    count, rows, columns = inside.shape
    for row in range(rows):
        y = (size[1] * row / (rows - 1) - view[14]) / view[12]
        for column in range(columns):
            x = (size[0] * column / (columns - 1) - view[13]) / view[12]
            ray_x = view[3] * x + view[6] * y + view[9]
            ray_y = view[4] * x + view[7] * y + view[10]
            ray_z = view[5] * x + view[8] * y + view[11]
            for n in range(count):
                lens = lenses[n]
                right = lens[3] * ray_x + lens[4] * ray_y + lens[5] * ray_z
                down = lens[6] * ray_x + lens[7] * ray_y + lens[8] * ray_z
                away = lens[9] * ray_x + lens[10] * ray_y + lens[11] * ray_z
                across, below = lens[12] * right + lens[13] * away, lens[12] * down + lens[14] * away
                inside[n, row, column] = (
                    away > 1e-6 and 0.0 <= across <= sizes[n, 0] * away and 0.0 <= below <= sizes[n, 1] * away
                )
