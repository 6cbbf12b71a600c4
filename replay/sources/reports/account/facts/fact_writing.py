"""From an event of a sentence to items of a story, as the race file writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from replay.sources.reports.account.discourse import Discourse
from replay.sources.reports.account.facts.effort_facts import (
    boxed_in,
    chases,
    crashes,
    hesitates,
    leads,
    of_one,
    pacer_off,
)
from replay.sources.reports.account.facts.fact_scene import FactScene, WrittenFact
from replay.sources.reports.account.facts.gap_facts import caught, gap
from replay.sources.reports.account.facts.passing_facts import of_other, passes, shuts_out, through, together, tries
from replay.sources.reports.account.facts.place_facts import moves, order, places, relegated, wins
from replay.sources.reports.account.facts.sprint_facts import draws, forced_up, standstills
from replay.sources.reports.sentence.fact_events import FactEvent
from replay.sources.reports.sentence.sentence_items import Itemised


def written_facts(
    sentence: Itemised,
    event: FactEvent,
    discourse: Discourse,
    mentioned: Mapping[int, tuple[int, ...]],
    *,
    moment: str | None,
) -> tuple[WrittenFact, ...]:
    """The story items that an event makes; none where it is not known who did it.

    mentioned  the riders whom the items of the sentence mean, by item
    moment     the moment that the event names, in the words of race files; None where it names none
    """
    scene = FactScene(sentence, event, discourse, mentioned, moment)
    writer = chases if _is_chase(scene) else _WRITERS.get(event.rule.fact, of_one)
    return tuple(writer(scene))


def _is_chase(scene: FactScene) -> bool:
    """Whether what may be said of the lead is said of a chase, for somebody else has escaped."""
    escaped, agents = scene.discourse.escaped, scene.agents()
    return (
        not scene.discourse.is_sprint
        and scene.event.rule.has("or_chase")
        and escaped is not None
        and (agents is None or escaped not in tuple(agents))
    )


_WRITERS: Mapping[str, Callable[[FactScene], Iterator[WrittenFact]]] = {
    "hesitate": hesitates,
    "leads": leads,
    "chase": chases,
    "gap": gap,
    "caught": caught,
    "pass": passes,
    "tries": tries,
    "shut_out": shuts_out,
    "through": through,
    "level": together,
    "contact": together,
    "at_shoulder": of_other("at_shoulder"),
    "hold_wheel": of_other("hold_wheel"),
    "works_for": of_other("works_for", "for"),
    "inside": of_other("inside"),
    "outside": of_other("outside"),
    "move_up": moves,
    "drop_back": moves,
    "boxed_in": boxed_in,
    "crash": crashes,
    "pacer_off": pacer_off,
    "order": order,
    "place": places,
    "win": wins,
    "relegated": relegated,
    "look_back": of_one,
    "standstill": standstills,
    "forced_up": forced_up,
    "draw": draws,
}
