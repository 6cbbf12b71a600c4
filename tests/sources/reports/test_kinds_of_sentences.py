"""Kinds of sentences that reports have, each with what has to be read in it and what must not."""

from __future__ import annotations

import pytest

from replay.sources.reports.language.amounts_said import amounts_in
from replay.sources.reports.language.numbers_said import number_said
from replay.sources.reports.language.unread_parts import unread_parts
from replay.sources.reports.report_reader import read_report
from tests.sources.reports.a_race import a_race, of_kind, story_of

WHO = (
    ("Alder went past Brandt at the bell with Costa following him.", "hold_wheel", {"rider": "Costa", "of": "Alder"}),
    ("Alder led. With Brandt tucked in behind he had closed the gap by the bell.", "chase", "Alder"),
    ("For Duval it was bad luck. He was boxed in at the bell.", "boxed_in", "Duval"),
    ("It was Costa who broke first, with two laps to go.", "attack", "Costa"),
    ("What does Brandt do with two laps to go? He attacks.", "attack", "Brandt"),
    ("Alder hit the boards in turn two on the last lap and brought down Costa.", "crash",
     {"rider": "Alder", "down": "Costa"}),
    ("Bell: Alder, Brandt on his hip.", "at_shoulder", {"rider": "Brandt", "of": "Alder"}),
    ("Had Alder gone, Brandt would have won; instead Costa attacked at the bell.", "attack", "Costa"),
    ("At the bell Alder was passed by Brandt and then Costa.", "pass", {"rider": "Costa", "of": "Alder"}),
    ("Alder finished a length and more back in third.", "order", {"riders": ["Alder"], "from": 3}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "fact"), WHO, ids=[text[:40] for text, _, _ in WHO])
def test_who_did_it(text: str, kind: str, fact: object) -> None:
    riders = (("Jan", "Brandt", "GER"), ("Luca", "Costa", "ITA"), ("Tom", "Alder", "GBR"), ("Paul", "Duval", "FRA"))
    race = a_race(riders=riders)
    assert fact in [item[kind] for item in story_of(text, race) if kind in item]


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("in turn two with two laps to go", "turn 2 with 2 laps to go"),
        ("in the back straight with two laps to go", "back straight with 2 laps to go"),
        ("in turn two on the penultimate lap", "turn 2 with 2 laps to go"),
        ("in turn one with half a lap to go", "turn 1 on the last lap"),
        ("in turn two", "turn 2 on the last lap"),
    ],
)
def test_a_turn_is_on_the_lap_that_is_named_after_it(words: str, when: str) -> None:
    riders = (("Jan", "Brandt", "GER"), ("Luca", "Costa", "ITA"), ("Tom", "Alder", "GBR"))
    (fact,) = (item for item in story_of(f"Alder attacked {words}.", a_race(riders=riders)) if "attack" in item)
    assert fact["when"] == when


@pytest.mark.parametrize(
    "text", ["Alder won. After the finish Costa attacked.", "Alder won. After crossing the line, Costa led Brandt."]
)
def test_what_was_after_the_line_is_no_fact(text: str) -> None:
    riders = (("Jan", "Brandt", "GER"), ("Luca", "Costa", "ITA"), ("Tom", "Alder", "GBR"))
    assert [item for item in story_of(text, a_race(riders=riders)) if {"attack", "leads"} & set(item)] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Alder attacked at the bell, taking Costa with him.", "crash"),
        ("Brandt always attacks with three laps to go, Alder says.", "attack"),
        ("Graham drove the derny, and Graham got confused, so he came off at the bell. Alder waited.", "crash"),
        ("At the bell Alder was there. Coming up to the bell they caught Costa.", "move_up"),
        ("The Dutchman came down on Alder at the bell.", "crash"),
        ("Alder came up from sixth all the way to third at the bell.", "order"),
        ("Alder attacked again in the bar.", "attack"),
        ("Costa was caught by Alder at the bell.", "contact"),
        ("A quarter of a lap! Alder cannot believe it.", "attack"),
    ],
)
def test_what_was_not_done(text: str, kind: str) -> None:
    assert of_kind(kind, text) == []


CAUGHT = {"ahead": "Costa", "of": "field", "lengths": "at most 1"}


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("At the bell Costa was caught, and Duval went over the top of the field.", {"when": "bell", "gap": CAUGHT}),
        ("By the bell the field had caught him.", {"when": "bell", "gap": CAUGHT}),
        ("Costa was reeled in at the bell.", {"when": "bell", "gap": CAUGHT}),
        ("He was caught by Alder at the bell.", {"when": "bell", "gap": CAUGHT | {"of": "Alder"}}),
        ("Alder caught Costa at the bell.", {"when": "bell", "gap": CAUGHT | {"of": "Alder"}}),
    ],
)
def test_who_is_caught_is_a_length_ahead_at_most(text: str, item: dict[str, object]) -> None:
    assert item in story_of(f"Costa attacked with two laps to go. {text}")


@pytest.mark.parametrize(
    "text",
    [
        "Costa was caught napping at the bell.",
        "Alder was catching Costa at the bell.",
        "Alder tried to catch Costa at the bell.",
        "Costa was caught at the rear at the bell.",
        "Alder caught Costa on the line.",
    ],
)
def test_who_is_not_caught(text: str) -> None:
    assert not [item for item in story_of(text) if "lengths" in dict(item.get("gap") or {})]  # type: ignore[call-overload]


