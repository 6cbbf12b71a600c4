"""The examples of the documents of facts that are known in part are races."""

from __future__ import annotations

import re

import pytest

from tests.helpers.race_files import RACES, read, small

TEXT = (RACES.parent / "docs" / "race-file.md").read_text(encoding="utf-8")
FOURTH = ("  - {first: Cy,", "  - {last: Kim}\n  - {first: Cy,")


def example(begins: str) -> str:
    found = re.search(rf"^```yaml\n({re.escape(begins)}\n.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def with_example(begins: str, *changes: tuple[str, str]) -> str:
    """The small race with an example in place of what it says itself."""
    head, _, rest = small(*changes).partition("results:")
    sources = rest.partition("sources:")[2]
    shown = example(begins)
    return head + shown + "sources:" + (sources.partition("story:")[0] if "story:" in shown else sources)


@pytest.mark.parametrize(
    ("begins", "changes", "unplaced", "bounded"),
    [
        (
            "# What is known of times that nobody gives in figures.",
            (("  - {first: Cy, last: Tjon En Fa, nation: SUR}\n", ""),),
            ("Møller",),
            4,
        ),
        (
            "# The first and the third are known, and who was timed; nothing of the others.",
            (FOURTH,),
            ("Møller", "Kim"),
            0,
        ),
        ("# Who rode, and who led at the bell and over the line.", (), ("Ruiz", "Møller", "Tjon En Fa"), 0),
    ],
    ids=["bounds", "places", "no result"],
)
def test_an_example_is_a_race(
    begins: str, changes: tuple[tuple[str, str], ...], unplaced: tuple[str, ...], bounded: int
) -> None:
    text = with_example(begins, *changes)
    if bounded:
        text = text.replace("times:\n", "  - {rider: Møller, rank: unknown}\ntimes:\n")
    race = read(text)
    assert (race.unplaced, len(race.bounded)) == (unplaced, bounded)
