"""The order tower and the lap counter: what they say at a video time.

Rows change places only for an order that lasts, and slide while they do. Which order is shown when is worked out for
the whole timeline at once, so that the tower at a moment depends on that moment alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from replay.base.easing import clipped, smoothstep
from replay.base.units import Floats
from replay.motion.moments import leader_crossing_s
from replay.motion.standings import Standings, laps_left, metres_to_go, orders_at
from replay.motion.trajectory import Motion
from replay.race.facts import Race, Result, Status
from replay.scene.camera.timeline import Timeline
from replay.scene.frame import Counter, RiderLook, Tower, TowerRow

LASTS_S = 0.3
"""An order is shown only if it lasts this long on video, and no sooner than this after the last change."""

STOPPED = "STOPPED"
"""What stands over the column of gaps once a race was stopped .."""

NO_PLACE = "–"
"""..and instead of a place."""

SWAP_S = 0.3
ROLL_S = 0.3
_STEP_S = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class RowChanges:
    """The orders that the tower shows, each from a video time on.

    video_s  (C,) the first is the start of the video
    rows     (C, R) row of each rider, 0 at the top
    slides   (C,) whether rows slide to it; after a cut they do not
    """

    video_s: Floats
    rows: NDArray[np.intp]
    slides: NDArray[np.bool_]

    def rows_at(self, video_time_s: float) -> Floats:
        """Where each rider's row is drawn, (R,); fractional while rows swap."""
        now = max(int(np.searchsorted(self.video_s, video_time_s, side="right")) - 1, 0)
        settled: Floats = self.rows[now].astype(float)
        if now == 0 or not self.slides[now]:
            return settled
        progress: float = smoothstep((video_time_s - float(self.video_s[now])) / SWAP_S)
        before = self.rows[now - 1]
        return np.asarray(before + (settled - before) * progress)

    def order_at(self, video_time_s: float) -> tuple[int, ...]:
        """Rows of the motion in the shown order."""
        now = max(int(np.searchsorted(self.video_s, video_time_s, side="right")) - 1, 0)
        return tuple(int(k) for k in np.argsort(self.rows[now], kind="stable"))


def row_changes(motion: Motion, timeline: Timeline) -> RowChanges:
    """Every change of the tower's order over a timeline."""
    video = np.arange(0.0, timeline.duration_s + _STEP_S, _STEP_S)
    race = np.array([timeline.race_time(float(time)) for time in video])
    orders = orders_at(motion, np.minimum(race, motion.stop_s) if motion.stopped else race)
    jumps = np.concatenate([[False], np.diff(race) > _most_per_step(timeline)])
    lasting = _lasting(orders, jumps)
    changes, slides = [0], [False]
    shown = orders[0]
    for k in range(1, len(video)):
        if np.array_equal(orders[k], shown):
            continue
        settled = lasting[k] and video[k] - video[changes[-1]] >= LASTS_S
        if jumps[k] or settled:
            shown = orders[k]
            changes.append(k)
            slides.append(not jumps[k])
    rows = np.argsort(orders[changes], axis=1, kind="stable")
    return RowChanges(video[changes], rows, np.array(slides))


def _most_per_step(timeline: Timeline) -> float:
    """Race seconds that one step of video can take without a jump."""
    fastest = max(max(s.speed_from, s.speed_to) for s in timeline.segments)
    return 1.5 * max(fastest, 1.0) * _STEP_S


