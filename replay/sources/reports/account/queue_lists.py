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
    """The riders behind the pacer from the first on; `last` is said to be the last of all, None where nobody is.

    more  riders farther back, each run with the place of its first
    """

    riders: tuple[int, ...] = ()
    last: int | None = None
    more: tuple[tuple[tuple[int, ...], int], ...] = ()


_SAYS_ORDER = re.compile(r"\b(?:line-?up|drew|drawn?|draws|order|start(?:ing)? (?:order|positions?)|positions?)\b")
"""With one of these numbers beside names are the places behind the pacer."""


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
    numbered = _numbered(items, discourse) if has_pacer or _SAYS_ORDER.search(text) else {}
    if len(numbered) >= _FEWEST and not begins_with_moment(sentence):
        (riders, place), *more = _as_runs(numbered)
        return QueueSaid(riders if place == 1 else (), None, (*(((riders, place),) if place > 1 else ()), *more))
    if not (has_pacer or has_spot or words & words_in("says_queue")) or not (
        has_first or words & {"order", "lined", ":"} or has_pacer
    ):
        return QueueSaid()
    runs = [_run(items, start, discourse) for start, item in enumerate(items) if item.kind is ItemKind.RIDER]
    best, has_last = max(runs, key=lambda run: len(run[0]), default=((), False))
    if len(best) < _FEWEST or not _begins_at_front(items, best, discourse):
        return QueueSaid()
    if (last_at := _place_of_last(items, best, discourse)) and last_at != len(best):
        riders = best[:-1] if len(best) > _FEWEST else ()  # 'R1 had P, R2 second and R3 fifth'
        return QueueSaid(riders, None, (((best[-1],), last_at),))
    if has_last and len(best) < len(discourse.book):
        return QueueSaid(best[:-1], best[-1])
    return QueueSaid(best)


_COUNTED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


def _numbered(items: tuple[Item, ...], discourse: Discourse) -> dict[int, int]:
    """The riders by their places, where each has a number beside the name: 'drew one, R2 two', '1. R1 2. R2'."""
    riders = [(at, discourse.who(item)) for at, item in enumerate(items) if item.kind is ItemKind.RIDER]
    numbers = [(at, place) for at, item in enumerate(items) if (place := _number(item)) is not None]
    if not riders or len(riders) != len(numbers) or any(len(who) != 1 for _, who in riders):
        return {}
    if any(abs(at - number) > _NEAR_ITEMS for (at, _), (number, _) in zip(riders, numbers, strict=True)):
        return {}
    found = {place: who[0] for (_, who), (_, place) in zip(riders, numbers, strict=True)}
    is_whole = len(found) == len(riders) == len(set(found.values()))
    return found if is_whole and max(found) <= len(discourse.book) else {}


_NEAR_ITEMS = 4
"""Items between a name and the number beside it."""


def _number(item: Item) -> int | None:
    """The place that an item says: a number, or a place of the order; None for another item."""
    if item.kind is ItemKind.PLACE:
        return item.place or None
    if item.kind is not ItemKind.WORD:
        return None
    return _COUNTED.get(item.text) or (int(item.text) if item.text in "12345678" else None)


def _as_runs(numbered: dict[int, int]) -> list[tuple[tuple[int, ...], int]]:
    """Riders by place as runs of neighbours, each with the place of its first."""
    runs: list[tuple[tuple[int, ...], int]] = []
    for place in sorted(numbered):
        if runs and runs[-1][1] + len(runs[-1][0]) == place:
            runs[-1] = ((*runs[-1][0], numbered[place]), runs[-1][1])
        else:
            runs.append(((numbered[place],), place))
    return runs


def speaks_of_draw(sentence: Itemised, *, goes_on: bool) -> bool:
    """Whether a sentence before the race is told of the places behind the pacer, or goes on with them.

    goes_on  whether the sentence before did
    """
    items = sentence.items
    has_pacer = any(item.kind is ItemKind.PACER for item in items)
    names = [item for item in items if item.mention is not None and item.mention.riders]
    places = [item for item in items if item.kind is ItemKind.PLACE]
    draws = {item.text for item in items} & {"drew", "draw", "drawn", "draws", "straw", "lined", "line-up", "lineup"}
    return bool(names) and (has_pacer or bool(draws) or (goes_on and bool(places)))


