"""How long a reconstruction will take, roughly, before it starts: for who waits."""

from __future__ import annotations

from replay.race.facts import Race

_RIDER_S, _FACT_S = 0.75, 1.1
"""Processor time that each rider takes in a field of six over 1500 m, and each told fact, s. Some facts are held
at once, and one that something excludes is tried in many programs: of 196 races drawn by lot 141 took between half and
twice of what is foretold from these, times how busy the machine was."""

_USUAL_RIDERS, _USUAL_M = 6, 1500.0
"""A keirin of a championship."""

_CROWDED = 1.6
"""Each rider's time grows with this power of the riders: all who are near each other are in each other's way."""

_LONG_SHARE = 0.4
"""Part of the time that grows with the distance: behind the pacer riders are in line, and little happens."""


def foretold_s(race: Race) -> float:
    """About how many seconds of processor time a race takes to reconstruct. Mostly right within a factor of two."""
    riders, facts = len(race.starters), len(race.story)
    crowd = (riders / _USUAL_RIDERS) ** _CROWDED
    length = 1.0 + _LONG_SHARE * max(race.event.distance_m / _USUAL_M - 1.0, 0.0)
    return float(crowd * length * (_RIDER_S * riders + _FACT_S * facts))
