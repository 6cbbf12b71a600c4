"""From an event of a sentence to items of a story, as the race file writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from replay.sources.reports.clauses import stands_as_subject
from replay.sources.reports.discourse import Discourse
from replay.sources.reports.fact_events import FactEvent
from replay.sources.reports.sentence_items import Item, ItemKind, Itemised

FIELD = "field"


@dataclass(frozen=True, slots=True)
class WrittenFact:
    """A story item without its moment: the key, what stands under it, and how sure the reading of it is so far.

    at_finish  whether it is told of the finish by what it is
    queue      whether it is told of the riders behind the pacer
    """

    kind: str
    content: object
    sure: float = 1.0
    because: str = ""
    at_finish: bool = False
    queue: bool = False
    agents: tuple[int, ...] = ()


@dataclass(frozen=True)
class Scene:
    """What a fact is written from: a sentence, an event in it, and what the report has said so far."""

    sentence: Itemised
    event: FactEvent
    discourse: Discourse
    mentioned: Mapping[int, tuple[int, ...]]
    has_moment: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return self.discourse.book.names

    def before(self, item: int) -> tuple[int, ...]:
        """Riders whom the sentence names before an item, the nearest last."""
        return tuple(rider for place, riders in self.meant.items() if place < item for rider in riders)

    def subjects_before(self, item: int) -> tuple[int, ...]:
        """Those of them who are subjects of clauses."""
        items = self.sentence.items
        return tuple(
            rider
            for place, riders in self.meant.items()
            if place < item and stands_as_subject(items, place)
            for rider in riders
        )

    @property
    def meant(self) -> Mapping[int, tuple[int, ...]]:
        """The riders whom the items of the sentence mean, by item, as far as that is known."""
        return self.mentioned

    def riders(self, items: tuple[int, ...], but: tuple[int, ...] = ()) -> tuple[int, ...] | str | None:
        """The riders that items mean, FIELD, or None where somebody is meant who does not ride here or is not known."""
        found: list[int] = []
        for place in items:
            item = self.sentence.items[place]
            if item.kind is ItemKind.GROUP:
                return FIELD
            if not self.subjects_before(place) and self._is_leader(item):
                found.extend(rider for rider in (self._expected(),) if rider is not None and rider not in found)
                continue
            riders = self.discourse.who(
                item, but=but, before=self.before(place), subjects=self.subjects_before(place)
            )
            if not riders:
                return None
            found.extend(rider for rider in riders if rider not in found)
        return tuple(found) or None

    def _is_leader(self, item: Item) -> bool:
        """Whether 'he' who leads, or is ahead by an amount, is the one of whom that was said before."""
        rule, leader = self.event.rule, self._expected()
        if item.mention is None or item.mention.pronoun not in ("he", "she") or rule.fact not in ("gap", "leads", "win"):
            return False
        return not rule.has("behind_self") and leader is not None and leader in self.discourse.recent[-4:]

    def _expected(self) -> int | None:
        """Who is expected to be in front: the leader, and at the finish the winner."""
        rule = self.event.rule
        at_finish = rule.fact == "win" or rule.has("win") or rule.option("when") == "finish"
        return self.discourse.book.ranked(1) if at_finish else self.discourse.leader

    def agents(self) -> tuple[int, ...] | str | None:
        """Who does it; for a sentence that names nobody, the last subject."""
        if self.event.subjects:
            objects = self.event.parts.get("whom", ()) if self.event.passive else ()
            but = self.riders(objects) if objects else ()
            return self.riders(self.event.subjects, but if isinstance(but, tuple) else ())
        if self.event.passive or not self._begins_without_subject():
            return None
        return self.discourse.subjects[-1] if self.discourse.subjects else None

    def _begins_without_subject(self) -> bool:
        before = self.sentence.items[: self.event.verb]
        if any(item.kind in (ItemKind.RIDER, ItemKind.STRANGER, ItemKind.PACER, ItemKind.GROUP) for item in before):
            return False
        words = [item for item in before if item.kind is ItemKind.WORD and item.text.isalpha()]
        return len(words) <= 1

    def part(self, name: str, but: tuple[int, ...] = ()) -> tuple[int, ...] | str | None:
        items = self.event.parts.get(name)
        return self.riders(items, but) if items else None

    def default(self) -> tuple[int, ...] | str | None:
        """Whom a rule means where the sentence does not say."""
        meant = self.event.rule.option("whom")
        if meant == FIELD:
            return FIELD
        if meant == "leader":
            return () if self.discourse.leader is None else (self.discourse.leader,)
        if meant == "winner":
            winner = self.discourse.book.ranked(1)
            return () if winner is None else (winner,)
        return None


def written_facts(
    sentence: Itemised,
    event: FactEvent,
    discourse: Discourse,
    mentioned: Mapping[int, tuple[int, ...]],
    *,
    has_moment: bool,
) -> tuple[WrittenFact, ...]:
    """The story items that an event makes; none where it is not known who did it.

    mentioned   the riders whom the items of the sentence mean, by item
    has_moment  whether the event names a moment
    """
    scene = Scene(sentence, event, discourse, mentioned, has_moment)
    writer = _WRITERS.get(event.rule.fact, _of_one)
    return tuple(writer(scene))


def _of_one(scene: Scene) -> Iterator[WrittenFact]:
    """Facts of each agent alone: attack, ride_high, stops_racing."""
    agents = scene.part("whom") if scene.event.rule.has("whom_is_agent") else scene.agents()
    if isinstance(agents, tuple):
        if scene.event.claim.tried:
            return
        for rider in agents:
            yield WrittenFact(scene.event.rule.fact, scene.names[rider], agents=(rider,))


def _looks(scene: Scene) -> Iterator[WrittenFact]:
    yield from _of_one(scene)


def _hesitates(scene: Scene) -> Iterator[WrittenFact]:
    rule = scene.event.rule
    agents = scene.part("whom") if rule.has("whom_is_agent") else FIELD if rule.has("group") else scene.agents()
    if rule.has("whom_is_agent") and agents is None and "whom" not in scene.event.parts:
        agents = scene.agents()
    if agents == FIELD:
        yield WrittenFact("hesitate", FIELD)
    elif agents and not rule.has("only_group"):
        names = [scene.names[rider] for rider in agents]
        yield WrittenFact("hesitate", names[0] if len(names) == 1 else names, agents=tuple(agents))  # type: ignore[arg-type]


def _leads(scene: Scene) -> Iterator[WrittenFact]:
    agents = scene.agents()
    if isinstance(agents, tuple):
        names = [scene.names[rider] for rider in agents]
        yield WrittenFact("leads", names[0] if len(names) == 1 else names, agents=agents)


def _chases(scene: Scene) -> Iterator[WrittenFact]:
    agents = scene.agents()
    if isinstance(agents, tuple):
        many = len(agents) > 1
        for rider in agents:
            yield WrittenFact("chase", scene.names[rider], 0.8 if many else 1.0, agents=(rider,))


def _gap(scene: Scene) -> Iterator[WrittenFact]:
    event, rule = scene.event, scene.event.rule
    (place, *_) = event.parts.get("amount", (None,))
    amount = scene.sentence.items[place].amount if place is not None else None
    if amount is None:
        return
    by_rule = rule.option("ahead") and "who" not in event.parts
    subject = _ahead_by_rule(scene) if by_rule else scene.agents()
    other = _other_of_gap(scene, subject if isinstance(subject, tuple) else ())
    ahead, behind = (other, subject) if rule.has("behind_self") != event.passive else (subject, other)
    if not isinstance(ahead, tuple) or len(ahead) != 1 or behind is None or behind == ():
        return
    if behind != FIELD and set(ahead) & set(behind):
        return
    key, value = amount.written(at_most=rule.has("at_most"), at_least=rule.has("at_least"))
    of = behind if isinstance(behind, str) else _one_or_list(scene, behind)
    loose = key == "straights" or (key == "laps" and amount.value >= 0.5)
    winner = scene.discourse.book.ranked(1)
    to_winner = rule.option("whom") == "winner" and not scene.has_moment and other == (winner,)
    timed_finely = key == "s" and amount.value < 1 and len(f"{amount.value:g}") >= 5 and not scene.has_moment
    words = {item.text for item in scene.sentence.items[: event.last]}
    crossed = bool(words & {"crossed", "crosses", "crossing"}) and "line" in words and not scene.has_moment
    finish = (rule.has("win") and not scene.has_moment) or to_winner or timed_finely or crossed
    yield WrittenFact(
        "gap", {"ahead": scene.names[ahead[0]], "of": of, key: value}, 0.6 if loose else 1.0,
        "hardly meant to the metre" if loose else "", at_finish=finish, agents=ahead,
    )  # fmt: skip


def _ahead_by_rule(scene: Scene) -> tuple[int, ...]:
    if scene.event.rule.option("ahead") == "winner":
        winner = scene.discourse.book.ranked(1)
        return () if winner is None else (winner,)
    leader = scene.discourse.leader
    return () if leader is None else (leader,)


def _other_of_gap(scene: Scene, subject: tuple[int, ...]) -> tuple[int, ...] | str | None:
    for name in ("whom", "whom2"):
        if name in scene.event.parts:
            return scene.part(name, subject)
    return scene.default()


def _one_or_list(scene: Scene, riders: tuple[int, ...]) -> object:
    names = [scene.names[rider] for rider in riders]
    return names[0] if len(names) == 1 else names


def _side(scene: Scene) -> str:
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


def _passes(scene: Scene) -> Iterator[WrittenFact]:
    event = scene.event
    agents = scene.agents()
    if not isinstance(agents, tuple):
        return
    objects = scene.part("whom", agents)
    if objects is None and "whom" not in event.parts:
        last = event.rule.option("whom") == "last"
        objects = (scene.discourse.leader,) if last and scene.discourse.leader not in (None, *agents) else None  # type: ignore[assignment]
    if not isinstance(objects, tuple):
        return
    kind = "tries" if event.claim.tried or event.claim.failed or event.rule.fact == "tries" else event.rule.fact
    verb = scene.sentence.items[event.verb].text
    at_line = kind == "pass" and not scene.has_moment and verb.startswith(_AT_LINE_VERBS)
    third = scene.part("third", agents) if event.rule.has("also_third") else None
    actors = (*agents, *third) if isinstance(third, tuple) else agents
    for rider in actors:
        for other in objects:
            if rider != other:
                content: dict[str, object] = {"rider": scene.names[rider], "of": scene.names[other]}
                content |= {"side": side} if (side := _side(scene)) else {}
                yield WrittenFact(kind, content, at_finish=at_line, agents=(rider,))


_AT_LINE_VERBS = ("outsprint", "out-sprint", "pip", "deny", "denied", "denying", "denies")


def _shuts_out(scene: Scene) -> Iterator[WrittenFact]:
    agents = scene.agents()
    objects = scene.part("whom", agents if isinstance(agents, tuple) else ())
    if isinstance(agents, tuple) and isinstance(objects, tuple) and set(agents).isdisjoint(objects):
        yield WrittenFact("shut_out", {"rider": scene.names[objects[0]], "by": scene.names[agents[0]]}, agents=objects)


def _tries(scene: Scene) -> Iterator[WrittenFact]:
    agents = scene.part("who") if scene.event.rule.has("object_agent") else scene.agents()
    if not isinstance(agents, tuple):
        return
    others = scene.agents() if scene.event.rule.has("object_agent") else scene.part("whom", agents)
    if others is None and "whom" not in scene.event.parts:
        others = scene.default()
    if isinstance(others, tuple):
        for other in others:
            if other not in agents:
                yield WrittenFact("tries", {"rider": scene.names[agents[0]], "of": scene.names[other]}, agents=agents)


def _together(scene: Scene) -> Iterator[WrittenFact]:
    """Facts of riders beside each other: level, contact."""
    agents = scene.agents()
    if not isinstance(agents, tuple):
        return
    others = scene.part("whom", agents)
    if others is None and "whom" not in scene.event.parts and len(agents) < 2 and scene.event.rule.option("whom") == "last":
        leader = scene.discourse.leader
        others = None if leader is None or leader in agents else (leader,)
    riders = dict.fromkeys((*agents, *(others if isinstance(others, tuple) else ())))
    if len(riders) > 1 and not (scene.event.claim.tried and scene.event.rule.fact == "contact"):
        yield WrittenFact(scene.event.rule.fact, [scene.names[rider] for rider in riders], agents=agents)


def _of_other(key: str, other_key: str = "of") -> Callable[[Scene], Iterator[WrittenFact]]:
    """A writer for facts of one rider and another: hold_wheel, at_shoulder, inside, outside, works_for."""

    def write(scene: Scene) -> Iterator[WrittenFact]:
        agents = scene.agents()
        others = scene.part("whom", agents if isinstance(agents, tuple) else ())
        if scene.event.rule.has("whom_is_agent"):
            agents, others = others, agents
        if isinstance(agents, tuple) and isinstance(others, tuple) and len(others) == 1:
            for rider in agents[:1]:
                if rider not in others:
                    content = {"rider": scene.names[rider], other_key: scene.names[others[0]]}
                    yield WrittenFact(key, content, agents=(rider,))

    return write


def _through(scene: Scene) -> Iterator[WrittenFact]:
    agents = scene.agents()
    others = scene.part("whom", agents if isinstance(agents, tuple) else ())
    if isinstance(agents, tuple) and isinstance(others, tuple) and len(others) == 2 and set(agents).isdisjoint(others):
        between = [scene.names[rider] for rider in others]
        yield WrittenFact("through", {"rider": scene.names[agents[0]], "between": between}, agents=agents)


def _place_in(scene: Scene, name: str) -> int | None:
    items = scene.event.parts.get(name)
    if not items:
        return None
    return scene.sentence.items[items[0]].place or len(scene.discourse.book)


def _moves(scene: Scene) -> Iterator[WrittenFact]:
    agents = scene.agents()
    place = _place_in(scene, "place")
    if isinstance(agents, tuple) and len(agents) == 1:
        content: dict[str, object] = {"rider": scene.names[agents[0]]}
        yield WrittenFact(scene.event.rule.fact, content | ({"to": place} if place else {}), agents=agents)


def _boxed_in(scene: Scene) -> Iterator[WrittenFact]:
    agents = scene.part("whom") if scene.event.rule.has("whom_is_agent") else scene.agents()
    if isinstance(agents, tuple):
        for rider in agents:
            yield WrittenFact("boxed_in", scene.names[rider], agents=(rider,))


def _crashes(scene: Scene) -> Iterator[WrittenFact]:
    event = scene.event
    if event.rule.has("whom_is_agent"):
        fallen, cause = scene.part("whom"), scene.agents()
        if isinstance(fallen, tuple):
            if isinstance(cause, tuple) and not event.passive and _cause_fell(scene):
                yield WrittenFact("crash", {"rider": scene.names[cause[0]], "down": _one_or_list(scene, fallen)}, agents=cause)
            else:
                for rider in fallen:
                    yield WrittenFact("crash", scene.names[rider], agents=(rider,))
        return
    agents = scene.agents()
    for rider in agents if isinstance(agents, tuple) else ():
        yield WrittenFact("crash", scene.names[rider], agents=(rider,))


def _cause_fell(scene: Scene) -> bool:
    """Whether who brought others down fell as well: 'R1 fell, bringing down R2'."""
    before = {item.text for item in scene.sentence.items[: scene.event.verb]}
    fell = before & {"fell", "crashed", "down", "fall", "falls", "crashes", "deck"}
    return bool(fell) and scene.sentence.items[scene.event.verb].text in ("bringing", "taking")


def _pacer_off(scene: Scene) -> Iterator[WrittenFact]:  # noqa: ARG001
    yield WrittenFact("pacer_off", True)


def _order(scene: Scene) -> Iterator[WrittenFact]:
    if scene.event.rule.has("list"):
        listed = scene.part("third")
        if isinstance(listed, tuple) and len(listed) > 1:
            names = [scene.names[rider] for rider in listed]
            yield WrittenFact("order", {"riders": names, "from": 1}, agents=listed[:1])
        return
    first = scene.agents()
    rest = scene.part("whom", first if isinstance(first, tuple) else ())
    if isinstance(first, tuple) and isinstance(rest, tuple):
        riders = list(dict.fromkeys((*first, *rest)))
        if len(riders) > 1:
            names = [scene.names[rider] for rider in riders]
            yield WrittenFact("order", {"riders": names, "from": 1}, agents=first)


def _wins(scene: Scene) -> Iterator[WrittenFact]:
    agents = scene.part("who") or scene.agents()
    if not isinstance(agents, tuple) or len(agents) != 1:
        return
    rank = scene.discourse.book.ranks[agents[0]]
    doubt = "" if rank in (1, None) else "the results name another winner"
    content = {"riders": [scene.names[agents[0]]], "from": 1}
    yield WrittenFact("order", content, 0.5 if doubt else 1.0, doubt, at_finish=True, agents=agents)


def _places(scene: Scene) -> Iterator[WrittenFact]:
    agents = scene.part("who") or scene.agents()
    place = _place_in(scene, "place")
    if not isinstance(agents, tuple) or place is None or place > len(scene.discourse.book):
        return
    (item,) = scene.event.parts["place"]
    if len(agents) > 1:
        if len(scene.event.subjects) < 2 and len(scene.event.parts.get("who", ())) < 2:
            return
        following = [i for i in scene.sentence.items[item + 1 : item + 3] if i.kind is ItemKind.PLACE]
        if not following or following[0].place != place + 1 or len(agents) != 2:
            return
    kind = _sort_of_place(scene, item, agents, place)
    content = {"riders": [scene.names[rider] for rider in agents], "from": place}
    yield WrittenFact("order", content, *kind, agents=agents)


_AT_THE_LINE = frozenset(
    "finish finished finishing finishes home claim claimed claiming claims took take taking takes settle settled settles secure secured "
    "grab grabbed snatch snatched earn earned complete completed completing nick nicked medal won win wins cross crossed crosses "
    "outsprint hang hung hangs hold held salvaged salvage land landed trailed rounded bag bagged clinched round end ended".split()
)


def _sort_of_place(scene: Scene, item: int, agents: tuple[int, ...], place: int) -> tuple[float, str, bool, bool]:
    """(sure, because, at the finish, behind the pacer) of a place, from the words around it and the table."""
    items = scene.sentence.items
    text = scene.sentence.sentence.folded.lower()[items[item].start : items[item].end]
    near = items[max(0, scene.event.first) : item + 5]
    words = {i.text for i in near if i.kind is ItemKind.WORD}
    behind_pacer = any(i.kind is ItemKind.PACER for i in near) or bool(words & {"drew", "draw", "drawn", "lined", "lot", "draws"})
    if behind_pacer:
        return 1.0, "", False, True
    if any(part in text for part in ("wheel", "line", "spot", "queue", "slot", "back", "rear", "front", "pole")):
        return 1.0, "", False, False
    ranks = scene.discourse.book.ranks
    fits = ranks[agents[0]] in (place, None)
    medal = text.replace("the ", "").startswith(("silver", "bronze"))
    if medal or words & _AT_THE_LINE:
        return (1.0, "", True, False) if fits else (0.5, "the results have another place", True, False)
    if fits and not scene.has_moment and ranks[agents[0]] is not None:
        return 0.9, "", True, False
    says_where = words & {"sat", "sitting", "sits", "lay", "lying", "rode", "riding", "still", "now", "started", "positioned"}
    if not scene.has_moment and not says_where and scene.discourse.when is None:
        return 0.5, "a place of which no moment is told", False, False
    return 0.8, "", False, False


def _relegated(scene: Scene) -> Iterator[WrittenFact]:
    agents = scene.part("who") or scene.agents()
    if isinstance(agents, tuple):
        for rider in agents:
            yield WrittenFact("caption", f"{scene.names[rider]} is relegated", at_finish=True, agents=(rider,))


_WRITERS: Mapping[str, Callable[[Scene], Iterator[WrittenFact]]] = {
    "hesitate": _hesitates,
    "leads": _leads,
    "chase": _chases,
    "gap": _gap,
    "pass": _passes,
    "tries": _tries,
    "shut_out": _shuts_out,
    "through": _through,
    "level": _together,
    "contact": _together,
    "at_shoulder": _of_other("at_shoulder"),
    "hold_wheel": _of_other("hold_wheel"),
    "works_for": _of_other("works_for", "for"),
    "inside": _of_other("inside"),
    "outside": _of_other("outside"),
    "move_up": _moves,
    "drop_back": _moves,
    "boxed_in": _boxed_in,
    "crash": _crashes,
    "pacer_off": _pacer_off,
    "order": _order,
    "place": _places,
    "win": _wins,
    "relegated": _relegated,
    "look_back": _looks,
}
