"""What rules find in one sentence: events with their verb, subject, parts, and how certain they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from replay.sources.reports.language.after_race import is_after_race
from replay.sources.reports.language.fact_rules import FactRule, matches_in
from replay.sources.reports.sentence.clauses import coordinated, subject_of
from replay.sources.reports.sentence.said_of_verbs import Claim, claim_of, is_passive
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind
from replay.sources.reports.sentence.word_forms import is_bare_noun, is_noun, is_verb


@dataclass(frozen=True, slots=True)
class FactEvent:
    """Something that a rule found.

    first, last  items of the words that say it
    verb         the item of its verb
    subjects     items of those who do it; empty where the sentence names nobody
    parts        items of its other parts, by the names of the rule's groups
    passive      whether the subject is the one to whom it is done
    """

    rule: FactRule
    first: int
    last: int
    verb: int
    subjects: tuple[int, ...]
    parts: Mapping[str, tuple[int, ...]]
    claim: Claim
    passive: bool = False


def events_in(sentence: Itemised) -> list[FactEvent]:
    """The events of a sentence in the order of their verbs."""
    words = frozenset(item.text if item.kind is ItemKind.WORD else item.kind.value for item in sentence.items)
    found: list[FactEvent] = []
    for rule, match, is_passive_form in matches_in(sentence.rendered, words):
        found.extend((_passive_event if is_passive_form else _event)(sentence, rule, match))
    leaves = [(event.first, event.last) for event in found if event.rule.fact == "pacer_off"]
    found = [event for event in found if event.rule.fact != "attack" or not _is_within(event, leaves)]
    spoils = (_is_of_it, is_taken_back, _is_lead_of_amount)
    found = [event for event in found if not any(spoilt(sentence, event) for spoilt in spoils)]
    found.extend([again for event in found for again in _with_more_passed(sentence, event)])
    found.extend([again for event in found for again in _with_more_behind(sentence, event)])
    return sorted(_without_doubles(found), key=lambda event: (event.verb, event.first))


_OF_THINGS = frozenset({"gap", "standstill", "level", "win", "order", "pass", "pacer_off", "contact", "leads"})
"""Kinds of which 'it' may be the subject: 'it took R past S', 'it was a length'."""


def _is_of_it(sentence: Itemised, event: FactEvent) -> bool:
    """Whether 'it' does what an event says: 'it looked over' says nothing of a rider."""
    if event.rule.fact in _OF_THINGS and not (event.rule.fact == "gap" and event.rule.begins_with_verb):
        return False
    return len(event.subjects) == 1 and sentence.items[event.subjects[0]].text == "it"


def _is_lead_of_amount(sentence: Itemised, event: FactEvent) -> bool:
    """Whether 'lead' is the noun behind an amount: 'won with a length lead'."""
    items, verb = sentence.items, event.verb
    is_lead = event.rule.fact in ("leads", "lead_out") and items[verb].text == "lead"
    return is_lead and verb > 0 and items[verb - 1].kind is ItemKind.AMOUNT


def is_taken_back(sentence: Itemised, event: FactEvent) -> bool:
    """Whether the words behind an event say that it was only tried: 'jumped on R's wheel, or tried to'."""
    behind = [item.text for item in sentence.items[event.last + 1 : event.last + 5]]
    if is_after_race(sentence.sentence.folded.lower(), behind):
        return True
    return behind[:4] == [",", "or", "tried", "to"] or behind[:3] == ["or", "tried", "to"]


def _with_more_passed(sentence: Itemised, event: FactEvent) -> Iterator[FactEvent]:
    """The events of others who are passed as well, behind one that says its verb: 'went round R1 T, then R2 T2'."""
    items, at = sentence.items, event.last + 1
    if event.rule.fact != "pass" or event.passive or not event.subjects or not event.parts.get("whom"):
        return
    while True:
        at += items[at].kind is ItemKind.MOMENT if at < len(items) else 0
        joins = at
        while at < len(items) and items[at].text in _JOINS_PASSED and items[at].kind is ItemKind.WORD:
            at += 1
        words = {item.text for item in items[joins:at]}
        first = at
        at += at < len(items) and items[at].kind is ItemKind.MOMENT
        if not words or at + 1 >= len(items) or items[at].kind is not ItemKind.RIDER:
            return
        mention, rider = items[at].mention, at
        has_moment = items[at + 1].kind is ItemKind.MOMENT or first < rider
        ends = items[at + 1].text in _ENDS_PASSED and ("then" in words or items[at + 1].text != ",")
        if mention is None or mention.pronoun or not (has_moment or ends):
            return
        last = at + 1 if items[at + 1].kind is ItemKind.MOMENT else at
        if is_verb(items[last + 1]) or items[rider + 1].text == "'s":
            return
        if not has_moment and words == {","}:
            return
        parts = {"whom": (rider,)}
        yield replace(event, first=first, last=last, verb=rider, parts=parts)
        at = last + 1


