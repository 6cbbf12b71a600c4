"""Themes: what is written can be read in each of them."""

from __future__ import annotations

import pytest

from replay.app.cli.film_options import _THEMES, USUAL_THEME
from replay.base.brand import Brand, BrandColours
from replay.base.colour import Colour
from replay.base.look import contrast
from replay.draw.style.branded_theme import branded_theme
from replay.draw.style.themes import DARK, LIGHT, THEMES, theme_named

_BODY, _LARGE = 7.0, 4.5
"""Least contrast of words that are read, and of large figures in the accent (WCAG 2.2, AAA)."""


def _mixed(above: Colour, below: Colour, share: float) -> Colour:
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(above, below, strict=True))
    return red, green, blue


@pytest.mark.parametrize("name", list(THEMES))
@pytest.mark.parametrize("below", ["boards_light", "boards_dark", "safety_zone", "infield", "seats", "void"])
def test_words_are_read_on_panels_over_all_of_the_hall(name: str, below: str) -> None:
    colours = THEMES[name]
    palette = colours.palette
    panel = _mixed(palette.panel, getattr(colours.hall, below), palette.panel_alpha)
    for words, least in ((palette.text, _BODY), (palette.body, _BODY), (palette.second, _LARGE), (palette.accent, 4.5)):
        assert contrast(words, panel) >= least


@pytest.mark.parametrize("name", list(THEMES))
def test_words_are_read_on_the_grounds_of_the_finish_image(name: str) -> None:
    palette = THEMES[name].palette
    for ground in (palette.deep, palette.raised):
        assert contrast(palette.text, ground) >= _BODY
        assert contrast(palette.second, ground) >= _LARGE
        assert contrast(palette.accent, ground) >= _LARGE


@pytest.mark.parametrize("name", list(THEMES))
def test_the_leader_s_row_is_read(name: str) -> None:
    palette = THEMES[name].palette
    row = _mixed(palette.accent, palette.panel, palette.leader_alpha)
    assert contrast(palette.text, row) >= _BODY
    assert contrast(palette.accent, row) >= 4.0


def test_the_two_are_as_unlike_as_their_names() -> None:
    dark, light = THEMES[DARK], THEMES[LIGHT]
    assert contrast(dark.palette.panel, light.palette.panel) > 14
    assert contrast(dark.hall.infield, light.hall.infield) > 7


def test_options_name_all_themes_and_each_is_one_object() -> None:
    assert set(_THEMES) == set(THEMES)
    assert USUAL_THEME == DARK
    for name in THEMES:
        assert theme_named(name) is theme_named(name)


def test_a_brand_is_laid_over_the_theme() -> None:
    light = theme_named(LIGHT)
    assert branded_theme(Brand(watermark="x"), light).palette == light.palette
    own = branded_theme(Brand(colours=BrandColours(panel=(80, 0, 0))), light)
    assert own.palette.panel == (80, 0, 0)
    assert own.hall == light.hall


def test_behind_a_card_the_light_hall_stays_light() -> None:
    """What is seen beside the card is nearer to it than to black; dark words are read on it."""
    light = THEMES[LIGHT]
    behind = _mixed(light.palette.veil, light.hall.infield, 0.62)
    assert contrast(light.palette.text, behind) >= _BODY
    assert contrast(light.palette.text, light.palette.flat) >= _BODY
