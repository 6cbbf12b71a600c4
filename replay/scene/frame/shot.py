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


@dataclass(frozen=True, slots=True)
class Shot:
    """A stretch of video with one standing camera.

    id       unique in the timeline
    views    the camera at samples of the shot (one for a still camera): all that must be on its plates
    """

    id: str
    kind: ShotKind
    views: tuple[Camera, ...]

    @property
    def still(self) -> bool:
        """Whether the camera neither turns nor zooms."""
        return len(self.views) == 1
