"""How the window behaves: frame times under random input, start times, memory.

    python -m benchmarks.viewer [RACE.yaml] [--minutes 0.5] [--size 1280x720 ..]
    python -m benchmarks.viewer [RACE.yaml] --play 1.2 [--size 1280x720 ..]
    python -m benchmarks.viewer [RACE.yaml] --endure 20 [--report 30]

With --play nobody presses anything: the cut plays from its start, with sound, for so many minutes of the clock. It is
played once before, so that what a first time draws is there. A new picture is one whose moment was not seen before.

With --endure somebody presses whatever there is for so many minutes, in a window whose size changes, and what is in
memory is printed every so many seconds.

No screen is needed: SDL's dummy driver takes the pictures. A frame time is what one turn of the loop takes, from the
events to the picture on the surface; the pauses between turns are not counted. The race should have been solved before.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import numpy as np
import pygame

from replay.app.viewing.picture_saver import Saver
from replay.app.viewing.race_opening import ViewOrder
from replay.app.viewing.race_watcher import Watcher
from replay.app.viewing.window_memory import WindowMemory
from replay.app.viewing.window_races import WindowRaces
from replay.scene.frame.frame import Frame
from replay.viewer.controls import Action
from replay.viewer.film import Waiting, no_film
from replay.viewer.handling.viewer_state import Viewer
from replay.viewer.painting.pictures import PicturesBeside
from replay.viewer.painting.wanted import Wanted
from replay.viewer.playing.sound_player import SoundPlayer
from replay.viewer.window import show, wake
from tests.helpers.random_input import RandomInput

RACE = Path(__file__).resolve().parents[1] / "races" / "tokyo-2020" / "mens-keirin" / "final-a.yaml"
BAR_PX = 56
SEED = 7
EVERY_S = 0.4
"""From one input to the next."""

NEVER = frozenset({Action.SAVE, Action.EXPORT})
"""Processes that would be measured as well."""


def memory_mb() -> float:
    """What this process has in memory now; the most that it had, where a system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = status.read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


class Pressing:
    """The clock of a window in which somebody presses whatever there is, and which is left after some minutes."""

    def __init__(self, source: RandomInput, seconds: float, report_s: float) -> None:
        self.source, self.seconds, self.report_s = source, seconds, report_s
        self.begun_s = self.input_s = self.said_s = time.perf_counter()
        self.pressed = 0

    def __call__(self) -> float:
        now_s = time.perf_counter()
        if now_s - self.begun_s > self.seconds:
            pygame.event.post(pygame.Event(pygame.QUIT))
        elif now_s - self.input_s > EVERY_S:
            self.input_s = now_s
            self._press()
        if now_s - self.said_s > self.report_s:
            self.said_s = now_s
            threads = threading.active_count()
            passed_s = now_s - self.begun_s
            print(f"{passed_s:5.0f} s  {memory_mb():4.0f} MB  {threads} threads  {self.pressed} inputs", flush=True)
        return now_s

    def _press(self) -> None:
        screen = pygame.display.get_surface()
        if screen is None:
            return
        size = self.source.size()
        if size is not None:
            pygame.display.set_mode(size, pygame.RESIZABLE)
        for event in self.source.events(size or screen.get_size()):
            pygame.event.post(event)
            self.pressed += 1


def endure(race: Path, minutes: float, report_s: float) -> None:
    """Press whatever there is for so long, and print what is in memory and how many threads there are."""
    source = RandomInput(SEED, without=NEVER, files=(str(race),))
    with tempfile.TemporaryDirectory() as folder:
        races = WindowRaces(lambda file: Watcher(ViewOrder(file), Saver(file), wake), race, WindowMemory(Path(folder)))
        try:
            show(
                no_film(),
                waiting=Waiting(race.stem),
                pictures=PicturesBeside(wake),
                thumbnails=PicturesBeside(wake),
                news=races.news,
                races=races,
                sounds=SoundPlayer(),
                now=Pressing(source, 60 * minutes, report_s),
            )
        finally:
            races.stop()
    left = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    print(f"afterwards: {memory_mb():.0f} MB, threads {left}")


class Watching:
    """The clock of a window that plays and is looked at, and left after some seconds."""

    def __init__(self, pictures: PicturesBeside[Frame], seconds: float) -> None:
        self._pictures, self._seconds = pictures, seconds
        self._flip = pygame.display.flip
        self.flips: list[float] = []
        self.shown: list[float] = []
        self._seen: Wanted[Frame] | None = None
        self.cpu_s = 0.0

    def __call__(self) -> float:
        now_s = time.perf_counter()
        if self.shown and now_s - self.shown[0] > self._seconds and self.cpu_s <= 0:
            self.cpu_s += time.process_time()
            pygame.event.post(pygame.Event(pygame.QUIT))
        return now_s

    def flip(self) -> None:
        """Show what is drawn, and note when that was."""
        self._flip()
        now_s = time.perf_counter()
        if self._pictures.shown is not None and not self.shown:
            self.cpu_s -= time.process_time()
        if self._pictures.shown is not self._seen:
            self._seen = self._pictures.shown
            self.shown.append(now_s)
        if self.shown:
            self.flips.append(now_s)


