"""The course of labels over a shot: who has one from when to when, and at which spot around him.

The labels of a shot are laid out for all of its pictures together, the most important first: each stays at one spot by
its rider for as long as it lies over nothing there, and comes or goes seldom. So none is seen for a moment only, and
none moves against its rider but to get out of the way. It is a function of time like all else: no picture needs to be
shown before another. In each picture `standing` has the last word, so that nothing is ever wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from replay.base.easing import smoothstep
from replay.base.units import Floats
from replay.draw.marks.label_checks import SeenShot, Taken, at_moments
from replay.draw.marks.label_spots import SPOTS, Side, Spot, offset_of
from replay.draw.marks.label_wishes import Wishes
from replay.draw.marks.standing import Label
from replay.draw.marks.steady import best_path, smoothed
from replay.draw.pixels.layers import Layer

_NO_NAME = 1.6
"""What it costs to leave out a name that was asked for: one asked for as long as a caption is on is worth a change."""

_HIDDEN = 2.5
"""What a label that is not seen costs."""

_OVER_HIM, _OVER_OTHERS = 0.8, 1.6
"""What it costs a label to lie wholly over its own rider, and over another."""

_CHANGE_S = 0.6
"""Coming, going and changing spots are worth so many seconds of a hidden label each."""

_FOLLOWED_S = 0.5
"""For a shorter time than this it need not be seen whose a label is: an eye that follows it knows."""

_SLIDE_S = 0.15
"""Standard deviation of the low-pass on how far a label stands from its rider: it slides to another spot."""

IN_S, OUT_S = 0.3, 0.24
"""Video seconds in which a label comes and goes."""

_NEVER = 1e6


@dataclass(frozen=True, slots=True, eq=False)
class LabelSpan:
    """A label from its coming to its going.

    time_s  (K,) video times of the rows below
    offset  (K, 2) from where its line begins to its middle, px
    """

    label: Label
    time_s: Floats
    offset: Floats

    def at(self, time_s: float, *, alone: bool) -> Label | None:
        """The label at a moment, None before and after it. alone: of a picture by itself: nothing comes or goes."""
        start, end = float(self.time_s[0]), float(self.time_s[-1])
        if not alone and not start <= time_s <= end:
            return None
        shown = 1.0 if alone else smoothstep(min((time_s - start) / IN_S, (end - time_s) / OUT_S))
        x, y = (float(np.interp(time_s, self.time_s, self.offset[:, axis])) for axis in (0, 1))
        return replace(self.label, shown=shown, offset=(x, y))


@dataclass(frozen=True, slots=True, eq=False)
class LabelCourse:
    """All labels of a shot, the most important first."""

    spans: tuple[LabelSpan, ...]
    alone: bool

    def at(self, time_s: float) -> tuple[Label, ...]:
        """Those that are there at a video time."""
        found = (span.at(time_s, alone=self.alone) for span in self.spans)
        return tuple(label for label in found if label is not None)


@dataclass(frozen=True, slots=True, eq=False)
class _Kind:
    """A label that a rider may have: his chip, or his name. wanted (T,): when; cost (T,): of having it."""

    who: int
    layer: Layer
    named: bool
    wanted: NDArray[np.bool_]
    cost: Floats

    def at(self, spot: Spot) -> Label:
        """The label at a spot."""
        return Label(self.who, self.named, self.layer, spot.side)

    def offset(self, spot: Spot, shot: SeenShot) -> Floats:
        """How far it stands from where its line begins (2,)."""
        return offset_of(spot, (self.layer.width, self.layer.height), shot.measures)


def label_course(times_s: Sequence[float], wishes: Sequence[Wishes]) -> LabelCourse:
    """The course of labels over pictures at these video times, evenly spaced."""
    if not wishes:
        return LabelCourse((), alone=True)
    shot = SeenShot.of(times_s, wishes)
    spans: list[LabelSpan] = []
    taken = shot.taken
    for who in _ranked(wishes):
        for span in _spans(shot, wishes, who, taken):
            spans.append(span)
            taken = taken.and_also(shot, span.label, span.time_s, span.offset)
    return LabelCourse(tuple(spans), alone=len(wishes) == 1)


def _ranked(wishes: Sequence[Wishes]) -> list[int]:
    """Riders and pacer by their importance over the shot, the most important first."""
    rank = np.zeros(len(wishes[0].weight))
    for each in wishes:
        rank[list(each.ranked)] += np.arange(len(rank))
    return [int(who) for who in np.argsort(rank, kind="stable")]


def _spans(shot: SeenShot, wishes: Sequence[Wishes], who: int, taken: Taken) -> Iterator[LabelSpan]:
    """The labels of one rider over the shot: the cheapest way from spot to spot that is never wrong."""
    options = [(kind, spot) for kind in _kinds(wishes, who) for spot in SPOTS]
    sides = at_moments(np.array([each.side_costs(who) for each in wishes]))
    costs = np.empty((len(shot.time_s), len(options) + 1))
    for k, (kind, spot) in enumerate(options):
        right = kind.wanted & shot.right(kind.at(spot), kind.offset(spot, shot), taken, _FOLLOWED_S)
        over_him, over_others = shot.covered(kind.at(spot), kind.offset(spot, shot))
        cost = kind.cost + spot.cost + sides[:, list(Side).index(spot.side)]
        costs[:, k] = np.where(right, cost + _OVER_HIM * over_him + _OVER_OTHERS * over_others, _NEVER)
    costs[:, -1] = _HIDDEN * at_moments(np.array([each.weight[who] for each in wishes]))
    path: list[_Stay | None] = [
        _Stay(*options[k]) if k < len(options) else None for k in best_path(costs, _HIDDEN * _CHANGE_S / shot.step_s)
    ]
    for start, end in _runs([stay and (stay.kind, stay.spot.side) for stay in path]):
        stays = [stay for stay in path[start : end + 1] if stay]
        slid = _span(shot, stays, start)
        if _stays_right(shot, slid, start, taken):
            yield slid
        else:
            yield from (_span(shot, stays[a : b + 1], start + a) for a, b in _runs(stays))


@dataclass(frozen=True, slots=True)
class _Stay:
    """A label of one kind at one spot."""

    kind: _Kind
    spot: Spot


def _span(shot: SeenShot, stays: Sequence[_Stay], start: int) -> LabelSpan:
    """A label that goes from spot to spot, from a moment of the shot on."""
    times = shot.time_s[start : start + len(stays)]
    offsets = np.array([stay.kind.offset(stay.spot, shot) for stay in stays])
    return LabelSpan(stays[0].kind.at(stays[0].spot), times, smoothed(times, offsets, _SLIDE_S))


def _stays_right(shot: SeenShot, span: LabelSpan, start: int, taken: Taken) -> bool:
    """Whether nothing is in the way of a label from one spot to another."""
    end = start + len(span.time_s)
    offset = np.concatenate(
        [
            np.repeat(span.offset[:1], start, axis=0),
            span.offset,
            np.repeat(span.offset[-1:], len(shot.time_s) - end, axis=0),
        ]
    )
    return bool(shot.right(span.label, offset, taken, np.inf)[start:end].all())


def _kinds(wishes: Sequence[Wishes], who: int) -> Iterator[_Kind]:
    """The labels that a rider may have. His chip is as large all through the shot."""
    there = at_moments(np.array([each.weight[who] > 0.5 for each in wishes]))
    named = at_moments(np.array([bool(each.named[who]) for each in wishes]))
    riders = wishes[0].frame.riders
    leads = who < len(riders) and _leads(wishes, who)
    yield _Kind(who, wishes[0].layer(who, named=False, leads=leads), False, there, np.where(named, _NO_NAME, 0.0))
    if named.any():
        yield _Kind(who, wishes[0].layer(who, named=True, leads=leads), True, there & named, np.zeros(len(named)))


def _leads(wishes: Sequence[Wishes], who: int) -> bool:
    """Whether a rider leads for most of the shot, or is first over the line together with one who does."""
    first = np.array([[state.leader for state in each.frame.riders] for each in wishes])
    most = first.mean(axis=0) > 0.5
    beside = first[first[:, who]].any(axis=0)
    return bool(most[who] or most[beside].any())


def _runs(keys: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Runs (first, last) of one key each, without those of None."""
    start = 0
    for k in range(1, len(keys) + 1):
        if k == len(keys) or keys[k] != keys[start]:
            if keys[start] is not None:
                yield start, k - 1
            start = k
