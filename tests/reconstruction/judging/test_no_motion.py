"""A race without a motion is explained in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

import pytest

import replay.reconstruction.reconstruct
from replay.race.facts import Race
from replay.reconstruction.judging import no_motion
from replay.reconstruction.judging.no_motion import NoMotionError
from replay.reconstruction.reconstruct import reconstruct
from replay.reconstruction.tools.quadratic_program import SolverError
from replay.track.catalogue import load_track
from tests.helpers.fields import race

SMALL = race("BA", track="keirin-400", gaps=[0, 0.123])


@pytest.mark.parametrize(
    ("rideable", "words"),
    [
        (lambda race: race.pacer is None, "without the pacer there is a way"),
        (lambda race: not any(result.gap_s for result in race.results), "without the gaps there is a way"),
        (lambda _: False, "no one kind of facts is to blame"),
    ],
)
def test_what_excludes_a_motion_is_named_and_the_solver_is_not(
    rideable: Callable[[Race], bool], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_solution(*_: object) -> NoReturn:
        raise SolverError("PrimalInfeasible")

    monkeypatch.setattr(replay.reconstruction.reconstruct, "best_attempt", no_solution)
    monkeypatch.setattr(no_motion, "_can_be_ridden", lambda race, _track: rideable(race))
    with pytest.raises(NoMotionError, match=words) as caught:
        reconstruct(SMALL, load_track("keirin-400"))
    assert "2 riders over" in str(caught.value)
    assert "Infeasible" not in str(caught.value)
    assert caught.value.exit_code == 1


def test_a_race_that_can_be_ridden_is_found_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    without = replace(SMALL, pacer=None)
    assert no_motion._can_be_ridden(SMALL, load_track("keirin-400"))
    monkeypatch.setattr(
        "replay.reconstruction.solving.subproblem.ride", lambda *_, **__: (_ for _ in ()).throw(SolverError("no"))
    )
    assert not no_motion._can_be_ridden(without, load_track("keirin-400"))
