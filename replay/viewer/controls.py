"""The keys of the viewer: one table from which they work and from which the help is written."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import Enum, auto

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame


class Action(Enum):
    """What a key does. The amount beside it says how far, which way, or which one; for SHOW, the part is named."""

    TOGGLE = auto()
    SEEK_BY = auto()  # seconds
    SEEK_TO = auto()  # share of the film: 0 the start, 1 the end
    SEEK_LAP = auto()  # laps
    SEEK_EVENT = auto()  # events
    STEP = auto()  # frames
    SPEED = auto()  # steps
    USUAL_SPEED = auto()
    SHUTTLE = auto()  # direction
    LOOP_IN = auto()
    LOOP_OUT = auto()
    LOOP = auto()
    CAMERA = auto()  # number from 0
    NEXT_CAMERA = auto()  # how many on
    ZOOM_BAR = auto()  # notches; 0: all of the timeline
    FREE = auto()  # the free camera; again: the whole track
    ZOOM = auto()  # notches
    CLOCK = auto()  # the race's time on the timeline, or the film's
    TURN = auto()  # steps, to the right or down; the part says which
    SHOW = auto()
    MUTE = auto()
    VOLUME = auto()  # steps
    PICK = auto()  # the next rider in the order, or the one before
    WHY = auto()
    FACTS = auto()
    SAVE = auto()
    EXPORT = auto()
    OPEN = auto()
    FULL_SCREEN = auto()
    RELOAD = auto()
    HELP = auto()
    CLOSE = auto()  # the help if it is open, else the column, else what is selected, else full screen
    QUIT = auto()


REPEATING = frozenset(
    {
        Action.SEEK_BY,
        Action.STEP,
        Action.SPEED,
        Action.SEEK_EVENT,
        Action.SEEK_LAP,
        Action.VOLUME,
        Action.ZOOM,
        Action.TURN,
    }
)
"""Actions that go on while their key is held."""


@dataclass(frozen=True, slots=True)
class Command:
    action: Action
    amount: float = 0.0
    part: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key, with or without shift, with or without ctrl (on a Mac, the command key)."""

    key: int
    shift: bool = False
    ctrl: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """Keys and what each of them does, and the same for the help; `help` is empty if another line tells it."""

    strokes: tuple[tuple[Stroke, Command], ...]
    keys: str
    help: str


def _pair(
    less: int, more: int, action: Action, amount: float, *, shift: bool = False, ctrl: bool = False
) -> tuple[tuple[Stroke, Command], tuple[Stroke, Command]]:
    """Two keys that do one thing in both directions."""
    return (
        (Stroke(less, shift, ctrl), Command(action, -amount)),
        (Stroke(more, shift, ctrl), Command(action, amount)),
    )


def _one(key: int, action: Action, amount: float = 0.0, *, shift: bool = False) -> tuple[tuple[Stroke, Command], ...]:
    return ((Stroke(key, shift), Command(action, amount)),)


def _cameras() -> tuple[tuple[Stroke, Command], ...]:
    return tuple((Stroke(pygame.K_1 + number, shift=True), Command(Action.CAMERA, number)) for number in range(9))


def _shares() -> tuple[tuple[Stroke, Command], ...]:
    return tuple((Stroke(pygame.K_0 + tenth), Command(Action.SEEK_TO, tenth / 10)) for tenth in range(10))


def _turns(less: int, more: int, way: str) -> tuple[tuple[Stroke, Command], ...]:
    pair = _pair(less, more, Action.TURN, 1, shift=True, ctrl=True)
    return tuple((stroke, replace(command, part=way)) for stroke, command in pair)


def _shown(key: int, part: str, letter: str, words: str) -> Binding:
    return Binding(((Stroke(key), Command(Action.SHOW, part=part)),), letter, words)


