"""What the reader of reports knows of the language: words, moments, amounts and rules, read from `assets/reports`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from replay.base.files.yaml_text import parse_document
from replay.base.resources import assets
from replay.sources.reports.language.verb_forms import Conjugation

FILES = ("nationalities", "words", "times", "amounts", "places", "verbs", "facts", "certainty")
"""The files of the lexicon."""


class LexiconError(ValueError):
    """Something in the lexicon that cannot be meant: a defect of the program's own data."""


@dataclass(frozen=True, slots=True)
class NationWords:
    """How a nation and its people are called, in lower case."""

    country: tuple[str, ...]
    people: tuple[str, ...]
    adjective: tuple[str, ...]


@cache
def table(name: str) -> Mapping[str, object]:
    """A file of the lexicon as plain values. Raises LexiconError where it is no mapping."""
    file = assets() / "reports" / f"{name}.yaml"
    found = parse_document(file.read_bytes(), f"assets/reports/{name}.yaml").root.plain()
    if not isinstance(found, dict):
        raise LexiconError(f"{name}.yaml holds no keys")
    return found


def entry(name: str, key: str) -> object:
    """What stands under a key of a file. Raises LexiconError where there is nothing."""
    found = table(name).get(key)
    if found is None:
        raise LexiconError(f"{name}.yaml has no {key}")
    return found


def text_of(name: str, key: str) -> str:
    """A text of the lexicon. Raises LexiconError where something else stands there."""
    found = entry(name, key)
    if not isinstance(found, str):
        raise LexiconError(f"{name}.yaml: {key} is no text")
    return found.strip()


def texts_of(name: str, key: str) -> tuple[str, ...]:
    """The texts of a list, or the words of a text. Raises LexiconError where something else stands there."""
    found = entry(name, key)
    if isinstance(found, str):
        return tuple(found.split())
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise LexiconError(f"{name}.yaml: {key} is no list of texts")
    return tuple(found)


def mapping_of(name: str, key: str) -> Mapping[str, object]:
    """A mapping of the lexicon. Raises LexiconError where something else stands there."""
    found = entry(name, key)
    if not isinstance(found, dict):
        raise LexiconError(f"{name}.yaml: {key} is no mapping")
    return found


def entries_of(name: str, key: str) -> tuple[Mapping[str, object], ...]:
    """A list of mappings. Raises LexiconError where something else stands there."""
    found = entry(name, key)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise LexiconError(f"{name}.yaml: {key} is no list of mappings")
    return tuple(found)


@cache
def words_in(key: str) -> frozenset[str]:
    """The words of a group that is written as a text with spaces or bars between them."""
    text = text_of("words", key)
    return frozenset(word.strip() for word in (text.split("|") if "|" in text else text.split()) if word.strip())


@cache
def pattern_of(key: str) -> re.Pattern[str]:
    """A regular expression of `words.yaml`, or any of several, between the borders of words."""
    found = entry("words", key)
    patterns = [found] if isinstance(found, str) else list(texts_of("words", key))
    return between_words("|".join(str(pattern) for pattern in patterns))


def between_words(pattern: str) -> re.Pattern[str]:
    """A pattern that begins and ends where words do. Raises LexiconError where it is none."""
    try:
        return re.compile(rf"(?<![\w'-])(?:{pattern})(?![\w-])")
    except re.error as failure:
        raise LexiconError(f"{pattern}: {failure}") from failure


@cache
def nations() -> Mapping[str, NationWords]:
    """The words of all nations, by their code."""
    found = {}
    for code, written in mapping_of("nationalities", "nations").items():
        if not isinstance(written, dict) or set(written) != {"country", "people", "adjective"}:
            raise LexiconError(f"nationalities.yaml: {code} needs country, people and adjective")
        found[code] = NationWords(**{key: _lower(words) for key, words in written.items()})
    return found


def _lower(words: object) -> tuple[str, ...]:
    if not isinstance(words, Iterable) or isinstance(words, str):
        raise LexiconError(f"nationalities.yaml: {words} is no list")
    return tuple(str(word).lower() for word in words)


@cache
def conjugation() -> Conjugation:
    """How verbs are inflected."""
    irregular = {}
    for lemma, forms in mapping_of("verbs", "irregular").items():
        if not isinstance(forms, list) or len(forms) != 2:
            raise LexiconError(f"verbs.yaml: {lemma} needs a past and a participle")
        irregular[lemma] = (str(forms[0]), str(forms[1]))
    doubled, doubled_ing = (frozenset(texts_of("verbs", key)) for key in ("doubled", "doubled_ing"))
    return Conjugation(irregular, doubled, doubled_ing)
