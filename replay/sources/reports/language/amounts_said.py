"""Amounts as reports say them, by the rules of `amounts.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from replay.sources.reports.language.numbers_said import NUMBER, number_said
from replay.sources.reports.language.report_words import between_words, entries_of, mapping_of, text_of, texts_of

_SPEED_MPS = 18.0
_UNIT_M = {"m": 1.0, "s": _SPEED_MPS, "lengths": 1.75, "laps": 250.0, "straights": 38.0, "wheels": 0.67}
_BY_M = 0.3

MOST = {"m": 250.0, "s": 60.0, "lengths": 60.0, "laps": 3.0, "straights": 6.0, "wheels": 12.0}
"""The most of each unit that a report can mean."""


@dataclass(frozen=True, slots=True)
class SaidAmount:
    """An amount as it is said in a sentence: its characters, and how a gap of the race file writes it.

    key    a unit, or `by`
    bound  'about', 'at least', 'at most', 'almost', or '' where the words have none
    """

    start: int
    end: int
    key: str
    value: float
    bound: str = ""
    by: str = ""

    @property
    def seconds(self) -> float:
        """Roughly how long it takes to ride it; for an amount in words that of half a wheel."""
        return self.value * _UNIT_M.get(self.key, _BY_M) / _SPEED_MPS if self.key != "by" else _BY_M / _SPEED_MPS

    def written(self, *, at_most: bool = False, at_least: bool = False) -> tuple[str, object]:
        """Key and value in the race file; the bounds are for words around the amount."""
        if self.by:
            return "by", self.by
        number = f"{self.value:.3f}".rstrip("0").rstrip(".")
        bound = "at most" if at_most else "at least" if at_least else self.bound
        plain: object = float(number) if "." in number else int(number)
        return self.key, f"{bound} {number}" if bound else plain


@dataclass(frozen=True, slots=True)
class _AmountRule:
    says: re.Pattern[str]
    key: str
    value: float | None
    scale: float = 1.0
    bound: str = ""
    by: str = ""


_HINT = re.compile(
    r"0[.]\d|length|bike|wheel|metre|meter|yard|\dm\b|\d m\b|sec|\ds\b|\d s\b|lap|straight|daylight|whisker|tyre|tire|"
    r"hair|"
    r"fraction|machines|paper|paint|varnish|gnat|stamp|card|sliver|smidgen|eyelash|blink|spoke|valve|shadow|skin|nose|inch|centim|millim|rim\b|margin|lunge|throw|hundredth|thousandth|thou\b|tenth"
)
_HALF_A_WHEEL = "half a wheel"
"""Words of the race file for an amount that is a number of wheels where it is bounded: 'less than half a wheel'."""

_MOST_WORDS_BEFORE = 40
"""Characters before an amount in which words that bound it stand."""

_RANGE = re.compile(r"(?:between |from )?([0-9.]+|[a-z]+)(?: and | to | or |-|, (?:maybe |perhaps )?)$")


@cache
def _rules() -> tuple[_AmountRule, ...]:
    rules = []
    for written in entries_of("amounts", "whole"):
        says = str(written["says"]).replace("{number}", f"(?P<number>{NUMBER})")
        value, scale = written.get("value"), written.get("scale", 1.0)
        rules.append(
            _AmountRule(
                between_words(says),
                str(written.get("unit", "by")),
                None if value is None else float(str(value)),
                float(str(scale)),
                str(written.get("bound", "")),
                str(written.get("by", "")),
            )
        )
    number, adjectives = rf"(?P<number>{NUMBER})(?:[ -]|(?<=[0-9½¼¾]))", text_of("amounts", "adjectives")
    for unit, words in mapping_of("amounts", "units").items():
        rules.append(
            _AmountRule(
                between_words(rf"{number}(?:(?:{adjectives}) )?(?:{words})(?P<more> and a half)?"),
                unit,
                None,
            )
        )
    return tuple(rules)


@cache
def _bounds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (bound, re.compile(rf"(?<![\w-])(?:{_one_line(words)}) $"))
        for bound, words in mapping_of("amounts", "bounds").items()
    )


def _one_line(words: object) -> str:
    """Alternatives that are written on several lines."""
    return re.sub(r"\|\s+", "|", str(words))


def amounts_in(lowered: str, taken: list[tuple[int, int]]) -> Iterator[SaidAmount]:
    """The amounts that a sentence in lower case says, outside of the stretches that are taken already."""
    if not _HINT.search(lowered):
        return
    taken = list(taken)
    for rule in _rules():
        for found in rule.says.finditer(lowered):
            if any(found.start() < b and a < found.end() for a, b in taken):
                continue
            amount = _amount(rule, found, lowered)
            if amount is not None:
                taken.append((amount.start, amount.end))
                yield amount


def _amount(rule: _AmountRule, found: re.Match[str], lowered: str) -> SaidAmount | None:
    """The amount of a rule, with the bound before it; None where none can be meant."""
    start, bound = _with_bound(lowered, found.start())
    if rule.by == _HALF_A_WHEEL and bound:
        return SaidAmount(start, found.end(), "wheels", 0.5, bound)
    if rule.by:
        return SaidAmount(start, found.end(), "by", 0.0, "", rule.by)
    groups = found.groupdict()
    value = rule.value if rule.value is not None else number_said((groups.get("number") or "").strip())
    if value is None:
        return None
    value = (value + (0.5 if groups.get("more") else 0.0)) * rule.scale
    ranged = _RANGE.search(lowered[max(0, start - 24) : start])
    other = number_said(ranged[1]) if ranged else None
    if ranged and other is not None and 0 < other < value:
        start, value, bound = start - len(ranged[0]), (other + value) / 2, "about"
    if not 0 < value <= MOST[rule.key]:
        return None
    return SaidAmount(start, found.end(), rule.key, value, bound or rule.bound)


def _with_bound(lowered: str, start: int) -> tuple[int, str]:
    """Where the words that bound an amount begin, and the bound; '' without any."""
    before = lowered[max(0, start - _MOST_WORDS_BEFORE) : start]
    for bound, pattern in _bounds():
        words = pattern.search(before)
        if words:
            only = words[0].strip() in texts_of("amounts", "says_no_bound")
            return start - len(words[0]), "" if only else bound
    return start, ""
