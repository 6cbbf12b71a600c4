"""In which language a report is: English alone is read, and a text in another one is said to be in that."""

from __future__ import annotations

import re
from functools import cache

from replay.sources.reports.language.report_words import mapping_of, texts_of

ENGLISH = "English"
"""The language that is read."""

_LOOKED_AT = 20_000
"""Characters of a text by which its language is known."""

_FEWEST_WORDS = 12
"""Words below which a text has no language that could be told: a line of results, a list of names."""

_FAR_MORE = 2
"""Times as many small words of another language as of English there are in a text that is in it."""

_SHARE = 0.12
"""Share of its words that are small ones, in running text of any of the languages."""

_SCRIPT_SHARE = 0.3
"""Share of its letters that are of another script, in a text that is written in it."""


@cache
def _small_words() -> dict[str, frozenset[str]]:
    others = mapping_of("languages", "others")
    return {name: frozenset(str(words).split()) for name, words in others.items()}


@cache
def _english_words() -> frozenset[str]:
    return frozenset(texts_of("languages", ENGLISH))


def other_language(text: str) -> str:
    """The language of a text that is in another one than English; '' where it is English, or nobody can say."""
    text = text[:_LOOKED_AT]
    letters = sum(map(str.isalpha, text))
    for name, span in mapping_of("languages", "scripts").items():
        if letters and len(re.findall(f"[{span}]", text)) > _SCRIPT_SHARE * letters:
            return name
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < _FEWEST_WORDS:
        return ""
    english = sum(word in _english_words() for word in words)
    counts = {name: sum(word in small for word in words) for name, small in _small_words().items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] > max(_FAR_MORE * english, _SHARE * len(words)) else ""
