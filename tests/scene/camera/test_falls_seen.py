"""Falls: who falls is shown close, from just before to when he lies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.motion.trajectory import Motion
from replay.scene.camera.cut import plan_timeline
from replay.scene.camera.cutting.close_moments import CLOSE_FALL_S, falls_seen
from replay.scene.camera.framing import RIDER_TALL_M
from replay.scene.camera.setups import Who
from replay.scene.camera.wish import Cut, Wish
from replay.scene.frame.layout import SIZES_PX, Layout
from tests.helpers.motions import crash_motion

FALL_S = 95.0


def _falling(*falls_s: float) -> Motion:
    """The race of the crash with falls at these times, of the last rider first."""
    falls = np.full(6, np.nan)
    falls[5 : 5 - len(falls_s) : -1] = falls_s
    return replace(crash_motion(), fall_s=falls)


def test_a_fall_is_seen_from_before_it_to_when_all_lie() -> None:
    before, after = CLOSE_FALL_S
    assert falls_seen(crash_motion()) == ((FALL_S - before, FALL_S + after),)
    assert falls_seen(_falling(FALL_S, FALL_S + 1.5)) == ((FALL_S - before, FALL_S + 1.5 + after),)


def test_neither_the_pull_off_nor_the_finish_gives_way_to_a_fall() -> None:
    motion = crash_motion()
    finish_s = float(np.nanmin(motion.finish_s))
    assert falls_seen(_falling(motion.pull_off_s + 1.0)) == ()
    assert falls_seen(_falling(finish_s - 1.0)) == ()


@pytest.mark.parametrize("layout", list(Layout))
def test_who_falls_is_large_and_in_the_picture(layout: Layout) -> None:
    motion = crash_motion()
    timeline = plan_timeline(motion, Wish(layout, Cut.FULL), ())
    span = timeline.span_at(timeline.video_times(FALL_S)[0])
    assert span.who is Who.FALLEN
    for time_s in (FALL_S, FALL_S + 0.5, FALL_S + 1.5):
        state, camera, size_px = motion.at(time_s), span.track.at(time_s), SIZES_PX[layout]
        foot = motion.velodrome.place(state.distance_m[5], state.height_m[5])
        pixels, depth = camera.project(foot, size_px)
        assert 0 < pixels[0] < size_px[0]
        assert 0 < pixels[1] < size_px[1]
        tall = camera.focal_px(size_px[1]) * RIDER_TALL_M / float(depth)
        assert tall > 0.13 * min(size_px)
