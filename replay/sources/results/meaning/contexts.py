"""What headings say of the rows under them: a stack of headings, the outer ones still in force under the inner."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from replay.sources.results.layouts.blocks import BOLD_LINE, CAPTION, PLAIN_LINE
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.words.column_words import ride_of_words
from replay.sources.results.words.days import date_in
from replay.sources.results.words.heading_facts import SPRINT, HeadingFacts, heading_facts
from replay.sources.results.words.race_terms import says_terms_alone
from replay.sources.results.words.status_words import status_of
from replay.sources.results.words.word_lists import words_in

IN_TABLE = 15
"""The level of a heading that stands in a row of a table."""

_MOST_RIDES = 3
MOST_LEVELS = 100
"""More than any heading is deep."""

RIDE_LEVEL = PLAIN_LINE + 3
"""The level of a line of plain text that names a ride of a match: inside of the heat."""

_HEAT_TOO = re.compile(r"heat|lauf|match|\br\d", re.IGNORECASE)
"""Words that name a heat of a round as well as a ride of a match."""

_RIDE = r"(?:race|ride|run|manche|prova|carrera|rit|レース)"
_WITH_RIDE = re.compile(
    rf"(?P<outer>.*[^\s,;:|/–—-])[\s,;:|/–—-]+(?P<ride>{_RIDE}\s*[1-3]|[1-3]\w{{0,4}}\.? {_RIDE}|decider|"
    r"deciding (?:race|ride)|belle|bella|entscheidungslauf)",
    re.IGNORECASE,
)

_NEUTRAL = words_in(
    "results result resultats ergebnisse ergebnis risultati resultados uitslag uitslagen of the for a in die der "
    "das le la les de des du il i places place platze platz posti puestos plaatsen elite men women s and und et e "
    "y en official officiel offiziell ufficiale oficial final 結果 medal gold race races heats plaats cycling track "
    "at competition d order finish first th to competiton 1 2 3 sprint"
)
_MOST_OTHER_WORDS = 5
_MOST_IN_PARTS = 12
"""Other words of a line that names event and riders and has several short parts, as no sentence has."""

_SENTENCE = words_in(
    "was is were are had has have won wins win beat beats took takes will came who which when he she they"
)
"""Words that a sentence has and a heading in parts has not."""

_ANNOUNCE = words_in("heat lauf vorlauf hoffnungslauf batteria serie manche manga rit reeks ride")
"""Words that say that a heat is named."""


@dataclass(frozen=True, slots=True)
class RaceContext:
    """What is known of the race to which a row belongs, before the row is read; '' for what is not."""

    event: str = ""
    category: str = ""
    round: str = ""
    heat: str = ""
    date: str = ""
    place: str = ""
    meet: str = ""
    overall: str = ""
    distance_m: float = 0.0
    track_m: float = 0.0
    no_pacer: bool = False
    ride: int = 0
    """Of a match, from 1; 0 where no heading says one."""
    unread: tuple[str, ...] = field(default=(), compare=False)
    """Words of headings in force that were not read."""

    def under(self, facts: HeadingFacts) -> RaceContext:
        """What is known under a heading inside of these."""
        inner = self
        if facts.event and facts.event != self.event:
            inner = replace(inner, event=facts.event, round="", heat="", ride=0, overall="", unread=())
            inner = replace(inner, distance_m=0.0, no_pacer=False)
        if facts.round:
            inner = replace(inner, round=facts.round, heat=facts.heat, ride=0, overall="")
        elif facts.heat:
            inner = replace(inner, heat=facts.heat, ride=0, overall="")
        if facts.ride:
            inner = replace(inner, ride=facts.ride, overall="")
        if facts.overall:
            inner = replace(inner, overall=facts.overall)
        return replace(
            inner,
            category=facts.category or inner.category,
            date=facts.date or inner.date,
            place=facts.place or inner.place,
            meet=facts.meet or inner.meet,
            distance_m=facts.distance_m or inner.distance_m,
            track_m=facts.track_m or inner.track_m,
            no_pacer=facts.no_pacer or inner.no_pacer,
            unread=(*inner.unread, *_unread_part(facts)),
        )

    def of_row(self, row: ReadRow) -> RaceContext:
        """What is known with what the columns of a row say."""
        inner = self
        for text in (row.event, row.category and f"{row.category} keirin", row.round):
            if text:
                facts = heading_facts(text)
                event = facts.event if text == row.event else ""
                inner = inner.under(replace(facts, event=event, overall=""))
        if row.round and not heading_facts(row.round).round:
            inner = replace(inner, round=row.round.lower()[:30])
        if row.heat:
            facts = heading_facts(row.heat)
            heat = facts.heat or (_heat_of_cell(row.heat))
            inner = replace(inner, heat=heat or inner.heat, round=facts.round or inner.round)
        number = row.ride.strip(". #")
        if number.isdecimal() and 1 <= int(number) <= _MOST_RIDES:
            inner = replace(inner, ride=int(number))
        return replace(
            inner, date=date_in(row.date) or inner.date, place=row.place or inner.place, meet=row.meet or inner.meet
        )


def _unread_part(facts: HeadingFacts) -> tuple[str, ...]:
    """The words of a heading of races that say nothing known, where one of them announces a heat or a race."""
    words = facts.rest.split()
    return (" ".join(words)[:80],) if facts.says_race and set(words) & _ANNOUNCE else ()


def unread_heat(text: str) -> bool:
    """Whether a line announces a heat whose number was not read."""
    words = text.split()
    return 1 < len(words) <= 6 and words[0].strip(":.,#").lower() in _ANNOUNCE


def _heat_of_cell(text: str) -> str:
    """The heat that a cell of its own column names without words: '3', 'B', '#12'."""
    bare = text.strip("#. ").upper()
    return bare if len(bare) <= (4 if bare.isdecimal() else 3) else ""


@dataclass(slots=True)
class HeadingStack:
    """The headings in force at a place of a source."""

    entries: list[tuple[int, HeadingFacts]] = field(default_factory=list)

    def push(self, level: int, facts: HeadingFacts) -> None:
        """Put a heading in force, and those as deep or deeper out of it. Bold words that say nothing change nothing."""
        if level >= BOLD_LINE and not facts.says_race and not facts.category:
            if facts.date or facts.place:
                self.entries.append((level, facts))
            return
        facts = self._with_category(level, facts)
        self.leave(level)
        self.entries.append((level, facts))

    def _with_category(self, level: int, facts: HeadingFacts) -> HeadingFacts:
        """A heading that names an event alone, with who rides from the one over it: 'Women Elite', then 'Keirin'."""
        before = next((facts for deep, facts in reversed(self.entries) if deep == level), None)
        if before is not None and before.meet and not before.round:
            facts = replace(facts, meet=facts.meet or before.meet)  # 'Keirin Grand Prix of Brno', then 'Women'
        if before is None or before.says_race or facts.category or not facts.event:
            return facts
        return replace(facts, category=before.category)

    def say_terms(self, terms: HeadingFacts) -> None:
        """Put distance and pacer that stand below a heading of a race to the innermost of them: they leave with it."""
        for place, (level, facts) in reversed(list(enumerate(self.entries))):
            if facts.says_race:
                distance_m, no_pacer = terms.distance_m or facts.distance_m, terms.no_pacer or facts.no_pacer
                said = replace(facts, distance_m=distance_m, no_pacer=no_pacer, track_m=terms.track_m or facts.track_m)
                self.entries[place] = (level, said)
                return

    def leave(self, level: int) -> None:
        """Put headings of a level and deeper out of force."""
        self.entries = [
            entry
            for entry in self.entries
            if entry[0] < level
            or (not entry[1].says_race and entry[0] >= BOLD_LINE and bool(entry[1].date or entry[1].place))
        ]

    def leave_table(self) -> None:
        self.entries = [entry for entry in self.entries if entry[0] < IN_TABLE]

    @property
    def context(self) -> RaceContext:
        return self.context_above(MOST_LEVELS)

    def context_above(self, level: int) -> RaceContext:
        """What the headings further out than a level say."""
        context = RaceContext()
        for deep, facts in self.entries:
            if deep < level:
                context = context.under(facts)
        return context


def plain_heading(text: str) -> tuple[int, HeadingFacts] | None:
    """The level and facts of a line of plain text that is a heading; None for a line that is none."""
    if len(text) > 160 or status_of(text.partition(":")[0]):
        return None
    facts = heading_facts(text)
    if facts.is_empty:
        return (PLAIN_LINE - 1, facts) if says_terms_alone(text) else None
    others = [word for word in facts.rest.split() if word not in _NEUTRAL]
    said = facts.says_race or facts.category
    most = _MOST_IN_PARTS if facts.event and facts.category and _is_in_parts(text) else _MOST_OTHER_WORDS
    announces = text.rstrip().endswith((":", "："))
    if said and not announces and (len(others) > most or (text.rstrip().endswith((".", "!")) and len(others) > 2)):
        return None
    if not said:
        return (PLAIN_LINE - 1, facts) if len(facts.rest.split()) < 20 else None
    kind = 0 if facts.event or facts.overall or not (facts.round or facts.heat) else 1 if facts.round else 2
    return PLAIN_LINE + kind, facts


def _is_in_parts(text: str) -> bool:
    """Whether a line is no sentence, but short parts between commas: 'Masters men keirin, club night, Herne Hill'."""
    parts = re.split(r"[,;|()]|\s[-–—]\s", text)
    sentence = text.rstrip().endswith((".", "!", "?")) or not _SENTENCE.isdisjoint(text.lower().split())
    return len(parts) > _FEWEST_PARTS and not sentence and all(len(part.split()) < _LONG_PART for part in parts)


_FEWEST_PARTS, _LONG_PART = 2, 6


def others_in(facts: HeadingFacts) -> list[str]:
    """The words of a heading that say nothing of a race and are no filling."""
    return [word for word in facts.rest.split() if word not in _NEUTRAL]


IN_FORCE_FOR_ONE_TABLE = CAPTION


_MEDAL = re.compile(
    r"(?:the )?(?:for )?(?P<medal>gold|bronze|3rd|third)(?:[ -]?(?:medal|place))?"
    r"(?:[ -](?:final|ride|race|match|sprint))?s?",
    re.IGNORECASE,
)
"""What names a final of a sprint: 'Gold medal race', 'Bronze'."""


def final_of_medal(text: str) -> HeadingFacts | None:
    """The final that words name by its medal; None for any other words."""
    found = _MEDAL.fullmatch(text.strip().rstrip(":：. "))
    return HeadingFacts(round="final", heat="A" if found["medal"].lower() == "gold" else "B") if found else None


def names_heat_too(words: str) -> bool:
    """Whether words that name a ride of a match name a heat of a round as well: 'Heat 2', '3. Lauf'."""
    return _HEAT_TOO.search(words) is not None


def with_ride(text: str, facts: HeadingFacts, context: RaceContext) -> HeadingFacts:
    """What a heading says, with the ride of a match that it names inside of a sprint.

    context: what the headings over it say. 'Lauf 1' is a heat, but inside of a heat or a final it is a ride.
    """
    if SPRINT not in (facts.event, context.event) or facts.event not in ("", SPRINT) or facts.overall:
        return facts
    words = text.strip().rstrip(":：.").strip()
    if (final := final_of_medal(words)) is not None and not (facts.round or facts.heat):
        return final
    ride = ride_of_words(words)
    if ride and not facts.round:
        if names_heat_too(words) and not (context.heat or context.round == "final"):
            return facts
        return HeadingFacts(ride=ride)
    found = _WITH_RIDE.fullmatch(words)
    ride = ride_of_words(found["ride"]) if found else 0
    return replace(heading_facts(found["outer"]), ride=ride) if found and ride else facts
