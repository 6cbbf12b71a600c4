"""A sentence as items: riders, the field, the pacer, moments, amounts, places, and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, lru_cache

from replay.sources.reports.language.amounts_said import SaidAmount, amounts_in
from replay.sources.reports.language.moments_said import SaidMoment, moments_in
from replay.sources.reports.language.report_text import Sentence
from replay.sources.reports.language.report_words import between_words, mapping_of, pattern_of, text_of
from replay.sources.reports.sentence.name_book import NameBook
from replay.sources.reports.sentence.rider_phrases import Mention, phrases_in


class ItemKind(StrEnum):
    """What an item of a sentence is. The letters stand for it in the patterns of rules."""

    RIDER = "R"
    GROUP = "G"
    PACER = "P"
    MOMENT = "T"
    AMOUNT = "A"
    PLACE = "N"
    STRANGER = "X"
    WORD = "w"


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a sentence. start, end: its characters; text: lower case, as rules see words.

    place: of PLACE, from 1; 0 is the last one
    """

    kind: ItemKind
    text: str
    start: int
    end: int
    mention: Mention | None = None
    moment: SaidMoment | None = None
    amount: SaidAmount | None = None
    place: int = 0


@dataclass(frozen=True)
class Itemised:
    """A sentence as items, and the text of it that rules read: `ends` are the places in it at which items end."""

    sentence: Sentence
    items: tuple[Item, ...]
    rendered: str = ""
    begins: tuple[int, ...] = field(default=())

    def item_at(self, place: int) -> int:
        """The item that stands at a place of the rendered text."""
        low, high = 0, len(self.begins) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.begins[middle] <= place:
                low = middle
            else:
                high = middle - 1
        return low


_TOKEN = re.compile(r"[a-z]+n't|[^\W_]+(?:[-'][^\W_]+)*|'(?:s|d|ll|ve|re|m)?(?![a-z])|[^\w\s]|_", re.I)
_SPLIT_OFF = re.compile(r"(.+?)(n't|'s|'d|'ll|'ve|'re|'m)")


@cache
def _places() -> re.Pattern[str]:
    """The pattern of a place in an order, by `places.yaml`."""
    never = re.sub(r"\|\s+", "|", text_of("places", "not_before"))
    back = re.sub(r"\|\s+", "|", text_of("places", "back"))
    return between_words(
        rf"(?:the )?(?P<ordinal>{_any_of('ordinals')})(?: (?:{text_of('places', 'nouns')}))?(?! (?:{never})\b)"
        rf"|(?:the )?(?P<medal>{_any_of('medals')})(?: medals?)?(?! medal)"
        rf"|(?P<front>{text_of('places', 'front')})|(?P<back>{back})|(?<=in )(?P<number>[1-8])(?:st|nd|rd|th)"
        rf"|(?:{text_of('places', 'before_number')}) (?P<counted>{_any_of('counted')}|[1-8])"
        r"(?! (?:laps?|metres?|lengths?))"
    )


def _any_of(key: str) -> str:
    return "|".join(sorted(mapping_of("places", key), key=len, reverse=True))


def _number_of(key: str, word: str) -> int:
    return int(str(mapping_of("places", key)[word]))


@cache
def _groups() -> re.Pattern[str]:
    return pattern_of("groups")


@cache
def _pacer() -> re.Pattern[str]:
    return between_words(text_of("words", "pacer"))


def itemised(sentence: Sentence, book: NameBook, known: frozenset[str]) -> Itemised:
    """The sentence as items. known: words that the text has in lower case as well, so that they are no names."""
    return rendered_of(sentence, _items_of(replace(sentence, start=0, paragraph=0, number=0), book, known))


@lru_cache(maxsize=1024)
def _items_of(sentence: Sentence, book: NameBook, known: frozenset[str]) -> tuple[Item, ...]:
    """The items of a sentence wherever it stands; kept, as a report is gone through several times."""
    lowered = sentence.folded.lower()
    if len(lowered) != len(sentence.folded):
        lowered = "".join(letter.lower()[0] for letter in sentence.folded)
    spans = sorted(_spans(sentence, lowered, book, known), key=lambda item: item.start)
    items = tuple(_with_words(lowered, spans))
    if (items and items[-1].kind is not ItemKind.WORD) or (items and items[-1].text.isalnum()):
        items = (*items, Item(ItemKind.WORD, ".", len(lowered), len(lowered)))  # a fragment without an end
    return items


def rendered_of(sentence: Sentence, items: tuple[Item, ...]) -> Itemised:
    """The sentence of these items, with the text of it that rules read."""
    parts, begins, at = [" "], [], 1
    for index, item in enumerate(items):
        word = item.text if item.kind is ItemKind.WORD else f"{item.kind.value}{_tail(item, index)}"
        begins.append(at)
        parts.append(f"{word} ")
        at += len(word) + 1
    return Itemised(sentence, items, "".join(parts), tuple(begins))


