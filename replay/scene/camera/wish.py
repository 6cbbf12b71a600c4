"""What somebody wants to see of a race."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from replay.base.errors import UsageError
from replay.scene.frame.layout import Layout


class Cut(StrEnum):
    """How much of a race a film shows."""

    FULL = "full"
    """The whole race, the middle of the paced laps fast."""

    HIGHLIGHTS = "highlights"
    """What decides the race, in about 45 seconds with its cards."""


class NamedCamera(StrEnum):
    """Cameras that can be asked for instead of the cut's: one, or a pair that shares the lap, for the whole race."""

    MAIN = "main"
    """The stand beside the home straight."""

    FOLLOW = "follow"
    """The low cameras inside the two bends."""

    OVERHEAD = "overhead"
    """From above."""

    BEND = "bend"
    """The stands that look into the bends."""

    BACK = "back"
    """The stand beside the back straight."""

    END = "end"
    """The end stands."""

    FINISH = "finish"
    """The finish line."""


def camera_named(text: str) -> NamedCamera:
    """The camera that a user names. Raises UsageError, which says which there are."""
    try:
        return NamedCamera(text)
    except ValueError:
        raise UsageError(f"there is no camera '{text}': choose one of {', '.join(NamedCamera)}") from None


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a race is wanted: a cut or one camera, all or from..to of race time, the cut's speeds or one.

    ranges: whether the likely range of each rider's position is shown
    """

    layout: Layout
    cut: Cut = Cut.FULL
    camera: NamedCamera | None = None
    from_s: float | None = None
    to_s: float | None = None
    speed: float | None = None
    ranges: bool = False

    @property
    def cards(self) -> bool:
        """Title, finish image and result belong to the whole race only."""
        return self.from_s is None and self.to_s is None
