"""The data that come with the program: tracks and other assets, and the races of the gallery.

Installed they are the packages `replay.assets` and `replay.races`; in a checkout they are the folders `assets` and
`races` beside the package.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import replay


def assets() -> Traversable:
    """The folder of assets."""
    return _folder("assets")


def races() -> Traversable:
    """The folder of the races that come with the program."""
    return _folder("races")


def _folder(name: str) -> Traversable:
    try:
        return files(f"replay.{name}")
    except ModuleNotFoundError:
        return Path(replay.__file__).resolve().parent.parent / name
