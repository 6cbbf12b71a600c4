"""The table of the motion: columns, times, and what each figure means."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from numpy.testing import assert_allclose

from replay.app.build import Replay
from replay.reconstruction.samples import COLUMNS, live_gaps, rows, sample_times
from replay.track.catalogue import load_track
from tests.helpers.race_table import PACER, Track, tracks_of

ReplayOf = Callable[[str], Replay]
RATE_HZ = 12.5


@pytest.fixture(scope="session")
def table(replay_of: ReplayOf) -> list[tuple[str, ...]]:
    return list(rows(replay_of("first-round-2").reconstruction, RATE_HZ))


@pytest.fixture(scope="session")
def tracks(table: list[tuple[str, ...]]) -> dict[str, Track]:
    return tracks_of(table)


def test_columns() -> None:
    assert COLUMNS == (
        "rider", "race_time_s", "distance_m", "height_m", "x_m", "y_m", "z_m", "speed_kmh", "gap_s", "sd_m",
    )  # fmt: skip


def test_riders_are_those_who_started_and_the_pacer_is_last(tracks: dict[str, Track]) -> None:
    assert list(tracks) == ["Carlin", "Richardson", "Büchli", "Barrette", PACER]


def test_all_have_the_same_times_from_0_to_2_s_after_the_last(tracks: dict[str, Track], replay_of: ReplayOf) -> None:
    motion = replay_of("first-round-2").reconstruction.motion
    last = float(np.nanmax(motion.finish_s))
    for track in tracks.values():
        assert_allclose(track.time_s, np.arange(len(track.time_s)) / RATE_HZ, atol=1e-6)
        assert last + 2.0 - 1 / RATE_HZ < track.time_s[-1] <= last + 2.0


@pytest.mark.parametrize("rate", [0.1, 1.0, 24.0, 59.94, 60.0, 240.0, 1000.0])
def test_times_are_k_over_the_rate(rate: float, replay_of: ReplayOf) -> None:
    motion = replay_of("semifinal-1").reconstruction.motion
    times = sample_times(motion, rate)
    assert_allclose(times, np.arange(len(times)) / rate)
    assert motion.finish_s.max() + 2.0 - 1 / rate < times[-1] <= motion.finish_s.max() + 2.0


def test_numbers_have_at_least_four_decimals_and_only_the_gap_may_be_empty(table: list[tuple[str, ...]]) -> None:
    plain = re.compile(r"-?[0-9]+\.[0-9]{4,}")
    for row in table:
        assert len(row) == len(COLUMNS)
        for column, value in zip(COLUMNS[1:], row[1:], strict=True):
            assert plain.fullmatch(value) or (column == "gap_s" and value == ""), (column, value)


def test_the_leader_has_no_gap_and_the_pacer_has_none_at_all(tracks: dict[str, Track]) -> None:
    riders = [track for name, track in tracks.items() if name != PACER]
    lead = np.max([track.distance_m for track in riders], axis=0)
    for track in riders:
        assert_allclose(track.gap_s[track.distance_m == lead], 0.0, atol=1e-9)
    assert np.isnan(tracks[PACER].gap_s).all()


def test_a_gap_is_the_time_since_the_leader_was_there(replay_of: ReplayOf) -> None:
    fine = tracks_of(rows(replay_of("semifinal-1").reconstruction, 50.0))
    riders = {name: track for name, track in fine.items() if name != PACER}
    for index in range(500, len(fine["Kenny"].time_s), 500):
        leader = max(riders.values(), key=lambda track: track.distance_m[index])
        for track in riders.values():
            passed = np.interp(track.distance_m[index], leader.distance_m, leader.time_s)
            assert track.gap_s[index] == pytest.approx(track.time_s[index] - passed, abs=1e-3)


def test_gaps_are_empty_where_nobody_saw_the_leader_pass(replay_of: ReplayOf) -> None:
    motion = replay_of("semifinal-1").reconstruction.motion
    gaps = live_gaps(motion, np.array([0.0, 20.0]))
    assert np.isfinite(gaps[:, 0]).sum() == 1
    assert np.isfinite(gaps[:, 1]).all()


def test_gaps_are_never_negative(tracks: dict[str, Track]) -> None:
    for name, track in tracks.items():
        if name != PACER:
            assert np.nanmin(track.gap_s) >= 0


def test_places_are_on_the_boards_under_the_bike_s_middle(tracks: dict[str, Track]) -> None:
    izu = load_track("izu")
    for name, track in tracks.items():
        front = izu.place(track.distance_m, track.height_m)
        half = 0.95 if name == PACER else 0.875
        apart = np.linalg.norm(track.place_m - front, axis=1)
        assert np.abs(apart - half).max() < 0.02
        nearest = [izu.place(track.distance_m - back, track.height_m) for back in np.linspace(0.7, 1.3, 121)]
        assert np.min([np.linalg.norm(track.place_m - place, axis=1) for place in nearest], axis=0).max() < 0.006


def test_speeds_are_those_of_the_wheels(tracks: dict[str, Track]) -> None:
    """Over the ground: higher up a bend a rider is faster than along the measurement line."""
    izu = load_track("izu")
    for name, track in tracks.items():
        along = np.gradient(track.distance_m, track.time_s)
        ratio = izu.path_ratio(track.distance_m, track.height_m)
        assert np.abs(track.speed_kmh / 3.6 - along * ratio)[3:-3].max() < 0.5, name


def test_the_spread_is_zero_where_it_was_measured_and_not_in_between(
    tracks: dict[str, Track], replay_of: ReplayOf
) -> None:
    motion = replay_of("first-round-2").reconstruction.motion
    for name in ("Carlin", "Richardson"):
        finish = float(motion.finish_s[motion.index(name)])
        track = tracks[name]
        assert np.interp(finish, track.time_s, track.sd_m) < 0.3
        assert np.interp(finish - 15.0, track.time_s, track.sd_m) > 0.3
        assert (track.sd_m >= 0).all()
