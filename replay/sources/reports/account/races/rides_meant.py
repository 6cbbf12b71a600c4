"""Which ride of a match a sentence speaks of: 'in the second ride', 'the decider'; so it is until another is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from replay.sources.reports.account.races.races_meant import Scope
from replay.sources.reports.language.report_text import Sentence
from replay.sources.reports.language.report_words import between_words, words_in

_RIDE = (
    r"(?:ride|race|heat|manche|bout|leg|run|sprint|encounter|match|round|meeting|contest|duel|"
    r"set|event|game|outing|rubber|instalment|test|trial|sleeve|try)"
)
_HERE = r"(?= ?[,.;:]| [a-z]+ |$)"
_NUMBER = r"(?:number |no\.? |# ?)?"
_SHORT = r"(?= ?[:.,;–—-]| was| went| saw|$)"
_THIRD = rf"(?:decider|(?:third|deciding|decisive) {_RIDE})"
_LEVELLED = (
    r"(?:level(?:l?ed|l?ing|s)?|squar(?:ed?|es|ing)|equal(?:i[sz]ed?|l?ed)|tied)(?: up)? (?:the |it |things |matters )?"
    r"(?:tie|match|scores?|series|contest|(?:semi-?|quarter-?)?final|at|up|(?:at )?one)|"
    r"made it (?:1-1|one[- ](?:all|each))"
)
_FORCED = (
    r"(?:forc(?:e|ed|es|ing)|earn(?:ed|ing)?|set(?:ting)? up|need(?:ed)?|brought on|"
    r"(?:took|sent|taking|sending) (?:it|them) to) "
    rf"(?:a|the) {_THIRD}"
)
_FIRST_OF = (
    r"first of (?:the |these |their |those )?"
    r"(?:(?:two|three)(?: rides| races| heats)?|rides|races|heats|them(?= ?[,.;:]))"
)
_COMES = r"(?:on|so|over|now|next|and|came|to)(?: to)? (?:the |ride )?"
_END = r"(?= ?[.:!,–—-])"
_TELLS = r"(?= (?:was|went|saw|belonged|followed|began|looked|had|brought))"
_SAID = (
    (1, rf"(?:first|1st|opening|initial) {_RIDE}|{_RIDE} {_NUMBER}(?:1|one)|r1{_SHORT}|{_FIRST_OF}"),
    (1, rf"in the (?:first|opener){_HERE}|the opener|first (?:up|time out)(?= ?[,:])"),
    (2, rf"(?:second|2nd|return) {_RIDE}|{_RIDE} {_NUMBER}(?:2|two)|r2{_SHORT}|{_FORCED}"),
    (1, r"(?:the )?curtain[- ]raiser|(?:the )?opening (?:act|exchange|instal?lment|skirmish|chapter|salvo|round)"),
    (1, r"first (?:act|exchange|chapter|time of asking)"),
    (
        2,
        r"the (?:return|rematch|re-?match)(?= ?[,.:]| \w+ed| he| she)|the second (?:act|chapter|instal?lment|exchange)",
    ),
    (3, r"(?:winner[- ]takes?[- ]all|do[- ]or[- ]die|all[- ]or[- ]nothing) (?:third|finale|ride|race|heat|run)"),
    (3, r"(?:third|final) (?:act|chapter|instal?lment|exchange)"),
    (2, rf"in the second{_HERE}|the second{_TELLS}|{_COMES}second{_END}|second time (?:out|around|round|of asking)"),
    (3, rf"(?:third|3rd|deciding|decisive|final) {_RIDE}|{_RIDE} {_NUMBER}(?:3|three)|r3{_SHORT}"),
    (3, rf"(?:the )?decider|the (?:belle|beautiful one)(?! of)|in the third{_HERE}|{_COMES}(?:third|decider){_END}"),
    (3, rf"(?:third|deciding|last) and (?:last|final|deciding|decisive) {_RIDE}|the third{_TELLS}"),
    (3, r"rubber match|the deciding (?:one|act)|(?:a|the) winner-takes-all"),
)
_ORDINALS = (
    ("first", "1st", "one", "opening"),
    ("second", "2nd", "two", "next"),
    ("third", "3rd", "three", "last", "final"),
)
_ALONE = re.compile(
    r"\W*(?:and |now |so |right,? |ok,? )*(?:the |for the |to the |on to the )?"
    r"(first|1st|second|2nd|third|3rd|last|final|opening)"
    r"(?: (?:one|up|off|run|go|ride|time|round|of three|of two))?(?: and (?:last|final|deciding|decisive)(?: \w+)?)?\W*"
)
"""A sentence that does nothing but announce a ride: 'Third and last.'"""

_REPLIES = re.compile(
    r"\b(?:hit|struck|fought|bounced|came|stormed|roared) (?:straight |right |immediately )?"
    r"back(?= ?[,.]| in (?:the|style)| with| to (?:level|win|take))|"
    r"\b(?:replied|retaliated|turned the tables|returned the (?:favour|compliment)|"
    r"(?:got|took|gained|had) (?:his|her) revenge)\b"
)
"""Words with which a second ride begins where the first was told."""

_NO_RIDE = re.compile(r" ?(?:lap|bend|turn|corner|curve|half|straight|place|of the|stage)")
_AFTER = re.compile(r"^(?:after|having|despite)\b")
"""What opens a clause on a ride before the one that the sentence tells: 'After losing the first ride, R ..'."""

NO_SUCH_RIDE = 0
"""Of a race with one ride, of which a report tells several: nobody says which of them it is."""

MOST_RIDES = 3
_SECOND = 2

NO_RIDE_SAID = "does not say of which ride it speaks"
"""Why nothing is read of a sentence before any ride is named, though riders are spoken of in it."""

_PATTERNS = tuple((number, between_words(pattern)) for number, pattern in _SAID)
_FORCES = re.compile(_FORCED)
_LEVEL = between_words(_LEVELLED)
"""What is done with the second ride of a match, whether it is named or not."""


@dataclass(frozen=True, slots=True)
class RideSaid:
    """A ride that a sentence names: its characters and its number, from 1."""

    start: int
    end: int
    number: int
    leads_to: int = 0
    """The ride that is spoken of from the next sentence on; 0 for this one."""


@lru_cache(maxsize=1024)
def rides_in(lowered: str, nouns: frozenset[str] = frozenset()) -> tuple[RideSaid, ...]:
    """The rides that a sentence in lower case names, in its order. nouns: what the report calls a ride as well."""
    found = [
        RideSaid(match.start(), match.end(), number, _leads_to(match[0]))
        for number, pattern in _PATTERNS
        for match in pattern.finditer(lowered)
        if not _NO_RIDE.match(lowered, match.end())
    ]
    for counted in _COUNTED.finditer(lowered) if nouns else ():
        if counted[2] in nouns:
            number = next(k for k, words in enumerate(_ORDINALS, start=1) if counted[1] in words)
            found.append(RideSaid(counted.start(), counted.end(), number))
    if all(said.number != _SECOND for said in found):
        found += [RideSaid(match.start(), match.end(), _SECOND) for match in _LEVEL.finditer(lowered)]
    if not found and (alone := _ALONE.fullmatch(lowered)):
        number = next(k for k, words in enumerate(_ORDINALS, start=1) if alone[1] in words)
        found.append(RideSaid(0, len(lowered), number))
    found.sort(key=lambda said: (said.start, -said.end))
    kept: list[RideSaid] = []
    for said in found:  # 'to force a decider' is said of the ride before: the decider in it is none
        if not kept or said.start >= kept[-1].end:
            kept.append(said)
    return tuple(kept)


def nouns_of_rides(sentences: Sequence[Sentence]) -> frozenset[str]:
    """What a report calls a ride: the nouns that it counts, a first one and a second one ('the first arrival')."""
    counted: dict[str, set[str]] = {}
    for sentence in sentences:
        for said in _COUNTED.finditer(sentence.folded.lower()):
            counted.setdefault(said[2], set()).add(said[1])
    return frozenset(
        noun
        for noun, ordinals in counted.items()
        if noun not in words_in("never_rides")
        and {"first", "second"} <= ordinals | ({"first"} if "1st" in ordinals else set())
    )


_COUNTED = re.compile(r"\b(first|1st|second|2nd|third|3rd) ([a-z]{3,})\b(?! of the (?:last|final))")
_EVERY_RIDE = re.compile(
    r"\b(?:(?:in|of) (?:both|each|all three|all)(?: of)?(?: the| of the)? (?:rides|races|heats|legs|ride|race|heat)|"
    r"both (?:rides|races|heats)|on both occasions)\b"
)
_BOTH_TIMES = re.compile(r"\b(?:both times|each time|every time|twice)\b")


def _leads_to(words: str) -> int:
    """The ride that begins behind words such as 'forced a decider'; 0 behind others."""
    return MOST_RIDES if _FORCES.fullmatch(words) else 0


@dataclass
class RideSense:
    """What is known, sentence by sentence, of the ride of a match that a report speaks of.

    ride     the one that is asked for, from 1, of so many `rides`
    current  the one spoken of last; None before any is named
    begins   whether the last sentence began to speak of the one asked for
    opening  the paragraph that sums up a report which names later rides and never the first, told behind it
    nouns    what the report calls a ride, beside the usual words
    """

    ride: int
    rides: int
    current: int | None = None
    begins: bool = False
    opening: int | None = None
    nouns: frozenset[str] = frozenset()

    def hear_whole(self, sentences: Sequence[Sentence]) -> None:
        """Note whether a whole report names rides, and never the first."""
        if self.rides < 2:
            return
        self.nouns = nouns_of_rides(sentences)
        named = {said.number for sentence in sentences for said in rides_in(sentence.folded.lower(), self.nouns)}
        self.opening = sentences[0].paragraph if sentences and named and 1 not in named else None

    def narrowed(self, scope: Scope, sentence: Sentence) -> Scope:
        """The scope of a sentence without what it says of other rides; to be asked of every sentence of the match."""
        self.begins = False
        if scope.away or self.rides < 2:
            return scope
        lowered = sentence.folded.lower()
        before = self.current
        if self.current is None and self.opening is not None and sentence.paragraph > self.opening:
            self.current = 1
        said_here = rides_in(lowered, self.nouns)
        of_all = _EVERY_RIDE.search(lowered) or (self.current is None and _BOTH_TIMES.search(lowered))
        if of_all and not said_here:
            return scope
        stretches = list(self._stretches(lowered))
        self.current = next((said.leads_to for said in said_here[-1:] if said.leads_to), stretches[-1][2])
        mine = [stretch for stretch in stretches if stretch[2] == self.ride]
        self.begins = bool(mine) and before != self.ride
        if not mine:
            why = f"speaks of ride {stretches[-1][2]}" if stretches[-1][2] else NO_RIDE_SAID
            return Scope(why)
        others = tuple((start, end) for start, end, number in stretches if number != self.ride)
        names = tuple((said.start, said.end) for said in said_here)
        return replace(scope, masked=(*scope.masked, *others, *names))

    def _stretches(self, lowered: str) -> Iterator[tuple[int, int, int | None]]:
        """The stretches of a sentence with the ride of which each speaks."""
        said = rides_in(lowered, self.nouns)
        if not said:
            replies = self.current == 1 and _REPLIES.search(lowered) is not None
            yield 0, len(lowered), _SECOND if replies else self.current
            return
        if len(said) == 1 and _AFTER.match(lowered):
            comma = lowered.find(",", said[0].end)
            end = comma if comma > 0 else said[0].end
            yield 0, end, said[0].number
            yield end, len(lowered), min(said[0].number + 1, self.rides)
            return
        starts = [0, *(_clause_start(lowered, one.start) for one in said[1:])]
        ends = [*starts[1:], len(lowered)]
        for start, end, one in zip(starts, ends, said, strict=True):
            yield start, end, one.number


def _clause_start(lowered: str, at: int) -> int:
    """Where the clause begins in which something stands: behind the comma, semicolon or 'and' before it."""
    breaks = [lowered.rfind(mark, 0, at) for mark in (",", ";", " and ", " but ")]
    return max(0, *breaks)
