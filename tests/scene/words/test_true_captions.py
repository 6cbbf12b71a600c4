"""What a caption says of what is seen is so for as long as it is on, and whoever it says leads is in the picture."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.motion.trajectory import Motion
from replay.scene.compose import build_scene
from replay.scene.cues.cue import BellCue, BiggestLeadCue, OvertakeCue
from replay.scene.frame.layout import Layout
from replay.scene.words.cue_words import CueWords, Reading
from replay.scene.words.position_doubt import Doubt
from tests.helpers.caption_claims import untrue
from tests.helpers.motions import race_of
from tests.helpers.situations import ridden

strips = st.permutations("ABCD").flatmap(
    lambda order: st.lists(st.integers(0, 5), min_size=3, max_size=3).map(
        lambda gaps: "".join(rider + "." * gap for rider, gap in zip(order, [*gaps, 0], strict=True))
    )
)


@settings(max_examples=8, deadline=None)
@given(
    fields=st.lists(strips, min_size=5, max_size=5),
    between_s=st.lists(st.floats(3.0, 12.0), min_size=5, max_size=5),
    layout=st.sampled_from(list(Layout)),
    level_s=st.sampled_from([0.0, 0.05, 0.15]),
)
def test_captions_are_true_while_they_are_on(
    fields: list[str], between_s: list[float], layout: Layout, level_s: float
) -> None:
    """Races in which riders pass each other, get away and are caught, at any pace."""
    times = 50.0 + np.cumsum(between_s)
    told: list[float | str] = [0.0, "ABCD", 50.0, "A.B.C.D"]
    for time_s, field in zip(times.tolist(), fields, strict=True):
        told += [time_s, field]
    motion = ridden(*told, 112.0, fields[-1], off_s=50.0)
    scene = build_scene(race_of(motion), motion, layout=layout, doubt=_doubt(motion, level_s))
    assert list(untrue(scene)) == []


def _doubt(motion: Motion, sd_s: float) -> Doubt:
    """The same doubt of every gap all the way."""
    grid = np.array([motion.start_s, motion.end_s])
    doubt = np.full((len(motion.riders), 2), sd_s)
    return Doubt(grid, doubt * 15.0, doubt)


CLOSING = ridden(0.0, "A.......B.C", 60.0, "A.......B.C", 64.0, "A..B.C", 110.0, "A..B.C")
"""A's lead of 16 m shrinks to 6 m within four seconds."""


def test_a_lead_that_shrinks_while_one_reads_is_not_given_in_metres() -> None:
    words = CueWords(race_of(CLOSING), CLOSING)
    for cue in (BellCue(60.0), BiggestLeadCue(60.0, 0, 1, 16.0)):
        steady, shrinks = (words.of(cue, Reading(times)) for times in ((54.0, 57.0), (60.0, 63.0)))
        assert steady is not None
        assert shrinks is not None
        assert not any(letter.isdigit() for letter in shrinks.head + shrinks.body)


@pytest.mark.parametrize(("seen", "body"), [((0, 1), "A leads."), ((1, 2), "")])
def test_who_is_out_of_the_picture_is_not_said_to_lead(seen: tuple[int, ...], body: str) -> None:
    caption = CueWords(race_of(CLOSING), CLOSING).of(BellCue(60.0), Reading((60.0, 63.0), seen.__contains__))
    assert caption is not None
    assert caption.body == body


def test_a_lead_that_is_lost_again_is_not_said_any_more() -> None:
    motion = ridden(0.0, "A.B", 50.0, "A.B", 52.0, "B.A", 54.0, "B.A", 55.0, "A.B", 110.0, "A.B")
    words = CueWords(race_of(motion), motion)
    taken = OvertakeCue(51.0, 1, 0, 1)
    assert [words.is_so(taken, time_s) for time_s in (50.0, 53.0, 57.0)] == [False, True, False]
