"""Lines of text that are no rows: words over columns, and what looks like a row and is none."""

from __future__ import annotations

import re

from replay.sources.results.words.column_words import Meaning, meaning_of
from replay.sources.results.words.nation_codes import nation_of, nation_of_code
from replay.sources.results.words.time_marks import rank_of


def columns_in_line(text: str) -> tuple[Meaning, ...]:
    """What the columns under a line of words hold; () where it is no such line."""
    words = [word for word in text.replace("|", "  ").replace("\t", "  ").split("  ") if word.strip()]
    if len(words) < 3:
        words = text.split()
    meanings: list[Meaning] = []
    for place, word in enumerate(words):
        pair = f"{words[place - 1]} {word}" if place else ""
        meaning = meaning_of(word) if len(word.split()) <= 4 else None
        if (
            pair
            and len(text.split()) == len(words)
            and meaning_of(pair) is not None
            and meaning_of(words[place - 1]) is None
            and " " in pair
        ):
            meaning = meaning_of(pair)
        if meaning is not None:
            meanings.append(meaning)
    enough = (
        len(meanings) >= 2
        and len(meanings) >= 0.5 * len(words)
        and bool({Meaning.NAME, Meaning.LAST, Meaning.RANK} & set(meanings))
    )
    return tuple(dict.fromkeys(meanings)) if enough and not any(c.isdecimal() for c in text.replace("200", "")) else ()


def looks_like_row(text: str) -> bool:
    """Whether a line that was not read may have been meant as a row: it begins with a place."""
    words = text.split()
    if len(_NATION.findall(text)) > 1 and len(words) < _MOST_WORDS:
        return True
    if not 1 < len(words) < 14:
        return False
    tabular = any(map(nation_of_code, words)) and any(map(str.isdecimal, words))
    return rank_of(words[0]) is not None or tabular


_MOST_WORDS = 60
_NATION = re.compile(r"\([A-Z]{3}\)")
_RESULT = re.compile(r"\d[.,]\d|walk-?over|\bw/o\b|\b(?:d\.|bt\b|def\b|beats?\b)", re.IGNORECASE)


def looks_like_result(text: str) -> bool:
    """Whether a line has a figure with decimals, words of who beat whom, or two riders with their nations."""
    return _RESULT.search(text) is not None or len(_NATION.findall(text)) > 1


def names_somebody(text: str) -> bool:
    """Whether a line is a name with a nation in brackets, as rows are: 'Ivan Horvat (Croatia)'."""
    found = re.search(r"\(([^()]{2,30})\)", text)
    return found is not None and len(text.split()) < 16 and bool(nation_of(found[1]))


def said_of_text(text: str) -> str:
    return "looks like a row, but a place and a name were not found in it" if looks_like_row(text) else "text"
