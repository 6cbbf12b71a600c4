"""What a picture must reach back to."""

from __future__ import annotations

import numpy as np
import pytest

from replay.scene.camera.subjects import Watched, needed_reach_m
from tests.helpers.situations import ridden


def test_a_picture_reaches_to_who_leads_soon() -> None:
    """Two riders 10 m behind the first; the last of them leads 3 s or so before he leads."""
    motion = ridden(0.0, "A....BC", 10.0, "C....AB")
    times = np.arange(0.0, 10.0, 0.1)
    reach = needed_reach_m(motion, times)
    state = motion.at(times)
    third = state.distance_m.max(axis=0) - state.distance_m[motion.riders.index("C")]
    leads = float(times[np.argmax(third <= 0)])
    soon = (times > leads - 2.5) & (times < leads)
    assert reach[soon] == pytest.approx(np.maximum(third, 0)[soon], abs=0.5)


@pytest.mark.parametrize(("field", "reach_m"), [("A...B......C", 8.0), ("A..................B", 0.0)])
def test_a_picture_reaches_to_the_second_unless_he_is_far(field: str, reach_m: float) -> None:
    motion = ridden(0.0, field, 10.0, field)
    assert needed_reach_m(motion, np.arange(2.0, 8.0, 0.1)) == pytest.approx(reach_m, abs=0.5)


def test_a_picture_reaches_to_whom_its_words_are_about() -> None:
    motion = ridden(0.0, "A.B......C", 10.0, "A.B......C")
    reach = needed_reach_m(motion, np.arange(0.0, 10.0, 0.1), (Watched(2, 4.0, 6.0),))
    assert reach[20] == pytest.approx(4.0, abs=0.5)
    assert reach[50] == pytest.approx(18.0, abs=0.5)
