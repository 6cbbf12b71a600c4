"""The rounds and heats that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from replay.sources.reports.language.report_words import between_words, mapping_of

_HEAT = r"(?P<heat>[a-c0-9]|one|two|three|four|five)"
_NUMBERS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "opening": "1", "other": "?",
            "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoundSaid:
    """A round that a sentence names: its characters, the round in the words of race files, and the heat or ''."""

    start: int
    end: int
    round: str
    heat: str


@cache
def _rounds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    number = r"(?:(?P<before>first|second|third|fourth|fifth|opening|other) )?"
    behind = rf"(?: (?:heat |number |no\.? ?|#)?{_HEAT}(?![\w-]))?"
    return tuple(
        (name, between_words(rf"{number}(?:{words}){behind}")) for name, words in mapping_of("words", "rounds").items()
    )


_ALONE = re.compile(r"[\W_]*(?:the |keirin |grand )?(?:([ab])[ -])?finals?(?: ([ab]))?[\W_]*(?:[1-9]-1?[0-9])?")
"""A heading that is nothing but the final."""


@lru_cache(maxsize=1024)
def rounds_in(lowered: str) -> tuple[RoundSaid, ...]:
    """The rounds that a sentence in lower case names, those of earlier rules first, none over another."""
    return tuple(_rounds_in(lowered))


def _rounds_in(lowered: str) -> Iterator[RoundSaid]:
    taken: list[tuple[int, int]] = []
    alone = _ALONE.fullmatch(lowered)
    if alone:
        yield RoundSaid(0, len(lowered), "final", (alone[1] or alone[2] or "").upper())
        return
    for name, pattern in _rounds():
        for found in pattern.finditer(lowered):
            if any(found.start() < b and a < found.end() for a, b in taken):
                continue
            taken.append(found.span())
            heat = found["before"] or found["heat"] or ""
            if name == "small final":
                yield RoundSaid(found.start(), found.end(), "final", "B")
                continue
            yield RoundSaid(found.start(), found.end(), name, _NUMBERS.get(heat, heat).upper())
    for found in _HEAT_ALONE.finditer(lowered):
        if not any(found.start() < b and a < found.end() for a, b in taken):
            yield RoundSaid(found.start(), found.end(), "", _NUMBERS.get(found["heat"], found["heat"]))


_HEAT_ALONE = re.compile(r"(?<![\w'-])heat (?P<heat>[1-9]|one|two|three|four|five)(?![\w-])")
"""A heat of the round that was named before."""
