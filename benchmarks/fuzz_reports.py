"""Changed race reports, by the thousand: each is read soon, without a traceback, to facts that a race file can hold.

Reports of `benchmarks/reports` are changed in their structure (names, moments, amounts, verbs and clauses replaced by
others of their kind, sentences moved, repeated, quoted, joined, cut) and in their text (letters, marks, bytes); some
are made large. Each is read for a race of invented riders and written into a race file. A defect is whatever is raised
or takes too long, a fact of riders who do not ride, an origin outside of the text, a text that is kept, and a race file
that the program refuses.
Same seed, same reports. Run from the root:

    python -m benchmarks.fuzz_reports [--runs 3000] [--seed 0] [--seconds 600] [--keep FOLDER]
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.fuzzing import Fuzzer, fuzz, mixed_line, with_bytes_changed
from replay.app.drafting.finding_races import race_files
from replay.base.files.yaml_text import parse_document
from replay.sources.decoding import source_text
from replay.sources.found import MOST_WORDS, FoundFact, FoundRace, FoundResult, FoundRider, Origin
from replay.sources.reports.report_reader import read_report

LIMIT_S = 5.0
"""Processor time within which any report is read."""

REPORTS = Path(__file__).resolve().parent / "reports"
_LARGEST = 1_200_000

_RIDERS = (
    ("Ana", "Ruiz", "ESP"),
    ("Bea", "Møller", "NOR"),
    ("Cleo", "Tjon En Fa", "SUR"),
    ("Dora", "Ruiz", "GBR"),
    ("Eve", "de Wit", "NED"),
    ("Fay", "O'Neil", "IRL"),
)


@cache
def pieces(kind: str) -> tuple[str, ...]:
    """Pieces of a kind: moments, amounts, who, does, marks, or repeated ones."""
    path = Path(__file__).resolve().parent / "report_pieces.yaml"
    written: Any = parse_document(path.read_bytes(), path.name).root.plain()
    return (*map(str, written[kind]), *_LONG.get(kind, ()))


_LONG = {
    "marks": (
        "é" * 40,
        "\u0301" * 30,
        " " * 300,
        "0" * 300,
        "a" * 1200,
        "\0",
        "\N{BICYCLIST}",
        "\u2028",
        "\u202e",
        "\N{REPLACEMENT CHARACTER}",
    ),
    "repeated": ("A" * 999 + " ",),
}
"""Pieces that are too long or too strange for a file of them."""

_WORD = re.compile(r"[A-Z][\w'’-]+|\w+")


@cache
def texts() -> tuple[str, ...]:
    """The reports that are changed."""
    found = []
    for path in sorted(REPORTS.rglob("*.yaml")):
        written: Any = parse_document(path.read_bytes(), path.name).root.plain()
        if "report" in written:
            found.append(str(written["report"]))
    return tuple(found)


@cache
def race() -> FoundRace:
    """The race that all reports are read for: two riders share a family name, one did not finish."""
    results = tuple(
        FoundResult(FoundRider(last, first, nation=nation), Origin("table", place), rank=place)
        for place, (first, last, nation) in enumerate(_RIDERS, start=1)
    )
    return FoundRace("keirin", "final", "A", results, category="women")


def changed(chance: random.Random) -> bytes:
    """One changed or made-up report."""
    if chance.random() < 0.01:
        piece = chance.choice(pieces("repeated"))
        size = chance.choice((20_000, 200_000, _LARGEST))
        return f"Ruiz won. {piece * (size // len(piece))}".encode("utf-8", "surrogatepass")
    if chance.random() < 0.3:
        text = " ".join(_sentence(chance) for _ in range(chance.randint(1, 30)))
    else:
        text = _with_riders(chance, chance.choice(texts()))
    parts = [*_cut(text)] or [""]
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(parts))
        parts[at] = _changed_part(chance, parts, at)
    data = "".join(parts).encode("utf-8", "surrogatepass")
    return with_bytes_changed(chance, data, chance.choice((0, 0, 0, 0, 1, 4)))


def _sentence(chance: random.Random) -> str:
    """A sentence of who does what to whom, when and by how much, in any order."""
    parts = [f"{chance.choice(pieces('who'))} {chance.choice(pieces('does'))}"]
    parts += [
        chance.choice(chance.choice((pieces("who"), pieces("moments"), pieces("amounts"), pieces("does"))))
        for _ in range(chance.randint(0, 5))
    ]
    if chance.random() < 0.3:
        chance.shuffle(parts)
    joined = chance.choice((" ", ", ", " and ", ", who ", " but ", " while ", "; ")).join(parts)
    quoted = f'"{joined}," said Ruiz.' if chance.random() < 0.15 else f"{joined}."
    return quoted[:1].upper() + quoted[1:]


def _with_riders(chance: random.Random, text: str) -> str:
    """The report with its own names replaced by those of the race, each by one."""
    names: dict[str, str] = {}
    lasts = [last for _, last, _ in _RIDERS]

    def name(found: re.Match[str]) -> str:
        word = found[0]
        if not word[0].isupper() or len(word) < 4 or found.start() == 0:
            return word
        return names.setdefault(word, chance.choice((*lasts, *lasts, word)))

    return _WORD.sub(name, text)


def _cut(text: str) -> Iterator[str]:
    """A text in pieces: up to the marks and conjunctions, and with them."""
    yield from re.findall(r".+?(?:[.,;:!?\n]+\s*|\s(?=and |but |while |when |as |who )|$)", text, re.DOTALL)


def _changed_part(chance: random.Random, parts: list[str], at: int) -> str:
    """A part of a report changed in one of several ways."""
    part = parts[at]
    options = (
        mixed_line(chance, parts, at, chance.choice(pieces("marks"))),
        mixed_line(chance, parts, at, f" {chance.choice(pieces('moments'))} "),
        f"{part.rstrip('., ')} {chance.choice(pieces('amounts'))}, ",
        f"{chance.choice(pieces('who'))} {chance.choice(pieces('does'))} {part}",
        f"“{part}” said {chance.choice(pieces('who'))}. ",
        _sentence(chance),
        "",
        chance.choice(parts) + part,
        part.upper(),
        part.replace(".", ","),
    )
    return chance.choice(options)


def became(data: bytes) -> str:
    """What became of a report: 'with facts', 'without', or the defect in words."""
    source = source_text(data, "report.txt")
    reading = read_report(source.text, "report.txt", race())
    for fact in reading.facts:
        wrong = _wrong(fact, len(source.text))
        if wrong:
            return wrong
    (file,) = race_files([replace(race(), story=reading.facts)], ["report.txt"])
    if file.mistakes:
        return f"refused: {file.mistakes[0]}"
    return "with facts" if reading.facts else "without"


def _wrong(fact: FoundFact, letters: int) -> str:
    """What a fact has that it must not have; '' if all is well."""
    strangers = _names_in(fact.fields[fact.kind]) - {*race().names, "field", "inside", "outside"}
    if fact.kind != "caption" and any(name[:1].isupper() for name in strangers):
        return f"a rider who does not ride: {sorted(strangers)}"
    for origin in fact.origins:
        if not 0 <= origin.start <= origin.end <= letters:
            return "an origin outside of the text"
        if len(origin.words.split()) > MOST_WORDS:
            return "more words are kept than are needed to find the place"
    return "" if 0 < fact.sure <= 1 else f"a certainty of {fact.sure}"


def _names_in(content: object) -> set[str]:
    if isinstance(content, str):
        return {content}
    parts = content.values() if isinstance(content, dict) else content if isinstance(content, list | tuple) else ()
    return {name for part in parts for name in _names_in(part)}


def fuzzer() -> Fuzzer:
    """The fuzzer of reports."""
    return Fuzzer("reports", ".txt", changed, became, ("with facts", "without"), LIMIT_S)


def main() -> int:
    """Change and read reports until the runs or the seconds are over; 1 if there was a defect."""
    return fuzz(fuzzer(), __doc__, runs=3_000)


if __name__ == "__main__":
    sys.exit(main())
