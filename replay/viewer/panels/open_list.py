"""The list of races from which one is opened: the first screen without a race, and ctrl o."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pygame

from replay.base.look import ACCENT, NIGHT, SECOND, TEXT
from replay.viewer import lettering
from replay.viewer.panels.column import HOVERED

ROW_PX, WORDS_PX, TITLE_PX = 30, 19, 40
"""In a window 720 px high."""

HINT = "enter or click  open     drop a race file here     esc  close     q  leave"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A race: its name, its file, and under which heading it stands."""

    words: str
    file: str
    heading: str


@dataclass
class OpenList:
    """The list, and which of its races is chosen."""

    items: tuple[OpenItem, ...] = ()
    open: bool = False
    chosen: int = 0
    _rows: list[tuple[pygame.Rect, int]] = field(default_factory=list)

    @property
    def look(self) -> tuple[object, ...]:
        return self.open, self.chosen, self.items

    def show(self, items: Sequence[OpenItem]) -> None:
        """Open the list."""
        self.items, self.open, self.chosen = tuple(items), True, 0

    def press(self, key: int) -> str | None:
        """What a key does while it is open: the file that is to be opened, '' for what the list does by itself, None
        for keys that it does not know."""
        match key:
            case pygame.K_UP | pygame.K_DOWN | pygame.K_PAGEUP | pygame.K_PAGEDOWN | pygame.K_HOME | pygame.K_END:
                self._move(_STEPS[key])
            case pygame.K_RETURN | pygame.K_KP_ENTER if self.items:
                self.open = False
                return self.items[self.chosen].file
            case _:
                return None
        return ""

    def scroll(self, notches: float) -> None:
        self._move(-round(notches))

    def point(self, place: tuple[int, int]) -> None:
        """The pointer is somewhere: a race under it is chosen."""
        self.chosen = next((number for box, number in self._rows if box.collidepoint(place)), self.chosen)

    def click(self, place: tuple[int, int]) -> str:
        """The file of the race that was clicked; '' where there is none."""
        found = next((number for box, number in self._rows if box.collidepoint(place)), None)
        if found is None:
            return ""
        self.open = False
        return self.items[found].file

    def draw(self, surface: pygame.Surface, area: pygame.Rect) -> None:
        """Draw the list over an area: as many rows as fit, among them the chosen one."""
        surface.fill(NIGHT, area)
        scale = max(min(area.width / 900, area.height / 720, 1.5), 0.45)
        left = area.left + max((area.width - round(900 * scale)) // 2, 0) + round(40 * scale)
        width = min(round(820 * scale), area.right - left)
        y = area.top + round(50 * scale)
        lettering.write(surface, "Velodrome replay", (left, y), max(round(TITLE_PX * scale), 14), TEXT)
        foot = area.bottom - round(34 * scale)
        words = max(round(WORDS_PX * scale), 9)
        hint = lettering.shortened(HINT, words, width)
        lettering.write(surface, hint, (left, foot), words, SECOND)
        body = pygame.Rect(left, y + round(44 * scale), width, foot - round(26 * scale) - y - round(44 * scale))
        self._draw_rows(surface, body, max(round(ROW_PX * scale), 12), words)

    def _draw_rows(self, surface: pygame.Surface, body: pygame.Rect, row_px: int, words_px: int) -> None:
        lines = list(self._lines())
        fits = max(body.height // row_px, 1)
        at = next((line for line, (_, number) in enumerate(lines) if number == self.chosen), 0)
        first = min(max(at - fits // 2, 0), max(len(lines) - fits, 0))
        self._rows = []
        for line, (words, number) in enumerate(lines[first : first + fits]):
            box = pygame.Rect(body.left, body.top + line * row_px, body.width, row_px)
            if number is None:
                lettering.write(surface, words, box.midleft, max(round(words_px * 0.8), 8), ACCENT)
                continue
            self._rows.append((box, number))
            if number == self.chosen:
                pygame.draw.rect(surface, HOVERED, box.inflate(12, 0), border_radius=6)
            line_words = lettering.shortened(words, words_px, body.width)
            lettering.write(surface, line_words, box.midleft, words_px, TEXT if number == self.chosen else SECOND)

    def _lines(self) -> Iterator[tuple[str, int | None]]:
        """Headings (without a number) and races, in order."""
        heading = ""
        for number, item in enumerate(self.items):
            if item.heading != heading:
                heading = item.heading
                yield heading, None
            yield item.words, number

    def _move(self, steps: int) -> None:
        self.chosen = min(max(self.chosen + steps, 0), max(len(self.items) - 1, 0))


_STEPS = {
    pygame.K_UP: -1,
    pygame.K_DOWN: 1,
    pygame.K_PAGEUP: -10,
    pygame.K_PAGEDOWN: 10,
    pygame.K_HOME: -(10**6),
    pygame.K_END: 10**6,
}
