"""Whom the items of a sentence mean, and what the sentence leaves behind for those after it."""

from __future__ import annotations

from collections.abc import Mapping

from replay.sources.reports.account.discourse import Discourse
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.clauses import coordinated, stands_as_subject
from replay.sources.reports.sentence.pronoun_subjects import announced, is_of_stranger, lets_go, likeliest_last
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind
from replay.sources.reports.sentence.word_forms import is_verb


def mentioned_in(whole: Itemised, discourse: Discourse) -> dict[int, tuple[int, ...]]:
    """Whom the items of a sentence mean, by item, each told from those before it."""
    if discourse.awaited and _is_answer(whole.items):
        return {0: discourse.awaited}
    found: dict[int, tuple[int, ...]] = {}
    for place, item in enumerate(whole.items):
        if item.kind is not ItemKind.RIDER:
            continue
        if _is_he(item) and is_of_stranger(whole.items, place):
            continue
        if meant := _announced(whole, place, found, discourse):
            found[place] = meant
            continue
        named = found if whole.sentence.is_quoted(item.start) else _unquoted(whole, found)
        before = tuple(rider for riders in named.values() for rider in riders)
        subjects = likeliest_last(whole.items, named)
        if not subjects and len(set(before)) == 1 and _is_given(whole.items, named):
            subjects = before[:1]  # 'bronze went to R after he had held off S'
        but = _named_in_clause(whole.items, place) if item.mention and item.mention.pronoun in ("he", "she") else ()
        if lets_go(whole.items, place):
            but = (*but, *before[-1:])  # 'when R attacked he let him go'
        if _is_he(item) and (late := _too_late(whole.items, place)) is not None:
            but = (*but, *found.get(late, ()))
        if riders := discourse.who(item, but=but, before=before, subjects=subjects):
            found[place] = riders
    return found


def _is_given(items: tuple[Item, ...], named: Mapping[int, tuple[int, ...]]) -> bool:
    """Whether the only rider who is named is one to whom something goes: 'bronze went to R'."""
    return any(place and items[place - 1].text in ("to", "for") for place in named)


def _announced(
    whole: Itemised, place: int, found: Mapping[int, tuple[int, ...]], discourse: Discourse
) -> tuple[int, ...]:
    """Whom a pronoun means that stands before the name: R2 of 'with R1 on his wheel, R2 led'; () elsewhere."""
    later = announced(whole.items, place)
    meant = () if later is None else discourse.who(whole.items[later])
    return () if set(meant) & {rider for riders in found.values() for rider in riders} else meant


