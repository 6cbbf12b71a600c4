"""Direction: a row for each rule of which camera is on. A rule that is changed turns its row red, and no other.

A row says: of a field as it is drawn (leader first, 2 m a character), with so many laps to go, and the leader so many
metres after the finish line, this station is on, and it shows these riders.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from replay.motion.trajectory import Motion, Path
from replay.scene.camera.cut import plan_timeline
from replay.scene.camera.cutting.fast_riding import from_above
from replay.scene.camera.direction import setup_at, setup_changes
from replay.scene.camera.setups import Setup, StationName
from replay.scene.camera.timeline import Segment
from replay.scene.camera.wish import Cut, NamedCamera, Wish
from replay.scene.cues.breakaways import lead_spans
from replay.scene.frame.layout import Layout
from tests.helpers.motions import keirin_motion, unpaced_motion
from tests.helpers.situations import EVENT_M, LAP_M, LAP_S, LEADER_MPS, lap_of, ridden
from tests.scene.camera.test_slow_part import race as slow_race

WIDE, TALL = Wish(Layout.LANDSCAPE), Wish(Layout.VERTICAL)

IN_LANDSCAPE = """
    A.B.C                      0 to go     0-250  finish
    A.B.C                      1 to go   225-250  finish
    A.B.C                      1 to go     0-35   main
    A.B.C                      1 to go    35-85   bend 1
    A.B.C                      1 to go    85-143  back
    A.B.C                      1 to go   143-225  bend 2
    A.......B                  1 to go    95-160  follow 2 leader
    A.......B                  1 to go   160-191  bend 2 leader beside bend 2
    A.......B                  1 to go   207-225  main leader beside main

    A.B.C                      2 to go   205-250  main
    A.B.C                      2 to go     0-35   main
    A.B.C                      2 to go    35-85   bend 1
    A.B.C                      2 to go    85-138  overhead
    A.B.C                      2 to go   138-205  bend 2
    A.B.C                      3 to go     0-35   main
    A.B.C                      3 to go    35-85   bend 1
    A.B.C                      3 to go    85-160  back
    A.......B                  3 to go    95-160  follow 2 leader
    A.B.C                      3 to go   160-205  bend 2

    A................B         1 to go     0-30   main leader
    A................B         1 to go    30-95   bend 1 chase
    A.......................B  1 to go    30-95   main chase
    A................B         1 to go    95-160  follow 2 leader
    A................B         1 to go   160-177  bend 2 leader beside back
    A................B         1 to go   177-191  bend 2 leader beside bend 2
    A................B         1 to go   191-225  main leader beside bend 2
    A................B         2 to go     0-18   main leader beside main
    A................B         2 to go    18-30   bend 1 leader beside main
    A................B         2 to go    30-95   bend 1 leader
    A................B         2 to go    95-100  back leader beside bend 1
    A................B         2 to go   100-143  back leader beside back
    A................B         2 to go   143-177  bend 2 leader beside back
    A................B         2 to go   225-250  main leader
    A................B         3 to go    95-160  follow 2 leader
    A................B         3 to go   160-225  bend 2 chase
    A.......................B  3 to go   160-225  back chase
    A................B         3 to go   225-250  main leader beside main
"""

UPRIGHT = """
    A.B.C                      0 to go     0-250  line
    A.B.C                      1 to go   200-250  line
    A.B.C                      1 to go   143-200  bend 2
    A.B.C                      2 to go   191-250  end 1
    A.B.C                      2 to go     0-18   end 1
    A.B.C                      2 to go    18-66   bend 1
    A.B.C                      2 to go    66-143  end 2
    A.B.C                      2 to go   143-191  bend 2
    A.......B                  1 to go   200-250  line
    A.......B                  2 to go    18-34   bend 1 leader beside main
    A.......B                  2 to go    36-66   bend 1 leader beside bend 1

    A................B         2 to go   225-250  main leader
    A................B         2 to go     0-18   main leader beside main
    A................B         2 to go    18-52   bend 1 leader beside main
    A................B         2 to go    52-66   bend 1 leader beside bend 1
    A................B         2 to go    66-95   back leader beside bend 1
    A................B         2 to go    95-145  follow 2 leader
    A................B         2 to go   145-177  bend 2 leader beside back
    A................B         2 to go   177-191  bend 2 leader beside bend 2
    A................B         2 to go   191-225  main leader beside bend 2
    A................B         3 to go   225-250  main leader beside main
    A................B         3 to go     0-18   main leader
    A................B         3 to go    18-95   bend 1 chase
