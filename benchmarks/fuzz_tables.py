"""Reads changed and made-up results tables, and says of each whether it was read in time and without a traceback.

Tables of `benchmarks/tables` are changed (lines, cells, letters, bytes, marks of layouts), and some are made large:
up to 5 MB of one mark, of one row, of brackets in brackets. Anything but a reading within the limit is a defect, and so
is a race file written from it that the program refuses.
Same seed, same files. Run from the root:

    python -m benchmarks.fuzz_tables [--runs 5000] [--seed 0] [--seconds 600] [--keep FOLDER]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from benchmarks.fuzzing import Fuzzer, fuzz, with_bytes_changed
from replay.app.drafting.finding_races import race_files
from replay.sources.decoding import MAX_BYTES
from replay.sources.results.read_results import read_results

LIMIT_S = 5.0
"""Processor time within which any file is read."""

TABLES = Path(__file__).resolve().parent / "tables"

_PIECES = (
    "|",
    "||",
    "{|",
    "|}",
    "|-",
    "{{",
    "}}",
    "[[",
    "]]",
    "<td>",
    "<table>",
    "</table>",
    "<tr>",
    "<li>",
    "<div class=row>",
    "<!--",
    "-->",
    "<ref>",
    "\t",
    ";",
    ",",
    '"',
    "'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "+",
    "-",
    "1",
    "1.",
    "=2",
    "99",
    "DNF",
    "REL",
    "s.t.",
    "+0.763",
    "1:51.874",
    "GBR",
    "(NED)",
    "Final",
    "Heat 2",
    "Keirin",
    "==",
    "====Final====",
    "\0",
    "\ufffd",
    "\u202e",
    "🥇",
    "🇬🇧",
    "1️⃣",
    "\u0301" * 40,
    "é" * 300,
    " " * 400,
    "9" * 400,
    "Ã©",
    "A" * 700,
    "null",
    "NaN",
    "1e999",
    "&nbsp;",
    "&#0;",
    "rowspan=99999",
    "colspan=-1",
    "\r",
    "\x0c",
    "\u2028",
    "：",
    "１",
    "準決勝",
)

_REPEATED = (
    "{{",
    "[[",
    "{|\n|-\n|",
    "<table><tr><td>",
    "<div>",
    "<li>",
    "[",
    '{"a":[',
    "(",
    "'''",
    "==",
    "1. A B (GBR) ",
    "| 1 ",
    ",",
    ";\n",
    "1 KENNY Jason GBR +0.1\n",
    "\t",
    "&lt;",
    "<!--",
    "<ref>",
    "|-\n",
    "Ã©",
    "a ",
    "\n",
    "Heat 1\n",
    '"',
    '{"rank":1,"name":"A B"}\n',
    "1 2 3 4 5 6 7 8 9 ",
    "🇬🇧",
    "٣",
    "+",
    "1:",
    "A-",
    "x" * 999 + "\n",
    "<tr><td rowspan=999>1",
    "{{flag|",
    "keirin final heat ",
)


def seeds() -> list[bytes]:
    """The tables that are changed."""
    return [path.read_bytes() for path in sorted(TABLES.rglob("*")) if path.is_file() and path.suffix != ".expected"]


def changed(chance: random.Random, tables: list[bytes]) -> bytes:
    """One changed or made-up table."""
    if chance.random() < 0.02:
        repeated = chance.choice(_REPEATED).encode("utf-8")
        return (repeated * (MAX_BYTES // len(repeated) + 1))[: chance.choice((20_000, 300_000, MAX_BYTES))]
    text = chance.choice(tables).decode("utf-8", "replace")
    lines = text.splitlines(keepends=True) or [""]
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        line, place, piece = lines[at], chance.randrange(len(lines[at]) + 1), chance.choice(_PIECES)
        lines[at] = chance.choice(
            (
                line[:place] + piece + line[place:],
                line[:place] + line[place + 1 :],
                line * 2,
                piece + "\n",
                "",
                line[::-1],
                chance.choice(lines),
                chance.choice(tables).decode("utf-8", "replace")[:2000],
                line.upper(),
                line.replace(" ", ""),
            )
        )
    data = "".join(lines).encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp932")), "replace")
    return with_bytes_changed(chance, data, chance.choice((0, 0, 0, 1, 5)) if data else 0)[:MAX_BYTES]


def became(data: bytes) -> str:
    """What became of a table: 'with races', 'without', or the defect in words."""
    files = race_files(read_results(data, "table.txt").races[:20])
    refused = next((file.mistakes[0] for file in files if file.mistakes), "")
    return f"refused: {refused}" if refused else "with races" if files else "without"


def fuzzer() -> Fuzzer:
    """The fuzzer of tables."""
    tables = seeds()
    return Fuzzer("tables", ".txt", lambda chance: changed(chance, tables), became, ("with races", "without"), LIMIT_S)


def main() -> int:
    """Change and read tables until the runs or the seconds are over; 1 if there was a defect."""
    return fuzz(fuzzer(), __doc__, runs=5_000)


if __name__ == "__main__":
    sys.exit(main())
