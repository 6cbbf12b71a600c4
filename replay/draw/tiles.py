"""Which tiles of a picture are touched: rectangles of all kinds as few that do not overlap."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from replay.draw.layers import Size
from replay.draw.rectangles import Rect, clip

TILE_PX = 32
"""Even, so that tiles never cut a pixel of halved colour."""


def tiled(rects: Iterable[Rect], size_px: Size) -> tuple[Rect, ...]:
    """Rectangles of whole tiles that hold all these, none over another, clipped to the picture."""
    columns, rows = -(-size_px[0] // TILE_PX), -(-size_px[1] // TILE_PX)
    touched = np.zeros((rows, columns), dtype=bool)
    for rect in rects:
        inside = clip(rect, size_px)
        if inside:
            x, y, width, height = inside
            last_row, last_column = (y + height - 1) // TILE_PX, (x + width - 1) // TILE_PX
            touched[y // TILE_PX : last_row + 1, x // TILE_PX : last_column + 1] = True
    found = (clip(_scaled(block), size_px) for block in _blocks(touched))
    return tuple(rect for rect in found if rect is not None)


def _blocks(touched: NDArray[np.bool_]) -> Iterable[Rect]:
    """Runs of touched tiles, joined downwards while they are alike."""
    growing: dict[tuple[int, int], int] = {}
    for row in range(len(touched) + 1):
        runs = set(_runs(touched[row])) if row < len(touched) else set()
        for run in [run for run in growing if run not in runs]:
            start = growing.pop(run)
            yield run[0], start, run[1] - run[0], row - start
        for run in sorted(runs):
            growing.setdefault(run, row)


def _runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _scaled(block: Rect) -> Rect:
    return block[0] * TILE_PX, block[1] * TILE_PX, block[2] * TILE_PX, block[3] * TILE_PX
