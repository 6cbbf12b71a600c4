"""Who is named in the words of a picture is in it, whomever its shot would be about else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.scene.camera.cutting.watched_shots import with_watched
from replay.scene.camera.setups import Setup, StationName, Who
from replay.scene.camera.shots import make_shot
from replay.scene.camera.stations import stations
from replay.scene.camera.subjects import Watched
from replay.scene.frame.layout import SIZES_PX, Layout
from replay.scene.frame.shot import ShotKind
from replay.track.velodrome import TrackShape, Velodrome
from tests.helpers.motions import IZU
from tests.helpers.situations import lap_of, ridden

AWAY = "A...............B..C........D"
"""A leads by 32 m; B, C and D chase, D 24 m behind B."""


def _track(lap_m: float) -> TrackShape:
    return TrackShape("any", "any", lap_m, 0.15 * lap_m, 0.09 * lap_m, (12.0, 42.0), 6.5, 0.05 * lap_m)


@pytest.mark.parametrize(
    ("field", "who", "rider", "shown"),
    [
        (AWAY, Who.LEADER, 0, (Who.LEADER, None)),
        (AWAY, Who.LEADER, 2, (Who.RIDER, 2)),
        (AWAY, Who.CHASE, 0, (Who.LEADER, None)),
        (AWAY, Who.CHASE, 2, (Who.CHASE, None)),
        (AWAY, Who.CHASE, 3, (Who.RIDER, 3)),
        ("A.B.C", Who.FRONT, 1, (Who.FRONT, None)),
        ("A.B.C", Who.FRONT, 2, (Who.EVERYBODY, None)),
        ("A.B.C", Who.EVERYBODY, 2, (Who.EVERYBODY, None)),
        (AWAY, Who.EVERYBODY, 3, (Who.RIDER, 3)),
    ],
)
def test_a_shot_of_few_turns_to_whom_its_words_are_about(
    field: str, who: Who, rider: int, shown: tuple[Who, int | None]
) -> None:
    setup = Setup(StationName.BACK, who)
    found = with_watched(lap_of(field, 2), setup, (3.0, 6.0), (Watched(rider, 2.0, 7.0),), upright=False)
    assert (found.who, found.rider) == shown


def test_who_is_named_beside_one_far_behind_is_not_lost_for_his_sake() -> None:
    setup, watched = Setup(StationName.BACK, Who.EVERYBODY), (Watched(0, 3.0, 6.0), Watched(3, 2.0, 7.0))
    assert with_watched(lap_of(AWAY, 2), setup, (3.0, 6.0), watched, upright=False) == setup


def test_those_who_chase_share_the_picture_with_whom_they_chase() -> None:
    setup = Setup(StationName.BACK, Who.CHASE)
    found = with_watched(lap_of(AWAY, 2), setup, (3.0, 6.0), (Watched(0, 2.0, 7.0),), upright=True)
    assert (found.who, found.beside) == (Who.LEADER, StationName.BACK)


def test_the_sprint_is_shown_whomever_its_words_are_about() -> None:
    setup, finish = Setup(StationName.BEND_2, Who.EVERYBODY), lap_of(AWAY, 1)
    watched = (Watched(3, 0.0, 20.0),)
    shown = [with_watched(finish, setup, (t, t + 2.0), watched, upright=False).who for t in (2.0, 11.0)]
    assert shown == [Who.RIDER, Who.EVERYBODY]


@pytest.mark.parametrize("lap_m", [200.0, 250.0, 1000 / 3])
def test_the_sprint_begins_at_the_same_part_of_any_lap(lap_m: float) -> None:
    setup, watched = Setup(StationName.BEND_2, Who.EVERYBODY), (Watched(3, 0.0, 40.0),)
    finish = ridden(0.0, AWAY, 40.0, AWAY, leader_m=5 * lap_m, event_m=6 * lap_m)
    finish = replace(finish, velodrome=Velodrome(_track(lap_m)))
    times = np.array([0.3, 0.5]) * lap_m / 15.0
    shown = [with_watched(finish, setup, (t - 1.0, t + 1.0), watched, upright=False).who for t in times.tolist()]
    assert shown == [Who.RIDER, Who.EVERYBODY]


@pytest.mark.parametrize("field", ["A...B.C", "A....B..C"])
def test_riders_are_as_large_on_any_track_as_their_field_is_long(field: str) -> None:
    """What a picture of all may hold is so many metres, and no part of a lap."""
    large = []
    for lap_m in (200.0, 250.0, 1000 / 3, 400.0):
        velodrome = Velodrome(_track(lap_m))
        motion = replace(ridden(0.0, field, 12.0, field, leader_m=1.44 * lap_m - 90.0), velodrome=velodrome)
        station = stations(velodrome, Layout.LANDSCAPE)[StationName.BACK]
        watched = (Watched(2, 4.0, 9.0),)
        _, track = make_shot(motion, station, Layout.LANDSCAPE, 5.0, 7.0, id="1", kind=ShotKind.MAIN, watched=watched)
        camera = track.at(6.0)
        place = velodrome.place(float(motion.at(6.0).distance_m[1]), 0.4)
        large.append(camera.focal_px(1000) / float(np.linalg.norm(place - np.array(camera.eye_m))))
    assert max(large) < 1.15 * min(large)


def test_a_camera_that_shows_what_is_fast_shows_all() -> None:
    setup = Setup(StationName.ABOVE, Who.EVERYBODY)
    assert with_watched(lap_of(AWAY, 2), setup, (3.0, 6.0), (Watched(3, 2.0, 7.0),), upright=False) == setup


def test_words_that_fade_turn_no_camera() -> None:
    setup = Setup(StationName.BACK, Who.LEADER)
    assert with_watched(lap_of(AWAY, 2), setup, (3.0, 6.0), (Watched(2, 1.0, 3.8),), upright=False) == setup


def test_what_is_seen_without_words_turns_no_shot_of_others() -> None:
    setup = Setup(StationName.BACK, Who.CHASE)
    silent = (Watched(0, 2.0, 7.0, said=False),)
    assert with_watched(lap_of(AWAY, 2), setup, (3.0, 6.0), silent, upright=False) == setup


@pytest.mark.parametrize("line", [False, True])
@pytest.mark.parametrize("layout", list(Layout))
def test_a_picture_reaches_to_the_last_whom_its_words_name(layout: Layout, *, line: bool) -> None:
    """Also one with the finish line in it, which else leaves out who is far behind."""
    motion = lap_of("A..B..C............D", 1)
    beside = StationName.BACK if layout is Layout.LANDSCAPE else StationName.END_2
    station = stations(IZU, layout)[StationName.LINE if line else beside]
    start, end = (14.2, 16.2) if line else (6.0, 9.0)
    watched = (Watched(3, start - 1.0, end + 1.0),)
    kind = ShotKind.FINISH if line else ShotKind.MAIN
    _, track = make_shot(motion, station, layout, start, end, id="1", kind=kind, line=line, watched=watched)
    for time_s in np.linspace(start, end, 5):
        place = IZU.place(float(motion.at(float(time_s)).distance_m[3]), 0.4)
        seen, depth = track.at(float(time_s)).project(place, SIZES_PX[layout])
        assert depth > 0
        assert np.all((seen > 0) & (seen < SIZES_PX[layout]))


@pytest.mark.parametrize("lap_m", [200.0, 250.0, 1000 / 3])
@pytest.mark.parametrize("layout", list(Layout))
def test_the_winner_is_in_the_picture_while_his_win_is_said(layout: Layout, lap_m: float) -> None:
    """Riders are as far apart on a small track as on a large one: whom the second waits for is seen, and the second."""
    field = "A......B.C..D......E"
    motion = ridden(0.0, field, 40.0, field, leader_m=6 * lap_m - 200.0, event_m=6 * lap_m)
    motion = replace(motion, velodrome=Velodrome(_track(lap_m)))
    over_s = float(motion.finish_s[0])
    station = stations(motion.velodrome, layout)[StationName.FINISH if layout is Layout.LANDSCAPE else StationName.LINE]
    watched = (Watched(0, over_s - 0.8, over_s + 0.85),)
    _, track = make_shot(
        motion, station, layout, over_s - 2.0, over_s + 2.0, id="1", kind=ShotKind.FINISH, line=True, watched=watched
    )
    for time_s in np.linspace(over_s, over_s + 0.85, 7):
        for rider in (0, 1):
            place = motion.velodrome.place(float(motion.at(float(time_s)).distance_m[rider]), 0.4)
            seen, depth = track.at(float(time_s)).project(place, SIZES_PX[layout])
            assert depth > 0
            assert np.all((seen > 0) & (seen < SIZES_PX[layout]))
