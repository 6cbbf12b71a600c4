"""The help over the picture, written from the table of keys. A click on a key does what the key does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pygame

from replay.base.look import ACCENT, PANEL, SECOND, TEXT
from replay.viewer import lettering
from replay.viewer.controls import Command, commands_of, help_lines
from replay.viewer.painting.picture_area import fitted

PADDING_PX = 20
"""Around the lines."""

LINE_PX = 30
"""From line to line."""

WORDS_PX = 19
"""Size of the words."""

BETWEEN_PX = 28
"""Between keys and what they do."""

LEAST_PX = 8
"""Before words are smaller than this, the help has several pages, which the wheel and its key turn."""

PAGE_WORDS_PX = 13
"""Size of the words on these; smaller, but never below the least, where lines would not fit across."""

PANEL_ALPHA = 232
"""Of 255: the picture is only guessed below it."""


LEAST_SCALE = 0.75
"""Before words are smaller than this, there are two columns where two fit."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the lines stand: in how many columns, and how large.

    keys_px, helps_px  widths of the keys and of what they do
    first, pages       the first line that it has, and how many pages there are
    """

    columns: int
    rows: int
    words_px: int
    line_px: int
    keys_px: int
    helps_px: int
    first: int = 0
    pages: int = 1

    @property
    def column_px(self) -> int:
        return self.keys_px + self.helps_px + BETWEEN_PX

    @property
    def size(self) -> tuple[int, int]:
        width = self.columns * self.column_px + (self.columns - 1) * BETWEEN_PX + 2 * PADDING_PX
        return width, self.line_px * (self.rows + (self.pages > 1)) + 2 * PADDING_PX

    @property
    def lines(self) -> Sequence[tuple[str, str]]:
        """Keys and what they do, of this page."""
        return help_lines()[self.first :][: self.rows * self.columns]

    def seen_px(self, area: tuple[int, int]) -> float:
        """Size of its words in an area, in which all of it is made smaller where it does not fit."""
        return self.words_px * min(area[0] / self.size[0], area[1] / self.size[1], 1.0)

    def place(self, number: int) -> tuple[int, int]:
        """Where a line begins: its left end, and its middle."""
        column, row = divmod(number, self.rows)
        x = PADDING_PX + column * (self.column_px + BETWEEN_PX)
        return x, PADDING_PX + self.line_px * row + self.line_px // 2


def draw_help(
    surface: pygame.Surface, area: pygame.Rect, pointer: tuple[int, int] | None = None, page: int = 0
) -> None:
    """Draw the keys and what they do, amid an area; smaller if there is little room, in two columns if they fit, and on
    several pages before they are too small to be read.

    pointer  where the mouse is: a key under it is bright
    """
    setting, keys = _set(area.size, page)
    panel = pygame.Surface(setting.size, pygame.SRCALPHA)
    pygame.draw.rect(panel, (*PANEL, PANEL_ALPHA), panel.get_rect(), border_radius=10)
    spot = None if pointer is None else _on_panel(setting, area, pointer)
    for number, (_, words) in enumerate(setting.lines):
        x, y = setting.place(number)
        lettering.write(panel, words, (x + setting.keys_px + BETWEEN_PX, y), setting.words_px)
    if setting.pages > 1:
        words = f"{page + 1} of {setting.pages}: the wheel, or h again, for the next"
        foot = setting.size[0] // 2, setting.size[1] - PADDING_PX
        lettering.write(panel, words, foot, setting.words_px, SECOND, "midbottom")
    for key in keys:
        over = spot is not None and key.command is not None and key.box.collidepoint(spot)
        lettering.write(panel, key.name, key.box.center, setting.words_px, TEXT if over else ACCENT, "center")
    place = _panel_box(setting, area)
    if place.size != setting.size:
        panel = pygame.transform.smoothscale(panel, place.size)
    surface.blit(panel, place)


def help_pages(area: pygame.Rect) -> int:
    """How many pages the help has in an area."""
    return _set(area.size, 0)[0].pages


def command_at(area: pygame.Rect, place: tuple[int, int], page: int = 0) -> Command | None:
    """What the key under a place does; None where there is none."""
    setting, keys = _set(area.size, page)
    spot = _on_panel(setting, area, place)
    return next((key.command for key in keys if key.box.collidepoint(spot)), None)


@dataclass(frozen=True, slots=True)
class _Key:
    """A key in the help: its name, where it stands on the panel, and what it does; None: a click cannot do that."""

    name: str
    box: pygame.Rect
    command: Command | None


def _keys(setting: _Setting) -> Iterator[_Key]:
    """Each key by itself: those of a line stand two spaces apart, in the order of what they do."""
    between = lettering.width_of("  ", setting.words_px)
    for number, (keys, _) in enumerate(setting.lines):
        x, y = setting.place(number)
        commands = commands_of(setting.first + number)
        for place, name in enumerate(keys.split("  ")):
            box = pygame.Rect(0, 0, lettering.width_of(name, setting.words_px), setting.line_px)
            box.midleft = x, y
            x += box.width + between
            box.inflate_ip(between, 0)  # some letters are narrower than a hand is steady
            yield _Key(name, box, commands[min(place, len(commands) - 1)] if commands else None)


def _panel_box(setting: _Setting, area: pygame.Rect) -> pygame.Rect:
    """Where the panel is, made smaller where it does not fit."""
    size = setting.size
    if size[0] > area.width or size[1] > area.height:
        size = fitted(size, (max(area.width, 1), max(area.height, 1)))
    box = pygame.Rect((0, 0), size)
    box.center = area.center
    return box


def _on_panel(setting: _Setting, area: pygame.Rect, place: tuple[int, int]) -> tuple[float, float]:
    """A place of the window, on the panel as it is before it is made smaller."""
    box = _panel_box(setting, area)
    scale = setting.size[0] / box.width
    return (place[0] - box.left) * scale, (place[1] - box.top) * scale


@lru_cache(maxsize=16)
def _set(size: tuple[int, int], page: int) -> tuple[_Setting, tuple[_Key, ...]]:
    """The setting of a page for an area of that size, and its keys. The mouse asks for it wherever it goes."""
    lines, area = help_lines(), pygame.Rect((0, 0), size)
    one, two = (_columns(lines, area, columns) for columns in (1, 2))
    setting = one if one.seen_px(size) >= min(LEAST_SCALE * WORDS_PX, two.seen_px(size)) else two
    if setting.seen_px(size) < LEAST_PX:
        setting = _paged(lines, size, page)
    return setting, tuple(_keys(setting))


def _paged(lines: Sequence[tuple[str, str]], size: tuple[int, int], page: int) -> _Setting:
    """A page of as many lines as can be read in an area; words are smaller only where they would not fit across."""
    for words_px in range(PAGE_WORDS_PX, LEAST_PX - 1, -1):
        setting = _setting(lines, 1, 1, words_px)
        if setting.size[0] <= size[0]:
            break
    rows = max((size[1] - 2 * PADDING_PX) // setting.line_px - 1, 1)
    return replace(setting, rows=rows, first=page * rows, pages=-(-len(lines) // rows))


def _columns(lines: Sequence[tuple[str, str]], area: pygame.Rect, columns: int) -> _Setting:
    """The largest words in so many columns that fit the area."""
    rows = -(-len(lines) // columns)
    for words_px in range(WORDS_PX, LEAST_PX, -1):
        setting = _setting(lines, columns, rows, words_px)
        if setting.size[0] <= area.width and setting.size[1] <= area.height:
            break
    return setting


def _setting(lines: Sequence[tuple[str, str]], columns: int, rows: int, words_px: int) -> _Setting:
    return _Setting(
        columns,
        rows,
        words_px,
        round(words_px * LINE_PX / WORDS_PX),
        max(lettering.width_of(keys, words_px) for keys, _ in lines),
        max(lettering.width_of(words, words_px) for _, words in lines),
    )
