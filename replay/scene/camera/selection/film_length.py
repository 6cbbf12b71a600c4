"""A film of a wanted length: which stretches of a race are shown, and how fast, until the length is just filled.

What decides the race is shown live or slower in every film. What there is no room for goes in this order: cards, slow
motion, moments that tell less. What there is room for comes the other way round: moments that tell more, then ever more
of the race around them, and slow motion at last.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from replay.base.errors import UsageError
from replay.motion.trajectory import Motion
from replay.scene.camera.pacing import (
    Zone,
    end_zones,
    pull_off_zones,
    race_end_s,
    stretch_zones,
    tempered,
)
from replay.scene.camera.selection.decisive import Window
from replay.scene.camera.selection.film_material import LEAST_WINDOW_S, FilmMaterial, Stretches, length_of, with_shots
from replay.scene.camera.selection.highlights import window_stretches
from replay.scene.camera.slow_part import ramp_race_s
from replay.scene.camera.wish import LONGEST_FILM_S, Cut
from replay.scene.event_questions import pull_off_s
from replay.scene.frame.card import Card

Fits = Callable[[list[Window]], bool]

CardTimes = dict[Card, float]
"""Seconds of each card."""

Film = tuple[Stretches, CardTimes]

FEWER_CARDS: tuple[CardTimes, ...] = (
    {Card.TITLE: 2.5, Card.FINISH: 4.2, Card.RESULT: 4.3},
    {Card.TITLE: 1.8, Card.RESULT: 3.2},
    {Card.RESULT: 2.2},
    {},
)
"""The cards of shorter and shorter films."""

CARDS_SHARE = 0.3
"""Of a film's length cards take no more than this, unless nothing else fits."""

_FASTEST = 8.0
"""Speed at most of the laps behind the pacer in a film that shows all of the race."""

_WORTH_FAST_S = 9.0
"""Between two moments that are shown live less than this is live, too: all of it would be changes of speed."""

_SLOWEST_OF_ALL = 0.02
"""A race is not shown slower than this all along."""

_LONGER_CARD_S = 1.2
"""What is left over when nothing more can be shown makes the last card longer by this at most."""

_ENOUGH_S = 0.01
"""A film that is shorter than asked by less than this is as long as asked."""

_FINISH_BEFORE_S = 13.0
"""The cut of the finish begins so long before the first crossing, or the stop: about the last 200 metres."""


def fitted_film(material: FilmMaterial, cut: Cut, length_s: float, cards: CardTimes, *, hook_s: float = 0.0) -> Film:
    """Stretches and cards of a film of that length.

    cards   those of a film that has room for them all
    hook_s  seconds of the film that are its opening picture's
    Raises UsageError where what decides the race takes longer, with the least length.
    """
    room_s = length_s - hook_s
    levels = [{card: few[card] for card in few if card in cards} for few in (cards, *FEWER_CARDS)]
    levels = [level for level in levels if cards or not level]
    modest = [level for level in levels if sum(level.values()) <= CARDS_SHARE * length_s]
    for level in (*modest, *levels):
        budget_s = room_s - sum(level.values())
        stretches = _MAKERS[cut](material, budget_s)
        if length_of(stretches) <= budget_s + _ENOUGH_S:
            return _filled(material, stretches, level, budget_s)
    raise _too_short(material, cut, length_s, hook_s)


def _too_short(material: FilmMaterial, cut: Cut, length_s: float, hook_s: float) -> UsageError:
    least_s = math.ceil(length_of(_MAKERS[cut](material, 0.0)) + hook_s - _ENOUGH_S)
    what = "all of this race" if cut is Cut.FULL else "what decides this race"
    other = " or --cut highlights" if cut is Cut.FULL else ""
    remedy = f"write --length {least_s}{other}"
    if least_s > LONGEST_FILM_S:
        remedy = f"write {'--cut highlights' if cut is Cut.FULL else '--cut finish'}, or leave --length out"
    return UsageError(f"{what} cannot be shown in {length_s:g} s, it takes {least_s} s at least: {remedy}")


def _filled(material: FilmMaterial, stretches: Stretches, cards: CardTimes, budget_s: float) -> Film:
    """What is left of the time goes to the last card, or slows everything down a little."""
    left_s = budget_s - length_of(stretches)
    if left_s > _ENOUGH_S and Card.RESULT in cards and left_s <= _LONGER_CARD_S:
        return stretches, {**cards, Card.RESULT: cards[Card.RESULT] + left_s}
    if left_s > _ENOUGH_S:
        fixed_s = length_of(with_shots((), (shot for shot in material.shots if shot.speed is not None)))
        slower = max((length_of(stretches) - fixed_s) / max(budget_s - fixed_s, 1e-6), _SLOWEST_OF_ALL)
        even = tuple(replace(s, speed_from=s.speed_from * slower, speed_to=s.speed_to * slower) for s in stretches)
        return with_shots(even, material.shots), cards
    return stretches, cards


def _highlights(material: FilmMaterial, budget_s: float) -> Stretches:
    """What decides, then what tells most, then more and more around it."""
    taken = material.always
    late = material.late if length_of(_shown(material, taken)) + length_of(material.late) <= budget_s else ()

    def made(windows: list[Window], slowness: float = 1.0) -> Stretches:
        return _shown(material, windows, slowness, late)

    def fits(windows: list[Window]) -> bool:
        return length_of(made(windows)) <= budget_s

    if not fits(taken):
        return _slowest(partial(made, taken), budget_s)
    for window in material.telling:
        more = material.windows([*taken, window])
        taken = more if fits(more) else taken
    taken = _grown(material, taken, fits)
    return _slowest(partial(made, taken), budget_s, most=1.6)


