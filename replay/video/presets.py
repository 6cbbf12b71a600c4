"""Presets by name, and their table.

They are data: `assets/presets.yaml` holds those that come with the program, a file of the same shape the user's own.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from replay.base.errors import UsageError
from replay.video.preset_file import shipped_presets
from replay.video.preset_values import FileKind, Preset

PRESETS: tuple[Preset, ...] = shipped_presets()
"""The presets that come with the program, the usual one first."""


def preset(name: str, among: Sequence[Preset] = PRESETS) -> Preset:
    """The preset of that name. Raises UsageError, naming the nearest, if there is none."""
    for candidate in among:
        if candidate.name == name:
            return candidate
    names = [candidate.name for candidate in among]
    near = difflib.get_close_matches(name, names, n=1)
    there_are = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    remedy = f"did you mean {near[0]}?" if near else f"there are {there_are}"
    raise UsageError(f"no preset is called {name}: {remedy}")


TABLE_HEADING = ("preset", "file", "size", "fps", "cut", "safe area", "for", "limits")
"""Of `table_rows`."""


def table_rows(presets: Sequence[Preset] = PRESETS) -> Iterator[tuple[str, ...]]:
    """The table of presets, one row of words each, under TABLE_HEADING."""
    for each in presets:
        width, height = each.safe_box[2:]
        yield (
            each.name,
            str(each.file),
            f"{each.size[0]}x{each.size[1]}",
            "" if each.file is FileKind.PNG else str(each.fps),
            "" if each.file is FileKind.PNG else each.cut,
            f"{width}x{height}",
            each.used_for,
            ", ".join(limit.words for limit in each.limits),
        )
