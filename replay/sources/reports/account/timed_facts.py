"""Facts of a sentence with their timing, and which of them say again what another one says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from replay.sources.found import Origin
from replay.sources.reports.account.facts.fact_scene import WrittenFact
from replay.sources.reports.account.story_times import FactTiming


@dataclass(frozen=True, slots=True)
class TimedFact:
    """A fact with its timing, before the moments behind it are known; without a fact a moment that is said."""

    fact: WrittenFact | None
    timing: FactTiming
    origin: Origin
    number: int


_SAID = 0.8
"""How sure a fact is at least of which the words say whom it concerns."""


def said_once(found: list[TimedFact]) -> list[TimedFact]:
    """The facts of a sentence without those that it says once with a moment and once without."""
    with_moment = [
        repr((i.fact.kind, i.fact.content)) for i in found if i.fact is not None and i.timing.when is not None
    ]
    queued = any(i.fact is not None and i.fact.queue for i in found)
    fallen = {
        r
        for i in found
        if i.fact is not None and i.fact.kind == "crash" and isinstance(i.fact.content, dict)
        for r in i.fact.agents
    }
    led_out = {r for i in found if i.fact is not None and i.fact.kind == "lead_out" for r in i.fact.agents}
    passed = {_pair(i.fact) for i in found if i.fact is not None and i.fact.kind == "pass"}
    shut = {r for i in found if i.fact is not None and i.fact.kind == "shut_out" for r in i.fact.agents}
    kept = []
    for item in found:
        fact = item.fact
        if fact is not None and fact.kind == "move_up" and set(fact.agents) & shut:
            continue  # 'flies down the inside, S shuts the gate'
        if fact is not None and fact.kind == "leads" and item.timing.when is None and led_out.issuperset(fact.agents):
            continue
        if fact is not None and fact.kind == "tries" and set(fact.agents) & shut and fact.sure < _SAID:
            continue  # 'tried to pass, but S closed the door': S was the one
        if fact is not None and fact.kind == "tries" and _pair(fact) in passed:
            continue  # 'came at him, drew alongside and was past'
        if fact is not None and item.timing.when is None:
            if repr((fact.kind, fact.content)) in with_moment and not fact.at_finish:
                continue
            if queued and fact.kind == "hold_wheel":
                item = replace(item, fact=replace(fact, queue=True))
        if fact is not None and any(_says_more(other.fact, fact) for other in found):
            continue
        if fact is not None and fact.kind == "crash" and isinstance(fact.content, str) and set(fact.agents) & fallen:
            continue
        kept.append(item)
    return kept


def _pair(fact: WrittenFact) -> tuple[object, object]:
    """Who passes, or tries to, and whom."""
    content = fact.content if isinstance(fact.content, dict) else {}
    return content.get("rider"), content.get("of")


def _says_more(other: WrittenFact | None, fact: WrittenFact) -> bool:
    """Whether another fact of a sentence says the same and more: the side, or surely whom somebody tries to pass."""
    if other is None or other.kind != fact.kind:
        return False
    mine, theirs = fact.content, other.content
    if not isinstance(mine, dict) or not isinstance(theirs, dict) or mine == theirs:
        return False
    if mine.items() < theirs.items():
        return True
    return fact.kind == "tries" and fact.agents == other.agents and fact.sure < other.sure