def begins_with_moment(sentence: Itemised) -> bool:
    """Whether a sentence tells of a moment of the race, and not of the places behind the pacer."""
    items = sentence.items
    colon = next((at for at, item in enumerate(items[:_HEADING]) if item.text == ":"), 2)
    says = any(item.kind is ItemKind.MOMENT and not item.moment.pacer_off for item in items[:colon] if item.moment)
    has_pacer = any(item.kind is ItemKind.PACER for item in items)
    moments = [item.moment.template for item in items if item.moment is not None and not item.moment.pacer_off]
    draws = {item.text for item in items} & {"drew", "draw", "drawn", "draws", "straw", "lined", "line-up", "lineup"}
    at_moment = len(moments) == 1 and moments != ["start"] and "order" in {item.text for item in items} and not draws
    return (says or at_moment) and not has_pacer


_HEADING = 7
"""Items before whose end a colon ends what a list is headed by: 'the order at the bell: R1, R2'."""


def plain_list(sentence: Itemised, discourse: Discourse) -> tuple[int, ...]:
    """The riders of a sentence that is nothing but their names, as tickers give an order: 'R1, R2, R3.'"""
    found: list[int] = []
    colon = max((at for at, item in enumerate(sentence.items) if item.text == ":"), default=-1)
    has_names = any(item.kind is ItemKind.RIDER for item in sentence.items[: colon + 1])
    if "inside" in sentence.sentence.folded.lower().split(":")[0]:
        return ()  # 'on the line from the inside: R1, R2' is no order yet
    if sum(item.kind is ItemKind.MOMENT for item in sentence.items[colon + 1 :]) > 1:
        return ()  # 'R1 at the bell, R2 on the back straight'
    for item in sentence.items[0 if has_names and colon < _FEWEST else colon + 1 :]:
        if item.kind is ItemKind.RIDER and item.mention is not None and item.mention.riders:
            found.extend(discourse.who(item))
        elif item.kind is not ItemKind.MOMENT and item.text not in words_in("plain_lists"):
            return ()
    return tuple(found) if len(found) >= _FEWEST and len(set(found)) == len(found) else ()


def _run(items: tuple[Item, ...], start: int, discourse: Discourse) -> tuple[tuple[int, ...], bool]:
    """Riders from an item on, as long as only words of a list stand between them, and whether the last is the last."""
    found: list[int] = []
    ends_at, at, beside = -1, start, 0
    pacer = _pacer_of_first(items, start)
    for place, item in enumerate(items[start:], start=start):
        if start < place <= pacer or (item.mention and item.mention.pronoun in ("his", "hers")):
            continue
        if item.kind is ItemKind.RIDER:
            riders = discourse.who(item)
            if riders and riders == tuple(found[-1:]):
                continue
            if found and item.mention and item.mention.pronoun in ("him", "her") and items[place - 1].text == "behind":
                continue
            if len(riders) != 1 or riders[0] in found or (item.mention and item.mention.pronoun):
                break
            found.append(riders[0])
            at = place
        elif item.kind is ItemKind.PLACE and item.place == 0:
            ends_at = len(found)
        elif item.text == "with":
            beside = len(found)
        elif not _joins(item, len(found)) and not _is_wheel_of_pacer(items, place) and not _is_his_wheel(items, place):
            break
    following = items[at + 1] if at + 1 < len(items) else None
    if beside and following is not None and following.text.isalpha() and not _joins(following, len(found)):
        found = found[:beside]  # 'the order is R1, R2, with R3 already beaten'
    if any(item.text == "head" for item in items[at + 1 : at + 5]):
        found = []
    return tuple(found), ends_at > 0 and ends_at == len(found)


