"""Rectangles of pixels, (x, y, width, height) from the top left corner: which part of a picture changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Rect: TypeAlias = tuple[int, int, int, int]


def clip(rect: Rect, size_px: tuple[int, int]) -> Rect | None:
    """The part of a rectangle inside a picture of (width, height) pixels, None if there is none."""
    left, top = max(rect[0], 0), max(rect[1], 0)
    right, bottom = min(rect[0] + rect[2], size_px[0]), min(rect[1] + rect[3], size_px[1])
    return (left, top, right - left, bottom - top) if left < right and top < bottom else None


def union(first: Rect, second: Rect) -> Rect:
    """The smallest rectangle that holds both."""
    left, top = min(first[0], second[0]), min(first[1], second[1])
    right = max(first[0] + first[2], second[0] + second[2])
    bottom = max(first[1] + first[3], second[1] + second[3])
    return (left, top, right - left, bottom - top)


def grow(rect: Rect, margin_px: int) -> Rect:
    """The rectangle with a margin on every side."""
    return (rect[0] - margin_px, rect[1] - margin_px, rect[2] + 2 * margin_px, rect[3] + 2 * margin_px)


def merge(rects: Iterable[Rect]) -> tuple[Rect, ...]:
    """Rectangles that cover the same pixels (and perhaps a few more), none of which overlaps or touches another."""
    apart: list[Rect] = []
    for rect in rects:
        joined = rect
        while (meeting := next((other for other in apart if _meet(joined, other)), None)) is not None:
            apart.remove(meeting)
            joined = union(joined, meeting)
        apart.append(joined)
    return tuple(sorted(apart))


def _meet(first: Rect, second: Rect) -> bool:
    return (
        first[0] <= second[0] + second[2]
        and second[0] <= first[0] + first[2]
        and first[1] <= second[1] + second[3]
        and second[1] <= first[1] + first[3]
    )
