"""How well results tables are read: rows that are right, wrong, or not read, of invented races in many layouts.

`benchmarks/tables` holds each table as it would be pasted, and beside it what is in it (`.expected`): a line
`race ROUND HEAT` for each race, then `rank;family name;nation;gap;status` for each rider; `category C` and `unread N`
where the table says who rides, and has N rows that belong to no race. The tables in `held_out` were written before the
rules that they test, and are not looked at while rules are changed. Run from the root:

    python -m benchmarks.read_tables [--only FOLDER] [--verbose]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from replay.sources.found import FoundResult
from replay.sources.results.read_results import read_results

TABLES = Path(__file__).resolve().parent / "tables"
FOLDERS = ("tuning", "held_out", "held_out_2", "held_out_3", "held_out_4")

Row = tuple[str, str, str, str]
"""Rank ('-' for none), nation, gap and status, as texts."""


@dataclass(slots=True)
class Score:
    """Rows of one table, and what was wrong with them. invented: rows that were read and are none of a race."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    invented: int = 0
    complaints: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missing += other.missing
        self.invented += other.invented


@dataclass(slots=True)
class Expected:
    """What is in a table: rows by (race, family name)."""

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    category: str = ""
    unread: int = 0


def expected_of(text: str) -> Expected:
    found, race = Expected(), ""
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        if word == "race":
            race = rest.strip()
        elif word == "category":
            found.category = rest
        elif word == "unread":
            found.unread = int(rest)
        elif line.strip():
            rank, last, nation, gap, status = line.split(";")
            found.rows[race, last] = (rank, nation, f"{float(gap):.3f}" if gap else "", status)
    return found


def row_of(result: FoundResult) -> Row:
    gap = "" if result.gap_s is None or "gap_s" in result.unsure else f"{result.gap_s:.3f}"
    return (str(result.rank or "-"), result.rider.nation, gap, str(result.status or ""))


def tables(folder: str) -> Iterator[Path]:
    """The tables of a folder, without what is in them."""
    yield from sorted(path for path in (TABLES / folder).iterdir() if path.suffix != ".expected")


def score_of(table: Path) -> Score:
    """How one table was read."""
    expected = expected_of(table.with_name(f"{table.name}.expected").read_text(encoding="utf-8"))
    reading = read_results(table.read_bytes(), table.name)
    score = Score()
    left = dict(expected.rows)
    for race in reading.races:
        if expected.category and race.category != expected.category:
            score.complaints.append(f"{race.title}: category {race.category!r}, not {expected.category!r}")
        for result in race.results:
            key = (race.title if race.round else race.heat or "race", result.rider.last)
            wanted = left.pop(key, None)
            if wanted is None:
                score.invented += 1
                score.complaints.append(f"invented: {key} {row_of(result)}")
            elif wanted == row_of(result):
                score.right += 1
            else:
                score.wrong += 1
                score.complaints.append(f"wrong: {key} {row_of(result)}, not {wanted}")
    score.missing = len(left)
    score.complaints += [f"missing: {key}" for key in left]
    unread = len(reading.unread) + sum(len(race.unread) for race in reading.races)
    if unread < expected.unread:
        score.complaints.append(f"{unread} rows listed as not read, not {expected.unread}")
    return score


def main() -> int:
    """Print the scores of all tables; 1 if a row was read wrongly."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--only", choices=FOLDERS)
    words.add_argument("--verbose", action="store_true", help="say what is wrong with each table")
    asked = words.parse_args()
    wrong = 0
    print(f"{'table':<34} {'right':>6} {'wrong':>6} {'not read':>9} {'invented':>9}")
    for folder in [asked.only] if asked.only else FOLDERS:
        total = Score()
        for table in tables(folder):
            score = score_of(table)
            total.add(score)
            print(f"{table.name:<34} {score.right:>6} {score.wrong:>6} {score.missing:>9} {score.invented:>9}")
            if asked.verbose:
                print("".join(f"    {words}\n" for words in score.complaints), end="")
        print(f"{folder.upper():<34} {total.right:>6} {total.wrong:>6} {total.missing:>9} {total.invented:>9}\n")
        wrong += total.wrong + total.invented
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
