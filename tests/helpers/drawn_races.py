"""Races of which the truth is known, because it was drawn: what happened, and what a reader of the result would know.

How a race is drawn, and why that is fair, is told in `benchmarks/calibration.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import numpy as np

from replay.base.units import Floats
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
from tests.helpers.race_files import read

NAMES = ("Abe", "Bru", "Cox", "Dahl", "Eck", "Fox")

RACED_S = (45.0, 1.0)
"""Mean and standard deviation of the time from the pacer's leaving to the finish, 750 m. The mean is that of the
reconstructions of the races that come with the program."""

_PACED_S = 67.5

LAUNCH_SHARE = (0.1, 0.7)
"""Races are ridden at one tempo until somebody goes, and then at another: between which shares of the race he goes."""

TEMPO_SD = (0.35, 0.2)
"""How hard riders ride before and after, of the usual effort (sd of the logarithm, for the race as a whole) .."""

OWN_SD = 0.2
"""..and for each rider by himself, who also sets out by this share of the launch earlier or later."""

NOISE_W = 200.0
"""What the effort of a rider does from one second to the next."""

PITCH_M = (2.1, 0.5)
"""Behind the pacer: the least from front wheel to front wheel, and what is left open beyond it on average."""

OPENED_SHARE = 0.15
"""Of riders who let a hole open before the pacer leaves, as Kenny did in the final."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One race. truth: all that happened. known: the race file of who knows the result and little else.

    draw_known  whether the file has the places behind the pacer
    told        kind of the one thing that is told of the race, or nothing
    """

    truth: Attempt
    known: Race
    draw_known: bool
    told: str


def drawn_race(seed: int, gap_lists: list[tuple[float, ...]], *, most_riders: int = 6) -> Drawn:
    """A race of its own for every seed; gap_lists: gaps of real races, of which one is taken. Raises SolverError."""
    chance = np.random.default_rng(seed)
    gaps = gap_lists[int(chance.integers(len(gap_lists)))][:most_riders]
    names = [str(name) for name in chance.permutation(NAMES[: len(gaps)])]
    queue = [str(name) for name in chance.permutation(names)]
    time_s = round(_PACED_S + float(chance.normal(*RACED_S)), 3)
    hidden = _hidden(chance, names, queue)
    truth = _ridden(chance, read(_file(names, gaps, time_s, queue, hidden)))
    draw_known = bool(chance.random() < 0.5)
    told = _told(chance, truth, hidden)
    known = _file(names, gaps, time_s, queue if draw_known else [], told)
    kind = next((key for item in told for key in item if key != "when"), "nothing")
    return Drawn(truth, read(known), draw_known, kind)


def _file(
    names: list[str], gaps: tuple[float, ...], time_s: float, queue: list[str], story: list[dict[str, Any]]
) -> str:
    placed = enumerate(zip(names, gaps, strict=True), start=1)
    timed = [{"rider": name, "rank": place, "gap_s": gap} for place, (name, gap) in placed]
    winner = {"rider": names[0], "rank": 1, "time_s": time_s}
    race = {
        "schema": 1,
        "meet": {"title": f"Drawn, {' '.join(names)} in {time_s} s"},
        "event": {"kind": "keirin", "category": "men", "distance_m": 1500},
        "track": "izu",
        "pacer": {"from_kmh": 30, "to_kmh": 50, "off": "3 laps to go"},
        "riders": [{"first": "A", "last": name, "nation": "NED"} for name in sorted(names)],
        "start_order": queue,
        "results": [winner, *timed[1:]],
        "story": story,
    }
    return json.dumps(race)


def _hidden(chance: np.random.Generator, names: list[str], queue: list[str]) -> list[dict[str, Any]]:
    """What happens: holes in the line behind the pacer, orders at some moments, attacks, and who gets away."""
    story = list(_line(chance, queue))
    for when in ("2.5 laps to go", "2 laps to go", "1.5 laps to go", "bell"):
        if chance.random() < 0.45:
            first = [str(name) for name in chance.permutation(names)[: int(chance.integers(1, 4))]]
            story.append({"when": when, "order": {"riders": first, "from": 1}, "sure": "certain"})
    if chance.random() < 0.4:
        when = f"{chance.uniform(1.0, 2.7):.2f} laps to go"
        story.append({"when": when, "attack": str(chance.choice(names))})
    if chance.random() < 0.2:
        away = {"ahead": str(chance.choice(names[:3])), "of": "field", "m": float(round(chance.uniform(6, 30)))}
        story.append({"when": f"{chance.uniform(1.0, 2.0):.2f} laps to go", "gap": away})
    return story


def _line(chance: np.random.Generator, queue: list[str]) -> Iterator[dict[str, Any]]:
    for ahead, behind in pairwise(queue):
        for time_s in (15, 40, 60):
            metres = PITCH_M[0] + chance.exponential(PITCH_M[1])
            yield {"when": float(time_s), "gap": {"ahead": ahead, "of": behind, "m": f"exactly {metres:.2f}"}}
        if chance.random() < OPENED_SHARE:
            yield {"when": "pull-off", "gap": {"ahead": ahead, "of": behind, "m": f"about {chance.uniform(4, 10):.1f}"}}


def _ridden(chance: np.random.Generator, race: Race) -> Attempt:
    """The race as it was: everything drawn is asked for, and efforts are drawn anew."""
    problem = problem_of(race, load_track("izu"))
    facts, _ = screen(problem, race.story)
    with _drawn_efforts(chance, problem.count):
        return first_attempt(problem, facts, race.story, frozenset(), lambda _share: None)


@contextmanager
def _drawn_efforts(chance: np.random.Generator, count: int) -> Iterator[None]:
    launch = chance.uniform(*LAUNCH_SHARE) * np.exp(chance.normal(0.0, OWN_SD, count))
    levels = chance.normal(0.0, TEMPO_SD) + chance.normal(0.0, OWN_SD, (count, 2))
    noise = chance.normal(0.0, NOISE_W, (count, 600))

    def drawn(facts: tuple[StoryFact, ...], sampled: SampledMotion, time_s: Floats) -> list[Effort]:
        start, end = sampled.problem.pull_off_s, sampled.finish_s
        share = (time_s - start) / (end - start)
        step_s = float(time_s[1] - time_s[0])
        racing = time_s >= start
        gone = 1 / (1 + np.exp(-np.clip((share - launch[:, None]) / 0.03, -40, 40)))
        factors = np.where(racing, np.exp(levels[:, :1] * (1 - gone) + levels[:, 1:] * gone), 1.0)
        usual = efforts(facts, sampled, time_s)
        return [
            Effort(one.watts * factors[row] + noise[row, : len(time_s)] / np.sqrt(step_s), one.scale_sd)
            for row, one in enumerate(usual)
        ]

    with patch.object(linearising, "efforts", drawn):
        yield


def _told(chance: np.random.Generator, truth: Attempt, hidden: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In four of ten races one thing is told, and it is true: who led at a moment, by how much, or who attacked."""
    if chance.random() > 0.4:
        return []
    evidence = truth.evidence()
    sampled, names = evidence.sampled, truth.iterate.problem.riders
    attacks = [item for item in hidden if "attack" in item]
    when = str(chance.choice(["2 laps to go", "1.5 laps to go", "bell"]))
    to_go = {"2 laps to go": 500.0, "1.5 laps to go": 375.0, "bell": 250.0}[when]
    time_s = sampled.leader_crossing(sampled.problem.event_m - to_go)
    first, second = sampled.order(time_s)[:2]
    metres = float(sampled.distance(time_s)[first] - sampled.distance(time_s)[second])
    kinds: list[Callable[[], dict[str, Any]]] = [
        lambda: {"when": when, "order": {"riders": [names[first], names[second]], "from": 1}},
        lambda: {"when": when, "gap": {"ahead": names[first], "of": "field",
                                       "m": f"about {max(metres * chance.normal(1.0, 0.1), 0.5):.1f}"}},
        *([lambda: {key: attacks[0][key] for key in ("when", "attack")}] if attacks else []),
    ]  # fmt: skip
    return [kinds[int(chance.integers(len(kinds)))]()]
