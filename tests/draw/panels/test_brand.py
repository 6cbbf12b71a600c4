"""The user's own look: where logo and watermark stand, what is coloured, and that nothing of it hides anything."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from replay.base.brand import Brand, BrandColours, Corner, PictureFile
from replay.draw.finish.finish_plan import clear_of, layout
from replay.draw.panels.brand_block import brand_rect
from replay.draw.panels.cards.cards import result_card, title_card
from replay.draw.panels.overlay import overlay_panels
from replay.draw.panels.tower import tower_layer
from replay.draw.pixels.rectangles import Size, overlap
from replay.draw.style.branded_theme import branded_theme
from replay.draw.style.theme import DEFAULT_THEME, Style, Theme, style_for
from replay.scene.frame.card import Headline
from replay.scene.frame.frame import Overlay
from replay.scene.frame.layout import Layout
from tests.helpers import frames
from tests.helpers.brands import picture_bytes
from tests.helpers.panels import panel_rects

LOGO = PictureFile("logo.png", picture_bytes((160, 80)))
PORTRAIT = PictureFile("kenny.jpg", picture_bytes((30, 40), "JPEG"))


def _theme(corner: Corner = Corner.BOTTOM_RIGHT) -> Theme:
    return branded_theme(Brand(corner=corner, logo=LOGO, watermark="@clubnight"))


def _style(layout: Layout, theme: Theme) -> Style:
    return style_for(theme, layout, frames.SIZES[layout])


SHOWN = (frames.pull_off, frames.breakaway)


@pytest.mark.parametrize("corner", Corner)
@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("layout", Layout)
def test_nothing_lies_over_the_logo(layout: Layout, shown: object, corner: Corner) -> None:
    assert callable(shown)
    style = _style(layout, _theme(corner))
    frame = replace(shown(layout), overlay=replace(shown(layout).overlay, ring=None))
    rects = panel_rects(frame, style)
    block = brand_rect(style)
    assert block is not None
    assert rects.count(block) == 1
    assert [rect for rect in rects if rect != block and overlap(rect, block)] == []
    panels = [rect for rect in rects if rect != block]
    usual = panel_rects(frame, _style(layout, DEFAULT_THEME))
    before = sum(overlap(*pair) is not None for pair in combinations(usual, 2))
    assert sum(overlap(*pair) is not None for pair in combinations(panels, 2)) <= before


@pytest.mark.parametrize("corner", Corner)
@pytest.mark.parametrize("layout", Layout)
def test_the_logo_stands_in_its_corner_of_what_can_be_read(layout: Layout, corner: Corner) -> None:
    style = _style(layout, _theme(corner))
    block, (left, top, width, height) = brand_rect(style), style.safe
    assert block is not None
    x, y, wide, high = block
    assert x == (left if "left" in corner else left + width - wide)
    assert y == (top if "top" in corner else top + height - high)


def test_a_clean_picture_has_no_logo() -> None:
    style = _style(Layout.LANDSCAPE, _theme())
    assert overlay_panels(frames.frame(overlay=Overlay(label="", marked=False)), style) == ()


def test_no_brand_changes_nothing() -> None:
    theme = branded_theme(Brand())
    assert theme.palette == DEFAULT_THEME.palette
    for shown in SHOWN:
        pictures = [
            [placed.layer.pixels for placed in overlay_panels(shown(), _style(Layout.LANDSCAPE, each))]
            for each in (theme, DEFAULT_THEME)
        ]
        assert all(np.array_equal(*pair) for pair in zip(*pictures, strict=True))


def test_the_accent_is_the_brands() -> None:
    own = replace(Brand(), colours=BrandColours(accent=(255, 154, 60)))
    drawn = tower_layer(_style(Layout.LANDSCAPE, branded_theme(own)), frames.tower()).pixels
    assert (drawn[..., :3] == (60, 154, 255)).all(axis=2).any()
    usual = tower_layer(_style(Layout.LANDSCAPE, DEFAULT_THEME), frames.tower()).pixels
    assert not (usual[..., :3] == (60, 154, 255)).all(axis=2).any()


def _red(pixels: np.ndarray) -> int:
    """Pixels of the left half of the portrait."""
    return int(((pixels[..., 2] > 150) & (pixels[..., 0] < 60) & (pixels[..., 1] < 60)).sum())


def test_a_portrait_is_in_tower_and_cards_of_whom_it_shows() -> None:
    theme = branded_theme(Brand(portraits={"Awang": PORTRAIT}))
    branded, usual = _style(Layout.LANDSCAPE, theme), _style(Layout.LANDSCAPE, DEFAULT_THEME)
    pairs = [
        (tower_layer(branded, frames.tower()), tower_layer(usual, frames.tower())),
        (title_card(branded, frames.TITLE), title_card(usual, frames.TITLE)),
        (result_card(branded, frames.RESULT), result_card(usual, frames.RESULT)),
    ]
    for with_portrait, without in pairs:
        assert _red(with_portrait.pixels) > _red(without.pixels) + 200


def test_a_badge_stands_for_the_letters_of_a_nation_in_the_tower() -> None:
    theme = branded_theme(Brand(badges={"GBR": PictureFile("gbr.png", picture_bytes((30, 20)))}))
    assert _red(tower_layer(_style(Layout.LANDSCAPE, theme), frames.tower()).pixels) > 100


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE])
def test_the_official_picture_of_the_finish_is_on_the_result_card(layout: Layout) -> None:
    theme = branded_theme(Brand(finish_image=PictureFile("finish.png", picture_bytes((160, 50)))))
    drawn = result_card(_style(layout, theme), frames.RESULT).pixels
    assert _red(drawn) > 0.05 * drawn.shape[0] * drawn.shape[1] * 0.1


@pytest.mark.parametrize("corner", Corner)
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1080), (1080, 1350), (1280, 720)])
def test_the_words_of_the_finish_image_keep_clear_of_the_logo(size: Size, corner: Corner) -> None:
    shape = {1: Layout.SQUARE}.get(size[0] // size[1], Layout.PORTRAIT) if size[0] <= size[1] else Layout.LANDSCAPE
    kept = brand_rect(style_for(_theme(corner), shape, size))
    assert kept is not None
    plan = clear_of(layout(size), kept)
    assert overlap(plan.order, kept) is None
    assert not (kept[0] <= plan.title[0] < kept[0] + kept[2] and kept[1] < plan.title[1] < kept[1] + kept[3])


def test_headlines_are_set_as_the_brand_sets_them() -> None:
    shown = frames.frame(overlay=Overlay(headline=Headline("Kenny from the front", "Men's keirin")))
    pictures = [
        overlay_panels(shown, _style(Layout.LANDSCAPE, theme))[0].layer.pixels
        for theme in (DEFAULT_THEME, branded_theme(Brand(capitals=True)))
    ]
    assert not np.array_equal(pictures[0], pictures[1])
