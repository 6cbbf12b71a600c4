"""What `check` asks of a race file that can be so, and seldom is: no mistake, but worth a look at the source."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from replay.app.build import Replay
from replay.motion.audit import racing_watts
from replay.motion.moments import find_moment
from replay.motion.power import hardest_span
from replay.race.facts import Race
from replay.race.riders.category_words import category_of
from replay.race.riders.physique import USUAL_SHARE, Physique
from replay.race.story.duels.lead_out_fact import LeadOutFact
from replay.race.story.duels.standstill_fact import StandstillFact
from replay.race.story.story_fact import StoryFact
from replay.race.timed import LONG_GAP_S, START_M

_BEGINS_S = 2.0
"""A clock that runs so soon after the hardest stretch begins is what asks for it."""

_BEFORE_S, _AFTER_S = 10.0, 5.0
"""What makes a rider give all he has is told of a moment from so long before the hardest stretch (a gap that has to be
closed) to so long after it (a gap that has come about)."""


_EASY = (StandstillFact, LeadOutFact)
"""Kinds that ask nobody for power: riders stand, or lead at walking pace."""


def questions(replay: Replay) -> Iterator[str]:
    """A sentence for each thing that is asked."""
    yield from _falls(replay.race)
    yield from _levels(replay.race)
    yield from _demoted(replay.race)
    yield from _strength(replay)


def _falls(race: Race) -> Iterator[str]:
    """Whether who comes long after the winner fell."""
    for result in race.results:
        gap_s = result.gap_s or 0.0
        if gap_s > LONG_GAP_S and result.rider not in race.delayed:
            gap = f"{gap_s:.{race.gap_decimals}f} s"
            yield (
                f"did {result.rider} fall or stop racing? Nothing tells how the gap of {gap} came about: tell it with "
                "`crash` or `stops_racing` if a source does"
            )


def _levels(race: Race) -> Iterator[str]:
    """Whether who has the winner's time and another place came level."""
    for result in race.results:
        if result.gap_s == 0 and result.status is None and result.rider not in race.winners:
            yield (
                f"was it a dead heat? {result.rider} has rank {result.rank} and a gap of 0 s: in a dead heat both have "
                "one rank; a gap that was not timed is left out"
            )


_DEMOTED = re.compile(r"\b(relegat|disqualif|demot)", re.IGNORECASE)
"""Words of a caption by which the commissaires took a place away."""


def _demoted(race: Race) -> Iterator[str]:
    """Whether who is said to have been relegated, and has an ordinary place in the results, was."""
    for fact in race.story:
        words = fact.caption or ""
        for result in race.results if _DEMOTED.search(words) else ():
            if result.status is None and re.search(rf"(?<!\w){re.escape(result.rider)}(?!\w)", words):
                yield (
                    f"was {result.rider} relegated? “{words}” says so, and the results give the rider rank "
                    f"{result.rank or 'unknown'}: add `status: REL`, or take the words out"
                )


def _strength(replay: Replay) -> Iterator[str]:
    """Whether riders are as strong as the measured times, or what is told of them, ask for."""
    category = category_of(replay.race.event.category).category
    if not replay.race.all_timed:
        return
    for rider, best_w in replay.reconstruction.audit.power_w.items():
        share = category.physique.share_asked(best_w)
        if share > USUAL_SHARE:
            fact = _asking(replay, rider, category.physique)
            asks = (
                "The measured times ask"
                if fact is None
                else f"“{fact.statement_among(replay.race.starters)}”, with the measured times, asks"
            )
            look = "the times" if fact is None else "what is told, at the times"
            yield (
                f"is {rider} so strong? {asks} for {100 * (share - 1):.0f} % more power than the best "
                f"of {category.name} are known for: look at {look}, or at `category` in the race file"
            )


def _asking(replay: Replay, rider: str, physique: Physique) -> StoryFact | None:
    """The fact by which a rider gives the most before any clock runs; None where the clock asks for it."""
    motion, race = replay.reconstruction.motion, replay.race
    index = motion.index(rider)
    times, watts = racing_watts(motion, physique)
    first_s, last_s = (times[0] + since_s for since_s in hardest_span(physique, watts[index], times[1] - times[0]))
    clocks = [float(motion.path.crossing_times(one.from_m)[index]) for one in race.all_timed if one.from_m != START_M]
    if min(clocks, default=math.inf) < first_s + _BEGINS_S:
        return None
    # Of a window the time at which the motion shows it is the fact's, and not the end of the window.
    standing = {verdict.fact: verdict.at_s for verdict in replay.reconstruction.verdicts if verdict.stands}
    found = [
        (abs(time_s - first_s), place, fact)
        for place, fact in enumerate(race.story)
        if fact.id in standing
        and not (fact.shown_only or isinstance(fact, _EASY))
        and rider in [named.name for named in fact.named]
        and (time_s := standing[fact.id] or find_moment(motion, fact.when)) is not None
        and first_s - _BEFORE_S <= time_s <= last_s + _AFTER_S
    ]
    return min(found)[2] if found else None
