"""What a picture and its file say of the finish: no more than the results give."""

from __future__ import annotations

import pytest

from replay.race.facts import Result
from replay.race.status import Status
from replay.scene.provenance import provenance_of
from tests.helpers.motions import race_of
from tests.helpers.situations import ridden

FIELD = ridden(0.0, "A.B.C", 110.0, "A.B.C")
WON, SECOND = Result("A", 1, 0.0), Result("B", 2, 0.267)


@pytest.mark.parametrize(
    ("results", "known"),
    [
        ((WON, SECOND, Result("C", 3, 0.533)), "Gaps at the finish line are as timed"),
        ((WON, SECOND, Result("C", status=Status.DNF)), "Gaps at the finish line are as timed"),
        ((WON, SECOND, Result("C", 3)), "Gaps at the finish line that were timed are exact, the others are estimated"),
        ((WON, Result("B", 2), Result("C", 3)), "The order at the finish line is as published"),
        ((WON, Result("B", 2), Result("C")), "Places that are known are as published"),
        ((WON, SECOND, Result("C")), "Places and gaps that are known are as published"),
    ],
)
def test_what_is_known_of_the_finish(results: tuple[Result, ...], known: str) -> None:
    assert provenance_of(race_of(FIELD, results=results)).statement.startswith(f"{known};")
