"""Lists of words, written as one text."""

from __future__ import annotations


def words_in(text: str) -> frozenset[str]:
    """The words of a text, which stand apart by spaces."""
    return frozenset(text.split())
