"""What is seen of a fact: hand-made rides that show it, and others that do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.seen import by_kind, definitions, not_seen, watched
from benchmarks.watching.definitions import DEFINITIONS, sight_of
from benchmarks.watching.ride import Ride
from benchmarks.watching.speeds import Speeds, flags, speeds_of, table
from benchmarks.watching.untold import turning_points, untold_of
from replay.base.units import Floats
from replay.motion.trajectory import Motion
from replay.motion.trajectory import Path as Ridden
from replay.race.story.duels.draw_level_fact import DrawLevelFact
from replay.race.story.duels.standstill_fact import StandstillFact
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.kinds import KIND_OF, KINDS
from replay.race.story.story_fact import StoryFact
from replay.race.when import Mark, When
from replay.racefile.reader import read_race
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import velodrome_of
from tests.helpers.motions import IZU, keirin_motion, race_of
from tests.helpers.race_files import FINAL, SPRINT, read, told

RATE_HZ = 25
END_S = 40.0
NAMES = ("Ruiz", "Møller", "Tjon En Fa")
FLOOR_M = 0.2
"""Heights are on the measurement line unless a test says otherwise, where a metre of it is a metre ridden."""

Move = Callable[[Floats], Floats]
"""Metres as a function of race time."""


def rolling(start_m: float, mps: float = 14.0, *changes: tuple[float, float, float]) -> Move:
    """Metres of a rider who rolls evenly. changes: (from s, over s, m/s that he gains then; below 0 loses)."""

    def metres(time_s: Floats) -> Floats:
        gained = np.zeros_like(time_s)
        for begin_s, over_s, gain in changes:
            since = np.clip(time_s - begin_s, 0.0, None)
            gained += gain * np.where(since < over_s, since**2 / (2 * over_s), since - over_s / 2)
        return np.asarray(start_m + mps * time_s + gained)

    return metres


def flat(_time_s: Floats) -> Floats:
    return np.full_like(_time_s, FLOOR_M)


def hump(at_s: float, top_m: float) -> Move:
    """Up the boards and down again."""
    return lambda time_s: FLOOR_M + (top_m - FLOOR_M) * np.exp(-(((time_s - at_s) / 2.0) ** 2))


def wide(height_m: float) -> Move:
    return lambda time_s: np.full_like(time_s, height_m)


def ride(
    *moves: Move,
    heights: tuple[Move, ...] = (flat, flat, flat),
    pull_off_s: float = np.nan,
    falls: tuple[float, ...] = (),
) -> Ride:
    """A ride of two or three riders for 40 s; its finish is out of reach unless they ride more than 1500 m."""
    time_s = np.arange(0, round(END_S * RATE_HZ) + 1) / RATE_HZ
    path = Ridden(
        time_s,
        np.array([move(time_s) for move in moves]),
        np.array([height(time_s) for height in heights[: len(moves)]]),
    )
    fall_s = np.full(len(moves), np.nan)
    fall_s[: len(falls)] = falls
    pacer = Ridden(time_s.copy(), (20 + 14 * time_s)[None], np.where(time_s < pull_off_s, 0.4, -2.5)[None])
    return Ride(
        Motion(
            velodrome=IZU,
            riders=NAMES[: len(moves)],
            event_distance_m=1500.0,
            path=path,
            pacer=pacer if np.isfinite(pull_off_s) else None,
            pull_off_s=pull_off_s,
            pacer_gone_s=pull_off_s + 5,
            finish_s=path.crossing_times(1500.0),
            fall_s=fall_s,
        )
    )


def fact(**content: Any) -> StoryFact:
    """A fact of 10 s into the race, unless `when` says otherwise."""
    ((key, value),) = ((key, value) for key, value in content.items() if key not in ("when", "until"))
    written = str(value).replace("'", "").replace("None", "null").replace("True", "true")
    return read(told(f"{{when: {content.get('when', 10)}, {key}: {written}}}")).story[0]


def seen(of: Ride, **content: Any) -> bool:
    return sight_of(fact(**content), of).seen


# Efforts


def test_attack_that_gains_on_the_others_is_seen() -> None:
    assert seen(ride(rolling(0, 14, (10, 4, 3)), rolling(-3), rolling(-6)), attack="Ruiz")


def test_attack_that_gains_a_place_is_seen() -> None:
    assert seen(ride(rolling(-0.5, 14, (10, 4, 0.2)), rolling(0), rolling(30)), attack="Ruiz")


def test_attack_from_the_front_that_others_hurry_to_follow_is_seen() -> None:
    of = ride(rolling(0, 14, (10, 4, 2)), rolling(-2.5, 14, (10, 4, 2)), rolling(-5, 14, (10, 4, 2)))
    assert seen(of, attack="Ruiz")


def test_attack_of_one_who_is_towed_by_a_field_that_goes_as_fast_is_not_seen() -> None:
    of = ride(rolling(-5, 14, (10, 4, 2)), rolling(-2.5, 14, (10, 4, 2)), rolling(0, 14, (10, 4, 2)))
    assert not seen(of, attack="Ruiz")


def test_attack_that_takes_back_what_was_let_go_is_not_seen() -> None:
    drops = (rolling(-3, 14, (4, 1, -0.8), (9.9, 3, 1.4)), rolling(0), rolling(3))
    assert not seen(ride(*drops), attack="Ruiz")
    assert seen(ride(rolling(-3, 14, (9.9, 3, 0.6)), rolling(0), rolling(3)), attack="Ruiz")


def test_attack_of_one_who_is_passed_first_is_not_seen() -> None:
    """He closes on the rider ahead while another comes past: from second to third."""
    passer, ahead = rolling(-9, 14, (6, 1, 2.5)), rolling(14)
    assert not seen(ride(rolling(0, 14, (9.9, 3, 0.8)), ahead, passer), attack="Ruiz")
    assert seen(ride(rolling(0, 14, (9.9, 3, 0.8)), ahead, rolling(-9)), attack="Ruiz")


def test_attack_that_slows_down_first_is_not_seen() -> None:
    assert not seen(ride(rolling(0, 14, (10, 2, -0.8), (12, 3, 4)), rolling(-3), rolling(-6)), attack="Ruiz")


def test_attack_without_an_effort_is_not_seen() -> None:
    assert not seen(ride(rolling(0), rolling(-3), rolling(-6)), attack="Ruiz")


@pytest.mark.parametrize(("pull_off_s", "shown"), [(15.0, False), (10.5, True), (5.0, True)])
def test_nobody_is_seen_to_attack_behind_the_pacer(pull_off_s: float, shown: bool) -> None:
    of = ride(rolling(0, 14, (10, 4, 3)), rolling(-3), rolling(-6), pull_off_s=pull_off_s)
    assert seen(of, attack="Ruiz") == shown


def test_a_climb_before_a_dive_is_no_slowing_down() -> None:
    """He spends speed on height and gets it back: the effort is even, then he goes."""
    climbing = hump(12, 2.0)
    of = ride(rolling(0, 14, (12.5, 4, 3)), rolling(-3), rolling(-6), heights=(climbing, flat, flat))
    assert seen(of, attack="Ruiz")


@pytest.mark.parametrize(("gain", "shown"), [(0.0, True), (0.5, True), (1.5, False)])
def test_who_hesitates_does_not_go_faster(gain: float, shown: bool) -> None:
    assert seen(ride(rolling(0), rolling(-3, 14, (11, 3, gain))), hesitate="Møller") == shown


def test_who_goes_and_comes_back_has_not_hesitated() -> None:
    assert not seen(ride(rolling(0), rolling(-9, 14, (10, 1, 1.5), (12, 1, -1.5))), hesitate="Møller")


def test_nobody_is_seen_to_hesitate_behind_the_pacer() -> None:
    assert not seen(ride(rolling(0), rolling(-3), pull_off_s=20.0), hesitate="Møller")


def test_field_that_hesitates_is_all_but_the_leader() -> None:
    assert seen(ride(rolling(0, 14, (10, 4, 3)), rolling(-3), rolling(-6)), hesitate="field")
    assert not seen(ride(rolling(0, 14, (10, 4, 3)), rolling(-3, 14, (10, 4, 3)), rolling(-6)), hesitate="field")


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        (((10.0, 3.0, -2.0),), True),
        (((10.0, 3.0, -0.3),), False),
        (((10.0, 3.0, -2.0), (20.0, 4.0, 4.0)), False),  # he comes again
    ],
)
def test_who_stops_racing_slows_down_drops_back_and_stays_there(
    changes: tuple[tuple[float, float, float], ...], shown: bool
) -> None:
    of = ride(rolling(0), rolling(-3), rolling(-6, 14, *changes))
    assert seen(of, stops_racing="Tjon En Fa") == shown


def test_nobody_is_seen_to_ease_where_all_slow_down_alike() -> None:
    slows = (10.0, 3.0, -2.0)
    assert not seen(ride(rolling(0, 14, slows), rolling(-3, 14, slows), rolling(-6, 14, slows)), stops_racing="Ruiz")


def test_who_looks_back_does_not_sprint_meanwhile() -> None:
    assert seen(ride(rolling(0), rolling(-3)), look_back="Ruiz")
    assert not seen(ride(rolling(0, 14, (9, 2, 2)), rolling(-3)), look_back="Ruiz")
    assert not seen(ride(rolling(0), rolling(-3), falls=(5.0,)), look_back="Ruiz")


# Places


@pytest.mark.parametrize(("lead_m", "shown"), [(2.0, True), (0.3, True), (0.05, False), (-1.0, False)])
def test_order_is_seen_by_a_lead_that_the_eye_can_tell(lead_m: float, shown: bool) -> None:
    assert seen(ride(rolling(lead_m), rolling(0)), order="[Ruiz, Møller]") == shown


def test_order_from_a_place_is_seen_if_all_are_in_their_places() -> None:
    of = ride(rolling(0), rolling(-3), rolling(5))
    assert seen(of, order="{riders: [Ruiz, Møller], from: 2}")
    assert not seen(of, order="{riders: [Ruiz], from: 1}")
    assert not seen(ride(rolling(0), rolling(-9), rolling(-5)), order="{riders: [Ruiz, Møller], from: 1}")


@pytest.mark.parametrize(
    ("amount", "lead_m", "shown"),
    [
        ("m: about 10", 11.5, True),
        ("m: about 10", 14.0, False),
        ("m: at least 10", 30.0, True),
        ("m: at least 10", 7.0, False),
        ("m: exactly 10", 11.5, False),
        ("lengths: at most 0.5", -0.5, True),  # said of riders who are level
        ("lengths: at most 0.5", -3.0, False),
        ("lengths: about 0.5", -0.2, False),  # he is behind
        ("s: about 0.5", 7.0, True),
        ("s: about 0.5", 14.0, False),
    ],
)
def test_gap_is_seen_to_about_a_fifth(amount: str, lead_m: float, shown: bool) -> None:
    assert seen(ride(rolling(lead_m), rolling(0)), gap=f"{{ahead: Ruiz, of: Møller, {amount}}}") == shown


def test_gap_to_the_field_is_to_the_nearest_and_needs_the_lead() -> None:
    gap = "{ahead: Ruiz, of: field, m: about 10}"
    assert seen(ride(rolling(10), rolling(0), rolling(-8)), gap=gap)
    assert not seen(ride(rolling(10), rolling(0), rolling(15)), gap=gap)


def test_gap_to_a_group_is_to_the_first_of_it() -> None:
    gap = "{ahead: Ruiz, of: [Tjon En Fa, Møller], m: about 10}"
    assert seen(ride(rolling(10), rolling(0), rolling(-8)), gap=gap)
    assert not seen(ride(rolling(10), rolling(0), rolling(7)), gap=gap)


def test_chase_is_led_by_the_first_behind_a_gap() -> None:
    assert seen(ride(rolling(20), rolling(0), rolling(-3)), chase="Møller")
    assert not seen(ride(rolling(2.5), rolling(0), rolling(-3)), chase="Møller"), "he is on the wheel"
    assert not seen(ride(rolling(20), rolling(0), rolling(0.1)), chase="Møller"), "the two are level"
    assert not seen(ride(rolling(20), rolling(0, 14, (10, 3, -2)), rolling(-3)), chase="Møller"), "he eases"
    assert not seen(ride(rolling(-30), rolling(0), rolling(-3)), chase="Møller"), "he leads"


@pytest.mark.parametrize(
    ("start_m", "side", "height_m", "shown"),
    [
        (-2.0, None, 0.2, True),
        (-60.0, None, 0.2, False),  # not past in time
        (2.0, None, 0.2, False),  # ahead already
        (-2.0, "outside", 1.2, True),
        (-2.0, "inside", 1.2, False),
    ],
)
def test_pass_is_from_behind_to_ahead(start_m: float, side: str | None, height_m: float, shown: bool) -> None:
    of = ride(rolling(start_m - 10, 15), rolling(0), heights=(wide(height_m), flat, flat))
    assert seen(of, **{"pass": f"{{rider: Ruiz, of: Møller{f', side: {side}' if side else ''}}}"}) == shown


@pytest.mark.parametrize(
    ("behind_m", "height_m", "shown"), [(2.5, 0.2, True), (7, 0.2, False), (0.5, 1.0, False), (2.5, 2.2, False)]
)
def test_wheel_is_held_close_behind_and_in_line(behind_m: float, height_m: float, shown: bool) -> None:
    of = ride(rolling(0), rolling(-behind_m), heights=(flat, wide(height_m), flat))
    assert seen(of, hold_wheel="{rider: Møller, of: Ruiz}") == shown


def test_wheel_is_lost_by_who_drops_off_half_way() -> None:
    of = ride(rolling(0), rolling(-2.5, 14, (11, 2, -2)))
    assert not seen(of, hold_wheel="{rider: Møller, of: Ruiz}")


def test_move_is_a_change_of_places() -> None:
    passes = rolling(-8, 15)
    assert seen(ride(passes, rolling(0), rolling(-20)), move_up="Ruiz")
    assert seen(ride(passes, rolling(0), rolling(-20)), move_up="{rider: Ruiz, to: 1}")
    assert seen(ride(passes, rolling(0), rolling(-20)), drop_back="Møller")
    assert not seen(ride(passes, rolling(0), rolling(-20)), move_up="{rider: Ruiz, to: 2}")
    assert not seen(ride(rolling(0), rolling(-3), rolling(-6)), move_up="{rider: Ruiz, to: 1}"), "he was there before"
    assert not seen(ride(passes, rolling(0), rolling(-20)), drop_back="Tjon En Fa")


# The boards


@pytest.mark.parametrize(
    ("behind_m", "height_m", "shown"),
    [(0.5, 1.1, True), (2.2, 1.1, True), (4.0, 1.1, False), (15.0, 0.35, False), (0.5, 0.25, False), (0.5, 0.0, False)],
)
def test_side_is_seen_of_riders_beside_each_other(behind_m: float, height_m: float, shown: bool) -> None:
    of = ride(rolling(0), rolling(-behind_m), heights=(flat, wide(height_m), flat))
    assert seen(of, outside="{rider: Møller, of: Ruiz}") == shown
    assert not (shown and seen(of, inside="{rider: Møller, of: Ruiz}"))


def test_side_is_seen_of_a_lapped_rider_too() -> None:
    of = ride(rolling(0), rolling(-IZU.lap_m), heights=(flat, wide(1.1), flat))
    assert seen(of, outside="{rider: Møller, of: Ruiz}")


@pytest.mark.parametrize(
    ("height", "shown"), [(hump(10, 2.6), True), (hump(10, 1.2), False), (wide(2.6), False), (hump(20, 2.6), False)]
)
def test_who_rides_high_goes_up_and_comes_down(height: Move, shown: bool) -> None:
    assert seen(ride(rolling(0), rolling(-9), heights=(height, flat, flat)), ride_high="Ruiz") == shown


def test_told_height_is_an_estimate() -> None:
    of = ride(rolling(0), rolling(-9), heights=(hump(10, 3.0), flat, flat))
    assert seen(of, ride_high="{rider: Ruiz, height_m: 3.4}")
    assert not seen(of, ride_high="{rider: Ruiz, height_m: 4}")


def falls(at_s: float) -> Move:
    """Metres of one who slides to a stop within four seconds."""
    return rolling(0, 14, (at_s, 4, -14))


@pytest.mark.parametrize(
    ("move", "fall_s", "shown"),
    [(falls(10), (10.2,), True), (falls(14), (14.0,), False), (rolling(0), (10.0,), False), (rolling(0), (), False)],
)
def test_who_falls_comes_to_rest(move: Move, fall_s: tuple[float, ...], shown: bool) -> None:
    assert seen(ride(move, rolling(-9), falls=fall_s), crash="Ruiz") == shown


def test_who_is_brought_down_falls_too() -> None:
    both = "{rider: Ruiz, down: Møller}"
    assert seen(ride(falls(10), falls(10.5), falls=(10.0, 10.5)), crash=both)
    assert not seen(ride(falls(10), rolling(-9), falls=(10.0,)), crash=both)


@pytest.mark.parametrize(("pull_off_s", "shown"), [(10.0, True), (12.0, True), (20.0, False), (np.nan, False)])
def test_pacer_is_seen_to_leave(pull_off_s: float, shown: bool) -> None:
    assert seen(ride(rolling(0), rolling(-3), pull_off_s=pull_off_s), pacer_off=True) == shown


def test_nothing_is_seen_of_a_moment_that_never_comes() -> None:
    assert not sight_of(fact(order="[Ruiz, Møller]", when="bell"), ride(rolling(3), rolling(0))).seen


def test_leader_is_ahead_of_all_at_the_moment_or_nearly_all_the_time() -> None:
    assert seen(ride(rolling(2), rolling(0), rolling(-3)), leads="Ruiz")
    assert not seen(ride(rolling(2), rolling(0), rolling(4)), leads="Ruiz")
    assert seen(ride(rolling(2), rolling(0), rolling(-3)), leads="[Møller, Ruiz]")
    passed = ride(rolling(2), rolling(0, 14, (14, 3, 1)), rolling(-3))
    assert seen(passed, leads="{rider: Ruiz, until: 14}")
    assert not seen(passed, leads="{rider: Ruiz, until: 30}")


@pytest.mark.parametrize(
    ("lead_m", "level", "at_shoulder"), [(0.2, True, True), (1.0, False, True), (3.0, False, False)]
)
def test_level_and_at_the_shoulder(lead_m: float, level: bool, at_shoulder: bool) -> None:
    of = ride(rolling(lead_m), rolling(0))
    assert seen(of, level="[Ruiz, Møller]") == level
    assert seen(of, at_shoulder="{rider: Møller, of: Ruiz}") == at_shoulder


@pytest.mark.parametrize(
    ("gain_mps", "side", "shown"),
    [(1.5, None, True), (0.3, None, False), (2.5, None, False), (1.5, "outside", True), (1.5, "inside", False)],
)
def test_try_comes_up_beside_and_falls_back(gain_mps: float, side: str | None, shown: bool) -> None:
    comes = rolling(-5, 14, (10, 1, gain_mps), (13, 2, -2 * gain_mps))
    of = ride(rolling(0), comes, heights=(flat, wide(1.2), flat))
    assert seen(of, tries=f"{{rider: Møller, of: Ruiz{f', side: {side}' if side else ''}}}") == shown


def test_window_is_looked_at_all_over() -> None:
    passes = ride(rolling(0), rolling(-10, 15))
    assert seen(passes, leads="Møller", when="{between: [2, 20]}")
    assert not seen(passes, leads="Møller", when="{between: [2, 8]}")
    assert not seen(passes, leads="Møller", when="on the last lap")


@pytest.mark.parametrize(
    ("said", "lead_m", "shown"),
    [
        ("half a wheel", 0.3, True),
        ("half a wheel", 1.0, False),
        ("a whisker", 0.1, True),
        ("a whisker", -0.1, False),
        ("a few lengths", 6.0, True),
        ("a few lengths", 12.0, False),
        ("almost 20 m", 17.0, True),
        ("almost 20 m", 23.0, False),
    ],
)
def test_gap_is_as_it_is_said(said: str, lead_m: float, shown: bool) -> None:
    assert seen(ride(rolling(lead_m), rolling(0)), gap=f"{{ahead: Ruiz, of: Møller, by: {said}}}") == shown


# Holes and doors


@pytest.mark.parametrize(
    ("ahead_m", "beside_m", "height_m", "shown"),
    [(2.4, 0.3, 1.2, True), (2.4, 0.3, 0.3, False), (6.0, 0.3, 1.2, False), (2.4, 3.0, 1.2, False)],
)
def test_boxed_in_is_behind_a_wheel_with_one_above(
    ahead_m: float, beside_m: float, height_m: float, shown: bool
) -> None:
    of = ride(rolling(0), rolling(ahead_m), rolling(beside_m), heights=(flat, flat, wide(height_m)))
    assert seen(of, boxed_in="Ruiz") == shown
    assert seen(of, boxed_in="{rider: Ruiz, by: [Møller, Tjon En Fa], until: 20}") == shown


@pytest.mark.parametrize(("own_m", "shown"), [(1.2, True), (0.3, False), (2.2, False)])
def test_through_is_between_the_two(own_m: float, shown: bool) -> None:
    of = ride(rolling(-14, 15), rolling(-1), rolling(-0.5), heights=(wide(own_m), flat, wide(2.1)))
    assert seen(of, through="{rider: Ruiz, between: [Møller, Tjon En Fa]}") == shown


def test_through_is_from_behind_to_ahead() -> None:
    of = ride(rolling(-40, 15), rolling(-1), rolling(-0.5), heights=(wide(1.2), flat, wide(2.1)))
    assert not seen(of, through="{rider: Ruiz, between: [Møller, Tjon En Fa]}")


@pytest.mark.parametrize(
    ("behind_m", "height_m", "shown"), [(0.5, 1.0, True), (0.5, 1.9, False), (3.0, 1.0, False), (-1.0, 1.0, True)]
)
def test_contact_is_as_near_as_two_can_be(behind_m: float, height_m: float, shown: bool) -> None:
    of = ride(rolling(0), rolling(-behind_m), heights=(flat, wide(height_m), flat))
    assert seen(of, contact="[Ruiz, Møller]") == shown


@pytest.mark.parametrize(("height", "shown"), [(wide(0.8), True), (wide(1.1), False), (hump(12, 2.0), False)])
def test_lane_is_kept_all_the_time(height: Move, shown: bool) -> None:
    assert seen(ride(rolling(0), rolling(-9), heights=(height, flat, flat)), keeps_lane="Ruiz") == shown


@pytest.mark.parametrize(
    ("behind_m", "slows", "shown"), [(2.5, 0.0, True), (8.0, 0.0, False), (-2.5, 0.0, False), (2.5, -2.0, False)]
)
def test_who_works_leads_the_other_and_does_not_sit_up(behind_m: float, slows: float, shown: bool) -> None:
    change = (10.0, 3.0, slows)
    of = ride(rolling(0, 14, change), rolling(-behind_m, 14, change))
    assert seen(of, works_for="{rider: Ruiz, for: Møller}") == shown


@pytest.mark.parametrize(
    ("comes_m", "side", "shown"),
    [(1.0, None, True), (0.2, None, False), (1.0, "outside", True), (1.0, "inside", False)],
)
def test_door_is_shut_by_who_moves_to_where_the_other_was(comes_m: float, side: str | None, shown: bool) -> None:
    comes = rolling(-5, 14, (10, 1, 1.5), (13, 2, -3))
    shuts: Move = lambda time_s: FLOOR_M + (comes_m - FLOOR_M) * ((time_s - 14) / 3).clip(0, 1)  # noqa: E731
    of = ride(rolling(0), comes, heights=(shuts, wide(1.2), flat))
    assert seen(of, shut_out=f"{{rider: Møller, by: Ruiz{f', side: {side}' if side else ''}}}") == shown


@pytest.mark.parametrize(
    ("ahead_m", "pull_off_s", "shown"),
    [(1.0, 20.0, True), (-2.0, 20.0, False), (1.0, 5.0, False), (1.0, np.nan, False)],
)
def test_pacer_is_passed_while_it_is_there(ahead_m: float, pull_off_s: float, shown: bool) -> None:
    of = ride(rolling(20 + ahead_m), rolling(-3), pull_off_s=pull_off_s)
    assert seen(of, passes_pacer="Ruiz") == shown


@pytest.mark.parametrize(
    ("height", "shown"),
    [
        pytest.param(lambda time_s: 4.2 - hump(11.5, 1.4)(time_s), True, id="down and up again"),
        pytest.param(lambda time_s: 4.2 - hump(11.5, 0.5)(time_s), False, id="hardly down"),
        pytest.param(lambda time_s: 4.0 - 2.0 * ((time_s - 10) / 3).clip(0, 1), False, id="down for good"),
        pytest.param(lambda time_s: 4.2 - hump(25.0, 1.4)(time_s), False, id="at another time"),
    ],
)
def test_who_feints_comes_down_and_goes_up_again(height: Move, shown: bool) -> None:
    assert seen(ride(rolling(0), rolling(-3), heights=(height, flat, flat)), feint="Ruiz") == shown


# The whole


def test_every_kind_has_its_definition() -> None:
    assert {one.kind for one in DEFINITIONS} >= set(KINDS)
    assert set(KIND_OF.values()) == set(KINDS)
    assert len(list(definitions())) == len(DEFINITIONS) + 2


def test_document_holds_the_table_of_definitions() -> None:
    document = (Path(__file__).resolve().parents[2] / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert "\n".join(definitions()) in document


def test_what_nobody_told_is_counted() -> None:
    race = race_of(keirin_motion())
    changes = ride(rolling(0), rolling(-8, 14, (12, 4, 2)), rolling(-40))
    assert untold_of(race, changes).lead_untold == 1
    assert untold_of(race, changes).attacks == 1
    told_of = fact(**{"pass": "{rider: Møller, of: Ruiz}", "when": 13})
    known = untold_of(race_of(changes.motion, story=(told_of,)), changes)
    assert (known.lead_told, known.lead_untold, known.attacks) == (1, 0, 0)


def test_riders_abreast_for_long_are_counted() -> None:
    race = race_of(keirin_motion())
    assert untold_of(race, ride(rolling(0), rolling(-0.5))).abreast == 1
    assert untold_of(race, ride(rolling(0), rolling(-3))).abreast == 0


def test_yo_yos_are_gaps_that_open_and_close_again() -> None:
    swinging = rolling(-3, 14, (5, 3, -1), (12, 3, 2), (19, 3, -1))
    assert untold_of(race_of(keirin_motion()), ride(rolling(0), swinging)).yo_yos == 1
    assert untold_of(race_of(keirin_motion()), ride(rolling(0), rolling(-3, 14, (5, 3, -1)))).yo_yos == 0


def test_turning_points_are_the_ends_of_large_swings() -> None:
    values = np.array([0.0, 3.0, 2.5, 4.0, 0.5, 1.0, 0.0, 5.0])
    assert turning_points(values, 2.0) == [0, 3, 6, 7]
    assert turning_points(values, 9.0) == []


def test_speeds_outside_of_the_category_are_flagged() -> None:
    slow = Speeds("r", "women", "1500 m on 250 m", (9.9, 11.0), (13.0, 14.0), (69.0, 64.0), (73.0, 66.0), (0.0, 0.1))
    assert [flag.split(":")[0] for flag in flags(slow)] == ["last 200 m, s", "last lap, km/h", "top speed, km/h"]
    eased = Speeds("r", "women", "", (11.0, 14.0), (14.0, 18.0), (64.0, 50.0), (66.0, 60.0), (0.0, 3.0))
    assert list(flags(eased)) == []
    assert list(flags(Speeds("r", "masters", "", (20.0,), (30.0,), (30.0,), (30.0,), (0.0,)))) == []


def test_speeds_are_those_of_the_motion() -> None:
    motion = keirin_motion()
    found = speeds_of("final", race_of(motion), Ride(motion))
    assert found.winner_s == pytest.approx(112.0, abs=0.01)
    assert len(found.last_200_s) == 6
    assert all(v == pytest.approx(3.6 * 250 / s) for v, s in zip(found.last_lap_kmh, found.last_lap_s, strict=True))
    assert len(list(table([found]))) == 2


def test_final_is_watched() -> None:
    """End to end, on the race with the longest story: verdicts of what was measured and of what is seen agree."""
    race = read_race(FINAL)
    done = reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures)))
    found = watched("final", race, done)
    assert len(found.told) == len(race.story)
    assert [one.words for one in found.told if one.stands and not one.seen] == []
    assert next(iter(not_seen(list(found.told)))).startswith("0 held")
    assert len(list(by_kind(list(found.told)))) == len(DEFINITIONS) + 2


STORY = """story:
  - {when: start, lead_out: Ruiz}
  - {when: 420 m to go, standstill: 6}
  - {when: 300 m to go, jump: Møller}
  - {when: 120 m to go, draw_level: {rider: Møller, of: Ruiz}}
"""


def test_a_sprint_is_watched() -> None:
    """What is held of a match race is seen, and of who is told what he does not do it is not."""
    race = read(SPRINT[: SPRINT.index("story:")] + STORY if "story:" in SPRINT else SPRINT + STORY)
    done = reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures)))
    found = watched("sprint", race, done)
    assert [one.words for one in found.told if one.stands and not one.seen] == []
    assert sum(one.stands for one in found.told) >= 3
    ride = Ride(done.motion)
    swapped = [replace(fact, rider="Ruiz", of="Møller") for fact in race.story if isinstance(fact, DrawLevelFact)]
    later = [
        replace(fact, when=When(Mark.METRES_TO_GO, 60.0)) for fact in race.story if isinstance(fact, StandstillFact)
    ]
    assert [sight_of(fact, ride).seen for fact in (*swapped, *later)] == [False, False]


def test_facts_of_made_up_rides_are_read_as_written() -> None:
    assert fact(attack="Ruiz") == AttackFact(
        id="story 1 (attack)", when=When(Mark.RACE_TIME, 10.0), rider="Ruiz", place=fact(attack="Ruiz").place
    )
