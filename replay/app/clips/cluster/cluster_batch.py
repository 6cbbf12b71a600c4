"""A batch whose films are made by a Dask cluster: the same jobs, the same record, the same words as on one machine.

The cluster is the user's: a scheduler at an address, and workers that have this program installed. A job whose worker
is lost is given to another by the scheduler.
"""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from replay.app.branding import brand_for
from replay.app.build import read_facts, stored
from replay.app.clips.cluster.film_job import FailedFilm, FilmJob, MadeFilm, SentRace, make_film, solve_race
from replay.app.clips.one_clip import Order
from replay.app.clips.running import Batch, Became, Outcome, Tools
from replay.app.clips.sidecars.corrections import earlier_records
from replay.app.clips.sidecars.sidecar_files import places_beside
from replay.base.brand import Brand
from replay.base.errors import OutputError, ReplayError, UsageError
from replay.base.files.whole_file import whole_file
from replay.base.progress import Step
from replay.racefile.reader import read_race
from replay.reconstruction.plan import plan_key, to_bytes

_ANSWERS_S = 10
"""So long a scheduler may take to answer."""

_LOOK_S = 0.5
"""Between two looks at what is done."""

_SAID_S = 1.0
"""Between two words of a worker on how far a film is."""

_AHEAD = 2
"""Jobs that are sent for each thread of the workers: the next is there when one is done, and few wait in memory."""


def film_on_worker(plan: bytes | FailedFilm, job: FilmJob, topic: str) -> MadeFilm | FailedFilm:
    """Make a film where this is called, which is on a worker, and say now and then how far it is."""
    from distributed import get_worker

    worker, last_s = get_worker(), 0.0

    def report(share: float) -> None:
        nonlocal last_s
        if time.monotonic() - last_s > _SAID_S:
            last_s = time.monotonic()
            worker.log_event(topic, (job.film, share))

    return make_film(plan, job, report)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that answered. client: of Dask"""

    client: Any
    address: str

    @property
    def threads(self) -> int:
        """Films that can be made at once."""
        return max(int(sum(self.client.nthreads().values())), 1)


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster of a scheduler, for as long as the block lasts. Raises UsageError or ReplayError, with the remedy."""
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--scheduler needs Dask: pip install 'velodrome-replay[cluster]'") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said in our own words
    try:
        client = Client(address, timeout=_ANSWERS_S)
    except (OSError, ValueError) as error:
        raise ReplayError(
            f"no scheduler answers at {address}: start one with `dask scheduler`, and name the address that it says"
        ) from error
    try:
        yield Cluster(client, address)
    finally:
        client.close(timeout=_ANSWERS_S)