"""


class Row(NamedTuple):
    """One rule: the field, laps to go, from and to where the leader is, and the setup's name."""

    field: str
    laps: int
    from_m: float
    to_m: float
    setup: str


def rows(table: str) -> list[Row]:
    found = []
    for line in filter(str.strip, table.splitlines()):
        field, laps, _, _, metres, *setup = line.split()
        from_m, to_m = metres.split("-")
        found.append(Row(field, int(laps), float(from_m), float(to_m), " ".join(setup)))
    return found


def named(row: Row) -> str:
    return f"{row.field} {row.laps} to go {row.from_m:g}-{row.to_m:g}"


def seen_by(motion: Motion, along_m: float, wish: Wish) -> str:
    """The setup while the leader of a `lap_of` is so many metres after the line."""
    return setup_at(motion, lead_spans(motion), along_m / LEADER_MPS, wish).name


def assert_row(row: Row, wish: Wish) -> None:
    motion = lap_of(row.field, row.laps)
    for along_m in (row.from_m + 0.5, (row.from_m + row.to_m) / 2, row.to_m - 0.5):
        assert seen_by(motion, along_m, wish) == row.setup, f"{along_m:g} m after the line"


@pytest.mark.parametrize("row", rows(IN_LANDSCAPE), ids=named)
def test_landscape(row: Row) -> None:
    assert_row(row, WIDE)


@pytest.mark.parametrize("row", rows(UPRIGHT), ids=named)
def test_upright(row: Row) -> None:
    assert_row(row, TALL)


@pytest.mark.parametrize("layout", [Layout.SQUARE, Layout.PORTRAIT])
def test_all_that_is_not_wide_is_directed_alike(layout: Layout) -> None:
    for row in rows(UPRIGHT):
        motion = lap_of(row.field, row.laps)
        assert seen_by(motion, row.from_m + 0.5, Wish(layout)) == seen_by(motion, row.from_m + 0.5, TALL), row


@pytest.mark.parametrize(
    ("field", "setup"),
    [
        ("A......B", "back"),  # 14 m
        ("A.......B", "follow 2 leader"),  # 16 m: alone, then in a picture beside the others
    ],
)
def test_a_breakaway_has_the_low_camera_from_15_m_on(field: str, setup: str) -> None:
    assert seen_by(lap_of(field, 3), 120.0, WIDE) == setup


@pytest.mark.parametrize(("field", "setup"), [("A......B", "bend 1"), ("A.......B", "bend 1 leader")])
def test_a_lead_of_more_than_15_m_is_shown_in_parts(field: str, setup: str) -> None:
    assert seen_by(lap_of(field, 2), 80.0, WIDE) == setup


OFF_S, START_S, PACED_S = 60.0, 0.0, 70.0


@pytest.mark.parametrize(
    ("wish", "pull_off_at_m", "from_s", "to_s", "setup"),
    [
        (WIDE, 0, 0.0, 3.0, "main"),
        (WIDE, 0, 3.0, 6.0, "bend 1"),
        (WIDE, 0, 6.0, OFF_S - 9.4, "whole track"),
        (WIDE, 0, OFF_S - 3.7, OFF_S + 1.8, "main front"),
        (WIDE, 64, OFF_S - 3.7, OFF_S + 1.8, "main front"),
        (WIDE, 66, OFF_S - 3.7, OFF_S + 1.8, "back front"),
        (WIDE, 189, OFF_S - 3.7, OFF_S + 1.8, "back front"),
        (WIDE, 191, OFF_S - 3.7, OFF_S + 1.8, "main front"),
        (TALL, 0, 0.0, 6.0, "end 1"),
        (TALL, 0, 6.0, OFF_S - 9.4, "whole track"),
        (TALL, 0, OFF_S - 3.7, OFF_S + 1.8, "end 1 front"),
        (TALL, 125, OFF_S - 3.7, OFF_S + 1.8, "end 2 front"),
    ],
)
def test_behind_the_pacer(wish: Wish, pull_off_at_m: float, from_s: float, to_s: float, setup: str) -> None:
    motion = ridden(START_S, "A.B.C", PACED_S, "A.B.C", leader_m=pull_off_at_m - OFF_S * LEADER_MPS, off_s=OFF_S)
    for time_s in (from_s + 0.05, (from_s + to_s) / 2, to_s - 0.05):
        assert setup_at(motion, (), time_s, wish).name == setup, f"{time_s:g} s"


