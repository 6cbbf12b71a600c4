"""Facts of efforts and mishaps: attacks, waiting, chasing, leading, falls, riders who are boxed in."""

from __future__ import annotations

from collections.abc import Iterator

from replay.sources.reports.account.facts.fact_scene import FIELD, FactScene, WrittenFact, one_or_list
from replay.sources.reports.language.moments_said import metres_to_go
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.sentence_items import ItemKind


def of_one(scene: FactScene) -> Iterator[WrittenFact]:
    """Facts of each agent alone: attack, ride_high, stops_racing."""
    agents = scene.part("whom") if scene.event.rule.has("whom_is_agent") else scene.agents()
    if scene.event.rule.has("whom_is_rival") and isinstance(agents, tuple) and len(agents) == 1:
        rival = scene.discourse.rival_of(agents)
        agents = None if rival is None else (rival,)  # who has the place behind makes the other one lead
    if scene.event.rule.has("of_pronoun"):
        agents = scene.subjects_before(scene.event.first)[-1:]
    if scene.event.rule.fact in ("attack", "jump") and scene.says_they():
        return  # 'they went down the back straight side by side'
    if isinstance(agents, tuple):
        if scene.event.claim.tried or (scene.event.rule.fact == "lead_out" and len(agents) > 1):
            return
        for rider in agents:
            yield WrittenFact(scene.event.rule.fact, scene.names[rider], agents=(rider,))


def hesitates(scene: FactScene) -> Iterator[WrittenFact]:
    """Riders, or the field, do not react."""
    rule = scene.event.rule
    if (
        rule.has("negated")
        and scene.event.claim.failed
        and (scene.discourse.escaped is None or scene.discourse.is_sprint)
    ):
        return  # who cannot follow does not wait
    agents = scene.part("whom") if rule.has("whom_is_agent") else FIELD if rule.has("group") else scene.agents()
    if rule.has("whom_is_agent") and agents is None and "whom" not in scene.event.parts:
        agents = scene.agents()
    if agents == FIELD:
        yield WrittenFact("hesitate", FIELD)
    elif isinstance(agents, tuple) and (not rule.has("only_group") or _lets_escape(scene)):
        names = [scene.names[rider] for rider in agents]
        yield WrittenFact("hesitate", names[0] if len(names) == 1 else names, agents=tuple(agents))


def _lets_escape(scene: FactScene) -> bool:
    """Whether who is let go is the one who has escaped: 'when R1 attacked R2 let him go'."""
    return scene.discourse.escaped is not None and scene.part("whom") == (scene.discourse.escaped,)


def leads(scene: FactScene) -> Iterator[WrittenFact]:
    """A rider leads, or several do."""
    agents = scene.part("whom") if scene.event.rule.has("whom_is_agent") else scene.agents()
    if scene.moment == "finish":
        return  # who leads over the line has won
    if isinstance(agents, tuple) and len(agents) == 1 and _is_behind_pacer(scene):
        yield WrittenFact("order", {"riders": [scene.names[agents[0]]], "from": 1}, queue=True, agents=agents)
    elif isinstance(agents, tuple) and _is_of_the_rest(scene, agents):
        yield from (WrittenFact("chase", scene.names[rider], agents=(rider,)) for rider in agents)
    elif isinstance(agents, tuple):
        names = [scene.names[rider] for rider in agents]
        yield WrittenFact("leads", names[0] if len(names) == 1 else names, agents=agents)


def _is_of_the_rest(scene: FactScene, agents: tuple[int, ...]) -> bool:
    """Whether who leads leads those whom another has left behind: 'R1 clear, then R2 leading the rest'."""
    leader, items = scene.discourse.leader, scene.sentence.items
    behind = items[scene.event.first : scene.event.last + 3]
    group = next((item for item in behind if item.kind is ItemKind.GROUP), None)
    if group is None:
        return bool({item.text for item in behind} & {"pursuit", "chase", "chasers", "pursuers"})
    words = scene.sentence.sentence.folded.lower()[group.start : group.end]
    if "chas" in words or "pursu" in words:
        return True
    if leader is None or leader in agents:
        return False
    return any(word in words for word in ("rest", "others", "remain", "chas", "pursu", "rivals", "behind"))


