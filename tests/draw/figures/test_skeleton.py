"""Tests of the rider's skeleton: joints in the bicycle's frame, and that frame in space."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.draw.figures.bones import skeleton
from replay.draw.figures.pacer_figure import pacer_points
from replay.scene.frame.body import HEAD_M, Bodies
from replay.scene.frame.pinhole import Point
from replay.scene.frame.riders import Pose
from replay.track.velodrome import TrackShape, Velodrome

TRACK = Velodrome(TrackShape("oval", "Oval", 250, 38, 22, (12, 45), 7.5, 14))

angles = st.floats(-2000.0, 2000.0)
efforts = st.floats(0.0, 1.0)


def pose_at(distance_m: float = 0.0, height_m: float = 1.0, **changes: float) -> Pose:
    place = TRACK.place(distance_m, height_m)
    forward, _, normal = TRACK.directions(distance_m, height_m)
    values = {"lean_deg": 0.0, "crank_deg": 0.0, "wheel_deg": 0.0} | changes
    return Pose(tuple(place), tuple(forward), tuple(normal), **values)


poses = st.builds(
    pose_at,
    st.floats(-50.0, 1500.0),
    st.floats(-2.0, 7.0),
    lean_deg=st.floats(-5.0, 60.0),
    crank_deg=angles,
    effort=efforts,
    head_deg=st.floats(-110.0, 110.0),
    upright=st.sampled_from([0.0, 0.5, 1.0]),
    arms_up=st.sampled_from([0.0, 0.0, 0.5, 1.0]),
    throw=st.sampled_from([0.0, 0.0, 0.5, 1.0]),
)


def length(points: Mapping[str, Point], first: str, second: str) -> float:
    return float(np.linalg.norm(np.subtract(points[first], points[second])))


@given(poses)
def test_bones_keep_their_lengths(pose: Pose) -> None:
    points = skeleton.rider_points(pose)
    for side in ("right", "left"):
        assert length(points, f"hip {side}", f"knee {side}") == pytest.approx(skeleton.THIGH_M)
        assert length(points, f"knee {side}", f"ankle {side}") == pytest.approx(skeleton.SHIN_M)
        assert length(points, f"shoulder {side}", f"elbow {side}") == pytest.approx(skeleton.UPPER_ARM_M)
        assert length(points, f"elbow {side}", f"hand {side}") == pytest.approx(skeleton.FOREARM_M)


@given(angles)
def test_knees_of_the_pacer_bend_and_keep_their_lengths(crank_deg: float) -> None:
    points = pacer_points(crank_deg)
    for side in ("right", "left"):
        assert length(points, f"hip {side}", f"knee {side}") == pytest.approx(0.45)
        assert length(points, f"knee {side}", f"ankle {side}") == pytest.approx(0.43)


@given(angles)
def test_the_left_pedal_is_opposite_the_right(crank_deg: float) -> None:
    points = skeleton.rider_points(pose_at(crank_deg=crank_deg))
    middle = (np.array(points["pedal right"]) + np.array(points["pedal left"])) / 2
    np.testing.assert_allclose(middle, skeleton.BOTTOM_BRACKET, atol=1e-9)
    assert length(points, "pedal right", "bottom bracket") == pytest.approx(np.hypot(skeleton.CRANK_M, 0.105))


def test_the_right_pedal_goes_from_forward_to_down() -> None:
    forward = skeleton.rider_points(pose_at(crank_deg=0.0))["pedal right"]
    down = skeleton.rider_points(pose_at(crank_deg=90.0))["pedal right"]
    assert forward[0] > skeleton.BOTTOM_BRACKET[0] + 0.16
    assert down[2] < skeleton.BOTTOM_BRACKET[2] - 0.16


@given(poses)
def test_the_tyres_touch_the_plane_of_the_boards(pose: Pose) -> None:
    frame = skeleton.bike_frame(pose)
    wheels = [(hub, 0.0, 0.0) for hub in (-skeleton.WHEELBASE_M / 2, skeleton.WHEELBASE_M / 2)]
    above = (frame.to_space(wheels) - pose.ground_m) @ np.array(pose.normal)
    np.testing.assert_allclose(above, 0.0, atol=1e-9)


@given(poses)
def test_the_frame_is_right_handed_and_of_unit_length(pose: Pose) -> None:
    axes = skeleton.bike_frame(pose).axes
    np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-9)
    assert np.linalg.det(axes) == pytest.approx(1.0)


@given(st.floats(0.0, 250.0), st.floats(0.0, 60.0))
def test_lean_is_measured_from_the_vertical_and_to_the_left(distance_m: float, lean_deg: float) -> None:
    pose = pose_at(distance_m, 0.2, lean_deg=lean_deg)
    up = skeleton.bike_frame(pose).axes[2]
    upright = skeleton.bike_frame(pose_at(distance_m, 0.2)).axes[2]
    assert np.degrees(np.arccos(np.clip(up @ upright, -1, 1))) == pytest.approx(lean_deg, abs=1e-4)
    left = np.cross([0.0, 0.0, 1.0], pose.forward)
    assert up @ left >= -1e-9


def test_in_the_bend_a_sprinter_stands_square_on_the_boards() -> None:
    pose = pose_at(47.5, 0.2, lean_deg=45.0)
    assert skeleton.bike_frame(pose).axes[2] @ np.array(pose.normal) > 0.999


@given(poses)
def test_space_and_back(pose: Pose) -> None:
    frame = skeleton.bike_frame(pose)
    points = np.array([[0.3, -0.2, 1.1], [0.0, 0.0, 0.0]])
    np.testing.assert_allclose(frame.from_space(frame.to_space(points)), points, atol=1e-9)


def test_a_head_that_turns_over_the_left_shoulder_looks_left() -> None:
    ahead = skeleton.rider_points(pose_at())["nose tip"]
    turned = skeleton.rider_points(pose_at(head_deg=90.0))["nose tip"]
    assert ahead[1] == pytest.approx(0.0, abs=1e-9)
    assert turned[1] > 0.1


def test_a_sprinter_leaves_the_saddle_only_at_high_effort() -> None:
    easy, hard = (skeleton.rider_points(pose_at(effort=effort)) for effort in (0.4, 1.0))
    assert easy["hip right"][2] == skeleton.rider_points(pose_at(effort=0.0))["hip right"][2]
    assert hard["hip right"][2] > easy["hip right"][2] + 0.05


def test_a_fallen_rider_lies_on_the_boards() -> None:
    pose = pose_at(40.0, 3.0, lean_deg=30.0, fallen=1.0)
    frame = skeleton.bike_frame(pose)
    assert abs(frame.axes[2] @ np.array(pose.normal)) < 0.2
    places = [place for name, place in skeleton.rider_points(pose).items() if not name.startswith("to ")]
    points = frame.to_space(places)
    heights = (points - pose.ground_m) @ np.array(pose.normal)
    assert heights.min() > -0.1
    assert heights.max() < 0.8


def test_a_throw_puts_the_hips_behind_the_saddle_and_straightens_the_arms() -> None:
    points = skeleton.rider_points(pose_at(throw=1.0))
    assert points["hips"][0] < points["saddle back"][0]
    assert length(points, "shoulder left", "hand left") > 0.95 * (skeleton.UPPER_ARM_M + skeleton.FOREARM_M)
    np.testing.assert_allclose(points["hand left"], (0.545, 0.19, 0.66), atol=0.02)


@given(poses)
def test_left_and_right_mirror_each_other_half_a_turn_later(pose: Pose) -> None:
    here = skeleton.rider_points(replace(pose, head_deg=0.0))
    there = skeleton.rider_points(replace(pose, head_deg=0.0, crank_deg=pose.crank_deg + 180.0))
    for name in ("knee", "elbow", "hand", "ankle"):
        x, y, z = here[f"{name} left"]
        np.testing.assert_allclose(there[f"{name} right"], (x, -y, z), atol=1e-6)


HELD: tuple[dict[str, float], ...] = (
    {},
    {"upright": 1.0},
    {"upright": 0.5},
    {"arms_up": 1.0},
    {"upright": 1.0, "arms_up": 0.5},
)


@pytest.mark.parametrize("held", HELD)
def test_marks_know_where_the_head_is(held: dict[str, float]) -> None:
    """Labels go by the top of the helmet, without the points of the figure."""
    pose = Pose((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), lean_deg=0.0, crank_deg=40.0, wheel_deg=0.0, **held)
    forward, _, up = skeleton.rider_points(pose)["head"]
    (top,) = Bodies.of((pose,)).heads(np.array([HEAD_M]))
    assert top[0] == pytest.approx(forward, abs=0.08)
    assert 0.1 < top[2] - up < 0.3
