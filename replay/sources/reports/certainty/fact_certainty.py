"""How certain a reading is: the share of readings with the same traits that were right, from measured weights.

The weights are those of a logistic regression over facts that the reader read in reports which it had not seen. They
are few hundredths to half a unit each: no trait decides alone, several together do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from replay.sources.found import UNSURE, FoundFact
from replay.sources.reports.certainty.contradictions import with_contradictions_unsure
from replay.sources.reports.certainty.reading_traits import traits_of
from replay.sources.reports.language.report_text import Sentence
from replay.sources.reports.language.report_words import LexiconError, entry, mapping_of
from replay.sources.reports.sentence.name_book import NameBook


def with_certainty(facts: Sequence[FoundFact], sentences: Mapping[int, Sentence], book: NameBook) -> list[FoundFact]:
    """The facts, those as remarks that cannot be beside others, and those of too little certainty."""
    traits = traits_of(facts, sentences, book)
    certain = [certainty(each) for each in traits]
    found = with_contradictions_unsure(facts, certain, book)
    return [
        fact if fact.sure <= UNSURE or share >= least_certainty() else _as_remark(fact, each)
        for fact, share, each in zip(found, certain, traits, strict=True)
    ]


def certainty(traits: frozenset[str]) -> float:
    """The share of readings with these traits that are right, 0 to 1."""
    weights = _weights()
    return 1.0 / (1.0 + math.exp(-weights[ALWAYS] - sum(weights.get(trait, 0.0) for trait in traits)))


ALWAYS = "always"
"""The trait that every reading has."""


@cache
def least_certainty() -> float:
    """How certain a reading has to be to be written as a fact."""
    found = entry("certainty", "least")
    if not isinstance(found, float):
        raise LexiconError("certainty.yaml: least is no number")
    return found


@cache
def _weights() -> Mapping[str, float]:
    return {trait: float(str(weight)) for trait, weight in mapping_of("certainty", "weights").items()}


def _as_remark(fact: FoundFact, traits: frozenset[str]) -> FoundFact:
    """A fact as a remark, with the trait that speaks most against it."""
    weights = _weights()
    worst = min(traits, key=lambda trait: (weights.get(trait, 0.0), trait))
    because = f"readings of this kind are often wrong: {worst}"
    return replace(fact, sure=UNSURE, unsure_because=because)
