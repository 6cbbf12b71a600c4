"""Whether labels are read as their riders': a label stands by its own rider, or its line leads to him for all to see.

Of every race, in so many layouts, so many pictures a second of live racing are looked at. A label is misread in a
picture where it stands nearer to the head and back of another rider than to those of its own, and no clear line leads
from it to him. Printed is the share of pictures with a label that stands nearer to another, of those with one that is
misread, and the share of the riders in the picture who have their label. Run from the root:

    python -m benchmarks.whose_labels [--layout landscape] ... [RACE.yaml ...]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.asked_films import asked_films
from replay.app.filming import Choice, scene_of
from replay.base.units import Floats, Mask
from replay.draw.marks.rider_marks import RiderMark, rider_marks
from replay.draw.panels.giving_way import picture_panels
from replay.draw.parts import Part, parts_of
from replay.draw.shot_labels import shot_labels
from replay.draw.style.theme import DEFAULT_THEME, style_for
from replay.scene.camera.wish import Cut
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.body import HEAD_M, Bodies
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import SIZES_PX, Layout

RATE_HZ = 4.0
"""Pictures looked at, a second of video."""

SEEN = 0.5
"""A label of which less is there is not read."""

NEARER = 1.1
"""A label that is so many times farther from its own rider than from another seems to be that one's."""

REACH = 2.5
"""A rider is not near a label that is so many of its heights away from him."""

CLEAR_LINE = 0.4
"""A line is seen to lead somewhere if it is so long, heights of its label."""

_BACK_M = 0.9
"""Height of a rider's back."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A label that stands nearer to another rider than to its own. misread: no clear line leads to him, either."""

    rider: str
    seems: str
    misread: bool


def doubtful_labels(part: Part, marks: Sequence[RiderMark]) -> Iterator[Doubtful]:
    """The labels of a picture, or of a part of one, that stand nearer to another rider than to their own."""
    riders = part.frame.riders
    bodies = Bodies.of([state.pose for state in riders])
    scale = part.style.sizes.figure_scale
    trunks, depth = part.frame.camera.project(
        np.stack([bodies.heads(np.full(len(riders), HEAD_M * scale)), bodies.up(_BACK_M * scale)]), part.style.size_px
    )
    seen: Mask = np.asarray((depth > 0).all(axis=0))
    names = [state.look.name for state in riders]
    for mark in marks:
        if mark.who not in names or mark.placed.opacity < SEEN:
            continue
        own = names.index(mark.who)
        left, top, width, height = mark.placed.plate
        to_box = np.array([_apart(trunks[:, k], (left, top, left + width, top + height)) for k in range(len(riders))])
        to_box[~seen] = np.inf
        others = np.where(np.arange(len(riders)) == own, np.inf, to_box)
        other = int(others.argmin())
        if NEARER * others[other] < to_box[own] and others[other] < REACH * height:
            yield Doubtful(mark.who, names[other], not _leads(mark, trunks, own, seen))


def _leads(mark: RiderMark, trunks: Floats, own: int, seen: Mask) -> bool:
    """Whether a line is long enough to be seen, and begins by its own rider."""
    start, end = np.array(mark.line[0]), np.array(mark.line[-1])
    long = float(np.hypot(*(end - start))) > CLEAR_LINE * mark.placed.plate[3] and mark.drawn >= SEEN
    box = (*start, *start)
    apart = np.array([_apart(trunks[:, k], box) for k in range(trunks.shape[1])])
    apart[~seen] = np.inf
    return long and bool(apart[own] <= apart.min() + 1.0)


def _apart(trunk: Floats, box: tuple[float, ...]) -> float:
    """Px from the line between a rider's head and back (2, 2) to a box."""
    points = trunk[0] + np.linspace(0.0, 1.0, 5)[:, None] * (trunk[1] - trunk[0])
    low, high = np.array(box[:2]), np.array(box[2:])
    return float(np.hypot(*np.maximum(np.maximum(low - points, points - high), 0.0).T).min())


def marks_of(frame: Frame) -> Iterator[tuple[Part, tuple[RiderMark, ...]]]:
    """The parts of a picture, each with its labels."""
    size_px = SIZES_PX[frame.layout]
    panels = picture_panels(frame, style_for(DEFAULT_THEME, frame.layout, size_px))
    for part in parts_of(frame, panels, DEFAULT_THEME, size_px):
        course = shot_labels(frame.course, DEFAULT_THEME, size_px, part.number) if frame.course else None
        yield part, rider_marks(part.frame, part.style, part.avoid, course)


@dataclass
class Read:
    """Counts over a scene. first: where the first misread label is."""

    pictures: int = 0
    near_others: int = 0
    misread: int = 0
    riders: int = 0
    labels: float = 0.0
    first: str = ""


def read_of(scene: Scene) -> Read:
    """How labels of a scene are read."""
    found = Read()
    for time in np.arange(0.0, scene.duration_s, 1 / RATE_HZ):
        if scene.timeline.segment_at(float(time)).card is not None:
            continue
        frame = frame_at(scene, float(time))
        doubtful: list[Doubtful] = []
        for part, marks in marks_of(frame):
            doubtful += doubtful_labels(part, marks)
            found.riders += _in_picture(part)
            found.labels += sum(mark.placed.opacity for mark in marks if mark.who)
        wrong = [label for label in doubtful if label.misread]
        found.pictures += 1
        found.near_others += bool(doubtful)
        found.misread += bool(wrong)
        if wrong and not found.first:
            found.first = f"{time:.2f} s: {wrong[0].rider} seems {wrong[0].seems}"
    return found


def _in_picture(part: Part) -> int:
    """How many riders have their heads where words may stand."""
    left, top, width, height = part.style.safe
    bodies = Bodies.of([state.pose for state in part.frame.riders])
    heads, depth = part.frame.camera.project(
        bodies.heads(np.full(len(part.frame.riders), HEAD_M * part.style.sizes.figure_scale)), part.style.size_px
    )
    inside = (heads > (left, top)).all(axis=1) & (heads < (left + width, top + height)).all(axis=1)
    return int((inside & (depth > 0)).sum())


def main() -> None:
    """Print the table."""
    layouts, replays = asked_films("whether labels are read as their riders'")
    print(f"{'race':24}{'layout':11}{'pictures':>9}{'near others':>13}{'misread':>9}{'seen':>7}  first misread")
    total = Read()
    for layout in layouts:
        cut = Cut.FULL if layout is Layout.LANDSCAPE else Cut.HIGHLIGHTS
        for name, replay in replays.items():
            found = read_of(scene_of(replay, layout, cut, Choice()))
            print(f"{name:24}{layout:11}{_row(found)}  {found.first}", flush=True)
            for each in ("pictures", "near_others", "misread", "riders", "labels"):
                setattr(total, each, getattr(total, each) + getattr(found, each))
    print(f"{'all':35}{_row(total)}")


def _row(found: Read) -> str:
    seen = found.labels / max(found.riders, 1)
    return f"{found.pictures:9}{found.near_others:13}{found.misread:9}{seen:7.0%}"


if __name__ == "__main__":
    main()