def _with_more_behind(sentence: Itemised, event: FactEvent) -> Iterator[FactEvent]:
    """The events of others who are behind by more: 'led R1 by a wheel, R2 by two lengths'."""
    items, at = sentence.items, event.last + 1
    while event.rule.fact == "gap" and event.parts.get("whom") and at + 3 < len(items):
        at += items[at].text in (",", "and")
        at += items[at].text == "and"
        kinds = [item.kind for item in items[at : at + 3]]
        if kinds != [ItemKind.RIDER, ItemKind.WORD, ItemKind.AMOUNT] or items[at + 1].text != "by":
            return
        yield replace(event, last=at + 2, parts={"whom": (at,), "amount": (at + 2,)})
        at += 3


_JOINS_PASSED = frozenset({",", "and", "then", "finally", "next", "afterwards", "later", "also"})
_ENDS_PASSED = frozenset({".", ";", "!", ",", "too", "and"})


def _is_within(event: FactEvent, spans: list[tuple[int, int]]) -> bool:
    return any(first <= event.first and event.last <= last for first, last in spans)


def _event(sentence: Itemised, rule: FactRule, match: re.Match[str]) -> Iterator[FactEvent]:
    if rule.unless and rule.unless.search(sentence.rendered, max(0, match.start() - 14), match.end() + 14):
        return
    if rule.fact in _DONE and _SAYS_NO.search(match[0]):
        return
    first, last = sentence.item_at(match.start()), sentence.item_at(match.end() - 1)
    opens = not any(item.kind is not ItemKind.WORD or item.text.isalpha() for item in sentence.items[:first])
    if rule.has("opening") and not opens:
        return
    parts = parts_of(sentence, match)
    items = sentence.items
    named = _without_apposed(sentence, rule, parts.get("who", ()))
    if named:
        verb = min(max(named) + 1, last)
        subjects = named if min(named) > first else _last_of_object(sentence, named)
        claim = claim_of(items, None if verb > last else max(named), verb)
        before = claim_of(items, None, first) if first == min(named) else claim
        claim = (
            claim
            if claim.supposed or claim.denied
            else Claim(claim.denied, claim.tried, claim.failed, claim.supposed, claim.hedged or before.hedged)
        )
    else:
        verb = _verb_of(sentence, first, last)
        if rule.begins_with_verb and (is_noun(items, verb) or is_bare_noun(items, verb)):
            return
        subject = subject_of(items, _verb_before(items, verb) if items[verb].text == "with" else verb)
        subjects = () if subject is None else coordinated(items, subject)
        claim = claim_of(items, subject, verb)
        if is_passive(items, verb) and _needs_active(rule) and not items[verb].text.endswith("ing"):
            return
    if rule.has("failed") and _FAILS.search(match[0]):
        claim = replace(claim, failed=True, supposed="")
    if not may_be(rule, claim):
        return
    yield FactEvent(rule, first, last, verb, subjects, parts, claim)


_DONE = frozenset({"attack", "jump", "move_up", "chase", "leads", "pass", "level"})
_SAYS_NO = re.compile(
    r"(?: |^)(?:no|little|never an?) (?:[a-z]+ ){0,2}?(?:effort|attempt|attack|move|challenge|inroads|bid|try)(?= |$)"
)
"""Words with which a noun says that nothing was done: 'made no effort to improve his position'."""


def _without_apposed(sentence: Itemised, rule: FactRule, named: tuple[int, ...]) -> tuple[int, ...]:
    """Those behind 'from' or 'by' without whom only a comma joins to them: 'a jump from R1, R2 on his wheel'.

    Of a wheel it is the last one who is on it: 'went over the top of R1, R2 following'.
    """
    items = sentence.items
    joined = any(items[at - 1].text in ("and", "&") for at in named[1:])
    before = items[named[0] - 1].text if named and named[0] else ""
    if before not in ("from", "by", "of") or joined:
        return named
    return named[-1:] if rule.fact == "hold_wheel" else named[:1]


def _verb_before(items: tuple[Item, ...], place: int) -> int:
    """The verb to which a phrase with 'with' belongs: the nearest before it, or the phrase itself."""
    for at in range(place - 1, max(-1, place - _MOST_BEFORE_WITH), -1):
        if items[at].text in (",", ";", "and", "but"):
            break
        if is_verb(items[at]) and not is_noun(items, at) and not is_bare_noun(items, at):
            return at
    return place


_MOST_BEFORE_WITH = 9
"""Items before 'with' among which its verb is looked for."""

