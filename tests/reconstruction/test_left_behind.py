"""Riders who come long after the others, or not at all: they ride at a pace of their own and stand nowhere."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from replay.motion.outcome import Reconstruction
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import load_track
from tests.helpers.race_files import read


def keirin(*lines: dict[str, Any]) -> Reconstruction:
    """A keirin of women of which only these lines are known."""
    written = {
        "schema": 1,
        "meet": {"title": "Left behind"},
        "event": {"kind": "keirin", "category": "women", "distance_m": 1500},
        "track": "izu",
        "pacer": {"from_kmh": 30, "to_kmh": 50, "off": "3 laps to go"},
        "riders": [{"last": name} for name in "ABCD"[: len(lines)]],
        "results": [{"rider": name, **line} for name, line in zip("ABCD", lines, strict=False)],
    }
    return reconstruct(read(json.dumps(written)), load_track("izu"))


@pytest.mark.slow
@pytest.mark.parametrize("last", [{"rank": 4, "gap_s": 30.0}, {"status": "DNF"}])
def test_nobody_stands_before_the_line_whom_nobody_says_to_have_stopped(last: dict[str, Any]) -> None:
    done = keirin({"rank": 1}, {"rank": 2, "gap_s": 0.1}, {"rank": 3, "gap_s": 16.0}, last)
    motion = done.motion
    times = np.arange(motion.pull_off_s, motion.over_s, 0.5)
    speeds = motion.ground_speed(times)
    assert speeds.min() > 3.5
    assert done.audit.overlaps == 0
    assert np.isnan(motion.finish_s[3]) == (last.get("status") == "DNF")
    assert all(verdict.stands for verdict in done.verdicts)


@pytest.mark.slow
def test_who_was_disqualified_rides_through_the_line() -> None:
    done = keirin({"rank": 1}, {"rank": 2, "gap_s": 0.1}, {"rank": 3, "gap_s": 0.3}, {"status": "DSQ"})
    assert np.isfinite(done.motion.finish_s).all()
    assert done.motion.finish_s.argmin() == 0
