"""Highlights: which moments are shown, the most telling first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.motion.trajectory import Motion
from replay.scene.camera.selection.highlights import highlight_stretches, telling_moments
from replay.scene.cues.cue import (
    AttackCue,
    BellCue,
    BiggestLeadCue,
    Cue,
    FallCue,
    FinishCue,
    LapCue,
    LastBendCue,
    OvertakeCue,
    StoppedCue,
)
from tests.helpers.motions import PACED, UNPACED_HIGHLIGHTS
from tests.helpers.situations import ridden

OFF_S, WON_S = 67.5, 112.0


def race(*, off_s: float | None = OFF_S, stop_s: float = np.inf) -> Motion:
    motion = ridden(0.0, "A.B", 130.0, "A.B", off_s=off_s, event_m=1e6, stop_s=stop_s)
    return motion if np.isfinite(stop_s) else replace(motion, finish_s=np.array([WON_S, WON_S + 0.1]))


KEIRIN, UNPACED, STOPPED = race(), race(off_s=None), race(stop_s=100.0)
ALWAYS = [(OFF_S - 2.0, OFF_S + 4.0), (OFF_S - 9.4, OFF_S - 2.0)]
"""What every race with a pacer shows: how it leaves, and who sat where before."""


@pytest.mark.parametrize(
    ("cue", "windows"),
    [
        (FinishCue(WON_S, 0, 1), [(WON_S - 2.5, WON_S + 1.15), *ALWAYS]),
        (LastBendCue(105.0), [(104.6, 110.2), *ALWAYS]),
        (BellCue(95.0), [ALWAYS[0], (94.2, 98.2), ALWAYS[1], (95.0, 109.0)]),
        (LapCue(80.0, 2), [*ALWAYS, (79.3, 83.0)]),
        (LapCue(75.0, 3), ALWAYS),
        (BiggestLeadCue(90.0, 0, 1, 30.0), [*ALWAYS, (88.2, 91.8)]),
        (AttackCue(70.0, 0, 1, 9.0), [*ALWAYS, (69.2, 73.2)]),
        (FallCue(85.0, 1), [*ALWAYS, (84.0, 88.0)]),
        (OvertakeCue(99.0, 1, 0, 1), [*ALWAYS, (97.5, 100.5)]),
        (OvertakeCue(99.0, 1, 0, 2), ALWAYS),
    ],
    ids=lambda value: getattr(value, "label", None),
)
def test_each_cue_has_its_window_and_its_turn(cue: Cue, windows: list[tuple[float, float]]) -> None:
    assert telling_moments(KEIRIN, (cue,), PACED) == pytest.approx(np.array(windows))


def test_without_a_pacer_the_start_takes_the_place_of_the_pull_off() -> None:
    assert telling_moments(UNPACED, (BellCue(95.0),), UNPACED_HIGHLIGHTS)[0] == (0.0, 4.0)


@pytest.mark.parametrize(("fall_s", "from_s"), [(96.0, 93.5), (75.0, 97.5)], ids=["at the end", "long before"])
def test_a_stop_is_shown_with_the_falls_that_led_to_it(fall_s: float, from_s: float) -> None:
    assert telling_moments(STOPPED, (FallCue(fall_s, 1), StoppedCue(100.0)), PACED)[0] == (from_s, 107.0)


def test_no_more_than_two_attacks_and_one_lead_are_shown() -> None:
    attacks = tuple(AttackCue(70.0 + 5 * k, 0, 1, 9.0) for k in range(4))
    leads = tuple(BiggestLeadCue(90.0 + 5 * k, 0, 1, 30.0) for k in range(3))
    assert len(telling_moments(KEIRIN, (*attacks, *leads), PACED)) == len(ALWAYS) + 3


def test_what_no_longer_fits_is_left_out() -> None:
    cues = (BellCue(95.0), FinishCue(WON_S, 0, 1), *(FallCue(20.0 + 10 * k, 1) for k in range(4)))
    room = highlight_stretches(KEIRIN, cues, PACED, cards_s=0.0)
    tight = highlight_stretches(KEIRIN, cues, PACED, cards_s=20.0)
    assert sum(stretch.video_s for stretch in tight) + 20.0 <= 46.0
    assert sum(stretch.video_s for stretch in tight) < sum(stretch.video_s for stretch in room)
    assert tight[-1].race_to_s == room[-1].race_to_s, "the end is in every film"


def test_moments_that_nearly_meet_are_shown_as_one() -> None:
    apart = highlight_stretches(UNPACED, (FallCue(50.0, 1), FallCue(55.1, 1)), UNPACED_HIGHLIGHTS, cards_s=0.0)
    near = highlight_stretches(UNPACED, (FallCue(50.0, 1), FallCue(54.9, 1)), UNPACED_HIGHLIGHTS, cards_s=0.0)
    assert [stretch.race_from_s for stretch in apart] == [0.0, 49.0, 54.1]
    assert [stretch.race_from_s for stretch in near] == [0.0, 49.0]


@pytest.mark.parametrize(
    ("time_s", "speed"), [(OFF_S - 9.0, 1.5), (OFF_S - 3.0, 1.0), (OFF_S, 0.5), (OFF_S + 1.2, 1.0)]
)
def test_speeds_around_the_pull_off(time_s: float, speed: float) -> None:
    stretches = highlight_stretches(KEIRIN, (), PACED, cards_s=0.0)
    (on,) = (stretch for stretch in stretches if stretch.race_from_s <= time_s < stretch.race_to_s)
    assert (on.speed_from, on.speed_to) == (speed, speed)
