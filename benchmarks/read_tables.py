"""How well results tables are read: rows that are right, wrong, or not read, of invented races in many layouts.

`benchmarks/tables` holds each table as it would be pasted, and beside it what is in it (`.expected`): a line
`race ROUND HEAT` for each race, or `race ROUND HEAT, ride N` for each ride of a match, then
`rank;family name;nation;gap;status` for each rider (both names of two who share the family name), and the time of the
last 200 m as a sixth where the table has it; `category C` and `unread N` where the table says who rides, and has N rows
that belong to no race. The tables in
`held_out` and `pasted` were written before the rules that they test. Run from the root:

    python -m benchmarks.read_tables [--only FOLDER] [--verbose]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from replay.sources.found import FoundRace, FoundResult
from replay.sources.results.read_results import read_results

TABLES = Path(__file__).resolve().parent / "tables"
FOLDERS = (
    "tuning",
    "held_out",
    "held_out_2",
    "held_out_3",
    "held_out_4",
    "held_out_5",
    "held_out_6",
    "pasted",
    "pasted_2",
)

Row = tuple[str, str, str, str, str]
"""Rank ('-' for none), nation, gap, status and time of the last 200 m, as texts."""


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
            rank, last, nation, gap, status, *last_200_s = line.split(";")
            found.rows[race, last] = (rank, nation, _thousandths(gap), status, _thousandths("".join(last_200_s)))
    return found


def _thousandths(text: str) -> str:
    return f"{float(text):.3f}" if text else ""


def row_of(result: FoundResult) -> Row:
    gap = "" if result.gap_s is None or "gap_s" in result.unsure else f"{result.gap_s:.3f}"
    last_200_s = "" if result.last_200_m_s is None else f"{result.last_200_m_s:.3f}"
    return (str(result.rank or "-"), result.rider.nation, gap, str(result.status or ""), last_200_s)


def rides_of(race: FoundRace) -> Iterator[tuple[str, tuple[FoundResult, ...]]]:
    """The rides of a race with their labels, or the race itself."""
    title = race.title if race.round else race.heat or "race"
    for number, results in enumerate(race.rides or (race.results,), start=1):
        yield (f"{title}, ride {number}" if race.rides else title), results


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
        for label, results in rides_of(race):
            lasts = [result.rider.last for result in results]
            for result in results:
                rider = result.rider
                name = f"{rider.first} {rider.last}" if lasts.count(rider.last) > 1 else rider.last
                _compare(score, left, (label, name), row_of(result))
    score.missing = len(left)
    score.complaints += [f"missing: {key}" for key in left]
    unread = len(reading.unread) + sum(len(race.unread) for race in reading.races)
    if unread < expected.unread:
        score.complaints.append(f"{unread} rows listed as not read, not {expected.unread}")
    return score


def _compare(score: Score, left: dict[tuple[str, str], Row], key: tuple[str, str], row: Row) -> None:
    """Count one row that was read. A label without a time of the last 200 m asks for none."""
    wanted = left.pop(key, None)
    if wanted is None:
        score.invented += 1
        score.complaints.append(f"invented: {key} {row}")
    elif wanted == (row if wanted[-1] else (*row[:-1], "")):
        score.right += 1
    else:
        score.wrong += 1
        score.complaints.append(f"wrong: {key} {row}, not {wanted}")


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
