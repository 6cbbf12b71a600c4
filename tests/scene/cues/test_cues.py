"""Cues: what happens, found in the motion."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.base.easing import smoothsteps
from replay.motion.standings import order_at
from replay.motion.trajectory import Motion, Path
from replay.scene.cues.breakaways import lead_spans
from replay.scene.cues.cue import (
    AttackCue,
    BellCue,
    BiggestLeadCue,
    BreakawayCue,
    CatchCue,
    FallCue,
    FinishCue,
    LapCue,
    LastBendCue,
    OvertakeCue,
    PullOffCue,
    StoppedCue,
    only,
)
from replay.scene.cues.cue_finder import find_cues
from tests.helpers.motions import PULL_OFF_S, crash_motion, keirin_motion
from tests.helpers.situations import ridden

ALONE, BUNCH = keirin_motion(), keirin_motion(breakaway=False)


def test_cues_of_a_breakaway() -> None:
    cues = find_cues(ALONE)
    for kind in (PullOffCue, AttackCue, BreakawayCue, BellCue, LastBendCue):
        assert only(cues, kind)
    attack = only(cues, AttackCue)[0]
    assert attack.rider == 0
    assert PULL_OFF_S <= attack.time_s < PULL_OFF_S + 5
    assert [cue.place for cue in only(cues, FinishCue)] == [1, 2, 3, 4, 5, 6]


def test_a_bunch_has_no_breakaway_and_nobody_leads_behind_the_pacer() -> None:
    assert not lead_spans(BUNCH)
    (span,) = lead_spans(ALONE)
    assert span.start_s > PULL_OFF_S
    assert span.leader == 0


def test_who_goes_first_before_a_slow_race_is_opened_does_not_lead_it() -> None:
    apart = ridden(0.0, "A....B", 40.0, "A....B", 60.0, "A....B")
    assert lead_spans(apart)
    (span,) = lead_spans(replace(apart, opens_s=30.0))
    assert span.start_s == pytest.approx(30.0, abs=0.2)


def test_an_overtaking_is_seen_when_places_change() -> None:
    last = only(find_cues(ALONE), OvertakeCue)[-1]
    assert (last.rider, last.passed, last.place) == (1, 2, 2)
    assert order_at(ALONE, last.time_s - 0.2)[1] == 2
    assert order_at(ALONE, last.time_s + 0.2)[1] == 1


def test_a_fall_is_a_cue_and_its_victim_is_not_overtaken() -> None:
    motion = crash_motion()
    cues = find_cues(motion)
    assert only(cues, FallCue) == [FallCue(95.0, rider=5)]
    assert all(cue.passed != 5 or cue.time_s < 95.0 for cue in only(cues, OvertakeCue))
    assert all(cue.next_behind != 5 for cue in only(cues, AttackCue))


@pytest.mark.parametrize(
    "motion",
    [
        pytest.param(ridden(0.0, "A.B.C", 30.0, "A.B.C"), id="nobody moves"),
        pytest.param(ridden(0.0, "A.B.C", 10.0, "A.B.C", 40.0, "A....B.C"), id="a gap that opens slowly"),
        pytest.param(ridden(0.0, "A.B.C", 10.0, "A.B.C", 12.0, "A....B.C", 40.0, "A....B.C"), id="B gives up"),
    ],
)
def test_what_is_no_attack(motion: Motion) -> None:
    assert not only(find_cues(motion), AttackCue)


def faster(*, gains_mps: float, falls_s: dict[str, float] | None = None, rides_s: float = 20.0) -> Motion:
    """B and C ride at 15 m/s; from 10 s on A gets faster over two seconds, and then rides so much faster than they."""
    time_s = np.arange(round(25 * (10.0 + rides_s)) + 1) / 25
    since = np.clip(time_s - 10.0, 0.0, None)
    gained = gains_mps * np.where(since < 2.0, since**2 / 4.0, since - 1.0)
    start = ridden(0.0, "A.B.C", time_s[-1], "A.B.C", falls_s=falls_s)
    distance = start.path.distance_m + gained * np.array([[1.0], [0.0], [0.0]])
    return replace(start, path=Path(time_s, distance, start.path.height_m.copy()))


@pytest.mark.parametrize(
    ("gains_mps", "attacks"),
    [(1.8, 0), (1.9, 1), (5.0, 1)],
    ids=["3.9 m while he gets faster", "4.2 m while he gets faster", "more"],
)
def test_an_attack_opens_four_metres_in_two_and_a_half_seconds(gains_mps: float, attacks: int) -> None:
    found = only(find_cues(faster(gains_mps=gains_mps)), AttackCue)
    assert [(cue.rider, cue.next_behind) for cue in found] == [(0, 1)] * attacks
    assert all(9.0 < cue.time_s < 12.0 for cue in found)


def test_a_long_sprint_is_one_attack() -> None:
    assert len(only(find_cues(faster(gains_mps=5.0, rides_s=40.0)), AttackCue)) == 1


@pytest.mark.parametrize(("pause_s", "attacks"), [(8.5, 1), (10.0, 2)])
def test_the_same_rider_attacks_again_after_eight_seconds(pause_s: float, attacks: int) -> None:
    """From the end of one attack to the beginning of the next; both open 12 m in five seconds."""
    start = ridden(0.0, "A.B.C", 40.0, "A.B.C")
    time_s = start.path.time_s.copy()
    gained = 12.0 * (smoothsteps((time_s - 10.0) / 5.0) + smoothsteps((time_s - 10.0 - pause_s) / 5.0))
    distance = start.path.distance_m + gained * np.array([[1.0], [0.0], [0.0]])
    motion = replace(start, path=Path(time_s, distance, start.path.height_m.copy()))
    assert len(only(find_cues(motion), AttackCue)) == attacks


def test_nobody_attacks_who_leaves_one_behind_who_falls() -> None:
    assert not only(find_cues(faster(gains_mps=5.0, falls_s={"B": 12.0})), AttackCue)


@pytest.mark.parametrize(
    ("motion", "cues"),
    [
        pytest.param(ridden(0.0, "A.B", 40.0, "A.B"), [], id="a bunch"),
        pytest.param(ridden(0.0, "A..B", 40.0, "A..B"), [], id="6 m is no breakaway"),
        pytest.param(ridden(0.0, "A....B", 40.0, "A....B"), ["breakaway"], id="10 m is one, not big"),
        pytest.param(ridden(0.0, "A......B", 40.0, "A......B"), ["breakaway", "biggest lead"], id="14 m is big"),
        pytest.param(
            ridden(0.0, "A.B", 10.0, "A......B", 20.0, "A......B", 30.0, "A.B", 40.0, "A.B"),
            ["breakaway", "biggest lead", "catch"],
            id="a breakaway that is caught",
        ),
        pytest.param(
            ridden(0.0, "A....B", 15.0, "A...B", 30.0, "A....B", 40.0, "A....B"),
            ["breakaway"],
            id="one whose lead falls to 8 m for a while goes on",
        ),
    ],
)
def test_breakaways(motion: Motion, cues: list[str]) -> None:
    kinds = (BreakawayCue, BiggestLeadCue, CatchCue)
    assert [cue.label for cue in find_cues(motion) if isinstance(cue, kinds)] == cues


def test_who_catches_is_the_first_to_be_there() -> None:
    motion = ridden(0.0, "A......B.C", 10.0, "A......B.C", 20.0, "C.A.B", 30.0, "C.A.B")
    (catch,) = only(find_cues(motion), CatchCue)
    assert (catch.rider, catch.caught) == (2, 0)


def test_a_winner_whose_lead_shrinks_in_the_last_straight_is_not_caught() -> None:
    motion = ridden(0.0, "A......B", 10.0, "A......B", 30.0, "A......B", 33.0, "A.B", 40.0, "A.B", leader_m=1000.0)
    (span,) = lead_spans(motion)
    assert motion.finish_s[0] - 4.0 < span.end_s < motion.finish_s[0] - 0.2, "the lead shrinks before the line"
    assert not only(find_cues(motion), CatchCue)


def test_a_breakaway_that_holds_to_the_line_is_not_caught() -> None:
    motion = ridden(0.0, "A......B", 40.0, "A......B", leader_m=1200.0)
    (span,) = lead_spans(motion)
    assert span.end_s == pytest.approx(motion.finish_s[0], abs=0.11)
    assert not only(find_cues(motion), CatchCue)


@pytest.mark.parametrize(
    ("motion", "passings"),
    [
        pytest.param(ridden(0.0, "A.B.C", 20.0, "B.A.C", 30.0, "B.A.C"), [("B", "A", 1)], id="the lead"),
        pytest.param(ridden(0.0, "A.B.C", 20.0, "A.C.B", 30.0, "A.C.B"), [("C", "B", 2)], id="the second place"),
        pytest.param(
            ridden(0.0, "A.B.C.D.E", 20.0, "A.B.C.E.D", 30.0, "A.B.C.E.D"), [], id="what happens far behind is none"
        ),
        pytest.param(
            ridden(0.0, "A.B", 9.8, "A.B", 10.0, "B.A", 10.2, "B.A", 10.4, "A.B", 30.0, "A.B"),
            [("A", "B", 1)],
            id="four tenths in front are not the lead, to come back to it is",
        ),
        pytest.param(
            ridden(0.0, "A.B", 9.8, "A.B", 10.0, "B.A", 10.6, "B.A", 10.8, "A.B", 30.0, "A.B"),
            [("B", "A", 1), ("A", "B", 1)],
            id="eight tenths are",
        ),
        pytest.param(
            ridden(0.0, "A.B.C", 20.0, "B.A.C", 30.0, "B.A.C", falls_s={"A": 5.0}), [], id="who falls is not passed"
        ),
    ],
)
def test_passings(motion: Motion, passings: list[tuple[str, str, int]]) -> None:
    found = only(find_cues(motion), OvertakeCue)
    name = motion.riders
    assert [(name[cue.rider], name[cue.passed], cue.place) for cue in found] == passings


def test_moments_of_a_race() -> None:
    motion = ridden(0.0, "A.B", 110.0, "A.B", off_s=50.0)
    found = {cue.label: cue.time_s for cue in find_cues(motion) if not isinstance(cue, LapCue | FinishCue)}
    assert found == pytest.approx(
        {
            "start": 0.0,
            "pull-off": 50.0,
            "bell": 1250.0 / 15,
            "last bend": found["last bend"],
            "last 200 m": 1300.0 / 15,
        }
    )
    laps = {cue.laps_to_go: cue.time_s for cue in only(find_cues(motion), LapCue)}
    assert laps == pytest.approx({5: 250 / 15, 4: 500 / 15, 3: 750 / 15, 2: 1000 / 15})
    assert [(cue.rider, cue.place) for cue in only(find_cues(motion), FinishCue)] == [(0, 1), (1, 2)]


def test_a_stopped_race_has_no_cues_after_its_stop() -> None:
    motion = ridden(0.0, "A.B", 110.0, "A.B", stop_s=60.0, falls_s={"B": 59.0})
    cues = find_cues(motion)
    assert only(cues, StoppedCue) == [StoppedCue(60.0)]
    assert only(cues, FallCue) == [FallCue(59.0, rider=1)]
    assert max(cue.time_s for cue in cues) == 60.0


def test_cues_are_in_the_order_of_time() -> None:
    for motion in (ALONE, BUNCH, crash_motion()):
        cues = find_cues(motion)
        assert list(cues) == sorted(cues, key=lambda cue: cue.time_s)
