"""Poses: bikes and riders in space."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.units import GRAVITY_MPS2
from replay.scene.riding.poses import DEVELOPMENT_M, head_turns, pacer_pose, rider_poses
from tests.helpers.motions import IZU, PULL_OFF_S, crash_motion, keirin_motion, race_of, told_story

MOTION = keirin_motion()
TIMES = st.floats(1.0, 112.0)


@given(TIMES)
def test_directions_are_unit_and_lie_on_the_boards(time_s: float) -> None:
    for pose in rider_poses(MOTION, time_s):
        forward, normal = np.array(pose.forward), np.array(pose.normal)
        assert np.linalg.norm(forward) == pytest.approx(1.0)
        assert np.linalg.norm(normal) == pytest.approx(1.0)
        assert forward @ normal == pytest.approx(0.0, abs=1e-9)
        assert normal[2] > 0


@given(TIMES)
def test_the_bikes_middle_is_behind_the_tyres_front(time_s: float) -> None:
    state = MOTION.at(time_s)
    front = IZU.place(state.distance_m, state.height_m)
    for point, pose in zip(front, rider_poses(MOTION, time_s), strict=True):
        back = point - np.array(pose.ground_m)
        assert np.linalg.norm(back) == pytest.approx(0.85, abs=0.02)
        assert back @ np.array(pose.forward) > 0.8


def test_riders_sit_upright_on_straights_and_lean_in_bends() -> None:
    crossing = float(MOTION.path.crossing_times(1240.0)[0])
    assert rider_poses(MOTION, crossing)[0].lean_deg == pytest.approx(0.0, abs=0.1)
    bend = float(MOTION.path.crossing_times(1310.0)[0])
    speed = float(MOTION.at(bend).speed_mps[0])
    balance = np.degrees(np.arctan(speed**2 / IZU.shape.radius_m / GRAVITY_MPS2))
    assert rider_poses(MOTION, bend)[0].lean_deg == pytest.approx(balance, abs=2.0)


def test_a_turn_of_the_cranks_takes_the_gears_development() -> None:
    early, late = (float(MOTION.path.crossing_times(1000.0 + x)[0]) for x in (0.0, DEVELOPMENT_M))
    turned = rider_poses(MOTION, late)[0].crank_deg - rider_poses(MOTION, early)[0].crank_deg
    assert turned == pytest.approx(360.0, abs=1e-3)


def test_the_head_turns_when_a_look_back_is_told() -> None:
    turns = head_turns(race_of(MOTION, story=told_story()), MOTION)
    assert rider_poses(MOTION, PULL_OFF_S - 4.0, turns)[0].head_deg > 80
    assert rider_poses(MOTION, PULL_OFF_S - 6.0, turns)[0].head_deg == 0.0
    assert rider_poses(MOTION, PULL_OFF_S - 4.0, turns)[1].head_deg == 0.0


def test_effort_is_high_in_the_attack_and_low_behind_the_pacer() -> None:
    assert rider_poses(MOTION, 40.0)[0].effort < 0.25
    assert rider_poses(MOTION, PULL_OFF_S + 3.0)[0].effort > 0.5


def test_who_falls_lies_and_slides_down() -> None:
    motion = crash_motion()
    before, after = (rider_poses(motion, time)[5] for time in (94.9, 98.0))
    assert before.fallen == 0.0
    assert after.fallen == 1.0
    assert after.ground_m[2] < before.ground_m[2] + 1.0
    assert motion.at(98.0).height_m[5] > 0.3
    low = IZU.place(motion.at(98.0).distance_m[5] - 0.85, 0.15)
    assert after.ground_m[2] == pytest.approx(float(low[2]), abs=0.05)
    assert rider_poses(motion, 98.0)[0].fallen == 0.0


def test_the_pacer_is_there_until_it_has_gone() -> None:
    assert pacer_pose(MOTION, 30.0) is not None
    assert pacer_pose(MOTION, MOTION.pacer_gone_s + 0.1) is None


def test_who_gets_up_is_upright_before_he_rides_on() -> None:
    motion = crash_motion()
    up = np.full(6, np.nan)
    up[5] = 104.0
    motion = replace(motion, up_s=up)
    fallen = [rider_poses(motion, time_s)[5].fallen for time_s in (100.0, 103.2, 104.0, 106.0)]
    assert fallen[0] == 1.0
    assert 0.0 < fallen[1] < 1.0
    assert fallen[2:] == [0.0, 0.0]
