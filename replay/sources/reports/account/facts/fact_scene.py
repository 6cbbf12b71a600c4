"""A fact before it is timed, and the scene that it is written from: its sentence, its event, and the report so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from replay.sources.reports.account.discourse import Discourse
from replay.sources.reports.language.report_words import conjugation, words_in
from replay.sources.reports.sentence.clauses import is_beside
from replay.sources.reports.sentence.fact_events import FactEvent
from replay.sources.reports.sentence.pronoun_subjects import (
    announced,
    is_of_stranger,
    lets_go,
    likeliest_last,
    subjects_among,
)
from replay.sources.reports.sentence.sentence_items import Item, Itemised, ItemKind
from replay.sources.reports.sentence.word_forms import is_verb

_TWO = 2
FIELD = "field"
"""Stands for everybody else in a race file."""


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
class FactScene:
    """What a fact is written from: a sentence, an event in it, and what the report has said so far."""

    sentence: Itemised
    event: FactEvent
    discourse: Discourse
    mentioned: Mapping[int, tuple[int, ...]]
    moment: str | None = None

    @property
    def has_moment(self) -> bool:
        """Whether the event names a moment."""
        return self.moment is not None

    @property
    def names(self) -> tuple[str, ...]:
        return self.discourse.book.names

    def before(self, item: int) -> tuple[int, ...]:
        """Riders whom the sentence names before an item, the nearest last."""
        return tuple(rider for place, riders in self.meant.items() if place < item for rider in riders)

    def subjects_before(self, item: int) -> tuple[int, ...]:
        """Those of them who are subjects of clauses."""
        return subjects_among(
            self.sentence.items, {place: riders for place, riders in self.meant.items() if place < item}
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
            if item.mention and item.mention.pronoun in ("he", "she") and is_of_stranger(self.sentence.items, place):
                return None
            if self._is_own_subject(place):
                found.extend(rider for rider in self.subjects_before(place)[-1:] if rider not in found)
                continue
            subjects = self.subjects_before(place)
            if self._is_leader(item, place) and (not subjects or self._only_react(place)):
                found.extend(rider for rider in (self._expected(),) if rider is not None and rider not in found)
                continue
            riders = (
                self._said_again(item, place, but)
                or self._given(item, place, subjects)
                or self._by_whole_sentence(place, but)
                or self._main_subject(item, but)
                or self._rival_ahead(item, place, but)
                or self.discourse.who(
                    item,
                    but=but,
                    before=self.before(place),
                    subjects=likeliest_last(self.sentence.items, {at: r for at, r in self.meant.items() if at < place}),
                    latest=self._has_pronoun_subject(),
                )
            )
            if not riders:
                return None
            found.extend(rider for rider in riders if rider not in found)
        return tuple(found) or None

    def _is_own_subject(self, place: int) -> bool:
        """Whether 'him' is the subject himself: 'with daylight between him and the others'."""
        mention = self.sentence.items[place].mention
        is_object = mention is not None and mention.pronoun in ("him", "her")
        before = self.sentence.items[place - 1].text if place else ""
        return is_object and before == "between" and bool(self.subjects_before(place))

    def _said_again(self, item: Item, place: int, but: tuple[int, ...]) -> tuple[int, ...]:
        """Whom 'his' meant just before 'him', with nobody named between: 'jumped onto his wheel and went by him'."""
        if item.mention is None or item.mention.pronoun not in ("him", "her"):
            return ()
        for at in range(place - 1, -1, -1):
            mention = self.sentence.items[at].mention
            if mention is not None and mention.pronoun in ("his", "hers"):
                subjects = self.subjects_before(at)
                return self.discourse.who(self.sentence.items[at], but=but, before=self.before(at), subjects=subjects)
            if mention is not None:
                return ()
        return ()

    def _given(self, item: Item, place: int, subjects: tuple[int, ...]) -> tuple[int, ...]:
        """Whom 'he' means where the sentence names nobody before but who is given something; () elsewhere."""
        is_he = item.mention is not None and item.mention.pronoun in ("he", "she")
        before = self.before(place)
        return self.meant.get(place, ()) if is_he and not subjects and len(set(before)) == 1 else ()

    def _by_whole_sentence(self, place: int, but: tuple[int, ...]) -> tuple[int, ...]:
        """Whom the whole sentence tells: R1 who lets another go, of 'when R2 attacked she let her go', or R2 who is
        named behind the pronoun, of 'with R1 on his wheel, R2 led'; () elsewhere."""
        meant = self.meant.get(place, ())
        is_known = lets_go(self.sentence.items, place) or announced(self.sentence.items, place) is not None
        return meant if is_known and not set(meant) & set(but) else ()

    def _main_subject(self, item: Item, but: tuple[int, ...]) -> tuple[int, ...]:
        """Whom 'him' means in a clause beside the main one: 'R1 went past R2 with R3 following him'; () elsewhere."""
        subjects = self.event.subjects
        is_object = item.mention is not None and item.mention.pronoun in ("him", "her")
        if not (is_object and subjects and is_beside(self.sentence.items, subjects[0])):
            return ()
        return tuple(rider for rider in self.subjects_before(subjects[0])[-1:] if rider not in but)

    def _only_react(self, place: int) -> bool:
        """Whether those named before 'he' are too late: 'before R could react he was clear' is said of another."""
        words = {item.text for item in self.sentence.items[:place]}
        return bool(words & words_in("reacts") and words & {"before", "by"})

    def _rival_ahead(self, item: Item, place: int, but: tuple[int, ...]) -> tuple[int, ...]:
        """Whom 'him' means of those passed, where the sentence names nobody else: who leads; () elsewhere."""
        leader = self.discourse.leader
        is_object = item.mention is not None and item.mention.pronoun in ("him", "her", "his", "hers")
        if not is_object or self.event.rule.fact not in ("pass", "level", "at_shoulder") or leader is None:
            return ()
        is_alone = all(rider in but for rider in self.before(place))
        last = self.discourse.last_subject
        if is_alone and self.discourse.alone and len(last) == 1 and not set(last) & set(but):
            return last  # 'R1 is dying. R2 comes round her.'
        return (leader,) if is_alone and leader not in but and leader in self.discourse.recent[-5:] else ()

    def _has_pronoun_subject(self) -> bool:
        """Whether 'he' does it: then 'him' is somebody else, the one spoken of last."""
        mentions = [self.sentence.items[place].mention for place in self.event.subjects]
        return any(mention is not None and mention.pronoun in ("he", "she") for mention in mentions)

    def _is_leader(self, item: Item, place: int) -> bool:
        """Whether 'he' who leads, or is ahead by an amount, is the one of whom that was said before."""
        rule, leader = self.event.rule, self._expected()
        pronouns = ("he", "she", "his", "hers") if rule.fact == "gap" and place == self.event.first else ("he", "she")
        if item.mention is None or item.mention.pronoun not in pronouns or rule.fact not in ("gap", "leads", "win"):
            return False
        last = self.discourse.last_subject
        still = {i.text for i in self.sentence.items} & {"still", "remained", "stayed", "kept"}
        if rule.fact == "leads" and last not in ((), (leader,)) and not still:
            return False
        if rule.fact != "win" and self.discourse.alone and self.discourse.last_subject not in ((), (leader,)):
            return False
        return not rule.has("behind_self") and leader is not None and leader in self.discourse.recent[-4:]

    def _expected(self) -> int | None:
        """Who is expected to be in front: the leader, and at the finish the winner."""
        rule = self.event.rule
        on_the_way = self.has_moment and self.sentence.items[self.event.verb].text in words_in("on_the_way")
        at_finish = not on_the_way and (rule.fact == "win" or rule.has("win") or rule.option("when") == "finish")
        at_finish = at_finish or self.moment == "finish"
        return self.discourse.book.ranked(1) if at_finish else self.discourse.leader

    def agents(self) -> tuple[int, ...] | str | None:
        """Who does it; for a sentence that names nobody, the last subject."""
        if self.event.subjects:
            objects = self.event.parts.get("whom", ())
            named = tuple(place for place in objects if self.event.passive or self._is_named(place))
            but = self.riders(named) if named else ()
            return self.riders(self.event.subjects, but if isinstance(but, tuple) else ())
        is_done_to = self.event.passive and self.sentence.items[self.event.verb].text not in ("gone", "come")
        if is_done_to and len(self.discourse.book) == _TWO:
            passed = self.riders(self.event.parts.get("whom", ()))
            rival = self.discourse.rival_of(passed) if isinstance(passed, tuple) else None
            return None if rival is None else (rival,)  # 'R was overtaken in the last bend'
        if self.event.passive or not (self._begins_without_subject() or self._begins_with_verb()):
            return None
        last = self.discourse.subjects[-1] if self.discourse.subjects else ()
        return last if last and not set(last) & set(self.before(self.event.verb)) else None

    def _begins_with_verb(self) -> bool:
        """Whether a sentence leaves out its subject: 'Saw R look up, and jumped with a lap to go.'"""
        opening = self.sentence.items[0]
        return is_verb(opening) and (opening.text.endswith(_PAST) or opening.text in _irregular_pasts())

    def says_they(self) -> bool:
        """Whether the subject is 'they'."""
        mentions = (self.sentence.items[place].mention for place in self.event.subjects)
        return any(mention is not None and mention.pronoun == "they" for mention in mentions)

    def _is_named(self, place: int) -> bool:
        """Whether an item is a rider whom its own words name, and no pronoun."""
        mention = self.sentence.items[place].mention
        return mention is not None and bool(mention.riders)

    def _begins_without_subject(self) -> bool:
        before = self.sentence.items[: self.event.verb]
        if any(item.kind in (ItemKind.RIDER, ItemKind.STRANGER, ItemKind.PACER, ItemKind.GROUP) for item in before):
            return False
        words = [item.text for item in before if item.kind is ItemKind.WORD and item.text.isalpha()]
        return set(words) <= words_in("adverbs") | {"and", "but", "then"}

    def part(self, name: str, but: tuple[int, ...] = ()) -> tuple[int, ...] | str | None:
        items = self.event.parts.get(name)
        return self.riders(items, but) if items else None

    def default(self) -> tuple[int, ...] | str | None:
        """Whom a rule means where the sentence does not say."""
        meant = self.event.rule.option("whom")
        if meant == FIELD:
            return FIELD
        if meant == "leader" and len(self.discourse.book) == _TWO and isinstance(agents := self.agents(), tuple):
            rival = self.discourse.rival_of(agents)
            return None if rival is None else (rival,)
        if meant == "leader":
            return () if self.discourse.leader is None else (self.discourse.leader,)
        if meant == "winner":
            winner = self.discourse.book.ranked(1)
            return () if winner is None else (winner,)
        if meant == "next" and isinstance(agents := self.agents(), tuple):
            behind = self.discourse.book.ranked((self.discourse.book.ranks[agents[0]] or 0) + 1)
            return None if behind is None else (behind,)
        return None


@cache
def _irregular_pasts() -> frozenset[str]:
    """Pasts that are no bare forms as well: 'kept', and not 'cut'."""
    return frozenset(past for lemma, (past, _) in conjugation().irregular.items() if past != lemma)


_PAST = ("ed", "went", "saw", "took", "let", "came", "sat", "led", "held", "got", "rode", "made", "gave", "hit")


def one_or_list(scene: FactScene, riders: tuple[int, ...]) -> object:
    """The name of a rider, or the names of several."""
    names = [scene.names[rider] for rider in riders]
    return names[0] if len(names) == 1 else names


def place_in(scene: FactScene, name: str) -> int | None:
    """The place of the order that a part of the event says, from 1; None without one."""
    items = scene.event.parts.get(name)
    if not items:
        meant = scene.event.rule.option("place")
        return (int(meant) or len(scene.discourse.book)) if meant else None
    return scene.sentence.items[items[0]].place or len(scene.discourse.book)
