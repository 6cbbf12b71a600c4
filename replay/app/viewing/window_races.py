"""The races that one window shows, one after the other, and those that it offers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from replay.app.viewing.race_watcher import Watcher, wrong_lines
from replay.app.viewing.window_memory import WindowMemory
from replay.base.errors import ReplayError
from replay.base.files.part_of_file import plain_stem, whole_file_of
from replay.base.resources import races
from replay.viewer.film import News, Waiting
from replay.viewer.painting.picture_area import read_still
from replay.viewer.panels.open_list import OpenItem
from replay.viewer.playing.joining import join_all

if TYPE_CHECKING:
    from replay.scene.frame.frame import Frame
    from replay.viewer.window_state import WindowState

_HEAT = re.compile(r"\b[a-z]$")
"""The letter of a heat, at the end of a file's name."""

_FAILED = "it cannot be opened; ctrl o opens another race"


class WindowRaces:
    """Watches the race that is shown; another can take its place.

    A race that the command named and that cannot be opened is the command's error. One that was chosen in the window
    is not: the window says what is wrong with it.
    """

    def __init__(self, watch: Callable[[Path], Watcher], first: Path | None, memory: WindowMemory) -> None:
        self._watch, self._memory = watch, memory
        self._watcher = None if first is None else watch(first)
        self._ending: list[Thread] = []
        self._named = True

    def on_offer(self) -> tuple[OpenItem, ...]:
        """The races that were shown lately, and those that come with the program."""
        return races_on_offer(self._memory)

    def open(self, file: str) -> Waiting:
        """Show another race from now on."""
        self._end()
        self._named, self._watcher = False, self._watch(Path(file))
        return waiting_for(Path(file), self._memory)

    def leave(self, state: WindowState[Frame]) -> None:
        """Remember how the window is, and where its race is left, with its last picture."""
        size = None if state.full_screen else state.size
        self._memory.keep_window(size, state.shown, state.volume)
        if self._watcher is not None and state.film.duration_s > 0:
            race_s = float(state.film.race_time(state.playhead.video_time))
            self._memory.keep(self._watcher.file, state.film.title, race_s)
            state.keep_still(self._memory.still(self._watcher.file))

    def news(self, wanted: bool) -> News[Frame]:
        """What happened since the last look. Raises ReplayError if the race that the command named cannot be shown."""
        if self._watcher is None:
            return News()
        try:
            return self._watcher.news(wanted)
        except ReplayError as error:
            if self._named:
                raise
            title = plain_stem(self._watcher.file)
            self._end()
            self._watcher = None
            return News(waiting=Waiting(title, _FAILED), wrong=wrong_lines(error))

    def stop(self) -> None:
        """End all that goes on beside the window, and wait until it has ended."""
        self._end()
        join_all(self._ending)

    def _end(self) -> None:
        """Processes are waited for, so that none is left behind: in a thread, so that the window does not wait."""
        if self._watcher is not None:
            self._ending.append(Thread(target=self._watcher.stop, name="ending"))
            self._ending[-1].start()


def waiting_for(file: Path, memory: WindowMemory) -> Waiting:
    """What is shown until a race is there: what is remembered of it."""
    known = memory.race(file)
    still = None if known is None else read_still(memory.still(file))
    return Waiting(plain_stem(file) if known is None else known.title, "reading the race", still=still)


def races_on_offer(memory: WindowMemory) -> tuple[OpenItem, ...]:
    """The races that were shown lately, and those that come with the program."""
    recent = [
        OpenItem(race.title, race.file, "RECENT")
        for race in memory.known.races
        if whole_file_of(Path(race.file)).is_file()
    ]
    shown = {item.file for item in recent}
    return (*recent, *(item for item in _shipped() if item.file not in shown))


def _shipped() -> Iterator[OpenItem]:
    from replay.racefile.reader import ride_files  # a quarter of a second that a window of one race does not wait for

    folder = Path(str(races()))
    for file in sorted(folder.rglob("*.yaml")):
        parts = file.relative_to(folder).with_suffix("").parts
        words = ", ".join(part.replace("-", " ") for part in parts).replace("mens ", "men's ")
        words = _HEAT.sub(lambda heat: heat[0].upper(), words)
        rides = ride_files(file.absolute())
        for number, ride in enumerate(rides, start=1):
            which = f", ride {number}" if len(rides) > 1 else ""
            yield OpenItem(words[:1].upper() + words[1:] + which, str(ride), "RACES OF THE PROGRAM")
