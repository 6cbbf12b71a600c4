"""Random races: results as sheets have them, falls, told things of every kind, contradictions.

A race is drawn from its seed alone. Where it holds things that cannot all be true, it says which. `random_race` has
three to nine riders and rules that are ridden; `any_race` any field, distance and pacer, and names of all kinds.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

_NAMES = ("Abe", "Bru", "Cox", "Dahl", "Eck", "Fox", "Gil", "Hay", "Ito")
_MOMENTS = ("600 m to go", "450 m to go", "bell", "1 lap to go", "200 m to go", "last-bend", "1.5 laps to go")
_GAPS_MS = 4000

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rules:
    """A way to hold a race: the track, the distance, and the pacer as the file has it."""

    track: str
    distance_m: float
    pacer: Any

    @property
    def off_m(self) -> float:
        """Distance at which racing begins."""
        return self.distance_m - float(self.pacer["off"].split()[0]) if isinstance(self.pacer, dict) else 0.0

    @property
    def moments(self) -> tuple[str, ...]:
        """Moments of the race of which things are told."""
        longest_lap_m, raced_m = 400.0, self.distance_m - 50.0
        return tuple(
            when
            for when in _MOMENTS
            if (float(when.split()[0]) if "m to go" in when else 1.5 * longest_lap_m) <= raced_m or when == "last-bend"
        )


RULES = {
    "today": Rules("izu", 1500, {"from_kmh": 30, "to_kmh": 50, "off": "750 m to go"}),
    "333 m": Rules("generic-333", 1500, {"from_kmh": 30, "to_kmh": 50, "off": "750 m to go"}),
    "older": Rules("olympic-250", 2000, {"from_kmh": 25, "to_kmh": 45, "off": "625 m to go"}),
    "Japan": Rules("keirin-400", 2000, {"from_kmh": 30, "to_kmh": 50, "off": "600 m to go"}),
    "picked up": Rules("keirin-400", 2000, {"from_kmh": 30, "to_kmh": 45, "off": "600 m to go", "start": "standing"}),
    "no pacer": Rules("izu", 1000, "none"),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A race file as JSON (which is YAML too), and what in it cannot all be true.

    contradictions  sets of places in the story (from 0) of which at least one cannot be held
    """

    seed: int
    rules: str
    text: str
    contradictions: tuple[tuple[int, ...], ...]

    def unreported(self, stands: Callable[[int], bool]) -> list[tuple[int, ...]]:
        """Contradictions of which every item is said to stand. stands: of a place in the story."""
        return [places for places in self.contradictions if all(map(stands, places))]


def random_race(seed: int) -> Drawn:
    """The race of a seed, by rules that are ridden."""
    chance = random.Random(seed)
    named = chance.choice(list(RULES))
    names = chance.sample(_NAMES, chance.randint(3, 9))
    return _drawn(seed, chance, named, RULES[named], names)


def any_race(seed: int) -> Drawn:
    """The race of a seed: 3 to 24 riders of all kinds over 500 to 10 000 m, few over long ones, any pacer."""
    chance = random.Random(f"any {seed}")
    rules = _any_rules(chance)
    many = chance.random() < 0.15 and rules.distance_m < 5000
    names = chance.sample(
        [*_NAMES, *_OTHER_NAMES],
        chance.randint(10, 24) if many else chance.randint(3, 9 if rules.distance_m < 5000 else 4),
    )
    drawn = _drawn(seed, chance, "any", rules, names)
    return _with_more(random.Random(f"more {seed}"), drawn, rules)


def _with_more(chance: random.Random, drawn: Drawn, rules: Rules) -> Drawn:
    """A race in half of all cases with one or two more things told at the end, of kinds that `_told` does not draw:
    so the races of seeds stay what they are when kinds are added."""
    race = json.loads(drawn.text)
    absent = {line["rider"] for line in race["results"] if str(line.get("status")).upper() in (*_ABSENT, *_OUT)}
    names = [rider["last"] for rider in race["riders"] if rider["last"] not in absent]
    if chance.random() < 0.5 or len(names) < 3:
        return drawn
    items = [_told_more(chance, names, rules) for _ in range(chance.randint(1, 2))]
    race["story"] = [*race.get("story", []), *items]
    return replace(drawn, text=json.dumps(race, indent=1))


