"""Measured times: what a clock says of one rider, from his own passing of one place of the race to that of another."""

from __future__ import annotations

import math
from dataclasses import dataclass

START_M = 0.0
"""The distance that stands for the start: race time 0, at which the clock starts for all riders at once."""

LAST_M = 200.0
"""The stretch that result sheets of sprint races give a time for (UCI regulations, part 3: the last 200 metres)."""

LONG_GAP_S = 6.0
"""Who finishes further back than this was left behind, whatever the reason: he did not race to the line."""

SAME_PLACE_M = 0.01
"""Distances that differ by less are one place: laps of a third of a kilometre do not add up to the last millimetre."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A measured time of one rider. Distances are event distances, as he himself passes them.

    id        unique in the race: 'result Kenny (time)', 'time 3 (2)'
    from_m    START_M is the start
    to_m      the distance of the event is the finish
    decimals  places after the point as written: the time is known to half a unit of the last of them
    location  keys and list positions of the time in its file, for errors
    """

    id: str
    rider: str
    from_m: float
    to_m: float
    time_s: float
    decimals: int = 3
    source: str | None = None
    note: str | None = None
    location: tuple[str | int, ...] = ()

    @property
    def half_unit_s(self) -> float:
        """How far the true time may be from the written one."""
        return 0.5 * 10.0**-self.decimals

    @property
    def written(self) -> str:
        """The time with the decimals of the file."""
        return f"{self.time_s:.{self.decimals}f}"


@dataclass(frozen=True, slots=True)
class Bounded:
    """A time of one rider of which bounds are known and not the figure. Fields are those of `Timed`, but for the time.

    least_s, most_s  seconds that it lasts at least and at most, None where nothing is said
    written          the bounds in words: 'at most 9.86'
    """

    id: str
    rider: str
    from_m: float
    to_m: float
    least_s: float | None
    most_s: float | None
    written: str
    source: str | None = None
    note: str | None = None
    location: tuple[str | int, ...] = ()

    def missed_by(self, time_s: float) -> float:
        """How far a time is from what is known, s; 0 for one within the bounds."""
        low = -math.inf if self.least_s is None else self.least_s
        high = math.inf if self.most_s is None else self.most_s
        return max(low - time_s, time_s - high, 0.0)


def place_words(distance_m: float, event_m: float, lap_m: float) -> str:
    """A place of the race in the words of a results sheet: 'start', 'finish', 'bell', '2 laps to go', '200 m to go'."""
    if distance_m == START_M:
        return "the start"
    to_go_m = event_m - distance_m
    if to_go_m < SAME_PLACE_M:
        return "the finish"
    halves = 2 * to_go_m / lap_m
    if abs(halves - round(halves)) * lap_m / 2 > SAME_PLACE_M:
        return f"{to_go_m:g} m to go"
    return "the bell" if round(halves) == 2 else f"{round(halves) / 2:g} laps to go"


def stretch_words(time: Timed | Bounded, event_m: float, lap_m: float) -> str:
    """Over what a time was taken: 'for the race', 'for the last 200 m', 'from the bell to 200 m to go'."""
    if time.to_m > event_m - SAME_PLACE_M:
        length_m = event_m - time.from_m
        if time.from_m == START_M:
            return "for the race"
        for stretch_m, words in ((lap_m, "lap"), (lap_m / 2, "half lap"), (length_m, f"{length_m:g} m")):
            if abs(length_m - stretch_m) < SAME_PLACE_M and length_m < lap_m + SAME_PLACE_M:
                return f"for the last {words}"
    return f"from {place_words(time.from_m, event_m, lap_m)} to {place_words(time.to_m, event_m, lap_m)}"
