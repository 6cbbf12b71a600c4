"""Whether races of which the result alone is known go differently: the same result under many titles.

For each: who leads as the pacer leaves, the place of the winner at the bell, 200 m before the line and who was
passed last, when the sprint begins, who is boxed in for a second. Places are those of the result. Run from the root:

    python -m benchmarks.courses [--races 16] [--riders 6]
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass

import numpy as np

from benchmarks.watching.ride import RATE_HZ, Ride, ride_of
from replay.base.units import BIKE_LENGTH_M
from replay.motion.standings import orders_at
from replay.race.facts import Race
from replay.racefile.reader import parse_race
from replay.reconstruction.reconstruct import reconstruct
from replay.track.catalogue import velodrome_of

_GAPS_S = (0.0, 0.061, 0.108, 0.225, 0.412, 0.701, 0.902)
_NAMES = ("Adams", "Baker", "Clark", "Davis", "Evans", "Frank", "Green")

_SPRINT_KMH = 64.0
"""The sprint has begun when the leader rides as fast as this, and does so to the line but for a second."""

_AHEAD_M, _BESIDE_M, _ABOVE_M, _LINE_M = (1.3, 4.2), 1.75, 0.2, 0.7
"""Boxed in, as the table of what is seen has it: a wheel ahead in line, and a bicycle outside of him."""

_BOXED_S = 1.0


@dataclass(frozen=True, slots=True)
class Course:
    """What one race looks like. Places count from 1; riders are named by their place in the result.

    leads      who leads as the pacer leaves, at the bell and with 200 m to go
    winner     the winner's place at these moments
    sprint_m   metres to go when the sprint begins
    boxed_in   who is boxed in for `_BOXED_S` in the last lap
    """

    leads: tuple[int, ...]
    winner: tuple[int, ...]
    sprint_m: float
    boxed_in: tuple[int, ...]

    @property
    def kind(self) -> tuple[object, ...]:
        """What makes two courses one: leader and winner's place at each moment, and the half lap of the sprint."""
        return self.leads[1:], self.winner, round(self.sprint_m / 125)


def race_titled(title: str, heat: int, riders: int) -> Race:
    names = _NAMES[:riders]
    results = [
        {"rider": name, "rank": place + 1} | ({"gap_s": _GAPS_S[place]} if place else {})
        for place, name in enumerate(names)
    ]
    written = {
        "schema": 1,
        "meet": {"title": title},
        "event": {"kind": "keirin", "category": "men", "round": "first round", "heat": heat, "distance_m": 1500},
        "track": "izu",
        "riders": [{"first": "A", "last": name, "nation": "NED"} for name in names],
        "results": results,
    }
    return parse_race(json.dumps(written).encode(), f"{title} {heat}")


def course_of(ride: Ride) -> Course:
    """The course of a finished motion whose riders are in the order of the result."""
    to_go_m = ride.motion.event_distance_m - ride.distance_m.max(axis=0)
    racing = ride.during(ride.racing_from_s, float(np.nanmin(ride.motion.finish_s)))
    moments = [racing.start, *(int(np.argmax(to_go_m <= metres)) for metres in (ride.motion.velodrome.lap_m, 200.0))]
    orders = orders_at(ride.motion, ride.time_s[moments])
    return Course(
        leads=tuple(int(order[0]) + 1 for order in orders),
        winner=tuple(int(np.argmax(order == 0)) + 1 for order in orders),
        sprint_m=_sprint_m(ride, to_go_m, racing),
        boxed_in=tuple(
            rider + 1 for rider in ride.riders if _boxed_in_s(ride, rider, moments[1], racing.stop) >= _BOXED_S
        ),
    )


def _sprint_m(ride: Ride, to_go_m: np.ndarray, racing: slice) -> float:
    leader = ride.distance_m[:, racing].argmax(axis=0)
    speed_kmh = 3.6 * ride.speed_mps[:, racing][leader, np.arange(len(leader))]
    slow = np.flatnonzero(speed_kmh[:-RATE_HZ] < _SPRINT_KMH)
    return float(to_go_m[racing][slow[-1] if len(slow) else 0])


def _boxed_in_s(ride: Ride, rider: int, first: int, last: int) -> float:
    """For how long a rider has another ahead on his line and one beside and above him, s."""
    part = slice(first, last)
    others = [other for other in ride.riders if other != rider]
    lead_m = ride.distance_m[others, part] - ride.distance_m[rider, part]
    above_m = ride.height_m[others, part] - ride.height_m[rider, part]
    ahead = (lead_m >= _AHEAD_M[0]) & (lead_m <= _AHEAD_M[1]) & (np.abs(above_m) <= _LINE_M)
    beside = (np.abs(lead_m) <= min(_BESIDE_M, BIKE_LENGTH_M)) & (above_m >= _ABOVE_M)
    return float((ahead.any(axis=0) & beside.any(axis=0)).sum()) / RATE_HZ


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--races", type=int, default=16)
    parser.add_argument("--riders", type=int, default=6, choices=range(3, len(_NAMES) + 1))
    asked = parser.parse_args()
    print(f"{'race':<14}{'leads':>14}{'winner in place':>18}{'sprint from':>13}  boxed in")
    print(f"{'':<14}{'off bell 200':>14}{'off bell 200':>18}{'m to go':>13}")
    kinds = set()
    for heat in range(1, asked.races + 1):
        race = race_titled(f"Meeting {heat}", heat, asked.riders)
        done = reconstruct(race, velodrome_of(race.track.name, dict(race.track.measures)))
        course = course_of(ride_of(race, done.motion))
        kinds.add(course.kind)
        leads, winner = (" ".join(f"{place:>3}" for place in places) for places in (course.leads, course.winner))
        boxed = ", ".join(map(str, course.boxed_in)) or "-"
        print(f"{f'Meeting {heat}':<14}{leads:>14}{winner:>18}{course.sprint_m:>13.0f}  {boxed}", flush=True)
    print(f"{len(kinds)} different courses of {asked.races}")


if __name__ == "__main__":
    main()
