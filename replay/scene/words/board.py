"""The board: what the order tower and the lap counter say at a video time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from replay.base.easing import clipped
from replay.base.figure_words import timed_gap
from replay.base.letters.typefaces import capitals
from replay.base.units import Floats
from replay.events.event import Column
from replay.events.known_events import event_of
from replay.motion.moments import leader_crossing_s
from replay.motion.standings import Standings, metres_to_go
from replay.motion.trajectory import Motion
from replay.race.facts import Race, Result
from replay.race.status import Status
from replay.scene.camera.timeline import Timeline
from replay.scene.event_questions import (
    AT_ONCE_S,
    begun_laps,
    first_at,
    first_crossing_s,
    have_crossed,
    is_stopped_at,
    opens_s,
    winner_of,
)
from replay.scene.frame.panel_values import Counter, Tower, TowerRow
from replay.scene.frame.riders import RiderLook
from replay.scene.words.closeness import Closeness
from replay.scene.words.counted_beside import counted_beside
from replay.scene.words.finish_order import NO_PLACE
from replay.scene.words.race_cards import round_words
from replay.scene.words.tower_order import SOON_S, RowChanges, row_changes

STOPPED = "STOPPED"
"""What stands over the column of gaps once a race was stopped."""

ROLL_S = 0.3
"""Video seconds in which the counter rolls to its next number."""

ABOUT = "~"
"""Stands for 'about' before a gap that nobody timed, once others are shown as timed."""

LEVEL = "level"
"""Stands for the gap of who is next behind the first where nobody can say which of the two leads."""

_COMES_LEVEL_S = 0.5
"""Once the first has finished, who will be in a dead heat stands so already where the live gaps differ by no
more and nobody is between them."""

_SEEN_DOWN_S = 0.5
"""Race time from a fall until the tower calls the rider out: first one sees him fall."""

_AT_REST_MPS, _ROLLING_BY_S = 0.5, 20.0
"""A rider who is slower than this is out, once so much of the race has passed that he does not just stand at its
start."""


_FIRST_METRES, _FIRST_BY_S = 25.0, 15.0
"""After a standing start there are gaps once all are so far beyond the first on the line, and after so long anyhow:
before, a gap is the time for which the one ahead has stood or pulled away."""


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """All that tower and counter need, for one timeline.

    results  of each rider, in the order of the motion
    heading  which race of its competition this is
    winner   index of the official winner
    laps     video times at which the counter changes, and what it then says
    out_s    race time from which each rider is known to be out; inf for who stays in
    first_s  race time of the first crossing; inf if nobody finishes
    over_s   race time at which the race is over; inf if nobody finishes
    gaps_s   race time from which there are gaps
    unplaced  riders of whom nobody says in which place they came over the line
    closeness  what is sure of the order; None: all of it
    """

    race: Race
    motion: Motion
    results: tuple[Result | None, ...]
    looks: tuple[RiderLook, ...]
    heading: str
    winner: int | None
    changes: RowChanges
    laps: tuple[tuple[float, int], ...]
    out_s: tuple[float, ...]
    first_s: float
    over_s: float
    gaps_s: float
    unplaced: frozenset[int]
    closeness: Closeness | None = None

    def tower(self, video_time_s: float, standings: Standings, *, shown: float) -> Tower:
        """The tower at a moment. While rows slide, each has the number of the place it is nearest to."""
        rows = self.changes.rows_at(video_time_s)
        order = self.changes.order_at(video_time_s)
        stopped = is_stopped_at(self.motion, standings.time_s)
        firsts = first_at(self.race, self.motion, order[0], standings.time_s)
        made = tuple(
            TowerRow(
                look=self.looks[rider],
                place=self._place(rider, self._live_place(rider, rows, standings), standings.time_s),
                gap=gap,
                row=float(rows[rider]),
                leader=rider in firsts and not stopped and self._may_lead(rider, standings.time_s),
                timed=timed,
            )
            for place, rider in enumerate(order)
            for gap, timed in (self._value(rider, standings, first=place == 0),)
        )
        column = STOPPED if stopped else event_of(self.race).tower_column
        timed = any(result is not None and result.gap_s for result in self.results)
        return Tower(self.heading, made, shown, column, self.race.gap_decimals if timed else 1)

    def counter(self, video_time_s: float, standings: Standings, *, shown: float) -> Counter:
        """The counter at a moment: laps to go, and the leader's metres; where the race was stopped, as of then."""
        left = metres_to_go(self.motion, min(standings.time_s, self.over_s))
        ridden_m = self.motion.event_distance_m - left
        laps = event_of(self.race).laps_to_go(self.race, self.motion.velodrome.lap_m, ridden_m)
        changed = [video for video, value in self.laps if value == laps and video <= video_time_s]
        roll = clipped((video_time_s - changed[-1]) / ROLL_S) if changed and laps else 1.0
        words = event_of(self.race).counter_words(laps)
        note = counted_beside(self.race, self.motion, standings.time_s)
        return Counter(
            laps, left, self.motion.event_distance_m, words, bell=laps == 1, shown=shown, roll=roll, note=note
        )

    def _live_place(self, rider: int, rows: Floats, standings: Standings) -> str:
        """The place of the row that a rider is nearest to, from 1; of riders who come level the first, as '=2'."""
        level = self._level(rider, standings)
        place = math.floor(min(rows[other] for other in level) + 0.5) + 1
        return f"={place}" if len(level) > 1 else str(place)

    def _level(self, rider: int, standings: Standings) -> list[int]:
        """All in a dead heat with a rider, he among them: over the line, and as they come to it side by side."""
        names = self.race.level_with(self.motion.riders[rider])
        level = [self.motion.index(name) for name in names if name in self.motion.riders]
        if standings.time_s < self.first_s - AT_ONCE_S or len(level) < 2:
            return [rider]
        least_s, most_s = standings.gap_s[level].min(), standings.gap_s[level].max()
        between = np.count_nonzero((standings.gap_s >= least_s) & (standings.gap_s <= most_s)) > len(level)
        near = most_s - least_s <= _COMES_LEVEL_S and not between
        return level if near or have_crossed(self.motion, level, standings.time_s) else [rider]

    def _may_lead(self, rider: int, race_time_s: float) -> bool:
        """Whether a row may be marked as the first: over the line only that of a rider whose place is known.

        Nobody leads who rides alone.
        """
        if len(self.motion.riders) == 1:
            return False
        return race_time_s < self.motion.finish_s[rider] or rider not in self.unplaced

    def _place(self, rider: int, live: str, race_time_s: float) -> str:
        result = self.results[rider]
        status = result.status if result else None
        if rider in self.unplaced and race_time_s >= min(self.first_s - AT_ONCE_S, self.out_s[rider], self.over_s):
            return str(status or NO_PLACE)
        if race_time_s >= self.out_s[rider]:
            return str(status or Status.DNF)
        if is_stopped_at(self.motion, race_time_s):
            return str(status or NO_PLACE)
        if race_time_s < self.over_s or result is None:
            return live
        return str(status or self.race.place_of(result.rider) or live)

    def _value(self, rider: int, standings: Standings, *, first: bool) -> tuple[str, bool]:
        """What stands in the tower's last column, and whether it is a timed gap."""
        event = event_of(self.race)
        if event.tower_column is Column.SCORE:
            return str(event.score(self.race).get(self.motion.riders[rider], 0)), False
        return self._gap(rider, standings, first=first)

    def _gap(self, rider: int, standings: Standings, *, first: bool) -> tuple[str, bool]:
        """The gap as shown, and whether it is the timed one. A timed one has the decimals of its file at the line, and
        a tenth from the first crossing on; every other has an 'about' then, and before one that is within its doubt."""
        result = self.results[rider]
        if standings.time_s >= self.out_s[rider] or is_stopped_at(self.motion, standings.time_s):
            return "", False
        if len(self.motion.riders) == 1:
            return "", False  # a walk-over
        if standings.time_s < self.gaps_s:
            return "", False  # of riders who all but stand, seconds say nothing
        finishing = standings.time_s >= self.first_s - AT_ONCE_S
        crossed = bool(self.motion.finish_s[rider] <= standings.time_s + (SOON_S if finishing else 0.0))
        if crossed and self.motion.riders[rider] in self.race.winners:
            return "0.0", False
        if crossed and result and result.gap_s is not None:
            return timed_gap(result.gap_s, self.race.gap_decimals), True
        if crossed and (rider in self.unplaced or (result and result.status)):
            return "", False
        if self.closeness is not None and rider == standings.chaser and self.closeness.is_level(standings):
            return LEVEL, False
        if finishing and result and result.gap_s and not result.status:
            # What was timed is known, and no guess of the replay's: to a tenth until he is on the line.
            return f"+{result.gap_s:.1f}", False
        unsure = self.closeness is not None and self.closeness.is_about(standings, rider)
        about = ABOUT if finishing or unsure else "+"
        gap_s = float(standings.gap_s[self._level(rider, standings)].min())
        return ("0.0" if first else f"{about}{gap_s:.1f}"), False


