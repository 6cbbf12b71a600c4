"""Batches on a Dask cluster: a real scheduler and two workers, as processes on the loopback."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from replay.app.build import Replay
from replay.app.cli.main import main
from replay.app.clips.cluster.cluster_batch import ClusterBatch
from replay.app.clips.cluster.film_job import SentRace
from replay.app.clips.jobs import USUAL_NAME, Asked, orders_of
from replay.app.clips.one_clip import Order
from replay.app.clips.running import Became, Tools
from replay.app.filming import Choice
from replay.base.errors import ReplayError
from replay.base.progress import Silent, Step
from replay.racefile.reader import read_race
from replay.video.presets import preset
from tests.helpers.cluster_jobs import held_once, quick_film
from tests.helpers.films import probe
from tests.helpers.race_files import FINAL, RACES, small

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'velodrome-replay[cluster]'")

ROOT = Path(__file__).resolve().parents[4]
SEMIFINAL = FINAL.parent / "semifinal-1.yaml"
ReplayOf = Callable[[str], Replay]


@pytest.fixture(scope="module")
def marks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where jobs say which process they are in."""
    return tmp_path_factory.mktemp("marks")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory, marks: Path) -> Iterator[str]:
    """The address of a scheduler with two workers."""
    with cluster(tmp_path_factory.mktemp("cluster"), marks, workers=2) as (address, _):
        yield address


@contextmanager
def cluster(folder: Path, marks: Path, *, workers: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a scheduler with workers, of which each is one process, and the scheduler's own process."""
    where = folder / "scheduler.json"
    surroundings = {
        **os.environ, "PYTHONPATH": str(ROOT), "REPLAY_TEST_MARKS": str(marks), "XDG_CACHE_HOME": str(folder),
        "SDL_VIDEODRIVER": "dummy", "DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING": "False",
    }  # fmt: skip
    common = ["--no-dashboard", "--scheduler-file", str(where)]
    commands = [
        ["dask_scheduler", "--host", "127.0.0.1", "--port", "0", *common],
        *(["dask_worker", "--nthreads", "1", "--no-nanny", "--death-timeout", "20", *common] for _ in range(workers)),
    ]
    started = []
    with ExitStack() as processes:
        for module, *arguments in commands:
            with (folder / f"{module}.log").open("ab") as log:
                command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
                process = subprocess.Popen(command, cwd=folder, env=surroundings, stdout=log, stderr=log)
            started.append(process)
            processes.callback(_end, process)
            while not where.exists() and process.poll() is None:
                time.sleep(0.05)
        address: str = json.loads(where.read_text())["address"]
        _wait_for_workers(address, workers)
        yield address, started[0]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)


@pytest.fixture
def said() -> list[str]:
    return []


def tools(said: list[str]) -> Tools:
    return Tools(solve=lambda _: pytest.fail("solved here"), progress=Silent(), say=said.append)


def races(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / f"{name}.yaml").write_text(small(), encoding="utf-8")
    return [folder / f"{name}.yaml" for name in names]


def orders(files: Sequence[Path], folder: Path, *formats: str) -> tuple[Order, ...]:
    folder.mkdir(exist_ok=True)
    return orders_of(files, [preset(name) for name in formats], folder, USUAL_NAME, Asked(Choice()))


def test_jobs_are_values() -> None:
    order = orders([SEMIFINAL], Path(), "vertical")[0]
    batch = ClusterBatch((order,), Path(), tools([]), "nowhere")
    job = batch._job(order, SentRace.of(SEMIFINAL))
    again = pickle.loads(pickle.dumps(job))
    assert (again.film, again.preset, again.choice) == (job.film, job.preset, job.choice)
    assert str(SEMIFINAL.parent) not in repr(job)


def test_a_ride_of_a_match_is_sent_with_its_number(tmp_path: Path) -> None:
    gold = RACES / "tokyo-2020" / "womens-sprint" / "gold.yaml"
    sent = SentRace.of(Path(f"{gold}#2"))
    place = sent.written(tmp_path)
    assert (place.name, (tmp_path / "gold.yaml").read_bytes()) == ("gold.yaml#2", gold.read_bytes())
    assert read_race(place).key == read_race(Path(f"{gold}#2")).key != read_race(gold).key


def test_films_come_back_failures_are_said_and_what_is_made_is_not_made_again(
    tmp_path: Path, scheduler: str, said: list[str]
) -> None:
    files = races(tmp_path, "one", "two")
    out = tmp_path / "out"
    wanted = orders(files, out, "vertical", "square")
    batch = ClusterBatch(wanted, out, tools(said), scheduler, film=quick_film)
    batch.run()
    assert [outcome.became for outcome in batch.outcomes] == [Became.MADE, Became.FAILED] * 2
    assert {str(outcome.error) for outcome in batch.outcomes if outcome.error} == {"nothing square today"}
    assert (out / "one-vertical.mp4").read_bytes() == b"film of " + files[0].read_bytes()
    assert "one-vertical.mp4: a remark" in said
    assert sum("made in" in line for line in said) == 2
    again = ClusterBatch(wanted, out, tools(said), scheduler, film=quick_film)
    again.run()
    assert [outcome.became for outcome in again.outcomes] == [Became.UP_TO_DATE, Became.FAILED] * 2


