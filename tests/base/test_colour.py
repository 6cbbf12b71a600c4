"""Colours: how they are written, and how different they look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.colour import Colour, colour_of, difference

colours = st.tuples(*[st.integers(0, 255)] * 3)


def test_black_and_white_differ_by_one() -> None:
    assert difference((0, 0, 0), (255, 255, 255)) == pytest.approx(1.0, abs=1e-3)


@given(colours, colours)
def test_a_difference_is_that_of_the_other_way_round(first: Colour, second: Colour) -> None:
    assert difference(first, second) == difference(second, first)
    assert difference(first, first) == 0.0


def test_a_colour_is_read() -> None:
    assert colour_of("#2F66f2") == (47, 102, 242)


def test_a_colour_must_be_a_colour() -> None:
    with pytest.raises(ValueError, match="write it like"):
        colour_of("blue")
