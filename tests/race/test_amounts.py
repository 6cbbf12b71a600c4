"""Told amounts in words."""

from __future__ import annotations

import pytest

from replay.race.amounts import Bound, Quantity, Unit, short_amount, spoken_amount


@pytest.mark.parametrize(
    ("amount", "spoken", "short"),
    [
        (Quantity(0.25, Unit.LAPS), "about a quarter of a lap", "about ¼ lap"),
        (Quantity(0.75, Unit.LAPS, Bound.AT_MOST), "at most three quarters of a lap", "at most ¾ lap"),
        (Quantity(1, Unit.LENGTHS), "about 1 bike length", "about 1 length"),
        (Quantity(2, Unit.LENGTHS, Bound.AT_LEAST), "at least 2 bike lengths", "at least 2 lengths"),
        (Quantity(0.8, Unit.SECONDS, Bound.EXACTLY), "0.8 s", "0.8 s"),
        (Quantity(0.5, Unit.LAPS, Bound.ALMOST), "almost half a lap", "almost ½ lap"),
        (Quantity(3, Unit.LENGTHS, Bound.A_FEW), "a few bike lengths", "a few lengths"),
        (Quantity(0.5, Unit.WHEELS), "about half a wheel", "about ½ wheel"),
        (Quantity(1, Unit.WHEELS), "about 1 wheel", "about 1 wheel"),
        (Quantity(1, Unit.WHISKERS), "a whisker", "a whisker"),
        (Quantity(10.25, Unit.LAPS), "about 10.25 laps", "about 10.25 laps"),
    ],
)
def test_amounts_are_said_as_people_say_them(amount: Quantity, spoken: str, short: str) -> None:
    assert (spoken_amount(amount), short_amount(amount)) == (spoken, short)
