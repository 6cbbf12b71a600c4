"""The mixer that plays: it can be closed at any time."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from replay.viewer.playing.speaker import BLOCK, MixerSpeaker


def test_nothing_is_heard_any_more_when_the_mixer_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sound that ends while the mixer closes would wait for the interpreter, and the interpreter for it."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    speaker, piece = MixerSpeaker(), np.zeros((40 * BLOCK, 2), np.int16)
    busy: list[bool] = []
    leave = pygame.mixer.quit

    def left() -> None:
        busy.append(pygame.mixer.get_busy())
        leave()

    monkeypatch.setattr(pygame.mixer, "quit", left)
    speaker.begin(piece)
    speaker.begin(piece)
    speaker.add(piece)
    assert pygame.mixer.get_busy()
    speaker.close()
    assert busy == [False]
