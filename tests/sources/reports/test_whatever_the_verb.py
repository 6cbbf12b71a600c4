"""Facts that stand behind a verb: which verb it is matters little, and what was not done is nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replay.race.status import Status
from replay.sources.found import UNSURE, FoundRace
from replay.sources.reports.report_reader import read_report, read_ride
from tests.sources.reports.a_race import a_race, story_of
from tests.sources.reports.test_rides_of_a_match import MATCH, told

SAID = (
    ("At the bell Alder was out on his own, 20 metres up.", {"gap": {"ahead": "Alder", "of": "field", "m": 20}}),
    ("Brandt had the field labouring five lengths adrift at the bell.",
     {"gap": {"ahead": "Brandt", "of": "field", "lengths": 5}}),
    ("Alder snatched the title from Brandt by three hundredths of a second.",
     {"gap": {"ahead": "Alder", "of": "Brandt", "s": 0.03}}),
    ("Brandt ran Alder to half a wheel.", {"gap": {"ahead": "Alder", "of": "Brandt", "by": "half a wheel"}}),
    ("Brandt conceded two lengths to Alder in the back straight.",
     {"gap": {"ahead": "Alder", "of": "Brandt", "lengths": 2}}),
    ("Alder accounted for Brandt on the back straight.", {"pass": {"rider": "Alder", "of": "Brandt"}}),
    ("Alder cruised up to Brandt and straight past him in the back straight.",
     {"pass": {"rider": "Alder", "of": "Brandt"}}),
    ("Costa's attempt to pass Alder at the bell came to nothing.", {"tries": {"rider": "Costa", "of": "Alder"}}),
    ("Alder would not let Costa by in the final bend.", {"tries": {"rider": "Costa", "of": "Alder"}}),
    ("Brandt marked Alder's every move until the bell.", {"hold_wheel": {"rider": "Brandt", "of": "Alder"}}),
    ("Alder attacked and Brandt borrowed Alder's wheel at the bell.",
     {"hold_wheel": {"rider": "Brandt", "of": "Alder"}}),
    ("Brandt stalked Alder through the bell.", {"hold_wheel": {"rider": "Brandt", "of": "Alder"}}),
    ("With two laps to go the race was led by Costa.", {"leads": "Costa"}),
    ("Costa dictated terms from the front with two laps to go.", {"leads": "Costa"}),
    ("Costa unleashed his finish off the final turn.", {"attack": "Costa"}),
    ("The first to move was Costa, at two laps to go.", {"attack": "Costa"}),
    ("Alder and Brandt collided on entering the back straight, sending Costa sprawling.", {"crash": "Costa"}),
    ("Alder and Brandt collided on entering the back straight, sending Costa sprawling.",
     {"contact": ["Alder", "Brandt"]}),
    ("Costa could manage only third.", {"order": {"riders": ["Costa"], "from": 3}}),
    ("Alder won, with Costa, who faded badly, in third place.", {"order": {"riders": ["Costa"], "from": 3}}),
    ("Costa found nothing left in the tank in the home straight.", {"drop_back": {"rider": "Costa"}}),
    ("Brandt led at the bell. The Bolton dynamo, 22, attacked on the back straight.", {"attack": "Brandt"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), SAID, ids=[text[:60] for text, _ in SAID])
def test_a_fact_is_read_whatever_the_verb(text: str, fact: dict[str, object]) -> None:
    ((key, content),) = fact.items()
    assert content in [item.get(key) for item in story_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Alder made no effort to improve his position at the bell.",
        "Alder hesitated not at the bell.",
        "Alder and Brandt touched just after the line.",
        "Alder and Brandt have been level on points all season.",
        "There was no way Alder would lose, he thought.",
        "Costa took fourth wheel, which is the position nobody wanted.",
    ],
)
def test_what_was_not_done_or_was_no_race_is_nothing(text: str) -> None:
    kinds = ("attack", "move_up", "hesitate", "contact", "level", "tries")
    assert [item for item in story_of(text) if set(item) & set(kinds)] == []


def test_the_pacer_leaves_at_the_moment_that_stands_alone_behind_it() -> None:
    assert {"when": "2.5 laps to go", "pacer_off": True} in story_of(
        "Alder led. Off goes the derny! Two and a half laps left."
    )


def test_who_was_relegated_is_the_one_whom_the_table_has_so() -> None:
    race = a_race()
    struck = tuple(replace(r, status=Status.REL) if r.rider.last == "Duval" else r for r in race.results)
    text = "On the last lap Duval obstructed Eriksen; he was subsequently relegated."
    facts = read_report(text, "report.txt", replace(race, results=struck)).facts
    assert [fact.fields["caption"] for fact in facts if fact.kind == "caption"] == ["Duval is relegated"]


@pytest.mark.parametrize(
    ("text", "number", "fact"),
    [
        ("Heat 1: Lund led. Heat 2: Pires attacked at the bell.", 2, {"when": "bell", "jump": "Pires"}),
        ("The final was close.\n\nLund led from the whistle. In the second ride Pires led.", 1,
         {"when": "start", "lead_out": "Lund"}),
        ("First ride: Lund led and won. Pires hit back, attacking at the bell.", 2, {"when": "bell", "jump": "Pires"}),
        ("In the first ride Pires led. So to the second. Lund attacked at the bell.", 2,
         {"when": "bell", "jump": "Lund"}),
        ("Ride one. I led, and my plan was to watch Lund. I jumped at the bell and I think I surprised him. "
         "My legs held and Lund never came near me.", 1, {"when": "bell", "jump": "Pires"}),
        ("First ride. K led. Pires looked at K. K jumped at the bell.", 1, {"when": "bell", "jump": "Lund"}),
    ],
)  # fmt: skip
def test_of_which_ride_and_by_whom_a_match_is_told(text: str, number: int, fact: dict[str, object]) -> None:
    assert fact in told(text, number)


def test_riders_of_a_match_who_met_others_before_are_still_its_two() -> None:
    semifinal = FoundRace("sprint", "semifinal", "1", (MATCH.results[0],), category="men")
    text = "The first heat saw Lund lead. Pires jumped at the bell. In the second heat Lund led. Lund, Lund, Lund won."
    reading = read_ride(text, "report.txt", MATCH, (semifinal,), ride=1)
    assert "jump" in [fact.kind for fact in reading.facts if fact.sure > UNSURE]
