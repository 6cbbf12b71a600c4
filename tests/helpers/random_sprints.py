"""Random sprints: two to four riders, margins from a thousandth, told jumps, standstills, leads, contradictions."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.helpers.random_races import Drawn, Item

_NAMES = ("Abe", "Bru", "Cox", "Dahl", "Eck", "Fox", "Gil", "Hay", "Ito")
_TRACKS = {"izu": 750, "olympic-250": 750, "generic-333": 666}
_CATEGORIES = ("men", "women", "junior men", "junior women", "masters")
_LAST_200_S = {"men": (10.0, 11.2), "women": (10.9, 12.2), "junior men": (10.5, 11.8)}
_FEINTS_M = (450, 560)
_KICKS_M = (60, 150)
_SLOW_M = (300, 540)
"""Metres to go between which riders may be told to stand still, on a track of 250 m."""


def random_sprint(seed: int) -> Drawn:
    """The sprint of a seed."""
    chance = random.Random(f"sprint {seed}")
    names = chance.sample(_NAMES, chance.choice((2, 2, 2, 3, 4)))
    track = chance.choice(list(_TRACKS))
    category = chance.choice(_CATEGORIES)
    results = _results(chance, names, category)
    story, contradictions = _story(chance, names)
    story = _with_play(random.Random(f"play of sprint {seed}"), names, story)
    race: dict[str, Any] = {
        "schema": 1,
        "meet": {"title": f"Sprint {seed}"},
        "event": {"kind": "sprint", "category": category, "distance_m": _TRACKS[track]},
        "track": track,
        "riders": [{"last": name} for name in chance.sample(names, len(names))],
        "results": results,
        "story": story,
    }
    if chance.random() < 0.5:
        race["start_order"] = _inside_first(chance, names, story)
    return Drawn(seed, "sprint", json.dumps(race, indent=1), contradictions)


def _with_play(chance: random.Random, names: list[str], story: list[Item]) -> list[Item]:
    """The story with more of what riders do before they jump: one stands alone, one feints. Places in it stay."""
    found: list[Item] = []
    for item in story:
        alone = "standstill" in item and chance.random() < 0.4
        found.append(
            item | {"standstill": {"rider": chance.choice(names), "seconds": item["standstill"]}} if alone else item
        )
    if story and chance.random() < 0.3:
        found.append({"when": f"{chance.randint(*_FEINTS_M)} m to go", "feint": chance.choice(names)})
    if story and chance.random() < 0.12:
        found.append({"when": f"{chance.randint(*_KICKS_M)} m to go", "jump": chance.choice(names)})
    return found


def _results(chance: random.Random, names: list[str], category: str) -> list[Item]:
    """In the order of the names: margins in thousandths, some not timed; in one of eight rides a relegation."""
    lines: list[Item] = [{"rider": names[0], "rank": 1}]
    gap_ms = 0
    for place, name in enumerate(names[1:], start=2):
        gap_ms += min(max(int(chance.lognormvariate(4.4, 1.5)), 1), 1500)
        lines.append({"rider": name, "rank": place})
        if chance.random() < 0.85:
            lines[-1]["gap_s"] = gap_ms / 1000
    if category in _LAST_200_S and chance.random() < 0.3:
        lines[0]["last_200_m_s"] = round(chance.uniform(*_LAST_200_S[category]), 3)
    if len(names) == 2 and chance.random() < 0.12:
        lines[1] |= {"status": "REL"}
    return lines


def _inside_first(chance: random.Random, names: list[str], story: list[Item]) -> list[str]:
    """A draw in which who is told to lead out has the inside."""
    order = chance.sample(names, len(names))
    leads = [item["lead_out"] for item in story if "lead_out" in item]
    return sorted(order, key=lambda name: name != leads[0]) if leads else order


def _story(chance: random.Random, names: list[str]) -> tuple[list[Item], tuple[tuple[int, ...], ...]]:
    """Nothing in one of four; else some things in their order, and sometimes one that cannot stand with another."""
    if chance.random() < 0.25:
        return [], ()
    first, second, *_ = chance.sample(names, len(names))
    jump_m = chance.randint(160, 430)
    story: list[Item] = []
    if chance.random() < 0.3:
        story.append({"when": "start", "lead_out": first})
    if chance.random() < 0.35:
        at_m = chance.randint(max(jump_m + 40, _SLOW_M[0]), _SLOW_M[1])
        story.append({"when": f"{at_m} m to go", "standstill": chance.choice([3, 8, 15, 30])})
    if chance.random() < 0.35:
        story.append({"when": f"{chance.randint(jump_m + 20, 520)} m to go", "leads": second})
    if chance.random() < 0.25:
        story.append({"when": f"{jump_m + 5} m to go", "drop_down": first})
    if chance.random() < 0.7:
        story.append({"when": f"{jump_m} m to go", "jump": first})
    if chance.random() < 0.2:
        story.append({"when": f"{jump_m + 60} m to go", "forced_up": {"rider": second, "by": first}})
    if chance.random() < 0.15:
        story.append({"when": "100 m to go", "draw_level": {"rider": second, "of": first}})
    if chance.random() < 0.3:
        story.append({"when": "200 m to go", "leads": chance.choice(names)})
    contradictions: tuple[tuple[int, ...], ...] = ()
    if story and chance.random() < 0.25:
        place, both = len(story), chance.sample(names, 2)
        story += [{"when": "bell", "leads": name} for name in both]
        contradictions = ((place, place + 1),)
    return story, contradictions
