"""The headline that a film opens with: the file's own, else who won, how as far as sources tell it, and by how much.

Nothing stands in it that is no fact: places and gaps are those of the result, the way the race was won is said only
where sources tell it, the told facts stand, and the motion shows nothing else.
"""

from __future__ import annotations

import numpy as np

from replay.base.letters.typefaces import drawable
from replay.motion.moments import find_moment
from replay.motion.standings import orders_at
from replay.motion.trajectory import Motion
from replay.race.facts import Race, Result
from replay.race.moment_words import moment_words
from replay.race.story.incidents.crash_fact import CrashFact
from replay.race.story.places.overtake_fact import OvertakeFact
from replay.race.story.sentences import listed
from replay.race.when import Mark, When
from replay.scene.words.closeness import REPORTED_FOR_S, reported_leads
from replay.scene.words.finish_order import win_verb
from replay.scene.words.rider_names import shown_name

_FRONT_LAPS = 1.0
"""Who leads with at least so many laps to go, and is not passed again, wins from the front."""

_LOOKS_S = 0.1
"""How often it is looked who leads."""


def headline_of(race: Race, motion: Motion) -> str:
    """The headline; empty where the result is not known. race: without facts that do not stand.

    One of pictures alone, for which there is no font, would be an empty box: it is as if there were none.
    """
    if race.headline and drawable(race.headline):
        return race.headline
    if race.stopped is not None:
        fell = [name for fact in race.story if isinstance(fact, CrashFact) for name in fact.all_down]
        if fell:
            names = listed([shown_name(race, name) for name in dict.fromkeys(fell)])
            return f"{names} {'fall' if len(set(fell)) > 1 else 'falls'}, race stopped"
        return f"Race stopped {moment_words(race.stopped.when)}"
    if race.winner is None or race.winner not in motion.riders:
        return ""
    if len(race.winners) > 1:
        return f"{listed([shown_name(race, name) for name in race.winners])}: a dead heat"
    winner, by = shown_name(race, race.winner), _margin(race)
    demoted = _demoted_first(race)
    if demoted:
        lost = demoted.status.words if demoted.status else ""
        return f"{winner} {win_verb(race)}{by}, {shown_name(race, demoted.rider)} is {lost}"
    how = _how(race, motion)
    return f"{winner} {how}{',' if by else ''}{by}" if how else f"{winner} {win_verb(race)}{by}"


def _demoted_first(race: Race) -> Result | None:
    """The line of who was first over the line and lost the win by a decision; None where the winner was first."""
    first = race.result(race.crossers[0]) if race.crossers else None
    lost = first is not None and first.rider not in race.winners and first.status is not None and first.status.demotes
    return first if lost else None


def _how(race: Race, motion: Motion) -> str:
    """How the winner won, after his name; empty where no source says it."""
    if _from_the_front(race, motion):
        return "from the front"
    passed = _passed_late(race, motion)
    return f"past {shown_name(race, passed)} on the last lap" if passed else ""


def _margin(race: Race) -> str:
    """By how much, as timed; empty where nobody timed the next, or who that was is not known."""
    second = second_of(race)
    if second is None or second.gap_s is None:
        return ""
    if second.gap_s <= 0:
        return f" in the same time as {shown_name(race, second.rider)}"
    return f" by {second.gap_s:.{race.gap_decimals}f} s"


def second_of(race: Race) -> Result | None:
    """The line of who is next behind the winner; None where somebody whose place is not known may have been."""
    placed = [r for r in race.results if r.rank is not None and r.status is None and r.rider not in race.winners]
    second = min(placed, key=lambda r: r.rank or 0, default=None)
    return None if second is not None and second.rank != 2 and race.unplaced else second


def _from_the_front(race: Race, motion: Motion) -> bool:
    """Whether the winner is told to lead before the last lap, nobody is told to later, and nobody does."""
    bell_s = find_moment(motion, When(Mark.LAPS_TO_GO, _FRONT_LAPS))
    finish_s = float(motion.finish_s[motion.index(race.winner or "")])
    leads = [lead for fact in race.story for lead in reported_leads(fact, motion)]
    own = [lead.from_s for lead in leads if lead.rider == race.winner and bell_s is not None and lead.from_s <= bell_s]
    if not own or not finish_s > min(own):
        return False
    since_s = min(own) + REPORTED_FOR_S
    if any(lead.rider != race.winner and since_s < lead.to_s < finish_s for lead in leads):
        return False
    first = orders_at(motion, np.arange(since_s, finish_s, _LOOKS_S))[:, 0]
    return bool(np.all(first == motion.index(race.winner or "")))


def _passed_late(race: Race, motion: Motion) -> str | None:
    """Whom the winner is told to pass on the last lap, the last of them; None where no source says so."""
    bell_s = find_moment(motion, When(Mark.BELL))
    passes = [
        (at_s, fact.of)
        for fact in race.story
        if isinstance(fact, OvertakeFact) and fact.rider == race.winner
        for at_s in (find_moment(motion, fact.when),)
        if at_s is not None and bell_s is not None and at_s >= bell_s
    ]
    return max(passes)[1] if passes else None