BINDINGS: tuple[Binding, ...] = (
    Binding(_one(pygame.K_SPACE, Action.TOGGLE), "space", "play or pause"),
    Binding(_pair(pygame.K_LEFT, pygame.K_RIGHT, Action.SEEK_BY, 1.0), "left  right", "one second back, on"),
    Binding(_pair(pygame.K_LEFT, pygame.K_RIGHT, Action.SEEK_BY, 5.0, shift=True), "shift left  right", "five seconds"),
    Binding(_pair(pygame.K_LEFT, pygame.K_RIGHT, Action.SEEK_LAP, 1, ctrl=True), "ctrl left  right", "one lap"),
    Binding(
        (
            *_pair(pygame.K_UP, pygame.K_DOWN, Action.SEEK_EVENT, 1),
            *_pair(pygame.K_PAGEUP, pygame.K_PAGEDOWN, Action.SEEK_EVENT, 1),
        ),
        "up  down",
        "the event before, the next",
    ),
    Binding(
        (
            *_one(pygame.K_HOME, Action.SEEK_TO, 0.0),
            *_one(pygame.K_r, Action.SEEK_TO, 0.0),
            *_one(pygame.K_END, Action.SEEK_TO, 1.0),
        ),
        "home  end",
        "start, end",
    ),
    Binding(_shares(), "0 to 9", "so many tenths of the timeline"),
    Binding(_one(pygame.K_a, Action.CLOCK), "a", "the race's time on the timeline, live all along; the film's again"),
    Binding(_pair(pygame.K_COMMA, pygame.K_PERIOD, Action.STEP, 1), "comma  period", "one frame back, on"),
    Binding(
        (
            *_pair(pygame.K_LEFTBRACKET, pygame.K_RIGHTBRACKET, Action.SPEED, 1),
            *_one(pygame.K_BACKSPACE, Action.USUAL_SPEED),
        ),
        "[  ]  backspace",
        "slower, faster, as usual",
    ),
    Binding(
        (
            *_one(pygame.K_j, Action.SHUTTLE, -1),
            *_one(pygame.K_k, Action.SHUTTLE, 0),
            *_one(pygame.K_l, Action.SHUTTLE, 1),
        ),
        "j  k  l",
        "play backwards, stop, forwards; again: faster",
    ),
    Binding(
        (
            *_one(pygame.K_i, Action.LOOP_IN),
            *_one(pygame.K_o, Action.LOOP_OUT),
            *_one(pygame.K_BACKSLASH, Action.LOOP),
        ),
        "i  o  \\",
        "a range begins here, ends here; play it again and again",
    ),
    Binding(
        (*_one(pygame.K_v, Action.NEXT_CAMERA, 1), *_one(pygame.K_v, Action.NEXT_CAMERA, -1, shift=True)),
        "v",
        "next camera; with shift, the one before",
    ),
    Binding(_cameras(), "shift 1 to 9", "a camera by its number"),
    Binding(
        (
            *_pair(pygame.K_LEFTBRACKET, pygame.K_RIGHTBRACKET, Action.ZOOM_BAR, 1, ctrl=True),
            (Stroke(pygame.K_BACKSPACE, ctrl=True), Command(Action.ZOOM_BAR)),
        ),
        "ctrl [  ]  backspace",
        "more of the timeline, less, all of it",
    ),
    Binding(_one(pygame.K_z, Action.FREE), "z", "the free camera, from above; again: the whole track"),
    Binding(
        (
            *_pair(pygame.K_MINUS, pygame.K_EQUALS, Action.ZOOM, 1, ctrl=True),
            *_pair(pygame.K_KP_MINUS, pygame.K_KP_PLUS, Action.ZOOM, 1, ctrl=True),
            (Stroke(pygame.K_PLUS, ctrl=True), Command(Action.ZOOM, 1)),
            (Stroke(pygame.K_EQUALS, shift=True, ctrl=True), Command(Action.ZOOM, 1)),
        ),
        "ctrl -  +",
        "the free camera farther away, nearer",
    ),
    Binding(
        _turns(pygame.K_LEFT, pygame.K_RIGHT, "across"), "ctrl shift left  right", "turn the free camera to the side"
    ),
    Binding(_turns(pygame.K_UP, pygame.K_DOWN, "down"), "ctrl shift up  down", "turn it up, down"),
    Binding(
        (*_one(pygame.K_TAB, Action.PICK, 1), *_one(pygame.K_TAB, Action.PICK, -1, shift=True)),
        "tab",
        "select the next rider, whom the camera follow has; with shift, the one before",
    ),
    Binding(_one(pygame.K_w, Action.WHY), "w", "why the selected rider, else the leader, is where he is"),
    Binding(_one(pygame.K_w, Action.FACTS, shift=True), "shift w", "all that is told; a click goes there"),
    _shown(pygame.K_d, "doubt", "d", "shade where each rider may have been"),
    _shown(pygame.K_t, "tower", "t", "the order tower"),
    _shown(pygame.K_c, "captions", "c", "captions"),
    _shown(pygame.K_n, "names", "n", "names beside riders"),
    _shown(pygame.K_u, "overlay", "u", "all words and panels"),
    _shown(pygame.K_b, "bar", "b", "this bar"),
    _shown(pygame.K_x, "curves", "x", "curves of two riders who are compared"),
    _shown(pygame.K_g, "safe", "g", "lines around what no platform covers"),
    Binding(_one(pygame.K_m, Action.MUTE), "m", "sound off, on"),
    Binding(
        (
            *_pair(pygame.K_MINUS, pygame.K_EQUALS, Action.VOLUME, 1),
            *_pair(pygame.K_KP_MINUS, pygame.K_KP_PLUS, Action.VOLUME, 1),
            *_one(pygame.K_PLUS, Action.VOLUME, 1),
            *_one(pygame.K_EQUALS, Action.VOLUME, 1, shift=True),
        ),
        "-  +",
        "softer, louder",
    ),
    Binding(_one(pygame.K_s, Action.SAVE), "s", "save this picture in full quality"),
    Binding(((Stroke(pygame.K_o, ctrl=True), Command(Action.OPEN)),), "ctrl o", "open another race"),
    Binding(
        ((Stroke(pygame.K_e, ctrl=True), Command(Action.EXPORT)),), "ctrl e", "export a film, whole or from i to o"
    ),
    Binding((*_one(pygame.K_f, Action.FULL_SCREEN), *_one(pygame.K_F11, Action.FULL_SCREEN)), "f  F11", "full screen"),
    Binding(
        ((Stroke(pygame.K_r, ctrl=True), Command(Action.RELOAD)),),
        "ctrl r",
        "read the race file again (done by itself when it is saved)",
    ),
    Binding(
        (
            *_one(pygame.K_h, Action.HELP),
            *_one(pygame.K_F1, Action.HELP),
            *_one(pygame.K_QUESTION, Action.HELP),
            *_one(pygame.K_QUESTION, Action.HELP, shift=True),
            *_one(pygame.K_SLASH, Action.HELP, shift=True),
        ),
        "?  h  F1",
        "this help; in small windows its next page",
    ),
    Binding(_one(pygame.K_ESCAPE, Action.CLOSE), "esc", "close what is open; select nobody; leave full screen"),
    Binding(
        (*_one(pygame.K_q, Action.QUIT), (Stroke(pygame.K_q, ctrl=True), Command(Action.QUIT))), "q  ctrl q", "leave"
    ),
)
"""All keys, in the order of the help."""

