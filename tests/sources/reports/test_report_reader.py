from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.racefile.reader import parse_race
from replay.sources.found import MOST_WORDS, UNSURE
from replay.sources.reports.report_reader import MOST_SENTENCES, read_report
from tests.sources.reports.a_race import a_race, facts_of, of_kind, story_of

SENTENCES = (
    ("Alder attacked with two laps to go.", {"when": "2 laps to go", "attack": "Alder"}),
    ("Attacking with two laps left, Tom Alder surprised them.", {"when": "2 laps to go", "attack": "Alder"}),
    ("Alder, second wheel behind Brandt, made his move at the bell.", {"when": "bell", "attack": "Alder"}),
    ("Costa, who had gone early, was passed by the Dane on the back straight.",
     {"when": "back straight on the last lap", "pass": {"rider": "Eriksen", "of": "Costa"}}),
    ("As the derny pulled off with three laps to go nobody moved.", {"when": "3 laps to go", "pacer_off": True}),
    ("Brandt led by three lengths at the bell.",
     {"when": "bell", "gap": {"ahead": "Brandt", "of": "field", "lengths": 3}}),
    ("Alder came around the outside of Brandt in the final bend.",
     {"when": "last-bend", "pass": {"rider": "Alder", "of": "Brandt", "side": "outside"}}),
    ("Alder beat Brandt by two thousandths of a second.",
     {"when": "finish", "gap": {"ahead": "Alder", "of": "Brandt", "s": 0.002}}),
    ("With 450 metres to go the Dutchman moved up to second.",
     {"when": "450 m to go", "move_up": {"rider": "van Dam", "to": 2}}),
    ("Duval was boxed in on the last lap.", {"when": "on the last lap", "boxed_in": "Duval"}),
    ("At the bell Brandt was leading from Alder.",
     {"when": "bell", "order": {"riders": ["Brandt", "Alder"], "from": 1}}),
    ("Alder tried to come around Brandt at the bell.", {"when": "bell", "tries": {"rider": "Alder", "of": "Brandt"}}),
    ("Costa drew level with Duval in the home straight.",
     {"when": "home straight on the last lap", "level": ["Costa", "Duval"]}),
    ("Brandt controlled the pace and at the bell van Dam was on his wheel.",
     {"when": "bell", "hold_wheel": {"rider": "van Dam", "of": "Brandt"}}),
    ("Alder shot between Brandt and Costa in the finishing straight.",
     {"when": "home straight on the last lap", "through": {"rider": "Alder", "between": ["Brandt", "Costa"]}}),
    ("Costa fell in turn 3 on the last lap, bringing down Duval.",
     {"when": "turn 3 on the last lap", "crash": {"rider": "Costa", "down": "Duval"}}),
    ("Eriksen faded on the back straight.",
     {"when": "back straight on the last lap", "drop_back": {"rider": "Eriksen"}}),
    ("Behind the derny the order was: Costa, Duval, Alder and Brandt.",
     {"when": {"between": ["start", "pull-off"]},
      "order": {"riders": ["Costa", "Duval", "Alder", "Brandt"], "from": 1}}),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "fact"), SENTENCES, ids=[sentence[:40] for sentence, _ in SENTENCES])
def test_a_sentence_becomes_a_fact(sentence: str, fact: dict[str, object]) -> None:
    assert fact in story_of(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Brandt led at the bell by 10 metres.",
        "Brandt led at the bell, by 10 metres.",
        "Brandt was leading at the bell by 10 metres.",
        "Brandt was ahead at the bell by 10 metres.",
        "Brandt went clear at the bell by 10 metres.",
    ],
)
def test_metres_behind_the_moment_are_a_gap(sentence: str) -> None:
    assert {"when": "bell", "gap": {"ahead": "Brandt", "of": "field", "m": 10}} in story_of(sentence)


def test_who_draws_the_back_is_last_of_all() -> None:
    told = of_kind("order", "Costa drew first place behind the derny, Duval second and Alder at the back.")
    assert told == [{"riders": ["Costa", "Duval"], "from": 1}, {"riders": ["Alder"], "from": 6}]