_SAID_GAPS = ("half a wheel", "a whisker", "a few lengths", "almost 20 m", "at least a length")
_WINDOWS: tuple[Any, ...] = (
    "on the last lap", "in the last 200 m", {"before": "100 m to go"}, {"between": ["400 m to go", "150 m to go"]},
)  # fmt: skip


def _told_more(chance: random.Random, names: list[str], rules: Rules) -> Item:
    """One told thing of a kind that `_told` does not know."""
    first, second, third, *_ = chance.sample(names, len(names))
    pair = {"rider": first, "of": second}
    kinds: list[Item] = [
        {"leads": first},
        {"leads": [first, second]},
        {"gap": {"ahead": first, "of": chance.choice([second, "field"]), "by": chance.choice(_SAID_GAPS)}},
        {"gap": {"ahead": first, "of": names[:3] if first not in names[:3] else names[3:6] or second, "m": 10}},
        {"level": [first, second]},
        {"at_shoulder": pair},
        {"tries": {**pair, **chance.choice([{}, {"side": "inside"}, {"side": "outside"}, {"within_s": 6}])}},
        {"leads": {"rider": first, "until": chance.choice(["100 m to go", "last-bend+1"])}},
        {"boxed_in": chance.choice([first, {"rider": first, "by": second}, {"rider": first, "by": [second, third]}])},
        {"shut_out": {"rider": first, "by": second, **chance.choice([{}, {"side": "inside"}, {"side": "outside"}])}},
        {"through": {"rider": first, "between": [second, third]}},
        {"keeps_lane": chance.choice([first, {"rider": first, "until": "100 m to go"}])},
        {"contact": [first, second]},
        {"works_for": {"rider": first, "for": second}},
    ]
    told = chance.choice(kinds)
    moments = [when for when in rules.moments if when not in ("last-bend", "200 m to go") or "until" not in str(told)]
    when: Any = chance.choice([*moments, "pull-off+5" if isinstance(rules.pacer, dict) else "25"])
    if chance.random() < 0.4 and "until" not in str(told):
        told = chance.choice([told, {"attack": first}, {"pass": pair}, {"inside": pair}])
        when = chance.choice(_WINDOWS)
    elif chance.random() < 0.2 and "until" not in str(told):
        when = chance.choice(["turn 3 on the last lap", "out of the last bend", "back straight, 1 lap to go"])
    if rules.off_m > 400 and chance.random() < 0.05:
        told, when = {"passes_pacer": first}, chance.choice(["pull-off-4", "pull-off-12"])
    return {"when": when, **told, "sure": chance.choice(["certain", "likely", "loose"])}


def _any_rules(chance: random.Random) -> Rules:
    """A distance, mostly a short one, a track, and a pacer that leaves anywhere from the start to 100 m to go."""
    distance_m = chance.choices(*zip(*_DISTANCES.items(), strict=True))[0] + chance.choice([0, 0, 0, 17.5, 133])
    track = chance.choice(["izu", "olympic-250", "generic-333", "keirin-400"])
    if chance.random() < 0.25:
        return Rules(track, distance_m, "none")
    to_go_m = chance.choice([distance_m, distance_m - 8, distance_m / 2, 600, 750, chance.uniform(100, distance_m)])
    to_go_m = round(min(max(to_go_m, 100), distance_m), 1)
    pacer: Item = {"to_kmh": chance.choice([45, 50, 50, 55]), "off": f"{to_go_m:g} m to go"}
    if distance_m - to_go_m > 300:
        pacer["from_kmh"] = chance.choice([25, 30, 30, 40, pacer["to_kmh"]])
        pacer |= {"start": "standing"} if chance.random() < 0.2 else {}
    return Rules(track, distance_m, pacer)


_DISTANCES = {500: 1, 750: 2, 1000: 3, 1250: 3, 1500: 8, 2000: 5, 2500: 3, 3000: 2, 5000: 1, 9000: 1}
"""Distances, m, and how often each is drawn: long ones take long."""

_CATEGORIES = ("men", "Women Elite", "men", "junior men", "U19 women", "men", "masters 40+", "women")
"""Categories as race files have them, one seed after another."""

_OTHER_NAMES = (
    "Tjon En Fa", "van den Berg", "O'Neil", "Møller", "Øvergård II", "de la Cruz", "Đặng", "Jürgens-Ōta", "Şahin",
    "Иванов", "Παπάς", "山田", "김", "ศรี", "الحسن", "कुमार",
)  # fmt: skip


