"""Race files for the tests: a small whole one, and ways to change it."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from replay.base.errors import InputError
from replay.base.files.yaml_text import read_document
from replay.base.mistakes import format_mistakes
from replay.race.facts import Race
from replay.racefile.reader import parse_race

RACES = Path(__file__).resolve().parents[2] / "races"
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
    return format_mistakes(caught.value)


_ODD_VALUES: tuple[Any, ...] = (
    0,
    1,
    -1,
    3,
    0.5,
    1e308,
    True,
    "",
    "field",
    "Kenny",
    "bell",
    "about 3",
    "finish+2",
    [],
    {},
    ["Levy"],
    {"rider": "Levy"},
)


def mutated_final(seed: int) -> str:
    """The final with some of its values changed at random, as JSON, which is YAML too."""
    chance = random.Random(seed)
    race = read_document(FINAL).root.plain()
    for _ in range(chance.randint(1, 3)):
        holder, step = _somewhere(race, chance)
        if chance.random() < 0.2:
            del holder[step]
        else:
            holder[step] = copy.deepcopy(chance.choice(_ODD_VALUES))  # a later change may be inside it
    return json.dumps(race)


def _somewhere(value: Any, chance: random.Random) -> tuple[Any, Any]:
    """A value inside a tree: what holds it, and its key or position there."""
    while True:
        step = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        inner = value[step]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.2:
            return value, step
        value = inner


SPRINT = """\
schema: 1
meet: {title: Club night}
event: {kind: sprint, category: women, distance_m: 750}
track: olympic-250
riders:
  - {first: Ana, last: Ruiz, nation: ESP}
  - {first: Bea, last: Møller, nation: NOR}
start_order: [Ruiz, Møller]
results:
  - {rider: Ruiz, rank: 1}
  - {rider: Møller, rank: 2, gap_s: 0.1}
sources:
  - {id: paper, title: Report, publisher: The Paper}
story:
  - {when: bell, jump: Ruiz, source: paper}
"""
"""One ride of a sprint."""

MATCH = """\
schema: 1
meet: {title: Club night}
event: {kind: sprint, category: women, distance_m: 750}
track: olympic-250
riders:
  - {first: Ana, last: Ruiz, nation: ESP}
  - {first: Bea, last: Møller, nation: NOR}
rides:
  - results: [{rider: Ruiz, rank: 1}, {rider: Møller, rank: 2, gap_s: 0.1}]
    story: [{when: bell, jump: Ruiz}]
  - results: [{rider: Møller, rank: 1}, {rider: Ruiz, rank: 2, gap_s: 0.3}]
"""
"""Two rides of a match, one win each."""


def changed(text: str, *changes: tuple[str, str]) -> str:
    """A race file with some of its text replaced."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
