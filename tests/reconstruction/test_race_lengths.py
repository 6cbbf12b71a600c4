"""Races of any length, with a pacer or without, leaving early, late or at the start: gaps exact, nobody in another."""

from __future__ import annotations

import pytest

from replay.motion.outcome import Verdict
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import velodrome_of
from tests.helpers.race_files import read

_FILE = """\
schema: 1
meet: {{title: Club night}}
event: {{kind: keirin, category: women, distance_m: {distance_m}}}
track: olympic-250
{pacer}
riders: [{{last: Abe}}, {{last: Bru}}, {{last: Cox}}]
results:
  - {{rider: Abe, rank: 1}}
  - {{rider: Bru, rank: 2, gap_s: 0.113}}
  - {{rider: Cox, rank: 3}}
"""

SHORT = [
    (333, "pacer: none"),
    (750, ""),
    (770, ""),
    (1500, "pacer: none"),
    (1500, "pacer: {off: 0}"),
    (1500, "pacer: {off: 5 laps to go}"),
    (1500, "pacer: {off: 100 m to go}"),
    (1500, "pacer: {off: 20, start: standing}"),
    (350, "pacer: {off: 100 m to go}"),
]
LONG = [(3000, "pacer: none"), (10_000, "")]


SLOW = [pytest.param(*one, marks=pytest.mark.slow) for one in LONG]


@pytest.mark.parametrize(("distance_m", "pacer"), [*SHORT, *SLOW])
def test_a_race_of_any_length_is_ridden(distance_m: int, pacer: str) -> None:
    race = read(_FILE.format(distance_m=distance_m, pacer=pacer))
    done = reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures)))
    assert {fact.status for fact in done.verdicts} == {Verdict.HELD}
    assert max(fact.miss for fact in done.verdicts if fact.kind == "result") < 0.0005
    assert done.audit.overlaps == 0
    assert done.audit.max_speed_kmh < 80.0
    low, high = done.audit.acceleration_mps2
    assert low > -1.5
    assert high < 2.5


def test_two_riders_without_a_pacer_and_without_a_gap() -> None:
    text = _FILE.format(distance_m=1500, pacer="pacer: none")
    race = read(
        text.replace(", {last: Cox}", "").replace(", gap_s: 0.113", "").replace("  - {rider: Cox, rank: 3}\n", "")
    )
    done = reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures)))
    assert done.audit.overlaps == 0
    assert {fact.status for fact in done.verdicts} <= {Verdict.HELD}


def test_a_long_race_is_surer_of_its_gaps_than_of_its_time() -> None:
    spreads = []
    for distance_m in (1000, 2000):
        race = read(_FILE.format(distance_m=distance_m, pacer="pacer: none"))
        spreads.append(reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures))).winner_time_sd_s)
    assert spreads[1] > 2 * spreads[0]