def make_board(
    race: Race, motion: Motion, looks: tuple[RiderLook, ...], timeline: Timeline, closeness: Closeness | None = None
) -> Board:
    """The board of a race over a timeline; looks in the order of the motion."""
    crossed = motion.finish_s[np.isfinite(motion.finish_s)]
    unplaced = {*race.unplaced, *race.ridden_through}
    return Board(
        race=race,
        motion=motion,
        results=tuple(race.result(name) for name in motion.riders),
        looks=looks,
        heading=heading_of(race),
        winner=winner_of(race, motion),
        changes=row_changes(motion, timeline),
        laps=_lap_changes(motion, timeline),
        out_s=tuple(_out_s(motion, rider) for rider in range(len(motion.riders))),
        first_s=first_crossing_s(motion),
        over_s=motion.over_s if motion.stopped or len(crossed) else np.inf,
        gaps_s=_gaps_s(motion),
        unplaced=frozenset(rider for rider, name in enumerate(motion.riders) if name in unplaced),
        closeness=closeness,
    )


def heading_of(race: Race) -> str:
    """Which race of its competition this is, in capitals: 'FINAL A'; where no round is told the title that the file
    gives, else the kind of event."""
    return capitals(round_words(race) or race.event.title or race.event.kind)


def _lap_changes(motion: Motion, timeline: Timeline) -> tuple[tuple[float, int], ...]:
    lap = motion.velodrome.lap_m
    found = []
    for laps in range(begun_laps(motion)):
        crossing = leader_crossing_s(motion, motion.event_distance_m - laps * lap)
        found += [(video, laps) for video in timeline.video_times(crossing)[:1]] if np.isfinite(crossing) else []
    return tuple(found)


