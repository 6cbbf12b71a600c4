"""What plates cost: seconds to render, milliseconds to hand out. Run it with python -m benchmarks.plates"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from replay.draw.hall.plates import FULL, PREVIEW, PlateStore
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot, ShotKind
from replay.track.velodrome import TrackShape, Velodrome

SIZE_PX = (1920, 1080)
SHAPE = TrackShape("example", "250 m", 250.0, 38.0, 22.0, (12.0, 45.0), 7.5, 14.0)


def shots() -> tuple[Shot, ...]:
    """A stand, the whole track from above, and two pans from the infield."""
    stand = Camera((-3.0, -51.0, 21.5), (13.6, -18.2, 0.0), 33.5)
    above = Camera((0.0, 0.0, 90.0), (0.0, 0.0, 0.0), 45.0, (0.0, 1.0, 0.0))
    return (
        Shot("stand, still", ShotKind.MAIN, (stand,)),
        Shot("above, still", ShotKind.OVERHEAD, (above,)),
        Shot("pan of 40 degrees", ShotKind.FOLLOW, tuple(_turned(angle) for angle in np.linspace(-110, -70, 9))),
        Shot("pan of 140 degrees", ShotKind.FOLLOW, tuple(_turned(angle) for angle in np.linspace(-160, -20, 29))),
    )


def _turned(bearing_deg: float) -> Camera:
    angle = np.radians(bearing_deg)
    return Camera((0.0, -2.0, 4.0), (30 * float(np.cos(angle)), -2 + 30 * float(np.sin(angle)), 2.0), 30.0)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    for quality, name in ((FULL, "full"), (PREVIEW, "preview")):
        store = PlateStore(Velodrome(SHAPE), quality=quality)
        for shot in shots():
            render = seconds(lambda store=store, shot=shot: store.prepare(shot, SIZE_PX))  # type: ignore[misc]
            hand_out = statistics.median(
                seconds(lambda store=store, shot=shot, view=view: store.background(shot, view, SIZE_PX))  # type: ignore[misc]
                for view in shot.views * max(1, 9 // len(shot.views))
            )
            print(f"{name:8} {shot.id:20} render {render:6.2f} s   background {hand_out * 1e3:6.2f} ms")


if __name__ == "__main__":
    main()
