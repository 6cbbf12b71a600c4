"""Named moments as race times."""

from __future__ import annotations

import numpy as np
import pytest

from replay.base.errors import UsageError
from replay.events.course import last_bend_m
from replay.motion.moments import find_moment, leader_crossing_s, when_to_time
from replay.race.when import Mark, When
from tests.helpers.motions import IZU, PULL_OFF_S, keirin_motion, unpaced_motion

MOTION = keirin_motion()


@pytest.mark.parametrize(
    ("when", "metres"),
    [
        (When(Mark.LAPS_TO_GO, 3), 750.0),
        (When(Mark.BELL), 1250.0),
        (When(Mark.METRES_TO_GO, 200), 1300.0),
        (When(Mark.LAST_BEND), 1380.0),
    ],
)
def test_a_mark_is_the_leaders_crossing(when: When, metres: float) -> None:
    moment = when_to_time(MOTION, when)
    assert float(MOTION.at(moment).distance_m.max()) == pytest.approx(metres, abs=1e-6)


def test_the_last_bend_begins_where_the_line_begins_to_turn() -> None:
    start = last_bend_m(IZU, 1500.0)
    assert IZU.curvature(start) == pytest.approx(0.0, abs=1e-12)
    assert IZU.curvature(start + 2.0) > 0
    assert 1500.0 - start < IZU.lap_m / 2


def test_the_finish_is_the_official_winners() -> None:
    assert when_to_time(MOTION, When(Mark.FINISH)) == pytest.approx(float(MOTION.finish_s[0]))
    assert when_to_time(MOTION, When(Mark.FINISH), winner=2) == pytest.approx(float(MOTION.finish_s[2]))


def test_offsets_and_seconds() -> None:
    assert when_to_time(MOTION, When(Mark.PULL_OFF, offset_s=-1.5)) == PULL_OFF_S - 1.5
    assert when_to_time(MOTION, When(Mark.RACE_TIME, 30.25)) == 30.25


def test_what_a_race_does_not_have_is_said() -> None:
    assert find_moment(unpaced_motion(), When(Mark.PULL_OFF)) is None
    with pytest.raises(UsageError, match="99 laps to go"):
        when_to_time(MOTION, When(Mark.LAPS_TO_GO, 99))


def test_a_distance_beyond_the_race_is_never_crossed() -> None:
    assert np.isnan(leader_crossing_s(MOTION, 9999.0))
