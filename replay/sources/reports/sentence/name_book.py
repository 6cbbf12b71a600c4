"""How the riders of a race may be called in a report: names, parts of names, nations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from replay.race.status import Status
from replay.sources.found import FoundRace
from replay.sources.reports.language.report_text import folded
from replay.sources.reports.language.report_words import words_in

_INITIAL = re.compile(r"(?<![\w.'&-])([B-HJ-Z])(?=(?:'s)? [a-z]+)(?! and [B-HJ-Z] )")
"""A letter that stands for a name: no 'I', no 'A', and none before a full stop."""

_SHORTEST_GIVEN, _SHORTEST_PART = 2, 3
_OF_NICKNAME = 4
"""Letters of a family name with which what it is shortened to begins."""

_PARTICLES = frozenset(
    {"de", "da", "di", "du", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ten", "ter", "dos", "mc"}
)
_SPACE = r"[\s-]+"


_LONGEST_KEPT, _MOST_KEPT = 1000, 1024
"""Characters of a text of which the names are kept, and how many texts."""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name in a sentence: its characters and the rider, by place in the race. whole: with the given name."""

    start: int
    end: int
    rider: int
    whole: bool


@dataclass(frozen=True)
class NameBook:
    """The riders of one race, as reports may call them.

    lasts, firsts  of each rider; '' for no given name
    nations        code of each rider's nation, or ''
    ranks          the place of each rider in the table, None where there is none
    strangers      family names of those who ride in other races alone
    pacer          the name of whoever rides the pacer, '' where the report says none
    gaps_s         seconds behind the winner of each rider in the table, None where there are none
    initials       the letter by which notes call each rider, '' for none: 'J went with him'
    struck         riders whom the table has as relegated or disqualified
    """

    lasts: tuple[str, ...]
    firsts: tuple[str, ...]
    nations: tuple[str, ...]
    ranks: tuple[int | None, ...]
    names: tuple[str, ...]
    strangers: frozenset[str]
    gaps_s: tuple[float | None, ...] = ()
    pacer: str = ""
    initials: tuple[str, ...] = ()
    struck: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.lasts)

    def with_nations(self, learned: Mapping[int, str]) -> NameBook:
        """The same book with nations for riders who have none in the table."""
        nations = tuple(nation or learned.get(rider, "") for rider, nation in enumerate(self.nations))
        return replace(self, nations=nations)

    def with_initials(self, text: str) -> NameBook:
        """The same book with the letters by which a text calls riders again and again: 'J led', of Jamal Whitfield."""
        letters = Counter(_INITIAL.findall(text))
        beginnings = Counter(name[:1] for names in (self.firsts, self.lasts) for name in names if name)
        mine = tuple(
            next((name[0] for name in names if name and beginnings[name[0]] == 1 and letters[name[0]] > 1), "")
            for names in zip(self.firsts, self.lasts, strict=True)
        )
        return replace(self, initials=mine) if any(mine) else self

    def of_nation(self, codes: frozenset[str]) -> tuple[int, ...]:
        """The riders of any of some nations."""
        return tuple(rider for rider, nation in enumerate(self.nations) if nation in codes)

    def ranked(self, rank: int) -> int | None:
        """The rider in a place of the table; None where none or several are."""
        found = [rider for rider, place in enumerate(self.ranks) if place == rank]
        return found[0] if len(found) == 1 else None

    def spans_in(self, text: str) -> Iterator[NameSpan]:
        """The names in a folded text, none over another. Of a sentence they are kept: it is asked for them often."""
        if len(text) > _LONGEST_KEPT:
            return self._spans_in(text)
        kept = self._kept_spans
        if text not in kept:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[text] = tuple(self._spans_in(text))
        return iter(kept[text])

    @cached_property
    def _kept_spans(self) -> dict[str, tuple[NameSpan, ...]]:
        return {}

    def _spans_in(self, text: str) -> Iterator[NameSpan]:
        if self._pattern is None:
            return
        for found in self._pattern.finditer(text):
            group = found.lastgroup or ""
            if _is_capital(found[0], whole=group.startswith("w")):
                yield NameSpan(found.start(), found.end(), int(group[1:].split("_")[0]), group.startswith("w"))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        alternatives = sorted(self._ways(), key=lambda way: -len(way[0]))
        if not alternatives:
            return None
        parts = [f"(?P<{kind}{rider}_{n}>{words})" for n, (words, kind, rider) in enumerate(alternatives)]
        return re.compile(rf"(?<![\w'-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)

    def _ways(self) -> Iterator[tuple[str, str, int]]:
        """(pattern, kind, rider) of every way to call somebody: whole names (w), family names (l), given names (g)."""
        for rider, (first, last) in enumerate(zip(self.firsts, self.lasts, strict=True)):
            family = _words(last)
            if first:
                given = _words(first)
                yield rf"{given}{_SPACE}{family}", "w", rider
                yield rf"{family}{_SPACE}{given}", "w", rider
                yield rf"{re.escape(folded(first)[0])}\.\s?{family}", "w", rider
                if " " in first or "-" in first:
                    yield rf"{_words(re.split('[ -]', first)[0])}{_SPACE}{family}", "w", rider
            if self._is_one(last, self.lasts):
                yield family, "l", rider
            yield from ((words, "l", rider) for words in self._short_families(last))
            if nickname := self._nickname(last):
                yield nickname, "l", rider
            if self._is_given_enough(first):
                yield _words(first), "g", rider
            if self.initials and self.initials[rider]:
                yield self.initials[rider], "g", rider

    def _nickname(self, last: str) -> str:
        """What a family name is shortened to: 'Smithy', 'Hendo'; '' where two riders could be meant."""
        plain = folded(last)
        beginning = plain[:_OF_NICKNAME]
        alike = [name for name in (*self.lasts, *self.firsts) if folded(name).lower().startswith(beginning.lower())]
        if len(alike) != 1 or len(beginning) < _OF_NICKNAME or not beginning.isalpha():
            return ""
        rest = re.escape(plain[_OF_NICKNAME : _OF_NICKNAME + 2])
        return rf"{re.escape(beginning)}(?:{rest})?(?:y|ie|o|ers|zza)"

    def _short_families(self, last: str) -> Iterator[str]:
        parts = [part for part in re.split(r"[ -]", folded(last)) if part]
        others = Counter(part.lower() for name in self.lasts for part in re.split(r"[ -]", folded(name)))
        for part in parts if len(parts) > 1 else ():
            if len(part) > _SHORTEST_PART and part.lower() not in _PARTICLES and others[part.lower()] == 1:
                yield re.escape(part)

    def _is_one(self, name: str, names: tuple[str, ...]) -> bool:
        return [folded(n).lower() for n in names].count(folded(name).lower()) == 1

    def _is_given_enough(self, first: str) -> bool:
        plain = folded(first).lower()
        if len(plain) < _SHORTEST_GIVEN or plain in words_in("starters") or not self._is_one(first, self.firsts):
            return False
        return all(plain not in folded(last).lower().split() for last in self.lasts)


def name_book(race: FoundRace, others: tuple[FoundRace, ...]) -> NameBook:
    """The name book of a race, with the family names of those who ride in others alone."""
    lasts = tuple(rider.last for rider in race.riders)
    own = {folded(last).lower() for last in lasts}
    strangers = frozenset(
        name for other in others for rider in other.riders if (name := folded(rider.last).lower()) not in own
    )
    return NameBook(
        lasts,
        tuple(rider.first for rider in race.riders),
        tuple(rider.nation for rider in race.riders),
        tuple(result.rank if result.status is None else None for result in race.results),
        race.names,
        strangers,
        tuple(0.0 if result.rank == 1 else result.gap_s for result in race.results),
        struck=frozenset(
            place for place, result in enumerate(race.results) if result.status in (Status.REL, Status.DSQ, Status.DQ)
        ),
    )


def _words(name: str) -> str:
    return _SPACE.join(map(re.escape, filter(None, re.split(r"[ -]", folded(name)))))


def _is_capital(words: str, *, whole: bool) -> bool:
    """Whether a name is written as one: the last word of it begins with a capital letter."""
    parts = re.split(r"[\s-]+", words)
    return all(part[:1].isupper() or part.lower() in _PARTICLES for part in parts) or (whole and words[:1].isupper())
