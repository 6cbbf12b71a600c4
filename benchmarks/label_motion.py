"""How quietly labels ride with riders in the pictures of the shipped races.

Of every picture of the race (30 a second) it is asked where each label is seen, and how much of it. Counted are

leaps    labels that come or go by more than half within one picture (over a cut: that come), change between chip and
         name, or move against their rider by more than their own height within a tenth of a second
changes  labels that come or go, however gently
drift    how fast labels move against their riders, in label heights a second (95 of 100 pictures are calmer)
seen     the share of the riders in the picture who have their label

Run from the root:

    python -m benchmarks.label_motion [--layout landscape] ... [RACE.yaml ...]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from benchmarks.asked_films import asked_films
from replay.app.filming import Choice, scene_of
from replay.draw.marks.rider_marks import rider_marks
from replay.draw.panels.giving_way import picture_panels
from replay.draw.parts import Part, parts_of
from replay.draw.pixels.rectangles import Rect
from replay.draw.shot_labels import shot_labels
from replay.draw.style.theme import DEFAULT_THEME, style_for
from replay.scene.camera.wish import Cut
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.body import HEAD_M, Bodies
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import SIZES_PX, Layout
from replay.scene.frame.riders import Pose

RATE_HZ = 30.0

LEAP_S = 0.1
"""In so long a label must not move against its rider by more than its height."""

POP = 0.5
"""Who comes or goes by more than this in one picture pops."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A label in a picture: against its rider, px; its height; how much of it is seen; whether it is the name."""

    x: float
    y: float
    high: float
    opacity: float
    named: bool


Labels = dict[tuple[str, str], Seen]
"""Labels of a picture by shot and rider."""


@dataclass
class Quiet:
    """Counts over a scene. drift: of every label in every picture, in its heights a second."""

    seconds: float = 0.0
    leaps: float = 0.0
    changes: int = 0
    over_cuts: int = 0
    riders: int = 0
    labels: float = 0.0
    drift: list[float] = field(default_factory=list)


def quiet_of(scene: Scene) -> Quiet:
    """How quiet the labels of a scene are."""
    found = Quiet()
    pictures = list(_pictures(scene, found))
    step = round(LEAP_S * RATE_HZ)
    for before, after in pairwise(pictures):
        _count_pops(before, after, found)
    for before, after in zip(pictures, pictures[step:], strict=False):
        moved = [_moved(before[who], after[who]) for who in before.keys() & after.keys()]
        found.drift += [share / LEAP_S for share in moved]
        found.leaps += sum(share > 1 for share in moved) / step  # a leap is seen from so many pictures
    found.seconds = len(pictures) / RATE_HZ
    return found


def _count_pops(before: Labels, after: Labels, found: Quiet) -> None:
    shots = {shot for shot, _ in before}
    for who in before.keys() | after.keys():
        old, new = before.get(who), after.get(who)
        change = (new.opacity if new else 0.0) - (old.opacity if old else 0.0)
        cut = who[0] not in shots
        if change > POP or (change < -POP and who[0] in {shot for shot, _ in after}):
            found.leaps += 1
            found.over_cuts += cut
        if old and new and old.named != new.named and min(old.opacity, new.opacity) > POP:
            found.leaps += 1
        found.changes += (old is None) != (new is None) and not (new is None and who[0] not in {s for s, _ in after})


def _moved(before: Seen, after: Seen) -> float:
    if min(before.opacity, after.opacity) < POP:
        return 0.0
    return float(np.hypot(after.x - before.x, after.y - before.y)) / before.high


def _pictures(scene: Scene, found: Quiet) -> Iterator[Labels]:
    """The labels of every picture of the race."""
    for time in np.arange(0.0, scene.duration_s, 1 / RATE_HZ):
        if scene.timeline.segment_at(float(time)).card is None:
            yield _labels(frame_at(scene, float(time)), found)


def _labels(frame: Frame, found: Quiet) -> Labels:
    seen: Labels = {}
    size_px = SIZES_PX[frame.layout]
    panels = picture_panels(frame, style_for(DEFAULT_THEME, frame.layout, size_px))
    for part in parts_of(frame, panels, DEFAULT_THEME, size_px):
        poses = {state.look.name: state.pose for state in part.frame.riders}
        if part.frame.pacer is not None:
            poses[""] = part.frame.pacer
        spots = {who: _head(part, pose) for who, pose in poses.items()}
        found.riders += sum(_inside(spot, part.style.safe) for who, spot in spots.items() if who)
        course = shot_labels(frame.course, DEFAULT_THEME, size_px, part.number) if frame.course else None
        for mark in rider_marks(part.frame, part.style, part.avoid, course):
            placed, spot = mark.placed, spots[mark.who]
            at = placed.x - spot[0], placed.y - spot[1]
            seen[part.frame.shot.id, mark.who] = Seen(*at, placed.plate[3], placed.opacity, mark.named)
            found.labels += placed.opacity if mark.who else 0.0
    return seen


def _head(part: Part, pose: Pose) -> tuple[float, float]:
    """Where a rider's head is in the picture, px; far away for one behind the camera."""
    pixels, depth = part.frame.camera.project(Bodies.of((pose,)).heads(np.array([HEAD_M]))[0], part.style.size_px)
    return (float(pixels[0]), float(pixels[1])) if depth > 0 else (-1e6, -1e6)


def _inside(spot: tuple[float, float], room: Rect) -> bool:
    left, top, width, height = room
    return left < spot[0] < left + width and top < spot[1] < top + height


def main() -> None:
    """Print the table."""
    layouts, replays = asked_films("how quietly labels ride with riders")
    print(f"{'race':22}{'layout':11}{'leaps/s':>9}{'at cuts':>9}{'changes/s':>11}{'drift p95':>11}{'seen':>7}")
    for layout in layouts:
        for name, replay in replays.items():
            cut = Cut.FULL if layout is Layout.LANDSCAPE else Cut.HIGHLIGHTS
            found = quiet_of(scene_of(replay, layout, cut, Choice()))
            print(
                f"{name:22}{layout:11}{found.leaps / found.seconds:9.2f}{found.over_cuts:9d}"
                f"{found.changes / found.seconds:11.2f}{np.percentile(found.drift, 95):11.2f}"
                f"{found.labels / max(found.riders, 1):7.0%}",
                flush=True,
            )


if __name__ == "__main__":
    main()
