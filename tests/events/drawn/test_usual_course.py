"""A race of which nothing is told: its course and gaps are drawn by lot, one file one race."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from replay.events.drawn.usual_course import (
    DRAWN_GAPS_S,
    USUAL_GAP_S,
    drawn_gaps,
    drawn_order,
    is_result_only,
    usual_course,
)
from replay.events.keirin import Keirin
from replay.race.facts import Race
from replay.race.story.efforts.attack_fact import AttackFact
from tests.helpers.race_files import read, small

_NAMES = ("Abe", "Bru", "Cox", "Dahl", "Eck", "Fox")


def only_places(title: str, names: tuple[str, ...] = _NAMES, story: str = "") -> Race:
    """A race of which only the places are known."""
    riders = "".join(f"  - {{last: {name}}}\n" for name in names)
    places = "".join(f"  - {{rider: {name}, rank: {place}}}\n" for place, name in enumerate(names, start=1))
    head = (
        f"schema: 1\nmeet: {{title: {title}}}\nevent: {{kind: keirin, category: men, distance_m: 1500}}\ntrack: izu\n"
    )
    return read(f"{head}riders:\n{riders}results:\n{places}{story}")


MANY = [only_places(f"Night {number}") for number in range(80)]


def test_a_race_is_result_only_if_nothing_binds_its_motion() -> None:
    assert is_result_only(MANY[0])
    assert is_result_only(only_places("A", story="story:\n  - {when: bell, caption: The bell}\n"))
    assert is_result_only(only_places("A", story="story:\n  - {when: finish, order: [Abe, Bru]}\n"))
    assert not is_result_only(only_places("A", story="story:\n  - {when: bell, attack: Cox}\n"))
    assert not is_result_only(read(small()))


def test_one_file_gives_one_course() -> None:
    for race in MANY[:10]:
        assert usual_course(race, 750.0) == usual_course(race, 750.0)
    assert len({usual_course(race, 750.0) for race in MANY}) > 40


def test_where_something_is_told_nothing_is_drawn() -> None:
    told = only_places("A", story="story:\n  - {when: bell, attack: Cox}\n")
    assert usual_course(told, 750.0) == ()
    assert drawn_gaps(told, 4) == [USUAL_GAP_S] * 4


def test_what_is_drawn_is_no_fact() -> None:
    for race in MANY:
        course = usual_course(race, 750.0)
        assert course
        assert all(fact.imagined and fact.source is None and not fact.main for fact in course)
        assert not {fact.id for fact in course} & {fact.id for fact in race.story}
        assert len({fact.id for fact in course}) == len(course)
        assert {named.name for fact in course for named in fact.named} <= set(race.crossers)


@pytest.mark.parametrize("raced_m", [100.0, 400.0, 750.0, 5000.0])
def test_moments_are_in_the_sprint_that_is_raced(raced_m: float) -> None:
    for race in MANY:
        assert all(0 < fact.when.value < min(raced_m, 750.0) for fact in usual_course(race, raced_m))


def test_winners_come_from_everywhere() -> None:
    """Some go first, some are led to the last bend, some come from behind."""
    goes = [
        fact.rider == race.winner for race in MANY for fact in usual_course(race, 750.0) if isinstance(fact, AttackFact)
    ]
    assert 0.1 < np.mean(goes) < 0.9


def test_two_riders_have_no_course_and_three_have_one() -> None:
    assert usual_course(only_places("A", _NAMES[:2]), 750.0) == ()
    assert usual_course(only_places("A", _NAMES[:3]), 750.0)


def test_gaps_are_like_those_of_real_keirins() -> None:
    gaps = np.array([gap for race in MANY for gap in drawn_gaps(race, 6)])
    assert DRAWN_GAPS_S[0] <= gaps.min() <= gaps.max() <= DRAWN_GAPS_S[1]
    assert math.exp(np.log(gaps).mean()) == pytest.approx(USUAL_GAP_S, rel=0.25)
    assert 0.2 < np.mean(gaps < 0.04) < 0.35
    assert 0.15 < np.mean(gaps > 0.214) < 0.3


def test_the_draw_is_by_lot_where_nothing_is_told_and_known_places_stand() -> None:
    first = {Keirin().start_order(race, {})[0] for race in MANY}
    assert first == set(_NAMES)
    known = only_places("A", story="start_order: [Eck, unknown, Fox]\n")
    order = Keirin().start_order(known, {})
    assert (order[0], order[2]) == ("Eck", "Fox")
    assert sorted(drawn_order(known, _NAMES)) == sorted(_NAMES)


def test_of_who_came_in_late_no_course_is_drawn() -> None:
    """Nobody leads at the bell who was left behind by the clock, nor who came in after him."""
    for race in MANY:
        gaps = {"Abe": 0.0, "Bru": 0.1, "Cox": 0.3, "Dahl": 0.4, "Eck": 4.1}
        timed = replace(race, results=tuple(replace(one, gap_s=gaps.get(one.rider)) for one in race.results))
        named = {one.name for fact in usual_course(timed, 750.0) for one in fact.named}
        assert named <= {"Abe", "Bru", "Cox", "Dahl"}


def test_three_make_a_course_however_far_apart_they_came_in() -> None:
    for race in MANY:
        timed = replace(race, results=tuple(replace(one, gap_s=3.0 * place) for place, one in enumerate(race.results)))
        facts = usual_course(timed, 750.0)
        assert facts
        assert {one.name for fact in facts for one in fact.named} <= {"Abe", "Bru", "Cox"}
