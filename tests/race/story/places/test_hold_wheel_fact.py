"""A rider on the wheel of another."""

from __future__ import annotations

import pytest

from replay.base.units import BIKE_LENGTH_M
from replay.race.story.places.hold_wheel_fact import BESIDE_M, IN_LINE_M
from replay.race.when import Mark, When
from tests.helpers.facts import LEADER_M, Amounts, field, found, item_mistakes, room, short, stands
from tests.helpers.fields import drawn, evidence, told
from tests.helpers.race_files import mistakes
from tests.helpers.race_files import told as with_item

FACT = told("ABC", 5.0, hold_wheel={"rider": "B", "of": "A"})


@pytest.mark.parametrize(("text", "so"), [("AB.C", True), ("A.B.C", False), ("A...B.C", False), ("B.A.C", False)])
def test_rows_ask_for_a_wheel_nearer_than_two_lengths(text: str, so: bool) -> None:
    assert (room(FACT, field(text)) >= 0) is so


def test_a_metre_more_is_still_within() -> None:
    finding = found(FACT, field("A.B.C"))
    assert (finding.got, finding.miss) == pytest.approx((4.0, 0.5))
    assert stands(FACT, field("A.B.C"))
    assert not stands(FACT, field("A...B.C"))
    assert not stands(FACT, field("B.A.C"))


def test_who_is_beside_him_is_not_on_his_wheel() -> None:
    beside = drawn(0, "AB", 5, "AB", 8, "BA", 30, "BA", leader_m=LEADER_M)
    finding = found(told("ABC", 6.0, hold_wheel={"rider": "B", "of": "A"}), beside)
    assert finding.asked == BESIDE_M
    assert finding.is_missed


@pytest.mark.parametrize(("heights_m", "held"), [({"B": 1.2}, True), ({"B": 1.9}, False), ({"A": 1.9}, False)])
def test_who_is_behind_and_a_lane_further_up_or_down_is_not_on_the_wheel(
    heights_m: dict[str, float], held: bool
) -> None:
    finding = found(FACT, evidence(field("AB.C"), heights_m))
    assert finding.is_missed is not held
    if not held:
        assert (finding.asked, finding.got) == pytest.approx((IN_LINE_M, 1.5))
        assert "up or down the boards" in FACT.sentence(finding)


def test_heights_are_asked_of_both_for_as_long_as_it_lasts() -> None:
    rows = FACT.heights_asked(field("AB.C"))
    assert {frozenset(row.riders) for row in rows} == {
        frozenset({(1, 1.0), (0, -1.0)}),
        frozenset({(0, 1.0), (1, -1.0)}),
    }
    assert {row.time_s for row in rows} == {5.0, 6.0, 7.0, 8.0, 9.0, 10.0}
    assert all(-IN_LINE_M < row.low_m < 0 for row in rows)


def test_he_is_behind_by_a_bike_length_at_least() -> None:
    assert {(row.low, row.high) for row in FACT.constraints(field("A.B"))} == {(BIKE_LENGTH_M, 3.5)}


def test_it_lasts_until_the_moment_told_and_five_seconds_else() -> None:
    until = told("ABC", 5.0, hold_wheel={"rider": "B", "of": "A", "until": 15})
    assert until.lasts_until == When(Mark.RACE_TIME, 15)
    assert until.moments == (When(Mark.RACE_TIME, 5), When(Mark.RACE_TIME, 15))
    for fact, last_s in ((until, 15.0), (FACT, 10.0)):
        assert max(row.terms[0].time_s for row in fact.constraints(field("A.B.C"))) == last_s


def test_the_worst_moment_counts() -> None:
    lost = drawn(0, "AB", 5, "AB", 10, "A....B", 30, "A....B", leader_m=LEADER_M)
    assert found(FACT, lost).got == pytest.approx(10.0)
    assert not stands(FACT, lost)


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("2 to go", "2 laps to go is before 1 lap to go"),
        ("finish+3", "a moment after the finish"),
        ("bel", "no moment of a race is called bel"),
    ],
)
def test_mistakes_of_the_end(until: str, message: str) -> None:
    item = f"{{when: 1 to go, hold_wheel: {{rider: Ruiz, of: Møller, until: {until}}}}}"
    assert message in mistakes(with_item(item))


def test_mistakes_of_names() -> None:
    assert "named twice" in item_mistakes("hold_wheel: {rider: Ruiz, of: Ruiz}")


def test_words_and_sentence() -> None:
    assert (FACT.words, FACT.chart_words(short)) == ("B on the wheel of A", "b on a's wheel")
    limit = "On the wheel is 1.3 to 3.5 m behind, front wheel to front wheel"
    assert FACT.sentence(Amounts(3.5, -10.5, "m")) == f"{limit}; the replay shows 10.5 m ahead of it, 14 m off"
    assert FACT.sentence(Amounts(3.5, 10.5, "m")) == f"{limit}; the replay shows 10.5 m behind it, 7 m off"
