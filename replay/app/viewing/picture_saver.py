"""Pictures and films that are saved from a window: by processes of their own, so that the window goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from replay.app.viewing.processes.own_process import Child, ended, started
from replay.app.viewing.window_exports import WindowExports
from replay.base.files.bounded_read import STDIN
from replay.base.files.free_name import free_name, last_line
from replay.base.files.part_of_file import plain_stem
from replay.viewer.picture_parts import Parts

if TYPE_CHECKING:
    from replay.scene.compose import Scene

PRESETS = {(16, 9): "landscape", (9, 16): "vertical", (1, 1): "square", (4, 5): "portrait"}
"""The format of a saved picture, by the shape of the picture in the window."""

THE_CUT = "the cut"
"""The camera that is not chosen: the one that the cut has at each moment."""


@dataclass
class Saver:
    """Saves pictures in full quality, each by a process of its own: the window goes on."""

    race_file: Path
    options: Sequence[str] = ()
    exports: WindowExports | None = None
    working: list[tuple[Path, Child]] = field(default_factory=list)

    def save(self, cut: Scene, video_time_s: float, camera: str, shown: Parts, *, rider: str | None = None) -> str:
        """Begin to save a picture beside where the program was started. Returns what to say.

        rider: whom the camera follows
        """
        if self.race_file == STDIN:
            return "a race that came through a pipe cannot be saved from here: give its file a name"
        segment = cut.timeline.segment_at(video_time_s)
        race_s = segment.race_time(video_time_s)
        place = segment.card or f"{race_s:.2f}s"
        target = free_name(Path(f"{plain_stem(self.race_file)}-{place}.png"))
        what = ["--card", str(segment.card)] if segment.card else ["--at", f"{race_s:.3f}"]
        view, card = shown.view, segment.card
        seen = [] if camera == THE_CUT or view or card else ["--camera", camera]
        seen += [f"--rider={rider}"] if rider is not None and seen else []
        seen += [f"--view={view.x_m:.3f},{view.y_m:.3f},{view.tall_m:.3f}"] if view and not card else []
        doubt = ["--doubt"] if shown.doubt else []
        preset = ["--preset", PRESETS[shown.shape]]
        arguments = [
            "still",
            str(self.race_file),
            *what,
            *seen,
            *doubt,
            *preset,
            "-o",
            str(target),
            "-q",
            *self.options,
        ]
        self.working.append((target, started(arguments)))
        return f"saving {target.name} …"

    def news(self) -> str:
        """What has become of a picture, '' where nothing has."""
        for target, process in self.working:
            if process.poll() is not None:
                self.working.remove((target, process))
                _, said = process.communicate()
                return f"saved {target.name}" if process.returncode == 0 else last_line(said)
        return "" if self.exports is None else self.exports.news()

    def stop(self) -> None:
        for _, process in self.working:
            ended(process)
        if self.exports is not None:
            self.exports.stop()
