"""Every table of the benchmark is read as its label says, and every row of it is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.read_tables import FOLDERS, score_of, tables
from replay.sources.results.layouts.blocks import TableBlock
from replay.sources.results.layouts.layout_choice import blocks_of
from replay.sources.results.read_results import read_results

TABLES = [table for folder in FOLDERS for table in tables(folder)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.parent.name}/{table.name}")
def test_table_is_read_as_it_is(table: Path) -> None:
    score = score_of(table)
    assert score.complaints == []
    assert (score.wrong, score.missing, score.invented) == (0, 0, 0)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.parent.name}/{table.name}")
def test_every_row_is_accounted_for(table: Path) -> None:
    reading = read_results(table.read_bytes(), table.name)
    known = {result.origin.line for race in reading.races for ride in (race.results, *race.rides) for result in ride}
    known |= {piece.origin.line for race in reading.races for piece in race.unread}
    known |= {piece.origin.line for piece in reading.unread} | {note.line for note in reading.notes}
    rows = {
        row.line
        for block in blocks_of(reading.source)[1]
        if isinstance(block, TableBlock)
        for row in block.rows
        if any(not cell.is_empty for cell in row.cells)
    }
    assert rows - known == set()


def test_a_particle_in_capitals_behind_a_given_name_is_no_nation() -> None:
    rows = "1\tPieter VAN ASSEN\tNED\n2\tAna Maria VAN DIJK\tNED\t+0.1\n3\tJan DEN BOER\tNED\t+0.2\n"
    (race,) = read_results(f"Women's keirin final\n{rows}4\tBea Holm DEN\t\t+0.3\n".encode(), "table.txt").races
    assert [(result.rider.last, result.rider.nation) for result in race.results] == [
        ("van Assen", "NED"), ("van Dijk", "NED"), ("den Boer", "NED"), ("Holm", "DEN"),
    ]  # fmt: skip
