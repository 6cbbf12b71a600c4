"""A plate at several resolutions, and the views that are warped from it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.views.lens import LEVEL_STEP, PlateLens
from replay.draw.hall.views.pan_blur import KEPT, Smear
from replay.draw.pixels.own_memory import own_memory

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """A plate at one resolution."""

    lens: PlateLens
    pixels: Pixels


Plate = tuple[Level, ...]
"""One plate at resolutions that fall by the square root of two: the one that a view takes shrinks by less than that."""


def with_levels(full: Level, levels: int) -> Plate:
    """A plate at so many resolutions, of which the first is given."""
    found = [full]
    for number in range(1, levels):
        lens = full.lens.scaled(LEVEL_STEP**-number)
        smaller = own_memory(lens.size_px[1], lens.size_px[0])
        found.append(
            Level(lens, np.asarray(cv2.resize(full.pixels, lens.size_px, smaller, interpolation=cv2.INTER_AREA)))
        )
    return tuple(found)


def warped_one(level: Level, view: PlateLens, into: Pixels | None = None) -> Pixels:
    """A view's picture (height, width, 4) from a plate that covers it."""
    picture = new_picture(view) if into is None else into
    if level.lens == view:
        np.copyto(picture, level.pixels)
    else:
        matrix = level.lens.warp_to(view)
        cv2.warpPerspective(level.pixels, matrix, view.size_px, picture, borderMode=cv2.BORDER_REPLICATE)
    return picture


def new_picture(view: PlateLens) -> Pixels:
    """An array for a view's picture, with whatever was in that memory."""
    return np.empty((view.size_px[1], view.size_px[0], 4), np.uint8)


def smeared_one(level: Level, view: PlateLens, smear: Smear) -> Pixels:
    """A view's picture along its smear, from a plate that covers it. Good until the thread asks for the next."""
    matrix = smear.matrix @ level.lens.warp_to(view)
    picture = KEPT.array("smeared", smear.size_px[::-1])
    cv2.warpPerspective(level.pixels, matrix, smear.size_px, picture, borderMode=cv2.BORDER_REPLICATE)
    return picture


def smear_into(picture: Pixels, level: Level, view: PlateLens, smear: Smear) -> None:
    """Warp into a picture along a smear, where the plate reaches."""
    matrix = smear.matrix @ level.lens.warp_to(view)
    cv2.warpPerspective(level.pixels, matrix, smear.size_px, picture, borderMode=cv2.BORDER_TRANSPARENT)


def warp_into(picture: Pixels, level: Level, view: PlateLens, columns: tuple[int, int]) -> None:
    """Warp into some columns of a picture, where the plate reaches."""
    left, right = columns
    shifted = np.array([[1.0, 0.0, -left], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    matrix = shifted @ level.lens.warp_to(view)
    part = np.ascontiguousarray(picture[:, left:right])
    size = (right - left, view.size_px[1])
    cv2.warpPerspective(level.pixels, matrix, size, part, borderMode=cv2.BORDER_TRANSPARENT)
    picture[:, left:right] = part


def level_for(plate: Plate, view: PlateLens) -> Level:
    """The smallest resolution that is no coarser than the view."""
    enough = [level for level in plate if level.lens.focal_px >= view.focal_px * (1 - 1e-6)]
    return enough[-1] if enough else plate[0]
