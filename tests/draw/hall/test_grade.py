from __future__ import annotations

import numpy as np

from replay.draw.hall.grade import BLOOM_FROM, VIGNETTE, bloom, darkened, to_pixels, vignette


def pixels_of(light: np.ndarray) -> np.ndarray:
    pixels = np.zeros((*light.shape[:2], 4), np.uint8)
    to_pixels(pixels, np.ascontiguousarray(light, np.float32))
    return pixels


def test_dark_gradients_do_not_band() -> None:
    """A ramp over two grey levels: along a row, no level lasts as long as the band would."""
    ramp = (np.linspace(20, 22, 640, dtype=np.float32) / 255) ** np.float32(2.2)
    pixels = pixels_of(np.broadcast_to(ramp[None, :, None], (40, 640, 3)))
    longest = np.diff(np.flatnonzero(np.diff(pixels[20, :, 0].astype(int)))).max()
    assert longest < 40
    assert abs(pixels[..., 0].mean() - 21) < 0.1


def test_pixels_are_blue_green_red_after_gamma() -> None:
    pixels = pixels_of(np.broadcast_to(np.array([1.0, 0.5, 0.0]), (64, 64, 3)))
    blue, green, red, _ = pixels.reshape(-1, 4).mean(axis=0)
    assert red > 253
    assert abs(green - 255 * 0.5 ** (1 / 2.2)) < 1
    assert blue < 2


def test_pixels_are_the_same_in_one_piece_and_in_tiles() -> None:
    light = np.random.default_rng(0).uniform(0, 1, (60, 80, 3)).astype(np.float32)
    spread = np.random.default_rng(1).uniform(0, 0.1, (15, 20)).astype(np.float32)
    whole, tiled = np.zeros((60, 80, 4), np.uint8), np.zeros((60, 80, 4), np.uint8)
    to_pixels(whole, light, spread=spread, shrink=4)
    for top in (0, 32):
        for left in (0, 48):
            part = np.s_[top : top + 32, left : left + 48]
            to_pixels(tiled[part], np.ascontiguousarray(light[part]), spread=spread, shrink=4, corner=(left, top))
    assert np.array_equal(tiled, whole)


def test_only_bright_light_blooms() -> None:
    light = np.full((128, 128, 3), 0.1, np.float32)
    assert not bloom(light, scale_px=128).any()
    light[60:68, 60:68] = (1.0, BLOOM_FROM, 0.1)
    spread = bloom(light, scale_px=128)
    assert spread[64, 64] > spread[64, 70] > 0
    assert spread[64, 120] < 1e-6


def test_vignette_keeps_the_middle_and_darkens_the_corners() -> None:
    mask = vignette((320, 180))
    assert mask.shape == (180, 320)
    assert mask[90, 160].min() == 255
    assert abs(mask[0, 0] / 255 - (1 - VIGNETTE)) < 0.02


def test_darkened_is_the_same_array() -> None:
    picture = np.full((180, 320, 4), 200, np.uint8)
    assert darkened(picture) is picture
    assert picture[0, 0, 0] < 130
