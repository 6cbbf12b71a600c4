"""A shot: a stretch of video with one standing camera, and the kind of picture that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from replay.scene.frame.pinhole import Camera


class ShotKind(StrEnum):
    """What a shot is of. Panels, names and the window for the riders go by it."""

    MAIN = "main"
    """The field from a stand, beside a straight or in line with it."""

    PULL_OFF = "pull-off"
    """The pacer leaves the track: the first two and it, close, with no panel but the counter."""

    FOLLOW = "follow"
    """Riders come at a low camera inside the bend, or ride away from it: they fill the left of the picture."""

    OVERHEAD = "overhead"
    """From high above the infield."""

    BEND = "bend"
    """A bend from the stand behind the other straight: the boards fill the picture's lower half."""

    FINISH = "finish"
    """The line itself, with everybody who comes at it."""

    FREE = "free"
    """From above, turned and zoomed by hand."""


Pane = tuple[float, float, float, float]
"""A part of the picture: left, top, right and bottom, as parts of its width and height."""

WHOLE: Pane = (0.0, 0.0, 1.0, 1.0)
"""The whole picture."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A stretch of video with one standing camera.

    id       unique in the timeline
    views    the camera at samples of the shot (one for a still camera): all that must be on its plates
    pane     the part of the picture that it fills
    """

    id: str
    kind: ShotKind
    views: tuple[Camera, ...]
    pane: Pane = WHOLE

    @property
    def still(self) -> bool:
        """Whether the camera neither turns nor zooms."""
        return len(self.views) == 1

    def box_px(self, size_px: tuple[int, int]) -> tuple[int, int, int, int]:
        """What the shot fills of a picture of that size: x, y, width and height, px."""
        left, top, right, bottom = self.pane
        x, y = round(left * size_px[0]), round(top * size_px[1])
        return x, y, round(right * size_px[0]) - x, round(bottom * size_px[1]) - y
