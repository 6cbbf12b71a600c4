"""Races drawn as text, as motions: one letter for each rider, leader first, 2 m for each character.

`ridden(0, "A..B", 10, "B.A")` is a race in which B passes A within ten seconds; between the strips everybody glides.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.interpolate import PchipInterpolator

from replay.motion.trajectory import Motion, Path
from replay.scene.camera.shots import CameraTrack
from replay.scene.camera.timeline import Segment, ShotSpan, Timeline
from replay.scene.frame.shot import Shot, ShotKind
from tests.helpers.motions import IZU

METRES_A_CHARACTER = 2.0
LEADER_MPS = 15.0
EVENT_M = 1500.0
LAP_M = 250.0
LAP_S = LAP_M / LEADER_MPS
_HZ = 25


def ridden(
    *strips: float | str,
    leader_m: float = 0.0,
    event_m: float = EVENT_M,
    off_s: float | None = None,
    falls_s: Mapping[str, float] | None = None,
    stop_s: float = np.inf,
) -> Motion:
    """A motion through strips: time, text, time, text. The first place moves on at 15 m/s from `leader_m`.

    off_s  race time at which a pacer leaves; None: there is none
    """
    times, texts = np.array(strips[::2], dtype=float), [str(text) for text in strips[1::2]]
    letters = sorted(set(texts[0]) - {"."})
    behind = np.array([[METRES_A_CHARACTER * text.index(letter) for text in texts] for letter in letters])
    grid = times[0] + np.arange(round((times[-1] - times[0]) * _HZ) + 1) / _HZ
    lost = np.array([PchipInterpolator(times, row)(grid) for row in behind])
    path = Path(grid, leader_m + LEADER_MPS * (grid - grid[0]) - lost, np.full_like(lost, 0.4))
    ahead = Path(grid.copy(), path.distance_m.max(axis=0, keepdims=True) + 3.0, np.full((1, len(grid)), 0.4))
    falls = falls_s or {}
    return Motion(
        velodrome=IZU,
        riders=tuple(letters),
        event_distance_m=event_m,
        path=path,
        pacer=None if off_s is None else ahead,
        pull_off_s=np.nan if off_s is None else off_s,
        pacer_gone_s=np.nan if off_s is None else off_s + 6.0,
        finish_s=np.full(len(letters), np.nan) if np.isfinite(stop_s) else path.crossing_times(event_m),
        fall_s=np.array([falls.get(letter, np.nan) for letter in letters]),
        stop_s=stop_s,
    )


def lap_of(text: str, laps_to_go: int) -> Motion:
    """A field that rides a lap as it is drawn, and a second before and after it.

    At race time 0 the leader is on the line with so many laps to go.
    """
    return ridden(-1.0, text, LAP_S + 1.0, text, leader_m=EVENT_M - LAP_M * laps_to_go - LEADER_MPS)


def all_live(motion: Motion) -> Timeline:
    """The whole motion at its own speed, from one camera that stands anywhere."""
    camera = CameraTrack((0.0, 0.0, 9.0), (0.0, 0.0, 1.0), np.zeros(1), np.array([[1.0, 0.0, 0.0]]), np.array([40.0]))
    span = ShotSpan(0.0, Shot("1", ShotKind.MAIN, camera.views()), camera)
    return Timeline((Segment(0.0, motion.end_s - motion.start_s, motion.start_s),), (span,))
