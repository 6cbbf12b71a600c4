"""Sprints of which the truth is known, because it was drawn: what happened, and what a reader of the result would know.

How they are drawn, and why that is fair, is told in `benchmarks/calibration.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np

from replay.base.units import Floats
from replay.events.sprints import sprint_tactics
from replay.race.facts import Race
from replay.race.story.effort_shape import Effort
from replay.race.story.story_fact import StoryFact
from replay.reconstruction.judging.screening import screen
from replay.reconstruction.problem.race_problem import problem_of
from replay.reconstruction.solving import linearising
from replay.reconstruction.solving.attempt import Attempt
from replay.reconstruction.solving.parting import first_attempt
from replay.reconstruction.state.effort import efforts
from replay.reconstruction.state.sampled_iterate import SampledMotion
from replay.track.catalogue import load_track
from tests.helpers.drawn_races import Drawn
from tests.helpers.race_files import read

NAMES = ("Abe", "Bru", "Cox", "Dahl")

JUMPS_LAPS = (0.7, 1.15, 1.8)
"""With so many laps to go somebody jumps: least, likeliest, most. Reports have it from 200 m to two laps."""

WALK_KMH = (11.0, 26.0)
"""Speed of the first half lap: wider than the reconstruction draws it, so that the truth is none of its own draws."""

MARGIN_LOG, LARGEST_MS = (4.4, 1.2), 1000
"""Mean and sd of the logarithm of a margin in ms: half of them are below 81 ms."""

LEVEL_SD, OWN_SD = 0.07, 0.1
"""How strong the riders of a race are, of the usual effort (sd of the logarithm): 2.3 % of speed, as drag area, mass
and power within 5 % each; and each of them beside the other."""

NOISE_SHARE = 0.12
"""What the effort of a rider does from one second to the next, of the usual effort."""


def drawn_sprint(seed: int) -> Drawn:
    """A sprint of its own for every seed. Raises SolverError."""
    chance = np.random.default_rng([seed, 2])
    count = int(chance.choice([2, 2, 2, 2, 3, 4]))
    names = [str(name) for name in chance.permutation(NAMES[:count])]
    queue = [str(name) for name in chance.permutation(names)]
    gaps_ms = np.minimum(np.maximum(chance.lognormal(*MARGIN_LOG, count - 1).astype(int), 1), LARGEST_MS).cumsum()
    gaps = [0.0, *(float(gap_ms) / 1000 for gap_ms in gaps_ms)]
    category = str(chance.choice(["men", "women"]))
    hidden = _hidden(chance, names)
    truth = _ridden(chance, read(_file(seed, category, names, gaps, queue, hidden, known=False)))
    draw_known = bool(chance.random() < 0.5)
    told = _told(chance, truth, hidden)
    known = _file(seed, category, names, gaps, queue if draw_known else [], told, known=True)
    kind = next((key for item in told for key in item if key != "when"), "nothing")
    return Drawn(truth, read(known), draw_known, kind)


def _file(
    seed: int,
    category: str,
    names: list[str],
    gaps: list[float],
    queue: list[str],
    story: list[dict[str, Any]],
    *,
    known: bool,
) -> str:
    placed = enumerate(zip(names, gaps, strict=True), start=1)
    results = [{"rider": name, "rank": place, "gap_s": gap} for place, (name, gap) in placed]
    race = {
        "schema": 1,
        "meet": {"title": f"Drawn sprint {seed}, {'as known' if known else 'as it was'}"},
        "event": {"kind": "sprint", "category": category, "distance_m": 750},
        "track": "izu",
        "riders": [{"first": "A", "last": name, "nation": "NED"} for name in sorted(names)],
        "start_order": queue,
        "results": [{"rider": names[0], "rank": 1}, *results[1:]],
        "story": story,
    }
    return json.dumps(race)


def _hidden(chance: np.random.Generator, names: list[str]) -> list[dict[str, Any]]:
    """What happens: who jumps and where, who leads before it and after it, a standstill."""
    jump_m = 250.0 * float(chance.triangular(*JUMPS_LAPS))
    jumps = {"when": f"{jump_m:.0f} m to go", "jump": str(chance.choice(names)), "sure": "certain"}
    story: list[dict[str, Any]] = [jumps]
    if chance.random() < 0.4:
        story.append({"when": f"{chance.uniform(jump_m + 60, 560):.0f} m to go", "leads": str(chance.choice(names))})
    if chance.random() < 0.3 and jump_m < 380:
        story.append(
            {"when": f"{chance.uniform(jump_m + 60, 540):.0f} m to go", "standstill": int(chance.integers(2, 16))}
        )
    if chance.random() < 0.5:
        leads_m = chance.uniform(60.0, min(jump_m - 50, 200.0))
        story.append({"when": f"{leads_m:.0f} m to go", "leads": str(chance.choice(names[:2])), "sure": "certain"})
    return story


def _ridden(chance: np.random.Generator, race: Race) -> Attempt:
    """The sprint as it was: everything drawn is asked for, and efforts are drawn anew."""
    with ExitStack() as drawing:
        drawing.enter_context(patch.object(sprint_tactics, "_WALK_KMH", WALK_KMH))
        problem = problem_of(race, load_track("izu"))
        facts, _ = screen(problem, race.story)
        drawing.enter_context(_drawn_efforts(chance, problem.count))
        return first_attempt(problem, facts, race.story, frozenset(), lambda _share: None)


@contextmanager
def _drawn_efforts(chance: np.random.Generator, count: int) -> Iterator[None]:
    strength = np.exp(chance.normal(0.0, LEVEL_SD) + chance.normal(0.0, OWN_SD, count))
    noise = chance.normal(0.0, NOISE_SHARE, (count, 1200))

    def drawn(facts: tuple[StoryFact, ...], sampled: SampledMotion, time_s: Floats) -> list[Effort]:
        racing = time_s >= sampled.problem.pull_off_s
        step_s = float(time_s[1] - time_s[0])
        usual = efforts(facts, sampled, time_s)
        factors = [
            1 + racing * (strength[row] - 1 + noise[row, : len(time_s)] / np.sqrt(step_s)) for row in range(count)
        ]
        return [Effort(one.watts * factor, one.scale_sd) for one, factor in zip(usual, factors, strict=True)]

    with patch.object(linearising, "efforts", drawn):
        yield


def _told(chance: np.random.Generator, truth: Attempt, hidden: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In four of ten sprints one thing is told, and it is true: who jumped and where, who led, that they stood."""
    if chance.random() > 0.4:
        return []
    sampled = truth.evidence().sampled
    when = str(chance.choice(["2 laps to go", "bell", "200 m to go"]))
    to_go_m = {"2 laps to go": 500.0, "bell": 250.0, "200 m to go": 200.0}[when]
    time_s = sampled.leader_crossing(sampled.problem.event_m - to_go_m)
    leader = truth.iterate.problem.riders[int(sampled.order(time_s)[0])]
    stood = [item for item in hidden if "standstill" in item]
    kinds: list[Callable[[], dict[str, Any]]] = [
        lambda: {"when": when, "leads": leader},
        lambda: {key: hidden[0][key] for key in ("when", "jump")},
        *([lambda: stood[0]] if stood else []),
    ]
    return [kinds[int(chance.integers(len(kinds)))]()]
