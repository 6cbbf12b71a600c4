"""A picture that the window wants to show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Generic

import pygame

from replay.viewer.film import FrameT, OtherPainter, PlayedFilm
from replay.viewer.painting.picture_area import painted_size, scaled
from replay.viewer.picture_parts import Parts


@dataclass(frozen=True, slots=True)
class Wanted(Generic[FrameT]):
    """A picture that the window wants to show.

    room            width and height that it may fill, px
    without_column  what it could fill if nothing stood beside it: in that size it is painted, whatever it is shown in
    sharpness       what the film says of its backgrounds: another number, another picture
    small           it is a thumbnail, painted by who paints those
    speed           video seconds a second with which the moment goes on; 0: it stays. It makes no other picture
    """

    film: PlayedFilm[FrameT]
    video_time: float
    camera: str
    shown: Parts
    room: tuple[int, int]
    without_column: tuple[int, int]
    sharpness: int = 0
    small: bool = False
    speed: float = field(default=0.0, compare=False)

    def frame(self) -> FrameT:
        """The frame that it is a picture of."""
        return self.film.frame_source(self.video_time, self.camera, self.shown)

    def painted(self, spent: pygame.Surface | None = None) -> pygame.Surface:
        """The picture, onto the surface that is spent where it has the size."""
        frame = self.frame()
        if self.small and self.film.thumbnail is not None:
            return scaled(self.film.thumbnail(frame, self.room).pixels, self.room, spent)
        return scaled(self.film.paint(frame, self.size).pixels, self.room, spent)

    @property
    def size(self) -> tuple[int, int]:
        """The size in which it is painted, px."""
        return painted_size(self.shown.shape, self.without_column)

    def at(self, video_time: float) -> Wanted[FrameT]:
        """The same of another moment."""
        return replace(self, video_time=video_time)

    def looks_as(self, other: Wanted[FrameT]) -> bool:
        """Whether it differs from another at most in its moment."""
        return self.at(other.video_time) == other

    @property
    def is_left_to_others(self) -> bool:
        """Whether the film's own painter rests: others do it."""
        return not self.small and self.film.rests(self.video_time, self.camera, self.shown, self.size)

    def can_be_painted_by(self, beside: OtherPainter) -> bool:
        """Whether a painter beside the film's own can paint it."""
        return beside.can(self.video_time, self.camera, self.shown, self.size)

    def painted_beside(self, beside: OtherPainter, spent: pygame.Surface | None) -> pygame.Surface | None:
        """The picture by a painter beside the film's own; None: he has none."""
        found = beside.paint(self.video_time, self.camera, self.shown, self.size)
        return None if found is None else scaled(found.pixels, self.room, spent)
