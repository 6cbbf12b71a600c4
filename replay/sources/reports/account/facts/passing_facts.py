"""Facts of riders beside and past each other: passing, trying to, side by side, on a wheel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from replay.sources.reports.account.facts.fact_scene import FIELD, FactScene, WrittenFact
from replay.sources.reports.language.moments_said import metres_to_go
from replay.sources.reports.language.report_words import words_in


def _side(scene: FactScene) -> str:
    """On which side one passes another, as the words around the verb say: '' where they do not."""
    event = scene.event
    words = [item.text for item in scene.sentence.items[event.first : event.last + 6]]
    for end, word in enumerate(words[event.last - event.first :], start=event.last - event.first):
        if word in (",", ";", "and", "but"):
            words = words[:end]
            break
    if "inside" in words or "underneath" in words:
        return "inside"
    return "outside" if "outside" in words or ("wide" in words and "round" in words) else ""


def passes(scene: FactScene) -> Iterator[WrittenFact]:
    """Who passes whom, or tries to."""
    event = scene.event
    agents = scene.agents()
    if event.rule.has("also_third") and not isinstance(agents, tuple):
        agents = scene.part("third")  # 'one kick took him past R'
    if not isinstance(agents, tuple):
        return
    if scene.says_they() and "whom" not in event.parts:
        return  # 'round they come' says nothing of who passes
    objects = scene.part("whom", agents)
    if event.rule.has("whom_is_agent") and isinstance(objects, tuple):
        agents, objects = objects, agents
    also = scene.part("whom2", agents)
    if isinstance(objects, tuple) and isinstance(also, tuple):
        objects = (*objects, *also)
    if objects is None and "whom" not in event.parts:
        ahead = (scene.discourse.leader, scene.discourse.former)
        leader = next((rider for rider in ahead if rider is not None and rider not in agents), None)
        if len(scene.discourse.book) == _TWO:
            leader = scene.discourse.rival_of(agents)
        if leader is None:
            leader = next(
                (rider for rider in reversed(scene.subjects_before(event.first)) if rider not in agents), None
            )
        objects = (leader,) if event.rule.option("whom") == "last" and leader is not None else None
    words = {item.text for item in scene.sentence.items[event.first : event.last + 1]}
    is_done = not (event.claim.tried or event.claim.failed)
    if "whom" not in event.parts and "top" in words and is_done and _may_attack(scene, agents):
        objects = None
        yield from (WrittenFact("attack", scene.names[rider], 0.8, agents=(rider,)) for rider in agents)
    if (
        objects == FIELD
        and "through" not in words
        and event.rule.fact == "pass"
        and not event.claim.tried
        and not event.passive
        and (scene.has_moment or scene.discourse.to_go_m is not None)
    ):
        yield WrittenFact("leads", scene.names[agents[0]], 0.8, agents=agents[:1])
    if not isinstance(objects, tuple):
        return
    kind = "tries" if event.claim.tried or event.claim.failed or event.rule.fact == "tries" else event.rule.fact
    kind = "tries" if kind == "pass" and _is_denied_later(scene) else kind
    verb = scene.sentence.items[event.verb].text
    at_line = kind == "pass" and not scene.has_moment and verb.startswith(_AT_LINE_VERBS)
    if event.rule.has("near_line") and not _is_near_line(scene):
        return
    third = scene.part("third", agents) if event.rule.has("also_third") else None
    actors = (*agents, *third) if isinstance(third, tuple) else agents
    for rider in actors:
        for other in objects:
            if rider != other and other not in scene.discourse.fallen:
                content: dict[str, object] = {"rider": scene.names[rider], "of": scene.names[other]}
                content |= {"side": side} if (side := _side(scene)) else {}
                doubt = _denied_by_results(scene, rider, other) if kind == "pass" else ""
                yield WrittenFact(kind, content, 0.5 if doubt else 1.0, doubt, at_finish=at_line, agents=(rider,))


def _may_attack(scene: FactScene, agents: tuple[int, ...]) -> bool:
    """Whether who comes over the top of nobody who is named opens the race: it is no sprint, and no other is away."""
    return not scene.discourse.is_sprint and scene.discourse.escaped in (None, *agents)


_TWO = 2


def _denied_by_results(scene: FactScene, rider: int, other: int) -> str:
    """Why one cannot have passed another on the line; '' where he can, or where it was earlier."""
    ranks = scene.discourse.book.ranks
    mine, theirs = ranks[rider], ranks[other]
    metres = metres_to_go(scene.moment or "")
    at_line = metres is not None and metres <= _AT_LINE_M
    return "the results have another order" if at_line and mine and theirs and mine > theirs else ""


_AT_LINE_M = 12.0


def _is_denied_later(scene: FactScene) -> bool:
    """Whether somebody moves 'to pass', and the sentence goes on to say that it did not come to that."""
    items, verb = scene.sentence.items, scene.event.verb
    later = [item.text for item in items[scene.event.last + 1 :]]
    if items[verb - 1].text != "to" or "but" not in later:
        return False
    return bool(set(later[later.index("but") :]) & words_in("in_vain"))


def _is_near_line(scene: FactScene) -> bool:
    """Whether it is told of the last straight: who is caught there is passed."""
    metres = metres_to_go(scene.moment) if scene.moment else scene.discourse.to_go_m
    return metres is not None and metres <= _LAST_STRAIGHT_M


_LAST_STRAIGHT_M = 110.0

_AT_LINE_VERBS = ("outsprint", "out-sprint", "pip", "deny", "denied", "denying", "denies")


def shuts_out(scene: FactScene) -> Iterator[WrittenFact]:
    """Who shuts the door on whom."""
    agents = scene.agents()
    objects = scene.part("whom", agents if isinstance(agents, tuple) else ())
    if scene.event.rule.has("object_agent") and "who" in scene.event.parts:
        agents, objects = scene.part("who"), agents  # 'blocked by R, he had to wait'
    if scene.event.rule.has("object_agent") and isinstance(objects, tuple) and "who" not in scene.event.parts:
        agents, objects = objects, agents
    if isinstance(agents, tuple) and "whom" not in scene.event.parts:
        objects = tuple(rider for rider in scene.before(scene.event.first) if rider not in agents)[-1:]
    if isinstance(agents, tuple) and isinstance(objects, tuple) and objects and set(agents).isdisjoint(objects):
        yield WrittenFact("shut_out", {"rider": scene.names[objects[0]], "by": scene.names[agents[0]]}, agents=objects)


def tries(scene: FactScene) -> Iterator[WrittenFact]:
    """Who tries to pass whom in vain."""
    agents = scene.part("who") if scene.event.rule.has("object_agent") else scene.agents()
    if not isinstance(agents, tuple):
        return
    others = scene.agents() if scene.event.rule.has("object_agent") else scene.part("whom", agents)
    if scene.event.rule.has("whom_is_agent") and isinstance(others, tuple):
        agents, others = others, agents
    is_guessed = others is None and "whom" not in scene.event.parts
    if is_guessed:
        others = _beside(scene, agents) or scene.default()
    if isinstance(others, tuple):
        for other in others:
            if other not in agents:
                content = {"rider": scene.names[agents[0]], "of": scene.names[other]}
                content |= {"side": side} if (side := _side(scene)) else {}
                yield WrittenFact("tries", content, _GUESSED if is_guessed else 1.0, agents=agents)


_GUESSED = 0.75
"""How sure it is whom somebody tries to pass where the words do not say it."""


def _beside(scene: FactScene, agents: tuple[int, ...]) -> tuple[int, ...]:
    """Whom somebody tries to pass where only the words before say so: 'level with R, but could not get past'."""
    return tuple(rider for rider in scene.before(scene.event.first)[-1:] if rider not in agents)


def together(scene: FactScene) -> Iterator[WrittenFact]:
    """Facts of riders beside each other: level, contact."""
    agents = scene.agents()
    if scene.event.rule.has("pair"):
        agents = tuple(dict.fromkeys(reversed(scene.before(scene.event.first))))[:2]
    if agents is None and scene.event.rule.has("group") and len(scene.discourse.book) == _TWO:
        agents = (0, 1)
    unnamed = not scene.event.subjects and "who" not in scene.event.parts
    if unnamed and scene.event.rule.fact == "level" and len(scene.discourse.book) == _TWO:
        agents = (0, 1)  # 'Side by side into the last bend', of the two of a match
    if agents is None and scene.says_they() and len(scene.discourse.last_named) == _TWO:
        agents = scene.discourse.last_named
    if not isinstance(agents, tuple):
        return
    others = scene.part("whom", agents)
    may_be = set(scene.before(scene.event.first)) - set(agents)
    if scene.event.rule.fact == "contact" and _is_pronoun(scene, "whom") and len(may_be) > 1:
        return  # 'R1 tangled with R2, and R3 ran into the back of him'
    if (
        others is None
        and "whom" not in scene.event.parts
        and len(agents) < 2
        and scene.event.rule.option("whom") == "last"
    ):
        rival = scene.discourse.rival_of(agents)
        others = None if rival is None else (rival,)
    riders = dict.fromkeys((*agents, *(others if isinstance(others, tuple) else ())))
    if len(riders) > 1 and not (scene.event.claim.tried and scene.event.rule.fact == "contact"):
        yield WrittenFact(scene.event.rule.fact, [scene.names[rider] for rider in riders], agents=agents)


_FALLS = re.compile(r" (?:fell|crash[a-z]*|(?:came|went|goes?|comes?|brought) (?:[a-z]+ )?down(?! (?:the|to|T)))(?= )")


def of_other(key: str, other_key: str = "of") -> Callable[[FactScene], Iterator[WrittenFact]]:
    """A writer for facts of one rider and another: hold_wheel, at_shoulder, inside, outside, works_for."""

    def write(scene: FactScene) -> Iterator[WrittenFact]:
        if scene.event.rule.has("whom_is_agent") and _FALLS.search(scene.sentence.rendered):
            return  # 'came down hard, taking R with him'
        agents = scene.agents()
        others = scene.part("whom", agents if isinstance(agents, tuple) else ())
        if scene.event.rule.has("whom_is_agent"):
            agents, others = others, agents
        if scene.event.rule.has("chain") and _is_pronoun(scene, "whom"):
            others = _named_before(scene, scene.event.parts["who"][0]) or others
        if isinstance(agents, tuple) and len(agents) > 1 and _is_order(scene):
            agents = agents[-1:]
        if "whom" not in scene.event.parts and scene.event.rule.option("whom") == "last":
            others = _last_but(scene, agents if isinstance(agents, tuple) else ())
        if isinstance(agents, tuple) and len(agents) > 1 and scene.event.rule.option("whom") == "last":
            return  # of several who are behind it is not said who is on the wheel
        if isinstance(agents, tuple) and len(agents) > 1 and _is_his(scene):
            agents, others = agents[-1:], agents[-2:-1]
        if isinstance(agents, tuple) and isinstance(others, tuple) and len(others) == 1:
            for rider in agents[:1]:
                if rider not in others:
                    content = {"rider": scene.names[rider], other_key: scene.names[others[0]]}
                    yield WrittenFact(key, content, agents=(rider,))

    return write


def _is_pronoun(scene: FactScene, part: str) -> bool:
    """Whether a part of the event is 'him' or 'her'."""
    (place, *_) = scene.event.parts.get(part, (None,))
    mention = scene.sentence.items[place].mention if place is not None else None
    return mention is not None and mention.pronoun in ("him", "her")


def _named_before(scene: FactScene, place: int) -> tuple[int, ...]:
    """The rider whom the sentence names last before an item; () where it names none."""
    mentions = (item.mention for item in reversed(scene.sentence.items[:place]))
    return next((mention.riders for mention in mentions if mention is not None and mention.riders), ())


def _last_but(scene: FactScene, agents: tuple[int, ...]) -> tuple[int, ...]:
    """The last subject before the words beside those who do it; the leader where the sentence has none."""
    named = [rider for rider in scene.subjects_before(scene.event.first) if rider not in agents]
    rival = scene.discourse.rival_of(agents)
    return tuple(named[-1:]) or (() if rival is None else (rival,))


def _is_his(scene: FactScene) -> bool:
    """Whether a list of riders comes before 'his': in 'R1, R2 on his hip' it is R2 on the hip of R1."""
    (place, *_) = scene.event.parts.get("whom", (None,))
    mention = scene.sentence.items[place].mention if place is not None else None
    return "who" in scene.event.parts and mention is not None and mention.pronoun in ("his", "hers")


def through(scene: FactScene) -> Iterator[WrittenFact]:
    """Who comes between two others."""
    agents = scene.agents()
    others = scene.part("whom", agents if isinstance(agents, tuple) else ())
    if isinstance(agents, tuple) and isinstance(others, tuple) and len(others) == 2 and set(agents).isdisjoint(others):
        between = [scene.names[rider] for rider in others]
        yield WrittenFact("through", {"rider": scene.names[agents[0]], "between": between}, agents=agents)


def _is_order(scene: FactScene) -> bool:
    """Whether who is named is an order of riders, of whom the last has something of his own: 'R1, then R2 on .. '."""
    first, last = min(scene.event.subjects), max(scene.event.subjects)
    return any(item.text == "then" for item in scene.sentence.items[first:last])
