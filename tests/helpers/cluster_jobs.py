"""Small jobs for the workers of a cluster in tests: they find this module by PYTHONPATH."""

from __future__ import annotations

import os
import time
from pathlib import Path

from replay.app.clips.cluster.film_job import FailedFilm, FilmJob, MadeFilm

HELD_S = 60.0


def quick_film(plan: bytes | FailedFilm, job: FilmJob, topic: str) -> MadeFilm | FailedFilm:  # noqa: ARG001
    """A film that is made at once; one that fails where its name says so."""
    if "square" in job.film:
        return FailedFilm("nothing square today")
    return MadeFilm({job.film: b"film of " + job.race.data}, ("a remark",), 0.1)


def held_once(plan: bytes | FailedFilm, job: FilmJob, topic: str) -> MadeFilm | FailedFilm:  # noqa: ARG001
    """A film whose first worker says who it is in a file beside the race, and never ends."""
    mark = Path(os.environ["REPLAY_TEST_MARKS"]) / f"{job.film}.pid"
    if not mark.exists():
        mark.with_suffix(".new").write_text(str(os.getpid()))
        mark.with_suffix(".new").rename(mark)
        time.sleep(HELD_S)
    return MadeFilm({job.film: b"film by another"}, (), 0.1)
