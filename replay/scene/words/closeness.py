"""Too close to say: whether a lead or a gap that the motion shows is larger than its own doubt, or told by a source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.base.units import BIKE_LENGTH_M, Floats
from replay.motion.moments import find_moment
from replay.motion.standings import Standings, standings_at
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.story.duels.lead_out_fact import LeadOutFact
from replay.race.story.places.gap_fact import GapFact
from replay.race.story.places.leads_fact import LeadsFact
from replay.race.story.places.order_fact import OrderFact
from replay.race.story.story_fact import StoryFact
from replay.scene.words.position_doubt import Doubt

REPORTED_FOR_S = 0.6
"""What is told of a moment is known for so long before and after it."""

_CHANGE_S = 1.5
"""A change of places is sure if the order is within so long before and after it."""

_LOOKS_S = 0.25


@dataclass(frozen=True, slots=True)
class ReportedLead:
    """Who leads by a source, from..to of race time."""

    from_s: float
    to_s: float
    rider: str


@dataclass(frozen=True, slots=True, eq=False)
class Closeness:
    """What is sure of the order, by the doubt of the gaps and by what is told.

    time_s    (M,) race times; empty where the doubt is not known: then everything is sure
    gap_sd_s  (R, M) standard deviations of the gaps to whoever is first where a rider is
    """

    motion: Motion
    time_s: Floats
    gap_sd_s: Floats
    reported: tuple[ReportedLead, ...] = ()

    def sd_s(self, rider: int, time_s: float) -> float:
        """Standard deviation of a rider's gap at a race time; 0 where it is not known."""
        return float(np.interp(time_s, self.time_s, self.gap_sd_s[rider])) if len(self.time_s) else 0.0

    def is_about(self, standings: Standings, rider: int) -> bool:
        """Whether a rider's gap to the first is no larger than its doubt."""
        gap_s = float(standings.gap_s[rider])
        return (
            rider != standings.leader and gap_s <= self.sd_s(rider, standings.time_s) and not self._is_over(standings)
        )

    def is_lead_sure(self, standings: Standings) -> bool:
        """Whether who leads is known: nobody is near, or a source tells it."""
        chaser = standings.chaser
        return chaser is None or not self.is_about(standings, chaser) or self._is_reported(standings)

    def is_level(self, standings: Standings) -> bool:
        """Whether the first two are so near each other that nobody can say who leads."""
        chaser = standings.chaser
        return (
            chaser is not None and float(standings.gap_m[chaser]) < BIKE_LENGTH_M and not self.is_lead_sure(standings)
        )

    def is_change_sure(self, time_s: float, rider: int, passed: int) -> bool:
        """Whether a rider was behind another before a race time, and ahead of him after it, beyond doubt."""
        before = any(self._is_behind(time_s - after_s, rider, passed) for after_s in _looks())
        return before and any(self._is_behind(time_s + after_s, passed, rider) for after_s in _looks())

    def _is_behind(self, time_s: float, rider: int, other: int) -> bool:
        standings = standings_at(self.motion, min(max(time_s, self.motion.start_s), self.motion.end_s))
        gap_s = float(standings.gap_s[rider] - standings.gap_s[other])
        reported = self._is_reported(standings) and standings.leader == other
        crossed = bool(np.any(self.motion.finish_s[[rider, other]] <= standings.time_s))
        return gap_s > 0 and (
            reported or crossed or gap_s > max(self.sd_s(k, standings.time_s) for k in (rider, other))
        )

    def _is_reported(self, standings: Standings) -> bool:
        leader = self.motion.riders[standings.leader]
        return any(each.rider == leader and each.from_s <= standings.time_s <= each.to_s for each in self.reported)

    def _is_over(self, standings: Standings) -> bool:
        """Whether somebody has finished: from then on gaps are those of the crossings."""
        return bool(np.any(self.motion.finish_s <= standings.time_s))


def closeness_of(race: Race, motion: Motion, doubt: Doubt | None) -> Closeness:
    """The closeness of a race, of which facts that do not stand were taken out. None: the doubt is not known."""
    if doubt is None or doubt.gap_sd_s is None:
        return Closeness(motion, np.zeros(0), np.zeros((len(motion.riders), 0)))
    reported = tuple(lead for fact in race.story for lead in reported_leads(fact, motion))
    return Closeness(motion, doubt.time_s, doubt.gap_sd_s, reported)


def reported_leads(fact: StoryFact, motion: Motion) -> tuple[ReportedLead, ...]:
    """Who leads by a fact, and for how long; none where it says nothing of that."""
    at_s = find_moment(motion, fact.when)
    rider = _reported_leader(fact)
    if at_s is None or rider is None:
        return ()
    until = find_moment(motion, fact.lasts_until) if fact.lasts_until is not None else None
    return (ReportedLead(at_s - REPORTED_FOR_S, (at_s if until is None else until) + REPORTED_FOR_S, rider),)


def _reported_leader(fact: StoryFact) -> str | None:
    match fact:
        case LeadsFact(riders=(rider,)) | LeadOutFact(riders=(rider,)):
            return rider
        case GapFact(behind=None, ahead=ahead):
            return ahead
        case OrderFact(from_place=1, order=order):
            return order[0]
    return None


def _looks() -> Floats:
    return np.arange(_LOOKS_S, _CHANGE_S + 1e-9, _LOOKS_S)
