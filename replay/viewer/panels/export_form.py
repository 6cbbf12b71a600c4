"""Exporting from the window: which format, the whole race or the range that is marked, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field

import pygame

from replay.base.look import ACCENT, PANEL, SECOND, TEXT
from replay.viewer import lettering
from replay.viewer.film import ExportChoice, ExportState, FilmMaker
from replay.viewer.panels.column import HOVERED
from replay.viewer.timeline_bar import RAIL, clock

ROW_PX, WORDS_PX, PADDING_PX = 30, 18, 24
"""In a window 720 px high."""

PANEL_ALPHA = 242

_HEAD_ROWS, _FOOT_ROWS = 4, 2
"""Rows above the formats and below them."""


@dataclass
class ExportForm:
    """What is chosen.

    part    only the range that is marked, if one is
    camera  the window's, which can have all of the film; None: there is the cut alone
    by_hand whether it has
    """

    open: bool = False
    chosen: int = 0
    part: bool = False
    camera: str | None = None
    by_hand: bool = False
    choices: tuple[ExportChoice, ...] = ()
    _rows: list[tuple[pygame.Rect, int]] = field(default_factory=list)
    _size: tuple[float, pygame.Rect] = (1.0, pygame.Rect(0, 0, 0, 0))

    @property
    def look(self) -> tuple[object, ...]:
        return self.open, self.chosen, self.part, self.camera, self.by_hand

    def toggle(self, maker: FilmMaker, *, marked: bool, camera: str = "") -> None:
        """Open it, or close it. marked: whether a range is marked: then that is what is exported.

        camera: the one that is on in the window: where it can have a film, it has this one
        """
        self.open = not self.open
        if self.open:
            self.choices = tuple(maker.choices())
            self.chosen = min(self.chosen, len(self.choices) - 1)
            self.part = marked
            self.camera = camera if camera and maker.can(camera) else None
            self.by_hand = self.camera is not None

    def press(self, key: int, maker: FilmMaker, race_s: tuple[float, float] | None) -> str | None:
        """What a key does while it is open; None: nothing that this form knows. race_s: the range that is marked."""
        match key:
            case pygame.K_UP | pygame.K_DOWN:
                self.chosen = (self.chosen + (1 if key == pygame.K_DOWN else -1)) % max(len(self.choices), 1)
            case pygame.K_LEFT | pygame.K_RIGHT | pygame.K_TAB:
                self.part = not self.part and race_s is not None
            case pygame.K_c if self.camera is not None:
                self.by_hand = not self.by_hand
            case pygame.K_RETURN | pygame.K_KP_ENTER if self.choices and maker.state() is None:
                self.open = False
                camera = self.camera if self.by_hand else None
                return maker.begin(self.choices[self.chosen].name, race_s if self.part else None, camera)
            case pygame.K_DELETE | pygame.K_BACKSPACE:
                return maker.cancel()
            case _:
                return None
        return ""

    def click(self, place: tuple[int, int], maker: FilmMaker, race_s: tuple[float, float] | None) -> str:
        """A click on a format chooses it, on the range changes it, on the foot begins or cancels; beside it closes."""
        if not self._size[1].collidepoint(place):
            self.open = False
            return ""
        row = next((number for box, number in self._rows if box.collidepoint(place)), None)
        if row is None:
            return ""
        if row >= 0:
            self.chosen = row
            return ""
        key = {_RANGE: pygame.K_TAB, _CAMERA: pygame.K_c, _CANCEL: pygame.K_DELETE, _BEGIN: pygame.K_RETURN}[row]
        return self.press(key, maker, race_s) or ""

    def draw(self, surface: pygame.Surface, area: pygame.Rect, maker: FilmMaker, range_s: tuple[float, float]) -> None:
        """Draw it amid an area. range_s: what is marked, video time."""
        state = maker.state()
        rows = len(self.choices) + _HEAD_ROWS + _FOOT_ROWS
        scale = min(area.height * 0.94 / (rows * ROW_PX + 2 * PADDING_PX), area.width * 0.94 / 760, 1.4)
        box = pygame.Rect(0, 0, round(760 * scale), round((rows * ROW_PX + 2 * PADDING_PX) * scale))
        box.center = area.center
        panel = pygame.Surface(box.size, pygame.SRCALPHA)
        pygame.draw.rect(panel, (*PANEL, PANEL_ALPHA), panel.get_rect(), border_radius=round(10 * scale))
        surface.blit(panel, box)
        self._rows, self._size = [], (scale, box)
        self._write(surface, 0, "Export a film", TEXT, larger=True)
        span = f"{clock(range_s[0])} to {clock(range_s[1])}" if self.part else "the whole race; i and o mark a range"
        self._write(surface, 1, f"shows  {span}", ACCENT if self.part else SECOND, _RANGE)
        if self.camera is not None:
            words = self.camera if self.by_hand else f"the cut; c chooses {self.camera}"
            self._write(surface, 2, f"camera  {words}", ACCENT if self.by_hand else SECOND, _CAMERA)
        for number, choice in enumerate(self.choices):
            self._choice(surface, number, choice)
        foot = len(self.choices) + _HEAD_ROWS
        if state is None:
            self._write(surface, foot, "enter  begin     up, down  format     esc  close", SECOND, _BEGIN)
        else:
            self._write(surface, foot, state.words, TEXT)
            self._write(surface, foot + 1, "delete  give it up     esc  close", SECOND, _CANCEL)

    def _choice(self, surface: pygame.Surface, number: int, choice: ExportChoice) -> None:
        row = _HEAD_ROWS + number
        box = self._row(row)
        if number == self.chosen:
            pygame.draw.rect(surface, HOVERED, box.inflate(-8, 0), border_radius=6)
        self._rows.append((box, number))
        scale, size = self._size[0], self._words_px
        x = box.left + round(PADDING_PX * scale)
        lettering.write(surface, choice.name, (x, box.centery), size, ACCENT if number == self.chosen else TEXT)
        names_px = max(lettering.width_of(each.name, size) for each in self.choices) + round(PADDING_PX * scale)
        room = box.right - x - names_px - round(PADDING_PX * scale)
        words = lettering.shortened(choice.words, size, room)
        lettering.write(surface, words, (x + names_px, box.centery), size, SECOND)

    def _write(
        self,
        surface: pygame.Surface,
        row: int,
        words: str,
        colour: tuple[int, int, int],
        does: int | None = None,
        *,
        larger: bool = False,
    ) -> None:
        box, scale = self._row(row), self._size[0]
        if does is not None:
            self._rows.append((box, does))
        size = round(self._words_px * 1.45) if larger else self._words_px
        words = lettering.shortened(words, size, box.width - round(2 * PADDING_PX * scale))
        lettering.write(surface, words, (box.left + round(PADDING_PX * scale), box.centery), size, colour)

    @property
    def _words_px(self) -> int:
        return max(round(WORDS_PX * self._size[0]), 8)

    def _row(self, row: int) -> pygame.Rect:
        scale, box = self._size
        height = round(ROW_PX * scale)
        return pygame.Rect(box.left, box.top + round(PADDING_PX * scale) + row * height, box.width, height)


_RANGE, _BEGIN, _CANCEL, _CAMERA = -1, -2, -3, -4
"""Rows that are no formats, by what a click on them does."""


def draw_export_state(surface: pygame.Surface, area: pygame.Rect, state: ExportState) -> None:
    """How far an export is, at the head of an area: the window is used meanwhile."""
    size = max(min(round(area.height / 45), 16), 10)
    words = lettering.shortened(f"{state.file}: {state.words}", size, area.width - 40)
    width = lettering.width_of(words, size) + 28
    panel = pygame.Surface((width, 2 * size + 14), pygame.SRCALPHA)
    pygame.draw.rect(panel, (*PANEL, 225), panel.get_rect(), border_radius=8)
    lettering.write(panel, words, (width // 2, size), size, TEXT, "center")
    rail = pygame.Rect(14, 2 * size + 1, width - 28, 4)
    panel.fill(RAIL, rail)
    panel.fill(ACCENT, pygame.Rect(rail.left, rail.top, round(rail.width * (state.share or 0.0)), rail.height))
    surface.blit(panel, panel.get_rect(midtop=(area.centerx, area.top + 8)))
