"""Races drawn as text: one letter for each rider, leader first, 2 m for each character.

`drawn(0, "A..B", 10, "B.A")` is a race in which B passes A within ten seconds; between the strips everybody glides.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from scipy.interpolate import PchipInterpolator

from replay.motion.trajectory import Motion, Path
from replay.race.facts import Race
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.problem.race_problem import Problem, problem_of
from replay.reconstruction.state.evidence import Evidence
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.catalogue import load_track
from tests.helpers.race_files import read

METRES_A_CHARACTER = 2.0
LEADER_MPS = 15.0
EVENT_M = 1500.0
_HZ = 50


def race(letters: str, *, story: tuple[dict[str, Any], ...] = (), **changes: Any) -> Race:
    """A keirin at Izu of riders named by letters, who finish in that order 0.1 s apart, if nothing else is given."""
    gaps = changes.pop("gaps", [place / 10 for place in range(len(letters))])
    results = [
        {"rider": name, "rank": place + 1} | ({"gap_s": gap} if place and gap is not None else {})
        for place, (name, gap) in enumerate(zip(letters, gaps, strict=True))
    ]
    written = {
        "schema": 1,
        "meet": {"title": "On paper"},
        "event": {"kind": "keirin", "category": "men", "distance_m": EVENT_M},
        "track": "izu",
        "riders": [{"first": "A", "last": name, "nation": "NED"} for name in sorted(letters)],
        "results": results,
        "story": list(story),
    }
    return read(json.dumps(written | changes))


def told(letters: str, when: str | float, **item: Any) -> StoryFact:
    """One told thing, with the riders of these letters."""
    pacer = {"pacer": "none"} if {"standstill", "lead_out"} & item.keys() else {}
    (fact,) = race(letters, story=({"when": when, **item},), **pacer).story
    return fact


def problem(letters: str, **changes: Any) -> Problem:
    return problem_of(race(letters, **changes), load_track("izu"))


def drawn(*strips: float | str, leader_m: float = 0.0, finish_s: float = 100.0) -> SampledMotion:
    """A SampledMotion through strips: time, text, time, text. The leader's place moves on at 15 m/s."""
    times, texts = np.array(strips[::2], dtype=float), [str(text) for text in strips[1::2]]
    letters = sorted(set(texts[0]) - {"."})
    behind = np.array([[METRES_A_CHARACTER * text.index(letter) for text in texts] for letter in letters])
    grid = np.arange(times[0], times[-1] + 1e-9, 1 / _HZ)
    lost = np.array([PchipInterpolator(times, row)(grid) for row in behind]) if len(times) > 1 else behind
    distance = leader_m + LEADER_MPS * (grid - grid[0]) - lost
    return SampledMotion(problem("".join(letters)), grid, distance, np.gradient(distance, grid, axis=1), finish_s)


def standing(text: str, seconds: float = 10.0, *, leader_m: float = 0.0) -> SampledMotion:
    """The same strip for some seconds."""
    return drawn(0.0, text, seconds, text, leader_m=leader_m)


def strip(sampled: SampledMotion, time_s: float) -> str:
    """The field at a time, as it would be drawn."""
    where = sampled.distance(time_s)
    places = np.round((where.max() - where) / METRES_A_CHARACTER).astype(int)
    line = ["."] * (int(places.max()) + 1)
    for row, place in enumerate(places):
        line[place] = sampled.problem.riders[row]
    return "".join(line)


def evidence(
    sampled: SampledMotion, heights_m: dict[str, float] | None = None, fall_s: dict[str, float] | None = None
) -> Evidence:
    """The same as a motion, each rider at one height all the time."""
    names = sampled.problem.riders
    heights, falls = heights_m or {}, fall_s or {}
    height = np.repeat([[heights.get(name, 0.4)] for name in names], len(sampled.time_s), axis=1)
    pacer = sampled.problem.pacer
    motion = Motion(
        velodrome=sampled.problem.velodrome,
        riders=names,
        event_distance_m=sampled.problem.event_m,
        path=Path(sampled.time_s.copy(), sampled.distance_m.copy(), height),
        pacer=None,
        pull_off_s=pacer.off_s if pacer else float("nan"),
        pacer_gone_s=float("nan"),
        finish_s=np.full(len(names), np.nan),
        fall_s=np.array([falls.get(name, np.nan) for name in names]),
    )
    return Evidence(motion, sampled)
