"""How far a pacer rides, and that nobody has to follow it faster than riders can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.units import mps
from replay.events.course import course_of
from replay.events.paced_way import GAINS_MPS2, paced_way
from replay.race.when import Course, Mark, When
from replay.track.catalogue import velodrome_of

COURSE = course_of(1500.0, velodrome_of("izu", {}))
SLOW, FAST = mps(30), mps(50)


def way_of(off: When, course: Course = COURSE) -> tuple[float, float, float]:
    way = paced_way(SLOW, FAST, off, course)
    assert way is not None
    return way.from_mps, way.to_mps, way.off_m


def test_by_the_rules_it_leaves_after_half_the_race() -> None:
    assert way_of(When(Mark.LAPS_TO_GO, 3)) == pytest.approx((SLOW, FAST, 750.0))


@pytest.mark.parametrize("off", [When(Mark.METRES_TO_GO, 1500), When(Mark.RACE_TIME, 0)])
def test_one_that_leaves_at_the_start_has_its_last_speed(off: When) -> None:
    assert way_of(off) == (FAST, FAST, 0.0)


@given(st.floats(0, 1500))
def test_it_never_grows_faster_than_riders_follow(to_go_m: float) -> None:
    start, last, off_m = way_of(When(Mark.METRES_TO_GO, to_go_m))
    assert SLOW <= start <= last == FAST
    assert last**2 - start**2 <= 2 * GAINS_MPS2 * off_m + 1e-6


@given(st.floats(0, 120))
def test_by_time_it_leaves_at_that_time(time_s: float) -> None:
    start, last, off_m = way_of(When(Mark.RACE_TIME, time_s))
    assert off_m == pytest.approx(time_s * (start + last) / 2)
    assert last - start <= GAINS_MPS2 * time_s + 1e-9


def test_an_offset_counts_at_the_last_speed() -> None:
    exact = way_of(When(Mark.LAPS_TO_GO, 3))[2]
    assert way_of(When(Mark.LAPS_TO_GO, 3, offset_s=-2.0))[2] == pytest.approx(exact - 2 * FAST)


@pytest.mark.parametrize("mark", [Mark.LAST_BEND, Mark.FINISH, Mark.PULL_OFF])
def test_moments_that_do_not_say_where_give_no_way(mark: Mark) -> None:
    assert paced_way(SLOW, FAST, When(mark, 0), COURSE) is None
