"""Options and fixtures that all tests share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from numpy.typing import NDArray

import replay.app.build
from replay.app.build import Replay, build
from replay.base.letters import platform_fonts
from tests.helpers.golden import check_golden

# How long a case, or drawing one by lot, takes is the machine's affair: the first may compile a loop.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

_SOLVING = ("base", "events", "motion", "race", "racefile", "reconstruction", "track")
"""What a plan depends on besides the race file: its folder is named by the content of these."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="keep what is drawn now as the golden pictures")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Let a worker that has nothing left take from one that has: a few tests take as long as hundreds of others."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, NDArray[np.uint8]], None]:
    """Compares a picture with the golden one of a name, or keeps it with --update-golden."""
    update = bool(request.config.getoption("--update-golden"))
    return lambda name, pixels: check_golden(name, pixels, update=update)


@pytest.fixture(scope="session", autouse=True)
def plan_folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The program's cache during the tests: kept between sessions, for as long as nothing that solves has changed.

    REPLAY_TEST_CACHE names another folder than pytest's own.
    """
    named = os.environ.get("REPLAY_TEST_CACHE")
    kept: pytest.Cache = request.config.cache
    root = Path(named) if named else kept.mkdir("plans")
    folder = root / _fingerprint()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replay.app.build, "cache_folder", lambda: folder)
        yield folder


@pytest.fixture(scope="session", autouse=True)
def no_installed_fonts() -> Iterator[None]:
    """No fonts but the program's own, as on a bare machine: tests do not depend on what is installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(platform_fonts, "font_files", list)
        yield


@pytest.fixture(scope="session")
def replay_of(plan_folder: Path) -> Callable[[str], Replay]:  # noqa: ARG001
    """Gives the replay of a race of the gallery by its name, such as `final-a`."""
    gallery = Path(__file__).resolve().parent.parent / "races" / "tokyo-2020" / "mens-keirin"
    return cache(lambda name: build(gallery / f"{name}.yaml"))


def _fingerprint() -> str:
    package = Path(replay.__file__).parent
    found = hashlib.sha256()
    for part in _SOLVING:
        for file in sorted((package / part).rglob("*.py")):
            found.update(file.read_bytes())
    return found.hexdigest()[:16]
