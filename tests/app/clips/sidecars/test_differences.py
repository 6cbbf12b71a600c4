"""What differs between two records, in words."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from replay.app.clips.sidecars.differences import differences, is_same_race


def line(rider: str, place: str, gap: str = "", note: str = "") -> dict[str, str]:
    return {"rider": rider, "place": place, "gap": gap, "note": note}


def fact(words: str, status: str = "held", kind: str = "attack") -> dict[str, str]:
    return {"fact": "story 1", "kind": kind, "words": words, "status": status}


def record(key: str, *lines: dict[str, str], facts: tuple[dict[str, str], ...] = (), **meet: str) -> dict[str, Any]:
    return {
        "race": "Men’s keirin · Final A",
        "meet": {"title": "Games", "venue": None, "date": None, **meet},
        "race_file": {"facts_key": key},
        "result": list(lines),
        "facts": list(facts),
    }


FIRST, SECOND = line("Ruiz", "1"), line("Møller", "2", "+0.100")


def test_a_relegation_moves_all_behind_it() -> None:
    before = record("a", FIRST, SECOND, line("Sato", "3", "+0.250"))
    after = record("b", line("Møller", "1"), line("Sato", "2", "+0.250"), line("Ruiz", "3 REL", note="fell"))
    assert differences(before, after) == (
        "Møller: place 1, no gap (was place 2, +0.100)",
        "Sato: place 2 (was place 3)",
        "Ruiz: place 3 REL, fell (was place 1)",
    )


def test_riders_come_into_the_result_and_leave_it() -> None:
    said = differences(record("a", FIRST, SECOND), record("b", FIRST, line("Sato", "DNF")))
    assert said == ("Sato: DNF (was not in the result)", "not in the result any more: Møller")


def test_facts_are_known_by_what_they_say() -> None:
    before = record("a", facts=(fact("Ruiz attacks"), fact("Sato falls", "held"), fact("Ruiz 0.1 s", kind="result")))
    after = record("b", facts=(fact("Sato falls", "disputed"), fact("Møller attacks")))
    assert differences(before, after) == (
        "told now: Møller attacks",
        "told no longer: Ruiz attacks",
        "Sato falls: disputed (was held)",
    )


def test_the_meeting_may_be_put_right_and_stays_the_same_race() -> None:
    before, after = record("a", date="2021-08-08"), record("b", date="2021-08-09", venue="Izu")
    assert differences(before, after) == ("venue: Izu (was not given)", "date: 2021-08-09 (was 2021-08-08)")
    assert is_same_race(before, after)
    assert not is_same_race(before, record("b", title="Another"))


def test_equal_facts_differ_in_nothing_whatever_became_of_them() -> None:
    before, after = record("a", FIRST, facts=(fact("Ruiz attacks"),)), record("a", FIRST, facts=())
    assert differences(before, after) == ()


results = st.lists(
    st.builds(
        line, st.sampled_from("ABCDE"), st.sampled_from(["1", "=2", "3", "DNF", ""]), st.sampled_from(["", "+0.1"])
    ),
    unique_by=lambda one: one["rider"],
)


@given(results, results)
def test_nothing_is_said_exactly_where_the_lines_are_equal(before: list[Any], after: list[Any]) -> None:
    said = differences(record("a", *before), record("b", *after))
    as_sets = [{tuple(one.values()) for one in lines} for lines in (before, after)]
    assert bool(said) == (as_sets[0] != as_sets[1])
    assert all(words.count("(was") <= 1 for words in said)
