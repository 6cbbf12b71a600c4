"""What a word of a sentence is: a verb, a noun, somebody, nobody."""

from __future__ import annotations

from replay.sources.reports.language.fact_rules import bare_forms, known_verbs
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.sentence_items import Item, ItemKind

SOMEBODY = (ItemKind.RIDER, ItemKind.GROUP, ItemKind.STRANGER, ItemKind.PACER)
_NOBODY = frozenset({"nobody", "no-one", "noone", "anybody", "anyone"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "no", "any", "each", "another", "'s", "their", "its"})
_NO_VERBS = frozenset({"up", "down", "round", "not", "never"})
"""Words that rules know as verbs ('up the pace') and that hardly ever are any."""


def is_verb(item: Item) -> bool:
    """Whether a word looks like a verb: a form that rules know, or an ending of one."""
    if item.kind is not ItemKind.WORD:
        return False
    return (item.text in known_verbs() and item.text not in _NO_VERBS) or (
        len(item.text) > 4 and item.text.endswith(("ed", "ing"))
    )


def is_between(item: Item) -> bool:
    """Whether a word may stand between a subject and its verb."""
    if item.kind is ItemKind.MOMENT:
        return True
    return item.kind is ItemKind.WORD and (
        item.text in words_in("auxiliaries")
        or item.text in words_in("adverbs")
        or (item.text.endswith("ly") and len(item.text) > 4)
    )


def is_nobody(items: tuple[Item, ...], at: int) -> bool:
    """Whether an item is one of the words for nobody."""
    text = items[at].text
    return text in _NOBODY or (text == "one" and at > 0 and items[at - 1].text == "no")


def is_noun(items: tuple[Item, ...], verb: int) -> bool:
    """Whether a word that may be a verb is a noun here: 'the crash', 'his attack', 'Ruiz's dawdling'."""
    before = items[verb - 1] if verb > 0 else None
    if before is None or before.kind is not ItemKind.WORD or before.text not in _ARTICLES:
        return False
    if before.text == "'s" and verb > 1 and (mention := items[verb - 2].mention):
        is_of = verb > 2 and items[verb - 3].text in ("by", "of", "from", "for", "with", "after", "than", "to")
        return mention.pronoun not in ("he", "she") and (is_of or not items[verb].text.endswith("ing"))
    return True


def before_adverbs(items: tuple[Item, ...], verb: int) -> int:
    """Where what stands before a verb and its adverbs is among the items; -1 where nothing does."""
    at = verb - 1
    while (
        at >= 0
        and items[at].kind is ItemKind.WORD
        and (items[at].text in words_in("adverbs") or items[at].text.endswith("ly"))
    ):
        at -= 1
    return at


def is_bare_noun(items: tuple[Item, ...], verb: int) -> bool:
    """Whether a verb's bare form stands where no verb can: 'the team sprint', 'a late charge'."""
    if items[verb].kind is not ItemKind.WORD or items[verb].text not in bare_forms():
        return False
    at = before_adverbs(items, verb)
    if at < 0:
        return False
    before = items[at]
    if before.kind is not ItemKind.WORD:
        return before.kind is ItemKind.PLACE
    return before.text not in words_in("before_bare_verbs") and not before.text.endswith(("n't", "s", "ed"))


def joined_verb(items: tuple[Item, ...], at: int) -> int | None:
    """The verb behind 'who' with which another shares its subject: 'jinked' of 'who jinked right and stormed past'.

    at  what stands before the other verb; between the two nobody may be named; None where nothing is joined so
    """
    if at < 1 or items[at].text != "and":
        return None
    for place in range(at - 1, max(0, at - _MOST_BETWEEN), -1):
        item = items[place]
        if item.kind in SOMEBODY or (item.kind is ItemKind.WORD and not item.text.isalpha()):
            return None
        if is_verb(item) and not is_noun(items, place) and item.text not in words_in("auxiliaries"):
            before = place - 1
            while before > 0 and is_between(items[before]) and items[before].text not in _RELATIVE:
                before -= 1
            return place if items[before].text in _RELATIVE else None
    return None


_RELATIVE = frozenset({"who", "which"})


_MOST_BETWEEN = 7
"""Items between two verbs that 'and' joins."""


def is_noun_subject(items: tuple[Item, ...], at: int, verb: int) -> bool:
    """Whether a thing is what does it: 'his chain came off', 'Ruiz's momentum carried him', 'the chase stuttered'."""
    if not is_verb(items[verb]):
        return False
    if (
        at < 1
        or items[at].kind is not ItemKind.WORD
        or not items[at].text.isalpha()
        or items[verb].text.endswith("ing")
    ):
        return False
    no_nouns = (
        words_in("prepositions") | words_in("subordinate") | words_in("adverbs") | {"and", "but", "or", "yet", "to"}
    )
    if (is_verb(items[at]) and not is_noun(items, at)) or items[at].text in no_nouns:
        return False
    article = at - 2 if items[at - 1].kind is ItemKind.WORD and items[at - 1].text.isalpha() and at > 1 else at - 1
    for place in {at - 1, article}:
        if items[place].text == "'s":
            return True
        if items[place].text in ("the", "a", "an"):
            before = items[place - 1] if place > 0 else None
            return before is None or (before.text not in words_in("prepositions") and before.text != "with")
    return False
