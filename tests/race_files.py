"""Race files for the tests: a small whole one, and ways to change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from replay.errors import InputError
from replay.problems import format_problems
from replay.race.facts import Race
from replay.race.reader import parse_race

RACES = Path(__file__).resolve().parent.parent / "races"
FINAL = RACES / "tokyo-2020" / "mens-keirin" / "final-a.yaml"

SMALL = """\
schema: 1
meet: {title: Club night}
event: {kind: keirin, category: women, distance_m: 1500}
track: olympic-250
riders:
  - {first: Ana, last: Ruiz, nation: ESP}
  - {first: Bea, last: Møller, nation: NOR}
  - {first: Cy, last: Tjon En Fa, nation: SUR}
results:
  - {rider: Ruiz, rank: 1}
  - {rider: Møller, rank: 2, gap_s: 0.1}
  - {rider: Tjon En Fa, rank: 3, gap_s: 0.25}
sources:
  - {id: paper, title: Report, publisher: The Paper}
story:
  - {when: bell, attack: Ruiz, source: paper}
"""


def small(*changes: tuple[str, str]) -> str:
    """The small race with some of its text replaced."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def told(item: str) -> str:
    """The small race with another story item."""
    return small(("{when: bell, attack: Ruiz, source: paper}", item))


def read(text: str | bytes) -> Race:
    return parse_race(text.encode() if isinstance(text, str) else text, "race.yaml")


def mistakes(text: str | bytes) -> str:
    """What the user sees; fails if the race is read without a mistake."""
    with pytest.raises(InputError) as caught:
        read(text)
    return format_problems(caught.value)
