"""What the user asks of the race: which riders are selected, and what the column beside the picture says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

import pygame

from replay.viewer.answers import RaceAnswers
from replay.viewer.panels.column import SetLine, column_area, column_scale, draw_column, height_of, set_lines
from replay.viewer.panels.rider_curves import CurveSheet
from replay.viewer.panels.rider_strip import draw_rider_strip

MOST_RIDERS = 2
"""So many can be compared."""

SCROLLED_PX = 60
"""A notch of the wheel over the column."""


class Question(Enum):
    """What the column answers."""

    NONE = auto()
    WHY = auto()
    FACTS = auto()


@dataclass
class Inquiry:
    """The riders who are selected, the first one first, and the question whose answer is shown."""

    riders: tuple[str, ...] = ()
    question: Question = Question.NONE
    scroll_px: int = 0
    pointer: tuple[int, int] | None = None
    curves: CurveSheet = field(default_factory=CurveSheet)
    _answered: tuple[object, tuple[SetLine, ...]] = (None, ())
    _area: pygame.Rect = field(default_factory=lambda: pygame.Rect(0, 0, 0, 0))

    @property
    def look(self) -> tuple[object, ...]:
        """All that its pixels depend on, beside the time."""
        on_column = self.pointer if self.is_over(self.pointer) else None
        return self.riders, self.question, self.scroll_px, on_column

    def pick(self, rider: str, *, add: bool = False) -> None:
        """Select a rider; one who is selected is so no more. add: beside the one who is."""
        if rider in self.riders:
            self.riders = tuple(other for other in self.riders if other != rider)
        elif add and self.riders:
            self.riders = (*self.riders[: MOST_RIDERS - 1], rider)
        else:
            self.riders = (rider,)
        self.scroll_px = 0

    def pick_next(self, order: Sequence[str], steps: int) -> str | None:
        """Select the rider after the selected one in an order, or before; from nobody to the first, or the last."""
        if not order:
            return None
        if self.riders and self.riders[0] in order:
            chosen = order[(order.index(self.riders[0]) + steps) % len(order)]
        else:
            chosen = order[0 if steps > 0 else -1]
        self.riders, self.scroll_px = (chosen,), 0
        return chosen

    def ask(self, question: Question) -> None:
        """Answer a question in the column; the same again closes it."""
        self.question = Question.NONE if question is self.question else question
        self.scroll_px = 0

    def close(self) -> bool:
        """Close the column if it is open, else select nobody; False if there was nothing to close."""
        if self.question is not Question.NONE:
            self.question = Question.NONE
        elif self.riders:
            self.riders = ()
        else:
            return False
        return True

    def forget(self, known: Sequence[str]) -> None:
        """Another film: riders that it does not have are not selected any more."""
        self.riders = tuple(rider for rider in self.riders if rider in known)
        self._answered, self.curves = (None, ()), CurveSheet()

    def room(self, window: pygame.Rect) -> pygame.Rect:
        """What the column leaves of a window to the picture."""
        if self.question is Question.NONE:
            self._area = pygame.Rect(0, 0, 0, 0)
            return window
        self._area = column_area(window)
        if self._area.width == window.width:
            return pygame.Rect(window.left, window.top, window.width, window.height - self._area.height)
        return pygame.Rect(window.left, window.top, window.width - self._area.width, window.height)

    def is_over(self, place: tuple[int, int] | None) -> bool:
        """Whether a place lies on the column."""
        return place is not None and self._area.collidepoint(place)

    def scroll(self, notches: float) -> None:
        """Move the column's lines, no farther than they reach."""
        most = max(height_of(self._answered[1]) - self._area.height, 0)
        self.scroll_px = min(max(self.scroll_px - round(SCROLLED_PX * notches), 0), most)

    def jump_at(self, place: tuple[int, int]) -> float | None:
        """The video time to which the line at a place leads."""
        y = place[1] - self._area.top + self.scroll_px
        return next((each.line.jump_s for each in self._answered[1] if each.box.top <= y < each.box.bottom), None)

    def draw_column(self, surface: pygame.Surface, answers: RaceAnswers[Any], time_s: float) -> None:
        """Draw the column, if it is open."""
        if self.question is Question.NONE:
            return
        width = self._area.width
        asked = self.question, self.riders[:1], width, round(10 * time_s) if self.question is Question.WHY else 0
        if asked != self._answered[0]:
            rider = self.riders[0] if self.riders else None
            lines = answers.why(time_s, rider) if self.question is Question.WHY else answers.facts()
            self._answered = asked, set_lines(lines, width, column_scale(self._area))
        draw_column(surface, self._area, self._answered[1], self.scroll_px, self.pointer)

    def draw_riders(
        self,
        surface: pygame.Surface,
        picture: pygame.Rect,
        answers: RaceAnswers[Any],
        time_s: float,
        *,
        head_px: int = 0,
    ) -> None:
        """Draw how the selected riders ride, over the picture. head_px: of its head, left to something else."""
        card = answers.card(round(10 * time_s) / 10, self.riders) if self.riders else None
        if card is not None:
            draw_rider_strip(surface, picture, card, head_px=head_px)
