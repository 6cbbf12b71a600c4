"""A replay in a window: its scenes by camera, its pictures by size, and the film that the window is given."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

from replay.app.build import Replay, cache_folder
from replay.app.filming import Choice, look_of, painter_of, scene_of
from replay.app.race_words import race_words
from replay.app.viewing.film_answers import FilmAnswers
from replay.app.viewing.film_marks import marks_of
from replay.app.viewing.picture_saver import THE_CUT, Saver
from replay.app.viewing.plates_soon import PlatesSoon
from replay.base.figure_words import clock
from replay.draw.painter import Painter
from replay.draw.picture import Picture
from replay.draw.style.theme import Theme
from replay.scene.camera.wish import Cut, NamedCamera
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.frame import Frame, Overlay
from replay.scene.frame.layout import SAFE_AREAS, SIZES_PX, Layout
from replay.viewer.film import PlayedFilm
from replay.viewer.picture_parts import Parts

WINDOW_FPS = 60

_FIRST = 3
"""So many riders are named where the timeline is pointed at."""


class PlayedScenes:
    """Scenes of one replay by camera, and painters by size, made when first asked for."""

    def __init__(self, replay: Replay, choice: Choice, theme: Theme) -> None:
        self.replay = replay
        self._choice = choice
        self.theme = theme
        self._made: dict[tuple[str, bool], Scene] = {}
        self.plates = PlatesSoon(replay.velodrome, cache_folder() / "plates", look_of(replay, theme.hall))
        self._painter: tuple[tuple[int, int], int, Painter] | None = None
        self._seen: Scene | None = None
        self.painted = Event()
        """Set once there has been a picture."""
        self._moments: dict[int, str] = {}

    def of(self, camera: str, *, doubt: bool = False) -> Scene:
        """The scene of a camera: one each, because labels are laid out for all pictures of a scene's shots."""
        if (camera, False) not in self._made:
            choice = replace(self._choice, camera=None if camera == THE_CUT else camera)
            self._made[camera, False] = scene_of(self.replay, Layout.LANDSCAPE, Cut.FULL, choice)
        if (camera, doubt) not in self._made:
            self._made[camera, doubt] = replace(self._made[camera, False], ranges=True)
        return self._made[camera, doubt]

    def frame(self, video_time_s: float, camera: str, shown: Parts) -> Frame:
        self._seen = self.of(camera, doubt=shown.doubt)
        frame = frame_at(self._seen, video_time_s)
        return replace(frame, overlay=_picked(_parts(frame.overlay, shown), shown.picked))

    def paint(self, frame: Frame, size: tuple[int, int]) -> Picture:
        """Painted anew from the ground as soon as that is sharper: a painter mends what it painted last."""
        if self._seen is not None:
            self.plates.expect(self._seen.timeline.shots, size)
        sharper = self.plates.sharper
        if self._painter is None or self._painter[:2] != (size, sharper):
            painter = painter_of(self.replay.velodrome, size, self.plates, self.theme)
            self._painter = size, sharper, painter
        picture = self._painter[2].paint(frame)
        self.painted.set()
        return picture

    def moment(self, video_time_s: float) -> str:
        """Where the race is: its clock, what there is to go, and the first riders. Kept for the tenth that is shown."""
        tenth = round(10 * video_time_s)
        if tenth not in self._moments:
            self._moments[tenth] = self._moment(tenth / 10)
        return self._moments[tenth]

    def _moment(self, video_time_s: float) -> str:
        scene = self.of(THE_CUT)
        segment = scene.timeline.segment_at(video_time_s)
        if segment.card is not None:
            return f"{segment.card} card"
        overlay = frame_at(scene, video_time_s).overlay
        words = [f"race {clock(segment.race_time(video_time_s), 1)}"]
        if overlay.counter is not None:
            laps = overlay.counter.laps_to_go
            words += [f"{laps} to go"] if laps else []
        if overlay.tower is not None:
            rows = sorted(overlay.tower.rows, key=lambda row: row.row)[:_FIRST]
            words.append(" ".join(f"{place} {row.look.marker}" for place, row in enumerate(rows, start=1)))
        return "  ".join(words)


def _parts(overlay: Overlay, shown: Parts) -> Overlay:
    """The overlay with the parts that are shown."""
    if not shown.overlay:
        return Overlay(label=overlay.label, marked=False)
    return replace(
        overlay,
        tower=overlay.tower if shown.tower else None,
        caption=overlay.caption if shown.captions else None,
        named=overlay.named if shown.names else (),
    )


def _picked(overlay: Overlay, picked: tuple[str, ...]) -> Overlay:
    """The overlay with the riders pointed out: by name, and the first by a ring on the boards."""
    if not picked or not overlay.marked:
        return overlay
    return replace(overlay, ring=picked[0], named=tuple(dict.fromkeys((*picked, *overlay.named))))


def film_of(scenes: PlayedScenes, saver: Saver) -> PlayedFilm[Frame]:
    """The film that a window plays."""
    cut = scenes.of(THE_CUT)
    size = SIZES_PX[Layout.LANDSCAPE]
    answers = FilmAnswers(scenes.replay, cut, scenes.theme)
    left, top, width, height = SAFE_AREAS[Layout.LANDSCAPE].box(size)
    return PlayedFilm(
        title=race_words(scenes.replay.race),
        duration_s=cut.duration_s,
        fps=WINDOW_FPS,
        cameras=(THE_CUT, *map(str, NamedCamera)),
        frame_source=scenes.frame,
        paint=scenes.paint,
        shape=(16, 9),
        marks=tuple(marks_of(cut)),
        moment=scenes.moment,
        race_time=cut.timeline.race_time,
        video_time=lambda race_s: cut.timeline.first_shown(race_s, within_s=1e9) or 0.0,
        safe=(left / size[0], top / size[1], width / size[0], height / size[1]),
        save=lambda time_s, camera, shown: saver.save(cut, time_s, camera, shown),
        facts=answers.marks,
        answers=answers,
        maker=saver.exports,
        sharpness=lambda: scenes.plates.sharper,
        close=scenes.plates.stop,
    )
