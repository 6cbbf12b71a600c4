"""Graphics on both kinds of sheet."""

from __future__ import annotations

import numpy as np
import pytest

from replay.base.look import ACCENT, TEXT, Weight
from replay.draw.graphics.chip import chip_type, chip_width, ink, marker_in
from replay.draw.graphics.sheet import Graphics, PictureSheet, Sheet
from replay.draw.pixels import text
from replay.draw.pixels.layers import Bytes, Placed, lay
from replay.draw.pixels.text import Type
from replay.draw.style.theme import DEFAULT_THEME, style_for
from replay.scene.frame.layout import Layout

SIZE = (200, 80)
GROUND = (30, 20, 10, 255)


def picture() -> Bytes:
    pixels = np.empty((SIZE[1], SIZE[0], 4), dtype=np.uint8)
    pixels[:] = GROUND
    return pixels


def drawn(sheet: Graphics) -> None:
    sheet.fill((10, 10, 120, 40), ACCENT, 0.5, radius=6)
    sheet.rule((150.25, 5), 60, 2.5, TEXT)
    sheet.level_rule((20, 60.5), 100, 1.5, TEXT, 0.4)
    sheet.write("Kenny", Type(Weight.BOLD, 24), (20, 40), TEXT)
    sheet.draw_chip("KEN", (47, 102, 242), (160, 20, 34, 20), 3)


def test_a_layer_laid_over_a_picture_is_what_is_drawn_on_it() -> None:
    direct, laid = picture(), picture()
    drawn(PictureSheet(direct))
    sheet = Sheet(style_for(DEFAULT_THEME, Layout.LANDSCAPE, (1920, 1080)), *SIZE, border=0)
    drawn(sheet)
    lay(laid, Placed(sheet.layer(), 0, 0))
    np.testing.assert_allclose(direct[..., :3].astype(int), laid[..., :3], atol=3)
    assert np.any(direct != picture())


def test_what_lies_outside_of_a_picture_is_left_out() -> None:
    pixels = picture()
    sheet = PictureSheet(pixels)
    sheet.fill((-20, -20, 30, 30), ACCENT)
    sheet.fill((500, 0, 10, 10), ACCENT)
    sheet.fill((50, 50, 0, -4), ACCENT)
    assert tuple(pixels[5, 5, :3]) == ACCENT[::-1]
    assert np.count_nonzero(np.any(pixels != GROUND, axis=-1)) == 100


@pytest.mark.parametrize("marker", ["1", "12", "KEN", "WWWW"])
def test_chips_hold_their_marker_at_full_size(marker: str) -> None:
    width = chip_width((marker,), 30)
    assert width >= 30
    assert text.measure(marker, chip_type(30)) <= width - 0.16 * 30
    assert marker_in(marker, (width, 30)) == (marker, chip_type(30))


@pytest.mark.parametrize(
    ("colour", "light"),
    [((47, 102, 242), True), ((255, 210, 31), False), ((242, 243, 245), False), ((196, 42, 77), True)],
)
def test_markers_are_black_or_white_by_contrast(colour: tuple[int, int, int], light: bool) -> None:
    assert (ink(colour) == (255, 255, 255)) is light
