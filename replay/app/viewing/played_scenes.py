"""A replay in a window: its scenes by camera, its pictures by size, and the film that the window is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from subprocess import Popen
from threading import Event, Lock

from replay.app.build import Replay, cache_folder
from replay.app.filming import Choice, look_of, painter_of, scene_of
from replay.app.race_words import race_words
from replay.app.viewing.film_answers import FilmAnswers
from replay.app.viewing.film_marks import marks_of
from replay.app.viewing.picture_saver import THE_CUT, Saver
from replay.app.viewing.plates_soon import PlatesSoon
from replay.app.viewing.processes.heard_films import HeardFilm
from replay.app.viewing.processes.second_painter import PainterBeside, painters_beside
from replay.app.viewing.processes.second_worker import NEAR_S, SecondOrder
from replay.app.viewing.shown_parts import frame_of, shots_shown
from replay.app.viewing.unsure_remarks import unsure_in
from replay.base.figure_words import clock
from replay.base.letters.typefaces import fonts_in_use
from replay.draw.hall.plates import PlateStore
from replay.draw.painter import Painter
from replay.draw.picture import Picture
from replay.draw.pixels.own_memory import give_back
from replay.draw.style.theme import Theme
from replay.scene.camera.stations import free_camera
from replay.scene.camera.wish import Cut, NamedCamera
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import SAFE_AREAS, SIZES_PX, Layout
from replay.scene.frame.shot import Shot
from replay.scene.looks import looks_of
from replay.scene.words.rider_names import looks_without_names
from replay.viewer.film import FREE, PlayedFilm
from replay.viewer.picture_parts import Parts
from replay.viewer.timeline_bar import clock as window_clock

WINDOW_FPS = 60

LAYOUTS = {(16, 9): Layout.LANDSCAPE, (9, 16): Layout.VERTICAL, (1, 1): Layout.SQUARE, (4, 5): Layout.PORTRAIT}
"""How a picture is composed, by its shape."""

_LEFT_AT_END_S = 2.0
"""Who left a race so near to its end has seen it, and begins anew."""

_SMALL_PLATES_BYTES = 16_000_000
"""What the plates of small pictures may take in memory."""

_FIRST = 3
"""So many riders are named where the timeline is pointed at."""


class PlayedScenes:
    """Scenes of one replay by camera, and painters by size, made when first asked for.

    painter  a process that waits to paint; None: it is begun once there has been a picture
    """

    def __init__(self, replay: Replay, choice: Choice, theme: Theme, painter: Popen[bytes] | None = None) -> None:
        self.replay = replay
        self.unsure = unsure_in(Path(replay.race.file))
        self._choice = choice
        self.theme = theme
        self._made: dict[tuple[str, bool, Layout, bool], Scene] = {}
        self._making = Lock()
        self._look = look = look_of(replay, theme.hall)
        self._has_first = painter is not None
        processes = (painter, *(None,) * (painters_beside() - 1))
        self.beside = tuple(self._painter_beside(number, process) for number, process in enumerate(processes))
        self.plates = PlatesSoon(replay.velodrome, cache_folder() / "plates", look, self._any_beside)
        self._small_plates = PlateStore(replay.velodrome, memory_bytes=_SMALL_PLATES_BYTES, look=look)
        self._small: tuple[tuple[int, int], Painter] | None = None
        self._painter: tuple[tuple[int, int], int, Painter] | None = None
        self._own_shots: tuple[Shot, ...] = ()
        self.painted = Event()
        """Set once there has been a picture."""
        self._moments: dict[tuple[int, bool], str] = {}
        self._followed = _followed(replay, names=choice.names)

    def turned_on(self, camera: str, riders: Sequence[str]) -> str:
        """The name of a camera while riders are selected: the one that follows has the first of them in it."""
        names = (name for name, rider in self._followed.items() if riders and rider == riders[0])
        return next(names, camera) if camera == NamedCamera.FOLLOW else camera

    def asked(self, camera: str) -> tuple[str, str | None]:
        """A camera as it is asked for, and whom it follows."""
        rider = self._followed.get(camera)
        camera = str(NamedCamera.OVERHEAD) if camera == FREE else camera  # with the panels of those from above
        return (camera if rider is None else str(NamedCamera.FOLLOW)), rider

    def of(self, camera: str, *, doubt: bool = False, layout: Layout = Layout.LANDSCAPE, live: bool = False) -> Scene:
        """The scene of a camera: one each, because labels are laid out for all pictures of a scene's shots.

        Pictures and sound ask for it from threads of their own; who asks for one that is made never waits.
        live: by the race's time
        """
        made = self._made.get((camera, doubt, layout, live))
        return made if made is not None else self._make(camera, doubt, layout, live)

    def _make(self, camera: str, doubt: bool, layout: Layout, live: bool) -> Scene:
        with self._making:
            plain = camera, False, layout, live
            if plain not in self._made:
                named, rider = self.asked(camera)
                choice = replace(self._choice, camera=None if named == THE_CUT else named, rider=rider)
                self._made[plain] = scene_of(self.replay, layout, Cut.FULL, _live(choice) if live else choice)
            if (camera, doubt, layout, live) not in self._made:
                self._made[camera, doubt, layout, live] = replace(self._made[plain], ranges=True)
            return self._made[camera, doubt, layout, live]

    def frame(self, video_time_s: float, camera: str, shown: Parts) -> Frame:
        scene = self.of(camera, doubt=shown.doubt, layout=LAYOUTS[shown.shape], live=shown.live)
        return frame_of(scene, video_time_s, shown)

    def thumbnail(self, frame: Frame, size: tuple[int, int]) -> Picture:
        """A small picture. The hall in it is drawn in a moment: so small is it."""
        small = self._small
        if small is None or small[0] != size:
            small = self._small = size, painter_of(self.replay.velodrome, size, self._small_plates, self.theme)
        return small[1].paint(frame)

    def paint(self, frame: Frame, size: tuple[int, int]) -> Picture:
        """Painted anew from the ground as soon as that is sharper: a painter mends what it painted last."""
        self.plates.expect(self._course(frame), size, on=1 if frame.beside is None else 2)
        sharper = self.plates.sharper
        made = self._painter
        if made is None or made[:2] != (size, sharper):
            if made is not None and made[0] != size:
                made = self._painter = None
                give_back()
            made = self._painter = size, sharper, painter_of(self.replay.velodrome, size, self.plates, self.theme)
        picture = made[2].paint(frame)
        self._own_shots = (frame.shot,) if frame.beside is None else (frame.shot, frame.beside.shot)
        self.painted.set()
        if any(self._sharp_elsewhere_alone(shot, size) for shot in self._own_shots):
            self.plates.sharper += 1  # one of them is to paint it as well
        return picture

    def _sharp_elsewhere_alone(self, shot: Shot, size: tuple[int, int]) -> bool:
        """Whether others have the background of a shot at full sharpness, and this process has not."""
        box = shot.box_px(size)[2:]
        alone = self._any_beside() and not self.plates.is_sharp(shot, box)
        return alone and self.plates.is_sharp_for_others(shot, box)

    def close(self) -> None:
        """No picture is wanted any more: what they were made of is given back at once, whoever still holds a scene."""
        for painter in self.beside:
            painter.stop()
        self.plates.stop()
        self._small_plates.forget()
        self._painter = self._small = None
        give_back()

    def _painter_beside(self, number: int, process: Popen[bytes] | None) -> PainterBeside:
        """The next one begins once the one before has: together they would hold each other up, and the window."""

        def sharp(video_time_s: float, camera: str, shown: Parts, size: tuple[int, int]) -> Scene | None:
            begins = number == 0 or self.beside[number - 1].ready
            return self._sharp(video_time_s, camera, shown, size) if begins else None

        return PainterBeside(lambda: self._order_beside((1 + number) * NEAR_S), sharp, self._painted_beside, process)

    def rests(self, video_time_s: float, camera: str, shown: Parts, size: tuple[int, int]) -> bool:
        """Whether this process leaves a picture to the others: unless it knows its shots, and they do not yet."""
        scene = self._sharp(video_time_s, camera, shown, size)
        ready = [painter for painter in self.beside if painter.ready]
        if scene is not None and not self.painted.is_set():
            return self.beside[0].comes  # the first picture is there sooner so, and this process free for the window
        if scene is None or not ready:
            return False
        shots = shots_shown(scene, video_time_s, shown)
        return shots != self._own_shots or any(painter.knows(shots) for painter in ready)

    def _order_beside(self, near_s: float) -> SecondOrder:
        font, family = fonts_in_use()
        folder = self.plates.folder
        return SecondOrder(self.replay.velodrome, self._look, self.theme, folder, font, family or {}, near_s)

    def _any_beside(self) -> bool:
        if self._has_first and not self.painted.is_set():
            return self.beside[0].comes
        return any(painter.ready for painter in self.beside)

    def _painted_beside(
        self, scene: Scene, video_time_s: float, shown: Parts, size: tuple[int, int], found: bool
    ) -> None:
        """A picture was painted beside; or it was not found what it needs. What comes next is drawn by this process."""
        shots = shots_shown(scene, video_time_s, shown)
        if found:
            self.painted.set()
        else:
            self.plates.missing(shots, size)
        self.plates.expect(() if shown.view is not None else scene.timeline.shots, size, on=len(shots))
        self.plates.seen_by_others(shots, size)

    def _sharp(self, video_time_s: float, camera: str, shown: Parts, size: tuple[int, int]) -> Scene | None:
        """The scene of a picture if the hall of it is there at full sharpness, else None; before the first picture only
        where a process waits to paint it.

        Who does not see it so from the first may not see it so for one picture, and coarse for the next.
        """
        scene = self._made.get((camera, shown.doubt, LAYOUTS[shown.shape], shown.live))
        if scene is None or not (self.painted.is_set() or self._has_first):
            return None
        shots = shots_shown(scene, video_time_s, shown)
        return scene if all(self.plates.is_sharp_for_others(shot, shot.box_px(size)[2:]) for shot in shots) else None

    def _course(self, frame: Frame) -> tuple[Shot, ...]:
        """The shots of the scene that a frame is of, in order; none if nobody knows."""
        made = (scene.timeline.shots for scene in tuple(self._made.values()))
        return next((shots for shots in made if any(shot is frame.shot for shot in shots)), ())

    def moment(self, video_time_s: float, *, live: bool = False) -> str:
        """Where the race is: its clock, what there is to go, and the first riders. Kept for the tenth that is shown."""
        asked = round(10 * video_time_s), live
        if asked not in self._moments:
            self._moments[asked] = self._moment(asked[0] / 10, live=live)
        return self._moments[asked]

    def _moment(self, video_time_s: float, *, live: bool) -> str:
        scene = self.of(THE_CUT, live=live)
        segment = scene.timeline.segment_at(video_time_s)
        if segment.card is not None:
            return f"{segment.card} card"
        overlay = frame_at(scene, video_time_s).overlay
        words = [] if live else [f"race {clock(segment.race_time(video_time_s), 1)}"]
        if overlay.counter is not None:
            laps = overlay.counter.laps_to_go
            words += [f"{laps} to go"] if laps else []
        if overlay.tower is not None:
            rows = sorted(overlay.tower.rows, key=lambda row: row.row)[:_FIRST]
            words.append(" ".join(f"{place} {row.look.marker}" for place, row in enumerate(rows, start=1)))
        return "  ".join(words)


def _live(choice: Choice) -> Choice:
    """The race alone, from its start on, at its own speed: nothing is left out, and nothing is repeated."""
    start = choice.from_when or "start"
    return replace(choice, from_when=start, speed=1.0, length_s=None, hook=False)


def _followed(replay: Replay, *, names: bool) -> dict[str, str]:
    """Riders by the names of the cameras that follow them. names: they are called by theirs, and not by their tags."""
    looks = looks_of(replay.race)
    looks = looks if names else looks_without_names(replay.race, looks)
    called = {look.name: look.name if names else look.called for look in looks}
    return {f"{NamedCamera.FOLLOW} \N{MIDDLE DOT} {words}": rider for rider, words in called.items()}


def _safe(shape: tuple[int, int]) -> tuple[float, float, float, float]:
    """Left, top, width and height of what no platform covers, shares of the picture."""
    layout = LAYOUTS[shape]
    width, height = SIZES_PX[layout]
    left, top, wide, high = SAFE_AREAS[layout].box((width, height))
    return left / width, top / height, wide / width, high / height


def film_of(
    scenes: PlayedScenes, saver: Saver, *, left_s: float | None = None, live: bool = False
) -> PlayedFilm[Frame]:
    """The film that a window plays. left_s: the race time from which it goes on; live: by the race's time."""
    cut = scenes.of(THE_CUT, live=live)
    start_s = None if left_s is None else cut.timeline.first_shown(left_s)
    answers = FilmAnswers(scenes.replay, cut, scenes.theme, scenes.unsure)

    if saver.exports is not None:
        saver.exports.asked = scenes.asked

    def save(time_s: float, camera: str, shown: Parts) -> str:
        named, rider = scenes.asked(camera)
        return saver.save(cut, time_s, named, shown, rider=rider)

    return PlayedFilm(
        title=race_words(scenes.replay.race),
        duration_s=cut.duration_s,
        fps=WINDOW_FPS,
        live=live,
        by_clock=lambda live: film_of(scenes, saver, live=live),
        time_words=(lambda time_s: window_clock(max(cut.timeline.race_time(time_s), 0.0))) if live else window_clock,
        cameras=(THE_CUT, *map(str, NamedCamera), FREE),
        free=lambda shape: free_camera(scenes.replay.velodrome.shape, LAYOUTS[shape]),
        turned_on=scenes.turned_on,
        frame_source=scenes.frame,
        paint=scenes.paint,
        shapes=tuple(LAYOUTS),
        marks=tuple(marks_of(cut)),
        moment=lambda time_s: scenes.moment(time_s, live=live),
        race_time=cut.timeline.race_time,
        video_time=lambda race_s: cut.timeline.first_shown(race_s, within_s=1e9) or 0.0,
        safe=_safe,
        thumbnail=scenes.thumbnail,
        save=save,
        start_s=start_s if start_s is not None and start_s < cut.duration_s - _LEFT_AT_END_S else 0.0,
        facts=answers.marks,
        answers=answers,
        maker=saver.exports,
        sound=lambda camera, begin_s: HeardFilm(scenes.of(camera, live=live), begin_s),
        beside=scenes.beside,
        rests=scenes.rests,
        sharpness=lambda: scenes.plates.sharper,
        close=scenes.close,
    )
