"""From a replay to pictures: scene, plates and painter joined, for the exporter, for stills and for the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from replay.app.build import Replay, cache_folder
from replay.base.errors import InputError, Mistake, UsageError
from replay.base.files.bounded_read import input_name
from replay.base.files.part_of_file import plain_stem
from replay.base.mistakes import WrittenError
from replay.base.progress import Progress, Step
from replay.draw.hall.dress.hall_colours import DARK_HALL, HallColours
from replay.draw.hall.dress.hall_look import PLAIN_HALL, HallDressing, HallLook
from replay.draw.hall.ground_ahead import GroundAhead
from replay.draw.hall.plates import FULL, PlateStore
from replay.draw.painter import Painter
from replay.draw.panels.overlay_painter import OverlayPainter
from replay.draw.picture import BackgroundSource, Picture
from replay.draw.style.theme import DEFAULT_THEME, Theme, with_safe_area
from replay.draw.style.themes import DARK
from replay.motion.moments import find_moment, when_to_time
from replay.race.facts import Race
from replay.race.moment_words import parse_when
from replay.race.story.in_window import fixed_at
from replay.scene.camera.setups import Who
from replay.scene.camera.wish import AskedShot, Cut, Wish, camera_named
from replay.scene.compose import Scene, frame_at, make_scene
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot
from replay.scene.looks import looks_of
from replay.scene.words.position_doubt import Doubt
from replay.track.velodrome import Velodrome
from replay.video.preset_values import Preset

Size = tuple[int, int]

SHUTTER = 0.5
"""For how much of each picture's time the shutter is open: 180 of the 360 degrees of a film camera's."""

LONGEST_OPEN_S = 1 / 48
"""It is never open for longer than that of the cinema's 24 pictures a second: loops of ten would be all blur."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user asked to see: moments of the race as he wrote them, a camera, a speed. None: as the cut has it.

    rider     name of the rider whom a camera that can follows; None: it shows the first
    ranges    whether the likely range of each position is shown on the boards
    cut       how much of the race; None: that of the format
    length_s  how long the film is to be
    hook      whether it opens with the decisive moment
    clean     nothing is laid over the picture
    names     riders are named; else their tags stand for them
    calm      no camera moves, and cuts are fades
    blur      what is filmed by cameras that turn fast is blurred as film is
    theme     name of the theme
    """

    from_when: str | None = None
    to_when: str | None = None
    camera: str | None = None
    speed: float | None = None
    ranges: bool = False
    cut: Cut | None = None
    length_s: float | None = None
    hook: bool = False
    clean: bool = False
    names: bool = True
    calm: bool = False
    blur: bool = True
    theme: str = DARK
    rider: str | None = None


def race_time_of(replay: Replay, text: str) -> float:
    """The race time of a moment as the user writes it. Raises UsageError, which says how moments are written."""
    try:
        when = parse_when(text)
    except WrittenError as error:
        raise UsageError(f"{error.message}; {error.remedy}" if error.remedy else error.message) from error
    motion = replay.reconstruction.motion
    winner = replay.race.winner
    return when_to_time(motion, when, winner=None if winner is None else motion.index(winner))


def scene_of(replay: Replay, layout: Layout, cut: Cut, choice: Choice, *, fps: float | None = None) -> Scene:
    """The scene of a replay. Raises UsageError for moments, cameras, lengths or ranges that do not exist, InputError
    for shots of its file that end before they begin.

    cut: that of the format, where none was chosen
    fps: pictures a second of a film, in which what turns fast may be blurred; None: of pictures that are looked at by
         themselves, which are sharp
    """
    done = replay.reconstruction
    wish = Wish(
        layout=layout,
        cut=choice.cut or cut,
        camera=camera_named(choice.camera) if choice.camera else None,
        from_s=race_time_of(replay, choice.from_when) if choice.from_when else None,
        to_s=race_time_of(replay, choice.to_when) if choice.to_when else None,
        speed=choice.speed,
        rider=None if choice.rider is None else rider_of(replay, choice.rider),
        ranges=choice.ranges,
        cut_asked=choice.cut is not None,
        length_s=choice.length_s,
        hook=choice.hook,
        shots=asked_shots_of(replay),
        calm=choice.calm,
        clean=choice.clean,
        names=choice.names,
        shutter_s=min(SHUTTER / fps, LONGEST_OPEN_S) if fps and choice.blur and not choice.calm else 0.0,
    )
    return make_scene(_as_shown(replay), done.motion, wish, Doubt(done.doubt_s, done.doubt_m, done.gap_sd_s))


def rider_of(replay: Replay, name: str) -> int:
    """Index of the rider of that name. Raises UsageError, which says whom there is, for one who did not ride."""
    riders = replay.reconstruction.motion.riders
    if name not in riders:
        raise UsageError(f"nobody here is called {name}: choose one of {', '.join(riders)}")
    return riders.index(name)


def sharp(scene: Scene) -> Scene:
    """The scene of pictures that are looked at by themselves: nothing in them is blurred."""
    return replace(scene, wish=replace(scene.wish, shutter_s=0.0))


def asked_shots_of(replay: Replay) -> tuple[AskedShot, ...]:
    """The shots of the race file, at the race times of its motion. Raises InputError for one that ends as it begins."""
    motion, winner = replay.reconstruction.motion, replay.race.winner
    first = None if winner is None else motion.index(winner)
    shots, mistakes = [], []
    for shot in replay.race.shots:
        start, end = (find_moment(motion, when, winner=first) for when in (shot.start, shot.end))
        if start is None or end is None:
            continue  # a race that was stopped, or in which nobody came so far
        if end <= start:
            message = f"this shot begins at {start:.1f} s of this race and ends at {end:.1f} s"
            mistakes.append(Mistake(replay.race.file, *shot.place, message, "write a later `to`, or an earlier `from`"))
            continue
        who, rider = _subject(replay, shot.who)
        camera = None if shot.camera is None else camera_named(shot.camera)
        shots.append(AskedShot(start, end, camera, who, rider, shot.speed))
    if mistakes:
        raise InputError(tuple(mistakes))
    return tuple(shots)


def _subject(replay: Replay, who: str | None) -> tuple[Who | None, int | None]:
    """Whom a shot is about: one of the words for it, or a rider with his index."""
    words = {"leader": Who.LEADER, "front": Who.FRONT, "chase": Who.CHASE, "all": Who.EVERYBODY}
    if who is None or who in words:
        return words.get(who or ""), None
    return Who.RIDER, replay.reconstruction.motion.index(who)


def _as_shown(replay: Replay) -> Race:
    """The race without what is told or measured and cannot have been so: no words say what the picture contradicts.

    What is told of a window is told of the moment at which the replay shows it.
    """
    stands = {verdict.fact: verdict.at_s for verdict in replay.reconstruction.verdicts if verdict.stands}
    return replace(
        replay.race,
        story=tuple(fixed_at(fact, stands[fact.id]) for fact in replay.race.story if fact.id in stands),
        timed=tuple(time for time in replay.race.timed if time.id in stands),
        bounded=tuple(time for time in replay.race.bounded if time.id in stands),
    )


def look_of(replay: Replay, colours: HallColours = DARK_HALL) -> HallLook:
    """What the hall of a race looks like: with the names of track and meeting, and flags of those who ride."""
    race = replay.race
    looks = looks_of(race)
    riding = [look.kit for look in looks if look.name in race.starters]
    flags = tuple(dict.fromkeys((kit.chip, kit.trim) for kit in riding))
    track = race.meet.venue or ""
    return HallLook(colours, HallDressing(track, race.meet.title, flags))


def plates_of(velodrome: Velodrome, *, quality: int = FULL, look: HallLook = PLAIN_HALL) -> PlateStore:
    """Plates of a track, kept in the cache between runs."""
    return PlateStore(velodrome, cache_dir=plate_folder(), quality=quality, look=look)


def plate_folder() -> Path:
    """Where plates are kept between runs."""
    return cache_folder() / "plates"


def painter_of(velodrome: Velodrome, size: Size, plates: BackgroundSource, theme: Theme = DEFAULT_THEME) -> Painter:
    """A painter of that size over these plates."""
    return Painter(velodrome, size, background=plates, theme=theme)


def theme_for(theme: Theme, preset: Preset) -> Theme:
    """A theme with the margins of a preset, where it has its own."""
    return theme if preset.safe_area is None else with_safe_area(theme, preset.layout, preset.safe_area)


class Film:
    """Pictures of a scene, to be asked for in the order of their times.

    While one is drawn, the next one's background is made in another thread. Any other time may be asked for as well.
    """

    def __init__(
        self,
        scene: Scene,
        velodrome: Velodrome,
        size: Size,
        plates: PlateStore,
        times: Sequence[float],
        theme: Theme = DEFAULT_THEME,
    ) -> None:
        self._scene, self._size, self._plates = scene, size, plates
        self._ahead = GroundAhead(plates)
        self._painter = Painter(velodrome, size, background=self._ahead, theme=theme)
        self._first_s = times[0] if times else 0.0
        self._following = dict(pairwise(times))
        self._coming: tuple[float, Frame] | None = None
        self._shots: frozenset[Shot] = frozenset()

    @property
    def first_shots(self) -> tuple[Shot, ...]:
        """The shots of its first picture."""
        return shots_of(frame_at(self._scene, self._first_s))

    def paint(self, time_s: float) -> Picture:
        """The picture of a video time. It is the painter's own until the next call."""
        coming, self._coming = self._coming, None
        frame = coming[1] if coming is not None and coming[0] == time_s else frame_at(self._scene, time_s)
        following = self._following.get(time_s)
        if following is not None:
            self._coming = following, frame_at(self._scene, following)
            self._expect(self._coming[1], after=frame)
        self._let_go_of_others(frame, self._coming[1] if self._coming else frame)
        return self._painter.paint(frame)

    def _let_go_of_others(self, *frames: Frame) -> None:
        """Keep the plates of the shots that are on, so that memory does not grow with the film."""
        shots = frozenset(shot for frame in frames for shot in shots_of(frame))
        if shots != self._shots:
            self._shots = shots
            self._plates.forget_others((shot, shot.box_px(self._size)[2:]) for shot in shots)

    def _expect(self, frame: Frame, *, after: Frame) -> None:
        """Begin with the backgrounds that have to be made: those of cameras which move."""
        before = _views(after)
        for shot, camera in _views(frame):
            if not shot.still and (shot, camera) not in before:
                self._ahead.expect(shot, camera, shot.box_px(self._size)[2:])


