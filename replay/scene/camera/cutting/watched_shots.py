"""Shots in which somebody is whom the words of the pictures are about: they show him, whoever they would show else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from replay.motion.trajectory import Motion
from replay.scene.camera.cutting.close_moments import near_station
from replay.scene.camera.setups import Setup, StationName, Who
from replay.scene.camera.subjects import GROUP_M, Watched
from replay.scene.camera.timeline import ShownTimes

_SEEN_S = 1.0
"""Race time for which the words of a shot have to be about a rider to count: less is a caption that was read before."""

_FEW = {Who.LEADER, Who.CHASE, Who.FRONT}

_FAR = {StationName.WHOLE_TRACK, StationName.ABOVE}
"""Cameras that show all whatever is said: what they see is shown fast."""

_ALL_LARGE_M = 10.0
"""Of a field that is longer a wide picture of all has riders of less than a seventh of its height. Measured with fields
of 12 and 16 m on tracks of 200, 250, 333 and 400 m: 13.0 to 13.8 % and 10.4 to 10.7 %. Bicycles are as long on every
track, so these are metres, whatever the lap."""

_BESIDE_M = 3.0
"""Who is nearer to a rider is in a picture of that one: about a bicycle and a half, on any track."""

_SPRINT_LAPS = 0.6
"""Nearer to the finish, in laps, the picture stays with those who sprint for it, whomever words are about: from the
middle of the straight before the last bend, 150 m on a track of 250 m. Cameras change by parts of a lap, too."""


def nobody_watched(_pace: ShownTimes) -> tuple[Watched, ...]:
    """Pictures without words about riders."""
    return ()


def with_watched(
    motion: Motion, setup: Setup, between: tuple[float, float], watched: tuple[Watched, ...], *, upright: bool
) -> Setup:
    """A setup that shows whom the words of its stretch (race times from..to) are about.

    Of few riders it is turned on all who ride together, or, where they are too far apart, on the one who is named. So
    is one of everybody in which all would be small for his sake, until the sprint. Those who chase share the picture
    with whom they chase.
    """
    if setup.beside is not None or setup.station in _FAR or setup.who not in {*_FEW, Who.EVERYBODY}:
        return setup
    said = (each for each in watched if each.said)
    named = [each for each in said if min(each.to_s, between[1]) - max(each.from_s, between[0]) > _SEEN_S]
    if not named:
        return setup
    first = max(named, key=lambda each: min(each.to_s, between[1]) - max(each.from_s, between[0]))
    time_s = (max(first.from_s, between[0]) + min(first.to_s, between[1])) / 2
    distance = motion.at(time_s).distance_m
    behind_m = float(distance.max() - distance[first.rider])
    on_him = Setup(near_station(motion, first.rider, time_s, upright=upright), Who.RIDER, rider=first.rider)
    if setup.who is Who.EVERYBODY:
        sprints = float(distance.max()) > motion.event_distance_m - _SPRINT_LAPS * motion.velodrome.lap_m
        reach_m = max(abs(float(distance[each.rider] - distance[first.rider])) for each in named)
        return setup if sprints or behind_m <= _ALL_LARGE_M or reach_m > _BESIDE_M else on_him
    place = int(np.count_nonzero(distance > distance[first.rider]))
    lead_m = float(distance.max() - np.sort(distance)[-2])
    if _shows(setup.who, place, behind_m, lead_m):
        return setup
    if setup.who is Who.CHASE and place == 0:
        return Setup(near_station(motion, first.rider, time_s, upright=False), Who.LEADER, setup.station)
    return replace(setup, who=Who.EVERYBODY) if behind_m <= GROUP_M else on_him


def _shows(who: Who, place: int, behind_m: float, lead_m: float) -> bool:
    """Whether a shot of few shows who is so far behind the first. place: so many are before him"""
    match who:
        case Who.LEADER:
            return place == 0
        case Who.FRONT:
            return place < 2
        case _:
            return place > 0 and behind_m - lead_m < GROUP_M
