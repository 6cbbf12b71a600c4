"""Who may be meant by 'he' and 'him': the subjects of a sentence, and strangers who are none of the riders."""

from __future__ import annotations

from collections.abc import Mapping

from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.clauses import is_beside, stands_as_subject
from replay.sources.reports.sentence.sentence_items import Item, ItemKind
from replay.sources.reports.sentence.word_forms import is_verb


def subjects_among(items: tuple[Item, ...], meant: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    """The riders who are subjects of clauses, of those whom items mean, in their order.

    Subjects of 'with' clauses are none: in 'R1 attacked, and with R2 on the wheel he went clear' R1 went clear.
    """
    subjects = [place for place in meant if stands_as_subject(items, place) and not is_beside(items, place)]
    return tuple(rider for place in sorted(subjects) for rider in meant[place])


def likeliest_last(items: tuple[Item, ...], meant: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    """Those subjects in the order in which a later 'he' may mean them: those of whom two do it first."""
    together = {place: riders for place, riders in meant.items() if _is_of_two(items, place)}
    alone = {place: riders for place, riders in meant.items() if place not in together}
    owners = [riders for place, riders in meant.items() if _owns_subject(items, place)]
    owners += [riders for place, riders in meant.items() if place and items[place - 1].text in words_in("causatives")]
    return (*(r for riders in owners for r in riders), *subjects_among(items, together), *subjects_among(items, alone))


def _owns_subject(items: tuple[Item, ...], place: int) -> bool:
    """Whether what belongs to somebody is the subject: 'R's front wheel slid', 'it was R's turn', and 'he' is R."""
    if place + 1 >= len(items) or items[place + 1].text != "'s":
        return False
    is_it = place > 1 and items[place - 1].text in ("is", "was", "'s") and items[place - 2].text == "it"
    return place == 0 or is_it


def _is_of_two(items: tuple[Item, ...], place: int) -> bool:
    """Whether somebody does it with another: 'R1 and R2 drifted back', of whom neither is a later 'he'."""
    before = place > 1 and items[place - 1].text == "and" and items[place - 2].kind is ItemKind.RIDER
    behind = place + 2 < len(items) and items[place + 1].text == "and" and items[place + 2].kind is ItemKind.RIDER
    return before or behind


def announced(items: tuple[Item, ...], place: int) -> int | None:
    """Who stands behind the comma and is meant by a pronoun before it: 'with R1 on his wheel, R2 led'; None elsewhere.

    The pronoun is no subject, and its clause is beside the main one.
    """
    mention = items[place].mention
    if mention is None or mention.pronoun not in ("his", "hers", "him", "her") or items[0].text not in _BESIDE:
        return None
    comma = next((at for at, item in enumerate(items) if item.text == ","), -1)
    if not place < comma < len(items) - 2 or any(items[at].text == "," for at in range(comma + 1, comma + 4)):
        return None
    subject = next((at for at in (comma + 1, comma + 2) if items[at].kind is ItemKind.RIDER), None)
    named = None if subject is None else items[subject].mention
    is_subject = subject is not None and stands_as_subject(items, subject) and items[subject + 1].text != "'s"
    return subject if is_subject and named is not None and (named.riders or named.nations) else None


_BESIDE = frozenset({"with", "as", "when", "while", "despite", "after", "once"})
"""Words that open a clause beside the main one, in which a pronoun may mean whom that names."""


def is_of_stranger(items: tuple[Item, ...], place: int) -> bool:
    """Whether 'he' is somebody who does not ride: the nearest subject before it is a stranger's name."""
    for at in range(place - 1, -1, -1):
        if items[at].kind is ItemKind.RIDER and stands_as_subject(items, at):
            return False
        mention = items[at].mention
        is_name = (
            items[at].kind in (ItemKind.STRANGER, ItemKind.PACER) and mention is not None and not mention.first_person
        )
        if is_name and is_verb(items[at + 1]) and stands_as_subject(items, at):
            return True
    return False


def lets_go(items: tuple[Item, ...], place: int) -> bool:
    """Whether 'he' lets 'him' do something: then he is not the one spoken of last."""
    mention = items[place].mention
    if mention is None or mention.pronoun not in ("he", "she"):
        return False
    behind = items[place + 1 : place + 4]
    has_object = any(item.mention is not None and item.mention.pronoun in ("him", "her") for item in behind)
    return has_object and any(item.text in words_in("causatives") for item in behind)
