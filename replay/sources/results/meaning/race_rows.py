"""From the blocks of a source to rows that belong to one race each, with what became of every line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from replay.sources.results.layouts.blocks import (
    LONGEST_LINE,
    MOST_LINES,
    Block,
    HeadingBlock,
    TableBlock,
    TableRow,
    TextLine,
)
from replay.sources.results.meaning.columns import columns_by_content, columns_under, heads_columns
from replay.sources.results.meaning.contexts import (
    IN_TABLE,
    HeadingStack,
    others_in,
    plain_heading,
    unread_heat,
)
from replay.sources.results.meaning.line_kinds import columns_in_line, looks_like_row, names_somebody, said_of_text
from replay.sources.results.meaning.listed_lines import by_status, listed_in
from replay.sources.results.meaning.matches.beat_lines import announces_ride, rows_with_ride
from replay.sources.results.meaning.matches.sprint_rides import row_of_ride_line
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.row_groups import LineNote, RowGroup, begins_anew, number_in_list
from replay.sources.results.meaning.special_tables import beside_each_other, matrix_rows, one_cell_a_line
from replay.sources.results.meaning.table_rows import row_of_cells, row_of_joined, unread_columns
from replay.sources.results.meaning.text_rows import row_of_line
from replay.sources.results.words.column_words import RIDES, Meaning, meaning_of, plain_words
from replay.sources.results.words.days import is_day_alone
from replay.sources.results.words.given_names import head_says_family_first
from replay.sources.results.words.heading_facts import KEIRIN, SPRINT, HeadingFacts, heading_facts
from replay.sources.results.words.time_marks import rank_of

MOST_LETTERS = 1_000_000
"""Letters of lines of text that are read: long lines take long, and a table has few."""

_MOST_OPEN = 60
"""Races of one table among which a row looks for its own."""


@dataclass(slots=True)
class RowReader:
    """Goes through the blocks of a source in their order."""

    groups: list[RowGroup] = field(default_factory=list)
    notes: list[LineNote] = field(default_factory=list)
    headings: HeadingStack = field(default_factory=HeadingStack)
    titles: list[tuple[str, int]] = field(default_factory=list)
    """Words before the first row that say nothing of a race: one of them may be the name of the meeting."""
    columns: tuple[Meaning, ...] = ()
    group: RowGroup | None = None
    mentioned: tuple[HeadingFacts, int] | None = None
    taken: int = 0
    unread_heat: str = ""
    rows: int = 0
    letters: int = 0

    def read(self, blocks: Iterable[Block]) -> None:
        run: list[TextLine] = []
        for count, block in enumerate(blocks):
            self.taken += len(block.rows) if isinstance(block, TableBlock) else 1
            if self.taken > MOST_LINES and count:
                line = block.rows[0].line if isinstance(block, TableBlock) else block.line
                self.notes.append(LineNote(line, "", "from here on: too many lines for a results table", is_row=True))
                break
            if isinstance(block, TextLine):
                run.append(block)
                continue
            self._text(run)
            run = []
            if isinstance(block, HeadingBlock):
                self._heading(block.text, block.level, block.line, heading_facts(block.text))
            else:
                self._table(block)
        self._text(run)

    # --- headings

    def _heading(self, text: str, level: int, line: int, facts: HeadingFacts) -> None:
        self.group = None
        if level < 9:
            self.columns = ()
        self.headings.push(level, facts)
        said = [
            part
            for part in (facts.event, facts.category, facts.round, facts.heat, facts.date, facts.place, facts.overall)
            if part
        ]
        self.notes.append(LineNote(line, text, f"heading: {', '.join(said)}" if said else "heading"))
        if not facts.says_race and not facts.category:
            self._title(text, line)

    def _title(self, text: str, line: int) -> None:
        if not self.groups and len(self.titles) < 8:
            self.titles.append((text, line))

    # --- tables

    def _table(self, table: TableBlock) -> None:
        parts = matrix_rows(table.rows)
        if parts is not None:
            taken = {line for _, line, _ in parts}
            for row in table.rows:
                if row.line not in taken:
                    first = not heading_facts(row.cells[0].text).says_race
                    said = "columns" if first else "fewer than two riders are named in this row"
                    self.notes.append(LineNote(row.line, row.quoted, said, is_row=not first))
            for text, line, lines in parts:
                self._heading(text, IN_TABLE, line, heading_facts(text))
                for piece in lines:
                    self._row(row_of_line(piece, line), piece, line)
        else:
            for rows in beside_each_other(table.rows):
                self._rows(rows)
        self.headings.leave_table()
        self.group = None

    def _rows(self, rows: Sequence[TableRow]) -> None:
        """The rows of a table: stretches between rows of column words, and headings in between."""
        self.group = None
        head: TableRow | None = None
        body: list[TableRow] = []
        for row in rows:
            filled = [cell for cell in row.cells if not cell.is_empty]
            facts = heading_facts(filled[0].text) if len(filled) == 1 else HeadingFacts()
            if (
                len(filled) == 1
                and len(row.cells) > 0
                and facts.says_race
                and len(others_in(facts)) < 4
                and not rank_of(filled[0].text)
            ):
                self._body(head, body)
                body = []
                self._heading(filled[0].text, IN_TABLE + (1 if facts.heat and not facts.round else 0), row.line, facts)
            elif heads_columns(row):
                self._body(head, body)
                head, body = row, []
                self.notes.append(LineNote(row.line, row.quoted, "columns"))
                self._heading_in(row)
            elif filled:
                body.append(row)
        self._body(head, body)

    def _heading_in(self, row: TableRow) -> None:
        """A heat that stands among the words over the columns."""
        for cell in row.cells:
            if meaning_of(cell.text) in RIDES:
                continue
            facts = heading_facts(cell.text) if cell.text and any(c.isdigit() for c in cell.text) else HeadingFacts()
            if facts.heat or (facts.round and facts.heat):
                self.group = None
                self.headings.push(IN_TABLE + 1, facts)

    def _body(self, head: TableRow | None, rows: list[TableRow]) -> None:
        if not rows:
            return
        columns = columns_under(head, rows) if head else columns_by_content(rows)
        named = {Meaning.NAME, Meaning.LAST} & set(columns)
        for name in unread_columns(head, columns, rows):
            self.notes.append(LineNote(head.line if head else 0, name, f"column not read: {name}", is_row=True))
        self.group = self.group or self._open(in_table=bool(named))
        family_first = any(
            meaning is Meaning.NAME and head_says_family_first(plain_words(cell.text))
            for cell, meaning in zip(head.cells if head else (), columns, strict=False)
        )
        for row in rows:
            found = row_of_cells(row, columns) if named else row_of_joined(row)
            if found is not None and family_first:
                found = replace(found, family_first=True)
            self._row(found, row.quoted, row.line)

    # --- lines of text

    def _text(self, lines: Sequence[TextLine]) -> None:
        at = 0
        while at < len(lines):
            stacked = one_cell_a_line(lines, at)
            if stacked is not None:
                stacked_rows, at = stacked
                self._open(in_table=False)
                for piece, line in stacked_rows:
                    self._row(row_of_line(piece, line), piece, line)
                continue
            self._text_line(lines[at])
            at += 1

    def _text_line(self, block: TextLine) -> None:
        text = block.text.strip()
        self.letters += len(text)
        if self.letters > MOST_LETTERS:
            if self.letters - len(text) <= MOST_LETTERS:
                words = "from here on: too much text for a results table"
                self.notes.append(LineNote(block.line, text[:100], words, is_row=True))
            return
        if len(text) > LONGEST_LINE:
            self.notes.append(LineNote(block.line, text[:100], "a line too long to be a row", is_row=True))
            return
        pieces = listed_in(text)
        if pieces:
            self._list(pieces, block.line)
            return
        if self._ride(text, block.line):
            return
        of_ride = row_of_ride_line(text, block.line) if self.headings.context.event == SPRINT else None
        found = of_ride or row_of_line(
            text,
            block.line,
            ordered=number_in_list(block.ordered, self.group),
            columns=self.columns,
            among_rows=self.group is not None,
        )
        heading = None if of_ride else plain_heading(text)
        is_row = found is not None and found.is_placed and not is_day_alone(text)
        if heading is not None and not (is_row and others_in(heading[1])):
            self._heading(text, heading[0], block.line, heading[1])
            if heading[1].says_race:
                self.columns = ()
            return
        columns = columns_in_line(block.text)
        if columns:
            self.columns = columns
            self.notes.append(LineNote(block.line, text, "columns"))
            return
        if found is not None:
            self.group = self.group or self._open(in_table=False)
            self._row(found, text, block.line)
            return
        several = list(by_status(text))
        if several and self.group is not None:
            for status, name in several:
                self._row(row_of_line(f"{status}: {name}", block.line), text, block.line)
            return
        if unread_heat(text):
            self.unread_heat = text[:80]
            self.notes.append(LineNote(block.line, text, "announces a heat, but no number was read", is_row=True))
            return
        self._title(text, block.line)
        self._mention(text, block.line)
        if self.group is not None and self.group.rows and names_somebody(text):
            said = "neither place, status nor gap stands in this line"
            self.notes.append(LineNote(block.line, text, said, is_row=True))
            return
        self.notes.append(LineNote(block.line, text, said_of_text(text), is_row=looks_like_row(text)))

    def _ride(self, text: str, line: int) -> bool:
        """Take a line that says in words who won a ride of a match; False for any other."""
        rows = rows_with_ride(text, line, self.group.rows if self.group is not None else ())
        if self.headings.context.event != SPRINT or (rows is None and not announces_ride(text)):
            return False
        said = "a ride" if rows else "a ride, but who beat whom was not read"
        self.notes.append(LineNote(line, text, said, is_row=not rows))
        if rows:
            (self.group or self._open(in_table=False)).rows[:] = rows
        return True

    def _mention(self, text: str, line: int) -> None:
        """Keep in mind a sentence that names event and round: it may be the only one that does."""
        facts = heading_facts(text)
        if facts.event == KEIRIN and facts.round and not facts.overall:
            self.mentioned = (facts, line)

    def _list(self, pieces: list[str], line: int) -> None:
        """A line that lists several riders: what stands before them may be a heading."""
        before = pieces[0].strip(" :–—-")
        heading = plain_heading(before) if before else None
        if heading is not None:
            self._heading(before, heading[0], line, heading[1])
        elif before:
            self.notes.append(LineNote(line, before, "text"))
        self._open(in_table=False)
        for piece in pieces[1:]:
            self._row(row_of_line(piece, line, among_rows=True), piece, line)

    # --- rows

    def _open(self, *, in_table: bool) -> RowGroup:
        context, line = self.headings.context, 0
        if self.mentioned and not (context.event or context.round or context.heat or context.overall):
            context, line = context.under(self.mentioned[0]), self.mentioned[1]
        self.group = RowGroup(context, in_table=in_table, mentioned_in=line)
        self.groups.append(self.group)
        return self.group

    def _row(self, row: ReadRow | None, quoted: str, line: int) -> None:
        """Put a row to those of its race."""
        self.rows += 1
        if self.rows > MOST_LINES:
            if self.rows == MOST_LINES + 1:
                self.notes.append(LineNote(line, quoted, "from here on: too many rows", is_row=True))
            return
        if row is None:
            self.notes.append(LineNote(line, quoted, "no name was found in this row", is_row=True))
            return
        self.group = self.group or self._open(in_table=True)
        context = (self.group.context if self.group.mentioned_in else self.headings.context).of_row(row)
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
