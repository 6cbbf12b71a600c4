"""Rules across the fields of a race file: every mistake at once."""

from __future__ import annotations

from replay.errors import Problem
from replay.race.facts import Race
from replay.yaml_text import Document


def problems_of(race: Race, document: Document, unsound: frozenset[str]) -> tuple[Problem, ...]:
    return ()
