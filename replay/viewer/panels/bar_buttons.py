"""What can be clicked on the lower line of the bar, so that a mouse does what keys do."""

from __future__ import annotations

from collections.abc import Iterator

import pygame

from replay.base.colour import Colour
from replay.base.look import SECOND, TEXT
from replay.viewer import lettering
from replay.viewer.controls import Action, Command
from replay.viewer.panels.sound_control import sound_area

BUTTON_PX, BETWEEN_PX = 22, 10
"""Width and height of a button, and what is between two."""

_MARGIN_PX, _WORDS_Y_PX, WORDS_PX = 20, 42, 17
"""From the side of the bar; the middle of its lower line; the size of its words."""

LEFT_PX = BUTTON_PX + BETWEEN_PX
"""What the button at the left takes of the line."""


def right_px(bar: pygame.Rect, *, sounding: bool) -> int:
    """What stands at the right end of the line takes so much of it."""
    sound = sound_area(bar).width + 2 * BETWEEN_PX if sounding else 0
    return sound + 2 * LEFT_PX + BETWEEN_PX


def button_at(bar: pygame.Rect, place: tuple[int, int], camera: str, *, sounding: bool) -> Command | None:
    """What a click at a place of the bar does; None where there is no button.

    camera    the words that name it: a click leads to the next one
    sounding  whether there is a loudspeaker at the right
    """
    for box, command in _buttons(bar, sounding=sounding):
        if box.inflate(BETWEEN_PX, BETWEEN_PX).collidepoint(place):
            return command
    words = pygame.Rect(0, 0, lettering.width_of(camera, WORDS_PX), BUTTON_PX)
    words.midright = bar.right - _MARGIN_PX - right_px(bar, sounding=sounding), bar.top + _WORDS_Y_PX
    return Command(Action.NEXT_CAMERA, 1) if words.collidepoint(place) else None


def draw_buttons(
    surface: pygame.Surface, bar: pygame.Rect, pointer: tuple[int, int] | None, *, plays: bool, sounding: bool
) -> None:
    """Play or pause at the left; a question mark and a frame at the right. The one under the pointer is bright."""
    for box, command in _buttons(bar, sounding=sounding):
        over = pointer is not None and box.inflate(BETWEEN_PX, BETWEEN_PX).collidepoint(pointer)
        colour = TEXT if over or command.action is Action.TOGGLE else SECOND
        match command.action:
            case Action.TOGGLE:
                _draw_toggle(surface, box, colour, plays=plays)
            case Action.HELP:
                pygame.draw.aacircle(surface, colour, box.center, 10, 2)
                lettering.write(surface, "?", box.center, 15, colour, "center")
            case _:
                _draw_frame(surface, box, colour)


def _buttons(bar: pygame.Rect, *, sounding: bool) -> Iterator[tuple[pygame.Rect, Command]]:
    box = pygame.Rect(bar.left + _MARGIN_PX, bar.top + _WORDS_Y_PX - BUTTON_PX // 2, BUTTON_PX, BUTTON_PX)
    yield box, Command(Action.TOGGLE)
    box = box.copy()
    box.right = bar.right - _MARGIN_PX - right_px(bar, sounding=sounding) + 2 * BETWEEN_PX + BUTTON_PX
    yield box, Command(Action.HELP)
    yield box.move(LEFT_PX, 0), Command(Action.FULL_SCREEN)


def _draw_toggle(surface: pygame.Surface, box: pygame.Rect, colour: Colour, *, plays: bool) -> None:
    """What a click would do: two bars while it plays, else a triangle."""
    if plays:
        for x in (box.centerx - 6, box.centerx + 2):
            surface.fill(colour, pygame.Rect(x, box.top + 4, 4, box.height - 8))
        return
    corners = [(box.left + 5, box.top + 3), (box.left + 5, box.bottom - 4), (box.right - 3, box.centery)]
    pygame.draw.polygon(surface, colour, corners)
    pygame.draw.aalines(surface, colour, True, corners)


def _draw_frame(surface: pygame.Surface, box: pygame.Rect, colour: Colour) -> None:
    """Four corners: the picture fills the screen."""
    frame = box.inflate(-4, -6)
    for x, way in ((frame.left, 1), (frame.right - 1, -1)):
        for y, down in ((frame.top, 1), (frame.bottom - 1, -1)):
            pygame.draw.line(surface, colour, (x, y), (x + 5 * way, y), 2)
            pygame.draw.line(surface, colour, (x, y), (x, y + 5 * down), 2)