def _shown(material: FilmMaterial, windows: list[Window], slowness: float = 1.0, late: Stretches = ()) -> Stretches:
    live = [piece for window in windows for piece in window_stretches(material.motion, *window, slowness)]
    return with_shots((*live, *late), material.shots)


def _grown(material: FilmMaterial, windows: list[Window], fits: Fits) -> list[Window]:
    """Windows that are wider, all by the same and then one after another, as far as that fits."""
    span_s = material.end_s - material.start_s
    more_s = _most(lambda each_s: fits(material.windows(windows, each_s)), span_s)
    windows = material.windows(windows, more_s)
    for window in reversed(windows):
        for wider in (_with_start, _with_end):
            windows = _widest(partial(wider, material, windows, window), fits, span_s)
    return windows


def _widest(
    wider: Callable[[float], list[Window]], fits: Callable[[list[Window]], bool], most_s: float
) -> list[Window]:
    """The widest windows that fit, of those that are wider by so many seconds."""
    return wider(_most(lambda more_s: fits(wider(more_s)), most_s))


def _with_start(material: FilmMaterial, windows: list[Window], window: Window, more_s: float) -> list[Window]:
    return material.windows([*windows, (window[0] - more_s, window[1])])


def _with_end(material: FilmMaterial, windows: list[Window], window: Window, more_s: float) -> list[Window]:
    return material.windows([*windows, (window[0], window[1] + more_s)])


def _full(material: FilmMaterial, budget_s: float) -> Stretches:
    """All of the race: what decides nothing as fast as it has to be, the laps behind the pacer first."""
    late = material.late if length_of(_whole(material, 2.0, 0.0)) + length_of(material.late) <= budget_s else ()

    def made(hurry: float, slowness: float) -> Stretches:
        return with_shots((*_whole(material, hurry, slowness), *late), material.shots)

    calm = _most(lambda share: length_of(made(2.0 - share, 1.0)) <= budget_s, 2.0)
    return _slowest(partial(made, 2.0 - calm), budget_s, most=1.6 if calm else 1.0)


def _whole(material: FilmMaterial, hurry: float, slowness: float) -> Stretches:
    """The whole race with the decisive windows live.

    hurry  from 0, all of it live, over 1, only the laps behind the pacer as fast as can be, to 2, all else, too
    """
    off_s = pull_off_s(material.motion)
    paced, free = _FASTEST ** min(hurry, 1.0), material.fastest ** max(hurry - 1.0, 0.0)
    begins = (material.start_s, material.start_s + LEAST_WINDOW_S)
    zones: list[Zone] = []
    for start, end in material.windows([begins, *material.decisive]):
        if zones and start - zones[-1].race_from_s < _WORTH_FAST_S:
            zones.pop()
        else:
            zones.append(Zone(start, 1.0))
        fast = paced if off_s is not None and end < off_s else free
        zones.append(Zone(end + ramp_race_s(1.0, fast), fast))
    return stretch_zones(tempered(_with_slow_zones(material, zones), slowness), material.end_s)


def _with_slow_zones(material: FilmMaterial, zones: list[Zone]) -> tuple[Zone, ...]:
    """The zones with those that are slow at the pull-off and at the end of the race laid over them."""
    slow = [zone for zone in end_zones(material.motion) if zone.race_from_s > material.start_s]
    last_s = slow[0].race_from_s if slow else math.inf
    off = [zone for zone in pull_off_zones(material.motion) if material.start_s < zone.race_from_s < last_s]
    kept = [zone for zone in zones if zone.race_from_s < last_s]
    return (*sorted([*kept, *off], key=lambda zone: zone.race_from_s), *slow)


def _finish(material: FilmMaterial, budget_s: float) -> Stretches:
    """The end of the race, from as far back as there is time for."""
    end_s = material.end_s
    least_s = min(end_s - material.start_s, LEAST_WINDOW_S)
    last = [window for window in material.windows(material.decisive) if window[1] >= end_s - 1e-6]
    least_s = max([least_s, *(end_s - window[0] for window in last[-1:])])

    def made(back_s: float, slowness: float) -> Stretches:
        return _shown(material, [(end_s - back_s, end_s)], slowness)

    if length_of(made(least_s, 1.0)) > budget_s:
        return _slowest(partial(made, least_s), budget_s)
    more_s = _most(
        lambda each_s: length_of(made(least_s + each_s, 1.0)) <= budget_s, end_s - least_s - material.start_s
    )
    return _slowest(partial(made, least_s + more_s), budget_s, most=1.6)


def finish_stretches(motion: Motion) -> Stretches:
    """The cut of the finish as long as it likes to be."""
    end_s = race_end_s(motion)
    crossed_s = min([end_s, *(float(time) for time in motion.finish_s if math.isfinite(time))])
    if motion.stopped:
        crossed_s = motion.stop_s
    return window_stretches(motion, max(motion.start_s, crossed_s - _FINISH_BEFORE_S), end_s)


def _slowest(made: Callable[[float], Stretches], budget_s: float, most: float = 1.0) -> Stretches:
    """With as much slow motion as there is time for, without any where there is none."""
    return made(_most(lambda slowness: length_of(made(slowness)) <= budget_s, most))


def _most(fits: Callable[[float], bool], most: float) -> float:
    """The largest number from 0 to `most` that fits, 0 where none does."""
    if fits(most):
        return most
    low, high = 0.0, most
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


_MAKERS: dict[Cut, Callable[[FilmMaterial, float], Stretches]] = {
    Cut.FULL: _full,
    Cut.HIGHLIGHTS: _highlights,
    Cut.FINISH: _finish,
}
