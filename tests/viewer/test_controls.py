"""The table of keys."""

from __future__ import annotations

import pygame
import pytest

from replay.viewer.controls import BINDINGS, Action, Command, Stroke, command_of, help_lines, move
from replay.viewer.playhead import Playhead


def test_no_stroke_is_bound_twice_and_every_binding_is_in_the_help() -> None:
    strokes = [stroke for binding in BINDINGS for stroke, _ in binding.strokes]
    assert len(strokes) == len(set(strokes))
    assert [keys for keys, _ in help_lines()][: len(BINDINGS)] == [binding.keys for binding in BINDINGS]
    for stroke in strokes:
        assert command_of(stroke.key, pygame.KMOD_LSHIFT if stroke.shift else 0) is not None
    assert Stroke(pygame.K_SPACE) in strokes


@pytest.mark.parametrize("modifier", [pygame.KMOD_CTRL, pygame.KMOD_ALT, pygame.KMOD_META])
def test_the_systems_own_combinations_are_left_alone(modifier: int) -> None:
    assert command_of(pygame.K_q, 0) == Command(Action.QUIT)
    assert command_of(pygame.K_q, modifier) is None


def test_every_command_moves_the_playhead_or_says_that_it_does_not() -> None:
    windows = {Action.CAMERA, Action.NEXT_CAMERA, Action.DOUBT, Action.HELP, Action.CLOSE, Action.QUIT}
    for binding in BINDINGS:
        for _, command in binding.strokes:
            playhead = Playhead(duration_s=20.0, fps=60, video_time=7.0)
            moved = move(playhead, command)
            assert moved == (command.action not in windows)
            assert moved == (playhead != Playhead(duration_s=20.0, fps=60, video_time=7.0))
