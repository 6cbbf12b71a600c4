"""The order behind the pacer where a sentence lists it: 'Order: R1, R2, R3', 'R1 drew first wheel, then R2 and R3'."""

from __future__ import annotations

from replay.sources.reports.account.discourse import Discourse
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind

_FEWEST = 3


def queue_in(sentence: Itemised, discourse: Discourse) -> tuple[int, ...]:
    """The riders behind the pacer from the first on, where a sentence lists them; () where it does not."""
    items = sentence.items
    words = {item.text for item in items if item.kind is ItemKind.WORD}
    has_pacer = any(item.kind is ItemKind.PACER or (item.moment and item.moment.pacer_off) for item in items)
    has_first = any(item.kind is ItemKind.PLACE and item.place == 1 for item in items) or "front" in words
    text = sentence.sentence.folded.lower()
    spots = [text[i.start : i.end] for i in items if i.kind is ItemKind.PLACE and i.place == 1]
    has_spot = any(word in spot for spot in spots for word in ("spot", "wheel", "front", "lead", "pole"))
    if not (has_pacer or has_spot or words & words_in("says_queue")) or not (
        has_first or words & {"order", "lined", ":"} or has_pacer
    ):
        return ()
    best: tuple[int, ...] = ()
    for start, item in enumerate(items):
        if item.kind is ItemKind.RIDER and (run := _run(items, start, discourse)) and len(run) > len(best):
            best = run
    if len(best) < _FEWEST or not _begins_at_front(items, best, discourse):
        return ()
    return best


def plain_list(sentence: Itemised, discourse: Discourse) -> tuple[int, ...]:
    """The riders of a sentence that is nothing but their names, as tickers give an order: 'R1, R2, R3.'"""
    found: list[int] = []
    for item in sentence.items:
        if item.kind is ItemKind.RIDER and item.mention is not None and item.mention.riders:
            found.extend(discourse.who(item))
        elif item.kind is not ItemKind.WORD or item.text not in (",", "and", "then", ".", "-", ">"):
            return ()
    return tuple(found) if len(found) >= _FEWEST and len(set(found)) == len(found) else ()


def _run(items: tuple[Item, ...], start: int, discourse: Discourse) -> tuple[int, ...]:
    """Riders from an item on, as long as only words of a list stand between them."""
    found: list[int] = []
    at = start
    while at < len(items):
        item = items[at]
        if item.kind is ItemKind.RIDER and item.mention and item.mention.pronoun in ("his", "hers"):
            pass
        elif item.kind is ItemKind.RIDER:
            riders = discourse.who(item)
            if len(riders) != 1 or riders[0] in found:
                break
            found.append(riders[0])
        elif item.kind is ItemKind.PACER or (item.kind is ItemKind.PLACE and item.place in (0, len(found))):
            pass
        elif item.kind is not ItemKind.WORD or item.text not in words_in("joins_of_lists"):
            break
        at += 1
    return tuple(found)


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
    if any(item.kind is ItemKind.PACER for item in near) and "followed" in words and first < 3:
        return True
    return (("front" in words or "lead" in words or "straw" in words) and "behind" in words) or "front" in words
