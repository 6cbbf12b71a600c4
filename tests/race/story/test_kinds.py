"""The list of kinds: what each has to say of itself, and that nothing else has to name it."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import replay.race.story
from replay.race.story.incidents.caption_fact import CaptionFact
from replay.race.story.kinds import FILE_KEYS, KIND_OF, KINDS, table_rows
from replay.race.story.story_fact import StoryFact


def test_every_kind_there_is_is_listed() -> None:
    for module in pkgutil.walk_packages(replay.race.story.__path__, "replay.race.story."):
        importlib.import_module(module.name)
    assert _labels(StoryFact) - {""} == {CaptionFact.label, *(kind.label for kind in KINDS)}


def _labels(kind: type) -> set[str]:
    """The labels of all classes below one; that of a base of several kinds is empty."""
    below: list[type] = kind.__subclasses__()
    return {str(getattr(one, "label", "")) for one in below}.union(*map(_labels, below))


def test_labels_and_keys_are_those_of_one_kind() -> None:
    labels = [*(kind.label for kind in KINDS), CaptionFact.label]
    assert len(set(labels)) == len(labels)
    assert len(FILE_KEYS) == sum(len(kind.file_keys) for kind in KINDS)
    assert all(KIND_OF[key] is kind for kind in KINDS for key in kind.file_keys)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label)
def test_a_kind_says_what_it_is_and_shows_how_it_is_written(kind: type[StoryFact]) -> None:
    assert kind.says
    assert kind.examples
    assert all(written.description.endswith(".") for written in kind.file_keys.values())
    assert {example.split(":")[0] for example in kind.examples} <= set(kind.file_keys)


def test_the_table_has_a_row_for_each() -> None:
    rows = list(table_rows())
    assert len(rows) == len(KINDS)
    assert "| `look_back` | turns his head; shown, asks nothing of the motion | `look_back: Glaetzer` |" in rows
