"""How fast finishers are, beside what riders of their category ride."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.watching.ride import Ride
from replay.base.units import Floats, kmh
from replay.race.facts import Race

SPRINTS_S = 1.0
"""Who crosses the line within a second of the first has sprinted; later ones may have eased, and are not flagged."""

LAST_M = 200.0


@dataclass(frozen=True, slots=True)
class Usual:
    """What a category rides in a keirin: the last 200 m, s; the last lap, km/h; the greatest speed, km/h."""

    last_200_s: tuple[float, float]
    last_lap_kmh: tuple[float, float]
    top_kmh: float


USUAL = {
    # Last 200 m: 9.397 in the final of Paris 2024, 9.861 in that of the 2020 worlds, 10.431 in a heat of Athens. Last
    # laps of 250 m in 12.0 to 13.2 s. The fastest flying 200 m of Tokyo was 78.1 km/h in the mean.
    "men": Usual((9.35, 10.9), (67.0, 75.0), 78.5),
    # 11.217 in the final of Rio, 10.7 to 11.6 today. The fastest flying 200 m of Paris was 71.8 km/h in the mean.
    "women": Usual((10.6, 11.9), (59.0, 67.5), 71.8),
}
"""No figures are known for other categories: they are shown and not flagged."""


@dataclass(frozen=True, slots=True)
class Speeds:
    """Figures of each finisher, in one order.

    behind_s  seconds behind the first over the line
    winner_s  race time of the first finish
    free_kmh  mean speed of the first from the pacer's leaving (or the start) on
    """

    race: str
    category: str
    rules: str
    last_200_s: tuple[float, ...] = ()
    last_lap_s: tuple[float, ...] = ()
    last_lap_kmh: tuple[float, ...] = ()
    top_kmh: tuple[float, ...] = ()
    behind_s: tuple[float, ...] = ()
    winner_s: float = float("nan")
    free_kmh: float = float("nan")


def speeds_of(name: str, race: Race, ride: Ride) -> Speeds:
    """The speeds of all who finish upright."""
    motion, lap_m = ride.motion, ride.motion.velodrome.lap_m
    rules = f"{motion.event_distance_m:g} m on {lap_m:g} m"
    across = np.where(np.isnan(motion.fall_s), motion.finish_s, np.nan)
    finishers = np.flatnonzero(np.isfinite(across))
    if not len(finishers):
        return Speeds(name, race.event.category, rules)
    first = int(np.nanargmin(motion.finish_s))
    begun_m = max(float(motion.at(ride.racing_from_s).distance_m[first]), 0.0)
    winner_s = float(motion.finish_s[first])
    laps = _last(ride, finishers, lap_m)
    return Speeds(
        race=name,
        category=race.event.category,
        rules=rules,
        last_200_s=tuple(_last(ride, finishers, LAST_M)),
        last_lap_s=tuple(laps),
        last_lap_kmh=tuple(kmh(lap_m / lap) for lap in laps),
        top_kmh=tuple(kmh(_top_mps(ride, int(rider))) for rider in finishers),
        behind_s=tuple(float(across[rider]) - winner_s for rider in finishers),
        winner_s=winner_s,
        free_kmh=kmh((motion.event_distance_m - begun_m) / (winner_s - ride.racing_from_s)),
    )


def _last(ride: Ride, finishers: Iterable[int], metres: float) -> list[float]:
    """Seconds that each takes for the last metres before the line."""
    event_m = ride.motion.event_distance_m
    ends = [ride.motion.path.times_at(int(rider), [event_m - metres, event_m]) for rider in finishers]
    return [float(end[1] - end[0]) for end in ends]


def _top_mps(ride: Ride, rider: int) -> float:
    return float(ride.speed_mps[rider, ride.during(ride.racing_from_s, ride.races_until(rider))].max())


def flags(speeds: Speeds) -> Iterator[str]:
    """What lies outside of the category's figures, of those who sprint."""
    usual = USUAL.get(speeds.category)
    if usual is None:
        return
    for name, values, low, high, digits in (
        ("last 200 m, s", speeds.last_200_s, *usual.last_200_s, 2),
        ("last lap, km/h", speeds.last_lap_kmh, *usual.last_lap_kmh, 1),
        ("top speed, km/h", speeds.top_kmh, 0.0, usual.top_kmh, 1),
    ):
        sprinted = [v for v, behind in zip(values, speeds.behind_s, strict=True) if behind <= SPRINTS_S]
        off = [value for value in sprinted if not low <= value <= high]
        if off:
            worst = max(off, key=lambda value: max(low - value, value - high))
            yield f"{name}: {len(off)} of {len(sprinted)} outside {low:g} to {high:g}, the worst {worst:.{digits}f}"


def table(found: list[Speeds]) -> Iterator[str]:
    """Lines: for each category and rules the least, the median and the largest of each figure."""
    yield f"{'category':<10}{'race':<20}{'races':>6}" + "".join(f"{head:>22}" for head in _HEADS)
    for category, rules in sorted({(one.category, one.rules) for one in found}):
        own = [one for one in found if (one.category, one.rules) == (category, rules)]
        columns = [_spread([v for one in own for v in values(one)]) for values in _COLUMNS]
        yield f"{category:<10}{rules:<20}{len(own):>6}" + "".join(f"{column:>22}" for column in columns)


_HEADS = ("last 200 m, s", "last lap, s", "last lap, km/h", "top, km/h", "winner, s", "free mean, km/h")
_COLUMNS = (
    lambda one: one.last_200_s,
    lambda one: one.last_lap_s,
    lambda one: one.last_lap_kmh,
    lambda one: one.top_kmh,
    lambda one: (one.winner_s,),
    lambda one: (one.free_kmh,),
)


def _spread(values: list[float]) -> str:
    finite: Floats = np.array([value for value in values if np.isfinite(value)])
    return f"{finite.min():.1f} / {np.median(finite):.1f} / {finite.max():.1f}" if len(finite) else "-"
