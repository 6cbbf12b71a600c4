"""Places that are not known: drawn by lot for the reconstruction, fixed by the file, in keeping with what is known."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.events.drawn.unknown_places import supposed
from replay.race.facts import Race
from tests.helpers.race_files import read

NAMES = "ABCDEF"


def race(*lines: dict[str, Any], title: str = "On paper", **more: Any) -> Race:
    """A race of riders A, B, .. of whom these lines are known."""
    written = {
        "schema": 1,
        "meet": {"title": title},
        "event": {"kind": "keirin", "category": "men", "distance_m": 1500},
        "track": "izu",
        "riders": [{"last": name} for name in NAMES[: len(lines)]],
        "results": [{"rider": name, **line} for name, line in zip(NAMES, lines, strict=False)],
    }
    return read(json.dumps(written | more))


def finish(**item: Any) -> list[dict[str, Any]]:
    return [{"when": "finish", **item}]


def order(facts: Race) -> str:
    return "".join(supposed(facts).crossers)


UNKNOWN: dict[str, Any] = {"rank": "unknown"}


def test_a_race_with_all_places_is_itself() -> None:
    facts = race({"rank": 1}, {"rank": 2}, {"status": "DNF"})
    assert supposed(facts) is facts
    assert facts.unplaced == ()


def test_known_places_stand_and_the_others_are_shared_out() -> None:
    facts = race({"rank": 3}, UNKNOWN, {"rank": 1}, UNKNOWN, {"status": "DNF"}, {})
    assert facts.unplaced == ("B", "D", "F")
    assert facts.crossers == ("C", "A")
    drawn = order(facts)
    assert (drawn[0], drawn[2], sorted(drawn)) == ("C", "A", list("ABCDF"))
    assert [facts.place_of(name) for name in "BDF"] == ["", "", ""]


def test_who_was_relegated_or_disqualified_rides_through_somewhere_after_the_winner() -> None:
    drawn = set()
    for n in range(40):
        facts = race({"rank": 1}, {"rank": 2, "gap_s": 0.1}, {"status": "DSQ"}, {"status": "DNF"}, title=f"Race {n}")
        assert (facts.crossers, facts.ridden_through) == (("A", "B"), ("C",))
        drawn.add(order(facts))
    assert drawn == {"ABC", "ACB"}
    fell = race({"rank": 1}, {"rank": 2}, {"status": "DSQ"}, story=[{"when": "bell", "crash": "C"}])
    assert (fell.ridden_through, order(fell)) == ((), "AB")
    timed = race({"rank": 1}, {"rank": 2}, {"status": "DSQ", "gap_s": 0.2})
    assert timed.ridden_through == ()


def test_one_file_gives_one_order_and_files_give_all() -> None:
    drawn = Counter(order(race({"rank": 1}, UNKNOWN, UNKNOWN, UNKNOWN, title=f"Race {n}")) for n in range(60))
    assert {name[0] for name in drawn} == {"A"}
    assert len(drawn) == 6
    assert order(race(UNKNOWN, UNKNOWN, UNKNOWN)) == order(race(UNKNOWN, UNKNOWN, UNKNOWN))


def test_without_the_first_place_nobody_won() -> None:
    facts = race(UNKNOWN, {"rank": 2}, {"rank": 3})
    assert (facts.winner, facts.winners) == (None, ())
    assert facts.results[1].gap_s is None
    assert order(facts) == "ABC"


@pytest.mark.parametrize(
    ("lines", "more", "expected"),
    [
        ((UNKNOWN, UNKNOWN, UNKNOWN), {"story": finish(order=["C", "A", "B"])}, "CAB"),
        ((UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN), {"story": finish(order={"riders": ["D", "B"], "from": 2})}, "?DB?"),
        ((UNKNOWN, UNKNOWN, UNKNOWN), {"story": finish(leads="B")}, "B??"),
        ((UNKNOWN, UNKNOWN), {"story": finish(gap={"ahead": "B", "of": "A", "m": 2})}, "BA"),
        ((UNKNOWN, UNKNOWN, UNKNOWN), {"story": finish(gap={"ahead": "C", "of": "field", "m": 2})}, "C??"),
        ((UNKNOWN, UNKNOWN), {"story": finish(**{"pass": {"rider": "B", "of": "A"}})}, "BA"),
        ((UNKNOWN, UNKNOWN, {"rank": 2}), {"story": finish(order=["C", "A"])}, "BCA"),
        (({"time_s": 111.5, **UNKNOWN}, {"time_s": 111.2, **UNKNOWN}), {}, "BA"),
        (({"time_s": "at least 112", **UNKNOWN}, {"time_s": "at most 111.2", **UNKNOWN}), {}, "BA"),
        (({"rank": 1}, {"gap_s": 0.4, **UNKNOWN}, {"gap_s": 0.1, **UNKNOWN}), {}, "ACB"),
        ((UNKNOWN, UNKNOWN, UNKNOWN), {"story": [{"when": "bell", "stops_racing": "A"}]}, "??A"),
        ((UNKNOWN, UNKNOWN, UNKNOWN), {"story": [{"when": "bell", "crash": "A"}]}, "??"),
        (({"rank": 1}, UNKNOWN, {"rank": 2}), {"crossing_order": ["A", "C"]}, "A??"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_known_of_the_finish_is_kept(lines: Any, more: Any, expected: str) -> None:
    for n in range(8):
        drawn = order(race(*lines, title=f"Race {n}", **more))
        assert len(drawn) == len(expected)
        assert all(wanted in ("?", name) for wanted, name in zip(expected, drawn, strict=True)), drawn


def test_gaps_follow_from_times_where_a_winner_is_supposed() -> None:
    facts = race({"time_s": 111.5, **UNKNOWN}, {"time_s": 111.2, **UNKNOWN})
    assert [result.gap_s for result in facts.results] == [None, None]
    assert [result.gap_s for result in supposed(facts).results] == [0.3, 0.0]


@settings(deadline=None)
@given(st.permutations([1, 2, 3, 4, 5, 6]), st.sets(st.integers(0, 5)))
def test_whatever_is_known_everybody_is_on_the_line_once(ranks: list[int], hidden: set[int]) -> None:
    lines = [UNKNOWN if place in hidden else {"rank": rank} for place, rank in enumerate(ranks)]
    facts = race(*lines)
    drawn = order(facts)
    assert sorted(drawn) == list(NAMES)
    assert all(drawn[rank - 1] == NAMES[place] for place, rank in enumerate(ranks) if place not in hidden)
