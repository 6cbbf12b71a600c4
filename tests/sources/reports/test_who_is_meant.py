"""Whom words mean that name nobody, or somebody ahead of the name; and who else does what a verb says."""

from __future__ import annotations

import pytest

from tests.sources.reports.a_race import a_race, story_of


def of(kind: str, rider: str, other: str) -> dict[str, object]:
    return {kind: {"rider": rider, "of": other}}


MEANT = (
    # a pronoun before the name
    ("With Alder glued to his wheel, Brandt led at the bell.", of("hold_wheel", "Alder", "Brandt")),
    # several who are passed, each with its moment
    ("Alder went round Brandt on the back straight, then Costa in the final bend.",
     {"when": "last-bend", **of("pass", "Alder", "Costa")}),
    ("Passing Costa at the bell and Duval on the back straight, Alder closed on Brandt.",
     {"when": "back straight on the last lap", **of("pass", "Alder", "Duval")}),
    ("On the outside Alder came, past Costa, past Duval.", of("pass", "Alder", "Duval")),
    # one behind another
    ("Alder had Costa on his wheel and Duval behind him.", of("hold_wheel", "Duval", "Costa")),
    ("Alder dropped in behind Brandt, Costa behind him, with two laps to go.", of("hold_wheel", "Alder", "Brandt")),
    # two who are spoken of together
    ("Costa and Brandt watched each other, and neither saw Alder coming. He was past both before the final bend.",
     of("pass", "Alder", "Costa")),
    ("Costa attacked with two laps to go. Alder went with him, Brandt did not. By the bell the two had five lengths.",
     {"when": "bell", "gap": {"ahead": "Costa", "of": "field", "lengths": 5}}),
    ("While Brandt and Costa fought over the wheel of Duval, Alder slipped by both of them at the bell.",
     of("pass", "Alder", "Brandt")),
    # the subject of the last clause
    ("Duval stayed out of trouble, Costa did not. He attacked at the bell.", {"attack": "Costa"}),
    ("With two laps to go it was Costa's turn, and he took Duval with him.", of("hold_wheel", "Duval", "Costa")),
    # what is told of a place and a moment beside it
    ("Costa sat on the derny with Duval second and Alder, the favourite, biding his time in fifth.",
     {"order": {"riders": ["Alder"], "from": 5}}),
    ("Eriksen was at the rear of the field with two laps to go.", {"order": {"riders": ["Eriksen"], "from": 6}}),
    ("The order at the bell: Brandt, Costa, Alder.",
     {"when": "bell", "order": {"riders": ["Brandt", "Costa", "Alder"], "from": 1}}),
    ("Brandt led. Alder went by in the home straight.",
     {"when": "home straight on the last lap", **of("pass", "Alder", "Brandt")}),
    ("Alder came home three lengths to the good.",
     {"when": "finish", "gap": {"ahead": "Alder", "of": "field", "lengths": 3}}),
    ("Alder won, with Brandt half a wheel back.",
     {"when": "finish", "gap": {"ahead": "Alder", "of": "Brandt", "by": "half a wheel"}}),
    # fragments
    ("Duval goes at the bell! Brandt on him, Alder on Brandt", of("hold_wheel", "Alder", "Brandt")),
    ("Two to go, still Duval, from Costa", {"when": "2 laps to go", "leads": "Duval"}),
    ("When Duval went with two to go Brandt let him go.", {"hesitate": "Brandt"}),
    ("Van Dam and Eriksen tangled at the bell and both hit the boards.", {"when": "bell", "crash": "Eriksen"}),
)  # fmt: skip

