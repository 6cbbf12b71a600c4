"""Whom 'you' means in notes to riders ('Ruiz: you went too late'), and 'I' in an account by one of them."""

from __future__ import annotations

from dataclasses import replace

from replay.sources.reports.account.discourse import Discourse
from replay.sources.reports.language.report_text import Sentence
from replay.sources.reports.sentence.rider_phrases import Mention
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind, rendered_of

_YOU = frozenset({"you"})
_YOUR = frozenset({"your"})
_I = frozenset({"i", "me", "yours truly"})
_MY = frozenset({"my"})


def with_persons(whole: Itemised, discourse: Discourse) -> Itemised:
    """The sentence with riders for 'you' and 'I', where the report has said who they are."""
    _hear_persons(whole, discourse)
    if discourse.spoken_to is None and discourse.narrator is None:
        return whole
    items: list[Item] = []
    for item in whole.items:
        rider, owns = _person(whole, item, discourse)
        if rider is None:
            items.append(item)
            continue
        mention = Mention(item.start, item.end, (rider,))
        items.append(replace(item, kind=ItemKind.RIDER, text="", mention=mention))
        if owns:
            items.append(Item(ItemKind.WORD, "'s", item.end, item.end))
    return rendered_of(whole.sentence, tuple(items))


def _person(whole: Itemised, item: Item, discourse: Discourse) -> tuple[int | None, bool]:
    """The rider whom a word of the first or second person means, None for none, and whether it says 'of'."""
    if item.mention is None or not item.mention.first_person or whole.sentence.is_quoted(item.start):
        return None, False
    word = _word(whole.sentence, item)
    if word in _YOU | _YOUR:
        return discourse.spoken_to, word in _YOUR
    return (discourse.narrator, word in _MY) if word in _I | _MY else (None, False)


def _hear_persons(whole: Itemised, discourse: Discourse) -> None:
    """Note whom a sentence speaks to, and who tells it: a name before a colon or comma and 'you', a name behind 'I'."""
    items = whole.items
    if whole.sentence.paragraph != discourse.paragraph:
        discourse.paragraph, discourse.spoken_to = whole.sentence.paragraph, None
    words = [_word(whole.sentence, item) for item in items if item.mention and item.mention.first_person]
    named = items[0].mention.riders if items and items[0].mention else ()
    calls = len(items) > 1 and (items[1].text == ":" or (items[1].text == "," and bool(_YOU & set(words))))
    if len(named) == 1 and calls:
        discourse.spoken_to = named[0]
    if len(named) == 1 and len(items) > 1 and items[1].text == "here":
        discourse.narrator = named[0]
    for at, item in enumerate(items[:-3]):
        mention = items[at + 2].mention
        marks = items[at + 1].text in ("(", ",") and items[at + 3].text in (")", ",")
        if marks and mention is not None and len(mention.riders) == 1 and _word(whole.sentence, item) in _I:
            discourse.narrator = mention.riders[0]


def _word(sentence: Sentence, item: Item) -> str:
    return sentence.folded[item.start : item.end].lower()
