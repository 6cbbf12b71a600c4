"""Who is ahead of whom, as the facts of a report have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from replay.sources.found import FoundFact

_FIELD = "field"
_BEHIND = frozenset({"hold_wheel", "at_shoulder", "tries"})
"""Kinds of which the rider is behind the one whom the fact names beside him."""

_MOST_RIDERS = 12
"""Riders of an order of which every two are compared: of more each is compared with the next."""


def riders_of(fact: FoundFact) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The riders who do what a fact says, and those to whom it is done."""
    content = fact.fields[fact.kind]
    if isinstance(content, dict):
        doers = (content.get(key) for key in ("rider", "ahead", "riders"))
        others = (content.get(key) for key in ("of", "by", "between", "for", "down"))
        return _names(doers), _names(others)
    return ((), ()) if fact.kind in ("pacer_off", "caption") else (_names([content]), ())


def _names(found: object) -> tuple[str, ...]:
    names: list[str] = []
    for each in found if isinstance(found, Iterator | list) else ():
        names += [each] if isinstance(each, str) else [str(name) for name in each] if isinstance(each, list) else []
    return tuple(name for name in names if name != _FIELD)


def ahead_before(fact: FoundFact) -> Iterator[tuple[str, str]]:
    """Pairs of whom the first is ahead as a fact begins: who is passed is ahead of who passes."""
    doers, others = riders_of(fact)
    if fact.kind in _BEHIND or fact.kind in ("pass", "draw_level"):
        yield from ((other, rider) for rider in doers for other in others)


def ahead_after(fact: FoundFact, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of whom the first is ahead once a fact has been. names: all riders of the race."""
    doers, others = riders_of(fact)
    if fact.kind in _BEHIND:
        yield from ((other, rider) for rider in doers for other in others)
    elif fact.kind == "pass":
        yield from ((rider, other) for rider in doers for other in others)
    elif fact.kind in ("leads", "lead_out") or (fact.kind == "gap" and not others):
        yield from ((rider, other) for rider in doers[:1] for other in names if other not in doers)
    elif fact.kind == "gap":
        yield from ((rider, other) for rider in doers for other in others if rider != other)
    elif fact.kind == "order":
        yield from _ahead_in_order(fact, doers, names)


def _ahead_in_order(fact: FoundFact, riders: tuple[str, ...], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    content = fact.fields["order"]
    first = content.get("from", 1) if isinstance(content, Mapping) else 1
    for place, rider in enumerate(riders[:_MOST_RIDERS]):
        yield from ((rider, other) for other in riders[place + 1 : _MOST_RIDERS])
        if first == 1:
            yield from ((rider, other) for other in names[:_MOST_RIDERS] if other not in riders)
