"""Lines of text inside of a sprint: words over rides, headings of rides, rows with cells, and who beat whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from replay.sources.results.layouts.blocks import PLAIN_LINE
from replay.sources.results.meaning.contexts import RIDE_LEVEL, final_of_medal, plain_heading
from replay.sources.results.meaning.matches.beat_lines import (
    BeatLine,
    announces_ride,
    beat_line,
    rows_with_relegation,
    rows_with_rides,
)
from replay.sources.results.meaning.matches.ride_lines import RideColumns, ride_columns, row_of_ride_line
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.row_groups import LineNote, RowCollector
from replay.sources.results.meaning.text_rows import cell_parts
from replay.sources.results.words.column_words import Meaning, ride_of_words
from replay.sources.results.words.heading_facts import SPRINT, HeadingFacts, heading_facts

_OF_A_SPRINT = re.compile(r"\b(?:race|ride|decider|belle|bella|entscheidung\w*|desempate)\b", re.IGNORECASE)
"""Words over columns that no other event has."""

_HEATS_BY_NUMBER = re.compile(r"\d{1,2}")


@dataclass(slots=True)
class MatchLines:
    """Takes the lines that speak of matches; columns and heat are those in force."""

    into: RowCollector
    columns: RideColumns | None = None
    heat: str = ""

    def take(self, raw: str, line: int) -> bool:
        """Take a line of text, with its spaces; False for one that says nothing of a match."""
        text = raw.strip()
        event = self.into.context.event
        columns = ride_columns(raw) if event in ("", SPRINT) else None
        if columns is not None and (event or _OF_A_SPRINT.search(raw)):
            self.columns, self.heat, self.into.implied = columns, "", SPRINT
            self.into.notes.append(LineNote(line, text, "columns of rides"))
            return True
        context = self.into.headings.context_above(RIDE_LEVEL - 1)
        in_match = bool(context.heat) or context.round == "final"
        beat = beat_line(text, line, heats_are_rides=in_match) if event in ("", SPRINT) else None
        if beat is not None and self._beat(beat, text, line):
            return True
        if event != SPRINT:
            self.columns = None
            return False
        return self.names_ride(text, line) or self._ride(text, line) or self._row(raw, line)

    def names_ride(self, text: str, line: int) -> bool:
        """Take a heading of a ride without a number, or of a final by its medal: 'Decider', 'Bronze medal race'."""
        is_sprint = self.into.context.event == SPRINT
        if is_sprint and (final := final_of_medal(text)) is not None:
            self.into.heading(text, PLAIN_LINE + 1, line, final)
            return True
        ride = ride_of_words(text.rstrip(":：. ")) if is_sprint else 0
        if ride and plain_heading(text) is None:
            self.into.heading(text, RIDE_LEVEL, line, HeadingFacts(ride=ride))
            return True
        return False

    def _ride(self, text: str, line: int) -> bool:
        """A relegation in a ride, or a ride that is not understood."""
        group = self.into.group
        rows = rows_with_relegation(text, group.rows) if group is not None else None
        if rows is not None and group is not None:
            group.rows[:] = rows
            self.into.notes.append(LineNote(line, text, "a relegation in a ride"))
            return True
        if announces_ride(text):
            said = "a ride, but who beat whom was not read"
            self.into.notes.append(LineNote(line, text, said, is_row=True))
            return True
        return False

    def _row(self, raw: str, line: int) -> bool:
        group = self.into.group
        rows = group.rows if group is not None else []
        row = row_of_ride_line(raw, line, columns=self.columns, among_rows=bool(rows)) or self._opponent(
            raw, line, rows
        )
        if row is None or (_says_no_ride(row) and (plain_heading(raw.strip()) or not _is_named_well(row))):
            return False
        if self.columns is not None and Meaning.HEAT in self.columns.before:
            self.heat = row.heat or self.heat
            row = replace(row, heat=self.heat)
        self.into.group = group or self.into.open(in_table=False)
        self.into.row(row, raw.strip(), line)
        return True

    def _opponent(self, raw: str, line: int, rows: Sequence[ReadRow]) -> ReadRow | None:
        """The rider beaten by the one in the line before, who has a line without anything else."""
        before = rows[-1] if rows else None
        if before is None or not before.rides or len(rows) % 2 == 0 or not all(map(_is_won, before.rides)):
            return None
        parts = cell_parts(raw.strip())
        if parts is None or parts.leftover or parts.figures or parts.status or len(parts.name.split()) > _MOST_NAMES:
            return None
        return None if plain_heading(raw.strip()) else replace(parts, line=line, quoted=" ".join(raw.split()))

    # --- who beat whom

    def _beat(self, beat: BeatLine, text: str, line: int) -> bool:
        """Take a line of who beat whom, with the heading before it."""
        facts = self._facts_before(beat.before)
        if facts is None or SPRINT not in (self.into.context.event, facts.event):
            return False
        if beat.before:
            self.into.heading(beat.before, RIDE_LEVEL - 1, line, facts)
        if beat.why:
            said = f"{beat.rows[0].name} beat {beat.rows[1].name}, {beat.why}"
            self.into.notes.append(LineNote(line, text, said, is_row=True))
            return True
        group = self.into.group
        rows = rows_with_rides(beat, group.rows if group is not None else ())
        if rows is None:
            self.into.group = group = None
            rows = rows_with_rides(beat, ())
        if rows is None:
            self.into.notes.append(LineNote(line, text, "a ride, but who beat whom was not read", is_row=True))
            return True
        self.into.notes.append(LineNote(line, text, "a match" if len(beat.cells) > 1 else "a ride"))
        (group or self.into.open(in_table=False)).rows[:] = rows
        return True

    def _facts_before(self, before: str) -> HeadingFacts | None:
        """What the words before a winner say; None for words that are no heading."""
        if not before:
            return HeadingFacts()
        if _HEATS_BY_NUMBER.fullmatch(before):
            return HeadingFacts(heat=str(int(before)))
        facts = final_of_medal(before) or heading_facts(before)
        return facts if facts.says_race and len(facts.rest.split()) < _MOST_WORDS else None


_MOST_NAMES = 4
_MOST_WORDS = 4


def _is_won(cell: str) -> bool:
    return cell.startswith("X")


def _says_no_ride(row: ReadRow) -> bool:
    """Whether a row has nothing but whole numbers: places, or the number of a heading."""
    return bool(row.rides) and all(cell.isdecimal() for cell in row.rides)


def _is_named_well(row: ReadRow) -> bool:
    return bool(row.nation) or row.rank is not None