def test_another_s_file_is_not_replaced(tmp_path: Path, scheduler: str, said: list[str]) -> None:
    (files, out) = races(tmp_path, "one"), tmp_path / "out"
    wanted = orders(files, out, "vertical")
    (out / "one-vertical.mp4").write_text("precious")
    batch = ClusterBatch(wanted, out, tools(said), scheduler, film=quick_film)
    batch.run()
    assert "--force replaces it" in str(batch.outcomes[0].error)
    assert (out / "one-vertical.mp4").read_text() == "precious"


def test_a_whole_film_is_made_elsewhere_and_is_the_one_that_is_made_here(
    tmp_path: Path, scheduler: str, said: list[str], replay_of: ReplayOf
) -> None:
    """Of a race that is solved already; with all files beside it."""
    replay_of("semifinal-1")
    chosen = replace(preset("landscape"), size=(320, 180), fps=24)
    choice = Choice(from_when="finish-0.2", to_when="finish", speed=1.0, camera="main")
    order = Order(SEMIFINAL, tmp_path / "film.mp4", chosen, choice, sound=True, sidecars=True)
    batch = ClusterBatch((order,), tmp_path, tools(said), scheduler)
    batch.run()
    assert [outcome.error for outcome in batch.outcomes] == [None]
    found = probe(tmp_path / "film.mp4")
    assert (found.size, len(found.times_s)) == ((320, 180), 5)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"film{end}" for end in (".mp4", ".srt", ".vtt", ".txt", ".post.txt", ".json", ".png")} | {
        "exports.json"
    }


@dataclass(frozen=True)
class _Killer:
    """Progress that kills a worker once it is at work, or another process: `number`."""

    mark: Path
    said: list[str]
    number: int = 0

    def stage(self, name: str, total: int = 0, unit: str = "") -> AbstractContextManager[Step]:  # noqa: ARG002
        return nullcontext(self.kill)

    def kill(self, share: int) -> None:  # noqa: ARG002 - how far the films are
        if self.mark.exists() and "killed" not in self.said:
            os.kill(self.number or int(self.mark.read_text()), signal.SIGKILL)
            self.said.append("killed")


def test_a_worker_that_is_killed_has_its_job_done_by_another(
    tmp_path: Path, scheduler: str, said: list[str], marks: Path
) -> None:
    files, out = races(tmp_path, "held"), tmp_path / "out"
    wanted = orders(files, out, "vertical")
    batch = ClusterBatch(wanted, out, tools(said), scheduler, film=held_once)
    mark = marks / "held-vertical.mp4.pid"

    batch._tools = replace(batch._tools, progress=_Killer(mark, said))
    batch.run()
    assert "killed" in said
    assert [outcome.became for outcome in batch.outcomes] == [Became.MADE]
    assert (out / "held-vertical.mp4").read_bytes() == b"film by another"


def test_a_scheduler_that_is_gone_ends_the_batch_with_a_sentence(tmp_path: Path, said: list[str], marks: Path) -> None:
    files, out = races(tmp_path, "gone"), tmp_path / "out"
    wanted = orders(files, out, "vertical")
    with cluster(tmp_path, marks, workers=1) as (address, process):
        batch = ClusterBatch(wanted, out, tools(said), address, film=held_once)
        batch._tools = replace(batch._tools, progress=_Killer(marks / "gone-vertical.mp4.pid", said, process.pid))
        with pytest.raises(ReplayError, match="is gone: the same command goes on"):
            batch.run()
        os.kill(int((marks / "gone-vertical.mp4.pid").read_text()), signal.SIGKILL)
    assert [outcome.became for outcome in batch.outcomes] == [Became.LEFT]


def test_no_scheduler_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("replay.app.clips.cluster.cluster_batch._ANSWERS_S", 0.5)
    batch = ClusterBatch((), tmp_path, tools([]), "tcp://127.0.0.1:9")
    with pytest.raises(ReplayError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9: start one with `dask"):
        batch.run()


def test_painters_of_this_machine_are_2_beside_a_cluster(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["export", str(SEMIFINAL), "--scheduler", "tcp://127.0.0.1:9", "--jobs", "2", "-o", str(tmp_path)]
    assert main(command) == 2
    assert "leave out --jobs" in capsys.readouterr().err
