"""The user's own look: what a brand file says of logo, colours, fonts and pictures. Values only, nothing is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from replay.base.colour import Colour
from replay.base.look import PANEL, SECOND, TEXT, Weight

USUAL_LOGO_SHARE = 0.07
"""Height of a logo, of the picture's shorter side."""


class Corner(StrEnum):
    """Where logo and watermark stand: the corners of what can be read everywhere."""

    TOP_LEFT = "top left"
    TOP_RIGHT = "top right"
    BOTTOM_LEFT = "bottom left"
    BOTTOM_RIGHT = "bottom right"


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as its file holds it. file: its name in messages."""

    file: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class BrandColours:
    """Colours of words and panels, sRGB; accent: of what points, None for the program's own."""

    text: Colour = TEXT
    second: Colour = SECOND
    accent: Colour | None = None
    panel: Colour = PANEL


@dataclass(frozen=True, slots=True)
class Brand:
    """How a user's pictures look.

    logo_share     height of the logo, of the picture's shorter side
    watermark      words below the logo, such as the name of an account; '' for none
    fonts          files by weight, of one family; empty for the program's own
    capitals       whether headlines are in capitals
    portraits      pictures of riders by their names
    badges         pictures by what riders ride for: nation, team or club
    finish_image   the official picture of the finish, for the result card
    finish_credit  who made it, '' if that is not said
    """

    corner: Corner = Corner.BOTTOM_RIGHT
    logo: PictureFile | None = None
    logo_share: float = USUAL_LOGO_SHARE
    watermark: str = ""
    colours: BrandColours = BrandColours()
    fonts: Mapping[Weight, str] = field(default_factory=dict)
    capitals: bool = False
    portraits: Mapping[str, PictureFile] = field(default_factory=dict)
    badges: Mapping[str, PictureFile] = field(default_factory=dict)
    finish_image: PictureFile | None = None
    finish_credit: str = ""
