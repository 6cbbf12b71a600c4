"""How long a reconstruction will take, roughly, before it starts: for who waits."""

from __future__ import annotations

from replay.race.facts import Race

_PROGRAM_S = 0.14
"""One program for six riders over 1500 m and what goes with it, measured on a slow processor."""

_USUAL_RIDERS, _USUAL_M = 6, 1500.0
"""A keirin of a championship."""

_CROWDED = 1.9
"""A program's time grows with this power of the riders: all who are near each other are in each other's way. 12 riders
take 0.5 s, 24 take 2 s."""

_PROGRAMS, _PROGRAMS_A_RIDER, _PROGRAMS_A_FACT = 10, 4, 2
"""How many programs it takes: riders who touch are kept apart and all is settled again, facts that are missed are
tried. Between half of that and twice as many."""

_LONG_SHARE = 0.4
"""Part of a program's time that grows with the distance: behind the pacer riders are in line, and little happens."""


def foretold_s(race: Race) -> float:
    """About how many seconds of processor time a race takes to reconstruct. Right within a factor of two or so."""
    riders, facts = len(race.starters), len(race.story)
    programs = _PROGRAMS + _PROGRAMS_A_RIDER * riders + _PROGRAMS_A_FACT * facts
    crowd = (riders / _USUAL_RIDERS) ** _CROWDED
    length = 1.0 + _LONG_SHARE * max(race.event.distance_m / _USUAL_M - 1.0, 0.0)
    return float(_PROGRAM_S * crowd * length * programs)