class ClusterBatch(Batch):
    """A batch that a cluster makes. film: what a worker does for one job"""

    def __init__(
        self,
        orders: Sequence[Order],
        folder: Path,
        tools: Tools,
        address: str,
        film: Callable[[bytes | FailedFilm, FilmJob, str], MadeFilm | FailedFilm] = film_on_worker,
    ) -> None:
        super().__init__(orders, folder, tools)
        self._address, self._film = address, film
        self._waiting: dict[Any, tuple[Order, str]] = {}
        self._shares: dict[str, float] = {}

    def run(self) -> None:
        """Make what is not up to date. Raises ReplayError where the scheduler is not there, or not any more."""
        with connected(self._address) as cluster:
            topic = f"velodrome-replay-{uuid4().hex}"
            cluster.client.subscribe_topic(topic, self._hear)
            if not cluster.client.nthreads():
                self._tools.say(f"no workers at {self._address} yet: the films wait for them")
            try:
                wanted = self._sent(cluster, topic)
                while True:
                    self._waiting.update(islice(wanted, max(_AHEAD * cluster.threads - len(self._waiting), 0)))
                    if not self._waiting:
                        return
                    self._take_finished(cluster)
            finally:
                with suppress(OSError):
                    cluster.client.unsubscribe_topic(topic)
                    cluster.client.cancel(list(self._waiting), force=True)

    def _hear(self, event: tuple[Any, tuple[str, float]]) -> None:
        """What a worker says of a film."""
        film, share = event[1]
        self._shares[film] = share

    def _sent(self, cluster: Cluster, topic: str) -> Iterator[tuple[Any, tuple[Order, str]]]:
        """Jobs that are sent to the cluster, one by one as they are asked for; the others are done with."""
        for race_file, orders in groupby(self._orders, key=lambda order: order.race_file):
            wanted = tuple(orders)
            try:
                inputs = self._inputs(race_file, wanted)
                sent = SentRace.of(race_file)
            except (ReplayError, OSError) as error:
                for order in wanted:
                    self._take(Outcome(order, Became.FAILED, _as_ours(error)))
                continue
            plan = None
            for order in wanted:
                if self._is_done(order, inputs[order]):
                    self._take(Outcome(order, Became.UP_TO_DATE))
                    continue
                try:
                    self._check_free(order)
                    job = self._job(order, sent)
                except (ReplayError, OSError) as error:
                    self._take(Outcome(order, Became.FAILED, _as_ours(error)))
                    continue
                plan = plan or _plan_of(cluster, race_file, sent)
                yield cluster.client.submit(self._film, plan, job, topic, pure=False), (order, inputs[order])

    def _job(self, order: Order, sent: SentRace) -> FilmJob:
        """An order as a value. Raises InputError for a look, OSError for fonts and records that cannot be read."""
        race, font = read_race(order.race_file), self._tools.font
        brand = brand_for(race, order.race_file, self._tools.brand)
        return FilmJob(
            race=sent,
            film=order.target.name,
            preset=order.preset,
            choice=order.choice,
            sound=order.sound,
            sidecars=order.sidecars,
            today=datetime.date.today(),
            brand=_picklable(brand),
            fonts={weight: _font(Path(file)) for weight, file in brand.fonts.items()},
            font=None if font is None else _font(font),
            beside=earlier_records(order.target, race, order.race_file.name),
        )

    def _take_finished(self, cluster: Cluster) -> None:
        """Wait until a film is done, and take all that are."""
        number, count = len(self._done) + 1, len(self._orders)
        with self._tools.progress.stage(f"[{number}/{count}] on the cluster", 100, "%") as step:
            finished = self._wait(step)
        for future in finished:
            order, inputs = self._waiting.pop(future)
            self._shares.pop(order.target.name, None)
            self._take(self._outcome(order, inputs, future), at_a_time=cluster.threads)
            future.release()

    def _wait(self, step: Step) -> list[Any]:
        """Those of the films on their way that are done, at least one. Raises ReplayError where the scheduler is gone.

        step: is told how far they are on average
        """
        from distributed import wait

        while True:
            try:
                return list(wait(list(self._waiting), timeout=_LOOK_S, return_when="FIRST_COMPLETED").done)
            except (CancelledError, ConnectionError) as error:
                again = "the same command goes on where this one was, at another scheduler if need be"
                raise ReplayError(f"the scheduler at {self._address} is gone: {again}") from error
            except TimeoutError:
                shares = [self._shares.get(order.target.name, 0.0) for order, _ in self._waiting.values()]
                step(round(100 * sum(shares) / len(shares)))

    def _outcome(self, order: Order, inputs: str, future: Any) -> Outcome:
        """What became of a job that is done: its files are written here."""
        if future.status != "finished":
            error = future.exception() if future.status == "error" else None
            return Outcome(order, Became.FAILED, ReplayError(_lost(order, error)))
        try:
            made = future.result()
            if isinstance(made, FailedFilm):
                return Outcome(order, Became.FAILED, ReplayError(made.words))
            for remark in made.remarks:
                self._tools.say(f"{order.target.name}: {remark}")
            self._write(order, made)
            self._note(order, inputs)
        except (ReplayError, OSError) as error:
            return Outcome(order, Became.FAILED, _as_ours(error))
        return Outcome(order, Became.MADE, seconds=made.seconds)

    def _write(self, order: Order, made: MadeFilm) -> None:
        """Write the files of a film: all of them, or none. Raises OutputError."""
        overwrite = order.overwrite or self._made.is_own(order)
        with ExitStack() as files:
            for place in (order.target, *(places_beside(order.target).values() if order.sidecars else ())):
                temporary = files.enter_context(whole_file(place, overwrite=overwrite))
                temporary.write_bytes(made.files[place.name])


def _plan_of(cluster: Cluster, race_file: Path, sent: SentRace) -> Any:
    """The plan of a race: one that is kept here, else what a worker will find."""
    race, velodrome = read_facts(race_file)
    kept = stored(race, velodrome)
    if kept is not None:
        return cluster.client.scatter(to_bytes(kept, plan_key(race, velodrome)), hash=False)
    return cluster.client.submit(solve_race, sent, pure=False)


def _picklable(brand: Brand) -> Brand:
    """The same with plain mappings, and without fonts, which are files of this machine."""
    return replace(brand, fonts={}, portraits=dict(brand.portraits), badges=dict(brand.badges))


def _font(file: Path) -> tuple[str, bytes]:
    return file.suffix, file.read_bytes()


def _lost(order: Order, error: BaseException | None) -> str:
    """Why the cluster has no film."""
    if error is None:
        return f"{order.target.name}: the cluster lost it; the same command again makes it"
    if type(error).__name__ == "KilledWorker":
        return f"{order.target.name}: every worker that made it was lost: see their logs; they may want memory"
    return f"{order.target.name}: a worker failed ({type(error).__name__}: {error})"


def _as_ours(error: ReplayError | OSError) -> ReplayError:
    return error if isinstance(error, ReplayError) else OutputError(f"{error.filename}: {error.strerror or error}")
