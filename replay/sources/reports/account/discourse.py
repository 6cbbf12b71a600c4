"""What a report has said so far: who was spoken of, who leads, at which moment of the race it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from replay.sources.reports.language.moments_said import LAP_M, PULL_OFF_LAPS, lap_of, metres_to_go
from replay.sources.reports.sentence.name_book import NameBook
from replay.sources.reports.sentence.rider_phrases import Mention
from replay.sources.reports.sentence.sentence_items import Item, ItemKind

_MOST_RECENT, _PAIR = 12, 2
_RANKED = (
    ("silver med", 2),
    ("bronze med", 3),
    ("runner-up", 2),
    ("eventual winner", 1),
    ("gold med", 1),
    ("new champion", 1),
)
_LAPS_TO_GO_M = {"on the last lap": LAP_M, "on the last but one lap": 2 * LAP_M}
_FEMININE = frozenset({"she", "her", "hers"})
_MASCULINE = frozenset({"he", "him", "his"})


@dataclass
class Discourse:
    """The state of a report as it is read from its beginning.

    women     whether women ride, None where nobody says so
    titles    who is called what: 'defending champion'
    subjects  riders that were subjects last, the last one last
    recent    riders in the order in which they were last spoken of, the last one last
    leader    who leads, as far as it was said
    last_subject  whoever was the subject last in the sentence before
    former   who led until this sentence said that somebody else does; led_before: the last one of whom that was said
    escaped  who attacked, as long as nobody else is said to lead
    fallen    who is said to have fallen: whoever rides around them passes nobody
    follower  who is said to be on that wheel, None for none
    last_subjects  the subjects of its clauses, each once, in its order
    last_named  whom the sentence before named, each once, in its order
    alone     whether the sentence before named one rider and nobody else
    spoken_to  the rider to whom the paragraph speaks ('Ruiz: you waited'), None for none
    narrator  the rider who tells the race, None for none
    hero      the rider who is 'ours' in the report: the one named first
    heard_sentence  the number of the sentence that was read last
    lines_up  whether the sentence before told of places behind the pacer, and the race is not told yet
    is_sprint  whether a ride of a sprint is told, which has no pacer
    lined     how many places behind the pacer the sentences so far have filled, from the first on
    awaited   who was waited for to do something, by the sentence before: 'R1 waited for R2 to crack'
    fresh     whether the sentence before said a moment and nothing else: 'Bell!'
    when      the last moment that was said, and how far it is from the finish
    """

    book: NameBook
    women: bool | None
    titles: Mapping[str, int]
    subjects: list[tuple[int, ...]] = field(default_factory=list)
    recent: list[int] = field(default_factory=list)
    leader: int | None = None
    former: int | None = None
    led_before: int | None = None
    escaped: int | None = None
    alone: bool = False
    spoken_to: int | None = None
    narrator: int | None = None
    hero: int | None = None
    paragraph: int = -1
    when: str | None = None
    to_go_m: float | None = None
    lines_up: bool = False
    lined: int = 0
    awaited: tuple[int, ...] = ()
    fresh: bool = False
    heard_sentence: int = 0
    is_sprint: bool = False
    last_subject: tuple[int, ...] = ()
    last_subjects: tuple[int, ...] = ()
    last_named: tuple[int, ...] = ()
    follower: int | None = None
    fallen: set[int] = field(default_factory=set)

    def heard(self, riders: tuple[int, ...]) -> None:
        """Note that riders were spoken of."""
        for rider in riders:
            if rider in self.recent:
                self.recent.remove(rider)
            self.recent.append(rider)
        del self.recent[:-_MOST_RECENT]

    def led(self, rider: int) -> None:
        """Note who leads now."""
        if rider != self.leader:
            self.former = self.led_before = self.leader
            self.leader = rider

    def acted(self, riders: tuple[int, ...]) -> None:
        """Note that riders were the subject of a sentence."""
        self.subjects.append(riders)
        del self.subjects[:-3]

    def rival_of(self, riders: tuple[int, ...]) -> int | None:
        """The other one, of a race of two; the leader of a larger one, where it is another; None where nobody is."""
        if len(self.book) == _PAIR:
            return next((rider for rider in range(_PAIR) if rider not in riders), None)
        return None if self.leader in riders else self.leader

    def begin_ride(self) -> None:
        """Note that another ride begins: nothing of the one before is so any more."""
        self.fallen = set()
        self.leader = self.former = self.led_before = self.escaped = self.follower = None
        self.when, self.to_go_m, self.fresh = None, None, False

    def moved_to(self, when: str) -> None:
        """Note the moment that was said last."""
        metres = metres_to_go(when)
        if metres is not None:
            self.when, self.to_go_m = when, metres
        elif when in _LAPS_TO_GO_M and (self.to_go_m is None or self.to_go_m > _LAPS_TO_GO_M[when]):
            self.to_go_m = _LAPS_TO_GO_M[when]  # what follows is on that lap, at no moment that is known

    def lap(self, template: str, said: int | None = None) -> str:
        """The template of a moment with the lap on which the report is, or the one that is `said` right after it."""
        if template == "{soon}":
            laps = (PULL_OFF_LAPS * LAP_M if self.to_go_m is None else self.to_go_m) / LAP_M - 1.0
            return f"{laps:g} laps to go".replace("1 laps", "1 lap") if laps > 0 else "finish"
        if "{lap}" not in template:
            return template
        usual = PULL_OFF_LAPS if self.is_sprint or template.startswith("turn 1") else 1.0
        to_go = usual if self.to_go_m is None else lap_of(template, self.to_go_m)
        if template.startswith("turn 1") and self.to_go_m is None:
            to_go = PULL_OFF_LAPS
        to_go = to_go if said is None else said
        return template.replace(
            "with {lap} laps to go", "on the last lap" if to_go <= 1 else f"with {to_go:g} laps to go"
        )

    def who(
        self,
        item: Item,
        *,
        but: tuple[int, ...] = (),
        before: tuple[int, ...] = (),
        subjects: tuple[int, ...] = (),
        latest: bool = False,
    ) -> tuple[int, ...]:
        """The riders whom an item means; () where that is not known, or nobody of this race.

        but       riders who cannot be meant: somebody does nothing to themselves
        before    riders that the sentence named before the item, the nearest last
        subjects  those of them who are subjects, the likeliest last
        latest    whether 'him' is the rider spoken of last, rather than the last subject
        """
        mention = item.mention
        if item.kind is not ItemKind.RIDER or mention is None:
            return ()
        if mention.riders:
            return mention.riders
        if mention.pronoun == "ours":
            return () if self.hero is None else (self.hero,)
        if mention.pronoun:
            if mention.pronoun == "somebody" and before:
                return self._last_subject_but((*but, *before))
            if mention.pronoun in ("he", "she", "somebody"):
                before = subjects
            elif mention.pronoun in ("his", "hers"):
                before = (*before, *subjects)
            elif mention.pronoun in ("him", "her") and not but:
                but = subjects[-1:]
            return self._by_pronoun(mention, but, before, subjects, latest=latest)
        if mention.nations:
            return self._by_nation(mention, but, before)
        return self._by_title(mention.title)

    def _last_subject_but(self, named: tuple[int, ...]) -> tuple[int, ...]:
        """The last subject of the sentences before who is none of some riders: who is described is not named too."""
        spoken = (riders for riders in reversed(self.subjects) if len(riders) == 1 and not set(riders) & set(named))
        return next(spoken, ())

    def _by_pronoun(
        self,
        mention: Mention,
        but: tuple[int, ...],
        before: tuple[int, ...],
        subjects: tuple[int, ...],
        *,
        latest: bool,
    ) -> tuple[int, ...]:
        word = mention.pronoun
        if (self.women is True and word in _MASCULINE) or (self.women is False and word in _FEMININE):
            return ()
        if word in ("they", "pair") and len(self.book) == _PAIR:
            return (0, 1)
        if word == "they":
            named = tuple(dict.fromkeys(before))
            return named if len(named) == _PAIR else ()
        if word == "pair":
            acting = [rider for rider in dict.fromkeys(subjects) if rider not in but]
            if len(acting) > 1:
                return tuple(acting[-2:])
            others = [rider for rider in before if rider not in but]
            pair = (self.follower, self.escaped)
            if not others and pair[0] is not None and pair[1] is not None and not set(pair) & set(but):
                return (pair[0], pair[1])
            if not before and not but and len(self.last_subjects) >= _PAIR:
                return self.last_subjects[-_PAIR:]
            alone = len(set(before)) == 1 and not but
            first = (self.leader, self.led_before) if alone else ()
            leader = [r for r in first if r is not None and r in self.recent[-4:]]
            known = [r for r in dict.fromkeys([*reversed(before), *leader, *reversed(self.recent)]) if r not in but]
            return tuple(reversed(known[:2])) if len(known) > 1 else ()
        if self.narrator is not None and len(self.book) == _PAIR:
            return (1 - self.narrator,)  # who tells it says 'I', and 'she' is the other
        candidates = [rider for rider in reversed(before) if rider not in but]
        if candidates:
            return (candidates[0],)
        if word in ("him", "her", "his", "hers"):
            subjects = () if latest else self.last_subject
            recent = [rider for rider in (*subjects, *reversed(self.recent)) if rider not in but]
            return tuple(recent[:1])
        spoken: list[tuple[int, ...]] = [*self.subjects[:-1], self.last_subject, *self.subjects[-1:]]
        free = [riders for riders in reversed(spoken) if riders and not set(riders) & set(but)]
        if free and 1 < len(free[0]) < len(self.book):  # 'R1 and R2 never saw R3 coming. He was past ..'
            last = tuple(rider for rider in self.last_named if rider not in (*free[0], *but))
        else:
            last = next((riders for riders in free if len(riders) == 1 or len(self.book) > _PAIR), ())
        return last if len(last) == 1 else ()

    def _by_nation(self, mention: Mention, but: tuple[int, ...], before: tuple[int, ...]) -> tuple[int, ...]:
        riders = [rider for rider in self.book.of_nation(mention.nations) if rider not in but]
        if len(riders) == 1:
            return tuple(riders)
        for rider in (*reversed(before), *reversed(self.recent)):
            if rider in riders:
                return (rider,)
        return ()

    def _by_title(self, title: str) -> tuple[int, ...]:
        if title in self.titles:
            return (self.titles[title],)
        if title.endswith("leader"):
            return () if self.leader is None else (self.leader,)
        rank = next((rank for words, rank in _RANKED if words in title), 1 if title == "winner" else None)
        if rank is not None:
            rider = self.book.ranked(rank)
            return () if rider is None else (rider,)
        last_word = re.split(r"\s", title)[-1]
        alike = {
            rider for known, rider in self.titles.items() if known.endswith(last_word) and known.split()[0] in title
        }
        return tuple(alike) if len(alike) == 1 else ()


def is_of_women(category: str) -> bool | None:
    """Whether women ride a race of that category; None where it does not say."""
    words = category.lower()
    if re.search(r"\bwom[ae]n|girl|female|ladies|frauen|juniorinnen|femmes|dames|\bw\b|\bwj\b", words):
        return True
    return False if re.search(r"\bmen\b|\bmen's|boy|\bmale|herren|hommes|\bm\b|\bmj\b", words) else None
