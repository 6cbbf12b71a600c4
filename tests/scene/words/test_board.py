"""The board: rows of the tower and the counter, as they are read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.motion.standings import standings_at
from replay.motion.trajectory import Motion
from replay.race.facts import Race, Result
from replay.race.status import Status
from replay.scene.looks import looks_of
from replay.scene.words.board import Board, heading_of, make_board
from replay.scene.words.tower_order import row_changes
from tests.helpers.motions import race_of
from tests.helpers.situations import all_live, ridden
from tests.scene.camera.test_slow_part import race as slow_race

FIELD = ridden(0.0, "A...B.C", 110.0, "A...B.C")
"""B is 8 m or 0.533 s behind, C 12 m or 0.8 s; the first crosses at 100 s."""

RESULTS = (Result("A", 1, 0.0), Result("B", 2, 0.533), Result("C", 3, 0.8))
DISQUALIFIED = (Result("A", status=Status.DSQ), Result("B", 1, 0.0), Result("C", 2, 0.267))
UNPLACED = (Result("A", 1, 0.0), Result("B"), Result("C", 2))
CLOSE = ridden(0.0, "ACB", 99.9, "ACB", 100.2, "ABC", 101.0, "ABC")
"""When A crosses, C is before B; B passes him before they cross."""

ALONE = ridden(0.0, "A", 110.0, "A")
FALL = ridden(0.0, "A.B.C", 110.0, "A.B.C", falls_s={"C": 60.0})
STOPPED = ridden(0.0, "A.B.C", 110.0, "A.B.C", falls_s={"C": 60.0}, stop_s=64.0)


def board_of(motion: Motion, results: tuple[Result, ...]) -> Board:
    race = race_of(motion, results=results)
    return make_board(race, motion, looks_of(race), all_live(motion))


def tower_at(motion: Motion, results: tuple[Result, ...], time_s: float) -> str:
    tower = board_of(motion, results).tower(time_s, standings_at(motion, time_s), shown=1.0)
    return ", ".join(f"{row.place} {row.look.name} {row.gap}".strip() for row in tower.rows)


@pytest.mark.parametrize(
    ("motion", "results", "time_s", "rows"),
    [
        pytest.param(FIELD, RESULTS, 50.0, "1 A 0.0, 2 B +0.5, 3 C +0.8", id="live gaps have one decimal"),
        pytest.param(FIELD, RESULTS, 100.3, "1 A 0.0, 2 B +0.533, 3 C +0.8", id="who crosses soon has his"),
        pytest.param(
            FIELD, RESULTS, 100.0, "1 A 0.0, 2 B +0.5, 3 C +0.8", id="what was timed is known before it is at the line"
        ),
        pytest.param(FIELD, RESULTS, 100.45, "1 A 0.0, 2 B +0.533, 3 C +0.8", id="at the line the timed gap"),
        pytest.param(FIELD, RESULTS, 101.0, "1 A 0.0, 2 B +0.533, 3 C +0.800", id="of all in the end"),
        pytest.param(FIELD, RESULTS[:2], 101.0, "1 A 0.0, 2 B +0.533, 3 C ~0.8", id="one without a timed gap"),
        pytest.param(FIELD, DISQUALIFIED, 101.0, "DSQ A, 1 B 0.0, 2 C +0.267", id="a status in the end"),
        pytest.param(ALONE, RESULTS[:1], 50.0, "1 A", id="in a walk-over nobody leads by anything"),
        pytest.param(FIELD, UNPLACED, 99.9, "1 A 0.0, 2 B +0.5, 3 C +0.8", id="live places"),
        pytest.param(FIELD, UNPLACED, 100.0, "1 A 0.0, – B ~0.5, 3 C ~0.8", id="a place not known is none"),
        pytest.param(FALL, RESULTS, 60.4, "1 A 0.0, 2 B +0.3, 3 C +0.5", id="one sees a fall first"),
        pytest.param(FALL, RESULTS[:2], 101.0, "1 A 0.0, 2 B +0.533, 3 C ~0.5", id="who falls and finishes is in"),
        pytest.param(STOPPED, (), 60.6, "1 A 0.0, 2 B +0.3, DNF C", id="who falls and does not is out"),
        pytest.param(STOPPED, (), 64.0, "– A, – B, DNF C", id="a stopped race has neither places nor gaps"),
    ],
)
def test_rows(motion: Motion, results: tuple[Result, ...], time_s: float, rows: str) -> None:
    assert tower_at(motion, results, time_s) == rows


LEVEL_WIN = replace(ridden(0.0, "AB.C", 110.0, "AB.C"), finish_s=np.array([100.0, 100.0, 100.4]))
LEVEL_SECOND = replace(ridden(0.0, "A..BC", 110.0, "A..BC"), finish_s=np.array([100.0, 100.5, 100.5]))


def firsts_at(motion: Motion, results: tuple[Result, ...], time_s: float) -> str:
    """Who is marked as the first."""
    rows = board_of(motion, results).tower(time_s, standings_at(motion, time_s), shown=1.0).rows
    return "".join(row.look.name for row in rows if row.leader)


def test_over_the_line_all_winners_of_a_dead_heat_are_first() -> None:
    results = (Result("A", 1), Result("B", 1), Result("C", 3))
    assert firsts_at(LEVEL_WIN, results, 99.0) == "A"
    assert firsts_at(LEVEL_WIN, results, 100.0) == "AB"
    assert firsts_at(LEVEL_WIN, results, 109.0) == "AB"
    assert firsts_at(LEVEL_WIN, (Result("A", 1), Result("B", 2), Result("C", 3)), 109.0) == "A"


@pytest.mark.parametrize(
    ("time_s", "rows"),
    [
        pytest.param(99.0, "1 A 0.0, 2 B +0.4, 3 C +0.5", id="they are one behind the other"),
        pytest.param(100.1, "1 A 0.0, =2 B ~0.4, =2 C ~0.4", id="once the first has come in"),
        pytest.param(109.0, "1 A 0.0, =2 B ~0.5, =2 C ~0.5", id="all have"),
    ],
)
def test_riders_who_come_level_have_one_place_and_one_gap(time_s: float, rows: str) -> None:
    assert tower_at(LEVEL_SECOND, (Result("A", 1), Result("B", 2), Result("C", 2)), time_s) == rows


@pytest.mark.parametrize("time_s", [CLOSE.finish_s[0] - 5e-5, 100.0, 100.02, 101.0])
def test_at_the_line_the_tower_has_the_result(time_s: float) -> None:
    results = (Result("A", 1, 0.0), Result("B", 2, 0.14), Result("C", 3, 0.25))
    assert tower_at(CLOSE, results, time_s) == "1 A 0.0, 2 B +0.140, 3 C +0.250"


@pytest.mark.parametrize(
    ("time_s", "laps", "bell", "metres"),
    [
        (0.0, 6, False, 1500.0),
        (49.9, 4, False, 751.5),
        (50.01, 3, False, 749.85),
        (83.4, 1, True, 249.0),
        (99.9, 1, True, 1.5),
        (100.01, 0, False, 0.0),
    ],
)
def test_the_counter(time_s: float, laps: int, bell: bool, metres: float) -> None:
    counter = board_of(FIELD, RESULTS).counter(time_s, standings_at(FIELD, time_s), shown=1.0)
    assert (counter.laps_to_go, counter.bell) == (laps, bell)
    assert counter.metres_to_go == pytest.approx(metres, abs=1e-6)


@pytest.mark.parametrize(("after_s", "roll"), [(0.0, 0.0), (0.15, 0.5), (0.3, 1.0)])
def test_the_counter_rolls_when_it_changes(after_s: float, roll: float) -> None:
    time_s = 50.0 + 1e-6 + after_s
    counter = board_of(FIELD, RESULTS).counter(time_s, standings_at(FIELD, time_s), shown=1.0)
    assert counter.roll == pytest.approx(roll, abs=1e-4)


@pytest.mark.parametrize(
    ("motion", "orders"),
    [
        pytest.param(ridden(0.0, "A.B.C", 9.0, "A.B.C"), ["ABC"], id="nobody moves"),
        pytest.param(ridden(0.0, "A.B.C", 4.0, "A.B.C", 5.0, "B.A.C", 9.0, "B.A.C"), ["ABC", "BAC"], id="a change"),
        pytest.param(
            ridden(0.0, "A.B", 4.0, "A.B", 4.1, "B.A", 4.2, "B.A", 4.3, "A.B", 9.0, "A.B"), ["AB"], id="a flicker"
        ),
    ],
)
def test_the_tower_follows_an_order_that_lasts(motion: Motion, orders: list[str]) -> None:
    changes = row_changes(motion, all_live(motion))
    shown = ["".join(motion.riders[rider] for rider in np.argsort(rows)) for rows in changes.rows]
    assert shown == orders


def test_rows_slide() -> None:
    motion = ridden(0.0, "A.B", 4.0, "A.B", 5.0, "B.A", 9.0, "B.A")
    changes = row_changes(motion, all_live(motion))
    changed_s = float(changes.video_s[1])
    assert changes.rows_at(changed_s).tolist() == [0.0, 1.0]
    assert changes.rows_at(changed_s + 0.15).tolist() == pytest.approx([0.5, 0.5])
    assert changes.rows_at(changed_s + 0.3).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("round_", "heat", "heading"), [("final", "A", "FINAL A"), ("semifinal", None, "SEMIFINAL"), (None, None, "KEIRIN")]
)
def test_heading(round_: str | None, heat: str | None, heading: str) -> None:
    race: Race = race_of(FIELD)
    assert heading_of(replace(race, event=replace(race.event, round=round_, heat=heat))) == heading


def _from_rest(apart_m: float, late_s: float = 1.0) -> Motion:
    """A and B at rest, B behind; they come to 12 m/s within 8 s, B later."""
    even = ridden(0.0, "AB", 60.0, "AB", event_m=1e6)
    times = even.path.time_s
    gone = np.array([np.clip(times - late, 0.0, None) for late in (0.0, late_s)])
    ways = np.where(gone < 8.0, 0.75 * gone**2, 48.0 + 12.0 * (gone - 8.0)) - np.array([[0.0], [apart_m]])
    return replace(even, path=replace(even.path, distance_m=ways))


@pytest.mark.parametrize(
    ("apart_m", "time_s", "rows"),
    [
        pytest.param(4.0, 3.0, "1 A, 2 B", id="he is not where the first began"),
        pytest.param(4.0, 5.0, "1 A, 2 B", id="not over the first metres"),
        pytest.param(4.0, 12.0, "1 A 0.0, 2 B +1.3", id="as one rides"),
    ],
)
def test_a_standing_start_has_no_gaps_before_all_are_over_the_first_metres(
    apart_m: float, time_s: float, rows: str
) -> None:
    assert tower_at(_from_rest(apart_m), (), time_s) == rows


def test_who_does_not_come_over_the_first_metres_does_not_hold_back_the_gaps() -> None:
    assert tower_at(_from_rest(4.0, late_s=50.0), (), 30.0).startswith("1 A 0.0, 2 B +")


def test_who_stands_still_in_a_ride_that_is_stopped_later_is_not_out() -> None:
    """Riders of a sprint stand and ride on: only who stands to the end has stopped."""
    stands = slow_race(still=(30.0, 42.0))
    motion = replace(stands, riders=("A", "B"), finish_s=np.array([np.nan, np.nan]), stop_s=90.0)
    assert all("DNF" not in tower_at(motion, (), time_s) for time_s in (35.0, 50.0, 80.0))
