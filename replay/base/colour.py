"""Colours: what a colour is, how one is written, and how different two look."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from replay.base.units import Floats

Colour = tuple[int, int, int]
"""Red, green and blue, sRGB, 0 to 255 each."""

_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
"""From linear sRGB to cone responses, and from their cube roots to OKLab (Ottosson 2020)."""

_EYES = np.array(
    [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ]
)
"""What eyes make of linear sRGB: all cones, and none for long, middle or short waves (Machado and others, 2009)."""

_ROUNDING = 1e-3
"""Parts of linear sRGB that are so little outside of 0 to 1 are within it."""


def colour_of(text: str) -> Colour:
    """A colour written as '#RRGGBB'. Raises ValueError for anything else."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise ValueError(f"'{text}' is not a colour: write it like #2F66F2")
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def written(colour: Colour) -> str:
    """A colour as it is written, '#RRGGBB'."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def difference(first: Colour, second: Colour) -> float:
    """How different two colours look: their distance in OKLab (Ottosson 2020); black to white is 1."""
    return float(np.linalg.norm(_oklab(first) - _oklab(second)))


def as_seen(colours: Sequence[Colour]) -> Floats:
    """Colours as everybody sees them: (colours, 4, 3) in OKLab, by usual eyes and by three that lack a kind of cone."""
    encoded = np.array(colours, dtype=float).reshape(-1, 3) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.einsum("vij,cj->cvi", _EYES, linear), 0.0, 1.0)
    return np.asarray(np.cbrt(seen @ _CONES.T) @ _OKLAB.T)


def _oklab(colour: Colour) -> Floats:
    return np.asarray(as_seen([colour])[0, 0])


def from_oklch(lightness: float, chroma: float, hue: float) -> Colour | None:
    """The colour of a lightness (0 to 1), chroma and hue (radians) of OKLab; None for one that sRGB cannot show."""
    lab = np.array([lightness, chroma * np.cos(hue), chroma * np.sin(hue)])
    linear = np.linalg.solve(_CONES, np.linalg.solve(_OKLAB, lab) ** 3)
    if (linear < -_ROUNDING).any() or (linear > 1 + _ROUNDING).any():
        return None
    linear = np.clip(linear, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    red, green, blue = (round(255 * float(part)) for part in encoded)
    return red, green, blue
