"""Films exported from a window: made by the command in a process of its own, or given up without a trace."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from replay.app.build import Replay
from replay.app.viewing import window_exports
from replay.app.viewing.processes import own_process
from replay.app.viewing.window_exports import WindowExports
from replay.base.files.bounded_read import STDIN
from replay.reconstruction.plan import plan_key, to_bytes
from replay.viewer.film import FREE

RACE = Path(__file__).resolve().parents[3] / "races" / "tokyo-2020" / "mens-keirin" / "final-a.yaml"


def until(found: Callable[[], object], most_s: float = 240.0) -> None:
    begun_s = time.monotonic()
    while not found():
        assert time.monotonic() - begun_s < most_s, "it did not come"
        time.sleep(0.02)


@pytest.fixture
def exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replay_of: Callable[[str], Replay]) -> WindowExports:
    monkeypatch.chdir(tmp_path)
    replay = replay_of("final-a")
    plan = tmp_path / "kept" / "final-a.plan"
    plan.parent.mkdir()
    plan.write_bytes(to_bytes(replay.reconstruction, plan_key(replay.race, replay.velodrome)))
    return WindowExports(RACE, ("--plan", str(plan), "--no-sound"))


def heard(exports: WindowExports, said: list[str]) -> str:
    said.append(exports.news())
    return said[-1]


def films(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


@pytest.mark.slow
def test_a_range_becomes_a_film_with_a_name_that_is_free(exports: WindowExports, tmp_path: Path) -> None:
    (tmp_path / "final-a-x720-square-100s-100s.mp4").write_bytes(b"mine")
    assert "final-a-x720-square-100s-100s-2.mp4" in exports.begin("x720-square", (100.0, 100.3))
    assert "is being exported" in exports.begin("vertical", None)
    said: list[str] = []
    until(lambda: heard(exports, said))
    assert said[-1] == "saved final-a-x720-square-100s-100s-2.mp4"
    assert exports.state() is None
    assert (tmp_path / "final-a-x720-square-100s-100s-2.mp4").stat().st_size > 1000
    assert (tmp_path / "final-a-x720-square-100s-100s.mp4").read_bytes() == b"mine"


def test_the_camera_that_follows_is_passed_on_with_whom_it_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[str]] = []

    def started(arguments: list[str]) -> subprocess.Popen[str]:
        begun.append(arguments)
        return own_process.started(["--version"])

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(window_exports, "speaking", started)
    exports = WindowExports(RACE)
    exports.asked = {"follow \u00b7 Levy": ("follow", "Levy"), FREE: ("overhead", None)}.get  # type: ignore[assignment]
    assert exports.can("follow \u00b7 Levy")
    assert not exports.can(FREE), "its views are the window's"
    assert "final-a-vertical-follow.mp4" in exports.begin("vertical", None, "follow \u00b7 Levy")
    exports.stop()
    where = begun[0].index("--camera")
    assert begun[0][where : where + 3] == ["--camera", "follow", "--rider=Levy"]


@pytest.mark.slow
def test_who_gives_a_film_up_leaves_nothing_of_it(exports: WindowExports, tmp_path: Path) -> None:
    exports.begin("x720-square", None)
    until(lambda: films(tmp_path) != [] or exports.news())
    assert "not exported" in exports.cancel()
    assert exports.state() is None
    exports.stop()
    assert films(tmp_path) == []


def test_giving_up_waits_for_no_process_and_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that takes its time to end, and whose words another process still holds."""
    slow = (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.5), sys.exit(1)))\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(4)'])\n"
        "print('ready', file=sys.stderr, flush=True)\n"
        "while True: time.sleep(0.05)\n"
    )
    begun: list[own_process.Child] = []

    def speaking(_: object) -> own_process.Child:
        pipe = subprocess.PIPE
        begun.append(subprocess.Popen([sys.executable, "-c", slow], stderr=pipe, encoding="utf-8"))
        return begun[-1]

    monkeypatch.setattr(window_exports, "speaking", speaking)
    exports = WindowExports(tmp_path / "race.yaml")
    exports.begin("vertical", None)
    until(lambda: (state := exports.state()) is not None and state.words == "ready")
    exports.cancel()
    assert begun[0].poll() is None, "it ends while the window goes on"
    assert exports.state() is None
    exports.stop()
    assert begun[0].poll() is not None


def test_what_goes_wrong_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exports = WindowExports(tmp_path / "none.yaml")
    exports.begin("vertical", None)
    said: list[str] = []
    until(lambda: heard(exports, said))
    assert "no such file" in said[-1]


def test_ranges_of_nothing_and_races_without_a_file_make_no_film(tmp_path: Path) -> None:
    assert "shows nothing" in WindowExports(tmp_path / "race.yaml").begin("vertical", (12.0, 12.0))
    assert "pipe" in WindowExports(STDIN).begin("vertical", None)


def test_the_formats_are_those_of_the_program(tmp_path: Path) -> None:
    names = [choice.name for choice in WindowExports(tmp_path).choices()]
    assert names[:1] == ["landscape"]
    assert "messenger" in names
