"""Random small races: draws, gaps, dead heats, gaps that nobody timed, a rider who does not finish, told things."""

from __future__ import annotations

import json
import random
from typing import Any

_TRACKS = {"izu": 1500.0, "generic-333": 1500.0, "keirin-400": 2000.0}
"""Tracks with the distance raced on them."""

_NAMES = ("Abe", "Bru", "Cox", "Dahl", "Eck", "Fox", "Gil")
_RACED_M = 750.0
"""The pacer leaves so far from the finish, as in a keirin of six laps of 250 m."""


def random_race(seed: int) -> str:
    """A race file as JSON, which is YAML too."""
    chance = random.Random(seed)
    track = chance.choice(sorted(_TRACKS))
    event_m = _TRACKS[track]
    names = list(_NAMES[: chance.randint(3, 7)])
    finishing = chance.sample(names, len(names))
    unplaced = finishing.pop() if len(names) > 3 and chance.random() < 0.35 else None
    results = _results(chance, finishing)
    story = [_told(chance, finishing) for _ in range(chance.randint(0, 4))]
    if unplaced:
        results.append({"rider": unplaced, "status": "DNF"})
        if chance.random() < 0.6:
            story.append({"when": chance.choice(["bell", "last-bend", "350 m to go"]), "crash": unplaced})
    race: dict[str, Any] = {
        "schema": 1,
        "meet": {"title": f"Drawn by lot, number {seed}"},
        "event": {"kind": "keirin", "category": "men", "distance_m": event_m},
        "track": track,
        "pacer": {"from_kmh": 30, "to_kmh": chance.choice([45, 50]), "off": f"{_RACED_M:g} m to go"},
        "riders": [{"first": "A", "last": name, "nation": "NED"} for name in names],
        "start_order": _draw(chance, names),
        "results": results,
        "story": story,
    }
    return json.dumps(race, indent=1)


def _draw(chance: random.Random, names: list[str]) -> list[str]:
    places = chance.sample(names, len(names))
    return chance.choice([[], places, [name if chance.random() < 0.6 else "unknown" for name in places]])


def _results(chance: random.Random, finishing: list[str]) -> list[dict[str, Any]]:
    """Lines of the result for those who finish, given in order."""
    lines: list[dict[str, Any]] = [{"rider": finishing[0], "rank": 1}]
    gap_ms = 0
    for place, name in enumerate(finishing[1:], start=2):
        if place > 2 and "gap_s" in lines[-1] and chance.random() < 0.12:
            lines.append({**lines[-1], "rider": name})
            continue
        gap_ms += round(10 ** chance.uniform(0, 3.0))
        timed = {} if chance.random() < 0.15 else {"gap_s": gap_ms / 1000}
        gap_ms += 0 if timed else 30
        lines.append({"rider": name, "rank": place, **timed})
    return lines


def _told(chance: random.Random, names: list[str]) -> dict[str, Any]:
    first, second, *_ = chance.sample(names, len(names))
    when = chance.choice(["600 m to go", "450 m to go", "1 lap to go", "200 m to go", "pull-off+5", "last-bend"])
    told: list[dict[str, Any]] = [
        {"gap": {"ahead": first, "of": chance.choice([second, "field"]), "m": f"about {chance.randint(2, 20)}"}},
        {"gap": {"ahead": first, "of": second, "lengths": f"at least {chance.randint(1, 3)}"}},
        {"gap": {"ahead": first, "of": second, "s": f"about {chance.uniform(0.2, 1.5):.1f}"}},
        {"order": [first, second]},
        {"order": {"riders": chance.sample(names, min(3, len(names))), "from": 1}},
        {"attack": first},
        {"chase": first},
        {"pass": {"rider": first, "of": second}},
        {"hold_wheel": {"rider": first, "of": second}},
        {"move_up": {"rider": first, "to": 1}},
        {"ride_high": first},
        {"outside": {"rider": first, "of": second}},
        {"hesitate": "field"},
    ]
    sure = {"sure": chance.choice(["certain", "likely", "loose"]), "main": chance.random() < 0.2}
    return {"when": when, **chance.choice(told), **sure}
