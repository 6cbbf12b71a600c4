"""How certain a reading is: by its traits, and by whether it fits beside the other facts and the results."""

from __future__ import annotations

import pytest

from replay.sources.found import UNSURE, FoundFact, Origin
from replay.sources.reports.certainty.contradictions import with_contradictions_unsure
from replay.sources.reports.certainty.fact_certainty import ALWAYS, certainty, least_certainty
from replay.sources.reports.certainty.reading_traits import traits_of
from replay.sources.reports.language.report_text import sentences_of
from replay.sources.reports.language.report_words import mapping_of
from replay.sources.reports.sentence.name_book import name_book
from tests.sources.reports.a_race import a_race, facts_of, story_of

BOOK = name_book(a_race(), ())


def fact(kind: str, content: object, when: object, text: str = "Alder led") -> FoundFact:
    return FoundFact(kind, {"when": when, kind: content}, 0.9, (Origin("report", 1, 1, 0, len(text)),))


def kept(*facts: FoundFact, certain: tuple[float, ...] = ()) -> list[bool]:
    """Which of some facts stay facts beside each other."""
    found = with_contradictions_unsure(facts, certain or (0.9,) * len(facts), BOOK)
    return [one.sure > UNSURE for one in found]


def traits(text: str, kind: str, content: object, when: object = "bell") -> frozenset[str]:
    sentences = {sentence.number: sentence for sentence in sentences_of(text)}
    last = max(sentences)
    start = sentences[last].start
    origin = Origin("report", 1, last, start, start + len(sentences[last].text))
    return traits_of([FoundFact(kind, {"when": when, kind: content}, 0.9, (origin,))], sentences, BOOK)[0]


def test_who_is_named_is_surer_than_who_is_not() -> None:
    named = traits("Alder drifted back at the bell.", "drop_back", {"rider": "Alder"})
    meant = traits("Alder led.\n\nIt was hard. He drifted back at the bell.", "drop_back", {"rider": "Alder"})
    assert "the subject is named in the words" in named
    assert {"the subject is a pronoun", "nobody named just before", "somebody who is not named rides so"} <= meant
    assert certainty(named) > certainty(meant)


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("The German led at the bell.", "the subject is named by nation"),
        ("The champion led at the bell.", "the subject is described"),
        ("Went at the bell.", "the subject is left out"),
        ("Alder led at the bell (they say).", "the sentence has brackets"),
        ("Alder, who had won his heat, led at the bell.", "the sentence speaks of other races"),
    ],
)
def test_a_trait_is_of_the_words(text: str, trait: str) -> None:
    assert trait in traits(text, "leads", "Brandt")


def test_weights_are_of_traits_that_there_are() -> None:
    weights = mapping_of("certainty", "weights")
    assert ALWAYS in weights
    assert 0.5 < least_certainty() < certainty(frozenset())


def test_what_is_read_with_little_certainty_is_a_remark_with_its_reason() -> None:
    text = (
        "Alder led from Brandt and Costa.\n\nIt was loud (very loud), and after the heats nobody expected it, "
        "but he was made to drift back by the noise, which grew until the roof shook and the judges looked up."
    )
    doubtful = [one for one in facts_of(text) if one.sure <= UNSURE]
    assert all(one.unsure_because for one in doubtful)
    assert not any("drop_back" in item for item in story_of(text))


def test_two_do_not_lead_at_one_moment() -> None:
    both = (fact("leads", "Alder", "bell"), fact("leads", "Brandt", "bell"))
    assert kept(*both) == [False, False]
    assert kept(*both, certain=(0.95, 0.8)) == [True, False]
    assert kept(fact("leads", "Alder", "bell"), fact("order", {"riders": ["Brandt"], "from": 1}, "bell")) == [False] * 2


def test_a_winner_neither_falls_nor_fades_on_the_line() -> None:
    assert kept(fact("crash", "Alder", "bell")) == [False]
    assert kept(fact("crash", "Brandt", "bell")) == [True]
    assert kept(fact("drop_back", {"rider": "Alder"}, "50 m to go")) == [False]
    assert kept(fact("drop_back", {"rider": "Alder"}, "bell")) == [True]


def test_who_leads_just_before_the_line_is_not_beaten() -> None:
    ahead = fact("leads", "Brandt", "20 m to go")
    assert kept(ahead) == [False]
    assert kept(ahead, fact("pass", {"rider": "Alder", "of": "Brandt"}, "finish")) == [True, True]


def test_nobody_is_twice_in_an_order_or_beside_himself() -> None:
    assert kept(fact("order", {"riders": ["Alder", "Brandt", "Alder"], "from": 1}, "bell")) == [False]
    assert kept(fact("hold_wheel", {"rider": "Alder", "of": "Alder"}, "bell")) == [False]


def test_one_is_passed_on_one_side() -> None:
    inside = fact("pass", {"rider": "Alder", "of": "Brandt", "side": "inside"}, "last-bend")
    outside = fact("outside", {"rider": "Alder", "of": "Brandt"}, "last-bend")
    assert kept(inside, outside) == [False, False]
    assert kept(inside, fact("inside", {"rider": "Alder", "of": "Brandt"}, "last-bend")) == [True, True]
