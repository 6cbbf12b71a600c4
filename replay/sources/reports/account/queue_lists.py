"""The order behind the pacer where a sentence lists it: 'Order: R1, R2, R3', 'R1 drew first wheel, then R2 and R3'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from replay.sources.reports.account.discourse import Discourse
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class QueueSaid:
    """The riders behind the pacer from the first on; `last` is said to be the last of all, None where nobody is."""

    riders: tuple[int, ...] = ()
    last: int | None = None


def queue_in(sentence: Itemised, discourse: Discourse) -> QueueSaid:
    """The order behind the pacer where a sentence lists it; without riders where it does not."""
    items = sentence.items
    words = {item.text for item in items if item.kind is ItemKind.WORD}
    has_pacer = any(item.kind is ItemKind.PACER or (item.moment and item.moment.pacer_off) for item in items)
    has_first = any(item.kind is ItemKind.PLACE and item.place == 1 for item in items) or "front" in words
    text = sentence.sentence.folded.lower()
    spots = [text[i.start : i.end] for i in items if i.kind is ItemKind.PLACE and i.place == 1]
    has_spot = any(word in spot for spot in spots for word in ("spot", "wheel", "front", "lead", "pole"))
    words |= set(re.findall(r"[a-z]+", text))
    if not (has_pacer or has_spot or words & words_in("says_queue")) or not (
        has_first or words & {"order", "lined", ":"} or has_pacer
    ):
        return QueueSaid()
    runs = [_run(items, start, discourse) for start, item in enumerate(items) if item.kind is ItemKind.RIDER]
    best, has_last = max(runs, key=lambda run: len(run[0]), default=((), False))
    if len(best) < _FEWEST or not _begins_at_front(items, best, discourse):
        return QueueSaid()
    if has_last and len(best) < len(discourse.book):
        return QueueSaid(best[:-1], best[-1])
    return QueueSaid(best)


def plain_list(sentence: Itemised, discourse: Discourse) -> tuple[int, ...]:
    """The riders of a sentence that is nothing but their names, as tickers give an order: 'R1, R2, R3.'"""
    found: list[int] = []
    for item in sentence.items:
        if item.kind is ItemKind.RIDER and item.mention is not None and item.mention.riders:
            found.extend(discourse.who(item))
        elif item.kind is not ItemKind.WORD or item.text not in (",", "and", "then", ".", "-", ">"):
            return ()
    return tuple(found) if len(found) >= _FEWEST and len(set(found)) == len(found) else ()


def _run(items: tuple[Item, ...], start: int, discourse: Discourse) -> tuple[tuple[int, ...], bool]:
    """Riders from an item on, as long as only words of a list stand between them, and whether the last is the last."""
    found: list[int] = []
    ends_at, at = -1, start
    for place, item in enumerate(items[start:], start=start):
        if item.kind is ItemKind.RIDER and item.mention and item.mention.pronoun in ("his", "hers"):
            continue
        if item.kind is ItemKind.RIDER:
            riders = discourse.who(item)
            if len(riders) != 1 or riders[0] in found:
                break
            found.append(riders[0])
            at = place
        elif item.kind is ItemKind.PLACE and item.place == 0:
            ends_at = len(found)
        elif not _joins(item, len(found)):
            break
    if any(item.text == "head" for item in items[at + 1 : at + 5]):
        found = []
    return tuple(found), ends_at > 0 and ends_at == len(found)


_TAKES_PACER = frozenset({"has", "had", "takes", "took", "on", "behind", "gets", "got"})
"""Words between the first of all and the pacer: 'R1 has the derny, then R2'."""


def _joins(item: Item, so_far: int) -> bool:
    """Whether an item may stand between the riders of a list, of whom so many were named: 'second', 'on the derny'."""
    if item.kind is ItemKind.WORD:
        return item.text in words_in("joins_of_lists")
    return item.kind is ItemKind.PACER or (item.kind is ItemKind.PLACE and item.place == so_far)


def _begins_at_front(items: tuple[Item, ...], run: tuple[int, ...], discourse: Discourse) -> bool:
    """Whether the first of a list is said to be in front: by a place, or because the list is the order."""
    first = next(at for at, item in enumerate(items) if item.kind is ItemKind.RIDER and discourse.who(item) == run[:1])
    if first > 0 and items[first - 1].text == ":":
        return True
    if any(item.kind is ItemKind.RIDER for item in items[:first]):
        return False
    near = items[max(0, first - 6) : first + 8]
    if any(item.kind is ItemKind.PLACE and item.place == 1 for item in near):
        return True
    words = [item.text for item in near]
    behind = items[first + 1 : first + 4]
    if any(item.kind is ItemKind.PACER for item in behind) and {item.text for item in behind} & _TAKES_PACER:
        return True
    if any(item.kind is ItemKind.PACER for item in near) and "followed" in words and first < 8:
        return True
    return (("front" in words or "lead" in words or "straw" in words) and "behind" in words) or "front" in words
