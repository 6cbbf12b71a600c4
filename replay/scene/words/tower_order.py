"""The order that the tower shows: rows change places only for an order that lasts, and slide while they do.

Which order is shown when is worked out for the whole timeline at once, so that the tower at a moment depends on that
moment alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from replay.base.easing import smoothstep
from replay.base.units import Floats
from replay.motion.standings import orders_at
from replay.motion.trajectory import Motion
from replay.scene.camera.timeline import Timeline
from replay.scene.event_questions import first_crossing_s
from replay.scene.frame.panel_values import Tower

LASTS_S = 0.3
"""An order is shown only if it lasts this long on video, and no sooner than this after the last change."""

SWAP_S = 0.3
"""Video seconds in which rows slide to a new order; no longer than LASTS_S, so that a slide ends before the next
begins."""

SOON_S = 0.3
"""From the first crossing on, who crosses within so long of race time already stands as at the line."""

_SLIDES_EARLY_S = 1.0
"""Race time before the first crossing before which no row slides to the order at the line, however fast it is shown."""

_STEP_S = 0.02
"""The timeline is looked through in steps of one picture at 50 pictures a second."""


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
    race = _race_times(timeline, video)
    race = np.minimum(race, motion.stop_s) if motion.stopped else race
    at_line = _stands_as_at_line(motion, timeline, video, race)
    decided_s = np.where(at_line, np.maximum(race, first_crossing_s(motion)) + SOON_S, race)
    orders = orders_at(motion, race, decided_s=decided_s)
    line = int(np.argmax(at_line))
    jumps = np.concatenate([[False], np.diff(race) > _most_per_step(timeline)])
    lasting = _lasting(orders, jumps)
    changes, slides = [0], [False]
    shown = orders[0]
    for k in range(1, len(video)):
        if np.array_equal(orders[k], shown):
            continue
        settled = lasting[k] and video[k] - video[changes[-1]] >= LASTS_S
        slides_soon = 0 < video[line] - video[k] < LASTS_S
        if jumps[k] or k == line or (settled and not slides_soon):
            shown = orders[k]
            changes.append(k)
            slides.append(not jumps[k])
    rows = np.argsort(orders[changes], axis=1, kind="stable")
    return RowChanges(video[changes], rows, np.array(slides))


def _stands_as_at_line(motion: Motion, timeline: Timeline, video_s: Floats, race_s: Floats) -> NDArray[np.bool_]:
    """Whether the rows stand as at the line: from so early on that they have come to rest at the first crossing."""
    first_s = first_crossing_s(motion)
    slid_s = np.minimum(video_s + SWAP_S + 2 * _STEP_S, timeline.duration_s)
    ahead = _race_times(timeline, slid_s)
    return np.asarray((ahead >= first_s) & (race_s >= first_s - _SLIDES_EARLY_S))


def _race_times(timeline: Timeline, video_s: Floats) -> Floats:
    """Race times at rising video times. What a film shows before its title has not been yet."""
    shown = np.array([timeline.race_time(float(time)) for time in video_s])
    return np.asarray(np.minimum.accumulate(shown[::-1])[::-1])


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


def settled_tower(tower: Tower) -> Tower:
    """The tower as if its rows had slid to where they go, each with the number of its place there."""
    rows = []
    for place, row in enumerate(tower.rows):
        slides = row.row != place and row.place == str(math.floor(row.row + 0.5) + 1)
        rows.append(replace(row, row=float(place), place=str(place + 1) if slides else row.place))
    return replace(tower, rows=tuple(rows), shown=1.0)
