"""The pacer leaves."""

from __future__ import annotations

import pytest

from tests.helpers.facts import Amounts, field, found, item_mistakes, short, stands
from tests.helpers.fields import told

FACT = told("AB", "pull-off", pacer_off=True)


@pytest.mark.parametrize(("when", "so"), [(67.5, True), (68.3, True), (69.0, False), (66.0, False)])
def test_the_finding_is_when_the_pacer_leaves(when: float, so: bool) -> None:
    """The pacer of the race is at 750 m after 67.5 s."""
    fact = told("AB", when, pacer_off=True)
    assert stands(fact, field("A.B")) is so
    assert found(fact, field("A.B")).got == pytest.approx(67.5)


def test_it_asks_nothing_of_riders() -> None:
    assert FACT.constraints(field("A.B")) == ()
    assert FACT.named == ()


def test_of_two_leavings_the_main_one_denies_the_other() -> None:
    main = told("AB", "3 laps to go", pacer_off=True, main=True)
    other = told("AB", "2 laps to go", pacer_off=True)
    assert other.opposes(main)
    assert not main.opposes(other)
    assert not told("AB", "3 laps to go", pacer_off=True).opposes(main)
    assert not other.opposes(told("AB", "bell", attack="A", main=True))


def test_mistakes() -> None:
    assert "false says nothing here" in item_mistakes("pacer_off: false")


def test_words_and_sentence() -> None:
    assert FACT.statement == "the pacer leaves, as the pacer leaves"
    assert FACT.chart_words(short) == "pacer leaves"
    assert FACT.sentence(Amounts(80, 67.5, "s")) == "Told: 80.0 s into the race; in the replay 12.5 s earlier"
