"""What the result card says of the winning margin in metres."""

from __future__ import annotations

import pytest

from replay.motion.trajectory import Motion
from replay.race.facts import Result
from replay.scene.looks import looks_of
from replay.scene.words.race_cards import make_cards
from tests.helpers.motions import race_of
from tests.helpers.situations import ridden

COMES_BACK = ridden(0.0, "AB", 90.0, "AB", 130.0, "BA")
"""B is less than a bicycle behind when A crosses after 100 s."""


@pytest.mark.parametrize(
    ("motion", "note"),
    [
        pytest.param(ridden(0.0, "A.B", 110.0, "A.B"), "about 4.0 m clear at the line", id="clear"),
        pytest.param(ridden(0.0, "AB", 110.0, "AB"), "about 2.0 m clear at the line", id="just clear"),
        pytest.param(COMES_BACK, "about 1.6 m at the line", id="bicycles overlap"),
    ],
)
def test_who_is_less_than_a_bicycle_ahead_is_not_clear(motion: Motion, note: str) -> None:
    race = race_of(motion, results=(Result("A", 1, 0.0), Result("B", 2, 0.1)))
    assert make_cards(race, motion, looks_of(race)).result.margin_note == note
