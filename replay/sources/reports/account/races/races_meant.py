"""Which race a sentence speaks of: this one, another round, another event, another day, or none at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from replay.sources.found import FoundRace
from replay.sources.reports.account.people_named import times_named
from replay.sources.reports.account.races.clauses_beside import LEADING, clause_around
from replay.sources.reports.account.races.rounds_said import RoundSaid, rounds_in
from replay.sources.reports.language.report_text import Sentence, folded
from replay.sources.reports.language.report_words import pattern_of, text_of

_OPENING = 2
"""Sentences at the beginning of a report in which it says what it is about."""

_FEWEST_STARTERS = 4
"""Riders in one sentence, at least, by whom a race is known that the report does not name."""

_PAIR = 2

_FAR_MORE = 3
"""Times as often as those of another match a report names the two of its own."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a sentence speaks of the race.

    away    why none of it does; '' if some does
    masked  stretches of it that speak of something else
    named   whether it names this race
    """

    away: str = ""
    masked: tuple[tuple[int, int], ...] = ()
    named: bool = False

    def hides(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.masked)


@dataclass
class RaceSense:
    """What is known, sentence by sentence, of the race that a report speaks of.

    section    why the paragraphs from here on speak of something else; ''
    paragraph  the same for this paragraph alone
    opened     whether a report has said at its beginning, or in a heading, that it speaks of this race
    sentences  how many were asked of so far
    named_before  whether the sentence before named this race: 'in that race' is in it then
    """

    race: FoundRace
    others: tuple[FoundRace, ...]
    section: str = ""
    paragraph: str = ""
    number: int = -1
    day: str = ""
    opened: bool = False
    opened_paragraph: int = -1
    sentences: int = 0
    named_before: bool = False
    whole: bool = False  # the whole report is of this match, whose two riders it names, and no other two as often
    heats_are_rides: bool = False  # of a match of several rides, whose 'heat 2' is its second ride
    rounds_are_rides: bool = False  # and so is its 'second round', where the report has no other word for a ride
    families: dict[int, frozenset[str]] = field(default_factory=dict)

    def scope_of(self, sentence: Sentence) -> Scope:
        """What of a sentence speaks of the race; to be asked of every sentence in order."""
        scope = self._scope_of(sentence)
        self.named_before = scope.named
        return scope

    def hear_whole(self, text: str) -> None:
        """Note who is named in a whole report: two who met, and no other two who did, say that it is of their match."""
        self.whole = self._is_of_pair(text)
        self.rounds_are_rides = self.heats_are_rides and not _NAMES_RIDES.search(text.lower())
        self.opened = self.opened or self.whole

    def _is_of_pair(self, text: str) -> bool:
        """Whether a report names both riders of a match, by whichever name, and far more often than those of others."""
        if self.race.event != "sprint" or len(self.race.riders) != _PAIR:
            return False
        mine = [times_named(rider, text) for rider in self.race.riders]
        lasts = {rider.last for rider in self.race.riders}  # who meets others in other rounds is still one of the two
        others = [sum(times_named(r, text) for r in other.riders if r.last not in lasts) for other in self.others]
        return all(mine) and sum(mine) >= _FAR_MORE * max(others, default=0)

    def _scope_of(self, sentence: Sentence) -> Scope:
        lowered = sentence.folded.lower()
        self.sentences += 1
        if sentence.paragraph != self.number:
            self.number, self.paragraph = sentence.paragraph, ""
        if _EXERCISE.match(lowered):
            self.section = "is an exercise on the text"
            return Scope(self.section)
        rounds = [said for said in rounds_in(lowered) if not self._is_ride(lowered[said.start : said.end])]
        rounds = [said for said in rounds if not self._is_goal(said, lowered)]
        is_pair = self._names_pair(lowered)
        if is_pair:
            self.opened, self.section, self.paragraph = True, "", ""
        own = [said for said in rounds if is_pair or self._is_this(said, lowered)]
        if not rounds and (self.paragraph or not self._is_main) and self._lists_starters(lowered):
            self.opened, self.section, self.paragraph = self.opened or not self._is_main, "", ""
        other = [(said.start, said.end, f"speaks of the {said.round or 'heats'}") for said in rounds if said not in own]
        if own and other and _QUALIFIES.search(lowered):
            return Scope(other[0][2])
        other += list(self._elsewhere(lowered))
        if own and not other:
            self._open_own(sentence, own[0])
            return Scope(named=True)
        latest = max(rounds, key=lambda said: said.start, default=None)
        if latest is not None and latest in own:
            self._open_own(sentence, latest)
        scope = self._with_others(lowered, other, bool(own), sentence.heading)
        if scope.away or not other or not self._is_main:
            return self._inherited(scope, lowered, named=bool(own))
        return scope

    def _is_ride(self, words: str) -> bool:
        is_round = self.rounds_are_rides and _ROUND_OF_MATCH.fullmatch(words) is not None
        return self.heats_are_rides and self.whole and ("heat" in words or is_round)

    def _is_goal(self, said: RoundSaid, lowered: str) -> bool:
        """Whether a later round is only what this one is ridden for: 'holds off R for the last ticket to the final'."""
        own = self.race.round
        if own not in _EARLIER or said.round not in _EARLIER or _EARLIER.index(said.round) <= _EARLIER.index(own):
            return False
        return bool(_GOAL.search(lowered[: said.start])) and self._count(self.race, lowered) > 0

    @property
    def _is_main(self) -> bool:
        """Whether a report that names no round speaks of this race: the final, of which people write, or the only."""
        if not self.race.round and not self.others:
            return True
        return self.race.round in ("final", "") and self.race.heat.upper() in ("", "A", "1", "GOLD")

    def _open_own(self, sentence: Sentence, said: RoundSaid) -> None:
        """Note that a sentence speaks of this race: for all that follows, or for its paragraph alone."""
        self.section = self.paragraph = ""
        announces = len(sentence.folded) < _ANNOUNCES and said.start < LEADING and not sentence.folded.endswith("?")
        if self._is_main or sentence.heading or self.sentences <= _OPENING or announces:
            self.opened = True
        elif said.start < LEADING:
            self.opened_paragraph = sentence.paragraph

    def _inherited(self, scope: Scope, lowered: str, *, named: bool) -> Scope:
        """The scope of a sentence that opens nothing itself: that of its paragraph and section."""
        if scope.away or named:
            return scope
        names = self._count(self.race, lowered) > 0
        if names and self.paragraph.startswith("speaks of another time") and _TELLS_RACE.search(lowered):
            self.paragraph = ""
        if self.paragraph or self.section:
            return Scope(self.paragraph or self.section)
        is_opened = self.opened or self.opened_paragraph == self.number
        if not self._is_main and not is_opened:
            return Scope("does not say that it speaks of this race")
        return Scope(masked=scope.masked, named=(self.race.event or "keirin") in lowered)

    def _with_others(self, lowered: str, other: list[tuple[int, int, str]], own: bool, heading: bool) -> Scope:
        """The scope of a sentence in which something else is named: the clause of it, or the whole."""
        masked = []
        for start, end, why in other:
            clause = clause_around(lowered, start, end)
            if clause is None and (not own or why.startswith("speaks of another time")):
                if not own:
                    self._open(why, heading=heading and self.sentences > 1)
                return Scope(why)
            masked.append(clause or (start, end))
        return Scope(masked=tuple(masked), named=own)

    def _open(self, why: str, *, heading: bool) -> None:
        if heading:
            self.section = why
        self.paragraph = why
        self.opened = self.opened and (self._is_main or self.whole)

    def _is_this(self, said: RoundSaid, lowered: str) -> bool:
        """Whether a round that is named is that of the race; without a heat, by who is named beside it."""
        own = self.race.round or "final"
        if not said.round and own != "final":
            return said.heat == self.race.heat
        if said.round != own:
            return False
        if own == "final" and self.race.event == "sprint":
            return said.heat in ("", "A")
        if own == "final":
            return said.heat in (("", "A", "1") if self._is_main else (self.race.heat.upper(),))
        if said.heat and said.heat != "?" and self.race.heat:
            return said.heat == self.race.heat.upper()
        rivals = [other for other in self.others if other.round == own]
        if self.whole and said.heat != "?" and not any(self._count(other, lowered) for other in rivals):
            return True
        if not rivals:
            return said.heat != "?"
        mine = self._count(self.race, lowered)
        return mine > 0 and all(self._count(other, lowered) < mine for other in rivals)

    def _lists_starters(self, lowered: str) -> bool:
        """Whether a sentence names nearly all who ride this race, and no other race has as many of them."""
        mine = self._count(self.race, lowered)
        most = max((self._count(other, lowered) for other in self.others), default=0)
        return mine >= max(_FEWEST_STARTERS, len(self.race.riders) - 1) and most < mine

    def _names_pair(self, lowered: str) -> bool:
        """Whether a sentence names two riders of a match, and of no other one: by them a match is known."""
        if self.race.event != "sprint" or self._count(self.race, lowered) < _PAIR:
            return False
        return all(self._count(other, lowered) < _PAIR for other in self.others)

    def _count(self, race: FoundRace, lowered: str) -> int:
        names = self.families.get(id(race))
        if names is None:
            names = frozenset(folded(rider.last).lower() for rider in race.riders)
            self.families[id(race)] = names
        return sum(name in lowered for name in names)

    def _elsewhere(self, lowered: str) -> Iterator[tuple[int, int, str]]:
        for found in pattern_of("elsewhere").finditer(lowered):
            if _is_time_of_career(lowered, found.start(), found.end()):
                continue
            if found[0].startswith("at the") and found[0].endswith(" in") and " had " not in lowered:
                continue  # the race itself may be one of these championships
            if (found[0] == "in that race" and self.named_before) or _OF_TITLE.match(lowered, found.end()):
                continue
            if found[0] == "yesterday" and self.day in ("", found[0]):
                self.day = found[0]  # the race was yesterday: a paper of the next day
                continue
            yield found.start(), found.end(), f"speaks of another time: {found[0]}"
        is_sprint = self.race.event == "sprint"
        this_event = "sprint" if is_sprint else text_of("words", "this_event")
        if not re.search(this_event, lowered) or len(lowered) > 90:
            for found in pattern_of("other_events_of_sprints" if is_sprint else "other_events").finditer(lowered):
                if _OF_TITLE.match(lowered, found.end()):
                    continue
                yield found.start(), found.end(), f"speaks of another event: {found[0]}"
        yield from self._other_riders(lowered)
        yield from self._other_day(lowered)

    def _other_riders(self, lowered: str) -> Iterator[tuple[int, int, str]]:
        """Words that say that women ride where the race is one of men, or the other way round."""
        words = f"{self.race.category} {self.race.event}".lower()
        is_women = bool(re.search(r"\bwom[ae]n|girl|female|ladies|juniorinnen|frauen", words))
        is_men = not is_women and bool(re.search(r"\bmen|boy|male", words))
        if not (is_women or is_men):
            return
        theirs = r"men's|boys'|boys’" if is_women else r"women's|girls'|ladies'"
        ours = r"women's|girls'|ladies'" if is_women else r"(?<!wo)men's|boys'"
        if re.search(ours, lowered):
            return
        for found in re.finditer(rf"(?<![\w'-])(?:{theirs})", lowered):
            yield found.start(), found.end(), f"speaks of others: {found[0]}"

    def _other_day(self, lowered: str) -> Iterator[tuple[int, int, str]]:
        for found in pattern_of("weekdays").finditer(lowered):
            self.day = self.day or found[0]
            if found[0] != self.day:
                yield found.start(), found.end(), f"speaks of another day: {found[0]}"


_NAMES_RIDES = re.compile(
    r"\b(?:(?:first|second|third|opening|deciding|return|final) (?:ride|race|heat|leg|bout|manche|run|encounter|match)|"
    r"(?:ride|race|heat|leg|run) (?:one|two|three|[1-3]))\b"
)
"""Words for the rides of a match, beside which a 'second round' is one of the competition."""

_ROUND_OF_MATCH = re.compile(r"(?:first|second|third|opening|deciding)[ -]round|round (?:one|two|three|[1-3])")

_EARLIER = ("first round", "repechage", "quarterfinal", "semifinal", "final")
"""Rounds of a competition, in their order."""

_EXERCISE = re.compile(
    r"\W*(?:exercises?|questions?|tasks?|true or false|comprehension|vocabulary|fill in|answer the|"
    r"complete the (?:text|sentences)|right or wrong|homework)\b(?= ?[?:.!\d]|$)"
)
"""What opens the exercises behind a text of a lesson: what they say may be false."""

_ANNOUNCES = 40
"""Characters of a sentence at most that does nothing but say which race comes: 'Right, second semi.'"""

_GOAL = re.compile(
    r"\b(?:tickets?|places?|spots?|berths?|seats?|slots?|through|way|qualif\w+|advanc\w+|progress\w*|go(?:es)?|went|"
    r"passage|step|books?|booked|reach(?:es|ed|ing)?|mak(?:es?|ing)|made)"
    r"(?: \w+){0,3} (?:to|into|in|for|of|the|it to)(?: the)? $"
)
"""What makes a round behind it one that is still to come: 'the last ticket to the', 'a place in the'."""

_QUALIFIES = re.compile(
    r"\b(?:qualif\w+|advanced|progressed|booked|earned|made (?:it )?(?:to|into)|won (?:his|her) (?:way|place|spot))\b"
    r"[^.;]{0,40}\bfinal\b[^.;]{0,12}\b(?:by|with|after|from|via|through)\b"
)
"""What makes a sentence one of the round before: 'had qualified for the final by winning her semi-final'."""

_TELLS_RACE = re.compile(
    r"^(?!.*\b(?:had|would|could|will|if|then|that year|in training|when (?:he|she) was)\b)"
    r".*\b(?:derny|pacer|pace bike|bell|laps? (?:to go|left|remaining|out)|"
    r"(?:back|home|finishing) straight|(?:last|final) (?:bend|lap|corner|turn))\b"
)
"""What ends an account of another time: a sentence that tells of a race, and of nothing that had been before."""

_OF_TITLE = re.compile(r"(?:'s)?(?: \w+){0,3} (?:champion|winner|medall?ist|runner-up|finalist|title-?holder|holder)")
"""What makes words of another time or event those of a title: 'last year's winner', 'the 2019 world champion'."""


def _is_time_of_career(lowered: str, start: int, end: int) -> bool:
    """Whether words of another time count the times of one: 'for the first time in his career'."""
    return (
        lowered.endswith("time ", 0, start) or lowered.startswith(" of his", end) or lowered.startswith(" of her", end)
    )
