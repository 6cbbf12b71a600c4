from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.draw.hall.boards import LEAST_LINE_PX, BoardsPaint, add_boards
from replay.draw.hall.loops.span_filters import covered, fading
from replay.draw.hall.strips import HallPart
from replay.track.markings import markings
from tests.helpers.hall_spans import single_pixels
from tests.helpers.track_shapes import IZU

PAINT = BoardsPaint(IZU.lap_m, IZU.width_m, markings(IZU))


def board_colours(along_m: np.ndarray, across_m: np.ndarray, pixel_m: float) -> np.ndarray:
    """Colours (N, 3), linear light, of level boards seen from straight above."""
    light = np.zeros((len(along_m), 1, 3), np.float32)
    add_boards(light, single_pixels(HallPart.BOARDS, along_m, across_m, pixel_m), PAINT)
    return light[:, 0]


@given(st.floats(0.01, 0.5), st.floats(0.002, 2.0))
def test_all_pixels_together_cover_a_line_once(width: float, pixel: float) -> None:
    """Summed over a row of pixels, the shares make the line's width, or the least width if that is more."""
    at = np.arange(-3, 3, pixel / 8).astype(np.float32)
    shares = np.array([covered(float(each), -width / 2, width / 2, pixel, LEAST_LINE_PX) for each in at])
    assert_allclose(shares.sum() / 8, max(width / pixel, LEAST_LINE_PX), rtol=0.03)
    assert shares.max() <= 1.0


def test_a_pattern_fades_before_one_pixel_covers_it() -> None:
    pixel = np.linspace(0.001, 0.1, 50, dtype=np.float32)
    shown = np.array([fading(float(each), 0.045) for each in pixel])
    assert shown[0] == 1
    assert (np.diff(shown) <= 0).all()
    assert shown[pixel > 0.061].max() == 0


def test_laths_differ_near_by_and_not_from_afar() -> None:
    across = np.linspace(4.5, 6.0, 400)
    along = np.full(400, 31.0)
    near, far = (board_colours(along, across, pixel)[:, 0] for pixel in (0.005, 1.5))
    assert near.std() > 0.02
    assert far.std() < 0.3 * near.std()


def test_lines_are_where_the_markings_are() -> None:
    painted = markings(IZU)
    heights = np.array([line.middle_m for line in painted.lines])
    red = board_colours(np.full(3, 31.0), heights, 0.01)
    assert red[0].max() < 0.05  # measurement line
    assert red[1, 0] > 4 * red[1, 2]  # sprinters line
    assert red[2, 2] > 4 * red[2, 0]  # stayers line


def test_finish_is_black_between_white_across_the_lap_s_end() -> None:
    along = np.array([IZU.lap_m - 0.2, 0.02, 0.2])
    before, line, after = board_colours(along, np.full(3, 4.0), 0.005)
    assert before.min() > 0.5
    assert after.min() > 0.5
    assert line.max() < 0.1
