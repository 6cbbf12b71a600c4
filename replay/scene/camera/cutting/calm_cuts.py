"""Calm cuts: shots that are too short to be read give way to their neighbours."""

from __future__ import annotations

from replay.scene.camera.setups import Setup, StationName, Who

SHORTEST_SHOT_S = 1.6
"""Video time. In a shorter shot nobody finds who he was looking at."""

_CALM_SHOT_S = 2.2
"""Video time. Where nobody asked for it no shot is shorter than this: cuts would be nervous."""

_NOT_LONGER = frozenset({StationName.FOLLOW_1, StationName.FOLLOW_2, StationName.ABOVE})
"""Whose shots do not last longer than they have to: a low camera has nobody in its picture any more once they are past
it, and from above the track riders are too small as soon as they are not shown fast."""

_STRAIGHTS = frozenset({StationName.END_1, StationName.END_2})
"""Cameras that see nothing but a straight well."""

_LONG_SHOT_S = 6.0
"""What is too short is left out, and the shot before it lasts longer, unless that has lasted so long already."""


def readable(
    cuts: list[tuple[float, Setup]], end: float, *, keep: frozenset[Setup] = frozenset()
) -> list[tuple[float, float, Setup]]:
    """Cuts as (from, to, setup). A shot too short to be read is left out, or gives way to the next.

    keep: setups that do not give way to others, however short they are
    """
    cuts = _calm_splits(cuts, end)
    kept: list[tuple[float, Setup]] = []
    for k, (start, setup) in enumerate(cuts):
        if kept and setup == kept[-1][1]:
            continue
        # Who waits at the line would see the riders from too far away if he had them sooner.
        before_line = k + 1 == len(cuts) or cuts[k + 1][1].station in (StationName.FINISH, StationName.LINE)
        fits_before = kept and (before_line or start - kept[-1][0] <= _LONG_SHOT_S)
        fits_before = fits_before and kept[-1][1].station not in _NOT_LONGER
        # Who lies has been seen by then: the race goes on.
        fits_before = fits_before and (kept[-1][1].who is not Who.FALLEN or end - start < SHORTEST_SHOT_S)
        # Where only one of two pictures changes an eye has the other to rest on.
        half = kept and setup.beside is not None and kept[-1][1].beside is not None
        calm_s = SHORTEST_SHOT_S if half else _CALM_SHOT_S
        lasts_s = _lasts_until(cuts, k, end) - start
        if fits_before and lasts_s < calm_s and setup not in keep:
            # Of two that are too short the longer has both, where the first would be no good for what comes then: from
            # the end of a straight bends are seen from their inside, and of chasers it would show the leader, too.
            gives_way = kept[-1][1].station in _STRAIGHTS or setup.who is Who.CHASE
            if gives_way and kept[-1][1] not in keep and not half and start - kept[-1][0] < lasts_s:
                kept[-1] = (kept[-1][0], setup)
            continue
        least = SHORTEST_SHOT_S if kept and kept[-1][1] in keep else calm_s
        if kept and start - kept[-1][0] < least:
            if kept[-1][1] in keep:
                start = kept[-1][0] + SHORTEST_SHOT_S
            else:
                kept[-1] = (kept[-1][0], setup)
                continue
        if kept and end - start < SHORTEST_SHOT_S:
            start = end - SHORTEST_SHOT_S
            kept = [cut for cut in kept if cut[0] <= start - SHORTEST_SHOT_S] or [(kept[0][0], setup)]
        kept.append((start, setup))
    ends = [start for start, _ in kept[1:]] + [end]
    return [(start, until, setup) for (start, setup), until in zip(kept, ends, strict=True)]


def _lasts_until(cuts: list[tuple[float, Setup]], k: int, end: float) -> float:
    """When a cut's setup is over; of two shots that share the picture, when they no longer do, whichever they are."""
    after = (start for start, setup in cuts[k + 1 :] if setup.beside is None or cuts[k][1].beside is None)
    return next(after, end)


def _calm_splits(cuts: list[tuple[float, Setup]], end: float) -> list[tuple[float, Setup]]:
    """Cuts without those by which only one of two shots that share the picture changes after too short a time.

    Of such pieces the longest gives its cameras to all.
    """
    pieces: list[tuple[float, float, Setup]] = []
    for (start, setup), until in zip(cuts, [*(start for start, _ in cuts[1:]), end], strict=True):
        before = pieces[-1] if pieces else None
        short = before is not None and min(until - start, before[1] - before[0]) < SHORTEST_SHOT_S
        together = before is not None and until - before[0] < 2 * SHORTEST_SHOT_S
        if before is not None and short and together and setup.beside is not None and before[2].beside is not None:
            longer = setup if until - start > before[1] - before[0] else before[2]
            pieces[-1] = (before[0], until, longer)
        else:
            pieces.append((start, until, setup))
    return [(start, setup) for start, _, setup in pieces]
