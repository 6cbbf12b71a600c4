"""The phrases of `phrases.yaml`, made into patterns like those of facts: where somebody goes, whatever the verb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from replay.sources.reports.language.fact_rules import FactRule, rule_of
from replay.sources.reports.language.report_words import LexiconError, conjugation, entries_of, mapping_of, words_in
from replay.sources.reports.language.verb_forms import spellings

_ANY = "any"
_OWN_KEYS = ("with", "lone", "also")


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """A phrase that says a fact of whoever a verb of some classes has for its subject.

    rule    the fact, its pattern and its options, as those of `facts.yaml`
    heads   the classes of verbs that it may belong to; 'any' for all but those that only tell or look
    lone    whether it says the fact without a verb as well: 'Ruiz on his wheel now'
    """

    rule: FactRule
    heads: frozenset[str]
    lone: bool


@cache
def phrase_rules() -> tuple[PhraseRule, ...]:
    """All phrases, in the order of the file. Raises LexiconError for one that cannot be meant."""
    return tuple(map(_phrase, entries_of("phrases", "phrases")))


@cache
def phrases_by_trigger() -> Mapping[str, tuple[int, ...]]:
    """The phrases that a word may set off, by their places."""
    found: dict[str, list[int]] = {}
    for place, phrase in enumerate(phrase_rules()):
        for word in phrase.rule.triggers:
            found.setdefault(word, []).append(place)
    return {word: tuple(places) for word, places in found.items()}


@cache
def verbs_of(heads: str) -> frozenset[str]:
    """All forms of the verbs of a class."""
    lemmas = str(mapping_of("phrases", "verbs")[heads]).split()
    return frozenset(word for lemma in lemmas for word in spellings(conjugation().forms(lemma)))


def is_head(word: str, heads: frozenset[str]) -> bool:
    """Whether a verb may be the one of a phrase: one of its classes, or of any class that does not only tell."""
    if word in verbs_of("tells"):
        return False
    if _ANY in heads or any(word in verbs_of(name) for name in heads if name != "moves"):
        return True
    return "moves" in heads and word not in words_in("no_movement") and word not in verbs_of("stays")


def _phrase(written: Mapping[str, object]) -> PhraseRule:
    names = written.get("with", [_ANY])
    heads = frozenset(map(str, names)) if isinstance(names, list) else frozenset({str(names)})
    if unknown := heads - set(mapping_of("phrases", "verbs")) - {_ANY, "moves"}:
        raise LexiconError(f"phrases.yaml: unknown classes of verbs {sorted(unknown)} of {written.get('says')}")
    plain = {key: value for key, value in written.items() if key not in _OWN_KEYS}
    return PhraseRule(rule_of({"sure": 0.85, **plain}), heads, lone=bool(written.get("lone")))
