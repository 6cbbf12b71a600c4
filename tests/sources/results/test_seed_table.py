"""The results of Tokyo 2020 as one text give the results of the race files that were written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from replay.app.drafting.finding_races import race_files
from replay.race.facts import Race
from replay.racefile.reader import parse_race, read_race
from replay.sources.results.read_results import read_results

TABLE = Path(__file__).with_name("tokyo_2020_keirin.txt")
SHIPPED = Path(__file__).resolve().parents[3] / "races" / "tokyo-2020" / "mens-keirin"
BY_HAND = sorted(path for path in SHIPPED.glob("*.yaml") if "stopped" not in path.name)


@pytest.fixture(scope="module")
def written() -> dict[str, Race]:
    """The race files by name, as the program reads them back."""
    files = race_files(read_results(TABLE.read_bytes(), TABLE.name).races)
    assert [file.mistakes for file in files if file.mistakes] == []
    return {file.name: parse_race(file.text.encode(), file.name) for file in files}


def results_in(race: Race) -> dict[str, tuple[int | None, float | None]]:
    """Place and gap by name. What a table does not have (statuses, who did not start) is left out."""
    return {result.rider: (result.rank, result.gap_s) for result in race.results}


def test_every_race_has_its_file(written: dict[str, Race]) -> None:
    assert sorted(written) == [path.name for path in BY_HAND]
    assert len(written) == 16


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.stem)
def test_results_are_those_written_by_hand(path: Path, written: dict[str, Race]) -> None:
    own, by_hand = written[path.name], read_race(path)
    assert results_in(own) == results_in(by_hand)
    assert (own.event.round, own.event.heat) == (by_hand.event.round, by_hand.event.heat)
    assert [rider.full_name for rider in own.riders] == [rider.full_name for rider in by_hand.riders]
