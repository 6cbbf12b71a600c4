from __future__ import annotations

import re

import pytest

from replay.race.story.kinds import KIND_OF
from replay.sources.reports.account.facts.fact_writing import written_facts
from replay.sources.reports.language import fact_rules, report_words
from replay.sources.reports.language.amounts_said import amounts_in
from replay.sources.reports.language.fact_rules import rules_for
from replay.sources.reports.language.moments_said import metres_to_go, moments_in, stretch_m
from replay.sources.reports.language.numbers_said import number_said
from replay.sources.reports.language.report_words import LexiconError, conjugation, entries_of, nations, table

NO_KINDS = {"place", "win", "relegated", "draw", "caught"}
"""Rules for what becomes an order or a gap, or words alone."""


def test_every_file_of_the_lexicon_can_be_read() -> None:
    assert all(table(name) for name in report_words.FILES)
    assert len(nations()) > 60


def test_every_rule_is_for_a_kind_of_the_race_file() -> None:
    assert {rule.fact for rule in fact_rules.fact_rules()} - NO_KINDS <= set(KIND_OF)
    assert callable(written_facts)


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ({"fact": "attack"}, "needs fact and says"),
        ({"fact": "attack", "says": "~(attack)", "colour": "red"}, "unknown keys"),
        ({"fact": "attack", "says": "{who} goes"}, "needs a key"),
        ({"fact": "attack", "says": "~(attack) (", "key": ["attack"]}, "facts.yaml"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(
    rule: dict[str, object], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_rules, "entries_of", lambda *_: (rule,))
    fact_rules.fact_rules.cache_clear()
    with pytest.raises(LexiconError, match=complaint):
        [rule.says for rule in fact_rules.fact_rules()]
    monkeypatch.undo()
    fact_rules.fact_rules.cache_clear()


def test_every_pattern_of_the_lexicon_is_one() -> None:
    for rule in fact_rules.fact_rules():
        assert rule.says.pattern
        assert (rule.passive is None) == (not rule.passive_text)
        assert (rule.unless is None) == (not rule.unless_text)


def test_a_word_sets_off_only_its_rules() -> None:
    kinds = {rule.fact for rule in rules_for(frozenset({"crashed"}))}
    assert "crash" in kinds
    assert "chase" not in kinds
    assert list(rules_for(frozenset({"tea"}))) == []


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("pass", "pass passes passed passing"),
        ("carry", "carry carries carried carrying"),
        ("slip", "slip slips slipped slipping"),
        ("ride", "ride rides rode ridden riding"),
        ("tie", "tie ties tied tying"),
        ("begin", "begin begins began begun beginning"),
        ("overtake", "overtake overtakes overtook overtaken overtaking"),
    ],
)
def test_verbs_are_inflected(lemma: str, forms: str) -> None:
    assert set(conjugation().forms(lemma).all) == set(forms.split())


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two", 2),
        ("two and a half", 2.5),
        ("two-and-a-half", 2.5),
        ("a lap and a half", 1.5),
        ("half a", 0.5),
        ("1½", 1.5),
        ("0,763", 0.763),
        (".76", 0.76),
        ("many", None),
    ],
)
def test_numbers_in_words(words: str, number: float | None) -> None:
    assert number_said(words) == number


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("with three laps to go", "3 laps to go"),
        ("with a lap and a half left", "1.5 laps to go"),
        ("two and a half laps out", "2.5 laps to go"),
        ("with 200 metres remaining", "200 m to go"),
        ("in the last 50 m", "50 m to go"),
        ("as the bell rang", "bell"),
        ("going into the final lap", "bell"),
        ("on the last lap", "on the last lap"),
        ("round the final bend", "last-bend"),
        ("down the home straight", "home straight with 1 lap to go"),
        ("just before the line", "10 m to go"),
        ("as soon as the motorbike peeled off", "pull-off"),
        ("a few seconds after the derny", "pull-off+3"),
    ],
)
def test_moments_in_words(words: str, when: str) -> None:
    found = [moment.template for moment in moments_in(f"he went {words}, they say.")]
    assert found == [when] or metres_to_go(found[0]) == metres_to_go(when)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("by half a wheel", ("by", "half a wheel")),
        ("by three lengths", ("lengths", 3)),
        ("by almost half a lap", ("laps", "almost 0.5")),
        ("by barely more than a quarter of a lap", ("laps", "about 0.25")),
        ("by the length of a straight", ("straights", 1)),
        ("by 0.763 seconds", ("s", 0.763)),
        ("by eight thousandths of a second", ("s", 0.008)),
        ("by about thirty metres", ("m", "about 30")),
        ("by a whisker", ("by", "a whisker")),
    ],
)
def test_amounts_in_words(words: str, written: tuple[str, object]) -> None:
    assert [amount.written() for amount in amounts_in(f"he won {words} then", [])] == [written]


def test_windows_have_their_stretch() -> None:
    assert stretch_m({"between": ["2 laps to go", "bell"]}) == (500.0, 250.0)
    assert stretch_m("on the last lap") == (250.0, 0.0)
    assert stretch_m("some day") is None


IRREGULAR = [
    "arise",
    "awake",
    "bear",
    "beat",
    "become",
    "begin",
    "bend",
    "bet",
    "bind",
    "bite",
    "bleed",
    "blow",
    "break",
    "breed",
    "bring",
    "build",
    "burst",
    "buy",
    "cast",
    "catch",
    "choose",
    "cling",
    "come",
    "creep",
    "cut",
    "deal",
    "dig",
    "do",
    "draw",
    "drive",
    "eat",
    "fall",
    "feed",
    "feel",
    "fight",
    "find",
    "flee",
    "fling",
    "fly",
    "forget",
    "freeze",
    "get",
    "give",
    "go",
    "grind",
    "grow",
    "hang",
    "hear",
    "hide",
    "hit",
    "hold",
    "keep",
    "know",
    "lay",
    "lead",
    "leave",
    "lend",
    "let",
    "lie",
    "lose",
    "make",
    "mean",
    "meet",
    "pay",
    "put",
    "quit",
    "read",
    "ride",
    "ring",
    "rise",
    "run",
    "say",
    "see",
    "seek",
    "sell",
    "send",
    "set",
    "shake",
    "shine",
    "shoot",
    "show",
    "shut",
    "sing",
    "sink",
    "sit",
    "sleep",
    "slide",
    "sling",
    "speak",
    "speed",
    "spend",
    "spin",
    "split",
    "spread",
    "spring",
    "stand",
    "steal",
    "stick",
    "strike",
    "strive",
    "swear",
    "sweep",
    "swim",
    "swing",
    "take",
    "teach",
    "tear",
    "tell",
    "think",
    "throw",
    "tread",
    "wake",
    "wear",
    "weave",
    "win",
    "wind",
    "write",
    "overtake",
]


def test_every_irregular_verb_of_a_rule_has_its_forms() -> None:
    lemmas = {
        lemma.split(" ")[0]
        for rule in entries_of("facts", "rules")
        for group in re.findall(r"~\(([^()]*(?:\([^()]*\)[^()]*)*)\)", str(rule["says"]))
        for lemma in group.split("|")
    }
    assert sorted(lemma for lemma in lemmas & set(IRREGULAR) if lemma not in conjugation().irregular) == []
