"""Layouts: how a picture is composed, its reference size, and what stays free of words at its edges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """How a picture is composed; each format is composed for itself."""

    LANDSCAPE = "landscape"
    """Wider than tall: panels left and right of the riders."""

    VERTICAL = "vertical"
    """A telephone held upright: a column of panels beside the track, and much kept free for the platform's buttons."""

    SQUARE = "square"
    """As wide as tall, for feeds."""

    PORTRAIT = "portrait"
    """4:5, the tallest that feeds show whole."""

    @property
    def aspect(self) -> float:
        """Width over height."""
        width, height = SIZES_PX[self]
        return width / height


SIZES_PX: dict[Layout, tuple[int, int]] = {
    Layout.LANDSCAPE: (1920, 1080),
    Layout.VERTICAL: (1080, 1920),
    Layout.SQUARE: (1080, 1080),
    Layout.PORTRAIT: (1080, 1350),
}
"""Width and height for which each layout is composed, px. Pictures of other sizes are the same picture, scaled."""


@dataclass(frozen=True, slots=True)
class SafeArea:
    """Margins that titles, counter, tower, captions and label stay out of, px of the layout's reference size."""

    top_px: int
    right_px: int
    bottom_px: int
    left_px: int

    def box(self, size_px: tuple[int, int], scale: float = 1.0) -> tuple[int, int, int, int]:
        """What is left of a picture of that size: x, y, width, height, px. scale: picture px per reference px."""
        left, top = round(self.left_px * scale), round(self.top_px * scale)
        right, bottom = round(self.right_px * scale), round(self.bottom_px * scale)
        return left, top, size_px[0] - left - right, size_px[1] - top - bottom


SAFE_AREAS: dict[Layout, SafeArea] = {
    Layout.LANDSCAPE: SafeArea(top_px=54, right_px=96, bottom_px=54, left_px=96),
    Layout.VERTICAL: SafeArea(top_px=220, right_px=130, bottom_px=480, left_px=60),
    Layout.SQUARE: SafeArea(top_px=54, right_px=54, bottom_px=54, left_px=54),
    Layout.PORTRAIT: SafeArea(top_px=64, right_px=64, bottom_px=64, left_px=64),
}
"""Where words may stand. Landscape keeps 5 % free, as television does. The others are measured from what apps lay over
a video (names and buttons at the foot and the right of a vertical one); apps change, so all is well inside."""