def _drawn(seed: int, chance: random.Random, named: str, rules: Rules, names: list[str]) -> Drawn:
    results, crossing = _results(chance, names, rules)
    story: list[Item] = _as_published(random.Random(f"lines {seed}"), results, crossing)
    _make_room(results)
    if not story and any(line.get("status") == "DNF" for line in results) and chance.random() < 0.6:
        story.append(_crash(chance, results))
    ahead = [name for name in crossing if _gap_of(results, name) is not None]
    racing = [name for name in names if name in crossing]
    story += [_told(chance, racing, rules) for _ in range(chance.randint(0, 5))]
    contradictions = []
    if chance.random() < 0.45 and len(ahead) > 1:
        items = chance.choice(_CONTRADICTIONS)(_Lot(chance, ahead, results, rules))
        contradictions = [tuple(range(len(story), len(story) + len(items)))] if items else []
        story += items
    race: Item = {
        "schema": 1,
        "meet": {"title": f"Drawn by lot, number {seed}"},
        "event": {
            "kind": "keirin",
            "category": _CATEGORIES[seed % len(_CATEGORIES)] if named == "any" else "men",
            "distance_m": rules.distance_m,
        },
        "track": rules.track,
        "pacer": rules.pacer,
        "riders": [_rider(name, named) for name in sorted(names)],
        "start_order": _draw(
            chance, [line["rider"] for line in results if str(line.get("status")).upper() not in _ABSENT]
        ),
        "results": results,
        "crossing_order": crossing if _needs_order(results) else [],
        "story": story,
    }
    return Drawn(seed, named, json.dumps({key: value for key, value in race.items() if value != []}, indent=1),
                 tuple(contradictions))  # fmt: skip


def _rider(name: str, named: str) -> Item:
    """A rider of a nation; in a race of any kind also of a club, of a state, or of none, with one name or two."""
    usual: Item = {"first": "A", "last": name, "nation": "NED"}
    kinds = (usual, {"last": name}, {"first": "A", "last": name, "club": "RV Nord"}, {"last": name, "state": "NSW"})
    return kinds[len(name) % 4] if named == "any" else usual


def _draw(chance: random.Random, names: list[str]) -> list[str]:
    places = chance.sample(names, len(names))
    return chance.choice([[], places, [name if chance.random() < 0.6 else "unknown" for name in places]])


def _results(chance: random.Random, names: list[str], rules: Rules) -> tuple[list[Item], list[str]]:
    """Lines of the result, and the order over the line. Two at least finish with a place."""
    order = chance.sample(names, len(names))
    lines: list[Item] = []
    while len(order) > 3 and chance.random() < 0.25:
        lines.append({"rider": order.pop(), **chance.choice(_UNPLACED)})
    relegated = order.pop() if len(order) > 3 and chance.random() < 0.15 else None
    crossing = list(order)
    placed = _placed(chance, order, rules)
    if relegated:
        crossing.insert(chance.randint(0, len(order)), relegated)
        placed.append({"rider": relegated, "rank": len(placed) + 1, "status": "REL"})
    for line in lines:
        if line["status"] == "DSQ" and chance.random() < 0.5:
            crossing.insert(chance.randint(0, len(crossing)), line["rider"])
    return [*placed, *lines], crossing


_OUT = ("DNF", "ABD", "AB", "RET")
_STRUCK = ("DSQ", "DQ", "OVL", "LAP")
_ABSENT = ("DNS", "NP", "WDN", "WDR")
_BESIDE_RANK = ("OTL", "HD", "DNQ", "NC")


