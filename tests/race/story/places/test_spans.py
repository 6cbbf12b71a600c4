"""Times of facts that last."""

from __future__ import annotations

import pytest

from replay.race.story.places.spans import span_s, times_in
from replay.race.when import Mark, When
from tests.helpers.facts import field


def at(time_s: float) -> When:
    return When(Mark.RACE_TIME, time_s)


@pytest.mark.parametrize(
    ("until", "lasts_s", "span"),
    [
        (None, 5.0, (8.0, 13.0)),
        (None, 0.0, (8.0, 8.0)),
        (at(20.0), 5.0, (8.0, 20.0)),
        (at(7.0), 5.0, (8.0, 8.5)),
        (at(99.0), 5.0, (8.0, 30.0)),
    ],
)
def test_a_span_is_to_its_end_or_so_long_and_within_the_motion(
    until: When | None, lasts_s: float, span: tuple[float, float]
) -> None:
    assert span_s(field("AB"), at(8.0), until, lasts_s) == pytest.approx(span)


def test_times_are_no_further_apart_than_asked() -> None:
    assert times_in((8.0, 8.0), 2.0) == [8.0]
    assert times_in((8.0, 9.0), 2.0) == [8.0, 8.5, 9.0]
    assert len(times_in((8.0, 9.1), 2.0)) == 4
