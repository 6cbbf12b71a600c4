"""Rows that stand together, and what lines were taken for that are no rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from replay.sources.results.layouts.blocks import BOLD_LINE, MOST_LINES, PLAIN_LINE
from replay.sources.results.meaning.contexts import IN_TABLE, RIDE_LEVEL, HeadingStack, RaceContext, with_ride
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.words.heading_facts import (
    KEIRIN,
    REPLAYED,
    HeadingFacts,
    heading_facts,
)
from replay.sources.results.words.race_terms import says_terms_alone
from replay.sources.results.words.status_words import status_within
from replay.sources.results.words.winner_times import TimedWay, winner_time_in

MOST_RIDERS = 24
"""As many as a race file may have."""

_IN_RIDE = 2
_MOST_OPEN = 60
"""Races of one table among which a row looks for its own."""


@dataclass(slots=True)
class RowGroup:
    """Rows that stand together under one heading: of one race, as far as can be said."""

    context: RaceContext
    rows: list[ReadRow] = field(default_factory=list)
    in_table: bool = True
    mentioned_in: int = 0
    """The line of the sentence from which event and round are taken, where no heading names them."""
    unread: list[str] = field(default_factory=list)
    """Lines before its rows that announce a heat which was not read."""
    rides: list[list[ReadRow]] = field(default_factory=list)
    """The rows of each ride of a match whose rides stand under headings of their own; else empty."""


@dataclass(frozen=True, slots=True)
class LineNote:
    """What a line was taken for, where it is no row of a race. is_row: whether it looks like one and was not read."""

    line: int
    text: str
    said: str
    is_row: bool = False


def begins_anew(row: ReadRow, group: RowGroup) -> bool:
    """Whether a first place comes after others: another race begins."""
    if row.rank != 1 or row.shared or (group.context.ride and len(group.rows) < _IN_RIDE):
        return False  # of a ride the one who lost may stand first
    return any(one.rank is not None and one.rank > 1 for one in group.rows[-MOST_RIDERS:])


def number_in_list(ordered: int | None, group: RowGroup | None) -> int | None:
    """The number of an item of a list; of wikitext (0), which counts by itself, from the rows before."""
    if ordered == 0:
        counted = [row.rank for row in group.rows if row.rank is not None] if group else []
        return (counted[-1] if counted else 0) + 1
    return ordered


@dataclass(slots=True)
class RowCollector:
    """Puts the rows of a source to their races, one after another, under the headings in force."""

    groups: list[RowGroup] = field(default_factory=list)
    notes: list[LineNote] = field(default_factory=list)
    headings: HeadingStack = field(default_factory=HeadingStack)
    titles: list[tuple[str, int]] = field(default_factory=list)
    """Words before the first row that say nothing of a race: one of them may be the name of the meeting."""
    group: RowGroup | None = None
    mentioned: tuple[HeadingFacts, int] | None = None
    unread_heat: str = ""
    implied: str = ""
    """The event that words over columns imply, where no heading names one."""
    rows: int = 0
    rows_above: int = 0
    """Rows before the last heading of a race."""

    @property
    def context(self) -> RaceContext:
        """What the headings in force say of the race of a row."""
        return self._implied(self.headings.context)

    def _implied(self, context: RaceContext) -> RaceContext:
        return context if context.event else replace(context, event=self.implied)

    def heading(self, text: str, level: int, line: int, facts: HeadingFacts) -> None:
        """Put a heading in force: rows after it are of another race."""
        alone = facts.is_empty and says_terms_alone(text)
        if alone and self.rows > self.rows_above:
            self.notes.append(LineNote(line, text, "text"))
            return
        self.group = None
        metres = f"{facts.distance_m:g} m" if facts.distance_m else ""
        metres += f"{', ' * bool(metres)}track of {facts.track_m:g} m" if facts.track_m else ""
        pacer = "no pacer" if facts.no_pacer else ""
        if self._are_terms_below_race(facts):
            self.headings.say_terms(facts)
            level, facts = max(level, BOLD_LINE), replace(facts, event="", distance_m=0.0, by_figures=False)
        self.rows_above = self.rows if facts.says_race else self.rows_above
        self.implied = "" if facts.event or level < BOLD_LINE else self.implied
        facts = with_ride(text, facts, self._implied(self.headings.context_above(level)))
        if facts.ride and not facts.round:
            level = RIDE_LEVEL if PLAIN_LINE <= level < IN_TABLE else level + 2 if level >= IN_TABLE else level
        self.headings.push(level, facts)
        ride = f"ride {facts.ride}" if facts.ride else ""
        words = (facts.event, facts.category, facts.round, facts.heat, ride, facts.date, facts.place, facts.overall)
        said = [part for part in (*words, metres, pacer) if part]
        self.notes.append(LineNote(line, text, f"heading: {', '.join(said)}" if said else "heading"))
        if not alone and not facts.says_race and not facts.category:
            self.title(text, line)

    def _are_terms_below_race(self, facts: HeadingFacts) -> bool:
        """Whether a heading says how the race is ridden whose heading stands above it, and names no race itself."""
        names_race = facts.category or (facts.says_race and not facts.by_figures)
        says_more = facts.round or facts.heat or facts.overall or facts.ride
        if not (facts.distance_m or facts.track_m or facts.no_pacer) or names_race or says_more:
            return False
        return self.context.event in REPLAYED and self.rows == self.rows_above

    def title(self, text: str, line: int) -> None:
        """Keep words before the first row, of which some may name the meeting."""
        if not self.groups and len(self.titles) < 8:
            self.titles.append((text, line))

    def mention(self, text: str, line: int) -> None:
        """Keep in mind a sentence that names event and round: it may be the only one that does."""
        facts = heading_facts(text)
        if facts.event == KEIRIN and facts.round and not facts.overall:
            self.mentioned = (facts, line)

    def open(self, *, in_table: bool) -> RowGroup:
        """A group for the rows that follow."""
        context, line = self.context, 0
        if self.mentioned and not (context.event or context.round or context.heat or context.overall):
            context, line = context.under(self.mentioned[0]), self.mentioned[1]
        self.group = RowGroup(context, in_table=in_table, mentioned_in=line)
        self.groups.append(self.group)
        return self.group

    def row(self, row: ReadRow | None, quoted: str, line: int) -> None:
        """Put a row to those of its race."""
        self.rows += 1
        if self.rows > MOST_LINES:
            if self.rows == MOST_LINES + 1:
                self.notes.append(LineNote(line, quoted, "from here on: too many rows", is_row=True))
            return
        if row is None:
            self.notes.append(LineNote(line, quoted, "no name was found in this row", is_row=True))
            return
        self.group = self.group or self.open(in_table=True)
        context = (self.group.context if self.group.mentioned_in else self.context).of_row(row)
        if context != self.group.context or begins_anew(row, self.group):
            if self.group.rows:
                same = (
                    [group for group in self.groups[-_MOST_OPEN:] if group.context == context and group.rows]
                    if context != self.group.context
                    else []
                )
                if same and not begins_anew(row, same[-1]):
                    self.group = same[-1]
                else:
                    self.group = RowGroup(context, in_table=self.group.in_table)
                    self.groups.append(self.group)
            else:
                self.group.context = context
        if self.unread_heat:
            self.group.unread.append(self.unread_heat)
            self.unread_heat = ""
        self.group.rows.append(row)

    def winner_time(self, text: str, line: int) -> bool:
        """Take a line that times the winner of the rows before it; what a race file has no key for is listed."""
        said = winner_time_in(text)
        if said is None:
            return False
        rows = self._rows_above()
        won = [at for at, row in enumerate(rows) if row.rank == 1]
        why = "" if len(won) == 1 else "a time of a winner, of whom no row stands before it"
        if not why and said.timed is TimedWay.OTHER:
            why = "the time of a lap: it may be written under `times`"
        if not why and said.timed is TimedWay.LAST_200:
            why = "the row of the winner has another time" if rows[won[0]].last_200 else ""
        if why:
            self.notes.append(LineNote(line, text, why, is_row=True))
            return True
        row = rows[won[0]]
        if said.timed is TimedWay.LAST_200:
            rows[won[0]] = replace(row, last_200=said.figure)
        elif not row.time and not row.figures:
            rows[won[0]] = replace(row, time=said.figure)
        self.notes.append(LineNote(line, text, f"time of the winner for {said.timed}"))
        return True

    def _rows_above(self) -> list[ReadRow]:
        """The rows of the race that was read last, as long as no heading has named another."""
        group = self.group or (self.groups[-1] if self.groups and self.rows > self.rows_above else None)
        return group.rows if group else []

    def footnote(self, text: str, line: int) -> bool:
        """Take a line that says the status of the rows that have its mark: '* Relegated', below 'Sam Carter*'."""
        found = _FOOTNOTE.match(text)
        status, reason = status_within(found["says"]) if found else (None, "")
        if found is None or status is None:
            return False
        marked = re.compile(rf"(?<=[^\W_]) ?{re.escape(found['mark'])}(?![*†‡§¹²³])")
        rows = self._rows_above()
        places = [at for at, row in enumerate(rows) if row.status is None and marked.search(row.quoted)]
        for at in places:
            rows[at] = replace(rows[at], status=status, reason=reason)
        if places:
            self.notes.append(LineNote(line, text, f"footnote: {status}"))
        return bool(places)


_FOOTNOTE = re.compile(r"\s*(?P<mark>[*†‡§¹²³]{1,3})\s*[:.)-]?\s*(?P<says>[^\W\d_].{2,200})")