def _is_behind_pacer(scene: FactScene) -> bool:
    """Whether who leads leads the line behind the pacer."""
    items = scene.sentence.items
    first = 1 if "who" in scene.event.parts else scene.event.last + 1  # without a verb the whole sentence says it
    near = range(first, min(len(items), scene.event.last + _NEAR_ITEMS))
    pacers = (at for at in near if items[at].kind is ItemKind.PACER)
    return not scene.has_moment and any(items[at - 1].text == "behind" for at in pacers)


_NEAR_ITEMS = 6
"""Items behind 'led' among which 'behind the derny' says that it was the line behind the pacer."""


_LAST_STRAIGHT_M = 110.0


def chases(scene: FactScene) -> Iterator[WrittenFact]:
    """Riders who lead the chase; of several it is not said which of them does."""
    agents, escaped = scene.agents(), scene.discourse.escaped
    metres = metres_to_go(scene.moment or "")
    if "caught" in _texts(scene) and metres is not None and metres < _LAST_STRAIGHT_M:
        return  # who is caught in the last straight is passed
    if scene.event.rule.has("escaped") and (escaped is None or agents is None or escaped in tuple(agents)):
        return
    if isinstance(agents, tuple):
        many = len(agents) > 1
        for rider in agents:
            yield WrittenFact("chase", scene.names[rider], 0.8 if many else 1.0, agents=(rider,))


def boxed_in(scene: FactScene) -> Iterator[WrittenFact]:
    """Riders who are boxed in."""
    agents = scene.part("whom") if scene.event.rule.has("whom_is_agent") else scene.agents()
    if isinstance(agents, tuple):
        for rider in agents:
            yield WrittenFact("boxed_in", scene.names[rider], agents=(rider,))


def crashes(scene: FactScene) -> Iterator[WrittenFact]:
    """Riders who fall, and whom they bring down."""
    event = scene.event
    if event.rule.has("whom_is_agent"):
        fallen, cause = scene.part("whom"), scene.agents()
        if isinstance(fallen, tuple) and not _is_taking_along(scene):
            if isinstance(cause, tuple) and not event.passive and _cause_fell(scene):
                yield WrittenFact(
                    "crash", {"rider": scene.names[cause[0]], "down": one_or_list(scene, fallen)}, agents=cause
                )
            else:
                for rider in fallen:
                    yield WrittenFact("crash", scene.names[rider], agents=(rider,))
        return
    agents = scene.agents()
    if event.rule.has("pair"):
        agents = tuple(dict.fromkeys(reversed(scene.before(event.first))))[:2]
        agents = agents if len(agents) > 1 else None
    for rider in agents if isinstance(agents, tuple) else ():
        yield WrittenFact("crash", scene.names[rider], agents=(rider,))


def _cause_fell(scene: FactScene) -> bool:
    """Whether who brought others down fell as well: 'R1 fell, bringing down R2'."""
    before = {item.text for item in scene.sentence.items[: scene.event.verb]}
    return bool(before & words_in("falls"))


def _is_taking_along(scene: FactScene) -> bool:
    """Whether somebody is only taken along: 'attacked, taking R with him', where nobody falls."""
    items = scene.sentence.items
    fell = {item.text for item in items} & (words_in("falls") | {"off", "crashing", "tumbling"})
    return items[scene.event.last].kind is ItemKind.RIDER and "with" in _texts(scene) and not fell


def _texts(scene: FactScene) -> set[str]:
    return {item.text for item in scene.sentence.items[scene.event.first : scene.event.last + 1]}


def pacer_off(scene: FactScene) -> Iterator[WrittenFact]:  # noqa: ARG001
    """The pacer leaves."""
    yield WrittenFact("pacer_off", True)
