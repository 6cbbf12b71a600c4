"""Films that are exported from a window: by the same command as ever, in a process of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from replay.app.viewing.own_process import Child, ended, speaking
from replay.base.files.bounded_read import STDIN
from replay.base.files.free_name import free_name, last_line
from replay.base.files.part_of_file import plain_stem
from replay.viewer.film import ExportChoice, ExportState

_SHARE = re.compile(r"(\d+) %")
"""How the command says how much is done."""

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

    def _read(self) -> None:
        assert self.child.stderr is not None
        for line in self.child.stderr:
            if line.strip():
                self.line = line.strip()


@dataclass
class WindowExports:
    """Exports films of one race file into the folder in which the program was started.

    options  of the command: how its pictures look
    """

    race_file: Path
    options: Sequence[str] = ()
    _working: _Export | None = None

    def choices(self) -> tuple[ExportChoice, ...]:
        from replay.video.preset_file import shipped_presets

        return tuple(
            ExportChoice(each.name, f"{each.size[0]} x {each.size[1]}, {each.fps} fps: {each.used_for}")
            for each in shipped_presets()
        )

    def begin(self, choice: str, race_s: tuple[float, float] | None) -> str:
        from replay.video.presets import preset

        if self.race_file == STDIN:
            return "a race that came through a pipe cannot be exported from here: give its file a name"
        if self._working is not None:
            return f"{self._working.target.name} is being exported"
        if race_s is not None and race_s[1] - race_s[0] < LEAST_S:
            return "the range shows nothing of the race: set it with i and o"
        part = "" if race_s is None else f"-{race_s[0]:.0f}s-{race_s[1]:.0f}s"
        target = free_name(Path(f"{plain_stem(self.race_file)}-{choice}{part}{preset(choice).suffix}"))
        span = [] if race_s is None else ["--from", f"{race_s[0]:.3f}", "--to", f"{race_s[1]:.3f}"]
        arguments = ["export", str(self.race_file), "--preset", choice, *span, "-o", str(target), *self.options]
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
        ended(working.child)
        return f"{working.target.name} is not exported"

    def news(self) -> str:
        """What has become of the film, '' while nothing has."""
        working = self._working
        if working is None or working.child.poll() is None:
            return ""
        self._working = None
        working.reader.join()
        ended(working.child)
        if working.child.returncode == 0:
            return f"saved {working.target.name}"
        return last_line(working.line)

    def stop(self) -> None:
        self.cancel()
