"""Short words for cues: only what the motion shows, and figures of the result where they are timed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from replay.base.figure_words import about_metres
from replay.base.letters.typefaces import capitals
from replay.events.known_events import event_of
from replay.motion.standings import Standings, standings_at
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.sentences import listed
from replay.scene.cues.breakaways import lead_spans
from replay.scene.cues.cue import (
    AttackCue,
    BellCue,
    BiggestLeadCue,
    CatchCue,
    Cue,
    FallCue,
    FinishCue,
    LapCue,
    LastBendCue,
    OvertakeCue,
    PullOffCue,
    StartCue,
    StoppedCue,
)
from replay.scene.cues.lasting import is_so
from replay.scene.event_questions import is_place_known
from replay.scene.frame.panel_values import Caption
from replay.scene.words.closeness import Closeness
from replay.scene.words.finish_order import last_200_words, win_verb
from replay.scene.words.rider_names import shown_name

_CLEAR_M = 4.0
"""A leader who is farther than this from the next is so many metres ahead; nearer, he just leads him."""

_ATTACK_S = 2.5
"""So long after it begins, it is looked how far an attack has come."""

_BEFORE_CATCH_S = 3.0
"""A rider is said to be caught if his lead was beyond doubt so long before."""

_READ_S = 2.0
"""Race time in which a caption is read, where it is not known when it is on."""

_STEADY, _STEADY_M = 0.2, 1.0
"""A lead is given in metres if it changes by less than this part, or so many metres, while one reads it."""

_CHASE_READ_S = 4.0
"""The same of who leads the chase, which stands in a second line of a caption that has a first: it is on for longer."""

_PILE_S = 1.0
"""Who falls within this of another falls with him."""

ALWAYS_SAID = 8
"""Words of this weight are said even where a source tells of the same: falls, the stop and the win."""

_ORDINALS = {1: "first", 2: "second", 3: "third"}


def weight_of(cue: Cue) -> int:
    """Which caption keeps its place when two want the same: the end before everything, then falls, then moments."""
    match cue:
        case FinishCue() | StoppedCue():
            return 9
        case FallCue():
            return ALWAYS_SAID
        case PullOffCue():
            return 7
        case BellCue():
            return 6
        case BiggestLeadCue() | CatchCue():
            return 5
        case LastBendCue() | AttackCue():
            return 4
        case OvertakeCue():
            return 3
        case StartCue():
            return 2
        case LapCue():
            return 1
        case _:
            return 0


def named_in(cue: Cue) -> tuple[int, ...]:
    """Riders whose marker carries the surname while the words of a cue are on."""
    match cue:
        case AttackCue(rider=rider) | OvertakeCue(rider=rider) | CatchCue(rider=rider):
            return (rider,)
        case FallCue(rider=rider) | FinishCue(rider=rider):
            return (rider,)
        case _:
            return ()


def _begun(sentence: str) -> str:
    """A sentence with a capital, also where it begins with a name that has none: 'Van der Poel leads'."""
    return capitals(sentence[:1]) + sentence[1:]


def _all_seen(_rider: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Reading:
    """While a caption is on: race times, and whether a rider (index) is in the picture at all of them."""

    times_s: tuple[float, ...]
    sees: Callable[[int], bool] = _all_seen


@dataclass(frozen=True, slots=True)
class CueWords:
    """Words for the cues of one race. closeness: what is sure of its order; None: all of it."""

    race: Race
    motion: Motion
    closeness: Closeness | None = None

    def of(self, cue: Cue, read: Reading | None = None) -> Caption | None:
        """The caption of a cue; None where nothing can be said of it, or nothing is worth saying.

        read: when it is on, and who is seen then: what it says of leads holds all that time. None: not known
        """
        caption = self._said(cue, read or Reading((cue.time_s, cue.time_s + _READ_S))) if self._is_sure(cue) else None
        return caption and replace(caption, head=_begun(caption.head), body=_begun(caption.body))

    def is_so(self, cue: Cue, time_s: float) -> bool:
        """Whether what is said of a cue is true of a race time."""
        standings = self._standings(time_s)
        return is_so(cue, standings, level=self._is_level(standings))

    def _said(self, cue: Cue, read: Reading) -> Caption | None:
        match cue:
            case StartCue():
                return self._start()
            case PullOffCue():
                leading = f"{self._leading(read)} " if is_place_known(self.race) else ""
                return Caption("The pacer leaves the track", f"{leading}The sprint is open.".strip())
            case AttackCue(rider=rider, next_behind=other) if self._placed(rider, other):
                follows = self._follows(read, rider, other)
                return Caption(f"{self._name(rider)} goes", f"{self._name(other)} is next behind." if follows else "")
            case BiggestLeadCue(leader=leader, chaser=chaser, lead_m=lead_m) if self._placed(leader, chaser):
                # The lead itself stands beside its line, and changes while one reads: two figures would contradict.
                shown = self._lead_is_shown(cue.time_s) or not self._keeps_lead(read)
                head = f"{self._name(leader)} {'is farthest ahead' if shown else f'leads by {about_metres(lead_m)}'}"
                chases = self._chases_on(cue, chaser) and self._follows(read, leader, chaser) and read.sees(chaser)
                return Caption(head, f"{self._name(chaser)} leads the chase." if chases else "")
            case CatchCue(rider=rider, caught=caught) if self._placed(rider, caught):
                return Caption(f"{self._name(caught)} is caught", f"{self._name(rider)} is there first.")
            case OvertakeCue(rider=rider, passed=passed) if self._placed(rider, passed):
                does = "takes the lead" if cue.place == 1 else f"moves into {_ORDINALS[cue.place]}"
                return Caption(f"{self._name(rider)} {does}", f"Past {self._name(passed)}.")
            case LapCue(laps_to_go=2):
                return Caption("Two laps to go", self._leading(read))
            case BellCue():
                return Caption("One lap to go", self._leading(read))
            case LastBendCue():
                return Caption("The last bend", self._leading(read))
            case FallCue():
                return self._fall(cue)
            case StoppedCue():
                return Caption("Race stopped", "")
            case FinishCue(place=1):
                return self._win(cue)
            case _:
                return None

    def _is_sure(self, cue: Cue) -> bool:
        """Whether what is said of a cue is larger than its doubt, or told."""
        close = self.closeness
        match cue:
            case OvertakeCue(rider=rider, passed=passed) if close is not None:
                return close.is_change_sure(cue.time_s, rider, passed)
            case AttackCue(rider=rider, next_behind=other) if close is not None:
                return self._has_attacked(close, cue.time_s, rider, other)
            case BiggestLeadCue() | CatchCue() if close is not None:
                at_s = cue.time_s - (_BEFORE_CATCH_S if isinstance(cue, CatchCue) else 0.0)
                return close.is_lead_sure(standings_at(self.motion, max(at_s, self.motion.start_s)))
        return True

    def _has_attacked(self, close: Closeness, time_s: float, rider: int, other: int) -> bool:
        """Whether an attack has opened a gap beyond doubt, or is told."""
        after = standings_at(self.motion, min(time_s + _ATTACK_S, self.motion.end_s))
        opened_s = float(after.gap_s[other] - after.gap_s[rider])
        reported = any(isinstance(f, AttackFact) and f.rider == self.motion.riders[rider] for f in self.race.story)
        return opened_s > close.sd_s(other, after.time_s) or reported

    def _placed(self, *riders: int) -> bool:
        """Whether anything is known of where these riders were; else the order is ours and no words are made of it."""
        nowhere = set(self.race.starters if self.race.stopped else self.race.unplaced) - placed_riders(self.race)
        return nowhere.isdisjoint(self.motion.riders[rider] for rider in riders)

    def _name(self, rider: int) -> str:
        return shown_name(self.race, self.motion.riders[rider])

    def _start(self) -> Caption:
        return Caption(*event_of(self.race).opening_words(self.race))

    def _fall(self, cue: FallCue) -> Caption | None:
        """One caption for all who fall together, said of the first of them."""
        falls = [
            (float(time), rider) for rider, time in enumerate(self.motion.fall_s) if abs(time - cue.time_s) < _PILE_S
        ]
        names = [self._name(rider) for _, rider in sorted(falls)]
        if min(falls)[1] != cue.rider:
            return None
        if len(names) == 1:
            return Caption(f"{names[0]} falls", "")
        return Caption(f"{', '.join(names[:-1])} and {names[-1]} fall", "")

    def _win(self, cue: FinishCue) -> Caption | None:
        """The winner's crossing; no caption where the first over the line did not win."""
        winners = [self.motion.index(name) for name in self.race.winners]
        if cue.rider not in winners:
            return None
        last_200 = last_200_words(self.race, self.motion)
        if len(self.motion.riders) == 1:
            return Caption(f"{self._name(cue.rider)} {win_verb(self.race)}", f"A walk-over. {last_200}".strip())
        if len(winners) > 1:
            names = listed([self._name(rider) for rider in winners])
            return Caption(f"{names} {win_verb(self.race)}", f"A dead heat. {last_200}".strip())
        gaps = [
            r.gap_s for r in self.race.results if r.gap_s is not None and r.gap_s >= 0 and r.rider != self.race.winner
        ]
        margin = None if self._second_unknown() else min(gaps, default=None)
        by = (
            "A dead heat."
            if margin == 0
            else f"By {margin:.{self.race.gap_decimals}f} s."
            if margin is not None
            else ""
        )
        return Caption(f"{self._name(cue.rider)} {win_verb(self.race)}", f"{by} {last_200}".strip())

    def _second_unknown(self) -> bool:
        """Whether somebody whose place is not known may have been the next behind the winner."""
        return bool(self.race.unplaced) and not any(result.rank == 2 for result in self.race.results)

    def _leading(self, read: Reading) -> str:
        """Who leads, and by how much where that can be seen; only what is so, and is seen, for as long as one reads."""
        return next((words for words, named in self._leads(read) if all(map(read.sees, named))), "")

    def _leads(self, read: Reading) -> Iterator[tuple[str, tuple[int, ...]]]:
        """What is true of the lead at all of these times, with whom it names; the fullest words come first."""
        looks = [self._standings(time_s) for time_s in read.times_s]
        first, second = looks[0].leader, looks[0].chaser
        if len(self.motion.riders) == 1 or not self._placed(first, *(() if second is None else (second,))):
            return  # in a walk-over there is nobody to lead
        name, follows = self._name(first), second is not None and all(each.chaser == second for each in looks)
        if second is not None and all(map(self._is_level, looks)):
            if all({each.leader, each.chaser} == {first, second} for each in looks):
                yield f"{name} and {self._name(second)} about level.", (first, second)
            return
        if any(each.leader != first or not self._is_lead_sure(each) for each in looks):
            return
        if second is not None:
            clear = float(looks[0].gap_m[second])
            shown = any(map(self._lead_is_shown, read.times_s))
            if clear > _CLEAR_M and not shown and self._keeps_lead(read):
                yield f"{name} leads by {about_metres(clear)}.", (first,)
            elif clear <= _CLEAR_M and follows:
                yield f"{name} leads {self._name(second)}.", (first, second)
        yield f"{name} leads.", (first,)

    def _keeps_lead(self, read: Reading) -> bool:
        """Whether the lead is about as long all the while."""
        leads = [
            float(each.gap_m[each.chaser]) for each in map(self._standings, read.times_s) if each.chaser is not None
        ]
        return not leads or max(leads) - min(leads) <= max(_STEADY * leads[0], _STEADY_M)

    def _follows(self, read: Reading, rider: int, other: int) -> bool:
        """Whether another is the next behind a rider all the while."""
        looks = map(self._standings, read.times_s)
        return all(each.place(other) == each.place(rider) + 1 for each in looks) and read.sees(other)

    def _standings(self, time_s: float) -> Standings:
        """How the race stands, at the latest when it is over."""
        return standings_at(self.motion, min(max(time_s, self.motion.start_s), self.motion.over_s))

    def _is_level(self, standings: Standings) -> bool:
        return self.closeness is not None and self.closeness.is_level(standings)

    def _is_lead_sure(self, standings: Standings) -> bool:
        return self.closeness is None or self.closeness.is_lead_sure(standings)

    def _lead_is_shown(self, time_s: float) -> bool:
        """Whether the picture has a lead in figures while a caption of this race time is read."""
        return any(span.start_s <= time_s + _CHASE_READ_S and span.end_s >= time_s for span in lead_spans(self.motion))

    def _chases_on(self, cue: Cue, chaser: int) -> bool:
        """Whether a rider is the next behind the leader for as long as one reads that he is."""
        looks = np.arange(cue.time_s, min(cue.time_s + _CHASE_READ_S, self.motion.over_s) + 0.5, 0.5)
        return all(standings_at(self.motion, min(float(at_s), self.motion.over_s)).chaser == chaser for at_s in looks)


def placed_riders(race: Race) -> frozenset[str]:
    """Riders whose place a fact or the draw gives: an order, a gap, an attack."""
    named = {rider.name for fact in race.story if fact.says_place for rider in fact.named}
    return frozenset(name for name in {*named, *race.start_order} if name)
