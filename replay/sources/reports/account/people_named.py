"""People whom a report names once for all of it: who signs it, who is named first, and who rides the pacer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from replay.sources.found import FoundRider
from replay.sources.reports.language.fact_rules import known_verbs
from replay.sources.reports.language.report_text import Sentence, folded
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.name_book import NameBook

_SIGNED = re.compile(r"[(\u2013\u2014-]\s*([A-Z][\w'-]+(?: [A-Z][\w'-]+)+)\s*\)?\s*\.?$")
"""The end of a text that is signed: '(Meg Ruiz)', '- Meg Ruiz'."""

_MACHINE = r"(?:derny|motor ?bike|motor ?cycle|moped|motor|pace ?bike|pacing bike)"
_PACES = re.compile(
    r"\b([A-Z][a-z]+)(?: [A-Z][a-z]+)? (?:was |is |sat |up )*(?:on|driving|riding|aboard|piloting) "
    rf"(?:the |his |her |our )?{_MACHINE}\b"
    rf"|\b{_MACHINE} (?:driver|rider|pilot|man) ([A-Z][a-z]+)"
    rf"|\b([A-Z][a-z]+) (?:for |and |with |brought |lent )(?:bringing |lending |riding |driving )?"
    rf"(?:his|her|the|our) {_MACHINE}\b"
)
"""Words that name who rides the pacer: 'Geoff on the motorbike', 'derny driver Peeters'."""


def named_first(sentences: Sequence[Sentence], book: NameBook) -> int | None:
    """The rider whom a report names first; None where it names none."""
    spans = (span for sentence in sentences for span in book.spans_in(sentence.folded))
    first = next(spans, None)
    return None if first is None else first.rider


_SIGNED_AT_HEAD = re.compile(
    r"\b[Bb]y ([A-Z][\w'-]+(?: [A-Z][\w'-]+)+)\s*\.?$|"
    r"\b(?:I'm|I am|[Mm]y name is|[Tt]his is) ([A-Z][\w'-]+(?: [A-Z][\w'-]+)+)(?=[.,;!]| and| here)|"
    r"^([A-Z][\w'-]+(?: [A-Z][\w'-]+)+)(?:'s (?:diary|blog|column|notes|journal|race report)|,? "
    r"(?:writes|reports|tells (?:her|his) story|in (?:her|his) own words|remembers|looks back))\b"
)
"""A line at the head of a text that says who wrote it: 'By Meg Ruiz', 'Meg Ruiz writes', 'I'm Meg Ruiz'."""

_HEAD = 4
"""Sentences at the head of a text."""


def signed_by(sentences: Sequence[Sentence], book: NameBook) -> int | None:
    """The rider who has signed a report, and is 'I' in it; None where nobody of the race has."""
    signed = _SIGNED.search(sentences[-1].folded.strip()) if sentences else None
    for sentence in sentences[:_HEAD]:
        signed = signed or _SIGNED_AT_HEAD.search(sentence.folded.strip())
    span = next(book.spans_in(next(filter(None, signed.groups()))), None) if signed else None
    return span.rider if span is not None and span.whole else _unnamed_of_two(sentences, book)


def _unnamed_of_two(sentences: Sequence[Sentence], book: NameBook) -> int | None:
    """The one of two riders who tells a text: it says 'I', and hardly ever names anybody but the other."""
    says_i = sum(len(_I.findall(sentence.folded)) for sentence in sentences)
    named = Counter(span.rider for sentence in sentences for span in book.spans_in(sentence.folded))
    if len(book) != _TWO or says_i < _FEWEST_OF_TELLER:
        return None
    rarely = [rider for rider in range(_TWO) if named[rider] <= 1 and named[1 - rider] > named[rider]]
    return rarely[0] if len(rarely) == 1 else None


_I = re.compile(r"(?<![\w'])(?:I|me|my)(?![\w-])")
_TWO, _FEWEST_OF_TELLER = 2, 6
"""Riders of a match, and how often a text says 'I', 'me' or 'my' that one of them tells."""


def pacer_named(sentences: Sequence[Sentence], book: NameBook) -> str:
    """The name of whoever rides the pacer; '' where none is named, or it is a rider's."""
    for sentence in sentences:
        found = _PACES.search(sentence.folded)
        name = next(filter(None, found.groups())) if found else ""
        is_word = name.lower() in known_verbs() or name.lower() in words_in("starters")
        if name and not is_word and next(book.spans_in(name), None) is None:
            return name
    return ""


def times_named(rider: FoundRider, text: str) -> int:
    """How often a folded text names a rider by the family name or the given name."""
    names = "|".join(re.escape(folded(name)) for name in (rider.last, rider.first) if name)
    return len(re.findall(rf"(?<![\w'-])(?:{names})(?![\w-])", text)) if names else 0