def test_the_place_from_which_somebody_goes_is_a_fact() -> None:
    def fourth(when: object) -> dict[str, object]:
        return {"when": when, "order": {"riders": ["Costa"], "from": 4}}

    assert fourth("2 laps to go") in story_of("Costa attacked from fourth wheel with two laps to go.")
    assert fourth("bell") in story_of("At the bell Costa jumped from fourth in line.")
    assert fourth("bell") in story_of("Costa moved up from fourth place at the bell.")
    swept = story_of("From fourth wheel Costa swept past the field in the final bend.")
    assert fourth({"before": "last-bend"}) in swept
    assert not [item for item in story_of("At the bell Costa came from fourth to second.") if "order" in item]


def test_a_shared_place_is_a_dead_heat_at_the_line() -> None:
    level = {"when": "finish", "level": ["Costa", "Duval"]}
    for words in ("could not be separated and shared bronze", "shared third place", "dead-heated for third"):
        assert level in story_of(f"Alder attacked at the bell. Costa and Duval {words}.")


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("less than half a wheel", {"wheels": "at most 0.5"}),
        ("under a wheel", {"wheels": "at most 1"}),
        ("more than a length", {"lengths": "at least 1"}),
        ("just under a length", {"lengths": "almost 1"}),
        ("half a wheel", {"by": "half a wheel"}),
    ],
)
def test_bounds_of_amounts_are_kept(words: str, amount: dict[str, object]) -> None:
    assert of_kind("gap", f"Alder beat Brandt by {words}.") == [{"ahead": "Alder", "of": "Brandt", **amount}]


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("No - official, Alder by a tyre.", {"ahead": "Alder", "of": "field", "by": "a whisker"}),
        ("Costa led at the bell, still in the lead with one length of margin on Brandt.",
         {"ahead": "Costa", "of": "Brandt", "lengths": 1}),
        ("At the bell Costa led. Costa's lead was five metres at the bell.",
         {"ahead": "Costa", "of": "field", "m": 5}),
        ("Costa attacked with two laps to go. He had half a length entering the straight.",
         {"ahead": "Costa", "of": "field", "lengths": 0.5}),
    ],
)  # fmt: skip
def test_an_amount_without_a_verb_of_its_own(text: str, gap: dict[str, object]) -> None:
    assert gap in of_kind("gap", text)


def test_who_says_his_name_is_the_one_who_tells() -> None:
    text = "I'm Tom Alder and this was my race. I was fourth behind the derny. With two laps to go I attacked."
    assert {"when": "2 laps to go", "attack": "Alder"} in story_of(text)


def test_places_behind_the_pacer_after_the_race_was_summed_up() -> None:
    text = "Alder led up to the bell. Costa was first behind the moto, Brandt 2nd, Duval 3rd."
    order = {"riders": ["Costa", "Brandt", "Duval"], "from": 1}
    assert {"when": {"between": ["start", "pull-off"]}, "order": order} in story_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pulled off 3 to go. Alder waited.",
        "The motorbike came down from the track with three laps to go. Alder waited.",
        "Thank you Geoff for driving the derny. Geoff swung off with three laps to go. Alder waited.",
    ],
)
def test_the_pacer_leaves_in_other_words(text: str) -> None:
    assert {"when": "3 laps to go", "pacer_off": True} in story_of(text)


def test_a_condition_before_a_question_asks() -> None:
    assert story_of(
        "Alder led at the bell. If Brandt had attacked at the bell, how many metres would he have led?"
    ) == [{"when": "bell", "leads": "Alder"}]


def test_nobody_is_laps_ahead() -> None:
    assert of_kind("gap", "Alder attacked with two laps to go. Brandt has two laps to get it back.") == []


def test_who_wins_the_toss_has_not_won() -> None:
    assert not [item for item in story_of("Brandt won the toss, so Costa led.") if item["when"] == "finish"]


def test_what_is_said_of_one_margin_twice_is_one_try() -> None:
    told = of_kind("tries", "Alder tried to come around the outside of Brandt at the bell but could not get past.")
    assert told == [{"rider": "Alder", "of": "Brandt", "side": "outside"}]


def test_a_race_that_is_not_named_is_known_by_its_riders() -> None:
    text = (
        "Moreau wins the first semi. On to the next.\n\n"
        "Alder is behind the derny, then Brandt, Costa, Duval, Eriksen and van Dam.\n\nCosta attacks at the bell."
    )
    semifinal, other = a_race("semifinal", "2"), a_race("semifinal", "1", (("A", "Moreau", "FRA"),))
    assert {"when": "bell", "attack": "Costa"} in story_of(text, semifinal, other)


def test_a_report_that_names_no_rider_of_the_race_says_nothing_of_it() -> None:
    text = "Quintal won the keirin. As the derny pulled off with three laps to go nobody moved."
    reading = read_report(text, "report.txt", a_race())
    assert reading.facts == ()
    assert {sentence.why_not for sentence in reading.sentences} == {"the report names no rider of this race"}


def test_parts_in_which_nothing_was_read_are_listed() -> None:
    text = "Alder attacked at the bell, and his mother dropped her sandwich."
    (sentence,) = read_report(text, "report.txt", a_race()).sentences
    assert sentence.unread == ("and his mother dropped her sandwich",)
    assert list(unread_parts("one two three, four", [(0, 3)])) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [("thirteen", 13), ("seventy-five", 75), ("twenty-one", 21), ("a lap and three quarters", 1.75), ("ninety", 90)],
)
def test_numbers_in_words(words: str, number: float) -> None:
    assert number_said(words) == number


def test_a_unit_is_no_part_of_a_word() -> None:
    assert list(amounts_in("as far as he went, i am sure, at a wheel's length", [])) != []
    assert [amount.key for amount in amounts_in("as far as seconds go i am metres away", [])] == []
