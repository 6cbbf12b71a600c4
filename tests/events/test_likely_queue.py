"""The order behind the pacer that is likeliest given what is told of the first metres after it."""

from __future__ import annotations

from typing import Any

import pytest

from replay.events.known_events import event_of
from replay.events.likely_queue import likely_queue
from tests.helpers.fields import race

SIX = "ABCDEF"


def queue(*story: dict[str, Any], letters: str = SIX, **changes: Any) -> str:
    facts = race(letters, story=story, **changes)
    return "".join(event_of(facts).start_order(facts, {}))


USUAL = queue({"when": "finish-5", "attack": "C"})


def test_what_is_told_of_later_changes_nothing() -> None:
    assert queue({"when": "bell", "pass": {"rider": "A", "of": "F"}}) == USUAL
    assert queue({"when": "200 m to go", "attack": "F"}) == USUAL


@pytest.mark.parametrize(
    "told",
    [
        {"pass": {"rider": "A", "of": "F"}},
        {"outside": {"rider": "A", "of": "F"}},
        {"tries": {"rider": "A", "of": "F"}},
        {"at_shoulder": {"rider": "A", "of": "F"}},
        {"hold_wheel": {"rider": "A", "of": "F"}},
        {"level": ["F", "A"]},
    ],
)
def test_who_is_soon_beside_or_past_another_starts_behind_him(told: dict[str, Any]) -> None:
    assert "FA" in queue({"when": "pull-off+2", **told})


def test_who_attacks_as_the_pacer_leaves_is_not_last() -> None:
    assert USUAL[-1] != "F" or queue({"when": "pull-off", "attack": "F"})[-1] != "F"
    last = USUAL[-1]
    assert queue({"when": "pull-off", "attack": last}).index(last) < len(SIX) // 2


def test_a_pass_that_comes_at_once_counts_more_than_one_that_comes_later() -> None:
    at_once = {"when": "pull-off", "pass": {"rider": "A", "of": "F"}}
    later = {"when": "pull-off+20", "pass": {"rider": "B", "of": "F"}}
    assert "FA" in queue(at_once, later)
    assert "FA" in queue(later, at_once)


def test_places_that_are_known_stay() -> None:
    story = ({"when": "pull-off", "attack": "F"}, {"when": "pull-off+2", "pass": {"rider": "A", "of": "F"}})
    assert queue(*story, start_order=["B", "unknown", "C"]).startswith("B") is True
    assert queue(*story, start_order=["B", "unknown", "C"])[2] == "C"
    assert queue(*story, start_order=list("CBADEF")) == "CBADEF"


@pytest.mark.parametrize(
    "when", [{"between": ["start", "pull-off"]}, "pull-off", "3 laps to go", "pull-off-5", "start"]
)
def test_who_is_told_to_be_in_a_place_behind_the_pacer_is_in_it(when: Any) -> None:
    told = {"when": when, "order": {"riders": ["F", "A"], "from": 2}}
    other = {"when": "pull-off+2", "pass": {"rider": "A", "of": "F"}}
    first = {"when": "pull-off", "attack": "A"}
    assert queue(told, other, first)[1:3] == "FA"


def test_of_two_accounts_of_a_place_behind_the_pacer_the_first_is_followed() -> None:
    one = {"when": "start", "order": {"riders": ["F"], "from": 1}}
    assert queue(one, {"when": "start", "order": {"riders": ["A", "F", "B"], "from": 1}})[0] == "F"


def test_a_large_field_is_ordered_as_well() -> None:
    letters = "ABCDEFGHIJKL"
    facts = race(letters, story=({"when": "pull-off+1", "pass": {"rider": "A", "of": "L"}},))
    found = likely_queue(facts, list(letters), list(letters))
    assert sorted(found) == sorted(letters)
    assert found.index("A") == found.index("L") + 1
