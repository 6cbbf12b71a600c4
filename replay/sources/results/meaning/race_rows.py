"""From the blocks of a source to rows that belong to one race each, with what became of every line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from replay.sources.results.layouts.blocks import (
    BOLD_LINE,
    LONGEST_LINE,
    MOST_LINES,
    Block,
    HeadingBlock,
    TableBlock,
    TableRow,
    TextLine,
)
from replay.sources.results.meaning.columns import (
    beside_places,
    columns_by_content,
    columns_under,
    heads_columns,
    heat_over_names,
)
from replay.sources.results.meaning.contexts import (
    IN_TABLE,
    others_in,
    plain_heading,
    unread_heat,
)
from replay.sources.results.meaning.line_kinds import (
    columns_in_line,
    looks_like_result,
    looks_like_row,
    names_somebody,
    said_of_text,
)
from replay.sources.results.meaning.listed_lines import by_status, in_order, listed_in
from replay.sources.results.meaning.matches.match_lines import MatchLines
from replay.sources.results.meaning.matches.ride_lines import ride_columns
from replay.sources.results.meaning.read_row import ReadRow
from replay.sources.results.meaning.row_groups import LineNote, RowCollector, number_in_list
from replay.sources.results.meaning.special_tables import as_expected, beside_each_other, matrix_rows, one_cell_a_line
from replay.sources.results.meaning.table_rows import row_of_cells, row_of_joined, unread_columns
from replay.sources.results.meaning.text_rows import row_of_line, row_of_named_line
from replay.sources.results.words.column_words import RIDES, Meaning, meaning_of, plain_words
from replay.sources.results.words.days import is_day_alone
from replay.sources.results.words.given_names import head_says_family_first
from replay.sources.results.words.heading_facts import REPLAYED, SPRINT, HeadingFacts, heading_facts
from replay.sources.results.words.time_marks import rank_of

MOST_LETTERS = 1_000_000
"""Letters of lines of text that are read: long lines take long, and a table has few."""


_COLUMNS_SURELY = 3
"""Known words over columns in a line, from which on it is no heading: 'Cl. Nom Nat Temps Vitesse'."""


@dataclass(slots=True)
class RowReader:
    """Goes through the blocks of a source in their order."""

    into: RowCollector = field(default_factory=RowCollector)
    matches: MatchLines = field(init=False)
    columns: tuple[Meaning, ...] = ()
    taken: int = 0
    letters: int = 0

    def __post_init__(self) -> None:
        self.matches = MatchLines(self.into)

    def read(self, blocks: Iterable[Block]) -> None:
        run: list[TextLine] = []
        for count, block in enumerate(blocks):
            self.taken += len(block.rows) if isinstance(block, TableBlock) else 1
            if self.taken > MOST_LINES and count:
                line = block.rows[0].line if isinstance(block, TableBlock) else block.line
                self.into.notes.append(
                    LineNote(line, "", "from here on: too many lines for a results table", is_row=True)
                )
                break
            if isinstance(block, TextLine):
                run.append(block)
                continue
            self._text(run)
            run = []
            if isinstance(block, HeadingBlock):
                self.columns = () if block.level < BOLD_LINE else self.columns
                self.into.heading(block.text, block.level, block.line, heading_facts(block.text))
            else:
                self._table(block)
        self._text(run)

    # --- tables

    def _table(self, table: TableBlock) -> None:
        rows = as_expected(table.rows)
        kept = {row.line for row in rows}
        for row in table.rows:
            if row.line not in kept:
                self.into.notes.append(LineNote(row.line, row.quoted, "columns"))
        table = TableBlock(tuple(rows))
        parts = matrix_rows(table.rows)
        if parts is not None:
            taken = {line for _, line, _ in parts}
            for row in table.rows:
                if row.line not in taken:
                    first = not heading_facts(row.cells[0].text).says_race
                    said = "columns" if first else "fewer than two riders are named in this row"
                    self.into.notes.append(LineNote(row.line, row.quoted, said, is_row=not first))
            for text, line, lines in parts:
                self.into.heading(text, IN_TABLE, line, heading_facts(text))
                for piece in lines:
                    self.into.row(row_of_line(piece, line), piece, line)
        else:
            for rows in beside_each_other(table.rows):
                self._rows(rows)
        self.into.headings.leave_table()
        self.into.group = None

    def _rows(self, rows: Sequence[TableRow]) -> None:
        """The rows of a table: stretches between rows of column words, and headings in between."""
        self.into.group = None
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
                self.into.heading(
                    filled[0].text, IN_TABLE + (1 if facts.heat and not facts.round else 0), row.line, facts
                )
            elif heads_columns(row):
                self._body(head, body)
                heat, head = heat_over_names(row)
                body = []
                if len(set(map(meaning_of, (cell.text for cell in row.cells))) & set(RIDES)) > 1:
                    self.into.implied = SPRINT
                self.into.notes.append(LineNote(row.line, row.quoted, "columns"))
                self._heading_in(row, heat)
            elif filled:
                body.append(row)
        self._body(head, body)

    def _heading_in(self, row: TableRow, heat: str) -> None:
        """A heat that stands among the words over the columns. heat: the one over the names of a match, or ''."""
        for cell in row.cells:
            if meaning_of(cell.text) in RIDES and cell.text != heat:
                continue
            facts = heading_facts(cell.text) if cell.text and any(c.isdecimal() for c in cell.text) else HeadingFacts()
            if facts.heat or (facts.round and facts.heat):
                self.into.group = None
                self.into.headings.push(IN_TABLE + 1, facts)

    def _body(self, head: TableRow | None, rows: list[TableRow]) -> None:
        if not rows:
            return
        head = beside_places(head, rows) if head else None
        columns = columns_under(head, rows) if head else columns_by_content(rows)
        named = {Meaning.NAME, Meaning.LAST} & set(columns)
        for name in unread_columns(head, columns, rows):
            self.into.notes.append(LineNote(head.line if head else 0, name, f"column not read: {name}", is_row=True))
        self.into.group = self.into.group or self.into.open(in_table=bool(named))
        family_first = any(
            meaning is Meaning.NAME and head_says_family_first(plain_words(cell.text))
            for cell, meaning in zip(head.cells if head else (), columns, strict=False)
        )
        for row in rows:
            found = row_of_cells(row, columns) if named else row_of_joined(row)
            if found is not None and family_first:
                found = replace(found, family_first=True)
            self.into.row(found, row.quoted, row.line)

    # --- lines of text

    def _text(self, lines: Sequence[TextLine]) -> None:
        at = 0
        while at < len(lines):
            stacked = one_cell_a_line(lines, at)
            if stacked is not None:
                stacked_rows, at = stacked
                self.into.open(in_table=False)
                for piece, line in stacked_rows:
                    self.into.row(row_of_line(piece, line), piece, line)
                continue
            self._text_line(lines[at])
            at += 1

    def _text_line(self, block: TextLine) -> None:
        text = block.text.strip()
        self.letters += len(text)
        if self.letters > MOST_LETTERS:
            if self.letters - len(text) <= MOST_LETTERS:
                words = "from here on: too much text for a results table"
                self.into.notes.append(LineNote(block.line, text[:100], words, is_row=True))
            return
        if len(text) > LONGEST_LINE:
            self.into.notes.append(LineNote(block.line, text[:100], "a line too long to be a row", is_row=True))
            return
        pieces = [] if ride_columns(block.text) else listed_in(text)
        if pieces:
            self._list(pieces, block.line)
            return
        if self._in_order(text, block.line) or self.matches.take(block.text, block.line):
            return
        if self.into.winner_time(text, block.line) or self.into.footnote(text, block.line):
            return
        found = row_of_line(
            text,
            block.line,
            ordered=number_in_list(block.ordered, self.into.group),
            columns=self.columns,
            among_rows=self.into.group is not None,
        )
        columns = columns_in_line(block.text)
        heading = None if len(columns) >= _COLUMNS_SURELY else plain_heading(text)
        if heading is not None and self._headed_row(text, block.line):
            return
        is_row = found is not None and found.is_placed and not is_day_alone(text)
        if heading is not None and not (is_row and others_in(heading[1])):
            self._heading_line(text, block.line, *heading)
            return
        if columns:
            self.columns = columns
            self.into.notes.append(LineNote(block.line, text, "columns"))
            return
        found = found or self._named_alone(text, block.line)
        if found is not None:
            self.into.group = self.into.group or self.into.open(in_table=False)
            self.into.row(found, text, block.line)
            return
        several = list(by_status(text))
        if several and self.into.group is not None:
            for status, name in several:
                self.into.row(row_of_line(f"{status}: {name}", block.line), text, block.line)
            return
        if unread_heat(text):
            self.into.unread_heat = text[:80]
            self.into.notes.append(LineNote(block.line, text, "announces a heat, but no number was read", is_row=True))
            return
        self.into.title(text, block.line)
        self.into.mention(text, block.line)
        if names_somebody(text) and (self.into.context.event in REPLAYED or (self.into.group and self.into.group.rows)):
            said = "neither place, status nor gap stands in this line"
            self.into.notes.append(LineNote(block.line, text, said, is_row=True))
            return
        self.into.notes.append(LineNote(block.line, text, said_of_text(text), is_row=looks_like_row(text)))

    def _heading_line(self, text: str, line: int, level: int, facts: HeadingFacts) -> None:
        """Take a line of text as a heading; what it says of a result beside is listed."""
        if others_in(facts) and not is_day_alone(text) and (looks_like_result(text) or looks_like_row(text)):
            said = "taken for a heading: what it says of a result was not read"
            self.into.notes.append(LineNote(line, text, said, is_row=True))
        self.into.heading(text, level, line, facts)
        if facts.says_race:
            self.columns = ()

    def _headed_row(self, text: str, line: int) -> bool:
        """Take a heading with the only row of its race behind it: 'Heat 3: 1. Petrov (BUL) w/o'."""
        before, _, after = text.partition(":")
        heading = plain_heading(before)
        row = (
            row_of_line(after.strip(), line) if after.strip() and heading is not None and heading[1].says_race else None
        )
        if row is None or heading is None or not (row.nation or row.status or row.figures):
            return False
        self.into.heading(before, heading[0], line, heading[1])
        self.into.row(row, text, line)
        return True

    def _goes_on(self, first: ReadRow | None) -> bool:
        """Whether a list begins behind the places of the rows before it: '4th R4, 5th R5' below a podium."""
        ranks = [row.rank for row in self.into.group.rows if row.rank is not None] if self.into.group else []
        return first is not None and bool(ranks) and first.rank == max(ranks) + 1

    def _in_order(self, text: str, line: int) -> bool:
        """Take a line that lists riders in their order, under the heading of a race or behind one."""
        listed = in_order(text)
        heading = plain_heading(listed[0]) if listed and listed[0] else None
        if listed is None or (heading is None and (listed[0] or not self.into.context.event)):
            return False
        if heading is not None:
            self.into.heading(listed[0], heading[0], line, heading[1])
        self.into.open(in_table=False)
        for piece in listed[1]:
            self.into.row(row_of_named_line(piece, line), piece, line)
        return True

    def _named_alone(self, text: str, line: int) -> ReadRow | None:
        """The row of a rider in a list without places, under the heading of a race."""
        context, group = self.into.context, self.into.group
        if context.event not in REPLAYED or not (context.round or context.heat) or context.overall:
            return None
        if group is not None and any(row.rank is not None for row in group.rows):
            return None
        return row_of_named_line(text, line)

    def _list(self, pieces: list[str], line: int) -> None:
        """A line that lists several riders: what stands before them may be a heading."""
        before = pieces[0].strip(" :–—-")
        heading = plain_heading(before) if before else None
        if heading is not None:
            self.into.heading(before, heading[0], line, heading[1])
        elif before and not self.matches.names_ride(before, line):
            self.into.notes.append(LineNote(line, before, "text"))
        if before or not self._goes_on(row_of_line(pieces[1], line, among_rows=True)):
            self.into.open(in_table=False)
        for piece in pieces[1:]:
            self.into.row(row_of_line(piece, line, among_rows=True), piece, line)
