"""Rectangles of pixels, (x, y, width, height) from the top left corner, and the tiles that they touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Rect: TypeAlias = tuple[int, int, int, int]
Size: TypeAlias = tuple[int, int]

TILE_PX = 32
"""Even, so that tiles never cut a pixel of halved colour."""


def overlap(first: Rect, second: Rect) -> Rect | None:
    """The rectangle that two share, None if they share none."""
    left, top = max(first[0], second[0]), max(first[1], second[1])
    right = min(first[0] + first[2], second[0] + second[2])
    bottom = min(first[1] + first[3], second[1] + second[3])
    return (left, top, right - left, bottom - top) if left < right and top < bottom else None


def moved(rect: Rect, right_px: int, down_px: int) -> Rect:
    """The same rectangle at another place."""
    return rect[0] + right_px, rect[1] + down_px, rect[2], rect[3]


def clip(rect: Rect, size_px: Size) -> Rect | None:
    """The part of a rectangle inside a picture of (width, height) pixels, None if there is none."""
    return overlap(rect, (0, 0, *size_px))


def union(first: Rect, second: Rect) -> Rect:
    """The smallest rectangle that holds both."""
    left, top = min(first[0], second[0]), min(first[1], second[1])
    right = max(first[0] + first[2], second[0] + second[2])
    bottom = max(first[1] + first[3], second[1] + second[3])
    return (left, top, right - left, bottom - top)


def grow(rect: Rect, margin_px: int) -> Rect:
    """The rectangle with a margin on every side."""
    return (rect[0] - margin_px, rect[1] - margin_px, rect[2] + 2 * margin_px, rect[3] + 2 * margin_px)


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


def _blocks(touched: NDArray[np.bool_]) -> Iterator[Rect]:
    """Runs of touched tiles, joined downwards while they are alike."""
    growing: dict[tuple[int, int], int] = {}
    for row, runs in enumerate([*_runs(touched), set()]):
        for run in [run for run in growing if run not in runs]:
            start = growing.pop(run)
            yield run[0], start, run[1] - run[0], row - start
        for run in sorted(runs):
            growing.setdefault(run, row)


def _runs(touched: NDArray[np.bool_]) -> list[set[tuple[int, int]]]:
    """For each row, the first and past-the-last column of every run of touched tiles."""
    edges = np.diff(np.pad(touched, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    runs: list[set[tuple[int, int]]] = [set() for _ in touched]
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        runs[row].add((start, end))
    return runs


def _scaled(block: Rect) -> Rect:
    return block[0] * TILE_PX, block[1] * TILE_PX, block[2] * TILE_PX, block[3] * TILE_PX
