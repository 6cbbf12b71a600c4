"""Times of which bounds are known: the motion keeps them, and says so; none of them is shown as a figure."""

from __future__ import annotations

import json
from typing import Any

import pytest

from replay.app.build import Replay
from replay.app.explaining import explained
from replay.app.report import as_json, as_text
from replay.motion.outcome import Reconstruction, Verdict
from replay.race.facts import Race
from replay.race.timed import START_M
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import load_track
from tests.helpers.race_files import read

KEPT_S = 0.0005


def race(*riders: dict[str, Any], category: str = "men", **more: Any) -> Race:
    """A keirin of riders in the order of their ranks, with what is known of each."""
    names = "ABCDEF"[: len(riders)]
    results = [
        {"rider": name, "rank": n + 1, **known} for n, (name, known) in enumerate(zip(names, riders, strict=True))
    ]
    written = {
        "schema": 1,
        "meet": {"title": "Bounds"},
        "event": {"kind": "keirin", "category": category, "distance_m": 1500},
        "track": "izu",
        "riders": [{"last": name} for name in names],
        "results": results,
    }
    return read(json.dumps(written | more))


def lasting(done: Reconstruction, facts: Race) -> dict[str, float]:
    """How long each bounded stretch lasts in the motion, read from its samples."""
    path, motion = done.motion.path, done.motion

    def passed(rider: str, distance_m: float) -> float:
        return 0.0 if distance_m == START_M else float(path.crossing_times(distance_m)[motion.index(rider)])

    return {time.id: passed(time.rider, time.to_m) - passed(time.rider, time.from_m) for time in facts.bounded}


@pytest.mark.parametrize(
    "facts",
    [
        race({"last_200_m_s": "at most 9.86"}, {"gap_s": 0.1}, {}, {"gap_s": 0.4}),
        race({"last_200_m_s": "at least 11.4"}, {}, {"last_200_m_s": "under 11"}),
        race({"time_s": "between 115 and 116"}, {"gap_s": 0.05}, {"time_s": "at least 1:56.5"}),
        race(
            {},
            {"gap_s": 0.2},
            {},
            times=[
                {"rider": "A", "from": "3 laps to go", "laps_s": ["at least 15.4", 14.6, "13.9 ± 0.05"]},
                {"rider": "C", "from": "2 laps to go", "to": "bell", "time_s": "at most 14.2"},
                {"rider": "B", "from": "start", "to": "2 laps to go", "time_s": "about 85"},
            ],
        ),
    ],
    ids=["at most", "at least", "the race", "laps"],
)
def test_a_solved_race_keeps_them(facts: Race) -> None:
    done = reconstruct(facts, load_track("izu"))
    seconds = lasting(done, facts)
    assert {time.id: time.missed_by(seconds[time.id]) for time in facts.bounded} == pytest.approx(
        dict.fromkeys(seconds, 0.0), abs=KEPT_S
    )
    found = {verdict.fact: verdict for verdict in done.verdicts}
    assert {found[time.id].status for time in facts.bounded} == {Verdict.HELD}
    assert {found[time.id].kind for time in facts.bounded} == {"bounds"}
    assert all(verdict.status is Verdict.HELD for verdict in done.verdicts)
    assert done.audit.overlaps == 0


def test_the_winners_time_stays_an_estimate() -> None:
    facts = race({"time_s": "between 111 and 113"}, {"gap_s": 0.05}, {"gap_s": 0.3})
    done = reconstruct(facts, load_track("izu"))
    assert 111 <= done.winner_time_s <= 113
    assert 0 < done.winner_time_sd_s <= 2 / 12**0.5
    words = "\n".join(as_text(Replay(facts, load_track("izu"), done), 0.0))
    assert "estimated, give or take 1 s; known: between 111 and 113 s" in words
    assert as_json(Replay(facts, load_track("izu"), done), 0.0)["motion"]["winner_time_sd_s"] > 0


@pytest.mark.slow
def test_what_nobody_can_ride_is_impossible_and_the_rest_is_held() -> None:
    facts = race({"last_200_m_s": "at most 8.6"}, {"gap_s": 0.1}, category="youth girls")
    done = reconstruct(facts, load_track("izu"))
    found = {verdict.fact: verdict for verdict in done.verdicts}
    wrong = found.pop("result A (last 200 m)")
    assert wrong.status is Verdict.IMPOSSIBLE
    assert wrong.got > 8.6
    assert "Known: A at most 8.6 s for the last 200 m; the replay shows" in explained(wrong, done.verdicts, facts.story)
    assert all(verdict.status is Verdict.HELD for verdict in found.values())
