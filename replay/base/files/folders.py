"""Folders that results go into."""

from __future__ import annotations

import os
from pathlib import Path

from replay.base.errors import OutputError
from replay.base.files.whole_file import is_folder


def make_folder(folder: Path) -> None:
    """Make the folder if there is none, and those above it. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = "it is a file, and no folder" if folder.is_file() else error.strerror
        raise OutputError(f"cannot write into {folder}: {why}; name another folder with -o") from error


def names_folder(text: str) -> bool:
    """Whether a text names a folder: by its slash, or because there is one."""
    return text.endswith(("/", os.sep)) or is_folder(Path(text))
