"""Results as commissaires publish them: ranks with holes, status beside rank, dead heats, long gaps, all codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from replay.race.status import Crossed, Status
from replay.racefile.assemble import key_of
from tests.helpers.race_files import SMALL, mistakes, read, small

FOUR = SMALL.replace("results:", "  - {first: Di, last: Li, nation: CHN}\nresults:").replace(
    "  - {rider: Tjon En Fa, rank: 3, gap_s: 0.25}\n",
    "  - {rider: Tjon En Fa, rank: 3, gap_s: 0.25}\n  - {rider: Li, rank: 4, gap_s: 0.5}\n",
)
DOCS = Path(__file__).resolve().parents[2] / "docs" / "race-file.md"


def four(*lines: str) -> str:
    """A race of Ruiz, Møller, Tjon En Fa and Li with these lines of the result."""
    written = "".join(f"  - {{rider: {name}, {line}}}\n" for name, line in zip(NAMES, lines, strict=True))
    return FOUR[: FOUR.index("results:\n")] + "results:\n" + written + FOUR[FOUR.index("sources:") :]


NAMES = ("Ruiz", "Møller", "Tjon En Fa", "Li")
WORDS = {Crossed.NO: "no", Crossed.IF_TIMED: "with a gap", Crossed.IF_PLACED: "with a rank or a gap"}


@pytest.mark.parametrize(
    "lines",
    [
        ("rank: 1", "rank: 2, gap_s: 0.1", "rank: 3, gap_s: 0.2", "rank: 6, status: REL"),
        ("rank: 1", "rank: 2, gap_s: 0.1", "status: DNF", "rank: 6, status: REL"),
        ("rank: 1", "rank: 2, gap_s: 0.1", "rank: 3, gap_s: 0.2", "rank: 4, status: DNF"),
        ("rank: 1", "rank: 3, gap_s: 0.1", "rank: 3, gap_s: 0.1", "rank: 6"),
        ("rank: 7", "rank: 9", "rank: 12", "rank: 12, status: DNS"),
        ("rank: 1", "rank: 2, gap_s: 38.2", "rank: 3, gap_s: 99", "status: ABD"),
        ("rank: 1", "rank: 2, gap_s: 0.1", "rank: 2, gap_s: 0.1", "rank: 4, gap_s: 0.5"),
        ("rank: 1", "rank: 2, gap_s: 0.1", "rank: 2, gap_s: 0.1", "rank: 3, gap_s: 0.5"),
        ("rank: 1", "rank: 1", "rank: 1", "rank: 1"),
        ("rank: 1", "rank: 1", "rank: 3", "rank: 3"),
    ],
)
def test_ranks_as_they_are_published(lines: tuple[str, ...]) -> None:
    assert read(four(*lines)).winner == "Ruiz"


@pytest.mark.parametrize("code", [str(status) for status in Status])
@pytest.mark.parametrize("written", [str.upper, str.lower, str.title])
def test_every_code_in_any_case(code: str, written: object) -> None:
    text = small(("rank: 3, gap_s: 0.25", f"status: {written(code)}"))  # type: ignore[operator]
    result = read(text).results[2]
    assert result.status is Status(code)
    assert result.started is result.status.starts
    assert not result.crossed


@pytest.mark.parametrize("written", ["D.N.F.", "dnf.", "D. N. F.", "Did not finish"])
def test_codes_with_periods_and_their_words(written: str) -> None:
    result = read(small(("rank: 3, gap_s: 0.25", f"status: {written}"))).result("Tjon En Fa")
    assert result is not None
    assert result.status is Status.DNF


def gaps(*lines: str) -> list[float | None]:
    return [result.gap_s for result in read(four(*lines)).results]


@pytest.mark.parametrize("same", ["s.t.", "m.t.", "st", "'\"'", "..", "same time"])
def test_the_same_time_is_the_gap_of_the_line_before(same: str) -> None:
    assert gaps("rank: 1", "rank: 2, gap_s: 0.1", f"rank: 3, gap_s: {same}", f"rank: 4, gap_s: {same}") == [
        0.0, 0.1, 0.1, 0.1,
    ]  # fmt: skip
    assert gaps("rank: 1", f"rank: 2, gap_s: {same}", "rank: 3, gap_s: 0.2", "rank: 4") == [0.0, 0.0, 0.2, None]


def test_the_same_time_as_a_rider_whose_time_is_known() -> None:
    found = gaps("rank: 1, time_s: 110.5", "rank: 2, time_s: 110.6", "rank: 3, gap_s: s.t.", "status: DNF")
    assert found == [0.0, pytest.approx(0.1), pytest.approx(0.1), None]


@pytest.mark.parametrize("before", ["rank: 2", "status: DNF"])
def test_the_same_time_as_nobody_is_a_mistake(before: str) -> None:
    assert "gap_s is s.t., and the line before it has no gap" in mistakes(
        four("rank: 1", before, "rank: 3, gap_s: s.t.", "rank: 4")
    )


@pytest.mark.parametrize("written", ['"1,500"', "1.500,0", "1 500", "1,500 m", "1,500.0", "1.5 km", "1'500"])
def test_distances_as_they_are_printed(written: str) -> None:
    assert read(small(("distance_m: 1500", f"distance_m: {written}"))).event.distance_m == 1500.0


def test_who_shares_the_second_place_where_nobody_has_the_first() -> None:
    shown = mistakes(small(("rank: 1}", "rank: 2}")))
    assert "10:25: Ruiz and Møller both have rank 2, 0.1 s apart" in shown
    assert "is it 1?" in shown
    assert "won" not in shown
    both = mistakes(small(("rank: 1}", "rank: 2}"), ("rank: 3", "rank: 2")))
    assert [both.count(words) for words in ("is it 1?", "is it 3?", "won")] == [1, 1, 0]


@pytest.mark.parametrize("status", list(Status))
def test_what_a_code_says_of_the_line(status: Status) -> None:
    timed = small(("rank: 3, gap_s: 0.25", f"gap_s: 0.25, status: {status}"))
    if status.crossed is Crossed.NO:
        assert "Tjon En Fa has a gap and did not finish" in mistakes(timed)
    else:
        assert read(timed).crossers == ("Ruiz", "Møller", "Tjon En Fa")
    ranked = read(small(("rank: 3, gap_s: 0.25", f"rank: 3, status: {status}")))
    assert ("Tjon En Fa" in ranked.crossers) is (status.crossed is Crossed.IF_PLACED)
    assert ("Tjon En Fa" in ranked.starters) is status.starts
    assert ranked.place_of("Tjon En Fa") == f"3 {status}"


def test_the_document_says_what_codes_mean() -> None:
    rows = re.findall(r"^\| `([A-Z]+)` \| (.+?) \| (.+?) \| (.+?) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(str(s), s.words, "yes" if s.starts else "no", WORDS[s.crossed]) for s in Status]


def test_who_was_withdrawn_during_the_race_started() -> None:
    assert "Li" not in read(four("rank: 1", "rank: 2", "rank: 3", "status: WDN")).starters
    race = read(four("rank: 1", "rank: 2", "rank: 3", "status: wdn, started: true"))
    assert "Li" in race.starters
    assert "Li" not in race.crossers


def test_a_reason_is_read_and_changes_no_motion() -> None:
    text = four("rank: 1", "rank: 2", "rank: 3", "rank: 6, status: REL")
    said = read(text.replace("status: REL", "status: REL, reason: Relegated for leaving the lane."))
    assert said.results[3].reason == "Relegated for leaving the lane."
    assert key_of(said) == key_of(read(text))


def test_dead_heats_share_a_place_and_a_gap() -> None:
    race = read(four("rank: 1", "rank: 2, gap_s: 0.1", "rank: 2", "rank: 4, gap_s: 0.5"))
    assert [result.gap_s for result in race.results] == [0.0, 0.1, 0.1, 0.5]
    assert [race.place_of(name) for name in NAMES] == ["1", "=2", "=2", "4"]
    assert race.level_with("Tjon En Fa") == ("Møller", "Tjon En Fa")


def test_a_dead_heat_for_the_win() -> None:
    race = read(four("rank: 1", "rank: 1", "rank: 3, gap_s: 0.254", "status: DNF"))
    assert race.winners == ("Ruiz", "Møller")
    assert [result.gap_s for result in race.results] == [0.0, 0.0, 0.254, None]
    assert [race.place_of(name) for name in NAMES] == ["=1", "=1", "3", "DNF"]


def test_nobody_stands_between_riders_who_came_level() -> None:
    text = four("rank: 1", "rank: 2", "rank: 2", "status: REL").replace(
        "sources:", "crossing_order: [Ruiz, Møller, Li, Tjon En Fa]\nsources:"
    )
    assert "Li stands between Tjon En Fa and who came level" in mistakes(text)
    assert read(text.replace("Møller, Li, Tjon En Fa]", "Møller, Tjon En Fa, Li]")).crossers[-1] == "Li"


@pytest.mark.parametrize(("line", "item", "fine"), [
    ("rank: 4, gap_s: 31.4", "attack: Ruiz", True),
    ("rank: 4, gap_s: 763", "attack: Ruiz", False),
    ("rank: 4, gap_s: 150", "attack: Ruiz", False),
    ("rank: 4, gap_s: 150", "crash: Li", True),
    ("rank: 4, gap_s: 150", "crash: {rider: Ruiz, down: Li}", True),
    ("rank: 4, gap_s: 150", "stops_racing: Li", True),
    ("rank: 4, gap_s: 763", "crash: Li", False),
])  # fmt: skip
def test_only_a_gap_that_is_surely_a_slip_is_asked_about(line: str, item: str, fine: bool) -> None:
    text = four("rank: 1", "rank: 2", "rank: 3", line).replace("attack: Ruiz", item)
    if fine:
        assert read(text).results[3].gap_s
    else:
        assert "meant?" in mistakes(text)


@pytest.mark.parametrize(
    "line", ["rank: 3, status: REL", "status: DSQ", "rank: 4, status: DNF", "status: OVL", "rank: 4"]
)
def test_a_fall_beside_any_result(line: str) -> None:
    race = read(four("rank: 1", "rank: 2", "rank: 3", line).replace("attack: Ruiz", "crash: Li"))
    assert ("Li" in race.crossers) is (line == "rank: 4")


def test_the_winner_crossed_the_line() -> None:
    assert "the results have no winner" in mistakes(four("status: REL", "status: DNF", "status: DSQ", "status: DNS"))
    assert "and Møller won with rank 2" in mistakes(four("rank: 1, status: DNF", "rank: 2", "rank: 3", "rank: 4"))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ("rank: 1", "rank: 2, gap_s: 0.4", "rank: unknown, gap_s: 0.3", "rank: 3, gap_s: 0.5"),
            "Tjon En Fa has no known place and a gap of 0.3 s, less than Møller with rank 2 (0.4 s)",
        ),
        (
            ("rank: 1", "rank: 2, gap_s: 0.1", "rank: unknown, gap_s: 0.05", "rank: unknown"),
            "Tjon En Fa has no known place and a gap of 0.05 s, less than Møller with rank 2 (0.1 s)",
        ),
        (("rank: 7", "rank: unknown", "rank: unknown", "rank: unknown"), "Ruiz has rank 7 of 4 riders"),
        (("rank: 1", "rank: 5", "rank: unknown", "rank: unknown"), "Møller has rank 5 of 4 riders"),
    ],
)
def test_places_that_leave_none_to_who_has_no_known_one(lines: tuple[str, ...], message: str) -> None:
    assert message in mistakes(four(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        ("rank: 1", "rank: 3, gap_s: 0.4", "rank: unknown, gap_s: 0.3", "rank: 4, gap_s: 0.5"),
        ("rank: 1", "rank: 2, gap_s: 0.4", "rank: unknown, gap_s: 0.45", "rank: unknown"),
        ("rank: 1", "rank: 2, gap_s: 0.4", "rank: unknown, gap_s: 0.4", "rank: unknown"),
        ("rank: 4", "rank: unknown", "rank: unknown", "rank: unknown"),
    ],
)
def test_places_that_leave_one_to_who_has_no_known_one(lines: tuple[str, ...]) -> None:
    assert read(four(*lines)).unplaced


def crowd(count: int, *, apart_s: float) -> str:
    """So many riders, each so long behind the one before."""
    head = SMALL[: SMALL.index("riders:")] + "riders:\n"
    riders = "".join(f"  - {{last: R{n}, nation: ESP}}\n" for n in range(count))
    lines = "".join(f"  - {{rider: R{n}, rank: {n + 1}, gap_s: {n * apart_s:.4f}}}\n" for n in range(count))
    return f"{head}{riders}results:\n{lines}"


@pytest.mark.parametrize(("count", "apart_s"), [(9, 0.001), (12, 0.0125), (24, 0.02)])
def test_riders_for_whom_there_is_room_come_to_the_line_together(count: int, apart_s: float) -> None:
    assert len(read(crowd(count, apart_s=apart_s)).results) == count


@pytest.mark.parametrize(("count", "apart_s"), [(11, 0.001), (12, 0.008), (24, 0.0001), (24, 0.005)])
def test_more_riders_beside_each_other_than_the_boards_are_wide(count: int, apart_s: float) -> None:
    """As when each gap was written to the rider before."""
    assert "fit beside each other" in mistakes(crowd(count, apart_s=apart_s))


def test_who_is_not_timed_and_came_before_somebody_who_is_needs_room_too() -> None:
    text = crowd(11, apart_s=0.001)
    for place in (3, 5, 8):
        text = text.replace(f"rank: {place + 1}, gap_s: {place * 0.001:.4f}", f"rank: {place + 1}")
    assert "11 riders cross the line within" in mistakes(text)


def test_who_is_not_timed_has_all_the_time_until_the_next_who_is() -> None:
    """The last fell, got up and came to the line much later: nobody before him came with him."""
    text = crowd(16, apart_s=0.05).replace("gap_s: 0.7500", "gap_s: 48.268")
    for place in range(3, 15):
        text = text.replace(f"rank: {place + 1}, gap_s: {place * 0.05:.4f}", f"rank: {place + 1}")
    assert len(read(text).results) == 16
