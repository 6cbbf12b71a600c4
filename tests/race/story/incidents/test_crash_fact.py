"""A rider falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.observed import MeasuredRace
from tests.helpers.facts import Amounts, field, found, item_mistakes, short, stands
from tests.helpers.fields import evidence, race, told

RESULTS = [
    {"rider": "A", "rank": 1},
    {"rider": "B", "status": "DNF"},
    {"rider": "C", "status": "DNF"},
]


def crash(crash: Any, when: str | float = 5.0) -> CrashFact:
    (fact,) = race("ABC", story=({"when": when, "crash": crash},), results=RESULTS).story
    assert isinstance(fact, CrashFact)
    return fact


BOTH = crash({"rider": "B", "down": "C"})


@pytest.mark.parametrize(("falls_s", "so"), [(5.0, True), (5.4, True), (6.0, False), (4.0, False)])
def test_the_finding_is_when_he_falls(falls_s: float, so: bool) -> None:
    seen = evidence(field("A.B.C"), fall_s={"B": falls_s, "C": 20.0})
    assert stands(BOTH, seen) is so
    assert found(BOTH, seen).got == falls_s


def test_who_does_not_fall_is_not_down() -> None:
    assert not stands(BOTH, field("A.B.C"))


@pytest.mark.parametrize(
    ("other", "opposes"),
    [
        (crash("B", 9.0), True),
        (crash("C", 9.0), True),
        (crash("B", 5.0), False),
        (told("ABC", 9.0, attack="B"), False),
    ],
)
def test_nobody_falls_twice(other: Any, opposes: bool) -> None:
    assert BOTH.opposes(other) is opposes


@dataclass(frozen=True)
class Hurried:
    """A race in which one rider has no time to fall."""

    name: str

    def has_time_to_fall(self, rider: str) -> bool:
        return rider != self.name


@pytest.mark.parametrize(
    ("hurried", "end"),
    [("C", ", and only B falls in the replay"), ("B", ", and only C falls in the replay"), ("A", None)],
)
def test_who_falls_where_not_all_had_the_time(hurried: str, end: str | None) -> None:
    reason = BOTH.contradiction(cast("MeasuredRace", Hurried(hurried)))
    assert (reason is None) is (end is None)
    if reason is not None and end is not None:
        assert reason.remark.startswith(f"{hurried} could not fall")
        assert reason.remark.endswith(end)


def test_mistakes() -> None:
    assert "16:54: no rider is called Moller" in item_mistakes("crash: {rider: Ruiz, down: [Møller, Moller]}")


def test_words_and_sentence() -> None:
    alone = crash("B")
    assert (alone.words, BOTH.words) == ("B crashes", "B and C crash")
    assert (alone.chart_words(short), BOTH.chart_words(short)) == ("b falls", "b and c fall")
    assert (BOTH.doer, BOTH.says_place) == ("B", False)
    assert BOTH.sentence(Amounts(5, 7, "s")) == "Told: 5.0 s into the race; in the replay 2 s later"
