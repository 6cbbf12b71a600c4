"""The theme of a brand: its colours where it has some, else the program's own or the nearest that can be read."""

from __future__ import annotations

from dataclasses import replace

from replay.base.brand import Brand, BrandColours
from replay.base.colour import Colour
from replay.base.look import luminance, readable_on
from replay.draw.style.brand_look import brand_look
from replay.draw.style.palette import PALETTE, Palette
from replay.draw.style.theme import DEFAULT_THEME, Theme


def branded_theme(brand: Brand, base: Theme = DEFAULT_THEME) -> Theme:
    """The theme with the look of a brand. Raises ValueError for a picture of it that is none.

    base: what the brand is laid over; its colours stay where the brand has none of its own
    """
    palette = base.palette if brand.colours == BrandColours() else _branded(brand.colours)
    return Theme(palette=palette, brand=brand_look(brand), hall=base.hall)


_LEAST_BODY, _LEAST_ACCENT = 7.0, 4.5
"""Contrast with the panel that words and the accent have in any brand (WCAG 2.2)."""


def _branded(colours: BrandColours) -> Palette:
    """The palette: what the brand does not say stays as it is, or is as near to it as can be read on its panel."""
    own = PALETTE
    if colours.panel == own.panel:
        deep, raised = own.deep, own.raised
    else:
        deep, raised = _shade(colours.panel, _DEEP), _shade(colours.panel, _RAISED)
    dark = luminance(colours.panel) < luminance(colours.text)
    return replace(
        own,
        text=colours.text,
        second=colours.second,
        body=readable_on(colours.panel, own.body, _LEAST_BODY),
        accent=colours.accent or readable_on(colours.panel, own.accent, _LEAST_ACCENT),
        panel=colours.panel,
        hair=own.hair if dark else colours.text,
        deep=deep if dark else colours.panel,
        raised=raised if dark else _shade(colours.panel, _RAISED_LIGHT),
    )


_DEEP, _RAISED, _RAISED_LIGHT = 0.6, 1.3, 0.95
"""Brightness of the grounds of the finish image, of a panel's: as the program's own; on light panels, where text is
dark, they stay light."""


def _shade(colour: Colour, share: float) -> Colour:
    red, green, blue = (min(round(part * share), 255) for part in colour)
    return red, green, blue
