"""Films that are exported from a window: by the same command as ever, in a process of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from replay.app.viewing.processes.own_process import Child, close_streams, ended, speaking
from replay.base.files.bounded_read import STDIN
from replay.base.files.free_name import free_name, last_line
from replay.base.files.part_of_file import plain_stem
from replay.scene.camera.wish import NamedCamera
from replay.viewer.film import FREE, ExportChoice, ExportState
from replay.viewer.playing.joining import join_all

_SHARE = re.compile(r"(\d+) %")
"""How the command says how much is done."""

_READ_WITHIN_S = 1.0

LEAST_S = 0.2
"""A stretch of race time that is shorter makes no film."""


@dataclass
class _Export:
    """One film that is being made; `line` is what its process said last."""

    target: Path
    child: Child
    line: str = "getting ready"
    reader: Thread = field(init=False)

    def __post_init__(self) -> None:
        self.reader = Thread(target=self._read, name="export", daemon=True)
        self.reader.start()

    def end(self) -> None:
        """End the process, and wait until it has ended and all that it said is read."""
        ended(self.child, streams=False)
        self.reader.join(_READ_WITHIN_S)
        if not self.reader.is_alive():  # else a process of its own still holds the stream
            close_streams(self.child)

    def _read(self) -> None:
        assert self.child.stderr is not None
        for line in self.child.stderr:
            if line.strip():
                self.line = line.strip()


@dataclass
class WindowExports:
    """Exports films of one race file into the folder in which the program was started.

    options  of the command: how its pictures look
    asked    a camera of the window as the command knows it, and whom it follows
    """

    race_file: Path
    options: Sequence[str] = ()
    asked: Callable[[str], tuple[str, str | None]] = lambda camera: (camera, None)
    _working: _Export | None = None
    _ending: list[Thread] = field(default_factory=list)

    def choices(self) -> tuple[ExportChoice, ...]:
        from replay.video.preset_file import shipped_presets

        return tuple(
            ExportChoice(each.name, f"{each.size[0]} x {each.size[1]}, {each.fps} fps: {each.used_for}")
            for each in shipped_presets()
        )

    def can(self, camera: str) -> bool:
        return self.asked(camera)[0] in tuple(NamedCamera) and camera != FREE

    def begin(self, choice: str, race_s: tuple[float, float] | None, camera: str | None = None) -> str:
        from replay.video.presets import preset

        if self.race_file == STDIN:
            return "a race that came through a pipe cannot be exported from here: give its file a name"
        if self._working is not None:
            return f"{self._working.target.name} is being exported"
        if race_s is not None and race_s[1] - race_s[0] < LEAST_S:
            return "the range shows nothing of the race: set it with i and o"
        part = "" if race_s is None else f"-{race_s[0]:.0f}s-{race_s[1]:.0f}s"
        named, rider = (None, None) if camera is None else self.asked(camera)
        seen = [] if named is None else ["--camera", named]
        seen += [f"--rider={rider}"] if rider is not None else []
        part = f"-{named}{part}" if named is not None else part
        target = free_name(Path(f"{plain_stem(self.race_file)}-{choice}{part}{preset(choice).suffix}"))
        span = [] if race_s is None else ["--from", f"{race_s[0]:.3f}", "--to", f"{race_s[1]:.3f}"]
        arguments = ["export", str(self.race_file), "--preset", choice, *seen, *span, "-o", str(target), *self.options]
        self._working = _Export(target, speaking(arguments))
        return f"exporting {target.name} …"

    def state(self) -> ExportState | None:
        if self._working is None:
            return None
        line = self._working.line
        share = _SHARE.search(line)
        return ExportState(self._working.target.name, line, int(share[1]) / 100 if share else None)

    def cancel(self) -> str:
        if self._working is None:
            return ""
        working, self._working = self._working, None
        working.child.terminate()
        # It takes away what it has written, which may take a moment: the window does not wait for that.
        self._ending.append(Thread(target=working.end, name="giving up"))
        self._ending[-1].start()
        return f"{working.target.name} is not exported"

    def news(self) -> str:
        """What has become of the film, '' while nothing has."""
        working = self._working
        if working is None or working.child.poll() is None:
            return ""
        self._working = None
        working.end()
        if working.child.returncode == 0:
            return f"saved {working.target.name}"
        return last_line(working.line)

    def stop(self) -> None:
        self.cancel()
        join_all(self._ending)
