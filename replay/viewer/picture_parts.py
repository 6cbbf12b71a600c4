"""What of a film is shown: parts that keys take away and bring back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from replay.scene.frame.free_camera import FreeView

WIDE = (16, 9)
"""The shape of a picture for wide screens."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Whether each part is shown.

    doubt     where each rider may have been, shaded on the boards
    tower     the order tower
    captions  what happens, in words
    names     surnames beside the markers
    overlay   all that is laid over the picture, but for what says that it is a reconstruction
    bar       the bar below the picture
    curves    gap and speeds of two riders who are compared, below the picture
    safe      lines around what no platform covers
    live      the timeline is that of the race, all of it at its own speed; else that of the film
    picked    riders who are pointed out, by the names that frames have for them
    shape     width and height of the picture, as a ratio: each is composed for itself
    view      what the free camera shows; None: another camera is on
    """

    doubt: bool = False
    tower: bool = True
    captions: bool = True
    names: bool = True
    overlay: bool = True
    bar: bool = True
    curves: bool = True
    safe: bool = False
    live: bool = False
    picked: tuple[str, ...] = ()
    shape: tuple[int, int] = WIDE
    view: FreeView | None = None

    def toggled(self, part: str) -> Parts:
        """The same with one part turned round."""
        turned: dict[str, Any] = {part: not getattr(self, part)}
        return replace(self, **turned)


PART_NAMES = {
    "doubt": "doubt",
    "tower": "tower",
    "captions": "captions",
    "names": "names",
    "overlay": "words and panels",
    "bar": "timeline",
    "curves": "curves of two riders",
    "safe": "safe area",
}
"""The parts, and how a message names them."""
