"""Fonts of the process, opened when they are first asked for.

Only this module starts pygame's two font modules, and nothing of the program quits them: pictures and window share the
fonts, and a window that closes must not take them from a picture that is still to be drawn. Where somebody else quits
pygame all the same, fonts that were opened before are dead; they are opened anew.
"""

from __future__ import annotations

import os
from functools import lru_cache

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame
import pygame.font
import pygame.freetype

from replay.base.letters.typefaces import Run, family_file
from replay.base.look import Weight, font_file

_MEASURED_PX = 1000
"""Size at which fonts are compared."""

_PROBED_PX = 10
"""Any size: it is only asked to learn whether a font still lives."""


def outline_font(weight: Weight) -> pygame.freetype.Font:
    """The font by which letters are drawn and measured one by one, at any size."""
    pygame.freetype.init()
    try:
        _outline_font(weight).get_sized_height(_PROBED_PX)
    except pygame.error:  # the module was quit since, and perhaps started again
        _outline_font.cache_clear()
    return _outline_font(weight)


@lru_cache(maxsize=8)
def letters_scale(weight: Weight) -> float:
    """Size of a font of the user's beside the program's, whose place it takes: capitals are no higher and figures no
    wider, so that what fits a panel in the one fits it in the other. 1 for the program's own."""
    own, used = font_file(weight), family_file(weight)
    if own == used:
        return 1.0
    pygame.freetype.init()
    ours, theirs = (_probed(pygame.freetype.Font(file)) for file in (own, used))
    return min(mine / its for mine, its in zip(ours, theirs, strict=True))


def _probed(font: pygame.freetype.Font) -> tuple[float, float]:
    """Height of a capital and advance of a figure, px at a size that is large enough to be exact."""
    metrics = font.get_metrics("0", size=_MEASURED_PX)[0]
    advance = float(metrics[4]) if metrics else float(_MEASURED_PX)
    return max(float(font.get_rect("H", size=_MEASURED_PX).height), 1.0), max(advance, 1.0)


def shaped_font(weight: Weight, size_px: int) -> pygame.font.Font:
    """The font that draws whole words and knows the kerning of pairs: SDL_ttf shapes words, freetype alone does not."""
    pygame.font.init()
    try:
        _shaped_font(weight, size_px).get_height()
    except pygame.error:
        _shaped_font.cache_clear()
    return _shaped_font(weight, size_px)


def run_font(run: Run, size_px: int) -> pygame.font.Font:
    """The font of a run of letters that the family does not have: it shapes them as their script asks."""
    pygame.font.init()
    assert run.font is not None
    try:
        _run_font(run.font, size_px, run.script, run.right_first).get_height()
    except pygame.error:
        _run_font.cache_clear()
    return _run_font(run.font, size_px, run.script, run.right_first)


@lru_cache(maxsize=64)
def _run_font(file: str, size_px: int, script: str, right_first: bool) -> pygame.font.Font:
    font = pygame.font.Font(file, size_px)
    font.set_script(script)
    font.set_direction(pygame.DIRECTION_RTL if right_first else pygame.DIRECTION_LTR)
    return font


@lru_cache(maxsize=8)
def _outline_font(weight: Weight) -> pygame.freetype.Font:
    return pygame.freetype.Font(family_file(weight))


@lru_cache(maxsize=32)
def _shaped_font(weight: Weight, size_px: int) -> pygame.font.Font:
    return pygame.font.Font(family_file(weight), size_px)
