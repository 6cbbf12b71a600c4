"""Sentences whose verb stands before its subject, in the usual order: 'Two laps from the end attacked Ruiz'."""

from __future__ import annotations

from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind, rendered_of
from replay.sources.reports.sentence.word_forms import SOMEBODY, is_verb

_MOST_BETWEEN = 4
"""Items that may stand between the verb and its subject: 'took the initiative Ruiz'."""

_SUBJECTS = frozenset({"it", "there", "they", "we", "who", "which", "what", "that"})
_BREAKS = frozenset({",", ";", ":", "and", "but", "-", "."})


def in_usual_order(whole: Itemised) -> Itemised:
    """The sentence with its subject before its verb; the same sentence where nothing is turned around.

    Only what opens a sentence is turned: a moment, or words of place, then a verb that needs no object, then a rider.
    """
    items = whole.items
    for start in (0, *(at + 1 for at, item in enumerate(items) if item.text in _CLAUSES)):
        turned = _turned(items[start:])
        if turned is not None:
            return rendered_of(whole.sentence, (*items[:start], *turned))
    return whole


_CLAUSES = frozenset({";", "and", ":"})


def _turned(items: tuple[Item, ...]) -> tuple[Item, ...] | None:
    """A clause with its subject before its verb; None where nothing is turned around."""
    verb = _opening_verb(items)
    rider = None if verb is None else _subject_behind(items, verb)
    if verb is None or rider is None:
        return None
    opening, said = items[:verb], items[verb:rider]
    if opening[0].text == "behind" and _is_list(items, rider):
        return None  # 'behind R1 came R2 and R3' is an order
    if any(item.kind in (ItemKind.RIDER, ItemKind.GROUP) for item in opening) or _says_where(opening, said):
        return (items[rider], *said, *opening, *items[rider + 1 :])  # 'on his wheel jumped R': 'R jumped on his wheel'
    return (*opening, items[rider], *said, *items[rider + 1 :])


def _says_where(opening: tuple[Item, ...], said: tuple[Item, ...]) -> bool:
    """Whether what opens a sentence belongs behind its verb: 'through on the inside came R', 'third was R'."""
    if any(item.kind is ItemKind.MOMENT for item in opening):
        return False
    alone = all(item.kind is ItemKind.PLACE or item.text in ("and", "then", "in", "the") for item in opening)
    return opening[0].text in _DIRECTIONS or (alone and len(said) == 1 and said[0].text in _BE)


_DIRECTIONS = frozenset(
    {"through", "past", "round", "around", "up", "down", "over", "inside", "outside", "under", "underneath", "by"}
)


def _is_list(items: tuple[Item, ...], rider: int) -> bool:
    """Whether somebody is the first of two or more: 'came R1 and R2'."""
    return rider + 2 < len(items) and items[rider + 1].text in ("and", ",") and items[rider + 2].kind is ItemKind.RIDER


def _opening_verb(items: tuple[Item, ...]) -> int | None:
    """The verb before which nobody stands who could be its subject; None where there is none."""
    opened, beside_until = False, -1
    for at, item in enumerate(items):
        if at <= beside_until:
            continue
        if item.text in ("who", "which") and at and items[at - 1].text == ",":
            beside_until = next((end for end in range(at, len(items)) if items[end].text == ","), len(items))
            continue
        if item.kind in SOMEBODY:
            if at == 0 or items[at - 1].text not in words_in("prepositions") | {"after", "with"}:
                return None
            continue
        if item.text in _SUBJECTS:
            return None
        if opened and item.text in words_in("before_subjects") and item.kind is ItemKind.WORD:
            return at if item.text not in _BE or _says_place(items, at) else None
        opened = opened or item.kind in (ItemKind.MOMENT, ItemKind.PLACE) or item.text in words_in("opens_turned")
    return None


_BE = frozenset({"is", "was", "were"})


def _says_place(items: tuple[Item, ...], verb: int) -> bool:
    """Whether a place stands beside a form of 'be': 'third was R', 'behind P was on first position R'."""
    return any(item.kind is ItemKind.PLACE for item in items[max(0, verb - 1) : verb + 3])


def _subject_behind(items: tuple[Item, ...], verb: int) -> int | None:
    """The rider behind a verb who is its subject; None where it is an object, or the subject of another verb."""
    for at in range(verb + 1, min(verb + 2 + _MOST_BETWEEN, len(items))):
        item = items[at]
        if item.kind is ItemKind.RIDER:
            return at if _stands_alone(items, at) else None
        if item.kind in SOMEBODY or item.text in _BREAKS or (is_verb(item) and item.kind is ItemKind.WORD):
            return None
    return None


def _stands_alone(items: tuple[Item, ...], at: int) -> bool:
    """Whether a rider behind a verb belongs to no preposition, owns nothing, and does nothing else."""
    before, mention = items[at - 1], items[at].mention
    from_behind = before.text == "behind" and items[at - 2].text == "from"
    if (before.text in words_in("prepositions") | {"with", "as"} and not from_behind) or (mention and mention.pronoun):
        return False
    following = items[at + 1] if at + 1 < len(items) else None
    return following is None or not (
        following.text == "'s" or (is_verb(following) and not following.text.endswith("ing"))
    )