def _tail(item: Item, index: int) -> str:
    """What stands behind the letter of an item: its place in the sentence; of a place of the order, that."""
    return f"{item.place}_{index}" if item.kind is ItemKind.PLACE else str(index)


def _spans(sentence: Sentence, lowered: str, book: NameBook, known: frozenset[str]) -> Iterator[Item]:
    """All items that are no plain words, none over another."""
    taken: list[tuple[int, int]] = []

    def is_free(start: int, end: int) -> bool:
        return not any(start < b and a < end for a, b in taken)

    names = [(span.start, span.end) for span in book.spans_in(sentence.folded)]
    for moment in moments_in(lowered):
        if not any(moment.start < b and a < moment.end for a, b in names):
            taken.append((moment.start, moment.end))
            yield Item(ItemKind.MOMENT, "", moment.start, moment.end, moment=moment)
    for amount in amounts_in(lowered, [*taken, *names]):
        taken.append((amount.start, amount.end))
        yield Item(ItemKind.AMOUNT, "", amount.start, amount.end, amount=amount)
    for pattern, kind in ((_groups(), ItemKind.GROUP), (_pacer(), ItemKind.PACER)):
        for found in pattern.finditer(lowered):
            if is_free(*found.span()) and not _OF_BACK.search(lowered, max(0, found.start() - 8), found.start()):
                taken.append(found.span())
                yield Item(kind, "", found.start(), found.end())
    for found in re.finditer(rf"(?<!\w){re.escape(book.pacer)}(?!\w)", sentence.folded) if book.pacer else ():
        if is_free(*found.span()):
            taken.append(found.span())
            yield Item(ItemKind.PACER, "", *found.span(), mention=Mention(*found.span()))
    for mention in phrases_in(sentence, lowered, book, known, taken):
        taken.append((mention.start, mention.end))
        kind = ItemKind.RIDER if mention.is_rider else ItemKind.STRANGER
        yield Item(kind, "", mention.start, mention.end, mention=mention)
    for found in _places().finditer(lowered):
        is_adverb = found[0] == "first" and (
            lowered.endswith("at ", 0, found.start())
            or bool(_THEN.match(sentence.folded, found.end()))
            or bool(_AGAIN.match(lowered, found.end()))
        )
        if is_free(*found.span()) and not is_adverb:
            taken.append(found.span())
            yield Item(ItemKind.PLACE, "", found.start(), found.end(), place=_place_of(found))


_THEN = re.compile(r" [A-Z][\w' -]{1,30}?,? (?:and )?then\b")
"""What makes 'first' no place: 'first R1 and then R2 went by'."""

_AGAIN = re.compile(
    r" (?:at|in|on|with|as|when|round|from|after|before) [^.;]{2,50}? (?:and|then) (?:then |once )?(?:again|later)\b"
)
"""What makes 'first' a time and no place: 'first at the bell and again in the bend'."""

_OF_BACK = re.compile(r"(?:back|rear|tail) of $")
"""What makes the field behind it a place of the order: 'at the rear of the field'."""


def _place_of(found: re.Match[str]) -> int:
    """The place that was found, from 1; 0 for the last one."""
    for group, key in (("ordinal", "ordinals"), ("medal", "medals")):
        if found[group]:
            return _number_of(key, found[group])
    digits = found["number"] or found["counted"]
    if digits:
        return int(digits) if digits.isdecimal() else _number_of("counted", digits)
    return 1 if found["front"] else 0


def _with_words(lowered: str, spans: list[Item]) -> Iterator[Item]:
    """The items and the words between them, in order."""
    at = 0
    for item in spans:
        yield from _words(lowered, at, item.start)
        yield item
        if item.mention and item.mention.pronoun in ("his", "hers"):
            yield Item(ItemKind.WORD, "'s", item.end, item.end)
        at = item.end
        if item.kind in (ItemKind.RIDER, ItemKind.STRANGER) and lowered.startswith("s' ", at - 1):
            yield Item(ItemKind.WORD, "'s", at, at + 1)  # 'on Ames' wheel'
            at += 1
    yield from _words(lowered, at, len(lowered))


def _words(lowered: str, start: int, end: int) -> Iterator[Item]:
    for found in _TOKEN.finditer(lowered, start, end):
        word = found[0]
        if word == "cannot":
            yield Item(ItemKind.WORD, "can", found.start(), found.start() + 3)
            yield Item(ItemKind.WORD, "not", found.start() + 3, found.end())
            continue
        split = _SPLIT_OFF.fullmatch(word)
        if split is None:
            yield Item(ItemKind.WORD, word, found.start(), found.end())
            continue
        middle = found.start() + len(split[1])
        head = {"wo": "will", "ca": "can", "sha": "shall"}.get(split[1], split[1]) if split[2] == "n't" else split[1]
        yield Item(ItemKind.WORD, head, found.start(), middle)
        yield Item(ItemKind.WORD, split[2], middle, found.end())