def _gaps_s(motion: Motion) -> float:
    """Race time from which gaps are shown: the opening of a race that begins slowly, else once all are under way."""
    opening_s = opens_s(motion)
    if opening_s is not None or not motion.standing_start:
        return -np.inf if opening_s is None else opening_s
    beyond_m = float(motion.at(motion.start_s).distance_m.max()) + _FIRST_METRES
    passed_s = motion.path.times_at(np.arange(len(motion.riders)), beyond_m)
    return min(float(np.nan_to_num(passed_s, nan=np.inf).max()), motion.start_s + _FIRST_BY_S)


def _out_s(motion: Motion, rider: int) -> float:
    """When it is seen that a rider will not finish: his fall, else his stopping for good, else the end of the race."""
    if np.isfinite(motion.finish_s[rider]):
        return float("inf")
    if np.isfinite(motion.fall_s[rider]):
        return float(motion.fall_s[rider]) + _SEEN_DOWN_S
    time_s = motion.path.time_s
    rides = np.flatnonzero(motion.at(time_s).speed_mps[rider] >= _AT_REST_MPS)
    stands_s = float(time_s[rides[-1] + 1]) if len(rides) and rides[-1] + 1 < len(time_s) else np.inf
    over = np.inf if motion.stopped else motion.over_s
    return min(max(stands_s, motion.start_s + _ROLLING_BY_S), over)
