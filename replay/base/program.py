"""What is known of the program itself."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import replay


def program_version() -> str:
    """The version of this program as it is installed, '' where it is not."""
    try:
        return version("velodrome-replay")
    except PackageNotFoundError:
        return ""


@cache
def program_fingerprint() -> str:
    """A hash of the program's own text: another one may make other films, whatever the version says."""
    found = hashlib.sha256()
    for file in sorted(Path(replay.__file__).parent.rglob("*.py")):
        found.update(file.read_bytes())
    return found.hexdigest()
