"""What is drawn by lot stays as it is drawn when a file is corrected, and is another in another race."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.events.drawn.lots import identity_of, lot
from replay.events.drawn.usual_course import drawn_gaps, drawn_order, usual_course
from replay.race.facts import Race
from replay.race.shown import RideOfMatch
from replay.racefile.reader import parse_race

RESULT_ONLY = """
schema: 1
meet: {title: Night of Brno, venue: Brno, date: 2026-05-02}
event: {kind: keirin, category: women, round: final, heat: A, distance_m: 1500}
track: olympic-250
riders: [{first: Ana, last: Ruiz}, {last: Møller}, {last: Tjon En Fa}, {last: Kim}, {last: Duval}]
results:
  - {rider: Ruiz, rank: 1}
  - {rider: Møller, rank: 2, gap_s: 0.113}
  - {rider: Tjon En Fa, rank: 3, gap_s: 0.2}
  - {rider: Kim, rank: 4, gap_s: 0.31}
  - {rider: Duval, rank: 5}
"""


def race(*changes: tuple[str, str]) -> Race:
    text = RESULT_ONLY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse_race(text.encode())


@pytest.mark.parametrize(
    "change",
    [
        ("gap_s: 0.113", "gap_s: 0.131"),
        ("Møller", "Moller"),
        ("Møller", "MØLLER"),
        ("first: Ana", "first: Anna"),
        ("Night of Brno", "The Night of Brno"),
        ("venue: Brno", "venue: Brno Velodrome"),
        ("category: women", "category: Women Elite"),
        ("schema: 1", "schema: 1\nheadline: Ruiz from nowhere"),
        ("riders: [{first: Ana, last: Ruiz}, {last: Møller}", "riders: [{last: Møller}, {first: Ana, last: Ruiz}"),
    ],
    ids=lambda change: change[1][:30],
)
def test_a_correction_is_no_other_race(change: tuple[str, str]) -> None:
    assert identity_of(race(change)) == identity_of(race())


@pytest.mark.parametrize(
    "change",
    [
        ("2026-05-02", "2026-05-03"),
        ("heat: A", "heat: B"),
        ("round: final", "round: semifinal"),
        ("category: women", "category: junior women"),
        ("distance_m: 1500", "distance_m: 1250"),
        ("Duval", "Dubois"),
    ],
    ids=lambda change: change[1],
)
def test_another_race_is_drawn_anew(change: tuple[str, str]) -> None:
    assert identity_of(race(change)) != identity_of(race())
    assert lot(race(change), "course").random() != lot(race(), "course").random()


def test_a_corrected_gap_keeps_the_course() -> None:
    before, after = race(), race(("gap_s: 0.113", "gap_s: 0.131"))
    assert before.key != after.key
    assert usual_course(before, 1500.0) == usual_course(after, 1500.0) != ()
    assert drawn_order(before, before.starters) == drawn_order(after, after.starters)
    assert drawn_gaps(before, 2) == drawn_gaps(after, 2)


def test_a_corrected_order_keeps_how_the_race_was_won() -> None:
    swapped = race(("{rider: Ruiz, rank: 1}", "{rider: Ruiz, rank: 1, gap_s: 0}"))
    ranks = {"Ruiz": 2, "Møller": 1}
    results = tuple(replace(one, rank=ranks.get(one.rider, one.rank), gap_s=None) for one in swapped.results)
    others = replace(swapped, results=results)
    kinds = [[type(fact) for fact in usual_course(one, 1500.0)] for one in (swapped, others)]
    assert kinds[0] == kinds[1]


def test_rides_of_a_match_are_drawn_apart() -> None:
    rides = [replace(race(), match=RideOfMatch(number)) for number in (1, 2)]
    assert identity_of(rides[0]) != identity_of(rides[1])
