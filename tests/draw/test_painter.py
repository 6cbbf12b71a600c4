"""The painter: what it paints depends on the frame alone, and it says what changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from replay.draw.graphics.split import come_in
from replay.draw.painter import Painter
from replay.draw.picture import Picture
from replay.scene.frame.card import FinishLine, FinishStrip
from replay.scene.frame.frame import Beside, Frame, Overlay
from replay.scene.frame.layout import Layout
from replay.scene.frame.panel_values import Counter
from replay.scene.frame.shot import WHOLE, Pane, Shot, ShotKind
from tests.helpers import frames
from tests.helpers.painting import DiscFigures, PlainBackground

SIZE = (480, 270)
RIGHT_HALF = (0.5, 0.0, 1.0, 1.0)
Golden = Callable[[str, np.ndarray], None]


def _painter(size: tuple[int, int] = SIZE) -> Painter:
    return Painter(frames.izu(), size, background=PlainBackground(frames.izu()), figures=DiscFigures())


def _pixels(picture: Picture) -> np.ndarray:
    return picture.pixels[..., :3].copy()


def _second() -> Beside:
    """A second shot, from the end stand, in the right half of the picture."""
    return Beside(Shot("second", ShotKind.MAIN, (frames.END_STAND,), RIGHT_HALF), frames.END_STAND)


@lru_cache(maxsize=1)
def _film() -> tuple[Frame, ...]:
    """Frames of all kinds: a still shot with riders, panels and marks that change, a moving one, cards, a finish."""
    pull, away = frames.pull_off(), frames.breakaway()
    assert pull.overlay.caption is not None
    strip = FinishStrip(
        lines=(FinishLine(frames.LOOKS[0], frames.pose(0, 1), 0.0, 1.0, ""),), speed_mps=18.9, heading="FINAL A"
    )
    return (
        pull,
        replace(pull, riders=frames.riders((1.0, -11, -14, -17, -20, -23), (0.9, 0.6, 0.7, 0.8, 0.7, 0.6))),
        frames.with_overlay(pull, tower=frames.tower(("0.0", "+0.8", "+0.9", "+1.0", "+1.2", "+1.4"))),
        frames.with_overlay(pull, caption=replace(pull.overlay.caption, shown=0.5)),
        frames.with_overlay(pull, counter=Counter(2, 740, 1500, roll=0.4), named=("Kenny",), ring="Levy"),
        frames.with_overlay(pull, counter=None, tower=None, caption=None),
        replace(pull, riders=(), pacer=frames.pose(-5.0, -0.5)),
        replace(pull, dim=0.5),
        replace(pull, dim=0.5, overlay=Overlay(title=frames.TITLE)),
        away,
        replace(away, beside=_second()),
        replace(away, beside=replace(_second(), shown=0.4)),
        replace(away, shot=frames.frame(moving=True).shot),
        replace(away, camera=replace(frames.MAIN, fov_deg=28.0), shot=frames.frame(moving=True).shot, dim=0.2),
        frames.with_overlay(pull, finish=strip),
        frames.with_overlay(pull, finish=replace(strip, shown=0.5)),
    )


@lru_cache(maxsize=1)
def _alone() -> tuple[np.ndarray, ...]:
    """Each frame as a painter paints it that never painted before."""
    return tuple(_pixels(_painter().paint(shown)) for shown in _film())


def test_two_shots_that_are_held_are_the_same_each_time() -> None:
    held = replace(frames.breakaway(), shot=frames.frame(moving=True).shot, beside=_second())
    empty, painter = replace(held, riders=()), _painter()
    first, without = _pixels(painter.paint(held)), _pixels(_painter().paint(empty))
    for _ in range(3):
        assert np.array_equal(_pixels(painter.paint(empty)), without)
        assert np.array_equal(_pixels(painter.paint(held)), first)


@given(order=st.lists(st.integers(0, len(_film()) - 1), min_size=2, max_size=8))
@settings(max_examples=40, deadline=None)
def test_pictures_do_not_depend_on_what_was_painted_before(order: list[int]) -> None:
    painter = _painter()
    for number in order:
        assert np.array_equal(_pixels(painter.paint(_film()[number])), _alone()[number])


@given(order=st.lists(st.integers(0, len(_film()) - 1), min_size=2, max_size=8))
@settings(max_examples=40, deadline=None)
def test_what_differs_lies_in_the_rectangles_that_changed(order: list[int]) -> None:
    painter = _painter()
    before = _pixels(painter.paint(_film()[order[0]]))
    for number in order[1:]:
        picture = painter.paint(_film()[number])
        after = _pixels(picture)
        if picture.changed is not None:
            unchanged = np.ones(after.shape[:2], dtype=bool)
            for x, y, width, height in picture.changed:
                unchanged[y : y + height, x : x + width] = False
            assert np.array_equal(before[unchanged], after[unchanged])
        before = after


def test_a_still_shot_tells_what_changed_and_little_more() -> None:
    painter = _painter((1920, 1080))
    empty = replace(frames.pull_off(), riders=())
    painter.paint(frames.breakaway())
    assert painter.paint(frames.breakaway()).changed == ()
    painter.paint(empty)
    gaps = frames.with_overlay(empty, tower=frames.tower(("0.0", "+0.8", "+0.9", "+1.0", "+1.2", "+1.4")))
    changed = painter.paint(gaps).changed
    assert changed is not None
    assert 0 < sum(width * height for _, _, width, height in changed) < 0.15 * 1920 * 1080
    assert all(x > 1300 for x, _, _, _ in changed)


def test_everything_changes_in_a_moving_shot_and_at_a_cut() -> None:
    painter = _painter()
    moving = frames.frame(moving=True)
    assert painter.paint(frames.pull_off()).changed is None
    assert painter.paint(moving).changed is None
    assert painter.paint(moving).changed is None
    assert painter.paint(frames.pull_off()).changed is None


def test_a_camera_that_is_held_in_a_moving_shot_is_as_good_as_a_still_one() -> None:
    painter = _painter()
    moving = frames.frame(moving=True)
    for _ in range(2):
        painter.paint(moving)
    assert painter.paint(moving).changed == ()
    assert painter.paint(replace(moving, camera=replace(moving.camera, fov_deg=25.0))).changed is None


def test_the_background_of_a_still_shot_is_asked_for_and_never_written_to() -> None:
    background = PlainBackground(frames.izu())
    painter = Painter(frames.izu(), SIZE, background=background, figures=DiscFigures())
    for shown in _film()[:9]:
        painter.paint(shown)
    assert background.drawn == 1


def test_dim_darkens_the_track_but_not_the_panels() -> None:
    painter = _painter((1920, 1080))
    light = _pixels(painter.paint(frames.pull_off()))
    dark = _pixels(painter.paint(replace(frames.pull_off(), dim=1.0)))
    assert dark[500, 900:1800].max() == 0
    assert light[500, 900:1800].max() > 100
    assert dark[100:200, 120:300].max() > 200


def test_near_riders_are_painted_over_far_ones() -> None:
    far_and_near = frames.riders((0.0, 0.0, 200, 200, 200, 200), (3.5, 1.2, 1, 1, 1, 1))
    painter = _painter((1920, 1080))
    one = _pixels(painter.paint(frames.frame(states=far_and_near)))
    other = _pixels(painter.paint(frames.frame(states=far_and_near[::-1])))
    assert np.array_equal(one, other)


def test_the_figures_of_this_package_touch_only_what_they_tell() -> None:
    """As for the stand-ins: what differs between two frames lies in the rectangles that changed."""
    painter = Painter(frames.izu(), SIZE, background=PlainBackground(frames.izu()))
    for first, second in ((_film()[0], _film()[1]), (_film()[6], _film()[0])):
        before = _pixels(painter.paint(first))
        picture = painter.paint(second)
        assert picture.changed is not None
        for x, y, width, height in picture.changed:
            before[y : y + height, x : x + width] = picture.pixels[y : y + height, x : x + width, :3]
        assert np.array_equal(before, picture.pixels[..., :3])


def test_golden_landscape(golden: Golden) -> None:
    golden("landscape", _painter().paint(frames.breakaway()).pixels)


def test_golden_vertical(golden: Golden) -> None:
    golden("vertical", _painter((270, 480)).paint(frames.breakaway(Layout.VERTICAL)).pixels)


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_is_painted(layout: Layout) -> None:
    width, height = frames.SIZES[layout]
    picture = _painter((width // 4, height // 4)).paint(frames.breakaway(layout))
    assert picture.pixels.shape == (height // 4, width // 4, 4)
    assert picture.pixels[..., :3].std() > 20


def test_a_second_shot_fills_its_pane_alone() -> None:
    bare = replace(frames.breakaway(), overlay=Overlay(label=""))
    beside = replace(_second(), shown=1.0)
    both = _pixels(_painter().paint(replace(bare, beside=beside)))
    alone = _pixels(_painter().paint(bare))
    second = replace(bare, shot=beside.shot, camera=beside.camera)
    pane = _pixels(_painter((SIZE[0] // 2, SIZE[1])).paint(replace(second, shot=replace(beside.shot, pane=WHOLE))))
    line = 4
    assert np.array_equal(both[:, : SIZE[0] // 2], alone[:, : SIZE[0] // 2])
    same = np.mean(both[:, SIZE[0] // 2 + line :] == pane[:, line:])
    assert same > 0.97  # chips are a little larger: as in the whole picture


@given(st.floats(0.0, 1.0), st.sampled_from([RIGHT_HALF, (0.0, 0.5, 1.0, 1.0)]))
def test_a_second_shot_comes_from_the_edge_of_the_picture(shown: float, pane: Pane) -> None:
    box = Shot("second", ShotKind.MAIN, (frames.MAIN,), pane).box_px(SIZE)
    x, y, width, height = come_in(box, shown, SIZE)
    assert (x + width, y + height) == SIZE
    assert x >= box[0]
    assert y >= box[1]
    assert width * height == pytest.approx(shown * box[2] * box[3], abs=max(box[2:]))
