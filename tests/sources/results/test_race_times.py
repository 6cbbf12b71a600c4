"""Gaps to the winner, gaps to the one before and times of each rider are told apart by arithmetic."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.sources.found import FoundRace
from replay.sources.results.read_results import read_results

NAMES = ("Ana Ruiz", "Bea Holm", "Cleo Marsh", "Dora Fink", "Eva Grant", "Fay Hill")


def race_of(*figures: str, head: str = "Gap") -> FoundRace:
    """The race of a table with one column of figures."""
    lines = [
        f"{place};{name};{figure}" for place, (name, figure) in enumerate(zip(NAMES, figures, strict=False), start=1)
    ]
    (race,) = read_results("\n".join([f"Rank;Name;{head}", *lines]).encode(), "table").races
    return race


def gaps_of(race: FoundRace) -> list[float | None]:
    return [result.gap_s for result in race.results]


@pytest.mark.parametrize(
    ("figures", "gaps"),
    [
        (("", "+0.763", "+0.773", "+1.264"), (None, 0.763, 0.773, 1.264)),
        (("-", "0,763", "s.t.", "1,264"), (None, 0.763, 0.763, 1.264)),
        (("", "0.763", "0.010", "0.491"), (None, 0.763, 0.773, 1.264)),
        (("1:51.874", "1:52.637", "1:52.647", "1:53.138"), (None, 0.763, 0.773, 1.264)),
        (("1:51.874", "+0.763", "+0.773", "+1.264"), (None, 0.763, 0.773, 1.264)),
        (("10.132", "+0.763", '"', "+1.264"), (None, 0.763, 0.763, 1.264)),
        (("0.000", "0.763", "0.773", ""), (None, 0.763, 0.773, None)),
    ],
)
def test_gaps(figures: tuple[str, ...], gaps: tuple[float | None, ...]) -> None:
    assert gaps_of(race_of(*figures)) == list(gaps)


@pytest.mark.parametrize("head", ["Gap to previous", "Dif. al anterior", "Interval"])
def test_words_over_the_column_say_that_gaps_count_from_the_one_before(head: str) -> None:
    race = race_of("", "0.1", "0.2", "0.3", head=head)
    assert gaps_of(race) == [None, 0.1, pytest.approx(0.3), pytest.approx(0.6)]
    assert any("added up" in words for words in race.remarks)


def test_a_relegated_rider_with_a_small_gap_makes_no_gaps_to_the_one_before() -> None:
    table = "Rank;Name;Gap;Notes\n1;Ana Ruiz;;\n2;Bea Holm;+0.3;\n3;Cleo Marsh;+0.5;\n4;Dora Fink;+0.1;REL\n"
    (race,) = read_results(table.encode(), "table").races
    assert gaps_of(race) == [None, 0.3, 0.5, 0.1]


def test_time_and_gap_that_disagree_are_not_sure() -> None:
    table = "Rank;Name;Time;Gap\n1;Ana Ruiz;1:50.000;\n2;Bea Holm;1:50.100;0.100\n3;Cleo Marsh;1:50.300;0.900\n"
    (race,) = read_results(table.encode(), "table").races
    assert "gap_s" in race.results[2].unsure
    assert "gap_s" not in race.results[1].unsure


def test_a_short_time_of_the_winner_is_no_fact_where_nothing_says_of_what_it_is() -> None:
    race = race_of("10.132", "+0.763", head="Time")
    assert race.results[0].last_200_m_s == 10.132
    assert "last_200_m_s" in race.results[0].unsure


def test_a_rider_who_did_not_finish_has_no_gap() -> None:
    table = "Rank;Name;Gap\n1;Ana Ruiz;\n2;Bea Holm;0.1\nDNF;Cleo Marsh;0.2\n"
    (race,) = read_results(table.encode(), "table").races
    assert "gap_s" in race.results[2].unsure


@pytest.mark.parametrize(
    ("head", "figures"),
    [
        ("", ("47.08", "47.02")),
        ("Gap", ("47.08", "47.02")),
        ("Time", ("47.08", "47.02", "48.10")),
        ("", ("47.08", "48.10", "47.02")),
        ("Gap", ("47.08", "+47.02")),
        ("Gap", ("12.08", "11.90", "13.5")),
        ("", ("", "47.02")),
    ],
)
def test_figures_as_large_as_the_winners_own_are_no_gaps(head: str, figures: tuple[str, ...]) -> None:
    if head:
        race = race_of(*figures, head=head)
    else:
        rows = [
            f"{place}. {name} (ESP) {figure}"
            for place, (name, figure) in enumerate(zip(NAMES, figures, strict=False), start=1)
        ]
        (race,) = read_results("\n".join(["Men's keirin final", *rows]).encode(), "table").races
    for result in race.results:
        written = {"gap_s": result.gap_s, "time_s": result.time_s, "last_200_m_s": result.last_200_m_s}
        facts = {key for key, value in written.items() if value is not None and key not in result.unsure}
        assert facts <= ({"time_s"} if figures[1].startswith("+") and result.rank == 1 else set()), result


def test_a_figure_like_one_in_the_winners_row_is_no_gap() -> None:
    text = "Men's keirin final\n1. Ana Ruiz (ESP) 1:51.000 12.100\n2. Bea Moe (NOR) 1:51.500 12.000\n"
    (race,) = read_results(text.encode(), "table").races
    assert race.results[1].gap_s != 12.0 or "gap_s" in race.results[1].unsure


thousandths = st.lists(st.integers(1, 3000), min_size=3, max_size=5).filter(
    lambda steps: any(after < before for before, after in pairwise(steps))
)


@given(thousandths)
def test_the_same_race_in_three_ways(steps: list[int]) -> None:
    """Where a gap to the one before is smaller than that above it, all three ways of writing say the same."""
    totals = list(accumulate(steps))
    to_winner = gaps_of(race_of("", *(f"+{total / 1000:.3f}" for total in totals)))
    to_before = gaps_of(race_of("", *(f"+{step / 1000:.3f}" for step in steps)))
    times = gaps_of(race_of("1:40.000", *(f"1:{40 + total / 1000:06.3f}" for total in totals)))
    expected = [None, *(pytest.approx(total / 1000) for total in totals)]
    assert to_winner == expected
    assert to_before == expected
    assert times == expected


@pytest.mark.parametrize(
    "line",
    [
        "Winner's last 200 m: 9.912",
        "Last 200 m 9.912",
        "last 200: 9.912s",
        "200 m: 9,912",
        "Siegerzeit letzte 200 m: 9,912",
        "Temps du vainqueur sur les 200 derniers mètres : 9,912",
        "Time of the winner over the last 200 metres: 9.912 (72.639 km/h)",
    ],
)
def test_a_line_below_the_rows_times_the_winner_over_the_last_200_m(line: str) -> None:
    (race,) = read_results(
        f"Men's keirin final\n1. Ann Ray (GBR)\n2. Bo Lee (FRA) +0.1\n\n{line}\n".encode(), "t"
    ).races
    assert [result.last_200_m_s for result in race.results] == [9.912, None]


def test_a_line_that_times_a_lap_is_listed() -> None:
    text = "Men's keirin final\n1. Ann Ray (GBR)\n2. Bo Lee (FRA) +0.1\nlast lap 14.2\n"
    assert "the time of a lap: it may be written under `times`" in [
        n.why for n in read_results(text.encode(), "t").unread
    ]


def test_a_line_that_times_a_winner_of_whom_no_row_was_read_is_listed() -> None:
    text = "Winner's last 200 m: 9.912\nMen's keirin final\n1. Ann Ray (GBR)\n2. Bo Lee (FRA) +0.1\n"
    reading = read_results(text.encode(), "t")
    assert [piece.origin.line for piece in reading.unread] == [1]


def test_a_minus_before_a_gap_is_no_part_of_a_name() -> None:
    text = "Keirin women final\n1 Ann RAY AUS\n2 Bea MOLLER NOR -0.113\n3 Cy FOX POL \u22120.2\n"
    (race,) = read_results(text.encode(), "t").races
    assert [(r.rider.last, r.rider.nation, r.gap_s) for r in race.results[1:]] == [
        ("Moller", "NOR", 0.113),
        ("Fox", "POL", 0.2),
    ]
