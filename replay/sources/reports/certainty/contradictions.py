"""Facts of one report that cannot be together, or beside the results: the weakest reading becomes a remark.

Two who lead at one moment, one who has two places, two each ahead of the other, one who is passed on both sides, an
order with one rider twice; a winner who falls back, and who is ahead just before the line and is not in the results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from replay.sources.found import UNSURE, FoundFact
from replay.sources.reports.certainty.pair_claims import ahead_after, riders_of
from replay.sources.reports.language.moments_said import metres_to_go, stretch_m
from replay.sources.reports.sentence.name_book import NameBook


def with_contradictions_unsure(facts: Sequence[FoundFact], certain: Sequence[float], book: NameBook) -> list[FoundFact]:
    """The facts, of those that cannot both be the less certain one as a remark, and both where neither is.

    certain  how certain each reading is
    """
    found = list(facts)
    ranks = {name: rank for name, rank in zip(book.names, book.ranks, strict=True) if rank is not None}
    for place, fact in enumerate(found):
        if fact.sure > UNSURE and (because := _excluded(place, found, ranks, book.names)):
            found[place] = _unsure(fact, because)
    claims = [(place, claim) for place, fact in enumerate(found) if fact.sure > UNSURE for claim in _claims(fact)]
    by_subject: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    for place, (subject, value) in claims:
        by_subject.setdefault(subject, []).append((place, value))
    for same in by_subject.values():
        if len({value for _, value in same}) < 2:
            continue
        most = max(found[place].sure for place, _ in same)
        likeliest = max(certain[place] for place, _ in same if found[place].sure == most)
        surest = {
            value for place, value in same if found[place].sure == most and certain[place] > likeliest - _AS_CERTAIN
        }
        for place, value in same:
            if len(surest) > 1 or value not in surest:
                found[place] = _unsure(found[place], _SAYS_ELSE)
    return found


_AS_CERTAIN = 0.03
"""By how much the certainty of two readings differs that are as certain as each other."""

_SAYS_ELSE = "the report says something else of the same moment"


def _excluded(place: int, facts: Sequence[FoundFact], ranks: Mapping[str, int], names: Sequence[str]) -> str:
    """Why a fact cannot be by itself, or beside the results; '' if it can."""
    fact = facts[place]
    doers, others = riders_of(fact)
    if len(set(doers)) < len(doers):
        return "it names a rider twice"
    if set(doers) & set(others):
        return "it names a rider beside himself"
    metres = metres_to_go(str(fact.fields["when"]))
    if doers and ranks.get(doers[0]) == 1 and (fact.kind == "crash" or _fades_late(fact)):
        return "it is told of who won"
    if fact.kind not in _AHEAD or metres is None or not 0.0 < metres <= _LATE_M:
        return ""
    passes_later = any(later.kind in ("pass", "through") for later in facts[place + 1 :])
    denied = any(ranks.get(a, 0) > ranks.get(b, 99) for a, b in ahead_after(fact, names))
    return "the results have another order" if denied and not passes_later else ""


def _fades_late(fact: FoundFact) -> bool:
    """Whether a rider is said to fall back so late that nobody can who wins, and before a winner may ease."""
    stretch = stretch_m(fact.fields["when"]) if fact.kind in ("drop_back", "stops_racing") else None
    return stretch is not None and _EASES_M < stretch[0] < _FADES_M


_FADES_M, _EASES_M = 80.0, 20.0
"""Metres to go between which no winner falls back."""

_AHEAD = frozenset({"leads", "gap", "pass"})
_LATE_M = 30.0
"""Metres to go from which on who is ahead is ahead on the line as well, unless a report says more."""


def _unsure(fact: FoundFact, because: str) -> FoundFact:
    return replace(fact, sure=min(fact.sure, UNSURE), unsure_because=because)


def _claims(fact: FoundFact) -> Iterator[tuple[tuple[object, ...], str]]:
    """What a fact claims, as (of what, at which moment) and the one answer that can be right."""
    when, content = fact.fields["when"], fact.fields[fact.kind]
    if not isinstance(when, str) or when == "finish":  # there the results say who is right
        return
    if fact.kind == "order" and isinstance(content, dict) and when != "start":  # the draw is settled elsewhere
        riders, first = content["riders"], int(content.get("from", 1))
        for place, rider in enumerate(riders, start=first):
            yield ("place", when, place), str(rider)
            yield ("rider", when, rider), str(place)
            if place == 1:
                yield ("leads", when), str(rider)
    if fact.kind == "leads" and isinstance(content, str):
        yield ("leads", when), content
    if fact.kind in _WITH_SIDE and isinstance(content, dict) and "side" in content:
        yield ("side", when, str(content["rider"]), str(content["of"])), str(content["side"])
    if fact.kind in ("inside", "outside") and isinstance(content, dict):
        yield ("side", when, str(content["rider"]), str(content["of"])), fact.kind
    if fact.kind == "lead_out":
        name = content["rider"] if isinstance(content, dict) else content
        yield ("leads out", when), str(name)
    if (
        fact.kind == "gap"
        and isinstance(content, dict)
        and isinstance(content.get("of"), str)
        and content["of"] != "field"
    ):
        pair = tuple(sorted((str(content["ahead"]), str(content["of"]))))
        yield ("ahead", when, pair), str(content["ahead"])
    if fact.kind in ("hold_wheel", "at_shoulder") and isinstance(content, dict):
        pair = tuple(sorted((str(content["rider"]), str(content["of"]))))
        yield (fact.kind, when, pair), str(content["rider"])


_WITH_SIDE = frozenset({"pass", "tries"})
