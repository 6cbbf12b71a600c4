"""Facts of places: the order of riders, behind the pacer, on the way and over the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replay.sources.reports.account.facts.fact_scene import FactScene, WrittenFact, place_in
from replay.sources.reports.language.moments_said import metres_to_go
from replay.sources.reports.language.report_words import words_in
from replay.sources.reports.sentence.sentence_items import Item, ItemKind


def order(scene: FactScene) -> Iterator[WrittenFact]:
    """Riders one behind another, from the first on."""
    if scene.event.rule.has("list"):
        listed = scene.part("third")
        if isinstance(listed, tuple) and len(listed) > 1:
            names = [scene.names[rider] for rider in listed]
            yield WrittenFact("order", {"riders": names, "from": 1}, agents=listed[:1])
        return
    first = scene.agents()
    rest = scene.riders(_objects(scene), first if isinstance(first, tuple) else ()) if _objects(scene) else None
    if scene.event.rule.has("if_leader") and first != (scene.discourse.leader,):
        return
    if isinstance(first, tuple) and isinstance(rest, tuple):
        third = scene.part("third")
        riders = list(dict.fromkeys((*first, *rest, *(third if isinstance(third, tuple) else ()))))
        if len(riders) > 1:
            names = [scene.names[rider] for rider in riders]
            at_finish = scene.event.rule.has("win")
            ranks = [scene.discourse.book.ranks[rider] for rider in riders]
            if at_finish and ranks != list(range(1, len(ranks) + 1)):
                return
            yield WrittenFact("order", {"riders": names, "from": 1}, at_finish=at_finish, agents=first)


def _objects(scene: FactScene) -> tuple[int, ...]:
    """The items of those behind the first: of 'ahead of her and R' only 'her', for R begins something else."""
    objects = scene.event.parts.get("whom", ())
    mention = scene.sentence.items[objects[0]].mention if objects else None
    return objects[:1] if mention is not None and mention.pronoun in ("him", "her") else objects


_LATE_M = 260.0
"""Metres to go from which on a cry is one of the finish."""


def wins(scene: FactScene) -> Iterator[WrittenFact]:
    """Who wins: the first in the order over the line; unsure where the table has another."""
    agents = scene.part("who") or scene.agents()
    if not isinstance(agents, tuple) or len(agents) != 1:
        return
    is_cry = scene.sentence.items[scene.event.first].text == "it"
    if is_cry and scene.discourse.to_go_m is not None and scene.discourse.to_go_m > _LATE_M:
        return  # 'It is R!' is cried of an attack as well
    rank = scene.discourse.book.ranks[agents[0]]
    others = scene.discourse.book.ranked(1) is not None
    doubt = "the results name another winner" if rank not in (1, None) or (rank is None and others) else ""
    content = {"riders": [scene.names[agents[0]]], "from": 1}
    yield WrittenFact("order", content, 0.5 if doubt else 1.0, doubt, at_finish=True, agents=agents)


def places(scene: FactScene) -> Iterator[WrittenFact]:
    """A place of the order: at the finish, behind the pacer or on the way."""
    agents = _last_of_apposed(scene) or scene.part("who") or scene.agents()
    place = place_in(scene, "place")
    if not isinstance(agents, tuple) or place is None or place > len(scene.discourse.book):
        return
    item = scene.event.parts.get("place", (scene.event.last,))[0]
    if len(agents) > 1:
        if len(scene.event.subjects) < 2 and len(scene.event.parts.get("who", ())) < 2:
            return
        following = [i for i in scene.sentence.items[item + 1 : item + 3] if i.kind is ItemKind.PLACE]
        if not following or following[0].place != place + 1 or len(agents) != 2:
            return
    if _is_left(scene, item) or _is_of_deed(scene, item):
        return
    kind = _sort_of_place(scene, item, agents, place)
    content = {"riders": [scene.names[rider] for rider in agents], "from": place}
    yield WrittenFact("order", content, *kind, agents=agents)


def _is_of_deed(scene: FactScene, item: int) -> bool:
    """Whether 'the second' is no place but a deed: 'R1 put in the first attack, R2 the second'."""
    items, lowered = scene.sentence.items, scene.sentence.sentence.folded.lower()
    said = lowered[items[item].start : items[item].end]
    return said.startswith("the ") and " " not in said[4:] and bool(_COUNTS_DEEDS.search(scene.sentence.rendered))


_COUNTS_DEEDS = re.compile(r" the first (?:attack|move|attempt|effort|dig|acceleration|jump|kick|sprint)(?= )")
"""Words that make 'the second' no place: 'R1 put in the first attack, R2 the second'."""


def _last_of_apposed(scene: FactScene) -> tuple[int, ...] | str | None:
    """The last of riders between whom only commas stand: 'from R1, R2 fourth' says it of R2; None for other lists."""
    named, items = scene.event.parts.get("who", ()), scene.sentence.items
    joined = any(items[at - 1].text in ("and", "&", "then") for at in named[1:])
    return scene.riders(named[-1:]) if len(named) > 1 and not joined else None


def _is_left(scene: FactScene, item: int) -> bool:
    """Whether a place is one that is left for another: 'came up from sixth all the way to third'."""
    items = scene.sentence.items
    if item + 1 < len(items) and items[item + 1].text == "within":
        return True  # 'you were fourth within a straight' was so on the way
    is_from = item > 0 and items[item - 1].text == "from" and items[item + 1].kind is not ItemKind.MOMENT
    comma = next((at for at in range(item + 1, item + 7) if at < len(items) and items[at].text == ","), item + 7)
    return is_from and any(later.kind is ItemKind.PLACE for later in items[item + 1 : comma])


def _sort_of_place(scene: FactScene, item: int, agents: tuple[int, ...], place: int) -> tuple[float, str, bool, bool]:
    """(sure, because, at the finish, behind the pacer) of a place, from the words around it and the table."""
    items = scene.sentence.items
    text = scene.sentence.sentence.folded.lower()[items[item].start : items[item].end]
    near = items[max(0, scene.event.first) : item + 5]
    words = {i.text for i in near if i.kind is ItemKind.WORD}
    said = {i.text for i in items[max(0, scene.event.first) : item] if i.kind is ItemKind.WORD}
    if {i.text for i in items[item + 1 : item + 2]} & {"was", "is", "were"}:
        said |= {i.text for i in items[item + 2 : item + 3]}  # 'third place was claimed by R'
    comes_from = item > 0 and items[item - 1].text == "from"
    if _is_behind_pacer(scene, item, words):
        return 1.0, "", False, True
    if comes_from and not said & _STARTS:
        known = scene.has_moment or scene.discourse.when is not None
        return (1.0, "", False, False) if known else (0.5, "a place of which no moment is told", False, False)
    if any(part in text for part in ("wheel", "line", "spot", "queue", "slot", "back", "rear", "front", "pole")):
        return 1.0, "", False, False
    lowered = scene.sentence.sentence.folded.lower()
    others = [lowered[i.start : i.end] for i in items if i.kind is ItemKind.PLACE]
    medal = text.replace("the ", "").startswith(("silver", "bronze"))
    if (
        not medal
        and not said & words_in("at_the_line")
        and any(word in other for other in others for word in ("wheel", "in line", "spot"))
    ):
        return 0.8, "", False, False
    near_words = [i.text for i in items[max(0, item - 3) : item]]
    ranks = scene.discourse.book.ranks
    fits = ranks[agents[0]] == place or (ranks[agents[0]] is None and place not in ranks)
    if (
        near_words[-1:] == ["is"]
        and not said & words_in("at_the_line")
        and (scene.discourse.to_go_m or 0) > _ON_THE_WAY_M
    ):
        return 0.8, "", False, False
    near_moment = any(i.kind is ItemKind.MOMENT for i in items[max(0, item - 1) : item + 3])
    on_the_way = near_moment and scene.has_moment and (metres_to_go(scene.moment or "") or 0.0) > _ON_THE_WAY_M
    if medal or (said & words_in("at_the_line") and not comes_from and not on_the_way):
        return (1.0, "", True, False) if fits else (0.5, "the results have another place", True, False)
    if fits and items[scene.event.first].text == "with" and _is_behind_finish(scene):
        return 0.9, "", True, False
    if words & {"leads", "leading"} or {i.text for i in items} & {"leads"}:
        return 0.8, "", False, False
    is_aside = "who" in near_words and bool({"was", "is", "were"} & set(near_words))
    is_aside = is_aside and (scene.discourse.to_go_m is None or scene.discourse.to_go_m > _EARLY_M)
    if fits and not scene.has_moment and not is_aside and ranks[agents[0]] is not None:
        return 0.9, "", True, False
    says_where = words & _SAYS_WHERE
    if not scene.has_moment and scene.discourse.when is None and scene.discourse.lines_up:
        return 0.8, "", False, True
    if not scene.has_moment and not says_where and scene.discourse.when is None:
        return 0.5, "a place of which no moment is told", False, False
    to_go_m = scene.discourse.to_go_m
    if not fits and not scene.has_moment and not says_where and to_go_m is not None and to_go_m < 250:
        return 0.5, "the results have another place", True, False
    return 0.8, "", False, False


_STARTS = frozenset({"start", "starts", "started", "starting", "begin", "begins", "began", "beginning", "set"})
"""Verbs with which 'from second place' is where somebody starts, and no place on the way."""

_SAYS_WHERE = frozenset(
    ["sat", "sitting", "sits", "lay", "lying", "rode", "riding", "still", "now", "started", "positioned"]
)
"""Words with which a place is one on the way."""


def _is_behind_finish(scene: FactScene) -> bool:
    """Whether the words before tell of the finish: 'R1 took third after passing R2 in the straight, with R3 fifth'."""
    before = scene.sentence.items[: scene.event.first]
    has_place = any(item.kind is ItemKind.PLACE for item in before)
    says = {item.text for item in before} & (words_in("at_the_line") - {"for", "round", "end", "held", "hold"})
    return bool(says) and (has_place or bool(says & {"won", "win", "wins"}))


def _is_behind_pacer(scene: FactScene, item: int, words: set[str]) -> bool:
    """Whether a place is one behind the pacer, from the words near it."""
    items = scene.sentence.items
    near = items[max(0, scene.event.first) : item + 5]
    by_lot = bool({i.text for i in items} & {"lots", "draw", "drawn", "drew"})
    return (
        any(i.kind is ItemKind.PACER for i in near)
        or _is_listed_behind_pacer(items, item)
        or (by_lot and not scene.has_moment)
        or bool(words & {"drew", "draw", "drawn", "lined", "lot", "draws", "handed", "allotted", "assigned", "dealt"})
    )


def _is_listed_behind_pacer(items: tuple[Item, ...], item: int) -> bool:
    """Whether a place is one of a list behind the pacer: 'behind the derny R1 was second, R2 third'."""
    takes = ("behind", "took", "takes", "had", "has", "got", "gets", "on")
    pacers = [at for at in range(1, item) if items[at].kind is ItemKind.PACER and items[at - 1].text in takes]
    joins = words_in("joins_of_lists") | {"in", "wheel", "line"}
    kinds = (ItemKind.RIDER, ItemKind.PLACE, ItemKind.STRANGER)
    between = items[pacers[-1] + 1 : item] if pacers else ()
    has_he = any(i.mention is not None and i.mention.pronoun for i in between)
    return bool(pacers) and not has_he and all(i.kind in kinds or i.text in joins for i in between)


_ON_THE_WAY_M = 60.0
"""Metres to go until which 'R is second' is said of the way."""

_EARLY_M = 250.0
"""Metres to go from which on 'R, who was second' tells the place on the way."""


_TWO = 2


def moves(scene: FactScene) -> Iterator[WrittenFact]:
    """Places gained or lost."""
    agents = scene.agents()
    place = place_in(scene, "place")
    words = {item.text for item in scene.sentence.items}
    if words & {"relegated", "disqualified", "demoted", "dsq", "relegation", "disqualification"}:
        return
    if isinstance(agents, tuple) and len(agents) == 1 and place == 1 and scene.event.rule.fact == "move_up":
        yield WrittenFact("leads", scene.names[agents[0]], agents=agents)
    elif isinstance(agents, tuple) and len(agents) == 1:
        content: dict[str, object] = {"rider": scene.names[agents[0]]}
        is_last = place is not None and place == len(scene.discourse.book) > _TWO
        yield WrittenFact(
            "drop_back" if is_last else scene.event.rule.fact, content | ({"to": place} if place else {}), agents=agents
        )


def relegated(scene: FactScene) -> Iterator[WrittenFact]:
    """Who was relegated: words alone, for the table has the status."""
    agents = scene.part("who") or scene.agents()
    struck = [rider for rider in scene.before(scene.event.first) if rider in scene.discourse.book.struck]
    if isinstance(agents, tuple) and len(set(struck)) == 1 and scene.discourse.book.struck.isdisjoint(agents):
        agents = (struck[0],)  # 'R obstructed S; she was relegated' is said of whom the table has so
    if isinstance(agents, tuple):
        for rider in agents:
            yield WrittenFact("caption", f"{scene.names[rider]} is relegated", at_finish=True, agents=(rider,))
