"""Backgrounds made ahead of their pictures: the source's own, each made once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.draw.hall.ground_ahead import MOST_AHEAD, GroundAhead
from replay.draw.pixels.layers import Bytes
from replay.draw.pixels.rectangles import Size
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot
from tests.helpers import frames

SIZE = (4, 2)
SHOT = frames.frame(moving=True).shot


class Source:
    """Backgrounds whose brightness is the camera's field of view; those below 1 degree fail."""

    def __init__(self) -> None:
        self.made: list[float] = []

    def background(self, shot: Shot, camera: Camera, size_px: Size, into: Bytes | None = None) -> Bytes:  # noqa: ARG002
        self.made.append(camera.fov_deg)
        if camera.fov_deg < 1:
            raise ValueError("too narrow")
        picture = np.empty((size_px[1], size_px[0], 4), np.uint8) if into is None else into
        picture[:] = int(camera.fov_deg)
        return picture


def _camera(fov_deg: float) -> Camera:
    return replace(frames.MAIN, fov_deg=fov_deg)


def test_an_expected_background_is_made_once_and_is_the_one_asked_for() -> None:
    source = Source()
    ahead = GroundAhead(source)
    for fov_deg in (20.0, 21.0, 22.0):
        ahead.expect(SHOT, _camera(fov_deg), SIZE)
        assert (ahead.background(SHOT, _camera(fov_deg), SIZE) == int(fov_deg)).all()
    assert source.made == [20.0, 21.0, 22.0]


def test_others_are_made_when_they_are_asked_for() -> None:
    ahead = GroundAhead(Source())
    ahead.expect(SHOT, _camera(20.0), SIZE)
    assert (ahead.background(SHOT, _camera(30.0), SIZE) == 30).all()
    assert ahead.background(SHOT, _camera(20.0), (8, 6)).shape == (6, 8, 4)


def test_what_nobody_asks_for_is_forgotten() -> None:
    source = Source()
    ahead = GroundAhead(source)
    for number in range(MOST_AHEAD + 1):
        ahead.expect(SHOT, _camera(20.0 + number), SIZE)
    ahead.background(SHOT, _camera(20.0), SIZE)
    assert source.made.count(20.0) == 2


def test_a_background_that_fails_fails_where_it_is_asked_for() -> None:
    ahead = GroundAhead(Source())
    ahead.expect(SHOT, _camera(0.5), SIZE)
    assert (ahead.background(SHOT, _camera(20.0), SIZE) == 20).all()
    with pytest.raises(ValueError, match="too narrow"):
        ahead.background(SHOT, _camera(0.5), SIZE)


def test_a_picture_stays_while_the_next_ones_are_made() -> None:
    ahead = GroundAhead(Source())
    for number in range(20):
        ahead.expect(SHOT, _camera(20.0 + number), SIZE)
        picture = ahead.background(SHOT, _camera(20.0 + number), SIZE)
        for later in range(MOST_AHEAD):
            ahead.expect(SHOT, _camera(90.0 + later), SIZE)
        assert (picture == 20 + number).all()
        for later in range(MOST_AHEAD):
            ahead.background(SHOT, _camera(90.0 + later), SIZE)
