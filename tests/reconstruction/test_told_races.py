"""Short races told in few words, reconstructed: what is told is what the finished motion shows."""

from __future__ import annotations

from typing import Any

import numpy as np

from replay.motion.outcome import Reconstruction, Verdict
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import velodrome_of
from tests.helpers.fields import race

PACER = {"from_kmh": 40, "to_kmh": 50, "off": "600 m to go"}


def replayed(letters: str, *story: dict[str, Any]) -> Reconstruction:
    """A race of a thousand metres at Izu, behind the pacer for the first 400, of which this is told."""
    event = {"kind": "keirin", "category": "men", "distance_m": 1000}
    return reconstruct(race(letters, story=story, event=event, pacer=PACER), velodrome_of("izu"))


def unmet(done: Reconstruction) -> list[tuple[str, Verdict]]:
    return [(one.words, one.status) for one in done.verdicts if one.status is not Verdict.HELD]


def test_a_rider_leads_from_one_moment_to_another_and_nobody_else_in_between() -> None:
    done = replayed("ABCD", {"when": "450 m to go", "leads": {"rider": "D", "until": "100 m to go"}})
    assert unmet(done) == []
    start_s, end_s = (float(np.nanmin(done.motion.path.crossing_times(1000.0 - to_go_m))) for to_go_m in (450.0, 100.0))
    where = done.motion.at(np.linspace(start_s, end_s, 200)).distance_m
    assert done.motion.riders[3] == "D"
    assert (where[3] > where[:3].max(axis=0)).all()


def test_what_is_told_of_a_window_is_shown_at_some_moment_of_it() -> None:
    done = replayed(
        "ABC",
        {"when": {"between": ["500 m to go", "bell"]}, "attack": "C"},
        {"when": "on the last lap", "pass": {"rider": "B", "of": "C"}},
        {"when": {"before": "bell"}, "gap": {"ahead": "C", "of": "A", "m": "about 9"}},
    )
    assert unmet(done) == []
    bell_s = float(np.nanmin(done.motion.path.crossing_times(750.0)))
    shown = {one.kind: one.at_s for one in done.verdicts if one.at_s is not None}
    assert shown["attack"] <= bell_s <= shown["pass"]
    assert shown["gap"] <= bell_s


def test_places_of_the_track_are_moments() -> None:
    story = {"when": "back straight on the last lap", "leads": {"rider": "C", "until": "out of the last bend"}}
    done = replayed("ABC", story)
    assert unmet(done) == []
    shape = done.motion.velodrome.shape
    back_m, home_m = (
        750.0 + place_m - shape.finish_m for place_m in (125 - shape.straight_m / 2, 250 - shape.straight_m / 2)
    )
    for place_m in (back_m, home_m):
        time_s = float(np.nanmin(done.motion.path.crossing_times(place_m)))
        assert int(np.argmax(done.motion.at(time_s).distance_m)) == done.motion.index("C")


def test_gaps_as_they_are_said_are_ridden() -> None:
    done = replayed(
        "ABC",
        {"when": "400 m to go", "gap": {"ahead": "C", "of": "B", "by": "a few lengths"}},
        {"when": "150 m to go", "gap": {"ahead": "B", "of": "A", "by": "half a wheel"}},
    )
    assert unmet(done) == []


def test_an_attempt_that_fails_comes_up_beside_on_its_side_and_falls_back() -> None:
    story = {"when": "pull-off+2", "tries": {"rider": "C", "of": "A", "side": "outside"}}
    done = replayed("ABC", story, {"when": "120 m to go", "level": ["A", "B"]})
    assert [one.words for one in done.verdicts if not one.stands] == []
    tried = np.linspace(done.motion.pull_off_s + 2, done.motion.pull_off_s + 10, 81)
    state = done.motion.at(tried)
    behind = state.distance_m[0] - state.distance_m[2]
    nearest = int(np.argmin(behind))
    assert 0.0 < behind[nearest] < 1.7
    assert state.height_m[2][nearest] > state.height_m[0][nearest]
    assert min(behind[0], behind[-1]) > 1.2