@pytest.mark.parametrize(
    "sentence",
    [
        "In the last few metres Alder came past Brandt to win by four hundredths of a second.",
        "Alder won in the last few metres by four hundredths of a second.",
        "With 30 metres left Alder beat Brandt by four hundredths of a second.",
        "Coming out of the last bend Alder went past and won by 0.04 seconds.",
    ],
)
def test_a_margin_that_is_told_with_a_win_is_the_one_at_the_line(sentence: str) -> None:
    (gap,) = (item for item in story_of(sentence) if "gap" in item)
    assert gap["when"] == "finish"


@pytest.mark.parametrize(
    "sentence",
    [
        "Costa won by a whisker.",
        "Costa took gold by 0.02 seconds.",
        "Costa beat Alder by half a wheel.",
        "Costa crossed the line a wheel ahead of Brandt.",
    ],
)
def test_a_gap_at_the_finish_that_the_results_deny_is_as_unsure_as_the_order(sentence: str) -> None:
    facts = facts_of(sentence)
    assert "gap" in {fact.kind for fact in facts}
    assert all(fact.sure <= UNSURE and fact.unsure_because.startswith("the results") for fact in facts)


NO_EVENTS = (
    "Alder could have attacked with two laps to go.",
    "If Brandt had attacked at the bell, Alder would have followed him.",
    "Alder wanted to attack with three laps to go.",
    "Alder never led.",
    "Alder did not attack at the bell.",
    "Will Alder attack with two laps to go?",
    "Alder attacked the record books.",
    "Alder jumped for joy.",
    "Alder passed up the chance to ride in Rome.",
    "Alder has won three world titles.",
    "Alder attacked with two laps to go last year.",
    "In the semi-final Alder attacked with two laps to go.",
    "In the scratch race Alder attacked with two laps to go.",
    "Alder's coach crashed into the fence.",
    "Smith attacked with two laps to go.",
    "Laura Alder attacked with two laps to go.",
    "In the women's final she led from the bell.",
)


@pytest.mark.parametrize("sentence", NO_EVENTS)
def test_what_did_not_happen_here_is_no_fact(sentence: str) -> None:
    assert story_of(sentence) == []


def test_what_is_quoted_or_hedged_is_kept_as_unsure() -> None:
    (quoted,) = facts_of('"Alder attacked at the bell," said Brandt.')
    (hedged,) = facts_of("Alder appeared to attack at the bell.")
    assert max(quoted.sure, hedged.sure) <= UNSURE
    assert quoted.unsure_because == "somebody is quoted"
    assert hedged.unsure_because == "hedged: appeared"


def test_pronouns_have_the_right_owner() -> None:
    text = "Alder sat behind Brandt. He attacked with two laps to go. Costa was on his wheel."
    assert of_kind("attack", text) == ["Alder"]
    assert {"rider": "Costa", "of": "Alder"} in of_kind("hold_wheel", text)


def test_a_nation_means_its_rider_and_a_title_whoever_was_called_so() -> None:
    assert of_kind("attack", "The Italian attacked at the bell.") == ["Costa"]
    text = "World champion Paul Duval was drawn last. The world champion attacked at the bell."
    assert of_kind("attack", text) == ["Duval"]


def test_a_fact_without_a_moment_lies_between_those_around_it() -> None:
    text = "Brandt attacked with two laps to go. Costa led the chase. At the bell Alder passed Costa."
    assert {"when": {"between": ["2 laps to go", "bell"]}, "chase": "Costa"} in story_of(text)


def test_another_round_of_the_same_riders_does_not_leak() -> None:
    text = "In the final Alder attacked at the bell.\n\nIn the semi-finals he had crashed in the last bend. Brandt led."
    assert story_of(text) == [{"when": "bell", "attack": "Alder"}]
    assert story_of(text, a_race("quarterfinal", "1"), a_race()) == []