def _place_of_last(items: tuple[Item, ...], run: tuple[int, ...], discourse: Discourse) -> int | None:
    """The place that the words behind the last of a list say; None where they say none."""
    named = [at for at, item in enumerate(items) if item.kind is ItemKind.RIDER and discourse.who(item) == run[-1:]]
    for item in items[named[0] + 1 : named[0] + _MOST_TO_PLACE] if named else ():
        if item.kind is ItemKind.PLACE:
            return item.place or None
        if item.kind is ItemKind.MOMENT or item.text in ("and", ";"):
            return None
    return None


def _pacer_of_first(items: tuple[Item, ...], start: int) -> int:
    """The pacer behind whom the first of a list is said to be: 'R1 occupied the position behind P'; -1 for none."""
    for place in range(start + 1, min(start + _MOST_TO_PACER, len(items))):
        if items[place].kind is ItemKind.PACER:
            return place if {item.text for item in items[start:place]} & _TAKES_PACER else -1
        if items[place].kind is not ItemKind.WORD or not items[place].text.isalpha():
            return -1
    return -1


_MOST_TO_PACER, _MOST_TO_PLACE = 8, 12
_TAKES_PACER = frozenset(
    ["has", "had", "takes", "took", "on", "behind", "gets", "got", "wheel", "picks", "picked", "collects", "collected"]
)
"""Words between the first of all and the pacer: 'R1 has the derny, then R2'."""


def _is_wheel_of_pacer(items: tuple[Item, ...], place: int) -> bool:
    """Whether a word is the wheel in 'took the wheel of the derny'."""
    return items[place].text == "wheel" and any(item.kind is ItemKind.PACER for item in items[place + 1 : place + 3])


def _is_his_wheel(items: tuple[Item, ...], place: int) -> bool:
    """Whether a word is the wheel of who was named before: 'R1 on the front, R2 on his wheel, then R3'."""
    has_pacer = any(item.kind is ItemKind.PACER for item in items)
    owner = items[place - 2].mention if has_pacer and place > 1 and items[place - 1].text == "'s" else None
    return items[place].text == "wheel" and owner is not None and owner.pronoun in ("his", "hers")


def _joins(item: Item, so_far: int) -> bool:
    """Whether an item may stand between the riders of a list, of whom so many were named: 'second', 'on the derny'."""
    if item.kind is ItemKind.WORD:
        return item.text in words_in("joins_of_lists")
    return item.kind is ItemKind.PACER or (item.kind is ItemKind.PLACE and item.place == so_far)


def sentence_text(items: tuple[Item, ...]) -> str:
    """The words of a sentence, without its riders."""
    return " ".join(item.text for item in items if item.kind is ItemKind.WORD)


def _begins_at_front(items: tuple[Item, ...], run: tuple[int, ...], discourse: Discourse) -> bool:
    """Whether the first of a list is said to be in front: by a place, or because the list is the order."""
    first = next(at for at, item in enumerate(items) if item.kind is ItemKind.RIDER and discourse.who(item) == run[:1])
    if first > 0 and items[first - 1].text == ":":
        return True
    if any(item.mention.pronoun != "they" for item in items[:first] if item.mention and item.kind is ItemKind.RIDER):
        return False
    before = [item.text for item in items[max(0, first - 3) : first]]
    follows = [item.kind for at, item in enumerate(items[1:first], start=1) if items[at - 1].text == "behind"]
    if "order" in before or ItemKind.PACER in follows or "in that order" in sentence_text(items):
        return True
    near = items[max(0, first - 6) : first + 8]
    if any(item.kind is ItemKind.PLACE and item.place == 1 for item in near):
        return True
    words = [item.text for item in near]
    behind = items[first + 1 : first + 6]
    if any(item.kind is ItemKind.PACER for item in behind) and {item.text for item in behind} & _TAKES_PACER:
        return True
    if any(item.kind is ItemKind.PACER for item in near) and "followed" in words and first < 8:
        return True
    return (("front" in words or "lead" in words or "straw" in words) and "behind" in words) or "front" in words
