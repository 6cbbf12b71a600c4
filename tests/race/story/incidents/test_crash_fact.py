"""A rider falls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import pytest

from replay.motion.trajectory import Path
from replay.race.story.finding import Finding
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


def slid(direction: str | None, metres: float) -> Finding:
    """The finding on B, who falls at 5 s and is so much higher up a second later and from then on."""
    fact = crash({"rider": "B"} | ({"slides": direction} if direction else {}))
    seen = evidence(field("A.B.C"), fall_s={"B": 5.0})
    path, later = seen.motion.path, np.clip(seen.motion.path.time_s - 5.0, 0.0, 1.0)
    height = path.height_m + np.outer([0.0, 1.0, 0.0], metres * later)
    motion = replace(seen.motion, path=Path(path.time_s, path.distance_m, height))
    return found(fact, replace(seen, motion=motion))


@pytest.mark.parametrize(
    ("direction", "metres", "so"),
    [("up", 1.0, True), ("up", 0.2, False), ("up", -1.0, False), ("down", -1.0, True), ("down", 1.0, False)],
)
def test_which_way_he_slides_is_seen_where_it_is_told(direction: str, metres: float, so: bool) -> None:
    finding = slid(direction, metres)
    assert finding.is_missed is not so
    assert finding.unit == "m"
    assert not slid(None, metres).is_missed


def test_heights_are_asked_where_a_way_is_told() -> None:
    fact = crash({"rider": "B", "down": "C", "slides": "up"})
    rows = fact.heights_asked(field("A.B.C"))
    assert [(row.riders, row.since_s) for row in rows] == [(((1, 1.0),), 5.0), (((2, 1.0),), 5.3)]
    assert BOTH.heights_asked(field("A.B.C")) == ()
    assert "down the boards" in fact.sentence(Amounts(0.5, -0.9, "m"))
    assert fact.words == "B and C crash and slide up the boards"


def test_mistakes_of_the_way() -> None:
    assert "slides" in item_mistakes("crash: {rider: Ruiz, slides: sideways}")


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
