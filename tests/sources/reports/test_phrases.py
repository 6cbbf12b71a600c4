"""Phrases that say a fact whatever their verb, margins without one, and facts that cannot both be."""

from __future__ import annotations

import pytest

from replay.sources.found import UNSURE
from replay.sources.reports.account.races.rides_meant import rides_in
from tests.sources.reports.a_race import a_race, facts_of, story_of
from tests.sources.reports.test_rides_of_a_match import told

SAID = (
    ("Costa was right on Brandt until the bell.", {"hold_wheel": {"rider": "Costa", "of": "Brandt"}}),
    ("Alder led at the bell. In the last bend Brandt was breathing down Alder's neck.",
     {"hold_wheel": {"rider": "Brandt", "of": "Alder"}}),
    ("Costa hung around for third.", {"order": {"riders": ["Costa"], "from": 3}}),
    ("Alder led at the bell. Costa cracked and went from first to last on the back straight.",
     {"drop_back": {"rider": "Costa", "to": 6}}),
    ("Brandt slotted in directly behind the derny, with Costa of Italy next in line.",
     {"order": {"riders": ["Brandt", "Costa"], "from": 1}}),
    ("On the wheel of the derny: Alder. Then Brandt, Costa.", {"order": {"riders": ["Brandt", "Costa"], "from": 2}}),
    ("Alder won by the width of a rim.", {"gap": {"ahead": "Alder", "of": "field", "by": "a whisker"}}),
    ("Alder won by an eighth of a wheel.", {"gap": {"ahead": "Alder", "of": "field", "wheels": 0.125}}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), SAID, ids=[text[:60] for text, _ in SAID])
def test_a_phrase_says_it_whatever_the_verb(text: str, fact: dict[str, object]) -> None:
    assert fact in [{key: value for key, value in item.items() if key != "when"} for item in story_of(text)]


SPRINTS = (
    ("In the first ride Lund took the heat by 0.060.", "gap"),
    ("In the first ride Lund led. At the bell Pires was overtaken.", "pass"),
    ("In the first ride Pires sat up 50 metres from the line.", "stops_racing"),
    ("In the first ride Lund was obliged to lead, and Pires followed.", "lead_out"),
)


@pytest.mark.parametrize(("text", "kind"), SPRINTS)
def test_what_phrases_say_of_a_match(text: str, kind: str) -> None:
    assert any(kind in fact for fact in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "Alder looked for a way past Brandt at the bell.",
        "Alder did not go past Brandt at the bell.",
        "If Alder wins this at the bell, he is the champion.",
        "Alder was the first to lose his temper.",
        "True or false? Alder passed Brandt at the bell.",
    ],
)
def test_what_is_only_meant_or_asked_is_no_fact(text: str) -> None:
    assert not [item for item in story_of(text) if {"pass", "order", "attack"} & item.keys()]


def test_two_at_one_place_are_remarks() -> None:
    facts = facts_of("At the bell Alder was third. Brandt was third at the bell.")
    assert facts
    assert all(fact.sure <= UNSURE for fact in facts if fact.kind == "order")


@pytest.mark.parametrize(
    ("sentence", "number"), [("Third and last.", 3), ("The return was closer.", 0), ("First up.", 1)]
)
def test_a_ride_is_announced_by_its_number_alone(sentence: str, number: int) -> None:
    assert [said.number for said in rides_in(sentence.lower())] == [number] * bool(number)


def test_a_race_is_announced_in_a_line_and_its_goal_is_no_other_race() -> None:
    text = (
        "That was the first semi-final.\n\nRight, second semi.\n\nAlder attacks at the bell.\n\n"
        "Brandt holds off Costa for the last ticket to the final.\n\nDuval sits up in the home straight."
    )
    kinds = {key for item in story_of(text, a_race("semifinal", "2")) for key in item}
    assert {"attack", "stops_racing"} <= kinds
