"""The order over the line, as far as the results give it."""

from __future__ import annotations

import pytest

from replay.race.facts import EventFacts, Meet, Race, Result, Rider, TrackChoice
from replay.race.status import Status


def race(*results: Result) -> Race:
    riders = tuple(Rider(result.rider, "", result.rider, "NED") for result in results)
    event = EventFacts("keirin", "men", 1500.0)
    return Race("", Meet(""), event, TrackChoice("izu"), None, riders, (), results, (), (), (), "")


def untimed(rider: str, rank: int) -> Result:
    return Result(rider, rank)


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((Result("A", 1, 0.0), Result("B", 2, 0.1), Result("C", 3, 0.2)), "ABC"),
        ((Result("C", 3, 0.2), Result("A", 1, 0.0), Result("B", 2, 0.1)), "ABC"),
        ((Result("A", 1, 0.0), untimed("B", 2), Result("C", 3, 0.2)), "ABC"),
        ((Result("A", 1, 0.0), untimed("B", 2), untimed("C", 3), Result("D", 4, 0.2)), "ABCD"),
        ((Result("A", 1, 0.0), Result("B", 2, 0.2), untimed("C", 3)), "ABC"),
        (
            (Result("A", 1, 0.0), Result("B", 2, 0.3), Result("C", 2, 0.3), untimed("D", 4), Result("E", 5, 0.4)),
            "ABCDE",
        ),
        ((Result("A", 1, 0.0), Result("B", 2, 0.1), Result("C", None, -0.2, Status.REL)), "CAB"),
        ((Result("A", 1, 0.0), untimed("B", 2), Result("C", 3, -0.2, Status.REL)), "CAB"),
        ((Result("A", 1, 0.0), Result("B", 2, 0.1), Result("C", None, None, Status.DNF)), "AB"),
    ],
)
def test_by_time_and_without_one_by_rank(results: tuple[Result, ...], expected: str) -> None:
    assert "".join(race(*results).crossers) == expected
