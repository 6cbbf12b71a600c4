"""Each fact in many ways and shapes of sentences: verbs of every kind, passives, participles, clauses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.reports.a_race import a_race, story_of

PASS = {"pass": {"rider": "Alder", "of": "Brandt"}}
LEADS, ATTACK, CHASE = {"leads": "Alder"}, {"attack": "Alder"}, {"chase": "Alder"}
WHEEL = {"hold_wheel": {"rider": "Alder", "of": "Brandt"}}
TRIES = {"tries": {"rider": "Alder", "of": "Brandt"}}
LEVEL = {"level": ["Alder", "Brandt"]}
THIRD = {"order": {"riders": ["Costa"], "from": 3}}
TEN_METRES = {"gap": {"ahead": "Alder", "of": "field", "m": 10}}
HALF_A_WHEEL = {"gap": {"ahead": "Alder", "of": "Brandt", "by": "half a wheel"}}
DROPS, BOXED, WAITS = {"drop_back": {"rider": "Alder"}}, {"boxed_in": "Alder"}, {"hesitate": "field"}

SAID = (
    ("Alder scythed past Brandt on the back straight.", PASS),
    ("Brandt was leading when Alder came past on the back straight.", PASS),
    ("Brandt led at the bell before being passed by Alder on the back straight.", PASS),
    ("Brandt led at the bell. On the back straight he was passed by Alder.", PASS),
    ("Alder, who passed Brandt at the bell, never looked back.", PASS),
    ("It took Alder until the back straight to get past Brandt.", PASS),
    ("Alder made light work of passing Brandt on the back straight.", PASS),
    ("Alder took the chance to nip up the inside of Brandt at the bell.",
     {"pass": {"rider": "Alder", "of": "Brandt", "side": "inside"}}),
    ("One kick took Alder past Brandt on the back straight.", PASS),
    ("Brandt lost his place to Alder on the last lap.", PASS),
    ("Brandt did not want the front and let Alder through with two laps to go.", PASS),
    ("Having taken the lead with two laps to go, Alder held it.", LEADS),
    ("With two laps to go the pace was being set by Alder.", LEADS),
    ("Alder strode into the lead on the back straight.", LEADS),
    ("Leading into the final bend was Alder.", LEADS),
    ("At the bell the man in front was Alder.", LEADS),
    ("Two laps before the end attacked Alder.", ATTACK),
    ("Brandt was leading when, with two laps to go, Alder attacked.", ATTACK),
    ("It was left to Alder to attack, with two laps to go.", ATTACK),
    ("Alder shot out of third wheel at the bell.", ATTACK),
    ("There was an attack from Alder at the bell.", ATTACK),
    ("Brandt led at the bell ahead of Alder, who was glued to his wheel.", WHEEL),
    ("At the bell Brandt had Alder for company.", WHEEL),
    ("Brandt attacked with two laps to go. Alder was straight onto his wheel.", WHEEL),
    ("Brandt attacked with two laps to go. On his wheel jumped Alder.", WHEEL),
    ("The job of chasing fell to Alder with two laps to go.", CHASE),
    ("Alder hauled himself back up to Brandt on the back straight.", CHASE),
    ("Brandt attacked with two laps to go, then came Alder leading the rest.", CHASE),
    ("Alder could find no way past Brandt and looked for a way past Brandt on the back straight.", TRIES),
    ("Brandt held off Alder's challenge on the back straight.", TRIES),
    ("Alder matched Brandt stride for stride down the back straight.", LEVEL),
    ("Alder and Brandt entered the home straight together.", LEVEL),
    ("Costa edged out Duval and nabbed bronze.", THIRD),
    ("Third across the line was Costa.", THIRD),
    ("The podium was completed by Costa.", THIRD),
    ("Costa was awarded bronze after Duval was relegated.", THIRD),
    ("Costa, his race run, freewheeled across in third.", THIRD),
    ("With two to go, Alder led from Brandt, with Costa in third.", THIRD | {"when": "2 laps to go"}),
    ("At the bell Alder led, Brandt second, Costa third.", THIRD | {"when": "bell"}),
    ("Alder attacked with two laps to go. His lead at the bell was ten metres.", TEN_METRES),
    ("At the bell, with Alder ten metres clear, Brandt chased.", TEN_METRES),
    ("Alder got the decision over Brandt by half a wheel.", HALF_A_WHEEL),
    ("It was Alder from Brandt by half a wheel.", HALF_A_WHEEL),
    ("Alder squeezed home by half a wheel from Brandt.", HALF_A_WHEEL),
    ("Alder was a spent force by the final bend.", DROPS),
    ("Alder went backwards at the bell.", DROPS),
    ("Brandt had Alder boxed in on the back straight.", BOXED),
    ("Alder was pinned against the black line on the back straight.", BOXED),
    ("With two laps to go everyone was watching everyone else.", WAITS),
    ("The others were slow to react with two laps to go.", WAITS),
    ("Two to go and the riders were in single file: Alder, Brandt, Costa.",
     {"when": "2 laps to go", "order": {"riders": ["Alder", "Brandt", "Costa"], "from": 1}}),
    ("Alder occupied the position behind the pacer, ahead of Brandt and Costa.",
     {"order": {"riders": ["Alder", "Brandt", "Costa"], "from": 1}}),
    ("Duval is on the derny. Brandt 2nd, Costa 3rd.", {"order": {"riders": ["Brandt"], "from": 2}}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), SAID, ids=[text[:50] for text, _ in SAID])
def test_what_is_said_is_read(text: str, fact: dict[str, object]) -> None:
    assert any(fact.items() <= item.items() for item in story_of(text))


SAID_ELSEWHERE = (
    ("Brandt blew the race to bits with two laps to go.", {"when": "2 laps to go", "attack": "Brandt"}),
    ("Brandt goes with 2.5 left!", {"when": "2.5 laps to go", "attack": "Brandt"}),
    ("At the bell Costa determined the tempo.", {"when": "bell", "leads": "Costa"}),
    ("Two laps before the end Costa set himself at the top.", {"leads": "Costa"}),
    ("Costa lay at the bell on position five.", {"when": "bell", "order": {"riders": ["Costa"], "from": 5}}),
    ("Alder won. Costa came from far behind still on place three.", {"order": {"riders": ["Costa"], "from": 3}}),
    ("Brandt had to settle for silver, Italian Costa bagged bronze.", {"order": {"riders": ["Brandt"], "from": 2}}),
    ("Brandt had to settle for silver, Italian Costa bagged bronze.", {"order": {"riders": ["Costa"], "from": 3}}),
    ("Costa done, out the back at the bell.", {"drop_back": {"rider": "Costa"}}),
)


@pytest.mark.parametrize(("text", "fact"), SAID_ELSEWHERE, ids=[text[:50] for text, _ in SAID_ELSEWHERE])
def test_translations_and_threads_are_read(text: str, fact: dict[str, object]) -> None:
    assert any(fact.items() <= item.items() for item in story_of(text))


NOT_SAID = (
    ("Alder attacked at the bell. Costa jumped immediately to his rear wheel.", {"attack": "Costa"}),
    ("Alder shot clear at the bell before anybody answered.", {"chase": "Alder"}),
    ("Brandt had led. Alder popped out of the last bend and went by.", {"drop_back": {"rider": "Alder"}}),
    ("Brandt attacked with two laps to go before Alder realised he had gone.", {"attack": "Alder"}),
    ("Alder resisted Brandt as far as the final bend before cracking.", {"drop_back": {"rider": "Brandt"}}),
    ("Alder squeezed up to pass Brandt in the last bend.", {"pass": {"rider": "Brandt", "of": "Alder"}}),
    ("A big jump from Alder at the bell, Brandt onto his wheel.", {"attack": "Brandt"}),
    ("Alder was too slow to respond at the bell.", {"chase": "Alder"}),
    ("Brandt and Costa waited for Alder to chase at the bell.", {"chase": "Alder"}),
    ("Alder looked past Brandt on the back straight.", PASS),
    ("Alder led at the bell, can Brandt come past Alder?", {"pass": {"rider": "Brandt", "of": "Alder"}}),
    ("At the bell Alder passed Brandt, who had led.", {"when": "bell", "leads": "Brandt"}),
)


@pytest.mark.parametrize(("text", "fact"), NOT_SAID, ids=[text[:50] for text, _ in NOT_SAID])
def test_what_is_not_said_is_not_read(text: str, fact: dict[str, object]) -> None:
    assert not any(fact.items() <= item.items() for item in story_of(text))


def test_a_margin_of_the_third_is_behind_whom_the_table_has_it() -> None:
    race = a_race()
    gaps = (None, 0.05, 0.07, 0.4, 0.5, 0.6)
    timed = replace(race, results=tuple(replace(r, gap_s=gap) for r, gap in zip(race.results, gaps, strict=True)))
    told = story_of("Costa settled for bronze, two hundredths behind.", timed)
    assert {"ahead": "Brandt", "of": "Costa", "s": 0.02} in [item.get("gap") for item in told]


def test_who_is_awaited_answers() -> None:
    waits = "Alder led at the bell. Brandt, on his wheel, waited for him to panic."
    told = story_of(f"{waits} He did not. He looked behind him.")
    assert any(item.get("look_back") == "Alder" for item in told)


def test_the_nation_of_another_rider_is_another_rider() -> None:
    told = story_of("Behind the Dane Alder was boxed in at the bell.")
    assert any(item.get("boxed_in") == "Alder" for item in told)


def test_names_that_are_words_are_names_in_a_text_without_capitals() -> None:
    race = a_race(riders=(("Jonny", "Castle", "GBR"), ("Remy", "Duclos", "FRA"), ("Will", "Harper", "AUS")))
    told = story_of("WHAT a race. 2 laps out harper attacks. castle 15m behind at the bell, duclos 2nd", race)
    assert {"when": "2 laps to go", "attack": "Harper"} in told
    assert "Castle" not in str(story_of("2 laps out the castle attacks, castle on his wheel. duclos 2nd", race))
