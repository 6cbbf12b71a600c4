"""Changed race files, by the thousand: every one is read or refused with its mistakes, soon and in little memory.

The shipped races and a few with all keys are changed in their structure (values replaced, moved, repeated, taken out,
grown) and then written as JSON or YAML, or changed in their text (lines, words, letters). Anything but a race or an
InputError is a defect, and so is a file that takes too long. Same seed, same files. Run from the root:

    python -m benchmarks.fuzz_race_files [--runs 10000] [--seed 0] [--seconds 600] [--keep FOLDER]
"""

from __future__ import annotations

import copy
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.fuzzing import Fuzzer, fuzz, with_bytes_changed
from replay.base.errors import InputError
from replay.base.files.yaml_text import parse_document, read_document
from replay.base.mistakes import format_mistakes
from replay.racefile.reader import parse_race

LIMIT_S = 2.0
"""Processor time within which any file is read or refused."""

LIMIT_MB = 500
"""Memory within which any file is read or refused."""

RACES = Path(__file__).resolve().parents[1] / "races"

_ALL_KEYS = """\
schema: 1
meet: {title: Club night, venue: The hall, date: 2021-08-08}
event: {kind: keirin, category: women, distance_m: 1500, round: final, heat: A, title: The final}
track: {base: izu, width_m: 7.2, lap_m: 250}
pacer: {from_kmh: 30, to_kmh: 50, off: 750 m to go, start: standing}
riders:
  - {first: Ana, last: Ruiz, nation: ESP, number: 7, colour: "#d02030"}
  - {first: Bea, last: Møller, nation: NOR, given_name_last: true}
  - {first: Cy, last: Tjon En Fa, nation: SUR}
start_order: [Ruiz, unknown, Møller]
results:
  - {rider: Ruiz, rank: 1, time_s: 1:51.874, last_200_m_s: 10,261}
  - {rider: Møller, rank: 2, gap_s: 0,113}
  - {rider: Tjon En Fa, rank: 3, gap_s: 0.254, status: REL}
crossing_order: [Ruiz, Møller, Tjon En Fa]
times:
  - {rider: Ruiz, half_laps_s: [7.1, 7.0, 6.9]}
  - {rider: Møller, from: 2 laps to go, laps_s: [14.2, 13.9], source: paper}
  - {rider: Ruiz, from: 200 m to go, to: finish, time_s: 10.261, note: From the screen.}
sources:
  - {id: paper, title: Report, publisher: The Paper, date: 2021-08, url: "https://example.org/a"}
story:
  - {when: pull-off-1, order: {riders: [Ruiz, Møller], from: 1}, source: paper, sure: likely, main: true}
  - {when: 2 laps to go, gap: {ahead: Ruiz, of: field, laps: about 0.25}, caption: Away}
  - {when: last lap, pass: {rider: Møller, of: Ruiz, side: outside, within_s: 3}}
  - {when: 200 m to go, hold_wheel: {rider: Tjon En Fa, of: Møller, until: 50m}, note: Seen.}
  - {when: 63.5, ride_high: {rider: Ruiz, height_m: 3}}
  - {when: bell+2, hesitate: {riders: field, seconds: 3}}
  - {when: 1.5 laps to go, crash: {rider: Tjon En Fa, down: [Møller]}}
"""

_ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2.5, 10**18, 10**30, -0.0, 5e-324, 1e-9, 1e308, -1e308, float("inf"), float("nan"),
    "", " ", "field", "unknown", "none", "pacer", "Ruiz", "Kenny", "0,113", "1,500", "1:51.874", "PT1M51S", "−0.012",
    "１２", "1.", "=2", "DNF", "2021-02-30", "0000-00-00", "bell", "last lap", "finish+2", "bell-9999", "pull-off+1e9",
    "start", "3 laps to go", "999 laps to go", "99999 m to go", "1½ laps to go", "about 3", "at least ½", "#d02030",
    "about 999999999", [], {}, [[]], [None], {"rider": "Ruiz"}, ["Ruiz"] * 40, "x" * 700, " " * 5000, "9" * 5000,
    "a\u0301\u0323" * 500, "\u202e\u200b", "\N{FAMILY}", "橋本", "<b>", "a: b", "# x", "{", "]", "'", '"', "&a", "*a",
)  # fmt: skip
"""Values that nobody should write, and some that people do."""

_PIECES = (
    "",
    "null",
    "-",
    "- ",
    ": ",
    " #",
    "#x",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "&a",
    "*a",
    "!x",
    "---",
    "...",
    "\t",
    "0,1",
    "|",
    ">",
)


