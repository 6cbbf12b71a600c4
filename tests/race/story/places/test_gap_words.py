"""Gaps as they are said."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.mistakes import WrittenError
from replay.race.amounts import Bound, Quantity, Unit
from replay.race.story.places.gap_words import GAP_PATTERN, parse_gap


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("half a wheel", Quantity(0.5, Unit.WHEELS)),
        ("About a wheel", Quantity(1, Unit.WHEELS)),
        ("a whisker", Quantity(1, Unit.WHISKERS)),
        ("a few lengths", Quantity(3, Unit.LENGTHS, Bound.A_FEW)),
        ("a few  bike lengths", Quantity(3, Unit.LENGTHS, Bound.A_FEW)),
        ("almost half a lap", Quantity(0.5, Unit.LAPS, Bound.ALMOST)),
        ("nearly a quarter of a lap", Quantity(0.25, Unit.LAPS, Bound.ALMOST)),
        ("at least two lengths", Quantity(2, Unit.LENGTHS, Bound.AT_LEAST)),
        ("more than 2.5 lengths", Quantity(2.5, Unit.LENGTHS, Bound.AT_LEAST)),
        ("less than a length", Quantity(1, Unit.LENGTHS, Bound.AT_MOST)),
        ("a length and a half", Quantity(1.5, Unit.LENGTHS)),
        ("one and a half laps", Quantity(1.5, Unit.LAPS)),
        ("½ lap", Quantity(0.5, Unit.LAPS)),
        ("the length of a straight", Quantity(1, Unit.STRAIGHTS)),
        ("half a straight", Quantity(0.5, Unit.STRAIGHTS)),
        ("about 10 metres", Quantity(10, Unit.METRES)),
        ("0,3 s", Quantity(0.3, Unit.SECONDS, Bound.EXACTLY)),
        ("about half a second", Quantity(0.5, Unit.SECONDS)),
    ],
)
def test_spellings(said: str, amount: Quantity) -> None:
    assert parse_gap(said) == amount
    assert re.search(GAP_PATTERN, said)


@pytest.mark.parametrize("said", ["ages", "a few", "", "0 m", "1,500 m", 3, None, ["a wheel"], "a " * 40_000])
def test_what_is_no_gap_is_explained(said: Any) -> None:
    with pytest.raises(WrittenError, match="no gap is called") as caught:
        parse_gap(said)
    assert caught.value.remedy.startswith("write `half a wheel`")


@given(st.text("atleshordfwk of.½3m", max_size=30))
def test_anything_is_a_gap_or_a_mistake_and_the_pattern_agrees(said: str) -> None:
    try:
        amount = parse_gap(said)
    except WrittenError:
        return
    assert amount.value > 0
    assert re.search(GAP_PATTERN, said)
