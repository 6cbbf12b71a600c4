"""What the phrases of a sentence say, whatever their verb: where somebody goes or is, and who it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from replay.sources.reports.language.phrase_rules import PhraseRule, is_head, phrase_rules, phrases_by_trigger
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.clauses import coordinated, subject_of
from replay.sources.reports.sentence.fact_events import FactEvent, is_taken_back, may_be, parts_of
from replay.sources.reports.sentence.said_of_verbs import Claim, claim_of, is_passive
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind
from replay.sources.reports.sentence.word_forms import SOMEBODY, is_bare_noun, is_noun, is_verb

_MOST_BETWEEN = 11
"""Items between a verb and a phrase of it: 'pushed himself on the finish straight still past R'."""

_STOPS = frozenset({".", ";", ":", "!", "?", "-", "–", "—", "(", ")", '"', "...", "…", ">"})
_JOINS = frozenset({",", "and", "but", "then"})
_CLAUSES = frozenset({"when", "while", "because", "that", "if", "where", "whose", "although", "though", "which", "who"})
_SMALL = frozenset(
    {
        "is",
        "was",
        "'s",
        "are",
        "were",
        "'re",
        "up",
        "right",
        "straight",
        "tight",
        "close",
        "just",
        "now",
        "still",
        "already",
        "back",
        "down",
        "in",
        "out",
        "hard",
        "over",
        "it",
        "himself",
        "herself",
        "too",
        "well",
        "also",
        "again",
        "there",
        "safely",
        "happily",
        "comfortably",
        "and",
        ",",
        "all",
        "both",
        "then",
    }
)
"""Words that may stand between somebody and a phrase without a verb: 'R right up on S's wheel'."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What a phrase belongs to: a verb, or nothing; and whose it is where no verb says that."""

    verb: int | None = None
    subjects: tuple[int, ...] = ()


def with_phrases(sentence: Itemised, events: list[FactEvent]) -> list[FactEvent]:
    """The events of a sentence and those that its phrases say where no rule has read anything of the same words."""
    words = frozenset(item.text if item.kind is ItemKind.WORD else item.kind.value for item in sentence.items)
    found = list(events)
    for phrase, match in _matches(sentence.rendered, words):
        event = _event(sentence, phrase, match)
        if event is not None and not (_is_read(event, found) or is_taken_back(sentence, event)):
            found.append(event)
    return sorted(found, key=lambda event: (event.verb, event.first))


_KEPT = 1024
"""Sentences of which the matches are kept."""


@lru_cache(maxsize=_KEPT)
def _matches(rendered: str, words: frozenset[str]) -> tuple[tuple[PhraseRule, re.Match[str]], ...]:
    """The phrases that stand in a sentence as rules read it."""
    places = sorted({place for word in words for place in phrases_by_trigger().get(word, ())})
    phrases = (phrase_rules()[place] for place in places)
    return tuple((phrase, match) for phrase in phrases for match in phrase.rule.says.finditer(rendered))


def _event(sentence: Itemised, phrase: PhraseRule, match: re.Match[str]) -> FactEvent | None:
    rule = phrase.rule
    if rule.unless and rule.unless.search(sentence.rendered, max(0, match.start() - 24), match.end() + 24):
        return None
    first, last = sentence.item_at(match.start()), sentence.item_at(match.end() - 1)
    items = sentence.items
    head = _Head(verb=first) if rule.begins_with_verb else _head_of(items, first, last)
    if head is None or (head.verb is None and not phrase.lone):
        return None
    parts = parts_of(sentence, match)
    if head.verb is None:
        subjects = tuple(place for place in head.subjects if place not in parts.get("whom", ()))
        if not subjects and (head.subjects or not _opens(items, first) or _is_of_pronoun(items, parts.get("whom", ()))):
            return None
        claim = claim_of(items, subjects[-1] if subjects and subjects[-1] < first else None, first)
        return FactEvent(rule, first, last, first, subjects, parts, claim) if may_be(rule, claim) else None
    if not rule.begins_with_verb and not is_head(items[head.verb].text, phrase.heads):
        return None
    if is_noun(items, head.verb) or is_bare_noun(items, head.verb):
        return None
    if is_passive(items, head.verb) and not rule.has("group"):
        return None
    subject = subject_of(items, head.verb)
    subjects = () if subject is None else coordinated(items, subject)
    if set(subjects) & set(parts.get("whom", ())) or (subjects and items[subjects[0]].kind is ItemKind.WORD):
        return None
    claim = claim_of(items, subject, head.verb)
    between = [item.text for item in items[head.verb + 1 : first]]
    avoids = any(item.text.startswith("avoid") for item in items[head.verb : first])
    if avoids or {"not", "n't", "never"} & set(between) or _is_wanted(items, head.verb, first):
        claim = Claim(denied=True)
    return FactEvent(rule, first, last, head.verb, subjects, parts, claim) if may_be(rule, claim) else None


def _is_wanted(items: tuple[Item, ...], verb: int, first: int) -> bool:
    """Whether a phrase belongs to something that is only meant: 'looked for a way past R', 'no way round R'."""
    return any(item.text in words_in("nouns_of_intent") | {"way", "no", "without"} for item in items[verb:first])


