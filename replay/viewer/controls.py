"""The keys of the viewer: one table from which they work and from which the help is written."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum, auto

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from replay.viewer.playhead import Playhead


class Action(Enum):
    """What a key does. The amount beside it says how far, which way, or which one."""

    TOGGLE = auto()
    SEEK_BY = auto()  # seconds
    SEEK_TO = auto()  # 0 the start, 1 the end
    STEP = auto()  # frames
    SPEED = auto()  # steps
    SHUTTLE = auto()  # direction
    CAMERA = auto()  # number from 0
    NEXT_CAMERA = auto()  # how many on
    DOUBT = auto()
    HELP = auto()
    CLOSE = auto()  # the help if it is open, else the window
    QUIT = auto()


REPEATING = frozenset({Action.SEEK_BY, Action.STEP, Action.SPEED})
"""Actions that go on while their key is held."""


@dataclass(frozen=True, slots=True)
class Command:
    action: Action
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key, with or without shift."""

    key: int
    shift: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """Keys and what each of them does, and the same for the help; `help` is empty if another line tells it."""

    strokes: tuple[tuple[Stroke, Command], ...]
    keys: str
    help: str


def _pair(
    less: int, more: int, action: Action, amount: float, *, shift: bool = False
) -> tuple[tuple[Stroke, Command], tuple[Stroke, Command]]:
    """Two keys that do one thing in both directions."""
    return (
        (Stroke(less, shift), Command(action, -amount)),
        (Stroke(more, shift), Command(action, amount)),
    )


def _cameras() -> tuple[tuple[Stroke, Command], ...]:
    return tuple((Stroke(pygame.K_1 + number), Command(Action.CAMERA, number)) for number in range(9))


BINDINGS: tuple[Binding, ...] = (
    Binding(((Stroke(pygame.K_SPACE), Command(Action.TOGGLE)),), "space", "play or pause"),
    Binding(_pair(pygame.K_LEFT, pygame.K_RIGHT, Action.SEEK_BY, 1.0), "left  right", "one second back, on"),
    Binding(_pair(pygame.K_LEFT, pygame.K_RIGHT, Action.SEEK_BY, 5.0, shift=True), "shift left  right", "five seconds"),
    Binding(
        (
            (Stroke(pygame.K_HOME), Command(Action.SEEK_TO, 0.0)),
            (Stroke(pygame.K_END), Command(Action.SEEK_TO, 1.0)),
        ),
        "home  end",
        "start, end",
    ),
    Binding(_pair(pygame.K_COMMA, pygame.K_PERIOD, Action.STEP, 1), "comma  period", "one frame back, on"),
    Binding(_pair(pygame.K_DOWN, pygame.K_UP, Action.SPEED, 1), "down  up", "slower, faster"),
    Binding(
        (
            (Stroke(pygame.K_j), Command(Action.SHUTTLE, -1)),
            (Stroke(pygame.K_k), Command(Action.SHUTTLE, 0)),
            (Stroke(pygame.K_l), Command(Action.SHUTTLE, 1)),
        ),
        "j  k  l",
        "play backwards, stop, forwards; again: faster",
    ),
    Binding(
        (
            (Stroke(pygame.K_c), Command(Action.NEXT_CAMERA, 1)),
            (Stroke(pygame.K_c, shift=True), Command(Action.NEXT_CAMERA, -1)),
        ),
        "c",
        "next camera; with shift, the one before",
    ),
    Binding(_cameras(), "1 to 9", "a camera by its number"),
    Binding(((Stroke(pygame.K_d), Command(Action.DOUBT)),), "d", "shade where each rider may have been"),
    Binding(
        ((Stroke(pygame.K_h), Command(Action.HELP)), (Stroke(pygame.K_F1), Command(Action.HELP))), "h  F1", "this help"
    ),
    Binding(
        ((Stroke(pygame.K_q), Command(Action.QUIT)), (Stroke(pygame.K_ESCAPE), Command(Action.CLOSE))),
        "q  esc",
        "leave",
    ),
)
"""All keys, in the order of the help."""

MOUSE_HELP = (("click, drag", "on the timeline: go there"),)
"""What the mouse does, for the help."""

_COMMANDS = {stroke: command for binding in BINDINGS for stroke, command in binding.strokes}


def command_of(key: int, modifiers: int) -> Command | None:
    """What a key does, by its code and modifiers in pygame's terms; None if it does nothing.

    Keys held with ctrl, alt or the system key are left to the system.
    """
    if modifiers & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META):
        return None
    return _COMMANDS.get(Stroke(key, bool(modifiers & pygame.KMOD_SHIFT)))


def help_lines() -> tuple[tuple[str, str], ...]:
    """Keys and what they do, line by line."""
    return (*((binding.keys, binding.help) for binding in BINDINGS), *MOUSE_HELP)


def move(playhead: Playhead, command: Command) -> bool:
    """Do what a command asks of the playhead; False if it asks nothing of it."""
    match command.action:
        case Action.TOGGLE:
            playhead.toggle()
        case Action.SEEK_BY:
            playhead.seek_by(command.amount)
        case Action.SEEK_TO:
            playhead.seek(command.amount * playhead.duration_s)
        case Action.STEP:
            playhead.step(int(command.amount))
        case Action.SPEED:
            playhead.change_speed(int(command.amount))
        case Action.SHUTTLE:
            playhead.shuttle(int(command.amount))
        case _:
            return False
    return True
