"""Start list and results in numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from replay.base.units import mps
from replay.reconstruction.problem.race_problem import Problem, problem_of
from replay.track.catalogue import load_track
from tests.helpers.fields import problem
from tests.helpers.race_files import FINAL, read, small


def names(of: Problem, rows: tuple[int, ...]) -> str:
    return "".join(of.riders[row] for row in rows)


def test_rows_are_in_file_order_and_gaps_with_their_riders() -> None:
    found = problem("CAB", gaps=[0, 0.25, None])
    assert found.riders == ("A", "B", "C")
    assert_allclose(found.gap_s, [0.25, np.nan, 0.0])
    assert names(found, found.crossing) == "CAB"
    assert found.winner == found.riders.index("C")


@pytest.mark.parametrize("places", [["B", "A", "D", "C"], ["unknown", "D"], ["C", "unknown", "A"], []])
def test_known_places_are_kept_and_the_others_are_called_invented(places: list[str]) -> None:
    found = problem("ABCD", start_order=places)
    queue = names(found, found.queue)
    assert sorted(queue) == list("ABCD")
    for place, name in enumerate(places):
        assert name in ("unknown", queue[place])
    assert set(found.invented) == set("ABCD") - set(places)


def test_who_is_told_to_lead_early_is_filled_in_early() -> None:
    story = ({"when": "5 laps to go", "order": ["D", "B"]},)
    found = problem("ABCD", story=story)
    assert found.queue.index(found.index("D")) < found.queue.index(found.index("B"))


def test_the_pacer_of_the_final() -> None:
    found = problem_of(read(FINAL.read_bytes()), load_track("izu"))
    assert found.pacer is not None
    assert (found.pull_off_m, found.pull_off_s) == pytest.approx((750.0, 67.5))
    assert (found.pacer.from_mps, found.pacer.to_mps) == pytest.approx((mps(30), mps(50)))


@pytest.mark.parametrize(
    ("off", "metres"),
    [("3 laps to go", 750), ("2 laps to go", 1000), ("600 m to go", 900), ("54 s", 600), ("2.5 laps to go", 875)],
)
def test_where_the_pacer_leaves(off: str, metres: float) -> None:
    assert problem("AB", pacer={"from_kmh": 30, "to_kmh": 50, "off": off}).pull_off_m == pytest.approx(metres)


def test_the_main_account_says_where_the_pacer_leaves() -> None:
    story = ({"when": "2 laps to go", "pacer_off": True, "main": True},)
    assert problem("AB", story=story).pull_off_m == pytest.approx(1000)
    assert problem("AB", story=({**story[0], "main": False},)).pull_off_m == pytest.approx(750)


def test_without_a_pacer_racing_begins_at_the_gun() -> None:
    found = problem("AB", pacer="none")
    assert found.pacer is None
    assert (found.pull_off_m, found.pull_off_s) == (0.0, 0.0)


def test_riders_who_did_not_start_are_nowhere() -> None:
    absent = small(("rank: 3, gap_s: 0.25", "status: DNS"))
    found = problem_of(read(absent), load_track("izu"))
    assert found.riders == ("Ruiz", "Møller")
    assert len(found.queue) == 2


def test_a_fallen_rider_is_known_by_his_result() -> None:
    text = small(("rank: 3, gap_s: 0.25", "status: DNF"), ("attack: Ruiz", "crash: Tjon En Fa"))
    found = problem_of(read(text), load_track("izu"))
    assert [found.riders[row] for row, _ in found.fallen] == ["Tjon En Fa"]
    assert found.index("Tjon En Fa") not in found.crossing


def test_a_relegated_rider_keeps_his_negative_gap() -> None:
    text = small(("rank: 3, gap_s: 0.25", "rank: 3, gap_s: -0.1, status: REL"))
    found = problem_of(read(text), load_track("izu"))
    assert found.gap_s[found.index("Tjon En Fa")] == -0.1
    assert [found.riders[row] for row in found.crossing] == ["Tjon En Fa", "Ruiz", "Møller"]


def test_the_winner_s_own_time_is_kept() -> None:
    found = problem_of(read(small(("rank: 1}", "rank: 1, time_s: 111.2}"))), load_track("izu"))
    assert found.winner_s == 111.2


def test_an_untimed_rider_comes_at_least_as_late_as_who_was_timed_before_him() -> None:
    of = problem("ABCD", gaps=[0, None, 9.0, None])
    assert [of.least_gap_s(of.index(name)) for name in "ABCD"] == [0.0, 0.0, 9.0, 9.0]
    assert np.isnan(replace(of, crossing=of.crossing[:3]).least_gap_s(of.index("D")))