def _as_published(more: random.Random, results: list[Item], crossing: list[str]) -> list[Item]:
    """Changes every other result as sheets may have it: codes in any case, ranks with holes and beside a status, a dead
    heat for the win, and a rider who fell, with or without a place. Gives the story of the fall.
    """
    if more.random() < 0.5:
        return []
    placed = [line for line in results if line.get("rank") and not line.get("status")]
    if len(placed) > 4 and placed[-1]["rider"] == crossing[-1] and more.random() < 0.7:
        placed[-1].update(rank=None, gap_s=None, status=more.choice(["DNF", "DSQ", "DNS"]))
        crossing.pop()
    codes = {"DNF": _OUT, "DSQ": _STRUCK, "DNS": _ABSENT}
    for line in results:
        if line.get("status") in codes:
            line["status"] = more.choice([str.upper, str.lower])(more.choice(codes[line["status"]]))
            line.pop("started", None)
            for key in [key for key, value in line.items() if value is None]:
                del line[key]
    placed = [line for line in results if line.get("rank") and not line.get("status")]
    if len(placed) > 2 and more.random() < 0.2:
        placed[1]["rank"] = 1
        placed[1].pop("gap_s", None)
    if more.random() < 0.4:
        _with_holes(more, results)
    last = placed[-1]
    if last["rank"] > max(line["rank"] for line in placed[:-1]) and len(placed) > 2:
        if more.random() < 0.3:
            last["status"] = more.choice(_BESIDE_RANK)
        if crossing[-1] == last["rider"] and more.random() < 0.5:
            return _fell_and_finished(more, last)
    struck = [line["rider"] for line in results if line.get("status") in ("DSQ", "dsq", "DQ", "dq")]
    if struck and struck[0] not in crossing and more.random() < 0.5:
        return [{"when": more.choice(_FALLS), "crash": struck[0]}]
    return []


_FALLS = ("1.5 laps to go", "bell", "last-bend", "350 m to go", "150 m to go")


def _with_holes(more: random.Random, results: list[Item]) -> None:
    """Leaves a number out, and gives who did not finish a rank beside the status."""
    ranked = [line for line in results if line.get("rank")]
    after = more.choice([line["rank"] for line in ranked])
    for line in ranked:
        line["rank"] += 2 if line["rank"] > after else 0
    for line in results:
        if str(line.get("status")).upper() in _OUT and more.random() < 0.5:
            line["rank"] = max(other["rank"] for other in ranked) + 1


def _fell_and_finished(more: random.Random, line: Item) -> list[Item]:
    """The last falls and crosses the line: half a minute later, at the gap that he had, or untimed."""
    if more.random() < 0.7:
        line["gap_s"] = round(more.uniform(22, 50), 3)
    elif more.random() < 0.5:
        line.pop("gap_s", None)
        line.pop("status", None)
    return [{"when": more.choice(_FALLS), "crash": line["rider"]}]


_MOST_ABREAST, _ABREAST_S = 8, 0.1
"""No more riders than this come to the line beside each other: as many as in bunch sprints, for whom there is room."""


def _make_room(results: list[Item]) -> None:
    """Move riders of large fields back, so that no more than those come to the line together, timed or not."""
    timed = sorted((line for line in results if (line.get("gap_s") or 0) > 0), key=lambda line: float(line["gap_s"]))
    untimed = sum(line.get("rank") is not None and not line.get("gap_s") for line in results)
    most = max(_MOST_ABREAST - untimed, 1)
    was_s: list[float] = [line["gap_s"] for line in timed]
    for place in range(most, len(timed)):
        least_s = timed[place - most]["gap_s"] + _ABREAST_S
        level = was_s[place] == was_s[place - 1]
        timed[place]["gap_s"] = timed[place - 1]["gap_s"] if level else round(max(was_s[place], least_s), 3)


_UNPLACED: tuple[Item, ...] = (
    {"status": "DNF"},
    {"status": "DNF"},
    {"status": "DSQ"},
    {"status": "DNS", "started": False},
)


def _placed(chance: random.Random, order: list[str], rules: Rules) -> list[Item]:
    gaps_ms = (
        sorted({round(10 ** chance.uniform(0, 3.602)) for _ in order}) if chance.random() < 0.3 else _spaced(chance)
    )
    lines: list[Item] = [{"rider": order[0], "rank": 1}]
    if chance.random() < 0.3:
        racing_m = rules.distance_m - rules.off_m
        sprint_m = min(racing_m, 850.0 if rules.off_m else 1000.0)
        tempo_s = (racing_m - sprint_m) / 12.8
        lines[0]["time_s"] = round(_paced_s(rules) + tempo_s + sprint_m / chance.uniform(16.4, 17.4), 3)
    for place, name in enumerate(order[1:], start=2):
        if place > 2 and "gap_s" in lines[-1] and chance.random() < 0.12:
            lines.append({**lines[-1], "rider": name})
            continue
        timed = {"gap_s": gaps_ms[place - 2] / 1000} if place - 2 < len(gaps_ms) and chance.random() > 0.15 else {}
        lines.append({"rider": name, "rank": place, **timed})
    return lines


