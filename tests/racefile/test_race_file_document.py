"""What docs/race-file.md shows is what the reader accepts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from replay.race.moment_words import parse_when
from replay.race.story.kinds import FILE_KEYS, table_rows
from replay.racefile.reader import parse_race
from tests.helpers.race_files import mistakes, small

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "race-file.md").read_text(encoding="utf-8")
RIDERS = ("Kenny", "Awang", "Lavreysen", "Glaetzer", "Levy", "Buchli", "Paul")
FALLEN = ("Buchli", "Paul")


def race_with(item: str) -> str:
    """A race of all who are named in the document, with one item in its story."""
    riders = [f"  - {{first: A, last: {name}, nation: GBR}}" for name in RIDERS]
    ranks = [f"  - {{rider: {name}, rank: {place}}}" for place, name in enumerate(RIDERS, 1) if name not in FALLEN]
    fallen = [f"  - {{rider: {name}, status: DNF}}" for name in FALLEN]
    head = "schema: 1\nmeet: {title: T}\nevent: {kind: keirin, category: men, distance_m: 1500}\ntrack: izu"
    return "\n".join([head, "riders:", *riders, "results:", *ranks, *fallen, "story:", f"  - {item}", ""])


def rows_under(heading: str) -> list[list[str]]:
    """Cells of the table rows of a section."""
    section = DOCUMENT.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in section.splitlines() if line.startswith("| `")]


def examples() -> list[str]:
    kinds = {f"`{kind}`" for kind in FILE_KEYS}
    rows = [row for row in rows_under("The story") if set(row[0].split(", ")) <= kinds]
    return [example for row in rows for example in re.findall(r"`([^`]+)`", row[2])]


def test_the_table_of_kinds_is_that_of_the_program() -> None:
    section = DOCUMENT.split("## The story\n", 1)[1]
    table = section.split("|---|---|---|\n", 1)[1].split("\n\n", 1)[0]
    assert table.splitlines() == list(table_rows())


@pytest.mark.parametrize("example", examples())
def test_examples_of_the_story_are_read(example: str) -> None:
    when = "3 laps to go" if example.startswith("pacer_off") else "2 laps to go"
    pacer = "pacer: none\n" if example.startswith(("standstill", "lead_out")) else ""  # nobody does it behind one
    race = parse_race((race_with(f"{{when: {when}, {example}}}") + pacer).encode(), "race.yaml")
    assert len(race.story) == 1


@pytest.mark.parametrize("written", [word for row in rows_under("When") for word in re.findall(r"`([^`]+)`", row[0])])
def test_moments_are_read(written: str) -> None:
    parse_when(written)


@pytest.mark.parametrize(
    "written", [word for row in rows_under("Windows") for word in re.findall(r"`([^`]+)`", row[0])]
)
def test_windows_are_read(written: str) -> None:
    race = parse_race(race_with(f"{{when: {written}, attack: Kenny}}").encode(), "race.yaml")
    assert race.story[0].during is not None


def test_mistakes_look_as_shown() -> None:
    """The first block of mistakes, made again."""
    shown = re.findall(r"^```\n(race\.yaml.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)[0]
    made = mistakes(
        small(("nation: NOR", "nation: NO"), ("when: bell, attack: Ruiz, source: paper", "when: bel, atack: Ruiz"))
    )
    messages = [line.split(": ", 1)[1] for line in shown.splitlines() if line.startswith("race.yaml:")]
    remedies = re.findall(r"\^ (.+)", shown)
    assert len(messages) == len(remedies) == 3
    assert [words for words in (*messages, *remedies) if words not in made] == []
