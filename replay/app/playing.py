"""A replay in a window: its film with named moments, and what goes on beside it while it is shown."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from replay.app.branding import theme_of
from replay.app.build import Replay, build
from replay.app.filming import Choice, look_of, painter_of, plates_of, scene_of
from replay.app.report import race_name
from replay.base.brand import Brand
from replay.base.errors import ReplayError
from replay.base.figure_words import clock
from replay.base.files.bounded_read import STDIN
from replay.draw.hall.plates import PREVIEW, PlateStore
from replay.draw.painter import Painter
from replay.draw.picture import Picture
from replay.draw.style.theme import Theme
from replay.scene.camera.wish import Cut, NamedCamera
from replay.scene.compose import Scene, frame_at
from replay.scene.cues.cue import (
    AttackCue,
    BellCue,
    BiggestLeadCue,
    BreakawayCue,
    CatchCue,
    Cue,
    FallCue,
    FinishCue,
    LapCue,
    OvertakeCue,
)
from replay.scene.frame.frame import Frame, Overlay
from replay.scene.frame.layout import SAFE_AREAS, SIZES_PX, Layout
from replay.viewer.film import News, PlayedFilm
from replay.viewer.picture_parts import Parts
from replay.viewer.timeline_bar import MarkKind, TimelineMark

THE_CUT = "the cut"
WINDOW_FPS = 60

_PROGRAM = "import sys; from replay.app.cli.main import main; sys.exit(main())"
"""What a process of its own runs: this program, with the Python and the folders of this one."""

_FIRST = 3
"""So many riders are named where the timeline is pointed at."""

_SETTLED_LOOKS = 2
"""A file that was changed is read when it is the same at two looks: editors write in several steps."""


class PlayedScenes:
    """Scenes of one replay by camera, and painters by size, made when first asked for."""

    def __init__(self, replay: Replay, choice: Choice, theme: Theme) -> None:
        self.replay = replay
        self._choice = choice
        self._theme = theme
        self._made: dict[tuple[str, bool], Scene] = {}
        self._plates: PlateStore = plates_of(replay.velodrome, quality=PREVIEW, look=look_of(replay, theme.hall))
        self._painter: tuple[tuple[int, int], Painter] | None = None
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
        frame = frame_at(self.of(camera, doubt=shown.doubt), video_time_s)
        return replace(frame, overlay=_parts(frame.overlay, shown))

    def paint(self, frame: Frame, size: tuple[int, int]) -> Picture:
        if self._painter is None or self._painter[0] != size:
            self._painter = size, painter_of(self.replay.velodrome, size, self._plates, self._theme)
        return self._painter[1].paint(frame)

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


def film_of(scenes: PlayedScenes, saver: Saver) -> PlayedFilm[Frame]:
    """The film that a window plays."""
    cut = scenes.of(THE_CUT)
    size = SIZES_PX[Layout.LANDSCAPE]
    left, top, width, height = SAFE_AREAS[Layout.LANDSCAPE].box(size)
    return PlayedFilm(
        title=race_name(scenes.replay),
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
    )


def marks_of(scene: Scene) -> Iterator[TimelineMark]:
    """The moments of a film that its timeline names, with whom they are about."""
    for cue in scene.cues:
        shown_s = scene.timeline.first_shown(cue.time_s)
        if shown_s is not None:
            yield TimelineMark(shown_s, _words(cue, scene), _kind(cue))


def _kind(cue: Cue) -> MarkKind:
    match cue:
        case LapCue():
            return MarkKind.LAP
        case BellCue():
            return MarkKind.BELL
        case AttackCue() | OvertakeCue() | BreakawayCue() | CatchCue() | BiggestLeadCue():
            return MarkKind.MOVE
        case FallCue():
            return MarkKind.FALL
        case _:
            return MarkKind.PACE


def _words(cue: Cue, scene: Scene) -> str:
    """What a moment is called: riders by their names."""

    def called(rider: int) -> str:
        return scene.looks[rider].called

    match cue:
        case AttackCue(rider=rider):
            return f"{called(rider)} attacks"
        case OvertakeCue(rider=rider, passed=passed):
            return f"{called(rider)} passes {called(passed)}"
        case BreakawayCue(leader=leader):
            return f"{called(leader)} is clear"
        case BiggestLeadCue(leader=leader):
            return f"biggest lead of {called(leader)}"
        case CatchCue(rider=rider, caught=caught):
            return f"{called(rider)} catches {called(caught)}"
        case FallCue(rider=rider):
            return f"{called(rider)} falls"
        case FinishCue(rider=rider, place=place):
            return f"finish: {called(rider)}" if place == 1 else f"{called(rider)} crosses the line"
        case LapCue(laps_to_go=laps):
            return f"{laps} laps to go"
        case _:
            return cue.label


@dataclass
class Saver:
    """Saves pictures in full quality, each by a process of its own: the window goes on."""

    race_file: Path
    options: Sequence[str] = ()
    working: list[tuple[Path, subprocess.Popen[str]]] = field(default_factory=list)

    def save(self, cut: Scene, video_time_s: float, camera: str, shown: Parts) -> str:
        """Begin to save a picture beside where the program was started. Returns what to say."""
        if self.race_file == STDIN:
            return "a race that came through a pipe cannot be saved from here: give its file a name"
        segment = cut.timeline.segment_at(video_time_s)
        race_s = segment.race_time(video_time_s)
        place = segment.card or f"{race_s:.2f}s"
        target = _free(Path(f"{self.race_file.stem}-{place}.png"))
        what = ["--card", str(segment.card)] if segment.card else ["--at", f"{race_s:.3f}"]
        seen = [] if camera == THE_CUT or segment.card else ["--camera", camera]
        doubt = ["--doubt"] if shown.doubt else []
        arguments = ["still", str(self.race_file), *what, *seen, *doubt, "-o", str(target), "-q", *self.options]
        self.working.append((target, _started(arguments)))
        return f"saving {target.name} …"

    def news(self) -> str:
        """What has become of a picture, '' where nothing has."""
        for target, process in self.working:
            if process.poll() is not None:
                self.working.remove((target, process))
                _, said = process.communicate()
                return f"saved {target.name}" if process.returncode == 0 else _last_line(said)
        return ""

    def stop(self) -> None:
        for _, process in self.working:
            process.terminate()


class Watcher:
    """Looks whether the race file has changed, and has it solved by a process of its own.

    A file with mistakes changes nothing: they are shown until it has none.
    """

    def __init__(self, race_file: Path, choice: Choice, brand: Brand | None, saver: Saver) -> None:
        self._file = race_file
        self._choice, self._brand, self._saver = choice, brand, saver
        self._read = self._seen = _stamp(race_file)
        self._looks = 0
        self._solving: subprocess.Popen[str] | None = None

    def news(self, wanted: bool) -> News[Frame]:
        """What happened since the last look. wanted: the file is to be read whether it changed or not."""
        saved = self._saver.news()
        if self._solving is not None:
            return self._solved() or News(message=saved)
        stamp = _stamp(self._file)
        self._looks = self._looks + 1 if stamp == self._seen else 0
        self._seen = stamp
        changed = stamp is not None and stamp != self._read and self._looks >= _SETTLED_LOOKS - 1
        if (wanted or changed) and self._file != STDIN:
            self._read = stamp
            self._solving = _started(["check", str(self._file), "-q"])
            return News(message=f"reading {self._file.name} …")
        return News(message=saved)

    def _solved(self) -> News[Frame] | None:
        """The film of a file that has been solved, or what is wrong with it; None while it is not yet done."""
        assert self._solving is not None
        if self._solving.poll() is None:
            return None
        _, said = self._solving.communicate()
        failed, self._solving = self._solving.returncode != 0, None
        if failed:
            return News(wrong=tuple(said.strip().splitlines()) or ("the race file cannot be read",))
        try:
            replay = build(self._file)
            theme = theme_of(replay.race, self._file, self._brand, self._choice.theme)
            film = film_of(PlayedScenes(replay, self._choice, theme), self._saver)
        except ReplayError as error:
            return News(wrong=(str(error),))
        return News(film=film, message=f"{self._file.name} is read again", wrong=())

    def stop(self) -> None:
        if self._solving is not None:
            self._solving.terminate()
        self._saver.stop()


def _started(arguments: Sequence[str]) -> subprocess.Popen[str]:
    """This program in a process of its own. It says on stderr what goes wrong."""
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )


def _stamp(file: Path) -> tuple[int, int] | None:
    """When a file was written, and how long it is; None where there is none now."""
    with suppress(OSError):
        found = file.stat()
        return found.st_mtime_ns, found.st_size
    return None


def _free(path: Path) -> Path:
    """The name itself, or with a number behind it: nothing is overwritten."""
    names = (path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000)))
    return next((name for name in names if not name.exists()), path)


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or ["it could not be saved"])[-1]
