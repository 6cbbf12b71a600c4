"""Names of files that are free, and what is left of what a program said."""

from __future__ import annotations

from pathlib import Path

_MOST = 1000


def free_name(path: Path) -> Path:
    """The name itself, or with a number behind it: nothing is overwritten."""
    names = (path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, _MOST)))
    return next((name for name in names if not name.exists()), path)


def last_line(said: str) -> str:
    """The last line of what a program said: why it failed."""
    return (said.strip().splitlines() or ["it failed, and did not say why"])[-1]
