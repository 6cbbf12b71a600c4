"""Fonts that are installed on this machine, asked for the letters that the family of the program does not have."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from replay.base.letters.font_tables import FontTables, read_font

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")

_MOST_FILES = 5000
"""Files that are looked at: machines of designers have two or three thousand."""

_PATIENCE_S = 5.0
"""Seconds that fontconfig may take to answer."""

_UNFIT = ("lastresort", "blank", "unifont", "emoji", "fallback", "symbols")
"""Parts of names of fonts that draw boxes for letters, nothing, coarse dots or coloured pictures. They come last."""


def font_folders() -> tuple[Path, ...]:
    """Where fonts are installed on this platform, for all users and for this one."""
    home = _home()
    if sys.platform == "win32":
        system = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        own = os.environ.get("LOCALAPPDATA")
        return (system, *([Path(own) / "Microsoft" / "Windows" / "Fonts"] if own else []))
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), *([home / "Library" / "Fonts"] if home else []))
    data = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    shared = [Path(folder) / "fonts" for folder in data.split(":") if folder.startswith("/")]
    own_data = os.environ.get("XDG_DATA_HOME") or (home and str(home / ".local" / "share"))
    mine = [Path(own_data) / "fonts"] if own_data else []
    return (*shared, *mine, *([home / ".fonts"] if home else []))


def installed_font(letters: str, weight: int) -> FontTables | None:
    """The installed font that has all these letters and looks most like the words beside them; None if there is none.

    weight: that is wanted, 100 to 900
    """
    able = [font for font in _installed() if all(map(font.has, letters))]
    return min(able, key=lambda font: _strangeness(font, weight), default=None)


def _strangeness(font: FontTables, weight: int) -> tuple[bool, bool, bool, int, str]:
    name = Path(font.file).name.lower()
    return any(part in name for part in _UNFIT), not font.plain, font.varies, abs(font.weight - weight), font.file


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


@lru_cache(maxsize=1)
def _installed() -> tuple[FontTables, ...]:
    """Every font of the folders that can be read."""
    fonts = []
    for file in font_files():
        with suppress(OSError, ValueError):
            fonts.append(read_font(file))
    return tuple(fonts)


def font_files() -> list[Path]:
    """Files of fonts, each once: of the usual folders, then of those that fontconfig knows besides."""
    found = dict.fromkeys(itertools.islice(itertools.chain(_in_folders(), _known_to_fontconfig()), _MOST_FILES))
    return list(found)


def _in_folders() -> Iterator[Path]:
    for folder in font_folders():
        for parent, folders, names in os.walk(folder):
            folders.sort()
            yield from (Path(parent) / name for name in sorted(names) if name.lower().endswith(_SUFFIXES))


def _known_to_fontconfig() -> list[Path]:
    """Where fontconfig is installed: it knows of unusual folders."""
    command = shutil.which("fc-list")
    if command is None:
        return []
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run([command, "--format=%{file}\\n"], capture_output=True, timeout=_PATIENCE_S, check=True)
        names = sorted(os.fsdecode(done.stdout).splitlines())
        return [Path(name) for name in names if name.lower().endswith(_SUFFIXES)]
    return []
