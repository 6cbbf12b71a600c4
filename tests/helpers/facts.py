"""Facts asked one by one: what they ask of a motion that is drawn as text, and what is found on it."""

from __future__ import annotations

from dataclasses import dataclass

from replay.motion.outcome import Verdict
from replay.race.story.finding import Finding
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.judging.findings import finding_of
from replay.reconstruction.judging.verdict import status_of
from replay.reconstruction.state.evidence import Evidence
from replay.reconstruction.state.sampled_iterate import SampledMotion
from tests.helpers.fields import evidence, standing
from tests.helpers.race_files import mistakes, read
from tests.helpers.race_files import told as with_item

LEADER_M = 800.0
"""Where the leader is when a fact's moment comes: in the middle of the race, so that all moments of it are in it."""


def field(text: str) -> SampledMotion:
    """Riders who keep their places, as drawn, for half a minute."""
    return standing(text, 30.0, leader_m=LEADER_M)


def room(fact: StoryFact, sampled: SampledMotion) -> float:
    """By how much the rows of a fact are met at a motion, m; negative where one is not."""
    rooms: list[float] = []
    for row in fact.constraints(sampled):
        got = sum(
            term.factor * float((sampled.speed if term.derivative else sampled.distance)(term.time_s)[term.rider])
            for term in row.terms
        )
        rooms += [(got - row.low) * row.scale, (row.high - got) * row.scale]
    return min(rooms)


def asked_order(fact: StoryFact, sampled: SampledMotion) -> set[tuple[str, str, float]]:
    """(ahead, behind, when) for each row of a fact."""
    names = sampled.problem.riders
    rows = [row.terms for row in fact.constraints(sampled)]
    return {(names[first.rider], names[second.rider], first.time_s) for first, second in rows}


def found(fact: StoryFact, seen: SampledMotion | Evidence) -> Finding:
    """The finding on a motion; on heights too where it has some."""
    return finding_of(fact, seen if isinstance(seen, Evidence) else evidence(seen))


def stands(fact: StoryFact, seen: SampledMotion | Evidence) -> bool:
    """Whether a fact is held by a motion, within its tolerance."""
    return status_of(found(fact, seen), None) in (Verdict.HELD, Verdict.WITHIN)


@dataclass(frozen=True)
class Amounts:
    """What a sentence is made of."""

    asked: float
    got: float
    unit: str
    partner: str | None = None

    @property
    def miss(self) -> float:
        return abs(self.asked - self.got)


def _unpaced(text: str, item: str) -> str:
    """The race without a pacer, for what nobody does behind one."""
    return f"{text}pacer: none\n" if item.startswith(("standstill", "lead_out")) else text


def item_mistakes(item: str) -> str:
    """What the user sees of a mistaken item of the story (without its moment); empty if there is no mistake."""
    return mistakes(_unpaced(with_item(f"{{when: bell, {item}}}"), item))


def read_item(item: str) -> StoryFact:
    """The fact of an item of the story, without its moment, in a race of Ruiz, Møller and Tjon En Fa."""
    (fact,) = read(_unpaced(with_item(f"{{when: bell, {item}}}"), item)).story
    return fact


def short(name: str) -> str:
    """A rider's short name, as charts have it."""
    return name.lower()
