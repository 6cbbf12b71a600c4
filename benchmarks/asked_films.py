"""The races and layouts that a benchmark of pictures is asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from replay.app.build import Replay
from replay.app.solving import solved
from replay.scene.frame.layout import Layout


def asked_films(description: str) -> tuple[list[Layout], dict[str, Replay]]:
    """Layouts, and replays by the names of their files: those of the command line, else all that are shipped."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("races", nargs="*", type=Path)
    parser.add_argument("--layout", action="append", choices=[str(layout) for layout in Layout])
    options = parser.parse_args()
    races = options.races or sorted(Path("races").rglob("*.yaml"))
    layouts = [Layout(name) for name in options.layout or ("landscape", "vertical", "square")]
    return layouts, {path.stem: solved(path, plan=None, quiet=False)[0] for path in races}