MOUSE_HELP = (
    ("click", "on a rider, his dot or his row: select him; with shift, compare a second one with him"),
    ("click, drag", "on the curves of two riders: go to that moment of the race"),
    ("click, drag", "on the timeline: go there; elsewhere: play or pause, twice: full screen"),
    ("loudspeaker", "on the bar: sound off, on; its rail, and the wheel over it: softer, louder"),
    ("bar", "the triangle plays; the camera: the next one, with the right button the one before"),
    ("help", "? on the bar opens it; a click on a key here does what the key does, the right button the opposite"),
    ("wheel", "half a second back, on; over the column: its lines"),
    ("wheel", "on the timeline: less of it, about the pointer; more of it. Twice clicked: all of it"),
    (
        "wheel, drag",
        "the free camera: nearer, farther away; turn it. The wheel with ctrl brings it on",
    ),
)
"""What the mouse does, for the help."""

_COMMANDS = {stroke: command for binding in BINDINGS for stroke, command in binding.strokes}


def command_of(key: int, modifiers: int) -> Command | None:
    """What a key does, by its code and modifiers in pygame's terms; None if it does nothing.

    Keys held with alt are left to the system.
    """
    if modifiers & pygame.KMOD_ALT:
        return None
    ctrl = bool(modifiers & (pygame.KMOD_CTRL | pygame.KMOD_META))
    return _COMMANDS.get(Stroke(key, bool(modifiers & pygame.KMOD_SHIFT), ctrl))


def help_lines() -> tuple[tuple[str, str], ...]:
    """Keys and what they do, line by line."""
    return (*((binding.keys, binding.help) for binding in BINDINGS), *MOUSE_HELP)


def commands_of(line: int) -> tuple[Command, ...]:
    """What the keys of a line of the help do, in their order; none for those of the mouse."""
    if line >= len(BINDINGS):
        return ()
    return tuple(dict.fromkeys(command for _, command in BINDINGS[line].strokes))