def _lasting(orders: NDArray[np.intp], jumps: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the order at each step stays for LASTS_S, or until the next jump or the end."""
    needed = round(LASTS_S / _STEP_S)
    changed = np.concatenate([np.any(orders[1:] != orders[:-1], axis=1) & ~jumps[1:], [False]])
    lasting = np.empty(len(orders), dtype=bool)
    stays = needed
    for k in range(len(orders) - 1, -1, -1):
        stays = 0 if changed[k] else stays + 1
        if k + 1 < len(jumps) and jumps[k + 1]:
            stays = needed
        lasting[k] = stays >= needed
    return lasting


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """All that tower and counter need, for one timeline."""

    motion: Motion
    results: tuple[Result | None, ...]
    looks: tuple[RiderLook, ...]
    heading: str
    winner: int | None
    changes: RowChanges
    laps: tuple[tuple[float, int], ...]
    """Video times at which the counter changes, and what it then says."""
    out_s: tuple[float, ...]
    """Race time from which a rider is known to be out; inf for who stays in."""
    over_s: float

    def tower(self, video_time_s: float, standings: Standings, *, shown: float) -> Tower:
        """The tower at a moment. While rows slide, each has the number of the place it is nearest to."""
        rows = self.changes.rows_at(video_time_s)
        order = self.changes.order_at(video_time_s)
        stopped = self._stopped(standings.time_s)
        made = tuple(
            TowerRow(
                look=self.looks[rider],
                place=self._place(rider, math.floor(rows[rider] + 0.5), standings.time_s),
                gap=(gap := self._gap(rider, standings, first=place == 0))[0],
                row=float(rows[rider]),
                leader=place == 0 and not stopped,
                timed=gap[1],
            )
            for place, rider in enumerate(order)
        )
        return Tower(self.heading, made, shown, *((STOPPED,) if stopped else ()))

    def counter(self, video_time_s: float, standings: Standings, *, shown: float) -> Counter:
        """The counter at a moment: laps to go, and the leader's metres; where the race was stopped, as of then."""
        left = metres_to_go(self.motion, min(standings.time_s, self.over_s))
        laps = laps_left(left, self.motion.velodrome.lap_m)
        changed = [video for video, value in self.laps if value == laps and video <= video_time_s]
        roll = clipped((video_time_s - changed[-1]) / ROLL_S) if changed and laps else 1.0
        return Counter(laps, left, self.motion.event_distance_m, bell=laps == 1, shown=shown, roll=roll)

    def _stopped(self, race_time_s: float) -> bool:
        return self.motion.stopped and race_time_s >= self.motion.stop_s

    def _place(self, rider: int, place: int, race_time_s: float) -> str:
        result = self.results[rider]
        status = result.status if result else None
        if race_time_s >= self.out_s[rider]:
            return str(status or Status.DNF)
        if self._stopped(race_time_s):
            return str(status or NO_PLACE)
        if race_time_s < self.over_s or result is None:
            return str(place + 1)
        return str(status or result.rank or place + 1)

    def _gap(self, rider: int, standings: Standings, *, first: bool) -> tuple[str, bool]:
        """The gap as shown, and whether it is the timed one. Three decimals are timed, one is reconstructed."""
        result = self.results[rider]
        if standings.time_s >= self.out_s[rider] or self._stopped(standings.time_s):
            return "", False
        crossed = self.motion.finish_s[rider] <= standings.time_s
        if crossed and rider == self.winner:
            return "0.0", False
        if crossed and result and result.gap_s is not None:
            return f"{result.gap_s:+.3f}".replace("-", "−"), True
        if crossed and result and result.status:
            return "", False
        return ("0.0" if first else f"+{standings.gap_s[rider]:.1f}"), False


def make_board(race: Race, motion: Motion, looks: tuple[RiderLook, ...], timeline: Timeline) -> Board:
    """The board of a race over a timeline; looks in the order of the motion."""
    crossed = motion.finish_s[np.isfinite(motion.finish_s)]
    return Board(
        motion=motion,
        results=tuple(race.result(name) for name in motion.riders),
        looks=looks,
        heading=heading_of(race),
        winner=motion.riders.index(race.winner) if race.winner in motion.riders else None,
        changes=row_changes(motion, timeline),
        laps=_lap_changes(motion, timeline),
        out_s=tuple(_out_s(motion, rider) for rider in range(len(motion.riders))),
        over_s=motion.over_s if motion.stopped or len(crossed) else np.inf,
    )


def heading_of(race: Race) -> str:
    """Which race of its competition this is, in capitals: 'FINAL A', or the kind of event where no round is told."""
    words = " ".join(part for part in (race.event.round, race.event.heat) if part)
    return (words or race.event.kind).upper()


def _lap_changes(motion: Motion, timeline: Timeline) -> tuple[tuple[float, int], ...]:
    lap = motion.velodrome.lap_m
    found = []
    for laps in range(int(np.ceil(motion.event_distance_m / lap - 1e-9))):
        crossing = leader_crossing_s(motion, motion.event_distance_m - laps * lap)
        found += [(video, laps) for video in timeline.video_times(crossing)[:1]] if np.isfinite(crossing) else []
    return tuple(found)


def _out_s(motion: Motion, rider: int) -> float:
    """When it is seen that a rider will not finish: his fall, else his stopping, else the end of the race."""
    if np.isfinite(motion.finish_s[rider]):
        return float("inf")
    if np.isfinite(motion.fall_s[rider]):
        return float(motion.fall_s[rider]) + 0.5
    standing = np.flatnonzero(motion.at(motion.path.time_s).speed_mps[rider] < 0.5)
    later = standing[motion.path.time_s[standing] > motion.start_s + 20.0]
    over = np.inf if motion.stopped else motion.over_s
    return min(float(motion.path.time_s[later[0]]), over) if len(later) else over