_FAILS = re.compile(r"\b(?:not|never|unable|fail\w*)\b|n't")


def _needs_active(rule: FactRule) -> bool:
    return rule.fact in ("attack", "leads", "chase", "pass", "win")


def _verb_of(sentence: Itemised, first: int, last: int) -> int:
    for place in range(first, last + 1):
        if sentence.items[place].kind is ItemKind.WORD:
            return place
    return first


def _passive_event(sentence: Itemised, rule: FactRule, match: re.Match[str]) -> Iterator[FactEvent]:
    """The event of a passive: the subject is whom it was done to, and the agent stands behind 'by'."""
    verb, last = sentence.item_at(match.start()), sentence.item_at(match.end() - 1)
    items = sentence.items
    agent = parts_of(sentence, match).get("agent", ())
    if not agent and not is_passive(items, verb):
        return
    subject = subject_of(items, verb)
    if subject is None:
        return
    claim = claim_of(items, subject, verb)
    if may_be(rule, claim):
        parts = {"whom": coordinated(items, subject)}
        yield FactEvent(rule, verb, last, verb, agent, parts, claim, passive=True)


def may_be(rule: FactRule, claim: Claim) -> bool:
    """Whether what a clause claims is an event of the rule: what was denied, tried or supposed is one of few."""
    if claim.supposed and not (rule.has("failed") or rule.has("negated")):
        return False
    if claim.supposed in ("for", "of", "about", "without", "would", "will", "if", "should", "'d", "'ll") or (
        claim.supposed and rule.has("negated") and not claim.denied
    ):
        return False
    if rule.has("negated"):
        return claim.denied or claim.failed
    if rule.has("failed"):
        return claim.denied or claim.failed
    if claim.denied or claim.failed:
        return False
    return not claim.tried or rule.fact in ("tries", "pass", "level", "chase") or rule.has("tried")


def parts_of(sentence: Itemised, match: re.Match[str]) -> dict[str, tuple[int, ...]]:
    """The items of the groups of a match; a group that stands twice in a rule counts once."""
    found: dict[str, tuple[int, ...]] = {}
    for name, words in match.groupdict().items():
        if words is not None and (plain := name.split("__")[0]) not in found:
            start = match.start(name)
            places = [sentence.item_at(start + m.start()) for m in re.finditer(r"[RGXPTAN]\d+(?:_\d+)?", words)]
            found[plain] = _without_next_subject(sentence, plain, tuple(places))
    return found


def _without_next_subject(sentence: Itemised, name: str, places: tuple[int, ...]) -> tuple[int, ...]:
    """A list of objects without its last one where more is said of that: 'passed R1 and R2 led', 'R2 at the head'."""
    if name in ("who", "agent") or len(places) < 2 or places[-1] + 1 >= len(sentence.items):
        return places
    following = sentence.items[places[-1] + 1]
    is_listed = sentence.items[places[-1] - 1].text == ","
    if following.text == "at" or (is_listed and (is_verb(following) or following.text in _BESIDE_OTHERS)):
        return places[:-1]
    return places[:-1] if is_verb(following) and not following.text.endswith("ing") else places


_BESIDE_OTHERS = frozenset({"behind", "on", "in", "still", "second", "third"})
"""Words behind a rider of whom something else is said: 'dropped in behind R1, R2 behind him'."""


def _last_of_object(sentence: Itemised, places: tuple[int, ...]) -> tuple[int, ...]:
    """A list of subjects, or its last one alone where the rest is the object of a verb before."""
    before = sentence.items[places[0] - 1] if len(places) > 1 and places[0] > 0 else None
    if before is not None and (is_verb(before) or before.text == "of"):
        return places[-1:]
    return places


def _says_little(event: FactEvent) -> int:
    """How little an event says of who is ahead, of those of one amount or place: the one that says most stands."""
    if event.rule.fact == "place":
        return int(not event.subjects)
    if event.rule.fact != "gap":
        return 0
    return (
        2 * event.rule.has("opening")
        - 2 * event.rule.has("of_subject")
        + ("who" not in event.parts)
        + ("whom" not in event.parts)
        + (not event.subjects and not event.rule.option("ahead"))
    )


def _without_doubles(events: list[FactEvent]) -> Iterator[FactEvent]:
    """The events without those that say again what another one said of the same words."""
    seen: set[tuple[object, ...]] = set()
    for event in sorted(events, key=_says_little):
        key: tuple[object, ...] = (event.rule.fact, event.verb)
        if event.rule.fact == "gap":
            key = ("gap", event.parts.get("amount"))
        elif event.rule.has("last_moment"):
            key = (*key, event.parts.get("whom"))
        elif "place" in event.parts:
            key = ("place", event.parts.get("place"))
        if key not in seen:
            seen.add(key)
            yield event
