"""How the window behaves: frame times under random input, start times, memory.

    python -m benchmarks.viewer [RACE.yaml] [--minutes 0.5] [--size 1280x720 ..]

No screen is needed: SDL's dummy driver takes the pictures. A frame time is what one turn of the loop takes, from the
events to the picture on the surface; the pauses between turns are not counted. The race should have been solved before.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import numpy as np
import pygame

from replay.app.viewing.picture_saver import Saver
from replay.app.viewing.race_opening import ViewOrder
from replay.app.viewing.race_watcher import Watcher
from replay.scene.frame.frame import Frame
from replay.viewer.film import Waiting, no_film
from replay.viewer.painting.pictures import PicturesBeside
from replay.viewer.viewer_state import Viewer
from replay.viewer.window import wake

RACE = Path(__file__).resolve().parents[1] / "races" / "tokyo-2020" / "mens-keirin" / "final-a.yaml"
BAR_PX = 56
SEED = 7
EVERY_S = 0.4
"""From one input to the next."""

KEYS = (
    *(pygame.K_0 + tenth for tenth in range(10)),
    *(pygame.K_RIGHT, pygame.K_LEFT, pygame.K_UP, pygame.K_DOWN, pygame.K_SPACE, pygame.K_v, pygame.K_TAB, pygame.K_w),
    *(pygame.K_d, pygame.K_t, pygame.K_u, pygame.K_l, pygame.K_j, pygame.K_k, pygame.K_BACKSPACE, pygame.K_ESCAPE),
)


def random_input(chance: random.Random, size: tuple[int, int]) -> Iterator[pygame.Event]:
    """A key, or the mouse over the timeline, or a click anywhere."""
    place = chance.randrange(size[0]), size[1] - chance.randrange(BAR_PX)
    match chance.randrange(6):
        case 0:
            yield pygame.Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0))
        case 1:
            place = chance.randrange(size[0]), chance.randrange(size[1])
            for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
                yield pygame.Event(kind, pos=place, button=1)
        case _:
            key = chance.choice(KEYS)
            yield pygame.Event(pygame.KEYDOWN, key=key, mod=0)
            yield pygame.Event(pygame.KEYUP, key=key, mod=0)


def measure(race: Path, size: tuple[int, int], seconds: float) -> None:
    """Play a race for so long, and print what it took."""
    screen = pygame.display.set_mode(size)
    pictures: PicturesBeside[Frame] = PicturesBeside(wake)
    thumbnails: PicturesBeside[Frame] = PicturesBeside(wake)
    viewer = Viewer(no_film(), size, pictures, Waiting(race.stem), thumbnails)
    watcher = Watcher(ViewOrder(race), Saver(race), wake)
    chance, frames, begun_s = random.Random(SEED), [], time.perf_counter()
    first_s, input_s, before_s = None, 0.0, begun_s
    painted = 0
    while first_s is None or time.perf_counter() - begun_s < first_s + seconds:
        turn_s = time.perf_counter()
        if first_s is not None and turn_s - input_s > EVERY_S:
            input_s = turn_s
            for event in random_input(chance, size):
                viewer.handle(event)
            viewer.running, viewer.full_screen = True, False
        pygame.event.get()
        viewer.pass_time(turn_s - before_s)
        before_s = turn_s
        viewer.hear(watcher.news(False))
        viewer.draw(screen)
        pygame.display.flip()
        if first_s is not None:
            frames.append(time.perf_counter() - turn_s)
        elif viewer.waiting is None:
            first_s, painted = time.perf_counter() - begun_s, pictures.made
        time.sleep(max(1 / 60 - (time.perf_counter() - turn_s), 0))
    watcher.stop()
    viewer.film.close()
    pictures.stop()
    thumbnails.stop()
    at = [f"{1000 * value:.1f}" for value in np.percentile(frames, (50, 95, 99, 100))]
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = (pictures.made - painted) / seconds
    print(
        f"{size[0]}x{size[1]}: frame time p50 {at[0]} ms, p95 {at[1]} ms, p99 {at[2]} ms, most {at[3]} ms; "
        f"{rate:.1f} pictures a second; first picture after {first_s:.2f} s; at most {memory_mb:.0f} MB"
    )


def start(race: Path) -> None:
    """Start the program as a user does, and print when its window and its first picture are there. CPU in brackets."""
    program = (
        "import sys, time, pygame; begun = time.perf_counter(); seen = []\n"
        "from replay.app.cli.main import main\n"
        "import replay.viewer.window_state as state\n"
        "def say(what):\n"
        "    if what not in seen:\n"
        "        seen.append(what)\n"
        "        print(f'{what} after {time.perf_counter() - begun:.2f} s ({time.process_time():.2f} s)', flush=True)\n"
        "flip = pygame.display.flip\n"
        "def flipped():\n"
        "    flip(); say('window')\n"
        "pygame.display.flip = flipped\n"
        "import replay.viewer.window_drawing as drawing\n"
        "draw = drawing.draw_bar\n"
        "def drawn(*values):\n"
        "    draw(*values); say('picture'); pygame.event.post(pygame.Event(pygame.QUIT))\n"
        "drawing.draw_bar = drawn\n"
        "sys.exit(main(['view', sys.argv[1]]))\n"
    )
    with tempfile.TemporaryDirectory() as state:
        environment = {**os.environ, "XDG_STATE_HOME": state, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        done = subprocess.run(
            [sys.executable, "-c", program, str(race)], env=environment, capture_output=True, text=True, check=True
        )
    print("start: " + ", ".join(done.stdout.split("\n")).rstrip(", "))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("race", nargs="?", type=Path, default=RACE)
    parser.add_argument("--minutes", type=float, default=0.5)
    parser.add_argument("--size", action="append", default=[])
    options = parser.parse_args()
    pygame.display.init()
    start(options.race)
    for size in options.size or ["1280x720", "1920x1080"]:
        width, _, height = size.partition("x")
        measure(options.race, (int(width), int(height) + BAR_PX), 60 * options.minutes)


if __name__ == "__main__":
    main()
