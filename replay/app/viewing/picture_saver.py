"""Pictures that are saved from a window: each by a process of its own, so that the window goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from replay.app.viewing.own_process import Child, ended, started
from replay.base.files.bounded_read import STDIN
from replay.viewer.picture_parts import Parts

if TYPE_CHECKING:
    from replay.scene.compose import Scene

THE_CUT = "the cut"
"""The camera that is not chosen: the one that the cut has at each moment."""


@dataclass
class Saver:
    """Saves pictures in full quality, each by a process of its own: the window goes on."""

    race_file: Path
    options: Sequence[str] = ()
    working: list[tuple[Path, Child]] = field(default_factory=list)

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
        self.working.append((target, started(arguments)))
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
            ended(process)


def _free(path: Path) -> Path:
    """The name itself, or with a number behind it: nothing is overwritten."""
    names = (path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000)))
    return next((name for name in names if not name.exists()), path)


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or ["it could not be saved"])[-1]
