"""The course of labels over a shot: who has one from when to when, on which side, and how far from his head.

Whether a label is seen is decided for all pictures of a shot together, so that none comes for a moment, or goes for
one, and none changes sides while riders turn only for a while. What is decided so is a function of time, like all else:
it needs no picture to be shown before another.

What stands keeps its place beside its rider: it follows only what lasts of the changes around it. At the moment of a
picture the layout is asked once more whether all of it is right (`standing`), so that nothing is ever wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from replay.base.units import Floats
from replay.draw.marks.label_layout import LabelLayout, Labels, Side, Taken, by_riders, judged, middles_of
from replay.draw.marks.label_wishes import Wishes, sizes_of
from replay.draw.marks.standing import SEEN, Label, standing, whose
from replay.draw.marks.steady import best_path, closed, smoothed, steady_runs

_SIDES = tuple(Side)

_NO_NAME = 0.3
"""What it costs, as a share of hidden labels, to leave out a name that was asked for."""

_ROW = 10
"""And to stand in a row: who is by his rider needs no line, and moves with nobody else."""

_CHANGE_S = 1.0
"""Changing sides is worth so many seconds of all labels hidden."""

_LEAST_S, _LEAST_AT_ENDS_S = 1.2, 0.7
"""A label that could be seen for less time is not shown; the second where its shot begins or ends with it."""

_LEAST_GAP_S, _WORTH_S = 0.8, 2.0
"""Nor is one shown for less than the second that comes back, or goes again, within the first."""

_FOLLOWED_S = 1.2
"""For a shorter time than this it need not be seen whose a label is: an eye that follows it knows."""

_ORDER_S, _PLACES_S, _OFFSET_S = 0.4, 0.25, 0.3
"""Standard deviations of the low-passes on where riders are for the order of their labels, on that order, and on how
far labels stand from their riders."""

IN_S, OUT_S = 0.3, 0.24
"""Video seconds in which a label comes and goes."""


@dataclass(frozen=True, slots=True, eq=False)
class LabelSpan:
    """A label from its coming to its going.

    time_s  (K,) video times of the rows below
    offset  (K, 2) from where its line begins to its middle, px
    place   (K, 2) of its rider in the order across the picture and down it
    line    (K,) 1 it has a line to its rider, 0 it stands beside him without
    """

    label: Label
    time_s: Floats
    offset: Floats
    place: Floats
    line: Floats

    def at(self, time_s: float, *, alone: bool) -> Label | None:
        """The label at a moment, None before and after it. alone: of a picture by itself: nothing comes or goes."""
        start, end = float(self.time_s[0]), float(self.time_s[-1])
        if not alone and not start <= time_s <= end:
            return None
        shown = 1.0 if alone else min((time_s - start) / IN_S, (end - time_s) / OUT_S, 1.0)
        offset, place = (
            tuple(float(np.interp(time_s, self.time_s, rows[:, axis])) for axis in (0, 1))
            for rows in (self.offset, self.place)
        )
        line = float(np.interp(time_s, self.time_s, self.line))
        return replace(self.label, shown=max(shown, 0.0), offset=offset, place=place, line=line)


@dataclass(frozen=True, slots=True, eq=False)
class LabelCourse:
    """All labels of a shot."""

    spans: tuple[LabelSpan, ...]
    alone: bool

    def at(self, time_s: float) -> tuple[Label, ...]:
        """Those that are there at a video time."""
        found = (span.at(time_s, alone=self.alone) for span in self.spans)
        return tuple(label for label in found if label is not None)


@dataclass(frozen=True, slots=True, eq=False)
class _Chosen:
    """What is chosen for each picture of the shot, before anything is left out, (T, N) each.

    side   index of the side
    row    whether it stands in a row with others, or by its rider
    named  whether the label is the name
    seen   whether it could be seen, if all of them were there
    """

    side: NDArray[np.intp]
    row: NDArray[np.bool_]
    named: NDArray[np.bool_]
    seen: NDArray[np.bool_]


def label_course(times_s: Sequence[float], wishes: Sequence[Wishes]) -> LabelCourse:
    """The course of labels over pictures at these video times, evenly spaced."""
    if not wishes:
        return LabelCourse((), alone=True)
    alone, time_s = len(wishes) == 1, np.array(times_s)
    leads = _mostly_leads(wishes)
    places = _places(time_s, wishes)
    chosen = _chosen(time_s, wishes, places, leads)
    on = _steady(time_s, chosen, closed(time_s, chosen.seen, _LEAST_GAP_S))
    plan = _Plan(time_s, tuple(wishes), places, leads, chosen)
    labels = plan.laid_out(on)
    seen, lines = plan.checked(labels, on)
    on = _steady(time_s, chosen, on & seen)
    return LabelCourse(tuple(plan.spans(labels, on, lines)), alone=alone)


def _mostly_leads(wishes: Sequence[Wishes]) -> NDArray[np.bool_]:
    """Who leads for most of the shot (N,): his chip is larger, and does not change with the lead."""
    leads = np.array([[state.leader for state in each.frame.riders] + [False] for each in wishes])
    return np.asarray(leads.mean(axis=0) > 0.5)


def _places(time_s: Floats, wishes: Sequence[Wishes]) -> Floats:
    """Places (T, N, 2) in the order in which riders are seen, as far as it lasts; between two while they change."""
    heads = np.array([np.where(each.spots.in_front[:, None], each.spots.heads, 1e5) for each in wishes])
    order = np.argsort(np.argsort(smoothed(time_s, heads, _ORDER_S), axis=1, kind="stable"), axis=1)
    return smoothed(time_s, order.astype(float), _PLACES_S)


def _chosen(time_s: Floats, wishes: Sequence[Wishes], places: Floats, leads: NDArray[np.bool_]) -> _Chosen:
    """The side on which labels are seen best, for each unit and as long as that lasts; names where they find room."""
    shape = places.shape[:2]
    no = np.zeros(shape, dtype=bool)
    chosen = _Chosen(np.zeros(shape, dtype=np.intp), no.copy(), no.copy(), no.copy())
    step_s = float(time_s[1] - time_s[0]) if len(time_s) > 1 else 1.0
    for unit in (0, 1):
        units = [each.units()[unit] for each in wishes]
        tried = [_options(each, who, places[k], leads) for k, (each, who) in enumerate(zip(wishes, units, strict=True))]
        costs = np.array([[option.cost for option in row] for row in tried])
        for k, best in enumerate(best_path(costs, _CHANGE_S / step_s)):
            option, who = tried[k][best], units[k]
            if option.layout is not None:
                chosen.side[k, who] = _SIDES.index(option.side)
                chosen.row[k, who] = option.row
                chosen.named[k, who] = option.named & wishes[k].named[who]
                chosen.seen[k, who] = option.layout.shown > SEEN
    return chosen


@dataclass(frozen=True, slots=True, eq=False)
class _Option:
    """A way in which the labels of some may stand in a picture. layout: None for nobody."""

    side: Side
    row: bool
    named: bool
    cost: float = 0.0
    layout: LabelLayout | None = None


def _options(wishes: Wishes, who: list[int], places: Floats, leads: NDArray[np.bool_]) -> list[_Option]:
    """How the labels of some stand on each side, in a row or each by its rider, with names and without."""
    ways = [(side, row, named) for side in _SIDES for row in (False, True) for named in (True, False)]
    if not who:
        return [_Option(*way) for way in ways]
    least, asked = wishes.side_costs(who), bool(wishes.named[who].any())
    found: list[_Option] = []
    for side, row, named in ways:
        if asked or named:
            layout = _tried(wishes, who, places, leads, side, row=row, named=named)
        else:  # nobody has a name: the same as that before
            layout = found[-1].layout
        assert layout is not None
        extra = (_NO_NAME if asked and not named else 0.0) + _ROW * row
        found.append(_Option(side, row, named, layout.cost + least[side] + extra, layout))
    return found


def _tried(
    wishes: Wishes, who: list[int], places: Floats, leads: NDArray[np.bool_], side: Side, *, row: bool, named: bool
) -> LabelLayout:
    """How the labels of some stand on one side."""
    sizes = sizes_of([wishes.layer(k, named=named and bool(wishes.named[k]), leads=bool(leads[k])) for k in who])
    group = wishes.labels(who, side, places[who], wishes.weight[who], sizes)
    middles = _middles(wishes, group, side, row=row)
    return judged(group, side, middles, Taken(wishes.style.safe, wishes.avoid), wishes.measures)


def _middles(wishes: Wishes, group: Labels, side: Side, *, row: bool) -> Floats:
    """Where labels stand on a side: in a row that leaves each its length, or each straight by its rider."""
    place = middles_of if row else by_riders
    return place(group, side, wishes.style.safe, wishes.measures)


def _steady(time_s: Floats, chosen: _Chosen, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What is seen (T, N) for long enough, without a change of side or name."""
    on = np.zeros_like(seen)
    key = chosen.side * 2 + chosen.named
    for who in range(seen.shape[1]):
        for start, end in steady_runs(
            time_s, seen[:, who], key[:, who], (_LEAST_S, _LEAST_AT_ENDS_S), (_LEAST_GAP_S, _WORTH_S)
        ):
            on[start : end + 1, who] = True
    return on


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """What the course is made from. places (T, N, 2), leads (N,)."""

    time_s: Floats
    wishes: tuple[Wishes, ...]
    places: Floats
    leads: NDArray[np.bool_]
    chosen: _Chosen

    def label(self, k: int, who: int) -> Label:
        """The label of one in picture k."""
        wishes, named = self.wishes[k], bool(self.chosen.named[k, who])
        layer = wishes.layer(who, named=named, leads=bool(self.leads[who]))
        x, y = self.places[k, who].tolist()
        return Label(who, named, layer, _SIDES[self.chosen.side[k, who]], place=(x, y))

    def laid_out(self, on: NDArray[np.bool_]) -> Floats:
        """How far labels stand from where their lines begin (T, N, 2), if only these are shown."""
        offset = np.zeros((*on.shape, 2))
        for k, wishes in enumerate(self.wishes):
            for unit in wishes.units():
                who = [each for each in unit if on[k, each]]
                if who:
                    side = _SIDES[self.chosen.side[k, who[0]]]
                    sizes = sizes_of([self.label(k, each).layer for each in who])
                    group = wishes.labels(who, side, self.places[k, who], np.ones(len(who)), sizes)
                    middles = _middles(wishes, group, side, row=bool(self.chosen.row[k, who[0]]))
                    offset[k, who] = middles - group.anchors
        for who, start, end in self._runs(on):
            rows = slice(start, end + 1)
            offset[rows, who] = smoothed(self.time_s[rows], offset[rows, who], _OFFSET_S)
        return offset

    def checked(self, offset: Floats, on: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Floats]:
        """Which labels are right at these places (T, N), and how much of their lines is (T, N)."""
        seen, known, lines = np.zeros_like(on), np.zeros_like(on), np.zeros(on.shape)
        for k, wishes in enumerate(self.wishes):
            there = [
                replace(self.label(k, who), offset=tuple(offset[k, who].tolist()))
                for who in np.flatnonzero(on[k]).tolist()
            ]
            for stood in standing(wishes, there):
                who = stood.label.who
                seen[k, who] = stood.shown > SEEN
                known[k, who] = whose(wishes, stood) > SEEN
                lines[k, who] = stood.drawn > SEEN
        return seen & closed(self.time_s, known, _FOLLOWED_S), lines

    def spans(self, offset: Floats, on: NDArray[np.bool_], lines: Floats) -> Iterator[LabelSpan]:
        """The labels, each from its coming to its going."""
        for who, start, end in self._runs(on):
            rows = slice(start, end + 1)
            yield LabelSpan(
                self.label(start, who),
                self.time_s[rows],
                offset[rows, who],
                self.places[rows, who],
                smoothed(self.time_s[rows], lines[rows, who], _PLACES_S),
            )

    def _runs(self, on: NDArray[np.bool_]) -> Iterator[tuple[int, int, int]]:
        """Who is on from which picture to which."""
        key = self.chosen.side * 2 + self.chosen.named
        for who in range(on.shape[1]):
            for start, end in steady_runs(self.time_s, on[:, who], key[:, who], (0.0, 0.0), (0.0, 0.0)):
                yield who, start, end
