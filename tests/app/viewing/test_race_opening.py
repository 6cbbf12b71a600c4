"""A race on its way into the window: its title at once, its solving in a process of its own, no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import replay.app.build
from replay.app.build import Replay
from replay.app.viewing import race_opening
from replay.app.viewing.picture_saver import Saver
from replay.app.viewing.processes import own_process
from replay.app.viewing.race_opening import RaceOpening, ViewOrder
from replay.app.viewing.race_watcher import Watcher
from replay.base.errors import ReplayError
from replay.scene.frame.frame import Frame
from replay.viewer.film import News

ROOT = Path(__file__).resolve().parents[3]
RACE = ROOT / "races" / "tokyo-2020" / "mens-keirin" / "final-a.yaml"
TITLE = "Tokyo 2020, men's keirin, final A"
CHILDREN = Path("/proc/self/task")

needs_proc = pytest.mark.skipif(not CHILDREN.exists(), reason="children are found in /proc")


def until(found: Callable[[], object], most_s: float = 120.0) -> None:
    begun_s = time.monotonic()
    while not found():
        assert time.monotonic() - begun_s < most_s, "it did not come"
        time.sleep(0.02)


@pytest.fixture
def no_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that holds nothing, for this process and those that it starts."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(replay.app.build, "cache_folder", lambda: tmp_path / "velodrome-replay")
    return tmp_path


def opening_of(race_file: Path) -> RaceOpening:
    return RaceOpening(ViewOrder(race_file), Saver(race_file))


def test_a_stored_race_comes_with_its_title_first_and_unsolved(
    replay_of: Callable[[str], Replay], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert replay_of("final-a")
    monkeypatch.setattr(race_opening, "solving", lambda *_: pytest.fail("solved though there is a plan"))
    opening = opening_of(RACE)
    until(lambda: len(opening.news) == 2)
    first, last = opening.news
    assert first.waiting is not None
    assert first.waiting.title == TITLE
    assert last.film is not None
    assert last.film.title == TITLE
    opening.stop()


@needs_proc
def test_who_stops_amid_the_solving_leaves_no_process(no_plans: Path) -> None:
    opening = opening_of(RACE)
    until(lambda: any(news.waiting and news.waiting.share for news in opening.news))
    child = opening.child
    assert child is not None
    assert child.poll() is None
    opening.stop()
    assert child.poll() is not None
    assert opening.failed is None
    assert all(news.film is None for news in opening.news)
    assert list((no_plans / "velodrome-replay").glob("plans/*")) == []


def test_a_race_that_cannot_be_read_says_why_and_opens_nothing(tmp_path: Path) -> None:
    race = tmp_path / "race.yaml"
    race.write_text("schema: 2\n", encoding="utf-8")
    watcher = Watcher(ViewOrder(race), Saver(race))
    assert watcher.news(False) == News()

    def asked() -> bool:
        assert watcher.news(False).film is None
        return False

    with pytest.raises(ReplayError) as failed:
        until(asked)
    assert failed.value.exit_code == 3
    watcher.stop()


def test_what_the_solving_process_says_is_raised_with_its_code(tmp_path: Path) -> None:
    plan = tmp_path / "folder"
    child = own_process.solving(str(RACE), str(plan / "none" / "x.plan"))
    assert child.stdout is not None
    assert '"exit_code": 5' in child.stdout.read()
    assert child.wait() == 5
    own_process.ended(child)


@needs_proc
def test_a_solving_process_ends_with_the_one_that_started_it() -> None:
    child = own_process.solving(str(RACE), "")
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(timeout=60) != 0
    own_process.ended(child)


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task").glob("*/children")
    return [int(number) for file in found for number in file.read_text(encoding="utf-8").split()]


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_window_and_what_it_started(number: signal.Signals, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path),
        "SDL_VIDEODRIVER": "dummy",
    }
    command = [sys.executable, str(ROOT / "main.py"), "view", str(RACE)]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE) as window:
        try:
            until(lambda: _children(window.pid))
            (child,) = _children(window.pid)
            window.send_signal(number)
            _, said = window.communicate(timeout=60)
        finally:
            window.kill()  # else leaving the block would wait for it without end
    assert (window.returncode, said) == (128 + number, b"interrupted\n")
    assert not Path(f"/proc/{child}").exists()


@pytest.mark.slow
def test_the_solver_is_not_imported_for_a_stored_race(replay_of: Callable[[str], Replay]) -> None:
    """Neither what solves nor a library that only that needs: they would keep the first picture waiting."""
    assert replay_of("final-a")
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "import replay.app.build as build\n"
        f"build.cache_folder = lambda: Path({str(replay.app.build.cache_folder())!r})\n"
        "from replay.app.viewing.picture_saver import Saver\n"
        "from replay.app.viewing.race_opening import RaceOpening, ViewOrder\n"
        f"race = Path({str(RACE)!r})\n"
        "assert 'replay.scene.compose' not in sys.modules\n"
        "opening = RaceOpening(ViewOrder(race), Saver(race))\n"
        "while len(opening.news) < 2: time.sleep(0.01)\n"
        "film = opening.news[-1].film\n"
        "from replay.viewer.picture_parts import Parts\n"
        "frame = film.frame_source(0.0, film.cameras[0], Parts())\n"
        "print(*[name for name in sys.modules if 'clarabel' in name or 'reconstruction.solving' in name])\n"
        "film.paint(frame, (320, 180))\n"
        "film.close()\n"
        "opening.stop()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_a_film_that_nobody_looks_at_leaves_no_thread(replay_of: Callable[[str], Replay]) -> None:
    """Who leaves between the film and its first picture."""
    assert replay_of("final-a")
    watcher = Watcher(ViewOrder(RACE), Saver(RACE))
    films: list[News[Frame]] = []

    def came() -> bool:
        news = watcher.news(False)
        films.extend([news] if news.film is not None else [])
        return bool(films)

    until(came)
    assert [thread.name for thread in threading.enumerate() if thread.name == "opening"] == ["opening"]
    assert films[0].film is not None
    films[0].film.close()
    watcher.stop()
    assert [thread.name for thread in threading.enumerate() if thread.name == "opening"] == []


def test_a_race_that_cannot_be_read_leaves_no_painter_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []

    def painting() -> subprocess.Popen[bytes]:
        begun.append(own_process.painting())
        return begun[-1]

    monkeypatch.setattr(race_opening, "painting", painting)
    broken = tmp_path / "broken.yaml"
    broken.write_text("race: [", encoding="utf-8")
    opening = RaceOpening(ViewOrder(broken), Saver(broken), painter=True)
    opening.join()
    assert opening.failed is not None
    (painter,) = begun
    assert painter.poll() is not None
