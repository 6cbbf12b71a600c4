"""By what a fact was read: how its words name the riders, when it was, what stands around it. Each trait is a phrase.

How often readings with a trait are right is measured (`python -m benchmarks.report_certainty`) and stands in
`assets/reports/certainty.yaml`. A trait is of the words and of the fact alone, whichever rule has read it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from replay.sources.found import FoundFact
from replay.sources.reports.certainty.pair_claims import ahead_after, ahead_before, riders_of
from replay.sources.reports.language.moments_said import moments_in
from replay.sources.reports.language.report_text import Sentence
from replay.sources.reports.sentence.name_book import NameBook
from replay.sources.reports.sentence.nation_words import nation_in

_PRONOUN = re.compile(r"\W*(?:he|she|i|they|you|who)\b", re.IGNORECASE)
_DESCRIBED = re.compile(r"\W*(?:the|an?|our|his|her)\b", re.IGNORECASE)
_IN_SENTENCE = {
    "the sentence denies": re.compile(r"\b(?:not|never|no|nobody|neither|nor|without)\b|n't"),
    "the sentence has a relative clause": re.compile(r"\b(?:who|whose|whom|which)\b"),
    "the sentence has brackets": re.compile(r"[()]"),
    "the sentence speaks of other races": re.compile(
        r"\b(?:semis?|semi-?finals?|quarter-?finals?|heats?|qualif\w*|last (?:year|season)|repechages?)\b"
    ),
}
_IN_WORDS = {
    "the words join clauses": re.compile(r",|\b(?:and|but)\b"),
    "the words deny": re.compile(r"\b(?:not|never|no|nobody|neither|nor|without)\b|n't"),
    "the words mean somebody by a pronoun": re.compile(r"\b(?:him|her|them)\b"),
}
_LETS = re.compile(r"\b(?:let|allow|made|make|saw|found|forc)\w*\b")
_SEVERAL = 2
_UNNAMED = frozenset({"the subject is a pronoun", "the subject is described", "the subject is left out"})
_NOT_NAMED = "the sentence does not name the subject"
_LONG = 25
"""Words from which on a sentence is long."""

_SURE = 0.88
"""How sure a rule is at least that is as sure as most."""

_LOOSE = 0.6
"""How sure a figure of speech is: it was read rightly, and is not meant to the metre."""

_MANY = 4
"""Facts of one sentence from which on it is a full one."""

_LATE_M = 60.0
"""Metres to go from which on who is ahead may be asked of the results."""

_RIDDEN = frozenset(
    {"hesitate", "ride_high", "drop_down", "boxed_in", "drop_back", "move_up", "stops_racing", "crash", "contact"}
)
"""Kinds that say how one rides: of them a phrase may be a figure of speech."""


def traits_of(
    facts: Sequence[FoundFact], sentences: Mapping[int, Sentence], book: NameBook
) -> tuple[frozenset[str], ...]:
    """The traits of each fact of a report. sentences: by their number, those at least in which facts were read."""
    among = _among_facts(facts, book)
    in_sentence = Counter(_number(fact) for fact in facts)
    found: list[frozenset[str]] = []
    named: dict[int, tuple[tuple[int, int, str], ...]] = {}
    for fact, beside in zip(facts, among, strict=True):
        sentence = sentences[_number(fact)]
        for number in (sentence.number, sentence.number - 1):
            if number in sentences and number not in named:
                named[number] = tuple(
                    (span.start, span.end, book.names[span.rider]) for span in book.spans_in(sentences[number].folded)
                )
        traits = (
            set(_of_riders(fact, sentence, named, book))
            | set(_of_words(fact, sentence))
            | set(_of_moment(fact, sentence))
        )
        traits |= {f"of kind {fact.kind}", *beside}
        traits |= {"the rule is less sure"} if _LOOSE < fact.sure < _SURE else set()
        traits |= {"the sentence says much"} if in_sentence[_number(fact)] >= _MANY else set()
        if fact.kind in _RIDDEN and not traits.isdisjoint(_UNNAMED):
            traits.add("somebody who is not named rides so")
        found.append(frozenset(traits))
    return tuple(found)


def _number(fact: FoundFact) -> int:
    return fact.origins[0].sentence or 0


def _words_of(fact: FoundFact, sentence: Sentence) -> tuple[int, int]:
    """The characters of its sentence in which a fact was read."""
    origin = fact.origins[0]
    return max(0, origin.start - sentence.start), origin.end - sentence.start


def _of_riders(
    fact: FoundFact, sentence: Sentence, named: Mapping[int, tuple[tuple[int, int, str], ...]], book: NameBook
) -> Iterator[str]:
    """How the words say who it was, and whom it was done to."""
    doers, others = riders_of(fact)
    start, end = _words_of(fact, sentence)
    here = named[sentence.number]
    inside = {name for first, last, name in here if start <= first and last <= end + 1}
    whole = {name for _, _, name in here}
    if doers and doers[0] in inside:
        yield "the subject is named in the words"
    elif doers:
        yield "the subject is named elsewhere in the sentence" if doers[0] in whole else _NOT_NAMED
        words = sentence.folded[start:end]
        yield (
            "the subject is a pronoun"
            if _PRONOUN.match(words)
            else "the subject is named by nation"
            if _is_nation(doers[0], words, book)
            else "the subject is described"
            if _DESCRIBED.match(words)
            else "the subject is left out"
        )
        if doers[0] not in whole:
            before = {name for _, _, name in named.get(sentence.number - 1, ())}
            yield f"{('nobody', 'one', 'several')[min(len(before), _SEVERAL)]} named just before"
    if others:
        missing = [name for name in others if name not in whole]
        yield "the sentence does not name the other one" if missing else "the other one is named"
    if len(whole - {*doers, *others}) == 1:
        yield "one more is named in the sentence"


def _is_nation(doer: str, words: str, book: NameBook) -> bool:
    """Whether the words name a rider by a nation of which nobody else is: 'the Dutchman'."""
    mine = book.nations[book.names.index(doer)] if doer in book.names else ""
    return bool(mine) and book.nations.count(mine) == 1 and nation_in(words[:_NEAR].lower()) == mine


_NEAR = 30
"""Characters from the beginning of the words in which they name their subject."""


def _of_words(fact: FoundFact, sentence: Sentence) -> Iterator[str]:
    """What stands in the sentence, and in the words of the fact."""
    start, end = _words_of(fact, sentence)
    lowered = sentence.folded.lower()
    yield from (name for name, pattern in _IN_SENTENCE.items() if pattern.search(lowered))
    if fact.kind != "hesitate":  # which letting somebody go is
        yield from (("the words let somebody do it",) if _LETS.search(lowered, start, end) else ())
    yield from (name for name, pattern in _IN_WORDS.items() if pattern.search(lowered, start, end))
    if lowered[end : end + 4].startswith((" to ", "to ")):
        yield "the words go on with to"
    if sentence.folded.count(" ") >= _LONG:
        yield "the sentence is long"


def _of_moment(fact: FoundFact, sentence: Sentence) -> Iterator[str]:
    """How the report says when it was."""
    when = fact.fields["when"]
    if isinstance(when, dict):
        yield "the moment is a window" if "between" in when else "the moment is a wide window"
    elif not isinstance(when, str) or when in ("start", "finish"):
        yield f"it is told of the {when}"
    else:
        said = any(True for _ in moments_in(sentence.folded.lower()))
        yield "the sentence says the moment" if said else "the moment was said before"


def _among_facts(facts: Sequence[FoundFact], book: NameBook) -> list[set[str]]:
    """What the other facts and the results say of each fact."""
    found: list[set[str]] = [set() for _ in facts]
    contents = Counter(repr((fact.kind, fact.fields[fact.kind])) for fact in facts)
    latest: dict[frozenset[str], tuple[int, str]] = {}
    for place, fact in enumerate(facts):
        if contents[repr((fact.kind, fact.fields[fact.kind]))] > 1:
            found[place].add("it is told twice")
        for ahead, behind in ahead_before(fact):
            other, leader = latest.get(frozenset((ahead, behind)), (place, ""))
            if leader == ahead:
                found[place].add("the facts before agree")
                found[other].add("the facts behind agree")
        for ahead, behind in ahead_after(fact, book.names):
            other, leader = latest.get(frozenset((ahead, behind)), (place, ""))
            if leader == ahead:
                found[place].add("the facts before agree")
                found[other].add("the facts behind agree")
            if fact.fields["when"] == "finish":
                found[place] |= _results_say(ahead, behind, book)
            else:
                latest[frozenset((ahead, behind))] = (place, ahead)
    return found


def _results_say(ahead: str, behind: str, book: NameBook) -> set[str]:
    ranks = dict(zip(book.names, book.ranks, strict=True))
    mine, theirs = ranks.get(ahead), ranks.get(behind)
    if mine is None or theirs is None:
        return set()
    return {"the results agree"} if mine < theirs else {"the results disagree"}
