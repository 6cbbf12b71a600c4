"""Races with results as sheets have them, from file to motion: falls beside any result, long gaps, dead heats."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from replay.app.explaining import explained
from replay.motion.outcome import Reconstruction, Verdict
from replay.motion.standings import order_at, orders_at
from replay.motion.trajectory import FALLING_S
from replay.race.facts import Race
from replay.reconstruction.plan import from_bytes, to_bytes
from replay.reconstruction.problem.remount import AFTER_FALL_MPS
from replay.reconstruction.reconstruct import reconstruct
from replay.reconstruction.samples import live_gaps
from replay.track.catalogue import velodrome_of
from tests.helpers.fields import race as lettered

LINE_M = 1500.0


def falls(when: str, rider: Any = "C") -> tuple[dict[str, Any], ...]:
    return ({"when": when, "crash": rider},)


RACES: dict[str, tuple[list[dict[str, Any]], tuple[dict[str, Any], ...]]] = {
    "third after a fall": ([{"rank": 1}, {"rank": 2, "gap_s": 0.113}, {"rank": 3, "gap_s": 31.4}], falls("last-bend")),
    "relegated and down": ([{"rank": 1}, {"rank": 2, "gap_s": 0.113}, {"status": "REL"}], falls("100 m to go")),
    "over the line": ([{"rank": 1}, {"rank": 2, "gap_s": 0.1}, {"rank": 3, "gap_s": 0.9}], falls("15 m to go")),
    "untimed": ([{"rank": 1}, {"rank": 2, "gap_s": 0.1}, {"rank": 3}], falls("last-bend")),
    "no time": ([{"rank": 1}, {"rank": 2, "gap_s": 0.1}, {"rank": 3, "gap_s": 0.9}], falls("bell")),
    "led and fell": (
        [{"rank": 1}, {"rank": 2, "gap_s": 0.1}, {"status": "DNF"}],
        ({"when": "100 m to go", "leads": "C"}, *falls("60 m to go")),
    ),
    "fell near the line": ([{"rank": 1}, {"rank": 2, "gap_s": 0.1}, {"status": "DNF"}], falls("20 m to go")),
    "fell behind the pacer": ([{"status": "DNF"}, {"rank": 1}, {"rank": 2, "gap_s": 0.1}], falls("4 laps to go", "A")),
    "fell early, told level": (
        [{"rank": 1}, {"rank": 2, "gap_s": 0.1}, {"rank": 3, "gap_s": 25.7}],
        (*falls("3.8 laps to go"), {"when": "200 m to go", "level": ["B", "C"], "sure": "loose"}),
    ),
    "late": ([{"rank": 1}, {"rank": 2, "gap_s": 0.113}, {"rank": 3, "gap_s": 38.2}], ()),
    "two won": ([{"rank": 1}, {"rank": 1}, {"rank": 3, "gap_s": 0.254}], ()),
    "level, untimed": ([{"rank": 1}, {"rank": 2}, {"rank": 2}], ()),
}


def race_of(name: str) -> Race:
    lines, story = RACES[name]
    results = [{"rider": letter, **line} for letter, line in zip("ABC", lines, strict=True)]
    return lettered("ABC", results=results, story=story, track="olympic-250")


@cache
def solved(name: str) -> Reconstruction:
    race = race_of(name)
    return reconstruct(race, velodrome_of(race.track.name))


@pytest.mark.parametrize("name", RACES)
def test_results_are_exact_nobody_touches_and_nothing_is_missed(name: str) -> None:
    done = solved(name)
    assert done.audit.overlaps == 0
    assert [verdict.words for verdict in done.verdicts if verdict.status is Verdict.MISSED] == []
    assert all(verdict.stands for verdict in done.verdicts if verdict.kind in ("result", "crossing order"))
    assert done.audit.acceleration_mps2[0] > -1.5
    assert done.audit.acceleration_mps2[1] < 2.5


def test_who_fell_lies_gets_up_and_comes_third() -> None:
    done = solved("third after a fall")
    motion = done.motion
    rider = motion.index("C")
    fall_s, up_s, finish_s = (float(array[rider]) for array in (motion.fall_s, motion.up_s, motion.finish_s))
    lying = motion.at(np.arange(fall_s + 6.5, up_s - 0.5, 0.2))
    assert np.abs(lying.speed_mps[rider]).max() < 0.1
    assert lying.height_m[rider].max() < 0
    assert motion.at(finish_s).height_m[rider] > 0.2
    assert motion.at(finish_s).speed_mps[rider] > 4
    assert finish_s - motion.finish_s[motion.index("A")] == pytest.approx(31.4, abs=0.0005)
    back = from_bytes(to_bytes(done, "a key"), "a key").motion
    assert back.up_s == pytest.approx(motion.up_s, nan_ok=True)


@pytest.mark.parametrize("name", ["third after a fall", "fell early, told level", "untimed"])
def test_who_had_a_fall_is_nobody_who_sprints(name: str) -> None:
    motion = solved(name).motion
    rider = motion.index("C")
    riding = np.arange(float(motion.up_s[rider]), float(motion.finish_s[rider]), 0.1)
    assert float(motion.at(riding).speed_mps[rider].max()) < AFTER_FALL_MPS + 0.3


def test_who_is_relegated_may_have_fallen() -> None:
    motion = solved("relegated and down").motion
    rider = motion.index("C")
    assert np.isfinite(motion.fall_s[rider])
    assert np.isnan(motion.up_s[rider])
    assert motion.at(motion.end_s).distance_m[rider] < LINE_M


def test_who_falls_just_before_the_line_slides_over_it() -> None:
    motion = solved("over the line").motion
    rider = motion.index("C")
    assert motion.fall_s[rider] < motion.finish_s[rider]
    assert np.isnan(motion.up_s[rider])


@pytest.mark.parametrize("name", ["led and fell", "fell near the line"])
def test_who_does_not_finish_comes_to_rest_before_the_line_and_leads_nobody(name: str) -> None:
    motion = solved(name).motion
    rider = motion.index("C")
    assert motion.at(motion.end_s).distance_m[rider] < LINE_M
    sliding = orders_at(motion, np.arange(motion.fall_s[rider] + FALLING_S, motion.end_s, 0.1))
    assert np.all(sliding[:, -1] == rider)
    assert np.isnan(live_gaps(motion, np.array([motion.fall_s[rider] + 1.0]))[rider, 0])


def test_who_leads_and_falls_has_led() -> None:
    motion = solved("led and fell").motion
    assert order_at(motion, float(motion.fall_s[motion.index("C")]))[0] == motion.index("C")


def test_who_falls_behind_the_pacer_was_in_the_line_until_then() -> None:
    motion = solved("fell behind the pacer").motion
    rider = motion.index("A")
    before = motion.at(float(motion.fall_s[rider]) - 2.0)
    assert np.all(np.abs(before.distance_m - before.distance_m[rider]) < 6.0)
    assert before.speed_mps[rider] == pytest.approx(before.speed_mps.max(), abs=0.7)


def test_a_fall_costs_who_was_not_timed_as_much_as_falls_do() -> None:
    done = solved("untimed")
    gaps_s = done.motion.finish_s - done.winner_time_s
    assert 15 < gaps_s[done.motion.index("C")] < 40
    assert np.isfinite(done.motion.up_s[done.motion.index("C")])


def test_a_fall_for_which_there_is_no_time_is_said_in_plain_words() -> None:
    done, race = solved("no time"), race_of("no time")
    (verdict,) = (verdict for verdict in done.verdicts if verdict.kind == "crash")
    assert verdict.status is Verdict.IMPOSSIBLE
    assert verdict.against
    assert "There is no time for it: C could not fall, get up again" in explained(verdict, done.verdicts, race.story)
    assert np.isnan(done.motion.fall_s).all()


@pytest.mark.parametrize("name", ["two won", "level, untimed"])
def test_riders_of_one_rank_cross_the_line_level(name: str) -> None:
    done, race = solved(name), race_of(name)
    level = race.winners if name == "two won" else ("B", "C")
    across = [float(done.motion.finish_s[done.motion.index(rider)]) for rider in level]
    assert across[1] - across[0] == pytest.approx(0.0, abs=0.0005)
    shown = done.motion.path.crossing_times(LINE_M)
    assert np.ptp([shown[done.motion.index(rider)] for rider in level]) < 0.0005
    assert any("level with" in verdict.words for verdict in done.verdicts)
