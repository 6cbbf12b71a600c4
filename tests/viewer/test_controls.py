"""The table of keys."""

from __future__ import annotations

import pygame

from replay.viewer.controls import BINDINGS, Action, Command, Stroke, command_of, help_lines
from replay.viewer.playing.moving import move, moved_words
from replay.viewer.playing.playhead import Playhead


def test_no_stroke_is_bound_twice_and_every_binding_is_in_the_help() -> None:
    strokes = [stroke for binding in BINDINGS for stroke, _ in binding.strokes]
    assert len(strokes) == len(set(strokes))
    assert [keys for keys, _ in help_lines()][: len(BINDINGS)] == [binding.keys for binding in BINDINGS]
    for stroke in strokes:
        modifiers = (pygame.KMOD_LSHIFT if stroke.shift else 0) | (pygame.KMOD_LCTRL if stroke.ctrl else 0)
        assert command_of(stroke.key, modifiers) is not None
    assert Stroke(pygame.K_SPACE) in strokes


def test_combinations_that_are_not_in_the_table_do_nothing() -> None:
    assert command_of(pygame.K_q, 0) == command_of(pygame.K_q, pygame.KMOD_CTRL) == Command(Action.QUIT)
    assert command_of(pygame.K_q, pygame.KMOD_ALT) is None
    assert command_of(pygame.K_d, pygame.KMOD_CTRL) is None


def test_every_command_moves_the_playhead_or_says_that_it_does_not() -> None:
    moves = {
        Action.TOGGLE, Action.SEEK_BY, Action.SEEK_TO, Action.STEP, Action.SPEED, Action.USUAL_SPEED, Action.SHUTTLE,
        Action.LOOP_IN, Action.LOOP_OUT, Action.LOOP,
    }  # fmt: skip
    for binding in BINDINGS:
        for _, command in binding.strokes:
            playhead = Playhead(duration_s=20.0, fps=60, video_time=7.0, speed=0.5)
            moved = move(playhead, command)
            assert moved == (command.action in moves)
            assert moved == (playhead != Playhead(duration_s=20.0, fps=60, video_time=7.0, speed=0.5))


def test_every_move_is_said_in_words() -> None:
    for binding in BINDINGS:
        for _, command in binding.strokes:
            playhead = Playhead(duration_s=20.0, fps=60, video_time=7.0)
            if move(playhead, command):
                assert moved_words(playhead, command)
