"""What the words of a report mean in a sprint, where no pacer rides: who leads out, jumps, stands still."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from replay.sources.reports.account.discourse import Discourse
from replay.sources.reports.account.facts.fact_scene import FactScene, WrittenFact
from replay.sources.reports.language.moments_said import metres_to_go
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.fact_events import FactEvent
from replay.sources.reports.sentence.sentence_items import ItemKind

_NOT_OF_SPRINTS = frozenset({"pacer_off", "passes_pacer", "move_up", "works_for", "chase"})
_OF_THE_SPRINT = frozenset({"drop_back", "stops_racing"})
"""Kinds that are told of who is beaten: before anybody has jumped who 'cracks' only leads."""

_ALL_THE_WAY = re.compile(
    r" ?(?:out )?(?:it )?(?:from the front|(?:from )?(?:start|first|gun|whistle|flag|pillar|end) to "
    r"(?:finish|last|tape|line|gun|flag|post|end)|from the (?:start|gun|off) to the (?:finish|line|end)|"
    r"wire[ -]to[ -]wire|all the way|throughout|"
    r"(?:for )?the (?:whole|entire) (?:way|race|ride|distance))(?! of)"
)
"""What stands behind 'led' where the rider who won led from the start to the line."""

_LEFT_BEHIND = frozenset({"left", "leaves", "leave", "leaving"})
_DRAWING_LEVEL = frozenset(
    {
        "be",
        "is",
        "was",
        "were",
        "are",
        "'s",
        "'re",
        "beside",
        "alongside",
        "level",
        "next",
        "side",
        "neck",
        "shoulder",
        "elbow",
        "abreast",
        "dead",
        "still",
        "now",
        "nothing",
        "little",
        "there",
        "handlebar",
        "handlebars",
        "bar",
        "bars",
        "cheek",
        "stride",
        "pedal",
        "could",
        "head",
        "toe",
        "under",
    }
)
"""Words that say that two are level, and not who came up to whom."""


def without_reactions(events: list[FactEvent]) -> list[FactEvent]:
    """The events without attacks that are none: who jumps onto a wheel follows it."""
    onto = {event.verb for event in events if event.rule.fact == "hold_wheel"}
    return [event for event in events if event.rule.fact not in ("attack", "jump") or event.verb not in onto]


def events_of_sprint(events: list[FactEvent]) -> list[FactEvent]:
    """The events without those that one of sprints says better: who drops down off the boards does not ride up."""
    still = {event.verb for event in events if event.rule.fact == "standstill"}
    said = {event.verb for event in events if event.rule.fact in ("drop_down", "forced_up")}
    attacks = {event.verb for event in events if event.rule.fact == "attack"}
    led = {event.verb for event in events if event.rule.fact == "lead_out"}
    is_forced = any(event.rule.fact == "forced_up" for event in events)
    feints = [(event.first, event.last) for event in events if event.rule.fact == "feint"]
    jumped = {event.verb for event in events if event.rule.fact == "jump"}
    return [
        event
        for event in events
        if not (event.rule.fact == "attack" and "blinked" in event.rule.says_text and "N1" in event.rule.says_text)
        and not (event.verb in still and event.rule.fact == "hesitate")
        and not (is_forced and event.rule.fact in ("ride_high", "boxed_in"))
        and not (event.verb in led and event.rule.fact in ("place", "pass", "attack", "jump"))
        and not (event.verb in said and event.rule.fact in ("attack", "ride_high", "crash"))
        and not (event.verb in jumped and event.rule.fact in ("attack", "pass"))
        and not (event.rule.fact in ("attack", "jump") and any(first <= event.verb <= last for first, last in feints))
        and not (event.verb in attacks and event.rule.fact == "pass" and "whom" not in event.parts)
    ]


def of_sprint(fact: WrittenFact, verb: str, discourse: Discourse, when: str | None, behind: str) -> WrittenFact | None:
    """The fact as it is written of a sprint; None where it says nothing of one.

    verb    the word that says it
    when    the moment that its words name; None for none
    behind  the words of the sentence behind the verb
    """
    if fact.kind == "draw":
        return replace(fact, kind="order")
    if fact.kind in _NOT_OF_SPRINTS or fact.queue or (fact.kind in _OF_THE_SPRINT and not _is_late(discourse, when)):
        return None
    if fact.kind == "attack":
        return replace(fact, kind="jump")
    if fact.kind == "pass" and verb in _LEFT_BEHIND:
        return None  # who leads already leaves the other for dead as well
    is_start = when == "start" or (when is None and discourse.to_go_m is None and discourse.escaped is None)
    is_start = is_start and len(fact.agents) == 1 and not (fact.kind == "leads" and verb in words_in("causatives"))
    all_the_way = _ALL_THE_WAY.match(behind) and (
        verb.startswith("l") or not behind.lstrip().startswith("from the front")
    )
    if fact.kind in ("leads", "lead_out") and all_the_way and discourse.book.ranked(1) in fact.agents:
        return replace(fact, kind="lead_out", content={"rider": fact.content, "until": "finish"})
    if fact.kind in ("leads", "lead_out"):
        return replace(fact, kind="lead_out" if is_start else "leads")
    if fact.kind == "level" and verb not in _DRAWING_LEVEL and len(fact.agents) == 1:
        return _drawn_level(fact)
    return fact


def _is_late(discourse: Discourse, when: str | None) -> bool:
    """Whether somebody has jumped, or a moment says that the sprint is on: before that who 'cracks' only leads."""
    metres = metres_to_go(when or "")
    return discourse.escaped is not None or (metres is not None and metres <= _SPRINT_M)


_SPRINT_M = 200.0
"""Metres to go in which both sprint, whoever began."""


def _drawn_level(fact: WrittenFact) -> WrittenFact:
    """Who comes up to whom, of two who are level then."""
    riders = fact.content if isinstance(fact.content, list) else []
    return replace(fact, kind="draw_level", content={"rider": riders[0], "of": riders[1]}) if len(riders) == 2 else fact


def standstills(scene: FactScene) -> Iterator[WrittenFact]:
    """A rider stands still, or all do, for so many seconds where they are told."""
    if not scene.discourse.is_sprint:
        return
    agents = scene.agents()
    near = scene.sentence.items[scene.event.first : scene.event.last + _NEAR]
    amount = next((i.amount for i in near if i.kind is ItemKind.AMOUNT and i.amount and i.amount.key == "s"), None)
    seconds = None if amount is None else amount.written()[1]
    number = seconds if isinstance(seconds, int | float) else None if amount is None else round(amount.value)
    if isinstance(agents, tuple) and len(agents) == 1:
        name = scene.names[agents[0]]
        yield WrittenFact("standstill", name if number is None else {"rider": name, "seconds": number}, agents=agents)
    elif isinstance(agents, tuple) or _is_of_all(scene):
        yield WrittenFact("standstill", list(scene.names) if number is None else number)


def _is_of_all(scene: FactScene) -> bool:
    """Whether nobody is named who stands still: 'they stopped', 'a standstill of ten seconds'."""
    kinds = {scene.sentence.items[place].kind for place in scene.event.subjects}
    return kinds <= {ItemKind.GROUP, ItemKind.WORD}


_NEAR = 9
"""Items behind the words of a standstill among which its seconds stand."""


def draws(scene: FactScene) -> Iterator[WrittenFact]:
    """Who starts on the inside, before anything of the ride is told; of two riders the other is beside him."""
    agents, book = scene.agents(), scene.discourse.book
    if scene.discourse.to_go_m is not None or scene.moment not in (None, "start"):
        return
    if isinstance(agents, tuple) and len(agents) == 1 and len(book) == _TWO:
        event = scene.event
        words = {item.text for item in scene.sentence.items[event.first : event.last + 1]}
        other = (scene.discourse.rival_of(agents) or 0,)
        riders = (*other, *agents) if words & _OUTSIDE else (*agents, *other)
        yield WrittenFact("draw", {"riders": [scene.names[rider] for rider in riders], "from": 1}, agents=riders[:1])


_TWO = 2
_OUTSIDE = frozenset({"outside", "two", "2"})


def forced_up(scene: FactScene) -> Iterator[WrittenFact]:
    """Who drives whom up the boards."""
    agents = scene.agents()
    objects = scene.part("whom", agents if isinstance(agents, tuple) else ())
    if isinstance(agents, tuple) and isinstance(objects, tuple) and set(agents).isdisjoint(objects):
        content = {"rider": scene.names[objects[0]], "by": scene.names[agents[0]]}
        yield WrittenFact("forced_up", content, agents=objects)