def _is_of_pronoun(items: tuple[Item, ...], places: tuple[int, ...]) -> bool:
    """Whether a phrase names nobody: who is on 'his wheel' stands somewhere else in the sentence."""
    mentions = [items[place].mention for place in places]
    return any(mention is not None and bool(mention.pronoun) for mention in mentions)


def _opens(items: tuple[Item, ...], first: int) -> bool:
    """Whether nothing but small words stands before a phrase in its sentence."""
    return all(
        item.text in _SMALL or item.kind is ItemKind.MOMENT or not item.text.isalpha()
        for item in items[:first]
        if item.kind not in SOMEBODY
    ) and not any(item.kind in SOMEBODY for item in items[:first])


def _head_of(items: tuple[Item, ...], first: int, last: int) -> _Head | None:
    """What a phrase belongs to; None where that is not known."""
    small_only = True
    for at in range(first - 1, max(-1, first - _MOST_BETWEEN), -1):
        item = items[at]
        if item.kind in SOMEBODY:
            if _is_in_phrase(items, at):
                small_only = False
                continue
            if at and is_verb(items[at - 1]) and not is_noun(items, at - 1) and items[at - 1].text not in _BE:
                return None  # 'took him past R': who goes is the object
            return _Head(subjects=coordinated(items, at)) if small_only and item.kind is ItemKind.RIDER else None
        if item.kind is not ItemKind.WORD:
            continue
        if item.text in _STOPS or item.text in _CLAUSES:
            return _behind_boundary(items, at, last) if small_only else None
        if item.text in _JOINS and (item.text != "," or small_only):
            return _behind_boundary(items, at, last) if small_only else None
        if item.text == ",":
            return None
        if is_verb(item) and item.text not in _BE and not (is_noun(items, at) or is_bare_noun(items, at)):
            return _Head(verb=at)
        if item.text in _BE and small_only and not (at and items[at - 1].kind in SOMEBODY):
            return _Head(verb=at)
        small_only = small_only and (item.text in _SMALL or item.text.endswith("ly"))
    return _Head() if small_only and first < _MOST_BETWEEN else None


_BE = frozenset({"is", "was", "'s", "are", "were", "'re", "be", "been"})


def _is_in_phrase(items: tuple[Item, ...], at: int) -> bool:
    """Whether somebody between a verb and a phrase belongs to another phrase: 'moved off R's wheel and past'."""
    before = items[at - 1] if at else None
    owns = at + 1 < len(items) and items[at + 1].text == "'s"
    return owns or (before is not None and before.text in words_in("prepositions"))


def _behind_boundary(items: tuple[Item, ...], boundary: int, last: int) -> _Head | None:
    """Whose a phrase is that opens a clause without a verb: the one who stands behind it, or the one spoken of."""
    following = items[last + 1] if last + 1 < len(items) else None
    if following is not None and following.kind is ItemKind.RIDER:
        more = items[last + 2] if last + 2 < len(items) else None
        alone = more is None or not (is_verb(more) or more.text in {"'s", *_BE})
        return _Head(subjects=(last + 1,)) if alone else None
    if items[boundary].text in _CLAUSES:
        return None
    if items[boundary].text not in _JOINS:
        return _Head() if not any(item.kind in SOMEBODY for item in items[:boundary]) else _of_clause(items, boundary)
    return _of_clause(items, boundary)


def _of_clause(items: tuple[Item, ...], boundary: int) -> _Head | None:
    """The subject of the clause before a boundary, which a phrase behind it has as well."""
    for at in range(boundary - 1, max(-1, boundary - 2 * _MOST_BETWEEN), -1):
        item = items[at]
        if item.kind is ItemKind.WORD and item.text in _STOPS:
            return None
        if item.kind is ItemKind.WORD and is_verb(item) and not (is_noun(items, at) or is_bare_noun(items, at)):
            subject = subject_of(items, at)
            if subject is None or items[subject].kind is not ItemKind.RIDER:
                return _Head() if at == 0 else None
            return _Head(subjects=coordinated(items, subject))
    return None


_ALIKE = (
    frozenset({"pass", "tries", "through", "inside", "outside", "shut_out", "drop_down"}),
    frozenset({"attack", "jump", "drop_down", "leads", "move_up", "lead_out", "order", "place", "win"}),
    frozenset({"hold_wheel", "at_shoulder", "level", "outside", "works_for"}),
    frozenset({"ride_high", "forced_up", "drop_down", "standstill"}),
    frozenset({"chase", "gap_closed", "hold_wheel"}),
    frozenset({"drop_back", "stops_racing", "order", "place", "move_up"}),
    frozenset({"gap", "win"}),
)
"""Kinds of which a clause tells one: where a rule has read one of them, a phrase says it again."""


def _is_read(event: FactEvent, known: Sequence[FactEvent]) -> bool:
    return any(_says_same(event, other) for other in known)


def _says_same(event: FactEvent, other: FactEvent) -> bool:
    mine, theirs = event.rule.fact, other.rule.fact
    overlaps = event.first <= other.last and other.first <= event.last
    if overlaps and (mine == theirs or event.parts.get("whom") == other.parts.get("whom") or "whom" not in event.parts):
        return True
    alike = mine == theirs or any({mine, theirs} <= group for group in _ALIKE)
    return alike and (event.verb == other.verb or overlaps)
