"""Texts of writers who use no capitals: names of riders are written with them, so that they are read as names."""

from __future__ import annotations

import re

from replay.sources.reports.language.fact_rules import known_verbs
from replay.sources.reports.language.report_text import folded
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.name_book import NameBook

_MOST_CAPITALS = 0.012
"""Share of capitals among the letters up to which a writer is taken to use none; prose has two to four in a hundred."""

_SHORTEST = 4
"""Letters that a family name needs: shorter ones are words as well."""

_LOOKED_AT = 4000
"""Letters at the beginning of a text by which that is told."""


def with_capitals(text: str, book: NameBook) -> str:
    """The text, with capitals for the family names of riders if its writer uses none. As long as it was."""
    quiet = _SHOUTED.sub("", text[:_LOOKED_AT])
    letters = [letter for letter in quiet if letter.isalpha()]
    if not letters or sum(map(str.isupper, letters)) > _MOST_CAPITALS * len(letters):
        return text
    names = [name for name in book.lasts if len(name) >= _SHORTEST and not _is_word(name, text)]
    if not names:
        return text
    pattern = re.compile(rf"(?<![\w'-])(?:{'|'.join(re.escape(name.lower()) for name in names)})(?![\w-])")
    return pattern.sub(lambda found: re.sub(r"(?<![\w'])[a-z]", lambda first: first[0].upper(), found[0]), text)


_SHOUTED = re.compile(r"(?<![^\W_])[A-Z]{2,}(?![^\W_])")
"""Words in capitals alone, as who uses no others writes what is loud."""


def _is_word(name: str, text: str) -> bool:
    """Whether a family name is a word of reports too, 'Long', 'Fielding', or of this text: 'the castle'."""
    plain = folded(name).lower()
    if re.search(
        rf"(?<![\w'-])(?:the|a|an|that|this|my|our|no) {re.escape(plain)}(?![\w-])", text[:_LOOKED_AT].lower()
    ):
        return True
    groups = ("starters", "adjectives", "adverbs", "prepositions", "auxiliaries", "calendar")
    return plain in known_verbs() or any(plain in words_in(group) for group in groups) or plain.endswith(("ed", "ing"))
