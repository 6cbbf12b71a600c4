"""Facts of one report that cannot both be: one who has two places at a moment, two each ahead of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from replay.sources.found import UNSURE, FoundFact


def with_contradictions_unsure(facts: Sequence[FoundFact]) -> list[FoundFact]:
    """The facts, of those that cannot both be the less sure one as a remark, and both where neither is surer."""
    found = list(facts)
    claims = [(place, claim) for place, fact in enumerate(found) if fact.sure > UNSURE for claim in _claims(fact)]
    by_subject: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    for place, (subject, value) in claims:
        by_subject.setdefault(subject, []).append((place, value))
    for same in by_subject.values():
        if len({value for _, value in same}) < 2:
            continue
        most = max(found[place].sure for place, _ in same)
        surest = {value for place, value in same if found[place].sure == most}
        for place, value in same:
            if len(surest) > 1 or value not in surest:
                found[place] = _unsure(found[place])
    return found


def _unsure(fact: FoundFact) -> FoundFact:
    return replace(
        fact, sure=min(fact.sure, UNSURE), unsure_because="the report says something else of the same moment"
    )


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
