"""How large riders are in the pictures of the shipped races: the median rider over the race as the cut shows it.

A rider's size is the height at which an upright rider is drawn at his place, as a share of the picture's shorter
side. Of each picture the median of the riders who are in it counts; cards and what is shown faster than it was are
left out. Also
printed: how much of the live racing shows the leader, and the longest time in one go for which riders are small.
Run from the root:

    python -m benchmarks.rider_sizes [--layout landscape] ... [RACE.yaml ...]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.asked_films import asked_films
from replay.app.filming import Choice, scene_of
from replay.base.units import Floats
from replay.draw.style.theme import DEFAULT_THEME
from replay.scene.camera.framing import RIDER_TALL_M
from replay.scene.camera.wish import Cut
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import SIZES_PX, Layout

RATE_HZ = 4.0
"""Pictures looked at, a second of video."""

FASTEST = 1.01
"""What is shown faster than this is no live racing."""

SMALL = 0.05
"""A picture whose median rider is smaller than this shows the track, not riders."""

LARGE = {10: 0.07, 50: 0.16}
"""What is aimed at: percentile of the sizes, and the least size there."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Of one race in one layout.

    median     (N,) size of the median rider of each picture of live racing
    leader     share of these pictures that show the leader
    longest_s  longest time in one go with a median rider smaller than SMALL, s
    """

    median: Floats
    leader: float
    longest_s: float


def sizes_of(scene: Scene) -> Sizes:
    """The sizes in the pictures of a scene."""
    size_px = SIZES_PX[scene.layout]
    median: list[float] = []
    led: list[bool] = []
    longest = running = 0
    for frame in _live(scene):
        sizes = {state.place: _size(frame, state.pose.ground_m, size_px) for state in frame.riders}
        seen = [size for size in sizes.values() if size is not None]
        median.append(float(np.median(seen)) if seen else 0.0)
        led.append(any(sizes[state.place] is not None for state in frame.riders if state.leader))
        running = running + 1 if median[-1] < SMALL else 0
        longest = max(longest, running)
    return Sizes(np.array(median), float(np.mean(led)), longest / RATE_HZ)


def _live(scene: Scene) -> Iterator[Frame]:
    """The pictures of live racing."""
    for time in np.arange(0.0, scene.duration_s, 1 / RATE_HZ):
        segment = scene.timeline.segment_at(float(time))
        if segment.card is None and segment.speed(float(time)) <= FASTEST:
            yield frame_at(scene, float(time))


def _size(frame: Frame, ground_m: tuple[float, float, float], size_px: tuple[int, int]) -> float | None:
    """Height of a rider as a share of the shorter side; None for one who is not in the picture."""
    foot = np.asarray(ground_m)
    # From the side that the camera sees: upright to its line of sight, so that riders seen from above count, too.
    eye = np.asarray(frame.camera.eye_m)
    depth = float((foot - eye) @ frame.camera.axes()[2])
    middle, _ = frame.camera.project(foot + np.array([0.0, 0.0, RIDER_TALL_M / 2]), size_px)
    if depth <= 0 or not (0 <= middle[0] < size_px[0] and 0 <= middle[1] < size_px[1]):
        return None
    drawn = DEFAULT_THEME.sizes[frame.layout].figure_scale
    return float(frame.camera.focal_px(size_px[1]) * RIDER_TALL_M * drawn / depth) / min(size_px)


def main() -> None:
    """Print the table."""
    layouts, replays = asked_films("how large riders are in the pictures")
    print(f"{'race':22}{'layout':11}{'p10':>7}{'median':>8}{'p90':>7}{'leader':>8}{'small, s':>10}")
    for layout in layouts:
        every: list[Floats] = []
        for name, replay in replays.items():
            found = sizes_of(scene_of(replay, layout, _cut(layout), Choice()))
            every.append(found.median)
            print(f"{name:22}{layout:11}{_shares(found.median)}{found.leader:8.0%}{found.longest_s:10.1f}")
        print(f"{'all':22}{layout:11}{_shares(np.concatenate(every))}")
    print(f"aimed at: p10 at least {LARGE[10]:.0%}, median at least {LARGE[50]:.0%}, nobody small for over 2 s")


def _cut(layout: Layout) -> Cut:
    return Cut.FULL if layout is Layout.LANDSCAPE else Cut.HIGHLIGHTS


def _shares(sizes: Floats) -> str:
    low, middle, high = np.percentile(sizes, [10, 50, 90])
    return f"{low:7.1%}{middle:8.1%}{high:7.1%}"


if __name__ == "__main__":
    main()