@pytest.mark.parametrize(
    ("wish", "along_m", "setup"),
    [
        (WIDE, 17, "main"),
        (WIDE, 19, "bend 1"),
        (WIDE, 67, "back"),
        (WIDE, 142, "back"),
        (WIDE, 144, "bend 2"),
        (WIDE, 190, "bend 2"),
        (WIDE, 192, "main"),
        (TALL, 65, "bend 1 front"),
        (TALL, 67, "bend 2 front"),
        (TALL, 190, "bend 2 front"),
        (TALL, 192, "bend 1 front"),
    ],
)
def test_the_line_behind_the_pacer_just_before_it_leaves(wish: Wish, along_m: float, setup: str) -> None:
    at_s = OFF_S - 6.0
    motion = ridden(START_S, "A.B.C", PACED_S, "A.B.C", leader_m=along_m - at_s * LEADER_MPS, off_s=OFF_S)
    assert setup_at(motion, (), at_s, wish).name == setup


@pytest.mark.parametrize(
    ("camera", "stations"),
    [
        (NamedCamera.MAIN, "0 main"),
        (NamedCamera.OVERHEAD, "0 overhead"),
        (NamedCamera.BACK, "0 back"),
        (NamedCamera.FINISH, "0 finish"),
        (NamedCamera.FOLLOW, "0 follow 1, 35 follow 2, 160 follow 1"),
        (NamedCamera.BEND, "0 bend 1, 103 bend 2, 205 bend 1"),
        (NamedCamera.END, "0 end 1, 103 end 2, 226 end 1"),
    ],
)
def test_a_camera_that_is_asked_for_is_on_all_the_way(camera: NamedCamera, stations: str) -> None:
    motion = lap_of("A.B.C", 3)
    changes = setup_changes(motion, (), 0.0, LAP_S, Wish(Layout.LANDSCAPE, camera=camera))
    assert ", ".join(f"{time_s * LEADER_MPS:.0f} {setup.name}" for time_s, setup in changes) == stations


def test_no_camera_waits_at_a_line_to_which_a_stopped_race_does_not_come() -> None:
    motion = ridden(0.0, "A.B.C", 12.0, "A.B.C", leader_m=EVENT_M - 90.0, stop_s=2.0)
    assert setup_at(motion, (), 8.0, WIDE).name == "main"  # 30 m past the line, as they roll on


def test_one_who_rides_alone_is_directed_as_a_bunch() -> None:
    assert seen_by(lap_of("A", 3), 120.0, WIDE) == "back"


@pytest.mark.parametrize("wish", [WIDE, TALL], ids=["landscape", "vertical"])
@pytest.mark.parametrize("field", ["A.B.C", "A.........B", "A................B"])
@pytest.mark.parametrize("laps", [1, 2, 3])
def test_cuts_come_where_the_rules_change(wish: Wish, field: str, laps: int) -> None:
    """Every metre at which a rule gives another setup is one at which the leader may be handed on."""
    motion = lap_of(field, laps)
    spans = lead_spans(motion)
    changes = setup_changes(motion, spans, 0.0, LAP_S, wish)
    starts = np.array([time_s for time_s, _ in changes])
    for along_m in np.arange(0.5, LAP_M):
        time_s = along_m / LEADER_MPS
        on = changes[int(np.searchsorted(starts, time_s, side="right")) - 1][1]
        assert on == setup_at(motion, spans, time_s, wish), f"{along_m:g} m after the line"


@pytest.mark.parametrize(("later", "until_s"), [("A.B.C", 1.8), ("A......B.C", 2.4)])
def test_the_close_shot_of_the_pull_off_is_not_cut(later: str, until_s: float) -> None:
    """It lasts longer where somebody goes."""
    motion = ridden(START_S, "A.B.C", OFF_S, "A.B.C", OFF_S + 1.0, later, PACED_S, later, leader_m=-840.0, off_s=OFF_S)
    changes = setup_changes(motion, (), START_S, PACED_S, WIDE)
    assert not [time_s for time_s, _ in changes if OFF_S - 3.7 < time_s < OFF_S + until_s]
    assert {round(time_s - OFF_S, 2) for time_s, _ in changes} >= {-9.4, -3.7, until_s}


