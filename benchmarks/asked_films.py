"""The races and layouts that a benchmark of pictures is asked for."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from replay.app.build import Replay
from replay.app.solving import solved
from replay.racefile.reader import ride_files
from replay.scene.frame.layout import Layout


def asked_films(description: str) -> tuple[list[Layout], dict[str, Replay]]:
    """Layouts, and replays by the names of their files: those of the command line, else all that are shipped.

    Of two files with one name each is called by its folder as well; of a file with rides every ride is one.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("races", nargs="*", type=Path)
    parser.add_argument("--layout", action="append", choices=[str(layout) for layout in Layout])
    options = parser.parse_args()
    files = options.races or sorted(Path("races").rglob("*.yaml"))
    races = [ride for file in files for ride in ride_files(file)]
    layouts = [Layout(name) for name in options.layout or ("landscape", "vertical", "square")]
    short = [path.name.replace(".yaml", "") for path in races]
    named = Counter(short)
    names = [f"{path.parent.name}/{name}" if named[name] > 1 else name for name, path in zip(short, races, strict=True)]
    return layouts, {name: solved(path, plan=None, quiet=False)[0] for name, path in zip(names, races, strict=True)}
