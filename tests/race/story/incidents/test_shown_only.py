"""Facts that are only shown: a look back, and a caption alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.facts import field, found, item_mistakes, stands
from tests.helpers.fields import told


@pytest.mark.parametrize(
    ("item", "words", "doer"),
    [({"look_back": "A"}, "A looks back", "A"), ({"caption": "On they ride"}, "On they ride", None)],
)
def test_they_ask_nothing_and_are_held(item: dict[str, Any], words: str, doer: str | None) -> None:
    fact, sampled = told("AB", 5.0, **item), field("A.B")
    assert (fact.words, fact.doer) == (words, doer)
    assert (fact.constraints(sampled), fact.heights_asked(sampled)) == ((), ())
    assert stands(fact, sampled)
    assert found(fact, sampled).note == "shown; it asks nothing of the motion"
    assert fact.shown_only
    assert not fact.says_place


def test_they_may_come_after_the_finish() -> None:
    for item in ({"look_back": "A"}, {"caption": "Gold"}):
        assert told("AB", "finish+4", **item).shown_only


def test_mistakes() -> None:
    assert "no rider is called Rui" in item_mistakes("look_back: Rui")
    assert "this item tells nothing" in item_mistakes("source: paper")