def _spaced(chance: random.Random) -> list[int]:
    """Gaps that grow from place to place, up to the largest."""
    gaps, last = [], 0
    for _ in range(9):
        last += round(10 ** chance.uniform(0, 3.0))
        gaps.append(last)
    return [gap for gap in gaps if gap <= _GAPS_MS]


def _paced_s(rules: Rules) -> float:
    if not isinstance(rules.pacer, dict):
        return 12.0
    to_mps = float(rules.pacer["to_kmh"]) / 3.6
    # As in `paced_way`: one that leaves soon is fast from the start.
    from_mps: float = max(rules.pacer.get("from_kmh", 30) / 3.6, max(to_mps**2 - rules.off_m, 0.0) ** 0.5)
    return 2 * rules.off_m / (from_mps + to_mps)


def _needs_order(results: list[Item]) -> bool:
    return any(str(line.get("status")).upper() in ("REL", *_STRUCK) for line in results)


def _gap_of(results: list[Item], name: str) -> float | None:
    line = next(line for line in results if line["rider"] == name)
    gap_s: float | None = line.get("gap_s")
    return 0.0 if line.get("rank") == 1 else gap_s


def _crash(chance: random.Random, results: list[Item]) -> Item:
    fallen = [line["rider"] for line in results if line.get("status") == "DNF"]
    down = [name for name in fallen[1:] if chance.random() < 0.7]
    crash = {"rider": fallen[0], "down": down} if down else fallen[0]
    return {"when": chance.choice(["bell", "last-bend", "350 m to go", "150 m to go"]), "crash": crash}


def _told(chance: random.Random, names: list[str], rules: Rules) -> Item:
    """One told thing, of a kind drawn by lot, of riders who cross the line."""
    first, second, *_ = chance.sample(names, len(names))
    bound = chance.choice(["", "about ", "at least ", "at most ", "exactly "])
    field = chance.choice([second, "field"])
    kinds: list[Item] = [
        {"gap": {"ahead": first, "of": field, "m": f"{bound}{chance.randint(2, 25)}"}},
        {"gap": {"ahead": first, "of": second, "lengths": f"{bound}{chance.randint(1, 4)}"}},
        {"gap": {"ahead": first, "of": field, "s": f"about {chance.uniform(0.2, 1.5):.1f}"}},
        {"gap": {"ahead": first, "of": field, "laps": f"{bound}{chance.choice([0.05, 0.1, 0.25])}"}},
        {"gap": {"ahead": first, "of": second, "straights": f"about {chance.choice([0.25, 0.5])}"}},
        {"order": [first, second]},
        {"order": {"riders": chance.sample(names, min(3, len(names))), "from": 1}},
        {"attack": first},
        {"hesitate": chance.choice(["field", {"riders": [first], "seconds": chance.randint(2, 6)}])},
        {"chase": first},
        {"pass": {"rider": first, "of": second, **chance.choice([{}, {"side": "inside"}, {"side": "outside"}])}},
        {"hold_wheel": {"rider": first, "of": second}},
        {"hold_wheel": {"rider": first, "of": second, "until": "150 m to go"}},
        {"move_up": chance.choice([first, {"rider": first, "to": 1}, {"rider": first, "to": 2}])},
        {"drop_back": chance.choice([first, {"rider": first, "to": len(names)}])},
        {"ride_high": chance.choice([first, {"rider": first, "height_m": 3}])},
        {"inside": {"rider": first, "of": second}},
        {"outside": {"rider": first, "of": second}},
        {"stops_racing": first},
        {"look_back": first},
        {"caption": "Here they come"},
        *([{"pacer_off": True}] if isinstance(rules.pacer, dict) else []),
    ]
    told = chance.choice(kinds)
    paced = isinstance(rules.pacer, dict)
    when = chance.choice([*rules.moments, *(["pull-off+5", "pull-off"] if paced else ["25"])])
    if when == "last-bend":
        told.get("hold_wheel", {}).pop("until", None)  # 150 m to go is before it on some tracks
    if "pacer_off" in told:
        when = chance.choice(["pull-off", rules.pacer["off"]])
    sure = {"sure": chance.choice(["certain", "likely", "loose"]), **({"main": True} if chance.random() < 0.2 else {})}
    return {"when": when, **told, **sure}


