"""The colours of panels, words and marks."""

from __future__ import annotations

from dataclasses import dataclass

from replay.base.colour import Colour
from replay.base.look import ACCENT, BLACK, PANEL, SECOND, TEXT, WHITE


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours (sRGB) and how opaque panels are.

    body   longer words, quieter than a head and brighter than a note
    hair   hairlines on panels
    deep   ground of the finish image; raised: of its axis, as far from a panel the other way
    flat   the safety zone in the finish image
    veil   what the picture fades to behind a card, or before a calm cut
    """

    text: Colour = TEXT
    second: Colour = SECOND
    body: Colour = (198, 208, 224)
    accent: Colour = ACCENT
    panel: Colour = PANEL
    white: Colour = WHITE
    black: Colour = BLACK
    hair: Colour = WHITE
    deep: Colour = (6, 10, 20)
    raised: Colour = (13, 23, 41)
    flat: Colour = (35, 50, 74)
    veil: Colour = (0, 0, 0)
    panel_alpha: float = 0.90
    tag_alpha: float = 0.86
    label_alpha: float = 0.78
    map_boards: Colour = (199, 148, 88)
    map_alpha: float = 0.55
    leader_alpha: float = 0.13
    shadow_alpha: float = 0.35


PALETTE = Palette()
"""The program's own."""