@pytest.mark.parametrize(("along_m", "station"), [(20.0, "follow 1"), (150.0, "follow 2")])
def test_a_race_that_begins_slowly_is_opened_before_a_low_camera(along_m: float, station: str) -> None:
    """One shot from half a second before the jump until he is past the camera, without a cut; in tall pictures, too."""
    slow = ridden(START_S, "A.B", PACED_S, "A.B", leader_m=along_m - OFF_S * LEADER_MPS)
    motion = replace(slow, opens_s=OFF_S)
    changes = setup_changes(motion, (), START_S, PACED_S, WIDE)
    shot = [(round(time_s - OFF_S, 2), setup.name) for time_s, setup in changes if abs(time_s - OFF_S) < 3.3]
    past_s = max(round(((37.0 if along_m < 100 else 162.0) - along_m) / LEADER_MPS, 2), 1.6)
    assert [setup for since_s, setup in shot if -0.5 <= since_s < past_s] == [f"{station} front"]
    assert {since_s for since_s, _ in shot} >= {-0.5, past_s}
    assert setup_at(motion, (), OFF_S, TALL).name == f"{station} front"


@pytest.mark.parametrize(("layout", "station"), [(WIDE, "main front"), (TALL, "end 1 front")])
def test_who_stands_still_is_seen_close_without_a_cut(layout: Wish, station: str) -> None:
    motion = slow_race(still=(20.0, 32.0), stand_m=240.0)
    changes = setup_changes(motion, (), 10.0, 50.0, layout)
    shot = [setup.name for time_s, setup in changes if 19.0 <= time_s < 32.5]
    assert shot == [station]


@pytest.mark.parametrize("speeds", [(24.0, 24.0), (1.0, 24.0)])
@pytest.mark.parametrize(("mps", "station"), [(3.0, StationName.ABOVE), (14.0, StationName.WHOLE_TRACK)])
def test_what_is_fast_is_one_shot_from_above_with_its_ramps(
    speeds: tuple[float, float], mps: float, station: StationName
) -> None:
    """By a camera that follows, where the boards do not pass it too fast."""
    race = unpaced_motion()
    times = np.linspace(0.0, 600.0, 601)
    even = replace(race, path=Path(times, np.array([mps * times, mps * times - 3.0]), np.full((2, 601), 0.4)))
    ramp = Segment(2.0, 0.9, 2.0, *speeds)
    run = [Segment(0.0, 2.0, 0.0), ramp, Segment(2.9, 2.0, ramp.race_end_s, 24.0, 24.0)]
    wanted = [(0.0, Setup(StationName.MAIN)), (20.0, Setup(StationName.BACK)), (500.0, Setup(StationName.MAIN))]
    changes = from_above(even, run, wanted)
    assert [setup.station for _, setup in changes[:2]] == [StationName.MAIN, station]
    assert changes[1][0] == 2.0
    assert changes[2][0] == pytest.approx(run[-1].race_end_s)


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE, Layout.VERTICAL])
def test_in_two_pictures_beside_each_other_nobody_rides_to_the_left(layout: Layout) -> None:
    """The shots of a breakaway: each sees its riders go to the right, or straight, but for moments before a change."""
    motion = keirin_motion(breakaway=True)
    timeline = plan_timeline(motion, Wish(layout, Cut.FULL), ())
    ends = [span.video_start_s for span in timeline.spans[1:]] + [timeline.duration_s]
    to_the_right: list[float] = []
    for span, end in zip(timeline.spans, ends, strict=True):
        for time_s in np.linspace(timeline.race_time(span.video_start_s), timeline.race_time(end - 1e-6), 9):
            if span.beside is not None:
                distance = -np.sort(-motion.at(float(time_s)).distance_m)
                for place, track in zip(distance, (span.track, span.beside[1]), strict=False):
                    forward = motion.velodrome.directions(float(place))[0]
                    to_the_right.append(float(forward @ track.at(float(time_s)).axes()[0]))
    assert len(to_the_right) > 0
    assert np.mean(np.array(to_the_right) > -0.35) > 0.75
    assert np.mean(to_the_right) > 0.3