def play(race: Path, size: tuple[int, int], seconds: float, *, said: bool) -> None:
    """Play the cut in a window for so long; print how evenly, if that is to be said."""
    pictures: PicturesBeside[Frame] = PicturesBeside(wake)
    watching = Watching(pictures, seconds)
    pygame.display.flip, flip = watching.flip, pygame.display.flip
    with tempfile.TemporaryDirectory() as folder:
        races = WindowRaces(lambda file: Watcher(ViewOrder(file), Saver(file), wake), race, WindowMemory(Path(folder)))
        try:
            show(
                no_film(),
                waiting=Waiting(race.stem, "reading"),
                pictures=pictures,
                thumbnails=PicturesBeside(wake),
                size=size,
                news=races.news,
                races=races,
                sounds=SoundPlayer(),
                now=watching,
            )
        finally:
            pygame.display.flip = flip
            races.stop()
    if said:
        passed_s = watching.shown[-1] - watching.shown[0]
        print(
            f"{size[0]}x{size[1]} playing: frames {_spread(watching.flips)}; "
            f"{(len(watching.shown) - 1) / passed_s:.1f} new pictures a second, {_spread(watching.shown)}; "
            f"{1000 * watching.cpu_s / len(watching.shown):.0f} ms of CPU a picture; {memory_mb():.0f} MB"
        )


def _spread(moments_s: list[float]) -> str:
    """How long it is from one moment to the next."""
    at = [f"{1000 * value:.1f}" for value in np.percentile(np.diff(moments_s), (50, 95, 99, 100))]
    return f"p50 {at[0]} ms, p95 {at[1]} ms, p99 {at[2]} ms, most {at[3]} ms"


def measure(race: Path, size: tuple[int, int], seconds: float) -> None:
    """Play a race for so long, and print what it took."""
    screen = pygame.display.set_mode(size)
    pictures: PicturesBeside[Frame] = PicturesBeside(wake)
    thumbnails: PicturesBeside[Frame] = PicturesBeside(wake)
    viewer = Viewer(no_film(), size, pictures, Waiting(race.stem), thumbnails)
    watcher = Watcher(ViewOrder(race), Saver(race), wake)
    source, frames, begun_s = RandomInput(SEED, without=NEVER), [], time.perf_counter()
    first_s, input_s, before_s = None, 0.0, begun_s
    painted = 0
    while first_s is None or time.perf_counter() - begun_s < first_s + seconds:
        turn_s = time.perf_counter()
        if first_s is not None and turn_s - input_s > EVERY_S:
            input_s = turn_s
            for event in source.events(size):
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
    """Start the program as a user does, and print when its window and its first picture are there. CPU in brackets.

    Twice: the second time the window has the picture at which the race was left, until there is one that moves.
    """
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
        "    flip(); say(window)\n"
        "pygame.display.flip = flipped\n"
        "import replay.viewer.window_drawing as drawing\n"
        "window = 'window'\n"
        "waits = drawing.draw_waiting\n"
        "def waiting(surface, area, shown):\n"
        "    global window\n"
        "    window = 'window' if shown.still is None else 'window with the last picture'\n"
        "    waits(surface, area, shown)\n"
        "drawing.draw_waiting = waiting\n"
        "draw = drawing.draw_bar\n"
        "def drawn(*values):\n"
        "    draw(*values); say('picture'); pygame.event.post(pygame.Event(pygame.QUIT))\n"
        "drawing.draw_bar = drawn\n"
        "sys.exit(main(['view', sys.argv[1]]))\n"
    )
    with tempfile.TemporaryDirectory() as state:
        environment = {**os.environ, "XDG_STATE_HOME": state, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        for when in ("first start", "next start"):
            done = subprocess.run(
                [sys.executable, "-c", program, str(race)], env=environment, capture_output=True, text=True, check=True
            )
            print(f"{when}: " + ", ".join(done.stdout.split("\n")).rstrip(", "))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("race", nargs="?", type=Path, default=RACE)
    parser.add_argument("--minutes", type=float, default=0.5)
    parser.add_argument("--size", action="append", default=[])
    parser.add_argument("--play", type=float, default=0.0, metavar="MINUTES")
    parser.add_argument("--endure", type=float, default=0.0, metavar="MINUTES")
    parser.add_argument("--report", type=float, default=30.0, metavar="SECONDS")
    options = parser.parse_args()
    if options.endure > 0:
        endure(options.race, options.endure, options.report)
        return
    sizes = [tuple(map(int, size.split("x"))) for size in options.size or ["1280x720", "1920x1080"]]
    windows = [(width, height + BAR_PX) for width, height in sizes]
    if options.play > 0:
        for window in windows:
            play(options.race, window, 60 * options.play, said=False)
            play(options.race, window, 60 * options.play, said=True)
        return
    pygame.display.init()
    start(options.race)
    for window in windows:
        measure(options.race, window, 60 * options.minutes)


if __name__ == "__main__":
    main()
