"""What is laid over the picture alone: transparent where nothing is, the same whatever was painted before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from replay.draw.panels.overlay_painter import OverlayPainter, straight
from replay.draw.pixels.layers import Bytes
from replay.scene.frame.card import FinishLine, FinishStrip
from replay.scene.frame.frame import Frame, Overlay
from replay.scene.frame.panel_values import Counter
from tests.helpers import frames

SIZE = (640, 360)
STRIP = FinishStrip(
    lines=(FinishLine(frames.LOOKS[0], frames.pose(0, 1), 0.0, 1.0, ""),), speed_mps=18.9, heading="FINAL A"
)


def some_frames() -> tuple[Frame, ...]:
    pull, away = frames.pull_off(), frames.breakaway()
    assert pull.overlay.caption is not None
    return (
        pull,
        frames.with_overlay(pull, caption=replace(pull.overlay.caption, shown=0.4)),
        frames.with_overlay(pull, counter=Counter(2, 740, 1500, roll=0.4)),
        frames.frame(),
        frames.frame(overlay=Overlay(title=frames.TITLE), dim=0.5),
        frames.frame(overlay=Overlay(finish=STRIP)),
        frames.frame(overlay=Overlay(finish=replace(STRIP, shown=0.5))),
        away,
    )


def painted(frame: Frame, painter: OverlayPainter | None = None) -> Bytes:
    return (painter or OverlayPainter(frames.izu(), SIZE)).paint(frame).pixels.copy()


def test_panels_are_seen_and_nothing_else() -> None:
    pixels = painted(frames.pull_off())
    alpha = pixels[..., 3]
    assert 0.05 < (alpha > 0).mean() < 0.5
    assert alpha.max() == 255
    assert not pixels[alpha == 0].any(), "black where nothing is seen"
    assert not painted(frames.frame(overlay=Overlay(label=""))).any(), "riders and hall are not laid over anything"


def test_the_lead_stands_in_a_panel() -> None:
    away = frames.breakaway()
    without = painted(frames.with_overlay(away, lead=None))
    assert (painted(away) != without).any(axis=2).mean() > 0.005


def test_the_finish_image_covers_as_far_as_it_has_come_in() -> None:
    assert (painted(frames.frame(overlay=Overlay(finish=STRIP)))[..., 3] == 255).all()
    half = painted(frames.frame(overlay=Overlay(finish=replace(STRIP, shown=0.5))))
    assert abs(int(np.median(half[..., 3])) - 128) <= 1


@given(order=st.lists(st.integers(0, len(some_frames()) - 1), min_size=1, max_size=6))
@settings(max_examples=10, deadline=None)
def test_a_picture_is_the_same_whatever_was_painted_before(order: list[int]) -> None:
    made, painter = some_frames(), OverlayPainter(frames.izu(), SIZE)
    before = None
    for number in order:
        picture = painter.paint(made[number])
        found = picture.pixels.copy()
        assert np.array_equal(found, painted(made[number]))
        if before is not None:
            assert picture.changed is not None
            for x, y, width, height in picture.changed:
                before[y : y + height, x : x + width] = found[y : y + height, x : x + width]
            assert np.array_equal(before, found), "nothing changed outside of what is said to have changed"
        before = found


@given(arrays(np.uint8, (3, 4, 4)))
def test_straight_colours_give_the_multiplied_ones_back(colours: Bytes) -> None:
    alpha = colours[..., 3:].astype(int)
    multiplied = np.concatenate([np.rint(colours[..., :3] * (alpha / 255)).astype(np.uint8), colours[..., 3:]], axis=2)
    again = np.rint(straight(multiplied)[..., :3] * (alpha / 255))
    assert np.abs(again - multiplied[..., :3]).max() <= 1
