"""Whether a picture shows whom it is about: the rider whom its caption names, and the leader in a shot of him alone.

Of every race, in four layouts, so many pictures a second of live racing are looked at. Printed is the share of those in
which somebody whom the caption names is outside of the picture, or his body is under a panel; and the first of them.
Run from the root:

    python -m benchmarks.layout [--layout landscape] ... [RACE.yaml ...]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.asked_films import asked_films
from replay.app.filming import Choice, scene_of
from replay.draw.panels.giving_way import picture_panels
from replay.draw.style.theme import DEFAULT_THEME, style_for
from replay.scene.camera.setups import Who
from replay.scene.camera.wish import Cut
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.body import Bodies
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import SIZES_PX, Layout
from replay.scene.frame.riders import RiderState
from replay.scene.words.showings import showing_at

RATE_HZ = 4.0
"""Pictures looked at, a second of video."""

_MIDDLE_M = 0.9
"""Of a rider's body: he is seen where this is."""

_SEEN = 0.5
"""A caption or a panel of which less than this is there neither names nor covers anybody."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A picture that does not show whom it is about: its time, who, and whether he is out of it or under a panel."""

    video_s: float
    rider: str
    why: str


def lost_in(scene: Scene) -> tuple[int, list[Lost]]:
    """How many pictures with somebody whom they are about were looked at, and those that do not show him."""
    looked, lost = 0, []
    for time in np.arange(0.0, scene.duration_s, 1 / RATE_HZ):
        if scene.timeline.segment_at(float(time)).card is not None:
            continue
        frame = frame_at(scene, float(time))
        about = _about(scene, frame)
        looked += bool(about)
        lost += [Lost(float(time), state.look.display, why) for state in about for why in _why_not_seen(frame, state)]
    return looked, lost


def _about(scene: Scene, frame: Frame) -> list[RiderState]:
    """Riders whom a picture is about."""
    showing = showing_at(scene.captions, frame.video_time_s)
    on = showing is not None and showing.at(frame.video_time_s).shown > _SEEN
    names = set(showing.riders) if on and showing is not None else set()
    if scene.timeline.span_at(frame.video_time_s).who is Who.LEADER and frame.beside is None:
        names |= {state.look.name for state in frame.riders if state.leader}
    return [state for state in frame.riders if state.look.name in names]


def _why_not_seen(frame: Frame, state: RiderState) -> Iterator[str]:
    """Why a rider is not seen in any part of a picture; nothing where he is."""
    size = SIZES_PX[frame.layout]
    style = style_for(DEFAULT_THEME, frame.layout, size)
    panels = [placed.plate for placed in picture_panels(frame, style) if placed.opacity > _SEEN and not placed.rests]
    spots = [_spot(frame, state, size)]
    if frame.beside is not None:
        left, top, wide, high = frame.beside.shot.box_px(size)
        body = Bodies.of((state.pose,)).up(_MIDDLE_M)[0]
        (x, y), depth = frame.beside.camera.project(body, (wide, high))
        inside = depth > 0 and 0 <= x < wide and 0 <= y < high
        spots.append((left + float(x), top + float(y)) if inside else None)
    seen = [spot for spot in spots if spot is not None]
    if not seen:
        yield "out of the picture"
    elif all(any(_within(spot, panel) for panel in panels) for spot in seen):
        yield "under a panel"


def _spot(frame: Frame, state: RiderState, size: tuple[int, int]) -> tuple[float, float] | None:
    """The middle of a rider's body in the picture, px; None where it is out of it."""
    (x, y), depth = frame.camera.project(Bodies.of((state.pose,)).up(_MIDDLE_M)[0], size)
    inside = depth > 0 and 0 <= x < size[0] and 0 <= y < size[1]
    return (float(x), float(y)) if inside else None


def _within(spot: tuple[float, float], rect: tuple[int, int, int, int]) -> bool:
    left, top, wide, high = rect
    return left <= spot[0] < left + wide and top <= spot[1] < top + high


def main() -> None:
    """Print the table."""
    layouts, replays = asked_films("whether pictures show whom they are about")
    print(f"{'race':24}{'layout':11}{'pictures':>9}{'lost':>6}  first of them")
    total = 0
    for layout in layouts:
        cut = Cut.FULL if layout is Layout.LANDSCAPE else Cut.HIGHLIGHTS
        for name, replay in replays.items():
            looked, lost = lost_in(scene_of(replay, layout, cut, Choice()))
            first = f"{lost[0].video_s:.1f} s: {lost[0].rider} {lost[0].why}" if lost else ""
            print(f"{name:24}{layout:11}{looked:9}{len(lost):6}  {first}", flush=True)
            total += len(lost)
    print(f"lost in all: {total}; aimed at: 0")


if __name__ == "__main__":
    main()
