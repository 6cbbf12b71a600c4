"""Exports that fail: a sentence, the right exit code, the old file as it was, and nothing left behind."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import av
import pytest

from replay.app.build import Replay, build
from replay.app.clips import one_clip
from replay.app.clips.one_clip import Order, ReadyClip, ready_clip, write_clip
from replay.app.clips.painters.painters import PainterError
from replay.app.filming import Choice
from replay.base.errors import OutputError
from replay.base.progress import Silent, Step
from replay.video import encoder, picture_films
from replay.video.presets import preset
from tests.helpers.race_files import FINAL, RACES, SMALL

ROOT = RACES.parent
SEMIFINAL = FINAL.parent / "semifinal-1.yaml"
SIZE = (320, 180)
ReplayOf = Callable[[str], Replay]
needs_unix = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


@pytest.fixture
def clip(tmp_path: Path, replay_of: ReplayOf) -> ReadyClip:
    """Three seconds, small, with sound and all files beside them, in the place of a film that is there."""
    return clip_of(replay_of, tmp_path / "film.mp4")


def clip_of(replay_of: ReplayOf, target: Path, name: str = "landscape", *, sidecars: bool = True) -> ReadyClip:
    chosen = replace(preset(name), size=SIZE, fps=24)
    choice = Choice(from_when="finish-2", to_when="finish+1", speed=1.0)
    order = Order(SEMIFINAL, target, chosen, choice, sidecars=sidecars, overwrite=True, painters=1)
    return ready_clip(order, replay_of("semifinal-1"), None)


def failing(clip: ReadyClip, kind: type[BaseException], match: str) -> None:
    """The clip fails so; what was there is there as it was, and nothing else is."""
    folder = clip.order.target.parent
    for name in ("film.mp4", "film.srt"):
        (folder / name).write_text("precious")
    with pytest.raises(kind, match=match):
        write_clip(clip, Silent())
    assert {path.name: path.read_text() for path in folder.iterdir()} == {
        "film.mp4": "precious",
        "film.srt": "precious",
    }
    assert not [one for one in multiprocessing.active_children() if one.name.startswith("painter")]


# --- disks


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of that size, where somebody may make one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        made = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        pytest.skip("there is no mount")
    if made.returncode:
        pytest.skip("nobody may mount a small disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@needs_unix
@pytest.mark.parametrize("name", ["landscape", "gif", "webp", "overlay"])
def test_a_disk_that_fills_up(name: str, tmp_path: Path, replay_of: ReplayOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found out while it is written: beforehand there seems to be room."""
    monkeypatch.setattr("replay.video.export._check_room", lambda *_: None)
    with small_disk(tmp_path / "disk", 60) as disk:
        target = disk / f"film{preset(name).suffix}"
        target.write_text("precious")
        with pytest.raises(OutputError, match=r"cannot write .*film\.\w+: (No space left|part of the film did not)"):
            write_clip(clip_of(replay_of, target, name, sidecars=False), Silent())
        assert [path.name for path in disk.iterdir()] == [target.name]
        assert target.read_text() == "precious"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_refuses_at_the_very_end(clip: ReadyClip, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    failing(clip, OutputError, os.strerror(number))


def test_too_little_room_is_said_before_anything_is_painted(clip: ReadyClip, monkeypatch: pytest.MonkeyPatch) -> None:
    class _Full:
        free = 1000

    monkeypatch.setattr("replay.video.export.shutil.disk_usage", lambda _: _Full)
    monkeypatch.setattr("replay.video.export._draw_all", lambda *_: pytest.fail("painted for nothing"))
    failing(clip, OutputError, "it needs about")


# --- encoders and painters


@pytest.mark.parametrize("when", ["first", "later", "last"])
def test_an_encoder_that_fails(clip: ReadyClip, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    error = av.error.ExternalError(1, "it does not like that", "film")
    usual, calls = encoder._Film.add, []

    def add(film: encoder._Film, frame: object) -> None:
        calls.append(frame)
        if when == "first" or (when == "later" and len(calls) == 40):
            raise error
        usual(film, frame)  # type: ignore[arg-type]

    def finish(_: encoder._Film) -> None:
        raise error

    monkeypatch.setattr(encoder._Film, "add", add)
    if when == "last":
        monkeypatch.setattr(encoder._Film, "finish", finish)
    failing(clip, OutputError, r"cannot write .*film\.mp4: it does not like that")


def test_a_loop_whose_encoder_fails(tmp_path: Path, replay_of: ReplayOf, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise av.error.ExternalError(1, "it does not like that", "film")

    monkeypatch.setattr(picture_films._Film, "_encode", fail)
    with pytest.raises(OutputError, match=r"film\.gif: it does not like that"):
        write_clip(clip_of(replay_of, tmp_path / "film.gif", "gif", sidecars=False), Silent())
    assert list(tmp_path.iterdir()) == []


@needs_unix
def test_a_painter_that_is_killed_amid_the_film(clip: ReadyClip) -> None:
    class _Killer(Silent):
        @contextmanager
        def stage(self, name: str, total: int = 0, unit: str = "") -> Iterator[Step]:  # noqa: ARG002
            yield self.kill if name == "export" else lambda _: None

        def kill(self, done: int) -> None:
            if done == 5:
                for one in multiprocessing.active_children():
                    if one.name == "painter 2" and one.pid is not None:
                        os.kill(one.pid, signal.SIGKILL)

    folder = clip.order.target.parent
    clip.order.target.write_text("precious")
    several = replace(clip, order=replace(clip.order, painters=3, sidecars=False))
    with pytest.raises(PainterError, match=r"painter 2 ended .*--jobs 1"):
        write_clip(several, _Killer())
    assert [path.name for path in folder.iterdir()] == ["film.mp4"]
    assert clip.order.target.read_text() == "precious"


def test_a_sound_that_cannot_be_made(clip: ReadyClip, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room for sound")

    monkeypatch.setattr("replay.app.clips.film_sound.master_of", fail)
    failing(clip, MemoryError, "no room for sound")


# --- places


def test_a_folder_that_comes_to_stand_there_meanwhile(clip: ReadyClip, monkeypatch: pytest.MonkeyPatch) -> None:
    target = clip.order.target

    def poster(*_: object) -> bytes:
        target.mkdir()
        return b"png"

    monkeypatch.setattr(one_clip, "_poster", poster)
    with pytest.raises(OutputError, match="it is a folder"):
        write_clip(clip, Silent())
    assert [path.name for path in target.parent.iterdir()] == ["film.mp4"]
    assert list(target.iterdir()) == []


def test_of_two_exports_to_one_place_the_first_wins_whole(tmp_path: Path, replay_of: ReplayOf) -> None:
    clip = clip_of(replay_of, tmp_path / "film.mp4", sidecars=False)
    said: list[str] = []

    class _Second(Silent):
        @contextmanager
        def stage(self, name: str, total: int = 0, unit: str = "") -> Iterator[Step]:  # noqa: ARG002
            yield self.try_too if name == "export" else lambda _: None

        def try_too(self, done: int) -> None:
            if done == 5:
                with pytest.raises(OutputError) as refused:
                    write_clip(clip, Silent())
                said.append(str(refused.value))

    report = write_clip(clip, _Second())
    assert len(said) == 1
    assert "another run is writing it; wait for it, or name another file" in said[0]
    assert (tmp_path / "film.mp4").stat().st_size == report.size_bytes
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


# --- signals


@pytest.fixture(scope="module")
def race(plan_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small race with its plan, and a small format."""
    folder = tmp_path_factory.mktemp("race")
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    plan = plan_folder / "ways.plan"
    plan_folder.mkdir(parents=True, exist_ok=True)
    if not plan.exists():
        build(folder / "small.yaml", plan=plan)
    (folder / "small.plan").write_bytes(plan.read_bytes())
    own = "presets:\n- {name: tiny, for: tests, like: landscape, size: [320, 180], fps: 24}\n"
    (folder / "own.yaml").write_text(own, encoding="utf-8")
    return folder


@contextmanager
def exporting(race: Path, out: Path, until: str, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """An export in a process of its own that has come so far that it said these words."""
    command = [
        sys.executable, str(ROOT / "main.py"), "export", "small.yaml", "--plan", "small.plan", "--presets", "own.yaml",
        "--preset", "tiny", "--cut", "full", "--force", "-o", str(out / "film.mp4"), *more,
    ]  # fmt: skip
    log = out.parent / "log"
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(race / "cache")}
    with (
        log.open("wb") as said,
        subprocess.Popen(command, cwd=race, env=surroundings, stderr=said, start_new_session=True) as work,
    ):
        try:
            for _ in range(1200):
                if until.encode() in log.read_bytes() or work.poll() is not None:
                    break
                time.sleep(0.05)
            yield work
        finally:
            work.kill()


def of_session(leader: int) -> list[int]:
    """The processes of a session."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def left_of_session(leader: int) -> list[int]:
    """The processes of a session that stay, whose leader has ended.

    Python's own keeper of shared memory ends by itself, a moment after whom it serves.
    """
    for _ in range(300):
        if not of_session(leader):
            break
        time.sleep(0.1)
    return of_session(leader)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux shows them")
@pytest.mark.parametrize(
    ("number", "until", "more"),
    [
        (signal.SIGINT, "drawing the velodrome", ("--jobs", "1")),
        (signal.SIGINT, "export ...", ("--jobs", "2")),
        (signal.SIGTERM, "export ...", ("--jobs", "1", "--sidecars")),
        (signal.SIGTERM, "drawing the velodrome", ("--jobs", "2")),
        (signal.SIGHUP, "export ...", ("--jobs", "2")),
    ],
)
def test_a_signal_leaves_what_was_there_and_nobody_at_work(
    number: signal.Signals, until: str, more: tuple[str, ...], race: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "film.mp4").write_text("precious")
    with exporting(race, out, until, *more) as work:
        work.send_signal(number)
        assert work.wait(30) == 128 + number
        assert left_of_session(work.pid) == []
    said = (tmp_path / "log").read_text()
    assert said.endswith("interrupted\n")
    assert "Traceback" not in said
    assert {path.name: path.read_text() for path in out.iterdir()} == {"film.mp4": "precious"}


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux shows them")
def test_painters_end_with_the_program_that_is_killed(race: Path, tmp_path: Path) -> None:
    """What it wrote is cleared by the next export there."""
    out = tmp_path / "out"
    out.mkdir()
    with exporting(race, out, "export ...", "--jobs", "2") as work:
        assert len(of_session(work.pid)) >= 3
        work.send_signal(signal.SIGKILL)
        work.wait(10)
        assert left_of_session(work.pid) == []
