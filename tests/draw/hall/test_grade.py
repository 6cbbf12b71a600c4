from __future__ import annotations

import numpy as np

from replay.draw.hall.grade import BLOOM_FROM, VIGNETTE, bloom, darkened, to_pixels, vignette


def test_dark_gradients_do_not_band() -> None:
    """A ramp over two grey levels: along a row, no level lasts as long as the band would."""
    ramp = (np.linspace(20, 22, 640, dtype=np.float32) / 255) ** np.float32(2.2)
    light = np.broadcast_to(ramp[None, :, None], (40, 640, 3)).astype(np.float32)
    row = to_pixels(light)[20, :, 0].astype(int)
    longest = np.diff(np.flatnonzero(np.diff(row))).max()
    assert longest < 40
    assert abs(to_pixels(light)[..., 0].mean() - 21) < 0.1


def test_pixels_are_blue_green_red_after_gamma() -> None:
    light = np.broadcast_to(np.array([1.0, 0.5, 0.0]), (64, 64, 3)).astype(np.float32)
    blue, green, red, _ = to_pixels(light).reshape(-1, 4).mean(axis=0)
    assert red > 253
    assert abs(green - 255 * 0.5 ** (1 / 2.2)) < 1
    assert blue < 2


def test_only_bright_light_blooms_and_the_bloom_is_grey() -> None:
    light = np.full((128, 128, 3), 0.1, np.float32)
    assert np.array_equal(bloom(light.copy(), scale_px=128), light)
    light[60:68, 60:68] = (1.0, BLOOM_FROM, 0.1)
    added = bloom(light.copy(), scale_px=128) - light
    assert added[64, 70].min() > 0
    assert np.ptp(added, axis=2).max() < 1e-6


def test_vignette_keeps_the_middle_and_darkens_the_corners() -> None:
    mask = vignette((320, 180))
    assert mask.shape == (180, 320, 4)
    assert mask[90, 160].min() == 255
    assert abs(mask[0, 0, 0] / 255 - (1 - VIGNETTE)) < 0.02


def test_darkened_is_the_same_array() -> None:
    picture = np.full((180, 320, 4), 200, np.uint8)
    assert darkened(picture) is picture
    assert picture[0, 0, 0] < 130
