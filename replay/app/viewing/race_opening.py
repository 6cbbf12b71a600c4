"""Opens a race beside the window: reads it, has it solved if no plan is stored, and makes its film.

All of it happens in a thread, the solving in a process of its own. What is heavy is only imported there, so that the
window is there before.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from threading import Thread
from typing import TYPE_CHECKING

from replay.app.viewing.processes.own_process import Child, ended, painting, solving
from replay.base.errors import ReplayError
from replay.viewer.film import News, PlayedFilm, Waiting
from replay.viewer.playing.joining import join_all

if TYPE_CHECKING:
    from replay.app.build import Replay
    from replay.app.filming import Choice
    from replay.app.viewing.picture_saver import Saver
    from replay.app.viewing.played_scenes import PlayedScenes
    from replay.base.brand import Brand
    from replay.draw.pixels.layers import Bytes
    from replay.motion.outcome import Reconstruction
    from replay.race.facts import Race
    from replay.scene.frame.frame import Frame
    from replay.track.velodrome import Velodrome


@dataclass(frozen=True, slots=True)
class ViewOrder:
    """What is to be seen in a window.

    plan    the plan that the user names
    choice  what he wants to see of it
    brand   his own look
    warn    says what there is to say of a race that has been read
    replay  the race itself, where its file can be read only once
    left_s  the race time at which it was left the last time
    """

    race_file: Path
    plan: Path | None = None
    choice: Callable[[], Choice] | None = None
    brand: Callable[[], Brand | None] = lambda: None
    warn: Callable[[Race], None] = lambda _: None
    replay: Replay | None = None
    left_s: float | None = None


_LOOKS_S = 0.1
"""How often it is looked whether the first picture is there."""


class _Stopped(Exception):  # noqa: N818
    """Nobody waits for the film any more."""


class SolvingError(ReplayError):
    """What the process said that should have solved a race."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class RaceOpening:
    """One race on its way into the window.

    news     what has happened since the last look, oldest first
    failed   why there will be no film
    child    the process that solves it
    ready    called from the thread whenever there are news
    painter  a process that paints begins at once: nothing of what it needs is there yet, and all of it takes seconds
    begun    else it begins with `begin`: who can be interrupted has to know it first, to stop it
    """

    def __init__(
        self,
        order: ViewOrder,
        saver: Saver,
        ready: Callable[[], None] = lambda: None,
        *,
        painter: bool = False,
        begun: bool = True,
    ) -> None:
        self._order, self._saver, self._ready = order, saver, ready
        self._with_painter = painter
        self._painter: Popen[bytes] | None = None
        self.news: deque[News[Frame]] = deque()
        self.failed: ReplayError | None = None
        self._stopped = False
        self.child: Child | None = None
        self._thread = Thread(target=self._open, name="opening", daemon=True)
        if begun:
            self.begin()

    def begin(self) -> None:
        """Begin to open the race."""
        self._thread.start()

    def join(self) -> None:
        """Wait until no more news will come."""
        if self._thread.ident is not None:
            join_all((self._thread,))

    def stop(self) -> None:
        """Give up what is being done, and wait until that has ended."""
        self._stopped = True
        if self.child is not None:
            self.child.terminate()
        painter = self._painter
        if painter is not None:
            painter.terminate()
        self.join()

    def _open(self) -> None:
        try:
            scenes, film = self._opened()
            while not scenes.painted.wait(_LOOKS_S):
                self._check()
            if film.answers is not None:
                film.answers.facts()  # what it needs is brought in now, and not when somebody asks
        except ReplayError as error:
            self.failed = error
            self._ready()
        except _Stopped:
            return

    def _opened(self) -> tuple[PlayedScenes, PlayedFilm[Frame]]:
        """The race and its film, which has been given. If there will be none, no process is left."""
        scenes = None
        try:
            # Begun here, and not by who asks: a signal that comes meanwhile finds somebody who ends it.
            self._painter = painting() if self._with_painter else None
            scenes = self._scenes()
            film = self._film_of(scenes)
            self._give(News(film=film, wrong=()))
        except (ReplayError, _Stopped):
            if scenes is not None:
                scenes.close()
            elif self._painter is not None:
                ended(self._painter)
            raise
        return scenes, film

    def _scenes(self) -> PlayedScenes:
        from replay.app.build import Replay, read_facts, stored
        from replay.app.race_words import race_words

        order = self._order
        if order.replay is not None:
            return self._scenes_of(order.replay)
        race, velodrome = read_facts(order.race_file)
        title = race_words(race)
        self._give(News(waiting=Waiting(title, "reading the race")))
        done = stored(race, velodrome, order.plan)
        if done is None:
            self._solve(title, velodrome)
            done = stored(race, velodrome, order.plan) or self._solved_here(title, race, velodrome)
        return self._scenes_of(Replay(race, velodrome, done))

    def _scenes_of(self, replay: Replay) -> PlayedScenes:
        from replay.app.branding import theme_of
        from replay.app.filming import Choice
        from replay.app.viewing.played_scenes import PlayedScenes

        order = self._order
        order.warn(replay.race)
        choice = Choice() if order.choice is None else order.choice()
        theme = theme_of(replay.race, order.race_file, order.brand(), choice.theme)
        self._check()
        painter, self._painter = self._painter, None  # it ends with the scenes from now on
        return PlayedScenes(replay, choice, theme, painter)

    def _film_of(self, scenes: PlayedScenes) -> PlayedFilm[Frame]:
        from replay.app.viewing.played_scenes import film_of

        return film_of(scenes, self._saver, left_s=self._order.left_s)

    def _solve(self, title: str, velodrome: Velodrome) -> None:
        """Have the race solved. Raises SolvingError if the process says that it cannot be."""
        child = self.child = solving(str(self._order.race_file), str(self._order.plan or ""))
        try:
            self._give(News(waiting=Waiting(title, SOLVING, 0.0), message=SOLVING))
            still = overview(velodrome, self._check)
            assert child.stdout is not None
            for line in child.stdout:
                self._check()
                said = json.loads(line)
                if "failed" in said:
                    raise SolvingError(said["failed"], said["exit_code"])
                words = f"{SOLVING}: {100 * said['share']:.0f} %"
                self._give(News(waiting=Waiting(title, words, said["share"], still), message=words))
            if child.wait() != 0:
                self._check()
                _, why = child.communicate()
                raise SolvingError((why.strip().splitlines() or ["the race could not be solved"])[-1], 1)
        finally:
            ended(child)

    def _solved_here(self, title: str, race: Race, velodrome: Velodrome) -> Reconstruction:
        """Solve the race in this thread: where no plan can be kept, a process has no way to hand it over."""
        from replay.app.build import reconstruct

        def report(share: float) -> None:
            self._check()
            self._give(News(waiting=Waiting(title, SOLVING, share)))

        return reconstruct(race, velodrome, report=report)

    def _give(self, news: News[Frame]) -> None:
        self._check()
        self.news.append(news)
        self._ready()

    def _check(self, share: float = 0.0) -> None:  # noqa: ARG002 - may be told how far something is
        if self._stopped:
            raise _Stopped


SOLVING = "finding out how the race was ridden"
"""What takes longest, as the window says it."""


def overview(velodrome: Velodrome, progress: Callable[[float], None]) -> Bytes:
    """The empty track, to look at while nobody knows yet how the race was ridden: BGRX (height, width, 4)."""
    from replay.app.build import cache_folder
    from replay.draw.hall.plates import PREVIEW, PlateStore
    from replay.scene.frame.pinhole import Camera
    from replay.scene.frame.shot import Shot, ShotKind

    size = velodrome.lap_m / 250
    camera = Camera((-14 * size, -58 * size, 21 * size), (2 * size, -6 * size, 0.0), 46.0)
    shot, plates = (
        Shot("overview", ShotKind.MAIN, (camera,)),
        PlateStore(velodrome, cache_dir=cache_folder() / "plates", quality=PREVIEW),
    )
    plates.prepare(shot, OVERVIEW_PX, progress)
    return plates.background(shot, camera, OVERVIEW_PX)


OVERVIEW_PX = (1280, 720)
