"""Reports of sprint matches: which ride is meant, and what its words mean where no pacer rides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from replay.app.drafting.finding_races import race_files
from replay.app.drafting.reading_reports import ReportText, with_reports, words_of_reports
from replay.base.files.yaml_text import parse_document
from replay.racefile.reader import rides_from
from replay.sources.found import UNSURE, FoundRace, FoundResult, FoundRider, Origin
from replay.sources.reports.account.races.rides_meant import rides_in
from replay.sources.reports.report_reader import read_ride

HERE = Origin("table", 1)
RIDERS = (FoundRider("Lund", "Kasper", nation="DEN"), FoundRider("Pires", "Joao", nation="POR"))


def ride(first: str) -> tuple[FoundResult, ...]:
    """The results of a ride that one of the two has won."""
    return tuple(FoundResult(rider, HERE, rank=1 if rider.last == first else 2) for rider in RIDERS)


MATCH = FoundRace(
    "sprint",
    "final",
    "gold",
    ride("Lund"),
    category="men",
    place="Izu",
    rides=(ride("Lund"), ride("Pires"), ride("Lund")),
)


def told(text: str, number: int = 1) -> list[dict[str, Any]]:
    reading = read_ride(text, "report.txt", MATCH, ride=number)
    return [dict(fact.fields) for fact in reading.facts if fact.sure > UNSURE]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("in the first ride lund led out", [1]),
        ("pires levelled the match in the second.", [2]),
        ("the decider was close", [3]),
        ("ride two: they stop", [2]),
        ("he won the opening race and lost the second ride", [1, 2]),
        ("they went into the second bend of the first lap", []),
        ("in the third place race lund led", []),
        ("2nd ride: pires led out", [2]),
        ("r3: nobody moved", [3]),
        ("pires levelled the tie with a long sprint", [2]),
        ("pires won it by a length to force a decider", [2]),
        ("that set up a third ride", [2]),
        ("so to the decider.", [3]),
        ("in the second heat lund led, and in the deciding race he jumped", [2, 3]),
    ],
)
def test_rides_are_known_by_their_number(sentence: str, numbers: list[int]) -> None:
    assert [said.number for said in rides_in(sentence)] == numbers


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Lund led out.", {"when": "start", "lead_out": "Lund"}),
        ("Lund took the front.", {"when": "start", "lead_out": "Lund"}),
        ("With two laps to go Lund came to a standstill.", {"when": "2 laps to go", "standstill": "Lund"}),
        ("At the bell the two of them stood still for twelve seconds.", {"when": "bell", "standstill": 12}),
        ("Lund dived at the bell.", {"when": "bell", "drop_down": "Lund"}),
        ("Lund feinted with two laps to go.", {"when": "2 laps to go", "feint": "Lund"}),
        ("Lund swooped down off the banking at the bell.", {"when": "bell", "drop_down": "Lund"}),
        ("Lund drove Pires up to the fence at the bell.",
         {"when": "bell", "forced_up": {"rider": "Pires", "by": "Lund"}}),
        ("Pires was forced up the banking by Lund at the bell.",
         {"when": "bell", "forced_up": {"rider": "Pires", "by": "Lund"}}),
        ("Lund attacked at the bell.", {"when": "bell", "jump": "Lund"}),
        ("Lund jumped with 300 metres to go.", {"when": "300 m to go", "jump": "Lund"}),
        ("Pires drew level with Lund on the back straight of the last lap.",
         {"when": "back straight on the last lap", "draw_level": {"rider": "Pires", "of": "Lund"}}),
        ("Lund had drawn the inside.", {"when": "start", "order": {"riders": ["Lund", "Pires"], "from": 1}}),
        ("Lund drew the outside lane.", {"when": "start", "order": {"riders": ["Pires", "Lund"], "from": 1}}),
        ("Pires led out from the inside.", {"when": "start", "order": {"riders": ["Pires", "Lund"], "from": 1}}),
        ("They stood still for twenty seconds with two laps to go.", {"when": "2 laps to go", "standstill": 20}),
        ("Lund feinted to go with two laps to go.", {"when": "2 laps to go", "feint": "Lund"}),
        ("Pires drew alongside in the final straight.",
         {"when": "home straight on the last lap", "draw_level": {"rider": "Pires", "of": "Lund"}}),
        ("Lund came down at the bell, and Pires chased.", {"when": "bell", "drop_down": "Lund"}),
        ("Lund and Pires were side by side in the final bend.", {"when": "last-bend", "level": ["Lund", "Pires"]}),
    ],
)  # fmt: skip
def test_words_of_sprints(sentence: str, fact: dict[str, Any]) -> None:
    assert fact in told(f"In the first ride Lund met Pires. {sentence}")


def test_each_ride_has_what_is_told_of_it() -> None:
    text = (
        "Lund beat Pires in three rides. In the first ride Pires led out and Lund passed him at the bell. "
        "In the second Lund led out, but Pires jumped with 300 metres to go. "
        "After losing the second ride Lund led from the start and jumped at the bell."
    )
    kinds = [[next(key for key in item if key != "when") for item in told(text, number)] for number in (1, 2, 3)]
    assert kinds == [["lead_out", "pass"], ["lead_out", "jump"], ["lead_out", "jump"]]


def test_what_names_no_ride_is_of_none_of_several() -> None:
    assert told("Lund attacked at the bell and Pires was beaten.") == []


def test_the_draw_is_told_before_the_ride() -> None:
    assert told("In the first ride Lund jumped at the bell. Pires was on the inside.") == [
        {"when": "bell", "jump": "Lund"}
    ]


def test_the_pacer_is_none_of_a_sprint() -> None:
    assert not any("pacer_off" in item for item in told("In the first ride Lund led. The derny left with three to go."))


def test_the_story_of_each_ride_stands_below_it() -> None:
    report = ReportText("paper.txt", "In the first ride Lund led out. In the second ride Pires jumped at the bell.")
    (race,) = with_reports([MATCH], [report])
    (file,) = race_files([race], ["paper.txt"])
    assert file.mistakes == ()
    first, second, third = rides_from(parse_document(file.text.encode(), "race.yaml"))
    assert [fact.words for fact in first.story] == ["Lund leads out"]
    assert [type(fact).__name__ for fact in second.story] == ["JumpFact"]
    assert third.story == ()
    assert race.story == ()


def test_the_draw_of_each_ride_is_its_start_order() -> None:
    report = ReportText(
        "paper.txt",
        "In the first ride Lund drew the inside. In the second ride Pires had the inside. Lund was on the inside.",
    )
    (race,) = with_reports([MATCH], [report])
    (file,) = race_files([race], ["paper.txt"])
    assert file.mistakes == ()
    rides = rides_from(parse_document(file.text.encode(), "race.yaml"))
    assert [ride.start_order for ride in rides] == [("Lund", "Pires"), ("Pires", "Lund"), ()]
    assert "# unsure: the draw is told otherwise as well" in file.text


RIDES_TOLD = (
    "In the first ride Lund led out. In the second ride Pires jumped with 300 metres to go and levelled the tie. "
    "In the decider both came to a standstill at the bell."
)


def test_facts_go_to_the_ride_they_speak_of() -> None:
    kinds = [[next(key for key in fact if key != "when") for fact in told(RIDES_TOLD, number)] for number in (1, 2, 3)]
    assert kinds == [["lead_out"], ["jump"], ["standstill"]]


def test_of_several_rides_none_is_put_into_a_race_of_one() -> None:
    """Nobody says which of them the table has; so that it is said, and nothing is read."""
    alone = replace(MATCH, rides=())
    report = ReportText("report.txt", RIDES_TOLD)
    (race,) = with_reports([alone], [report])
    assert race.story == ()
    assert any("tells several rides of final gold" in line for line in words_of_reports([report], [race]))
    (other,) = with_reports([alone], [ReportText("report.txt", "In the first ride of the gold final Lund led out.")])
    assert [fact.kind for fact in other.story] == ["lead_out"]


def test_the_decider_is_told_behind_who_forced_it() -> None:
    text = "In the second ride Pires jumped at the bell to force a decider. Lund led out."
    assert told(text, 2) == [{"when": "bell", "jump": "Pires"}]
    assert told(text, 3) == [{"when": "start", "lead_out": "Lund"}]


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Lund led from the front.", {"lead_out": {"rider": "Lund", "until": "finish"}}),
        ("Lund led from start to finish.", {"lead_out": {"rider": "Lund", "until": "finish"}}),
        ("Pires led from the front but was beaten.", {"lead_out": "Pires"}),
        ("Lund took the head from the departure.", {"lead_out": "Lund"}),
        ("It was to Pires to lead.", {"lead_out": "Pires"}),
        ("Lund on the front this time.", {"lead_out": "Lund"}),
        ("Lund mounted to the top of the track.", {"ride_high": "Lund"}),
        ("Lund led. Pires miles up the track.", {"ride_high": "Pires"}),
        ("Lund went at the bell. Pires grabbed the wheel.", {"hold_wheel": {"rider": "Pires", "of": "Lund"}}),
        ("Lund went at the bell, Pires stuck in his wheel.", {"hold_wheel": {"rider": "Pires", "of": "Lund"}}),
        ("Fifteen seconds of stalemate on the back straight, Lund leading.", {"standstill": 15}),
        ("Lund led at the bell. Pires came back to his height in the ultimate bend.",
         {"when": "last-bend", "draw_level": {"rider": "Pires", "of": "Lund"}}),
        ("Lund slowed at the bell and, when Pires drew level, accelerated away.", {"jump": "Lund"}),
        ("Lund led at the bell. Pires over the top in the last bend.", {"pass": {"rider": "Pires", "of": "Lund"}}),
        ("Lund is off from a lap out.", {"jump": "Lund"}),
        ("Lund, drawn on the outside, was content to follow.", {"order": {"riders": ["Pires", "Lund"], "from": 1}}),
        ("Lund marched in first position.", {"lead_out": "Lund"}),
        ("Lund let Pires go in front.", {"lead_out": "Pires"}),
        ("Lund was pinned on the rail by Pires.", {"forced_up": {"rider": "Lund", "by": "Pires"}}),
        ("Lund led, and Pires was parked up by the rail.", {"ride_high": "Pires"}),
        ("Lund led. The two remained stopped during twelve seconds.", {"standstill": 12}),
        ("With 350 metres left Pires started and Lund was beaten.", {"when": "350 m to go", "jump": "Pires"}),
        ("It was Lund's until 50 metres from home. Lund led it out.", {"when": "start", "lead_out": "Lund"}),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)  # fmt: skip
def test_how_rides_are_told(sentence: str, fact: dict[str, Any]) -> None:
    assert any(fact.items() <= item.items() for item in told(f"In the first ride of the final: {sentence}"))


def test_a_report_of_two_riders_is_of_their_match() -> None:
    bronze = replace(MATCH, heat="bronze")
    reading = read_ride("In the first ride Lund led out. Pires was beaten.", "report.txt", bronze, ride=1)
    assert [fact.kind for fact in reading.facts] == ["lead_out"]


def test_a_match_is_known_by_its_two_whatever_they_are_called() -> None:
    others = (replace(MATCH, heat="2", round="semifinal", results=(), rides=()),)
    semifinal = replace(MATCH, round="semifinal", heat="1")
    text = "The semis were the best of the day. In the first ride Kasper led out from Joao, and Joao was beaten."
    reading = read_ride(text, "report.txt", semifinal, others, ride=1)
    assert [fact.kind for fact in reading.facts] == ["lead_out"]


def test_who_signs_at_the_head_is_i() -> None:
    assert told("Me against Pires. By Kasper Lund.\n\nIn the first ride I led and was nervous.") == [
        {"when": "start", "lead_out": "Lund"}
    ]


def test_a_dive_that_two_sentences_tell_is_one() -> None:
    text = "In the first ride Pires led out. Lund rode high and dropped down at the bell. He dived under Pires."
    assert [item["when"] for item in told(text) if "drop_down" in item] == ["bell"]
