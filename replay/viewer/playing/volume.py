"""How loud the window is."""

from __future__ import annotations

from dataclasses import dataclass, replace

LOUDEST, STEP = 100, 10
"""Per cent: as loud as the export, and what one press changes."""


@dataclass(frozen=True, slots=True)
class Volume:
    """level: 0 to LOUDEST; muted: nothing is heard, and the level is kept"""

    level: int = LOUDEST
    muted: bool = False

    @property
    def share(self) -> float:
        """Of full loudness, 0 to 1. Loudness is heard by its logarithm: the square comes near to even steps."""
        return 0.0 if self.muted else (self.level / LOUDEST) ** 2

    def toggled(self) -> Volume:
        return replace(self, muted=not self.muted)

    def changed(self, steps: int) -> Volume:
        """Louder or softer by steps; it is heard again."""
        return Volume(min(max(self.level + STEP * steps, 0), LOUDEST))

    def at(self, level: int) -> Volume:
        """As loud as that; it is heard again."""
        return Volume(min(max(level, 0), LOUDEST))

    @property
    def words(self) -> str:
        return "sound off" if self.muted else f"volume {self.level} %"