NOT_SAID = (
    ("The plan was for Alder to attack with two laps to go.", {"attack": "Alder"}),
    ("Alder shaped to attack with two laps to go but sat down again.", {"attack": "Alder"}),
    ("Alder was too clever to attack early.", {"attack": "Alder"}),
    ("Alder, asked whether he had gone too soon, shook his head.", {"attack": "Alder"}),
    ("Alder avoided being boxed in at the bell.", {"boxed_in": "Alder"}),
    ("Alder never let Brandt get a length ahead.", {"gap": {"ahead": "Brandt", "of": "field", "lengths": 1}}),
    ("Alder crept away from the line.", {"attack": "Alder"}),
    ("Eriksen came down hard at the bell, taking van Dam with him.", of("hold_wheel", "van Dam", "Eriksen")),
    ("One by one Alder reeled them in: Duval at the bell, Costa on the back straight, Brandt in the final bend.",
     {"order": {"riders": ["Duval", "Costa", "Brandt"], "from": 1}}),
    ("At the line Brandt was half a wheel up.", {"gap": {"ahead": "Brandt", "of": "field", "by": "half a wheel"}}),
    ("With half a lap left it looked over.", {"look_back": "Alder"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "fact"), MEANT, ids=[text[:50] for text, _ in MEANT])
def test_who_is_meant(text: str, fact: dict[str, object]) -> None:
    assert any(fact.items() <= item.items() for item in story_of(text)), story_of(text)


@pytest.mark.parametrize(("text", "fact"), NOT_SAID, ids=[text[:50] for text, _ in NOT_SAID])
def test_what_is_only_meant_is_not_read(text: str, fact: dict[str, object]) -> None:
    assert not any(fact.items() <= item.items() for item in story_of(text))


def test_who_writes_without_capitals_is_read() -> None:
    text = "two to go and brandt attacks, costa on his wheel. bell, alder sixth. alder passes costa in the last bend"
    facts = story_of(text)
    assert {"when": "2 laps to go", "attack": "Brandt"} in facts
    assert {"when": "bell", "order": {"riders": ["Alder"], "from": 6}} in facts
    assert {"when": "last-bend", **of("pass", "Alder", "Costa")} in facts


def test_names_that_are_words_stay_words_in_a_text_without_capitals() -> None:
    riders = (("Tom", "Young", "GBR"), ("Jan", "Brandt", "GER"), ("Luca", "Sprint", "ITA"))
    assert story_of("brandt attacks at the bell, a young rider and the sprint of his life", a_race(riders=riders)) == [
        {"when": "bell", "attack": "Brandt"}
    ]


def test_a_family_name_may_be_shortened() -> None:
    assert {"when": "2 laps to go", "attack": "Brandt"} in story_of("Alder rode. Brandty attacked with two laps to go.")


def test_who_signs_a_report_is_its_first_person() -> None:
    text = "Brandt attacked at the bell. I jumped on his wheel, and yours truly finished third. (Luca Costa)"
    assert any(of("hold_wheel", "Costa", "Brandt").items() <= item.items() for item in story_of(text))


def test_who_rides_the_pacer_may_have_a_name() -> None:
    facts = story_of(
        "Six of them, and Geoff on the motorbike. Geoff pulled off with three laps to go. Alder led at the bell."
    )
    assert {"when": "3 laps to go", "pacer_off": True} in facts


def test_our_rider_is_the_one_named_first() -> None:
    facts = story_of("Alder rode the final for us. Brandt led at the bell. Our rider attacked on the back straight.")
    assert {"when": "back straight on the last lap", "attack": "Alder"} in facts


def test_somebody_described_amid_a_sentence_is_not_who_was_named_in_it() -> None:
    text = (
        "Alder looked beaten when Eriksen attacked with two laps to go. "
        "At the bell Eriksen was 15 metres clear and the Yorkshire lad was fifth."
    )
    orders = [item["order"] for item in story_of(text) if "order" in item]
    assert orders == [{"riders": ["Alder"], "from": 5}]


def test_how_the_final_was_reached_is_of_another_race() -> None:
    text = (
        "Brandt led at two laps to go. "
        "Alder had qualified for the final by winning his semi-final after leading from the bell."
    )
    assert not any("Alder" in str(item) for item in story_of(text))


def test_who_rides_around_the_fallen_passes_nobody() -> None:
    facts = story_of("Eriksen crashed at the bell. Alder steered around him, Brandt walked away from it all.")
    assert [next(key for key in item if key != "when") for item in facts] == ["crash"]


def test_what_was_only_tried_is_taken_back() -> None:
    assert story_of("Brandt led at the bell. Alder jumped on his wheel, or tried to.") == [
        {"when": "bell", "leads": "Brandt"}
    ]


def test_a_possessive_is_no_verb() -> None:
    assert not any("leads" in item for item in story_of("Costa rode. Brandt and Alder's wheel in front: a picture."))


def test_what_a_sentence_leaves_out_is_the_last_subject() -> None:
    text = "Alder was second at two laps to go. Slowed, saw Brandt look up, and jumped at the bell."
    assert {"when": "bell", "attack": "Alder"} in story_of(text)
