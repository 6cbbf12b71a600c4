"""Reads changed and made-up results tables, and says of each whether it was read in time and without a traceback.

Tables of `benchmarks/tables` are changed (lines, cells, letters, bytes, marks of layouts), and some are made large:
up to 5 MB of one mark, of one row, of brackets in brackets. Anything but a reading within the limit is a defect, and so
is a race file written from it that the program refuses.
Same seed, same files. Run from the root:

    python -m benchmarks.fuzz_tables [--runs 5000] [--seed 0] [--seconds 600] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from replay.app.finding_races import race_files
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


class TooLongError(Exception):
    """A file took more processor time than any file may."""


def _stop(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise TooLongError


def seeds() -> list[bytes]:
    """The tables that are changed."""
    return [path.read_bytes() for path in sorted(TABLES.rglob("*")) if path.is_file() and path.suffix != ".expected"]


def changed(chance: random.Random, tables: list[bytes]) -> bytes:
    """One changed or made-up table."""
    if chance.random() < 0.02:
        return (chance.choice(_REPEATED) * MAX_BYTES).encode("utf-8")[: chance.choice((20_000, 300_000, MAX_BYTES))]
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
    data = bytearray("".join(lines).encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp932")), "replace"))
    for _ in range(chance.choice((0, 0, 0, 1, 5)) if data else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[:MAX_BYTES])


def reading(data: bytes) -> str:
    """What became of a table: 'races', 'no race', or the defect in words."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
    try:
        found = read_results(data, "table.txt")
        signal.setitimer(signal.ITIMER_PROF, 0)
        files = race_files(found.races[:20])
    except TooLongError:
        return f"more than {LIMIT_S:g} s"
    except Exception as failure:  # noqa: BLE001 -- whatever is raised is what is looked for
        return f"{type(failure).__name__}: {str(failure)[:80]}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    refused = next((file.mistakes[0] for file in files if file.mistakes), "")
    return f"refused: {refused}" if refused else "races" if files else "no race"


def main() -> int:
    """Change and read tables until the runs or the seconds are over; 1 if there was a defect."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--runs", type=int, default=5_000)
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--seconds", type=float, default=600.0)
    words.add_argument("--keep", type=Path, help="folder for files that showed a defect")
    asked = words.parse_args()
    tables, ends, found = seeds(), time.monotonic() + asked.seconds, Counter[str]()
    for run in range(asked.runs):
        if time.monotonic() > ends:
            break
        data = changed(random.Random(f"{asked.seed}/{run}"), tables)
        became = reading(data)
        found[became] += 1
        if became not in ("races", "no race"):
            print(f"{asked.seed}/{run}: {became}", flush=True)
            if asked.keep:
                asked.keep.mkdir(parents=True, exist_ok=True)
                (asked.keep / f"{asked.seed}-{run}.txt").write_bytes(data)
    defects = found.total() - found["races"] - found["no race"]
    print(f"{found.total()} tables: races in {found['races']}, none in {found['no race']}")
    print(f"{defects} defects" if defects else "no defects")
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
