"""Several painters of one film, as processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from replay.app.build import Replay
from replay.app.cli.stop_signals import Stopped, stop_signals
from replay.app.clips.one_clip import Order, ReadyClip, painting_of, ready_clip, write_clip
from replay.app.clips.painters import painters as painters_module
from replay.app.clips.painters.painters import PainterError, Painters, painters_for
from replay.app.clips.painters.painting import Painting
from replay.app.filming import Choice
from replay.base.errors import UsageError
from replay.base.progress import Silent
from replay.video.presets import preset
from replay.video.shared_frames import SharedFrames, frame_bytes, room_for
from tests.helpers.race_files import FINAL

SEMIFINAL = FINAL.parent / "semifinal-1.yaml"
SIZE = (320, 180)
ReplayOf = Callable[[str], Replay]


@pytest.fixture
def clip(tmp_path: Path, replay_of: ReplayOf) -> ReadyClip:
    """Four seconds with a cut in them, small."""
    chosen = replace(preset("landscape"), size=SIZE, fps=24)
    choice = Choice(from_when="finish-2", to_when="finish+2", speed=1.0)
    order = Order(SEMIFINAL, tmp_path / "film.mp4", chosen, choice, sound=False, painters=2)
    return ready_clip(order, replay_of("semifinal-1"), None)


def nobody_is_left() -> bool:
    return not [one for one in multiprocessing.active_children() if one.name.startswith("painter")]


def test_films_are_equal_for_any_number_of_painters(clip: ReadyClip, tmp_path: Path) -> None:
    files = []
    for count in (1, 2, 3):
        target = tmp_path / f"{count}.mp4"
        report = write_clip(replace(clip, order=replace(clip.order, painters=count, target=target)), Silent())
        assert report.frames == len(clip.job.frame_times) > 3 * 24
        assert report.draw_s > 0
        files.append(target.read_bytes())
    assert files[0] == files[1] == files[2]
    assert nobody_is_left()


def test_a_painter_that_is_killed_ends_the_film_with_a_sentence(clip: ReadyClip) -> None:
    painting, wanted = painting_of(clip)
    with Painters(painting, 2, wanted) as painters:
        frames = iter(painters)
        next(frames)
        (first,) = [one for one in multiprocessing.active_children() if one.name == "painter 1"]
        assert first.pid is not None
        os.kill(first.pid, signal.SIGKILL)
        with pytest.raises(PainterError, match=r"painter 1 ended .* \(signal 9\): .* --jobs 1"):
            for _ in frames:
                pass
    assert nobody_is_left()


def test_a_film_in_the_making_is_not_left_behind(
    clip: ReadyClip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Painters, "_listen", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_clip(clip, Silent())
    assert not list(tmp_path.glob("film*"))
    assert nobody_is_left()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_painters_begin_is_heard_when_all_have_begun(
    clip: ReadyClip, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    """One that is begun by half says a traceback, or is left. Another thread takes the signal: it blocks none."""
    usual, go_on = Painters._started, threading.Event()
    started: list[tuple[int, ...]] = []

    def disturbed(painters: Painters, *numbers: int) -> object:
        if not started:  # a second one could come when the test is over
            os.kill(os.getpid(), number)
        started.append(numbers)
        return usual(painters, *numbers)

    monkeypatch.setattr(Painters, "_started", disturbed)
    other = threading.Thread(target=go_on.wait)
    other.start()
    try:
        with stop_signals(), pytest.raises(Stopped), Painters(*painting_of_two(clip)):
            pytest.fail("not stopped")
    finally:
        go_on.set()
        other.join()
    assert len(started) == 2
    assert nobody_is_left()


def painting_of_two(clip: ReadyClip) -> tuple[Painting, int, tuple[tuple[int, ...], ...]]:
    painting, wanted = painting_of(clip)
    return painting, 2, wanted


def test_what_a_painter_raises_is_raised_here(clip: ReadyClip) -> None:
    painting, wanted = painting_of(clip)
    with (
        pytest.raises(UsageError, match=r"nowhere.ttf: this font cannot be used"),
        Painters(replace(painting, font="nowhere.ttf"), 2, wanted) as painters,
    ):
        next(iter(painters))
    assert nobody_is_left()


def test_short_films_have_one_painter_and_so_have_those_without_shared_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(12)), raising=False)
    assert painters_for(100, SIZE, None) == 1
    assert painters_for(5000, SIZE, None) == 8
    assert painters_for(5000, SIZE, 3) == 3
    assert painters_for(100, SIZE, 12) == 4, "no more than there are stretches"
    monkeypatch.setattr(painters_module, "room_for", lambda counts, _: max((c for c in counts if c < 60), default=0))
    assert painters_for(5000, SIZE, None) == 2
    monkeypatch.setattr(painters_module, "room_for", lambda *_: 0)
    assert painters_for(5000, SIZE, 4) == 1


def test_frames_are_seen_by_who_attaches_them() -> None:
    made = SharedFrames.made(3, SIZE)
    try:
        other = SharedFrames.attached(made.name, 3, SIZE)
        for number, plane in enumerate(other[2].planes):
            plane[:] = number + 7
        assert [int(plane[0, 0]) for plane in made[2].planes] == [7, 8, 9]
        assert [plane.shape for plane in made[0].planes] == [(180, 320), (90, 160), (90, 160)]
        assert not any(np.any(plane) for plane in made[1].planes)
        assert sum(plane.size for plane in made[0].planes) == frame_bytes(SIZE)
        other.close()
    finally:
        made.close(unlink=True)


def test_there_is_room_for_some_frames_and_not_for_all() -> None:
    assert room_for([], SIZE) == 0
    assert room_for([1, 2, 10**9], SIZE) in (2, 10**9)


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_frames_that_somebody_still_looks_at_make_no_noise() -> None:
    made = SharedFrames.made(1, SIZE)
    plane = made[0].planes[0]
    made.close(unlink=True)
    del made
    gc.collect()
    assert plane.shape == (180, 320)
    del plane
    gc.collect()
