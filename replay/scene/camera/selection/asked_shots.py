"""Shots for which the race file says how they are shown, laid over those that the rules choose."""

from __future__ import annotations

from dataclasses import replace

from replay.motion.trajectory import Motion
from replay.scene.camera.direction import setup_at, setup_changes
from replay.scene.camera.setups import Setup, Who
from replay.scene.camera.wish import AskedShot, Wish
from replay.scene.cues.breakaways import LeadSpan

Changes = list[tuple[float, Setup]]
"""Race times from which a setup is on, in order."""

_SHORTEST_S = 0.05
"""Of a shot of which less than this lies in what is shown nothing is seen."""


def asked_inside(motion: Motion, wish: Wish) -> tuple[AskedShot, ...]:
    """The asked shots as far as they lie in what is wanted of the race; where two overlap, the later in the file goes
    before. A speed that is asked for everything is that of the shots, too."""
    start = max(motion.start_s, wish.from_s if wish.from_s is not None else motion.start_s)
    end = min(motion.end_s, wish.to_s if wish.to_s is not None else motion.end_s)
    found: list[AskedShot] = []
    for shot in wish.shots:
        own = replace(shot, from_s=max(shot.from_s, start), to_s=min(shot.to_s, end))
        own = own if wish.speed is None else replace(own, speed=None)
        if own.to_s - own.from_s > _SHORTEST_S:
            found = [*(part for earlier in found for part in _without(earlier, own)), own]
    return tuple(sorted(found, key=lambda shot: shot.from_s))


def _without(shot: AskedShot, over: AskedShot) -> tuple[AskedShot, ...]:
    """What another shot leaves of one."""
    before = replace(shot, to_s=min(shot.to_s, over.from_s))
    after = replace(shot, from_s=max(shot.from_s, over.to_s))
    return tuple(part for part in (before, after) if part.to_s - part.from_s > _SHORTEST_S)


def asked_setups(motion: Motion, wish: Wish) -> frozenset[Setup]:
    """Setups of asked shots: they stay, however short they are."""
    return frozenset(
        setup
        for shot in asked_inside(motion, wish)
        for _, setup in _setups_of(motion, (), shot, wish)
        if shot.camera is not None or shot.who is not None
    )


def with_asked_setups(
    motion: Motion, leads: tuple[LeadSpan, ...], wanted: Changes, race_to_s: float, wish: Wish
) -> Changes:
    """Changes of setup with those of the asked shots in their stretches."""
    from_s = wanted[0][0]
    for shot in asked_inside(motion, wish):
        if (shot.camera is None and shot.who is None) or shot.to_s <= from_s or shot.from_s >= race_to_s:
            continue
        begun = max(shot.from_s, from_s)
        then = setup_at(motion, leads, min(shot.to_s + 1e-3, race_to_s), wish)
        own = [(max(time, begun), setup) for time, setup in _setups_of(motion, leads, shot, wish)]
        own = [change for k, change in enumerate(own) if k + 1 == len(own) or own[k + 1][0] > begun]
        after = [(shot.to_s, then)] if shot.to_s < race_to_s else []
        outside = [change for change in wanted if change[0] < begun or change[0] > shot.to_s]
        wanted = sorted([*outside, *own, *after], key=lambda change: change[0])
    return wanted


def _setups_of(motion: Motion, leads: tuple[LeadSpan, ...], shot: AskedShot, wish: Wish) -> Changes:
    """The setups of an asked shot: its camera, or those of the rules, turned on whom it is about."""
    found = setup_changes(motion, leads, shot.from_s, shot.to_s, replace(wish, camera=shot.camera))
    if shot.camera is not None:
        return [(time, Setup(setup.station, shot.who or Who.EVERYBODY, rider=shot.rider)) for time, setup in found]
    if shot.who is not None:
        return [(time, Setup(setup.station, shot.who, rider=shot.rider)) for time, setup in found]
    return found
