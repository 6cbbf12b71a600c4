"""What somebody wants to see of a race."""

from __future__ import annotations

from dataclasses import dataclass

from replay.scene.frame import Layout


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a race is wanted: a cut or one camera, all or from..to of race time, the cut's speeds or one.

    ranges: whether the likely range of each rider's position is shown
    """

    layout: Layout
    cut: str = "full"
    camera: str | None = None
    from_s: float | None = None
    to_s: float | None = None
    speed: float | None = None
    ranges: bool = False

    @property
    def cards(self) -> bool:
        """Title, finish image and result belong to the whole race only."""
        return self.from_s is None and self.to_s is None