def _unquoted(whole: Itemised, meant: dict[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """Those whom the sentence itself names: who speaks is none of those in the quote."""
    return {at: riders for at, riders in meant.items() if not whole.sentence.is_quoted(whole.items[at].start)}


def _is_answer(items: tuple[Item, ...]) -> bool:
    """Whether a sentence only says that somebody did, or did not, what he was awaited to do: 'He did not.'"""
    words = {item.text for item in items[1:]}
    return len(items) > 1 and _is_he(items[0]) and words <= _ANSWERS


_ANSWERS = frozenset({"did", "does", "do", "not", "n't", "never", "could", "would", "was", "had", ".", "!", ";"})


def _too_late(items: tuple[Item, ...], place: int) -> int | None:
    """The item of who is too late to see what 'he' does, who is another: R in 'before R realised he had gone'."""
    for at in range(place - 1, max(0, place - 6), -1):
        if items[at].text in words_in("reacts") and items[at - 1].kind is ItemKind.RIDER:
            return at - 1
        if items[at].kind is not ItemKind.WORD or items[at].text in (",", ";", "and"):
            return None
    return None


def _named_in_clause(items: tuple[Item, ...], place: int) -> tuple[int, ...]:
    """The riders whom the words behind a pronoun name up to the next clause: whoever they are, 'he' is not."""
    found: list[int] = []
    for item in items[place + 1 :]:
        if item.kind is ItemKind.WORD and (
            item.text in words_in("clause_starts") or item.text in words_in("subordinate")
        ):
            break
        if item.mention is not None:
            found.extend(item.mention.riders)
    return tuple(found)


def _of_last_main_clause(whole: Itemised, first: int, mentioned: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    """The subject of a second main clause, 'R1 faded and R2 had to go': a later 'he' is R2; () without one."""
    items = whole.items
    for place in range(len(items) - 2, first, -1):
        before = _behind_adverbials(items, place)
        is_joined = items[before].text in _JOINS_CLAUSES and items[before - 1].kind is not ItemKind.RIDER
        is_cleft = tuple(item.text for item in items[max(0, place - 3) : place]) in _CLEFT  # 'and it was R who went'
        if items[place].kind is ItemKind.RIDER and (is_cleft or (is_joined and is_verb(items[place + 1]))):
            return mentioned.get(place, ())
    return ()


def _behind_adverbials(items: tuple[Item, ...], place: int) -> int:
    """The item before the words of time ahead of a subject: the 'and' of 'and in that moment R went'."""
    before = place - 1
    while before > 1 and (items[before].kind is ItemKind.MOMENT or items[before].text in _OF_TIME):
        before -= 1
    return before


_OF_TIME = frozenset(
    {"in", "at", "that", "this", "moment", "point", "instant", "then", "suddenly", "immediately", "now"}
)
"""Words between 'and' and a second subject: 'and in that moment R went'."""


def _last_of_list(items: tuple[Item, ...], place: int) -> int:
    """The last of two subjects that 'and' joins: 'R1 and R2 hesitated'; the item itself where none follows."""
    joins = place + 2 < len(items) and items[place + 1].text == "and" and items[place + 2].kind is ItemKind.RIDER
    return place + 2 if joins else place


_CLEFT = frozenset(
    {("and", "it", "was"), ("but", "it", "was"), ("and", "it", "is"), (",", "it", "was"), ("and", "it", "'s")}
)
_JOINS_CLAUSES = frozenset({"and", "but", ";", ","})


def _owns(item: Item) -> bool:
    """Whether an item only says to whom something belongs: 'his'."""
    return item.mention is not None and item.mention.pronoun in ("his", "hers")


def _is_awaited(whole: Itemised, place: int) -> bool:
    """Whether somebody is awaited to do something: 'for him to panic'."""
    items = whole.items
    return items[place].kind is ItemKind.RIDER and items[place - 1].text == "for" and items[place + 1].text == "to"


def _is_he(item: Item) -> bool:
    return item.mention is not None and item.mention.pronoun in ("he", "she")


def hear(
    whole: Itemised,
    hidden: frozenset[int],
    said: Mapping[int, str],
    mentioned: Mapping[int, tuple[int, ...]],
    discourse: Discourse,
) -> None:
    """Note whom a sentence spoke of, and the moment at which it ends."""
    for place, item in enumerate(whole.items):
        if place not in hidden and item.mention is not None and item.mention.riders:
            discourse.heard(item.mention.riders)
        elif place not in hidden and not _owns(item) and len(riders := mentioned.get(place, ())) == 1:
            discourse.heard(riders)
    hidden |= frozenset(at for at, item in enumerate(whole.items) if whole.sentence.is_quoted(item.start))
    for place, item in enumerate(whole.items):
        following = whole.items[place + 1].text if place + 1 < len(whole.items) else ""
        is_main = not following.endswith("ing") and stands_as_subject(whole.items, place)
        is_subject = item.kind is ItemKind.RIDER and place not in hidden and is_main
        riders = (mentioned.get(place) or discourse.who(item)) if is_subject else ()
        if riders:
            both = coordinated(whole.items, _last_of_list(whole.items, place))
            together = tuple(dict.fromkeys(rider for at in both for rider in mentioned.get(at, ())))
            discourse.acted(_of_last_main_clause(whole, place, mentioned) or (together if len(both) > 1 else riders))
            break
    else:
        owner = whole.items[0].mention if len(whole.items) > 1 and whole.items[1].text == "'s" else None
        acting = (
            {owner.riders or mentioned.get(0, ())}
            if owner is not None and (owner.riders or owner.pronoun == "somebody")
            else {item.mention.riders for place, item in enumerate(whole.items) if place not in hidden and item.mention}
        )
        if len(acting - {()}) == 1:
            discourse.acted(*(acting - {()}))
    named = {item.mention.riders for item in whole.items if item.mention and item.mention.riders}
    discourse.last_named = tuple(dict.fromkeys(rider for riders in mentioned.values() for rider in riders))
    discourse.alone = len(named) == 1
    subjects = [
        riders
        for place, item in enumerate(whole.items)
        if item.kind is ItemKind.RIDER and place not in hidden and stands_as_subject(whole.items, place)
        if item.mention and (riders := mentioned.get(place, ()) if _is_he(item) else item.mention.riders)
    ]
    discourse.last_subject = subjects[-1] if subjects else ()
    discourse.last_subjects = tuple(dict.fromkeys(rider for riders in subjects for rider in riders))
    discourse.awaited = next(
        (mentioned.get(at, ()) for at in range(1, len(whole.items) - 1) if _is_awaited(whole, at)), ()
    )
    for moment in said.values():
        discourse.moved_to(moment.removeprefix("{before: ").removesuffix("}"))
    others = [item for item in whole.items if item.kind is not ItemKind.MOMENT and item.text.isalpha()]
    discourse.fresh = bool(said) and len(others) < 2 and not any(item.mention for item in whole.items)
