"""Panels give way to riders: where somebody comes to ride under one in a shot, it is gone until he is past.

Cameras keep those whom a shot is about clear of all panels. Who is not among them, as one far behind the first, may
ride anywhere in the picture. When a panel is gone is worked out for a whole shot, so that it goes before it would
cover anybody, and never comes for a moment only. In a still it is gone if somebody is under it then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from replay.base.easing import smoothstep
from replay.base.units import Floats
from replay.draw.panels.captions import LEAD
from replay.draw.panels.counter import COUNTER
from replay.draw.panels.map_panel import MAP
from replay.draw.panels.overlay import overlay_panels
from replay.draw.panels.tower import TOWER
from replay.draw.panels.tower_strip import STRIP
from replay.draw.pixels.layers import Placed
from replay.draw.pixels.rectangles import Rect
from replay.draw.style.theme import Style
from replay.scene.frame.body import Bodies
from replay.scene.frame.frame import Frame
from replay.scene.frame.shot import ShotKind
from replay.scene.frame.shot_pictures import ShotPictures

_YIELDING = frozenset({COUNTER, LEAD, MAP, STRIP, TOWER})
"""What gives way: what says how the race stands, which is seen before and after as well. A caption is read once."""

_BODY_M = ((-0.25, 0.85), (0.15, 1.1), (0.42, 1.3))
"""Hips, shoulders and head of a rider: ahead of the middle of his bicycle, and up from the boards."""

_NEAR_PX = 6.0
"""A body so near to a panel is under it, px of the reference size."""

_AROUND_S, _FADE_S = 0.2, 0.25
"""So long before and after somebody is under it a panel is gone, and so long it takes to go and to come."""

_LEAST_SHOWN_S = 1.5
"""A panel that would be there for less than this between two times without it, or between one and a cut, is not."""

Span = tuple[float, float]

_ALWAYS: Span = (-np.inf, np.inf)
"""A picture by itself has no before and after: a panel that would cover somebody is not in it."""


@dataclass(frozen=True, slots=True, eq=False)
class GoneSpans:
    """Video times from..to, by panel, for which it is gone in a shot."""

    spans: Mapping[str, tuple[Span, ...]]

    def shown(self, panel: str, time_s: float) -> float:
        """How much of a panel is there, 0 to 1."""
        shares = (
            min(max((start - time_s) / _FADE_S, (time_s - end) / _FADE_S, 0.0), 1.0)
            for start, end in self.spans.get(panel, ())
        )
        return smoothstep(min(shares, default=1.0))


def picture_panels(frame: Frame, style: Style, course: ShotPictures[Frame] | None = None) -> tuple[Placed, ...]:
    """The panels of a frame as a picture of its shot shows them.

    course  of the shot, where the frame does not know it; without one it is a picture by itself
    """
    panels = overlay_panels(frame, style)
    course = frame.course or course
    if frame.beside is not None or frame.shot.kind is ShotKind.FREE:
        return panels
    if course is None:
        covering = _covering(frame, style)
        return tuple(_given_way(panels, GoneSpans(dict.fromkeys(covering, (_ALWAYS,))), frame.video_time_s))
    gone = gone_spans(course, style)
    return tuple(_given_way(panels, gone, frame.video_time_s)) if gone.spans else panels


@lru_cache(maxsize=8)
def gone_spans(course: ShotPictures[Frame], style: Style) -> GoneSpans:
    """When panels are gone in a shot."""
    frames = [frame for frame in course.frames if frame.beside is None]
    times = [frame.video_time_s for frame in frames]
    covering = [_covering(frame, style) for frame in frames]
    panels = frozenset[str]().union(*covering)
    return GoneSpans({name: _spans(times, [name in each for each in covering]) for name in panels})


def _given_way(panels: Iterable[Placed], gone: GoneSpans, time_s: float) -> Iterator[Placed]:
    name = ""
    for placed in panels:
        name = placed.of or (name if placed.rests else "")
        shown = gone.shown(name, time_s)
        if shown > 0:
            yield placed if shown == 1 else replace(placed, opacity=placed.opacity * shown)


def _covering(frame: Frame, style: Style) -> frozenset[str]:
    """The panels under which a rider is."""
    if not frame.riders or frame.overlay.title or frame.overlay.result or frame.overlay.finish:
        return frozenset()
    bodies = _bodies_px(frame, style)
    near = style.px(_NEAR_PX)
    panels = (placed for placed in overlay_panels(frame, style) if placed.of in _YIELDING and placed.opacity > 0)
    return frozenset(placed.of for placed in panels if _any_within(bodies, placed.plate, near))


def _bodies_px(frame: Frame, style: Style) -> Floats:
    """Points of riders' bodies that are in the picture (N, 2), px."""
    riders, scale = Bodies.of([state.pose for state in frame.riders]), style.sizes.figure_scale
    points = np.concatenate([riders.up(scale * up) + scale * ahead * riders.forward for ahead, up in _BODY_M])
    found, depth = frame.camera.project(points, style.size_px)
    seen = (depth > 0) & (found > 0).all(axis=1) & (found < style.size_px).all(axis=1)
    return np.asarray(found[seen])


def _any_within(points: Floats, rect: Rect, near: float) -> bool:
    low, size = np.array(rect[:2], float), np.array(rect[2:], float)
    return bool(((points > low - near) & (points < low + size + near)).all(axis=1).any())


def _spans(times_s: Sequence[float], covers: Sequence[bool]) -> tuple[Span, ...]:
    """From..to for which a panel is gone that covers somebody at these times; to the cuts where they are near."""
    found = [(time - _AROUND_S, time + _AROUND_S) for time, covered in zip(times_s, covers, strict=True) if covered]
    if not found:
        return ()
    cuts = (-np.inf, times_s[0]), (times_s[-1], np.inf)
    joined: list[Span] = [cuts[0]]
    for start, end in [*found, cuts[1]]:
        if start - joined[-1][1] < _LEAST_SHOWN_S:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple((start, end) for start, end in joined if (start, end) not in cuts)
