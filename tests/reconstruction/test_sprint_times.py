"""Sprints with a measured last 200 m: what is told of the slow part stays at its place, the jump at its moment."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from replay.base.units import kmh
from replay.motion.outcome import FactVerdict, Reconstruction, Verdict
from replay.motion.standstills import standstills
from replay.race.riders.category_words import category_of
from replay.race.riders.physique import STRONGEST_SHARE
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import velodrome_of
from tests.helpers.race_files import read

Item = dict[str, Any]

_SEEN_M = 25.0
"""A standstill stands so near to its place at least."""


def ridden(*story: Item, last_200_m_s: float | None = None, category: str = "women") -> Reconstruction:
    """A sprint of A and B, which A wins by 0.061 s."""
    return _ridden(json.dumps(story), last_200_m_s, category)


@cache
def _ridden(story: str, last_200_m_s: float | None, category: str) -> Reconstruction:
    winner: Item = {"rider": "A", "rank": 1}
    if last_200_m_s is not None:
        winner["last_200_m_s"] = last_200_m_s
    race = read(
        json.dumps(
            {
                "schema": 1,
                "meet": {"title": "Evening"},
                "event": {"kind": "sprint", "category": category, "distance_m": 750},
                "track": "izu",
                "riders": [{"last": "A"}, {"last": "B"}],
                "results": [winner, {"rider": "B", "rank": 2, "gap_s": 0.061}],
                "story": json.loads(story),
            }
        )
    )
    return reconstruct(race, velodrome_of("izu"))


def unheld(done: Reconstruction) -> list[FactVerdict]:
    return [fact for fact in done.verdicts if not fact.stands]


LEADS_OUT: Item = {"when": "start", "lead_out": "B"}


@pytest.mark.parametrize("last_s", [10.9, 11.5])
@pytest.mark.parametrize(("jump", "laps", "seconds"), [("last bend", 1.5, 10), ("250 m to go", 1.6, 20)])
def test_a_standstill_stands_where_it_is_told(jump: str, laps: float, seconds: int, last_s: float) -> None:
    """Neither a late jump nor a fast finish moves it, and it lasts as long as is told."""
    stands = {"when": f"{laps} laps to go", "standstill": seconds}
    done = ridden(LEADS_OUT, stands, {"when": jump, "jump": "A"}, last_200_m_s=last_s)
    assert unheld(done) == []
    ((begin, end),) = standstills(done.motion)
    assert 0.9 * seconds < end - begin < 1.2 * seconds
    assert abs(float(done.motion.led_m((begin + end) / 2)) - (750 - 250 * laps)) < _SEEN_M


@pytest.mark.parametrize(
    ("category", "last_s"), [("men", 9.4), ("men", 9.7), ("men", 10.2), ("women", 10.1), ("women", 10.5)]
)
@pytest.mark.parametrize("jump", [None, "bell", "200 m to go"])
def test_times_that_are_ridden_in_matches_are_ridden(category: str, last_s: float, jump: str | None) -> None:
    done = ridden(*([{"when": jump, "jump": "A"}] if jump else []), last_200_m_s=last_s, category=category)
    assert unheld(done) == []
    physique = category_of(category).category.physique
    assert max(map(physique.share_asked, done.audit.power_w.values())) < STRONGEST_SHARE
    assert standstills(done.motion) == ()


def test_a_jump_gains_its_speed_from_its_moment_on() -> None:
    """In the four seconds after it more than in the four before it, though a clock says how fast the end was."""
    motion = ridden({"when": "1.3 laps to go", "jump": "A"}, last_200_m_s=11.0).motion
    jumps_s = float(motion.path.crossing_times(425.0)[0])
    before, at, after = (kmh(float(motion.ground_speed(np.array([jumps_s + s]))[0, 0])) for s in (-4.0, 0.0, 4.0))
    assert after - at > at - before + 3.0


@pytest.mark.parametrize("stands", [{"when": "300 m to go", "standstill": 10}, {"when": "bell", "standstill": 20}])
def test_what_is_measured_comes_before_what_is_told(stands: Item) -> None:
    """From a standstill as late as that nobody rides the last 200 m in 9.9 s: it is the standstill that is disputed."""
    (told,) = unheld(ridden(stands, last_200_m_s=9.9, category="men"))
    assert told.kind == "standstill"
    assert told.status is Verdict.DISPUTED
    assert told.against == ("result A (last 200 m)",)


def test_two_standstills_are_two_and_no_third_comes() -> None:
    done = ridden(
        {"when": "2 laps to go", "standstill": 12},
        {"when": "1.5 laps to go", "standstill": 20},
        {"when": "bell", "jump": "A"},
    )
    assert unheld(done) == []
    assert [
        round((end - begin) / told, 1) for (begin, end), told in zip(standstills(done.motion), (12, 20), strict=True)
    ]
