"""Notes and tickers: countdowns, left-out words, subjects that stand last, and rides by the report's own word."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sources.reports.a_race import story_of
from tests.sources.reports.test_rides_of_a_match import told


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("-2.5 Brandt attacks.", {"when": "2.5 laps to go", "attack": "Brandt"}),
        ("Pacer off.\n2.5 - Brandt attacks.\n2 - Costa attacks.", {"when": "2 laps to go", "attack": "Costa"}),
        ("Round the outside went Brandt on the back straight.", {"move_up": {"rider": "Brandt"}}),
        ("Third was Costa.", {"when": "finish", "order": {"riders": ["Costa"], "from": 3}}),
        ("Fifth at the bell, Brandt moved up.", {"when": "bell", "order": {"riders": ["Brandt"], "from": 5}}),
        (
            "Costa, third wheel at the bell, took bronze ahead of Duval.",
            {"when": "finish", "order": {"riders": ["Costa"], "from": 3}},
        ),
        (
            "Brandt from Bonn was first behind the derny and Luca Costa, the home favourite, was fourth.",
            {"order": {"riders": ["Costa"], "from": 4}},
        ),
        (
            "Line behind the bike: Brandt / Costa / Alder / Duval.",
            {"order": {"riders": ["Brandt", "Costa", "Alder", "Duval"], "from": 1}},
        ),
        (
            "At the bell Brandt commanded with one length over Costa.",
            {"when": "bell", "gap": {"ahead": "Brandt", "of": "Costa", "lengths": 1}},
        ),
        (
            "Duval missed out on silver by two hundredths.",
            {"when": "finish", "gap": {"ahead": "Brandt", "of": "Duval", "s": 0.02}},
        ),
    ],
)
def test_what_notes_say(text: str, fact: dict[str, object]) -> None:
    assert any(fact.items() <= item.items() for item in story_of(text)), story_of(text)


def test_a_list_of_places_is_no_countdown() -> None:
    moments = [item["when"] for item in story_of("1 - Alder attacks.\n2 - Brandt attacks.\n3 - Costa attacks.")]
    assert not any(str(when).endswith("to go") for when in moments)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Lund, at the front by virtue of the draw, was surprised at the bell.", {"when": "start", "lead_out": "Lund"}),
        ("Pires was allotted the front position.", {"when": "start", "lead_out": "Pires"}),
        ("Lund had to go from the front.", {"when": "start", "lead_out": "Lund"}),
        ("Pires made a dummy attack with two to go.", {"when": "2 laps to go", "feint": "Pires"}),
        (
            "Lund met Pires. The pair raced round the last turn shoulder to shoulder.",
            {"when": "last-bend", "level": ["Lund", "Pires"]},
        ),
        ("Lund jumped at 300.", {"when": "300 m to go", "jump": "Lund"}),
        ("Pires led. Lund left a gap of three lengths.", {"gap": {"ahead": "Pires", "of": "Lund", "lengths": 3}}),
        ("Lund led out. Pires never left his wheel.", {"hold_wheel": {"rider": "Pires", "of": "Lund"}}),
        ("Lund had enough left to see off Pires by a length.", {"gap": {"ahead": "Lund", "of": "Pires", "lengths": 1}}),
    ],
)
def test_what_notes_say_of_a_ride(text: str, fact: dict[str, Any]) -> None:
    found = told(f"First ride. {text}")
    assert any(fact.items() <= item.items() for item in found), found


def test_rides_are_counted_by_the_reports_own_word() -> None:
    text = "In the first arrival Lund led.\n\nIn the second arrival Pires jumped at the bell."
    assert {"when": "bell", "jump": "Pires"} in told(text, 2)
    assert {"when": "bell", "jump": "Pires"} not in told(text, 1)


def test_both_times_is_said_of_each_ride() -> None:
    text = "Lund led out both times. In the first Pires jumped at the bell. In the second he jumped at 300."
    assert all({"when": "start", "lead_out": "Lund"} in told(text, ride) for ride in (1, 2))
