"""How long a reconstruction will take, as it is said before it starts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from replay.base.resources import races
from replay.race.facts import Race
from replay.racefile.reader import read_race
from replay.reconstruction.foretold import foretold_s


def final() -> Race:
    return read_race(Path(str(races())) / "tokyo-2020" / "mens-keirin" / "final-a.yaml")


def test_more_riders_more_metres_and_more_facts_take_longer() -> None:
    race = final()
    longer = replace(race, event=replace(race.event, distance_m=5000.0))
    without = replace(race, story=())
    fewer = replace(without, riders=without.riders[:3], results=without.results[:3], start_order=())
    assert foretold_s(fewer) < foretold_s(without) < foretold_s(race) < foretold_s(longer)


def test_a_final_takes_seconds_and_not_minutes() -> None:
    assert 2.0 < foretold_s(final()) < 60.0