class OverlayFilm:
    """What is laid over the pictures of a scene, on transparent ground."""

    def __init__(self, scene: Scene, velodrome: Velodrome, size: Size, theme: Theme = DEFAULT_THEME) -> None:
        self._scene = scene
        self._painter = OverlayPainter(velodrome, size, theme=theme)

    def paint(self, time_s: float) -> Picture:
        """The picture of a video time. It is the painter's own until the next call."""
        return self._painter.paint(frame_at(self._scene, time_s))


def _views(frame: Frame) -> tuple[tuple[Shot, Camera], ...]:
    """The shots of a picture with their cameras: one, or two that share it."""
    first = frame.shot, frame.camera
    return (first,) if frame.beside is None else (first, (frame.beside.shot, frame.beside.camera))


def shots_of(frame: Frame) -> tuple[Shot, ...]:
    """The shots of a picture: one, or two that share it."""
    return tuple(shot for shot, _ in _views(frame))


def prepare(plates: PlateStore, shots: tuple[Shot, ...], size: Size, progress: Progress) -> None:
    """Draw the velodrome as each of the shots sees it, or fetch it from the cache."""
    with progress.stage("drawing the velodrome", 100, "%") as step:
        for number, shot in enumerate(shots):
            plates.prepare(shot, shot.box_px(size)[2:], partial(_part, step, number, len(shots)))


def _part(step: Step, number: int, count: int, share: float) -> None:
    step(round(100 * (number + share) / count))


def file_name(race_file: Path, preset: Preset) -> str:
    """The name of an export that the user did not name: the race file's and the preset's."""
    return f"{plain_stem(Path(input_name(race_file)))}-{preset.name}{preset.suffix}"
