"""Who is inside and who is outside, on fields drawn as text."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.reconstruction.lateral.side_by_side import SideBySide, sides
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.fields import drawn, problem, standing, told


def pairs(sampled: SampledMotion, found: tuple[SideBySide, ...]) -> list[str]:
    """`AB` for A inside of B."""
    return [sampled.problem.riders[side.inner] + sampled.problem.riders[side.outer] for side in found]


def test_riders_in_line_have_no_sides() -> None:
    assert sides(standing("A.B.C"), (), {}) == ()


def test_who_comes_from_behind_is_outside() -> None:
    sampled = drawn(0, "A..B", 10, "B..A")
    assert pairs(sampled, sides(sampled, (), {})) == ["AB"]
    sampled = drawn(0, "B..A", 10, "A..B")
    assert pairs(sampled, sides(sampled, (), {})) == ["BA"]


def test_the_meeting_lasts_while_they_are_level() -> None:
    sampled = drawn(0, "A..B", 10, "B..A")
    (meeting,) = sides(sampled, (), {})
    level = np.abs(sampled.distance_m[0] - sampled.distance_m[1]) < 1.75
    assert meeting.start_s <= sampled.time_s[level][0]
    assert meeting.end_s >= sampled.time_s[level][-1]
    assert meeting.end_s - meeting.start_s < 6


def test_who_only_comes_near_stays_in_line() -> None:
    sampled = drawn(0, "A..B", 5, "AB", 10, "A..B")
    assert sides(sampled, (), {}) == ()


def test_a_told_side_wins() -> None:
    sampled = drawn(0, "A..B", 10, "B..A")
    for item in ({"inside": {"rider": "B", "of": "A"}}, {"outside": {"rider": "A", "of": "B"}}):
        assert pairs(sampled, sides(sampled, (told("AB", 5.0, **item),), {})) == ["BA"]


def test_a_side_told_of_another_moment_does_not_count() -> None:
    sampled = drawn(0, "A..B", 10, "B..A", 30, "B..A")
    fact = told("AB", 25.0, inside={"rider": "B", "of": "A"})
    assert pairs(sampled, sides(sampled, (fact,), {})) == ["AB"]


def test_a_fallen_rider_lies_inside() -> None:
    sampled = drawn(0, "A..B", 10, "B..A")
    assert pairs(sampled, sides(sampled, (), {1: (0.0, np.inf)})) == ["BA"]
    assert pairs(sampled, sides(sampled, (), {0: (0.0, np.inf)})) == ["AB"]


def test_a_lapped_rider_is_passed_too() -> None:
    times = np.arange(0.0, 20.0, 0.02)
    distance = np.array([500 + 15 * times, 260 + 14 * times])
    sampled = SampledMotion(problem("AB"), times, distance, np.gradient(distance, times, axis=1), 100.0)
    assert pairs(sampled, sides(sampled, (), {})) == ["BA"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 7))
def test_nobody_is_inside_himself(seed: int, count: int) -> None:
    chance = np.random.default_rng(seed)
    letters = "ABCDEFG"[:count]
    strips = ["".join(chance.permutation(list(letters)).tolist()) for _ in range(4)]
    sampled = drawn(0, strips[0], 4, strips[1], 8, strips[2], 12, strips[3])
    found = sides(sampled, (), {})
    for moment in np.arange(0.0, 12.0, 0.1):
        active = {(side.inner, side.outer) for side in found if side.start_s <= moment <= side.end_s}
        assert acyclic(active), (moment, active)


def acyclic(edges: set[tuple[int, int]]) -> bool:
    """Take whoever has nobody inside of him away, until none is left."""
    while edges:
        outer = {edge[1] for edge in edges}
        kept = {edge for edge in edges if edge[0] in outer}
        if kept == edges:
            return False
        edges = kept
    return True


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_whoever_is_level_has_a_side(seed: int) -> None:
    chance = np.random.default_rng(seed)
    strips = ["".join(chance.permutation(list("A.B.C.D.")).tolist()).strip(".") for _ in range(3)]
    sampled = drawn(0, strips[0], 6, strips[1], 12, strips[2])
    found = sides(sampled, (), {})
    for first in range(4):
        for second in range(first):
            level = np.abs(sampled.distance_m[first] - sampled.distance_m[second]) < 1.75
            for moment in sampled.time_s[level][::10]:
                named = [s for s in found if {s.inner, s.outer} == {first, second}]
                assert any(s.start_s <= moment <= s.end_s for s in named)
