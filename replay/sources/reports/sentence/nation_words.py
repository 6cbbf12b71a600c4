"""The words for nations and their people, as patterns."""

from __future__ import annotations

import re
from functools import cache

from replay.sources.reports.language.report_words import between_words, nations


@cache
def nation_words() -> tuple[re.Pattern[str], dict[str, frozenset[str]], re.Pattern[str], dict[str, frozenset[str]]]:
    """Patterns of people and adjectives, and of countries, each with the codes that its words may mean."""
    people: dict[str, set[str]] = {}
    countries: dict[str, set[str]] = {}
    for code, words in nations().items():
        for word in (*words.people, *words.adjective):
            people.setdefault(word, set()).add(code)
        for word in words.country:
            countries.setdefault(word, set()).add(code)
    return (
        between_words(rf"(?:{_any_of(people)})(?! position\b)"),
        {word: frozenset(codes) for word, codes in people.items()},
        between_words(_any_of(countries)),
        {word: frozenset(codes) for word, codes in countries.items()},
    )


def _any_of(words: dict[str, set[str]]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def nouns_for_one() -> frozenset[str]:
    """Words that name one person of a nation: 'dutchman', but not 'dutch'."""
    return frozenset(word for words in nations().values() for word in words.people)


def nation_in(words: str) -> str:
    """The code of the first nation that words around a name speak of; '' where they speak of none."""
    people, codes, country, of_country = nation_words()
    for pattern, table in ((country, of_country), (people, codes)):
        found = pattern.search(words)
        if found:
            return min(table[found[0]])
    return ""
