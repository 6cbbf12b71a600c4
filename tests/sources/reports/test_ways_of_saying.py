"""Ways in which reports say things, each read as the fact that it means, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.sources.reports.a_race import of_kind, story_of

SAID = (
    ("With two laps to go Alder took it up.", {"leads": "Alder"}),
    ("Alder found himself on the front when the derny pulled off.", {"leads": "Alder"}),
    ("Alder went to the fore with a lap and a half left.", {"leads": "Alder"}),
    ("The derny pulled off, leaving Alder on the front.", {"leads": "Alder"}),
    ("The Briton came into the home straight. Alder rounded the final bend in front.", {"leads": "Alder"}),
    ("Brandt had full control of the race at the bell.", {"leads": "Brandt"}),
    ("It was Brandt who lost patience with two laps to go.", {"attack": "Brandt"}),
    ("Brandt lit the touchpaper with two laps to go.", {"attack": "Brandt"}),
    ("Brandt tore off down the back straight.", {"attack": "Brandt"}),
    ("It fell to Costa to chase.", {"chase": "Costa"}),
    ("Costa set about closing the gap.", {"chase": "Costa"}),
    ("Brandt attacked with two laps to go. Costa took it up.", {"chase": "Costa"}),
    ("There was a moment of hesitation behind.", {"hesitate": "field"}),
    ("Eriksen's legs went in the home straight.", {"drop_back": {"rider": "Eriksen"}}),
    ("Eriksen paid for his effort on the last lap.", {"drop_back": {"rider": "Eriksen"}}),
    ("Duval picked his way through the field on the last lap.", {"move_up": {"rider": "Duval"}}),
    ("Brandt displaced Costa at the front with two laps to go.", {"pass": {"rider": "Brandt", "of": "Costa"}}),
    ("Brandt was working his way up: past Costa at the bell.", {"pass": {"rider": "Brandt", "of": "Costa"}}),
    ("Alder drew alongside and then past Costa in the home straight.", {"pass": {"rider": "Alder", "of": "Costa"}}),
    ("Brandt was unable to pass Costa on the last lap.", {"tries": {"rider": "Brandt", "of": "Costa"}}),
    ("Costa attacked with two laps to go and Brandt went with him.",
     {"hold_wheel": {"rider": "Brandt", "of": "Costa"}}),
    ("Costa attacked with two laps to go and only Brandt could follow.",
     {"hold_wheel": {"rider": "Brandt", "of": "Costa"}}),
    ("Brandt sheltered behind Costa until the bell.", {"hold_wheel": {"rider": "Brandt", "of": "Costa"}}),
    ("Duval found no way through on the back straight.", {"boxed_in": "Duval"}),
    ("Costa had to be satisfied with third place.", {"order": {"riders": ["Costa"], "from": 3}}),
    ("Third place was claimed by Costa.", {"order": {"riders": ["Costa"], "from": 3}}),
    ("Brandt brought up the rear behind the derny.", {"order": {"riders": ["Brandt"], "from": 6}}),
    ("Costa came from fourth at the bell to take bronze.", {"order": {"riders": ["Costa"], "from": 4}}),
    ("Draw: Alder 1, Brandt 2, Costa 3, Duval 5.", {"order": {"riders": ["Alder", "Brandt", "Costa"], "from": 1}}),
    ("Draw: Alder 1, Brandt 2, Costa 3, Duval 5.", {"order": {"riders": ["Duval"], "from": 5}}),
    ("2 to go: Alder, Brandt, Costa, Duval.", {"order": {"riders": ["Alder", "Brandt", "Costa", "Duval"], "from": 1}}),
    ("Duval led at the bell. Behind him were Alder and Brandt.",
     {"order": {"riders": ["Duval", "Alder", "Brandt"], "from": 1}}),
    ("Alder got the verdict by three thousandths of a second.", {"gap": {"ahead": "Alder", "of": "field", "s": 0.003}}),
    ("By the time he was over the line Alder'd a good two lengths on Brandt. He'd a length on Costa at the bell.",
     {"gap": {"ahead": "Alder", "of": "Costa", "lengths": 1}}),
    ("Alder attacked with two laps to go. Before Brandt could react he was twenty metres clear.",
     {"gap": {"ahead": "Alder", "of": "field", "m": 20}}),
    ("Alder drew level with Brandt at the bell before running out of steam.", {"drop_back": {"rider": "Alder"}}),
    ("Alder: you jumped on Brandt's wheel at the bell. You were second in line at two to go.",
     {"hold_wheel": {"rider": "Alder", "of": "Brandt"}}),
    ("I (Tom Alder) was on the front at the bell, and Brandt came past me in the last bend.",
     {"pass": {"rider": "Brandt", "of": "Alder"}}),
    ("Alder allowed Brandt to lead until the bell.", {"leads": "Brandt"}),
    ("The judges disqualified the Italian.", {"caption": "Costa is relegated"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), SAID, ids=[f"{text[:36]} {next(iter(fact))}" for text, fact in SAID])
def test_what_is_said_is_read(text: str, fact: dict[str, object]) -> None:
    told = [{key: value for key, value in item.items() if key != "when"} for item in story_of(text)]
    assert fact in told


NOT_SAID = (
    ("With two laps to go Alder got bored first and attacked.", "order"),
    ("With two laps to go Eriksen swung down in front of Brandt.", "pass"),
    ("Alder drew level with Brandt at the bell before running out of steam.", "Brandt', 'drop_back"),
    ("Costa goes with two laps to go. Brandt goes with him, and these two are away.", "attack': 'Brandt"),
    ("Alder was third, boxed in by nobody.", "boxed_in"),
    ("He peered at Brandt, who was second.", "'finish'"),
    ("Alder peered at Brandt, who was second. The race had three laps to go.", "'finish'"),
    ("He allowed Brandt to lead until the bell, Alder said.", "leads': 'Alder"),
)


@pytest.mark.parametrize(("text", "words"), NOT_SAID, ids=[text[:40] for text, _ in NOT_SAID])
def test_what_is_not_said_is_not_read(text: str, words: str) -> None:
    assert words not in str(story_of(text))


def test_a_fact_of_the_introduction_may_be_of_any_moment() -> None:
    text = (
        "Alder came past Brandt and is the champion.\n\nThe derny left with three laps to go. Brandt led. "
        "Costa attacked at the bell. Nobody reacted. He was caught. Duval came round him. Alder won."
    )
    assert {"when": {"before": "finish"}, "pass": {"rider": "Alder", "of": "Brandt"}} in story_of(text)


def test_a_heading_that_looks_back_hides_nothing() -> None:
    text = "First keirin gold since 2009 for Alder, who beat the record of 1998\n\nAlder attacked with two laps to go."
    assert {"when": "2 laps to go", "attack": "Alder"} in story_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Alder of England had passed Brandt in the semi-final, after leading from the bell.",
        "In the tempo race Alder attacked with two laps to go.",
        "Alder attacked with two laps to go in last year's final.",
    ],
)
def test_what_was_elsewhere_stays_there(text: str) -> None:
    assert story_of(f"The men's keirin final.\n\n{text}") == []


@pytest.mark.parametrize(
    "text",
    [
        "Brandt set the tempo. Alder attacked with two laps to go.",
        "The 2019 world champion, Alder, attacked with two laps to go.",
        "Yesterday Alder attacked with two laps to go.",
        "As he had done in the semi-final, Alder attacked with two laps to go.",
        "Team sprint champion Alder attacked with two laps to go.",
    ],
)
def test_words_of_other_races_hide_nothing_of_this_one(text: str) -> None:
    assert {"when": "2 laps to go", "attack": "Alder"} in story_of(text)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("In the home straight Costa tried to come round the outside.", "outside"),
        ("In the home straight Costa tried to come up the inside of Brandt.", "inside"),
        ("In the home straight Costa tried the outside but Brandt held on.", "outside"),
        ("In the home straight Costa could not get past Brandt on the inside.", "inside"),
        ("Costa came from fourth place down the inside in the home straight but fell short by half a wheel.", "inside"),
        ("Costa swept up the outside in the home straight, but just ran out of track.", "outside"),
        ("Costa swept up the outside in the home straight but fell just short.", "outside"),
        ("In the home straight Costa tried to pass Brandt, and Alder went wide.", ""),
    ],
)
def test_who_tries_to_pass_tries_it_on_the_side_that_is_told(text: str, side: str) -> None:
    told = of_kind("tries", f"At two laps to go Brandt led.\n\n{text}")
    of_costa = [content for content in told if isinstance(content, dict) and content["rider"] == "Costa"]
    assert [(content["of"], content.get("side", "")) for content in of_costa] == [("Brandt", side)]
