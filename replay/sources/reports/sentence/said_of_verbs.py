"""How a clause says that something was done: denied, tried, hoped, hedged, supposed, or in the passive."""

from __future__ import annotations

from dataclasses import dataclass

from replay.sources.reports.language.fact_rules import bare_forms
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.sentence_items import Item, ItemKind
from replay.sources.reports.sentence.word_forms import SOMEBODY, before_adverbs, is_nobody

_BE = frozenset({"be", "am", "are", "is", "was", "were", "been", "being", "get", "gets", "got", "getting", "'s", "'re"})


@dataclass(frozen=True, slots=True)
class Claim:
    """How a clause says that something was done.

    denied    whether it was not done
    tried     whether it was tried, or not managed
    supposed  why it is no event at all: a condition, a wish, the future; '' if it is one
    hedged    the words that make it less than certain, or ''
    """

    denied: bool = False
    tried: bool = False
    failed: bool = False
    supposed: str = ""
    hedged: str = ""


_OPINIONS = frozenset({"whether", "unless", "lest", "thought", "thinks", "feared", "wondered", "imagined", "suspected"})
"""Words before somebody of whom only that is said which another thinks: 'thought he had gone too soon'."""


def claim_of(items: tuple[Item, ...], subject: int | None, verb: int) -> Claim:
    """How the words before a verb, from its subject on, say that it was done."""
    start = subject + 1 if subject is not None and subject < verb else max(0, verb - 8)
    if subject is not None and 0 < subject < verb and items[subject - 1].text in words_in("causatives"):
        start = max(0, subject - 3)  # 'never let R get ahead'
    words = [item.text for item in items[_clause_start(items, start, verb) : verb] if item.kind is ItemKind.WORD]
    supposed = _supposed(items, words, verb)
    whole = [item.text for item in items[start:verb] if item.kind is ItemKind.WORD]
    if subject is not None and subject < verb:
        whole += [
            item.text for item in items[max(0, subject - 4) : subject] if item.text in words_in("hedged_accounts")
        ]
    taken = {at for at, word in enumerate(whole[:-1]) if word == "claimed" and whole[at + 1] == "by"}
    hedged = next((word for at, word in enumerate(whole) if word in words_in("hedge") and at not in taken), "")
    if subject is not None and 0 < subject < verb and items[subject - 1].text in _OPINIONS:
        supposed = supposed or items[subject - 1].text  # 'asked whether he had gone too soon'
    if {"kind", "sort", "type"} & set(whole) and "who" in whole:
        supposed = supposed or "kind"  # 'the kind of rider who attacks'
    modal = next((word for word in words if word in ("may", "might", "could", "must")), "")
    if modal and "have" in words and modal != "could":
        return Claim(hedged=f"{modal} have")
    denied = any(word in words_in("negation") for word in words) or bool(
        subject is not None and is_nobody(items, subject)
    )
    denied = denied or (verb + 1 < len(items) and items[verb + 1].text == "not")  # 'he hesitated not'
    last = next((word for word in reversed(words) if word not in ("being", "getting")), "")
    denied = denied or last.startswith("avoid")  # 'avoided being boxed in'
    by_doing = items[verb].text.endswith("ing") and items[verb - 1].text == "by"  # 'tried to surprise him by attacking'
    tried = not by_doing and any(word in words_in("tried") for word in words)
    failed = any(word in words_in("failed") for word in words) or (denied and any(w in ("can", "could") for w in words))
    return Claim(denied, tried, failed, supposed, hedged)


def _clause_start(items: tuple[Item, ...], start: int, verb: int) -> int:
    """Where the words begin that belong to a verb: behind the last comma or conjunction before it."""
    for place in range(verb - 1, start - 1, -1):
        if items[place].kind is ItemKind.WORD and items[place].text in words_in("clause_starts"):
            return place + 1
    return start


def _supposed(items: tuple[Item, ...], words: list[str], verb: int) -> str:
    modal = next((word for word in words if word in words_in("modal") or word in words_in("of_habit")), "")
    if modal and (modal != "'d" or items[verb].text in bare_forms()):
        return modal
    before = [item.text for item in items[max(0, verb - 4) : verb]]
    if before[-1:] == ["to"] and (why := _only_meant(items, before[:-1], verb)):
        return why
    if (
        before
        and items[verb].text.endswith("ing")
        and before[-1] in ("about", "of", "for", "from", "without", "than", "against", "at")
    ):
        return before[-1]
    return ""


def _only_meant(items: tuple[Item, ...], before: list[str], verb: int) -> str:
    """Why what stands behind 'to' was not done: it is hoped, awaited, or comes too late; '' if it was done.

    before  the words before 'to'
    """
    awaits = [item.text for item in items[max(0, verb - 7) : max(0, verb - 1)]]
    if "for" in awaits[:-1] and awaits[-1] and (waits := next((w for w in awaits if w.startswith("wait")), "")):
        return waits
    near = {item.text for item in items[max(0, verb - 6) : verb]}
    if "too" in (item.text for item in items[max(0, verb - 4) : verb - 1]):
        return "too"  # 'was too clever to attack'
    if items[verb - 3].text == "for" and items[verb - 2].kind in SOMEBODY:
        planned = {item.text for item in items[max(0, verb - 8) : verb - 3]} & words_in("nouns_of_intent")
        if planned:
            return min(planned)  # 'the plan was for R to attack'
    meant = words_in("nouns_of_intent") | words_in("hoped")
    if before and before[-1] in meant and near & words_in("takes_chance"):
        return ""  # 'took the chance to'
    hoped = next((word for word in before if word in words_in("hoped")), "")
    if hoped or not before:
        return hoped
    too_late = ("slow", "late", "reluctant", "unwilling", "loath")
    return before[-1] if before[-1] in too_late or before[-1] in words_in("nouns_of_intent") else ""


def is_passive(items: tuple[Item, ...], verb: int) -> bool:
    """Whether a form of 'be' stands before a participle."""
    at = before_adverbs(items, verb)
    return at >= 0 and items[at].text in _BE and not items[verb].text.endswith("ing")