def seeds() -> list[tuple[str, Any]]:
    """The files that are changed, each as text and as a tree of plain values."""
    texts = [(path, path.read_text(encoding="utf-8")) for path in sorted(RACES.rglob("*.yaml"))]
    shipped = [(text, read_document(path).root.plain()) for path, text in texts]
    return [*shipped, *[(_ALL_KEYS, parse_document(_ALL_KEYS.encode(), "all keys").root.plain())] * (len(shipped) // 2)]


def changed(chance: random.Random, files: list[tuple[str, Any]]) -> bytes:
    """One changed race file."""
    text, tree = chance.choice(files)
    if chance.random() < 0.35:
        return _changed_text(chance, text)
    tree = copy.deepcopy(tree)
    for _ in range(chance.randint(1, 5)):
        chance.choice(_CHANGES)(chance, *_somewhere(chance, tree))
    written = json.dumps(tree, ensure_ascii=chance.random() < 0.5, indent=1 if chance.random() < 0.5 else None)
    return _changed_text(chance, written) if chance.random() < 0.1 else written.encode("utf-8", "surrogatepass")


def _changed_text(chance: random.Random, text: str) -> bytes:
    lines = text.splitlines(keepends=True)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        line, place = lines[at], chance.randrange(len(lines[at]) + 1)
        piece = chance.choice(_PIECES)
        lines[at] = chance.choice(
            (line[:place] + piece + line[place:], line[:place] + line[place + 1 :], line * 2, piece, " " + line,
             line[::-1], chance.choice(lines), line.replace(": ", ":"), line.replace(", ", ","), line.replace('"', ""))
        )  # fmt: skip
    data = "".join(lines).encode("utf-8", "surrogatepass")
    return with_bytes_changed(chance, data, 1) if data and chance.random() < 0.2 else data


def _somewhere(chance: random.Random, tree: Any) -> tuple[Any, Any]:
    """A value inside a tree: what holds it, and its key or position there."""
    holder: Any = [tree]
    step: Any = 0
    value = tree
    while isinstance(value, dict | list) and value and chance.random() < 0.85:
        holder, step = value, chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        value = holder[step]
    return holder, step


def _put(chance: random.Random, holder: Any, step: Any) -> None:
    holder[step] = copy.deepcopy(chance.choice(_ODD))


def _near(chance: random.Random, holder: Any, step: Any) -> None:
    """Another number or text of the same kind."""
    value = holder[step]
    if isinstance(value, int | float) and not isinstance(value, bool):
        holder[step] = value * chance.choice((-1, 0, 0.1, 0.5, 2, 10, 1000, 1e300))
    elif isinstance(value, str) and value:
        at = chance.randrange(len(value))
        holder[step] = value[:at] + chance.choice(("", " ", "e", "9", "é", "-", "+5", value)) + value[at + 1 :]


def _take_out(chance: random.Random, holder: Any, step: Any) -> None:
    del chance
    del holder[step]


def _grow(chance: random.Random, holder: Any, step: Any) -> None:
    """The value many times over, in a list or as a text."""
    times = chance.choice((2, 3, 30, 101, 300))
    value = holder[step]
    if isinstance(value, str):
        holder[step] = value * times
    elif isinstance(holder, list) and len(json.dumps(value)) < 3000:
        holder[step : step + 1] = [copy.deepcopy(value) for _ in range(times)]


def _rename(chance: random.Random, holder: Any, step: Any) -> None:
    if isinstance(holder, dict):
        holder[chance.choice((f"{step}s", str(step)[:-1], "rank", "when", "gap_s", "laps_s", "rider"))] = holder.pop(
            step
        )


_CHANGES: tuple[Callable[[random.Random, Any, Any], None], ...] = (
    _put,
    _put,
    _put,
    _near,
    _near,
    _near,
    _take_out,
    _grow,
    _rename,
)


def became(data: bytes) -> str:
    """What became of a file: 'read' or 'refused', or the defect in words."""
    try:
        parse_race(data)
    except InputError as error:
        return "refused" if error.mistakes and format_mistakes(error) else "refused without a mistake"
    return "read"


def fuzzer() -> Fuzzer:
    """The fuzzer of race files."""
    files = seeds()
    fine = ("read", "refused")
    return Fuzzer("files", ".yaml", lambda chance: changed(chance, files), became, fine, LIMIT_S, LIMIT_MB)


def main() -> int:
    """Change and read files until the runs or the seconds are over; 1 if there was a defect."""
    return fuzz(fuzzer(), __doc__, runs=10_000)


if __name__ == "__main__":
    sys.exit(main())
