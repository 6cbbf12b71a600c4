"""The window's own words. (What is written into the picture is drawn by the painter.)"""

from __future__ import annotations

from itertools import groupby

import pygame

from replay.base.colour import Colour
from replay.base.letters.typefaces import drawable, runs
from replay.base.look import TEXT, Weight
from replay.draw.pixels.fonts import run_font, shaped_font


def write(
    surface: pygame.Surface,
    words: str,
    place: tuple[int, int],
    size_px: int,
    colour: Colour = TEXT,
    anchor: str = "midleft",
) -> pygame.Rect:
    """Write one line; `anchor` names the point of its box that is put at `place`. Returns the box."""
    image = _drawn(words, size_px, colour)
    box = image.get_rect(**{anchor: place})
    surface.blit(image, box)
    return box


def width_of(words: str, size_px: int) -> int:
    """Width of a line in px."""
    return sum(font.size(part)[0] for part, font in _parts(words, size_px))


def broken(words: str, size_px: int, room_px: int) -> list[str]:
    """A line as several that fit a room; a single word that does not fit stays whole."""
    lines = [""]
    for word in words.split(" "):
        joined = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and width_of(joined, size_px) > room_px:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def shortened(words: str, size_px: int, room_px: int) -> str:
    """A line that fits a room: what is too much is left out, and three dots say so."""
    if width_of(words, size_px) <= room_px:
        return words
    fits = (words[:end].rstrip() + "\N{HORIZONTAL ELLIPSIS}" for end in range(len(words), 0, -1))
    return next((line for line in fits if width_of(line, size_px) <= room_px), "")


def _drawn(words: str, size_px: int, colour: Colour) -> pygame.Surface:
    """One line, each part in the font that has its letters, on the baseline of the first."""
    parts = _parts(words, size_px) or [("", shaped_font(Weight.SEMIBOLD, size_px))]
    if len(parts) == 1:
        return parts[0][1].render(parts[0][0], True, colour)
    above = max(font.get_ascent() for _, font in parts)
    below = max(font.get_height() - font.get_ascent() for _, font in parts)
    line = pygame.Surface((width_of(words, size_px), above + below), pygame.SRCALPHA)
    pen = 0
    for part, font in parts:
        line.blit(font.render(part, True, colour), (pen, above - font.get_ascent()))
        pen += font.size(part)[0]
    return line


def _parts(words: str, size_px: int) -> list[tuple[str, pygame.font.Font]]:
    """Words as stretches of one font each, from left to right."""
    together = groupby(runs(drawable(words), Weight.SEMIBOLD), key=lambda run: run if run.font else None)
    own = shaped_font(Weight.SEMIBOLD, size_px)
    return [("".join(run.words for run in group), run_font(run, size_px) if run else own) for run, group in together]
