"""A rider is boxed in."""

from __future__ import annotations

from typing import Any

import pytest

from replay.race.story.asked import SideAsked
from replay.race.story.boards.boxed_in_fact import ABOVE_M, ABREAST_M, BEHIND_M, IN_LINE_M, BoxedInFact
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.facts import LEADER_M, Amounts, field, found, item_mistakes, read_item, room, short, stands
from tests.helpers.fields import drawn, evidence, told


def boxed(letters: str = "ABC", **more: Any) -> BoxedInFact:
    fact = told(letters, 5.0, boxed_in={"rider": "B", **more})
    assert isinstance(fact, BoxedInFact)
    return fact


FACT = boxed()


def riding(ahead_m: float, beside_m: float, letters: str = "ABC") -> SampledMotion:
    """A so far ahead of B, and C so far ahead of B."""
    sampled = drawn(0, "ABC", 30, "ABC", leader_m=LEADER_M)
    where = {"A": ahead_m, "B": 0.0, "C": beside_m}
    for row, name in enumerate(letters):
        sampled.distance_m[row] = LEADER_M + 15.0 * sampled.time_s + where[name]
    return sampled


@pytest.mark.parametrize(
    ("ahead_m", "beside_m", "heights", "so"),
    [
        (2.4, 0.3, {"C": 1.2}, True),
        (2.4, -0.8, {"C": 1.2}, True),
        (3.6, 0.3, {"C": 1.2}, True),
        (2.4, 0.3, {"C": 0.5}, False),
        (2.4, 0.3, {"B": 1.2}, False),
        (2.4, 2.4, {"C": 1.2}, False),
        (5.0, 0.3, {"C": 1.2}, False),
        (0.8, 0.3, {"C": 1.2}, False),
        (2.4, 0.3, {"C": 1.9, "A": 1.2}, False),
    ],
)
def test_there_is_one_ahead_on_his_line_and_one_outside(
    ahead_m: float, beside_m: float, heights: dict[str, float], so: bool
) -> None:
    assert stands(FACT, evidence(riding(ahead_m, beside_m), heights)) is so


def test_rows_ask_it_of_those_who_are_nearest_to_it() -> None:
    assert room(FACT, riding(2.4, 0.3)) == pytest.approx(0.2)
    assert room(FACT, riding(0.3, 2.4)) == pytest.approx(0.2), "A is then outside and C ahead"
    assert room(FACT, riding(9.5, 0.3)) == pytest.approx(-6.0)
    assert FACT.sides_asked(riding(2.4, 0.3)) == (SideAsked("B", "C", late_s=2.0),)
    assert FACT.sides_asked(riding(0.3, 2.4)) == (SideAsked("B", "A", late_s=2.0),)
    rows = FACT.heights_asked(riding(2.4, 0.3))
    assert [row.riders for row in rows] == [((2, 1.0), (1, -1.0)), ((0, 1.0), (1, -1.0)), ((1, 1.0), (0, -1.0))]


def test_who_is_named_is_one_of_the_two() -> None:
    assert {tuple(box) for box in boxed("ABCD", by="D")._boxes(field("ABCD"))} == {(0, 3), (2, 3), (3, 0), (3, 2)}
    assert {tuple(box) for box in boxed("ABCD", by=["C", "D"])._boxes(field("ABCD"))} == {(2, 3), (3, 2)}


def test_it_may_last() -> None:
    lasts = boxed(until=9.0)
    assert {row.terms[0].time_s for row in lasts.constraints(riding(2.4, 0.3))} == {5.0, 6.0, 7.0, 8.0, 9.0}
    assert stands(lasts, evidence(riding(2.4, 0.3), {"C": 1.2}))
    comes_out = riding(2.4, 0.3)
    comes_out.distance_m[2] -= (comes_out.time_s > 7.0) * 5.0
    assert not stands(lasts, evidence(comes_out, {"C": 1.2}))
    assert stands(FACT, evidence(comes_out, {"C": 1.2}))


def test_what_is_found_is_what_lacks_most() -> None:
    finding = found(FACT, evidence(riding(5.0, 0.3), {"C": 1.2}))
    assert (finding.asked, finding.got, finding.miss) == pytest.approx((BEHIND_M, 5.0, 1.5), abs=1e-6)
    finding = found(FACT, evidence(riding(2.4, 0.3), {"C": 0.45}))
    assert (finding.asked, finding.got) == pytest.approx((ABOVE_M, 0.05))


def test_mistakes() -> None:
    assert "boxed in by two" in item_mistakes("boxed_in: {rider: Ruiz, by: [Møller, Tjon En Fa, Ruiz]}")
    assert "named twice" in item_mistakes("boxed_in: {rider: Ruiz, by: [Ruiz]}")
    assert "no rider is called Rui" in item_mistakes("boxed_in: {rider: Ruiz, by: Rui}")
    assert read_item("boxed_in: Ruiz").words == "Ruiz is boxed in"


def test_words_and_sentences() -> None:
    assert (FACT.words, FACT.chart_words(short), FACT.doer) == ("B is boxed in", "b boxed in", "B")
    by = boxed(by=["A", "C"])
    assert (by.words, by.chart_words(short)) == ("B is boxed in by A and C", "b boxed in a c")
    assert "3.5 m behind another; the replay shows 5 m" in FACT.sentence(Amounts(BEHIND_M, 5.0, "m"))
    assert "1.2 m apart; the replay shows 2 m" in FACT.sentence(Amounts(ABREAST_M, 2.0, "m"))
    assert "a way past the rider ahead" in FACT.sentence(Amounts(IN_LINE_M, 1.0, "m"))
    assert "nobody on the outside" in FACT.sentence(Amounts(ABOVE_M, 0.0, "m"))
