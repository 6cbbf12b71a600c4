"""Input of somebody who presses whatever there is: keys of the table, the mouse, sizes of the window, dropped files."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence

import pygame

from replay.viewer.controls import BINDINGS, Action, Stroke

SIZES = ((1280, 776), (640, 360), (720, 1280), (900, 900), (320, 200), (1366, 768))

NEVER = frozenset({Action.QUIT})
"""What would end it."""


class RandomInput:
    """The same for the same seed.

    without  actions that are left out, beside leaving
    files    of which one is dropped now and then
    keys     beside those of the table
    """

    def __init__(
        self, seed: int, *, without: Collection[Action] = (), files: Sequence[str] = (), keys: Sequence[int] = ()
    ) -> None:
        self.chance = random.Random(seed)
        self.files = files
        self.strokes = (
            *map(Stroke, keys),
            *(
                stroke
                for binding in BINDINGS
                for stroke, command in binding.strokes
                if command.action not in {*without, *NEVER}
            ),
        )

    def events(self, size: tuple[int, int]) -> Iterator[pygame.Event]:
        """What is done next in a window of that size."""
        match self.chance.randrange(40):
            case 0 if self.files:
                yield pygame.Event(pygame.DROPFILE, file=self.chance.choice(self.files))
            case kind if kind < 6:
                yield from self._mouse(pygame.MOUSEMOTION, size)
            case kind if kind < 12:
                for each in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
                    yield from self._mouse(each, size)
            case 12 | 13:
                yield pygame.Event(pygame.MOUSEWHEEL, x=0, y=self.chance.choice((-3, -1, 1, 2)), flipped=False)
            case 14:
                yield pygame.Event(pygame.WINDOWFOCUSLOST)
            case _:
                yield from self._key(self.chance.choice(self.strokes))

    def size(self) -> tuple[int, int] | None:
        """The size that the window gets next, mostly none."""
        return self.chance.choice(SIZES) if self.chance.randrange(20) == 0 else None

    def _mouse(self, kind: int, size: tuple[int, int]) -> Iterator[pygame.Event]:
        on_bar = self.chance.random() < 0.5
        y = size[1] - 1 - self.chance.randrange(min(56, size[1])) if on_bar else self.chance.randrange(size[1])
        place = self.chance.randrange(size[0]), y
        if kind == pygame.MOUSEMOTION:
            yield pygame.Event(kind, pos=place, rel=(1, 1), buttons=(0, 0, 0))
        else:
            yield pygame.Event(kind, pos=place, button=self.chance.choice((1, 1, 1, 3)))

    def _key(self, stroke: Stroke) -> Iterator[pygame.Event]:
        modifiers = pygame.KMOD_LSHIFT * stroke.shift | pygame.KMOD_LCTRL * stroke.ctrl
        for _ in range(self.chance.choice((1, 1, 1, 4))):  # held, it repeats
            yield pygame.Event(pygame.KEYDOWN, key=stroke.key, mod=modifiers)
        yield pygame.Event(pygame.KEYUP, key=stroke.key, mod=modifiers)


class Presser:
    """A clock for a window: at every look it goes on by a turn, and posts what is pressed next. At last it leaves."""

    def __init__(self, source: RandomInput, turns: int, turn_s: float = 1 / 30) -> None:
        self.source, self.turns, self.turn_s = source, turns, turn_s
        self.time_s = 0.0
        self.seen: set[int] = set()

    def __call__(self) -> float:
        self.time_s += self.turn_s
        screen = pygame.display.get_surface()
        if self.turns > 0 and screen is not None:
            size = self.source.size()
            if size is not None:
                pygame.display.set_mode(size, pygame.RESIZABLE)
            for event in self.source.events(size or screen.get_size()):
                self.seen.add(event.type)
                pygame.event.post(event)
        elif self.turns <= 0:
            pygame.event.post(pygame.Event(pygame.QUIT))
        self.turns -= 1
        return self.time_s
