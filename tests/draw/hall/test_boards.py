from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from replay.draw.hall.boards import LEAST_LINE_PX, BoardsPaint, board_colours, covered, fading
from replay.draw.hall.strips import HallPart
from replay.draw.hall.surface_lookup import Spots
from replay.track.markings import markings
from tests.helpers.track_shapes import IZU

PAINT = BoardsPaint(IZU.lap_m, IZU.width_m, markings(IZU))


def spots(along_m: np.ndarray, across_m: np.ndarray, pixel_m: float) -> Spots:
    """Level boards seen from straight above."""
    count = len(along_m)
    up = np.tile(np.array([0, 0, 1], np.float32), (count, 1))
    return Spots(
        part=np.full(count, HallPart.BOARDS, np.uint8),
        along_m=along_m.astype(np.float32),
        across_m=across_m.astype(np.float32),
        point_m=np.zeros((count, 3), np.float32),
        normal=up,
        ray=-up,
        depth_m=np.full(count, 10, np.float32),
        pixel_m=np.full((count, 2), pixel_m, np.float32),
    )


@given(st.floats(0.01, 0.5), st.floats(0.002, 2.0))
def test_all_pixels_together_cover_a_line_once(width: float, pixel: float) -> None:
    """Summed over a row of pixels, the shares make the line's width, or the least width if that is more."""
    at = np.arange(-3, 3, pixel / 8).astype(np.float32)
    shares = covered(at, -width / 2, width / 2, np.full(len(at), pixel, np.float32))
    assert_allclose(shares.sum() / 8, max(width / pixel, LEAST_LINE_PX), rtol=0.03)
    assert shares.max() <= 1.0


def test_a_pattern_fades_before_one_pixel_covers_it() -> None:
    pixel = np.linspace(0.001, 0.1, 50, dtype=np.float32)
    shown = fading(pixel, 0.045)
    assert shown[0] == 1
    assert (np.diff(shown) <= 0).all()
    assert shown[pixel > 0.061].max() == 0


def test_laths_differ_near_by_and_not_from_afar() -> None:
    across = np.linspace(4.5, 6.0, 400)
    along = np.full(400, 31.0)
    near, far = (board_colours(spots(along, across, pixel), PAINT)[:, 0] for pixel in (0.005, 1.5))
    assert near.std() > 0.02
    assert far.std() < 0.3 * near.std()


def test_lines_are_where_the_markings_are() -> None:
    painted = markings(IZU)
    heights = np.array([line.middle_m for line in painted.lines])
    red = board_colours(spots(np.full(3, 31.0), heights, 0.01), PAINT)
    assert red[0].max() < 0.05  # measurement line
    assert red[1, 0] > 4 * red[1, 2]  # sprinters line
    assert red[2, 2] > 4 * red[2, 0]  # stayers line


def test_finish_is_black_between_white_across_the_lap_s_end() -> None:
    along = np.array([IZU.lap_m - 0.2, 0.02, 0.2])
    before, line, after = board_colours(spots(along, np.full(3, 4.0), 0.005), PAINT)
    assert before.min() > 0.5
    assert after.min() > 0.5
    assert line.max() < 0.1
