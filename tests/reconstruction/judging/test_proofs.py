"""What is called impossible is so without the other facts as well."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from replay.motion.outcome import Verdict
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import load_track
from tests.helpers.fields import race

LETTERS = "ABC"
STORY: tuple[dict[str, Any], ...] = (
    {"when": "2 laps to go", "gap": {"ahead": "A", "of": "field", "by": "almost half a lap"}, "sure": "loose"},
    {"when": "pull-off+2", "pass": {"rider": "C", "of": "A"}},
    {"when": "1.5 laps to go", "order": ["B", "A", "C"]},
)


def statuses(places: tuple[int, ...]) -> dict[int, Verdict]:
    """Of each of these items, told without the others."""
    facts = race(LETTERS, story=tuple(STORY[place] for place in places))
    found = {verdict.fact: verdict.status for verdict in reconstruct(facts, load_track("izu")).verdicts}
    return {place: found[fact.id] for place, fact in zip(places, facts.story, strict=True)}


@pytest.mark.slow
def test_what_is_held_with_fewer_facts_is_never_impossible_with_more() -> None:
    sizes = (1, 2, 3)
    subsets = [subset for size in sizes for subset in combinations(range(len(STORY)), size)]
    found = {subset: statuses(subset) for subset in subsets}
    for subset, other in combinations(subsets, 2):
        for place in set(subset) & set(other):
            both = {found[subset][place], found[other][place]}
            assert not {Verdict.HELD, Verdict.IMPOSSIBLE} <= both, (subset, other, place, found)
    assert Verdict.MISSED not in {status for each in found.values() for status in each.values()}
    assert found[0,][0] is Verdict.IMPOSSIBLE
    assert found[1,][1] is found[2,][2] is Verdict.HELD