def test_two_accounts_of_one_lead_are_both_kept() -> None:
    text = "Alder attacked.\nWith two laps to go he was half a lap clear.\nWith two to go Alder led by 30 metres."
    gaps = [item for item in story_of(text) if "gap" in item]
    assert [item["gap"] for item in gaps] == [
        {"ahead": "Alder", "of": "field", "laps": 0.5},
        {"ahead": "Alder", "of": "field", "m": 30},
    ]


def test_a_win_that_the_table_gives_to_another_is_unsure() -> None:
    (fact,) = facts_of("Brandt won the keirin.")
    assert fact.sure <= UNSURE
    assert "another winner" in fact.unsure_because


def test_every_fact_knows_where_it_was_read() -> None:
    text = "A quiet start.\n\nThen Brandt attacked with two laps to go, and Alder led the chase."
    for fact in facts_of(text):
        (origin,) = fact.origins
        assert (origin.source, origin.line, origin.sentence) == ("report.txt", 3, 2)
        assert len(origin.words.split()) <= MOST_WORDS
        assert " ".join(text[origin.start : origin.end].split()).startswith(origin.words)


def test_every_sentence_is_accounted_for() -> None:
    reading = read_report("Alder attacked. The sun shone on Rome. Will he win?", "report.txt", a_race())
    assert [bool(sentence.facts) for sentence in reading.sentences] == [True, False, False]
    assert all(sentence.facts or sentence.why_not for sentence in reading.sentences)


RACE_FILE = """
schema: 1
meet: {title: A meet}
event: {kind: keirin, category: men, distance_m: 1500}
track: izu
riders: [{last: Alder}, {last: Brandt}, {last: Costa}, {last: Duval}, {last: Eriksen}, {last: van Dam}]
"""


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in SENTENCES])
def test_items_are_as_the_race_file_writes_them(sentence: str) -> None:
    story = "\n".join(f"  - {_as_yaml(item)}" for item in story_of(sentence))
    assert parse_race(f"{RACE_FILE}story:\n{story}\n".encode()).story


def _as_yaml(value: object) -> str:
    """Values of items in YAML: names are quoted, truths are not."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_as_yaml(content)}" for key, content in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_yaml, value)) + "]"
    return (
        str(value).lower()
        if isinstance(value, bool)
        else str(value)
        if isinstance(value, int | float)
        else f'"{value}"'
    )


WORDS = [
    *(
        "Alder",
        "Brandt",
        "Costa",
        "the Dutchman",
        "he",
        "his",
        "him",
        "who",
        "attacked",
        "led",
        "passed",
        "by",
        "from",
        "of",
    ),
    *("with two laps to go", "at the bell", "a wheel", "half a lap", "0.3 s", "last", "third", "boxed in", "behind"),
    *(
        "the derny",
        "pulled off",
        "and",
        "but",
        ",",
        ".",
        "!",
        "?",
        '"',
        "\u201c",
        "'s",
        "had",
        "not",
        "could",
        "if",
        "\n",
        "\n\n",
    ),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_any_words_are_read_without_a_traceback(text: str) -> None:
    reading = read_report(text, "report.txt", a_race())
    for fact in reading.facts:
        assert set(fact.fields) == {"when", fact.kind}
        assert 0 < fact.sure <= 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_traceback(text: str) -> None:
    reading = read_report(text, "report.txt", a_race())
    assert all(0 <= sentence.origin.start <= sentence.origin.end <= len(text) for sentence in reading.sentences)


@pytest.mark.parametrize("text", ['"' * 200_000, '"a" ' * 50_000, "“" * 100_000, "'A" * 100_000])
def test_quotes_without_end_are_read_in_time(text: str) -> None:
    began = time.process_time()
    read_report("Alder won. " + text, "report.txt", a_race())
    assert time.process_time() - began < 5.0


def test_what_is_longer_than_any_report_is_said_not_to_be_read() -> None:
    reading = read_report("Alder won. " + "He sat up. " * (MOST_SENTENCES + 4), "report.txt", a_race())
    assert [sentence.why_not for sentence in reading.sentences[-5:]] == ["is beyond what a report holds"] * 5
