"""From linear light to the pixels of a picture: bloom, vignette, noise against banding, gamma."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.dress.hall_colours import GAMMA
from replay.draw.hall.loops.grade_kernels import darken, develop

Singles = NDArray[np.float32]
Pixels = NDArray[np.uint8]

BLOOM_FROM = 0.55
"""Linear light above which a place spreads light around it."""

VIGNETTE = 0.42
"""By how much the corners of a picture are darker than its middle."""

NOISE = 0.0035
"""Standard deviation, of full scale after gamma: just enough that dark gradients do not band."""

BLOOM_SHRINK = 4
"""Bloom is worked out on a picture this much smaller: it is soft."""

_BLOOM_SHARE = 0.16
"""How much of the spread light is added."""

_NOISE_TILE = 509
"""A prime: the tile of noise lines up with no picture's size."""


def bloom(light: Singles, *, scale_px: float) -> Singles:
    """What bright places of linear light (H, W, 3) spread around them, (H, W); grey: warm light tints no darkness.

    scale_px is the height of the picture that the lens makes, so that plates bloom alike at every size.
    """
    bright = np.maximum(light.max(axis=2) - np.float32(BLOOM_FROM), 0)
    spread: Singles = np.zeros(bright.shape, np.float32)
    for share, sigma in ((0.6, 0.006), (0.4, 0.022)):
        spread += np.float32(share * _BLOOM_SHARE) * cv2.GaussianBlur(bright, (0, 0), max(0.5, sigma * scale_px))
    return spread


def to_pixels(
    pixels: Pixels,
    light: Singles,
    *,
    spread: Singles | None = None,
    shrink: float = 1.0,
    corner: tuple[int, int] = (0, 0),
) -> None:
    """Make BGRX pixels (H, W, 4) of linear light (H, W, 3), with noise that is the same at the same place.

    spread: a bloom to be added, of the whole plate, `shrink` times smaller; corner: where the light lies on it
    """
    added = np.zeros((1, 1), np.float32) if spread is None else spread
    develop(pixels, light, corner, added, shrink, _noise(), _gamma())


@lru_cache(maxsize=4)
def vignette(size_px: tuple[int, int], strength: float = VIGNETTE) -> Pixels:
    """How bright each pixel of a picture stays, 255 for all of it: a mask (H, W) to multiply with."""
    width, height = size_px
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1
    y = (np.arange(height, dtype=np.float32) + 0.5) / height * 2 - 1
    out = np.clip((x[None, :] ** 2 + y[:, None] ** 2) / 2, 0, 1)
    kept = 1 - strength * out**1.5
    mask = (kept * 255 + 0.5).astype(np.uint8)
    mask.flags.writeable = False
    return mask


def darkened(picture: Pixels, strength: float = VIGNETTE) -> Pixels:
    """The picture (H, W, 4) itself, now with its vignette."""
    darken(picture.view(np.uint32)[..., 0], vignette((picture.shape[1], picture.shape[0]), strength))
    return picture


@lru_cache(maxsize=1)
def _noise() -> Singles:
    made = np.random.default_rng(5).normal(0.0, NOISE, (_NOISE_TILE, _NOISE_TILE))
    return made.astype(np.float32)


@lru_cache(maxsize=1)
def _gamma() -> Singles:
    """What is shown, 0 to 255, of light whose square root is 0 to 1."""
    return np.asarray(255 * np.linspace(0.0, 1.0, 4096) ** (2 / GAMMA), np.float32)
