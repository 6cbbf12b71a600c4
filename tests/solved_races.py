"""Fixtures: plans of the races that come with the program, solved once and kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import replay.build
from replay.build import Replay, build

_SOLVING = ("motion", "race", "track", "units.py")
"""What a plan depends on besides the race file: its folder is named by the content of these."""


@pytest.fixture(scope="session", autouse=True)
def plan_folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The program's cache during the tests: kept between sessions, for as long as nothing that solves has changed.

    REPLAY_TEST_CACHE names another folder than pytest's own.
    """
    named = os.environ.get("REPLAY_TEST_CACHE")
    root = Path(named) if named else request.config.cache.mkdir("plans")  # type: ignore[union-attr]
    folder = root / _fingerprint()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replay.build, "cache_folder", lambda: folder)
        yield folder


@pytest.fixture(scope="session")
def replay_of(plan_folder: Path) -> Callable[[str], Replay]:  # noqa: ARG001
    """Gives the replay of a race of the gallery by its name, such as `final-a`."""
    gallery = Path(__file__).resolve().parent.parent / "races" / "tokyo-2020" / "mens-keirin"
    return cache(lambda name: build(gallery / f"{name}.yaml"))


def _fingerprint() -> str:
    package = Path(replay.build.__file__).parent
    found = hashlib.sha256()
    for part in _SOLVING:
        for file in sorted((package / part).rglob("*.py")) or [package / part]:
            found.update(file.read_bytes())
    return found.hexdigest()[:16]