@dataclass(frozen=True, slots=True)
class _Lot:
    """What a contradiction is drawn from. ahead: riders of whom a gap to the winner is known, he among them."""

    chance: random.Random
    ahead: list[str]
    results: list[Item]
    rules: Rules

    def pair(self) -> tuple[str, str, str]:
        """Two riders and a moment."""
        first, second = self.chance.sample(self.ahead, 2)
        return first, second, self.chance.choice(self.rules.moments)


def _two_gaps(lot: _Lot) -> list[Item]:
    one, other, when = lot.pair()
    return [{"when": when, "gap": {"ahead": one, "of": other, "m": amount}} for amount in ("about 8", "at least 20")]


def _opposite_orders(lot: _Lot) -> list[Item]:
    one, other, when = lot.pair()
    return [{"when": when, "order": [one, other], "main": True}, {"when": when, "order": [other, one]}]


def _order_and_gap(lot: _Lot) -> list[Item]:
    one, other, when = lot.pair()
    return [
        {"when": when, "order": [one, other]},
        {"when": when, "gap": {"ahead": other, "of": one, "lengths": "at least 3"}, "sure": "certain"},
    ]


def _one_place(lot: _Lot) -> list[Item]:
    one, other, when = lot.pair()
    return [{"when": when, "move_up": {"rider": name, "to": 1}} for name in (one, other)]


def _loser_first(lot: _Lot) -> list[Item]:
    """Beaten by more than a bike length, and told to be first over the line."""
    winner = lot.results[0]["rider"]
    beaten = [name for name in lot.ahead if (_gap_of(lot.results, name) or 0.0) > 0.15]
    return [{"when": "finish", "order": [lot.chance.choice(beaten), winner]}] if beaten else []


def _out_of_reach(lot: _Lot) -> list[Item]:
    """Almost a lap ahead with a lap to go, and beaten by, or not a second ahead of, the other."""
    near = [name for name in lot.ahead if 0.0 < (_gap_of(lot.results, name) or 9.0) < 1.0]
    winner = lot.results[0]["rider"]
    if not near:
        return []
    lead = {"ahead": winner, "of": near[0], "laps": "at least 0.9"}
    return [{"when": lot.chance.choice(["bell", "300 m to go"]), "gap": lead}]


def _attack_and_stop(lot: _Lot) -> list[Item]:
    one, _, when = lot.pair()
    return [{"when": when, "attack": one}, {"when": when, "stops_racing": one, "main": True}]


def _both_sides(lot: _Lot) -> list[Item]:
    one, other, when = lot.pair()
    sides = {"rider": one, "of": other}
    return [{"when": when, "inside": sides, "sure": "certain"}, {"when": when, "outside": sides}]


def _wheel_and_lead(lot: _Lot) -> list[Item]:
    one, other, _ = lot.pair()
    return [
        {"when": "450 m to go", "hold_wheel": {"rider": one, "of": other}},
        {"when": "450 m to go+2", "gap": {"ahead": one, "of": other, "m": "at least 10"}, "main": True},
    ]


def _passed_already(lot: _Lot) -> list[Item]:
    one, other, when = lot.pair()
    lead = {"ahead": one, "of": other, "m": "at least 5"}
    return [{"when": when, "pass": {"rider": one, "of": other}}, {"when": when, "gap": lead, "main": True}]


def _pacer_off_twice(lot: _Lot) -> list[Item]:
    return [{"when": "200 m to go", "pacer_off": True}] if isinstance(lot.rules.pacer, dict) else []


def _two_falls(lot: _Lot) -> list[Item]:
    fallen = [line["rider"] for line in lot.results if line.get("status") == "DNF"]
    return [{"when": when, "crash": fallen[0]} for when in ("bell", "150 m to go")] if fallen else []


_CONTRADICTIONS: tuple[Callable[[_Lot], list[Item]], ...] = (
    _two_gaps, _opposite_orders, _order_and_gap, _one_place, _loser_first, _out_of_reach, _attack_and_stop,
    _both_sides, _wheel_and_lead, _passed_already, _pacer_off_twice, _two_falls,
)  # fmt: skip
