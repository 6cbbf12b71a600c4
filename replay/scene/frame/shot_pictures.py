"""The course of a shot: its pictures from the first to the last, for what has to stand still over all of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

PictureState = TypeVar("PictureState")

COURSE_S = 0.25
"""Video seconds at most from one picture of a course to the next: an eye cannot follow changes that are faster."""


class ShotPictures(Generic[PictureState]):
    """Pictures of one shot, evenly spaced, at most COURSE_S of video apart, the first and the last of it included.

    Two are equal only if they are the same, so that what is worked out from one can be kept by it.
    """

    def __init__(self, make: Callable[[], tuple[PictureState, ...]]) -> None:
        self._make = make

    @property
    def frames(self) -> tuple[PictureState, ...]:
        """The pictures, made when they are asked for. None of them has a course of its own."""
        return _made(self._make)


@lru_cache(maxsize=1)
def _made(make: Callable[[], tuple[PictureState, ...]]) -> tuple[PictureState, ...]:
    """Kept for the one that was asked last: two parts of a picture ask one after the other. A shot of a minute and a
    half takes 10 MB, and a window has shots by the dozen."""
    return make()
