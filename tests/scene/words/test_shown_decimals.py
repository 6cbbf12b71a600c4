"""Timed gaps are shown with as many decimals as their file has, wherever they are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.charts.drawing import end_label
from replay.motion.standings import standings_at
from replay.race.facts import Race, Result
from replay.race.status import Status
from replay.scene.looks import looks_of
from replay.scene.words.board import make_board
from replay.scene.words.race_cards import make_cards
from tests.helpers.motions import race_of
from tests.helpers.race_files import read, small
from tests.helpers.situations import all_live, ridden

FIELD = ridden(0.0, "A...B.C", 110.0, "A...B.C")
RESULTS = (Result("A", 1, 0.0), Result("B", 2, 0.5), Result("C", 3, 0.8))


def timed(decimals: int) -> Race:
    return replace(race_of(FIELD, results=RESULTS), gap_decimals=decimals)


@pytest.mark.parametrize(("decimals", "gaps"), [(1, ["+0.5", "+0.8"]), (2, ["+0.50", "+0.80"])])
def test_tower_cards_finish_image_and_charts_show_the_decimals_of_the_file(decimals: int, gaps: list[str]) -> None:
    race = timed(decimals)
    looks = looks_of(race)
    board = make_board(race, FIELD, looks, all_live(FIELD))
    tower = board.tower(109.0, standings_at(FIELD, 109.0), shown=1.0)
    cards = make_cards(race, FIELD, looks)
    assert [row.gap for row in tower.rows][1:] == gaps
    assert [line.gap for line in cards.result.lines][1:] == gaps
    assert str(cards.result.margin) == f"{gaps[0]} s"
    assert cards.finish is not None
    assert cards.finish.decimals == decimals
    assert [line.gap for line in cards.finish.lines][1:] == gaps
    assert [end_label(race, name).words for name in "BC"] == gaps


@pytest.mark.parametrize(
    ("changes", "decimals"),
    [
        ((), 2),
        ((("gap_s: 0.25", "gap_s: 0.3"),), 1),
        ((("gap_s: 0.25", "gap_s: 0.254"),), 3),
        ((("gap_s: 0.25", "gap_s: 0,254"),), 3),
        ((("gap_s: 0.25", "gap_s: 1"),), 1),
        ((("gap_s: 0.1}", "gap_s: 1}"), ("gap_s: 0.25", "gap_s: 2")), 0),
        ((("rank: 1}", "rank: 1, time_s: 1:51.874}"),), 3),
        ((("rank: 1}", "rank: 1, time_s: PT1M51.8S}"), ("gap_s: 0.25", "gap_s: 0.3")), 1),
        (((", gap_s: 0.1}", "}"), (", gap_s: 0.25", "")), 3),
    ],
)
def test_a_table_has_the_decimals_of_its_most_precise_number(
    changes: tuple[tuple[str, str], ...], decimals: int
) -> None:
    assert read(small(*changes)).gap_decimals == decimals


def test_decimals_change_no_motion() -> None:
    assert read(small(("gap_s: 0.1}", "gap_s: 0.100}"))).key == read(small()).key


def test_who_was_first_over_the_line_and_lost_the_win_makes_no_margin() -> None:
    """The winner did not win by so much less than nothing."""
    results = (Result("B", 1, 0.0), Result("A", 2, -0.5, Status.REL), Result("C", 3, 0.3))
    race = race_of(FIELD, results=results)
    card = make_cards(race, FIELD, looks_of(race)).result
    assert card.margin is None
