"""What figures cost: milliseconds of CPU for seven riders, and for their shadows, at some heights.

Each figure is drawn alone, many times, and the quickest counts: on a busy machine all others measure the neighbours.

    python -m benchmarks.figures [--rounds 40]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial

import cv2
import numpy as np

from replay.draw.figures.rider_figure import draw_rider, draw_shadow
from replay.draw.pixels.layers import Bytes
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.riders import Kit, Pose

HEIGHTS_PX = (40, 130, 400)
KIT = Kit(jersey=(40, 100, 240), trim=(250, 60, 60), helmet=(250, 210, 30), chip=(40, 100, 240))
FIELD = 7


def poses(turn: int) -> list[Pose]:
    """Riders in a row, with their cranks and wheels at other angles each turn."""
    return [
        Pose(
            (2.2 * k - 6.0, 0.1 * k, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), 0.0, 40.0 + 137 * k + 7 * turn, 30.0 * turn
        )
        for k in range(FIELD)
    ]


def camera(height_px: int) -> Camera:
    """A camera on a picture of 1080 lines, on which a rider is so tall."""
    away_m = 540 / float(np.tan(np.radians(10.0))) * 1.35 / height_px
    return Camera((5.0, -0.9 * away_m, 2.0 + 0.3 * away_m), (0.0, 0.0, 0.7), 20.0)


def quickest_ms(draw: Callable[[Pose], object], rounds: int) -> float:
    """The quickest of each of the figures, together."""
    best = [float("inf")] * FIELD
    for turn in range(rounds):
        for k, pose in enumerate(poses(turn)):
            begun_s = time.thread_time()
            draw(pose)
            best[k] = min(best[k], time.thread_time() - begun_s)
    return 1000 * sum(best)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    cv2.setNumThreads(1)
    canvas: Bytes = np.full((1080, 1920, 4), 150, dtype=np.uint8)
    print(f"{'height px':>10}{'shadows':>10}{'riders':>10}{'together':>10}   ms for {FIELD}")
    for height_px in HEIGHTS_PX:
        eye = camera(height_px)
        shadows = quickest_ms(partial(draw_shadow, canvas, eye), rounds)
        riders = quickest_ms(partial(draw_rider, canvas, eye, kit=KIT), rounds)
        print(f"{height_px:10}{shadows:10.2f}{riders:10.2f}{shadows + riders:10.2f}")


if __name__ == "__main__":
    main()
