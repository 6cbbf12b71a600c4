"""From linear light to the pixels of a picture: bloom, vignette, noise against banding, gamma."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.hall_colours import GAMMA

Singles = NDArray[np.float32]
Pixels = NDArray[np.uint8]

BLOOM_FROM = 0.55
"""Linear light above which a place spreads light around it."""

VIGNETTE = 0.42
"""By how much the corners of a picture are darker than its middle."""

NOISE = 0.0035
"""Standard deviation, of full scale after gamma: just enough that dark gradients do not band."""

_BLOOM_SHRINK = 4
"""Bloom is worked out on a picture this much smaller: it is soft."""

_BLOOM_SHARE = 0.16
"""How much of the spread light is added."""

_NOISE_TILE = 509
"""A prime: the tile of noise lines up with no picture's size."""


def bloom(light: Singles, *, scale_px: float) -> Singles:
    """Add, in place (H, W, 3), what bright places spread around them; grey, so that warm light tints no darkness.

    scale_px is the height of the picture that the lens makes, so that plates bloom alike at every size.
    """
    height, width = light.shape[:2]
    small = cv2.resize(
        light, (max(1, width // _BLOOM_SHRINK), max(1, height // _BLOOM_SHRINK)), interpolation=cv2.INTER_AREA
    )
    bright = np.maximum(small.max(axis=2) - BLOOM_FROM, 0)
    spread = np.zeros_like(bright)
    for share, sigma in ((0.6, 0.006), (0.4, 0.022)):
        spread += share * cv2.GaussianBlur(bright, (0, 0), max(0.5, sigma * scale_px / _BLOOM_SHRINK))
    full = cv2.resize(spread, (width, height), interpolation=cv2.INTER_LINEAR)
    light += (np.float32(_BLOOM_SHARE) * full)[..., None]
    return light


def to_pixels(light: Singles) -> Pixels:
    """Linear light (H, W, 3) as BGRX pixels (H, W, 4), with noise that is the same for the same size."""
    height, width = light.shape[:2]
    pixels = np.zeros((height, width, 4), np.uint8)
    noise = _noise()
    for top in range(0, height, _NOISE_TILE):
        band = np.clip(light[top : top + _NOISE_TILE], 0, 1) ** np.float32(1 / GAMMA)
        rows = noise[: len(band), np.arange(width) % _NOISE_TILE]
        pixels[top : top + _NOISE_TILE, :, :3] = np.clip((band[..., ::-1] + rows) * 255 + 0.5, 0, 255)
    return pixels


@lru_cache(maxsize=4)
def vignette(size_px: tuple[int, int]) -> Pixels:
    """How bright each pixel of a picture stays, 255 for all of it: a mask (H, W, 4) to multiply with."""
    width, height = size_px
    x = (np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1
    y = (np.arange(height, dtype=np.float32) + 0.5) / height * 2 - 1
    out = np.clip((x[None, :] ** 2 + y[:, None] ** 2) / 2, 0, 1)
    kept = 1 - VIGNETTE * out**1.5
    mask = np.repeat((kept * 255 + 0.5).astype(np.uint8)[..., None], 4, axis=2)
    mask.flags.writeable = False
    return mask


def darkened(picture: Pixels) -> Pixels:
    """The picture (H, W, 4) itself, now with its vignette."""
    size_px = picture.shape[1], picture.shape[0]
    return np.asarray(cv2.multiply(picture, vignette(size_px), picture, scale=1 / 255), np.uint8)


@lru_cache(maxsize=1)
def _noise() -> Singles:
    made = np.random.default_rng(5).normal(0.0, NOISE, (_NOISE_TILE, _NOISE_TILE, 1))
    return made.astype(np.float32)
