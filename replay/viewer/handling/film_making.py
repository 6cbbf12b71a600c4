"""A film that is made beside the window, which goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic

from replay.viewer.film import FrameT, PlayedFilm
from replay.viewer.playing.joining import Carried, join_all

QUICK_S = 0.02
"""A film that is made so quickly is waited for: nobody sees that."""


class FilmMaking(Generic[FrameT]):
    """One film on its way. source: the film that it is made of"""

    def __init__(self, source: PlayedFilm[FrameT], make: Callable[[], PlayedFilm[FrameT]]) -> None:
        self.source = source
        self._make = make
        self._made: PlayedFilm[FrameT] | None = None
        self._failed = Carried()
        self._thread = Thread(target=self._work, name="another time", daemon=True)
        self._thread.start()
        self._thread.join(QUICK_S)

    @property
    def made(self) -> PlayedFilm[FrameT] | None:
        """The film; None: not yet. Raises what making it does."""
        if self._failed.error is not None:
            raise self._failed.error
        return self._made

    def join(self) -> None:
        """Wait until it is made."""
        join_all((self._thread,))

    def leave(self) -> None:
        """Wait until it is made, and close what it is made of: nobody sees either."""
        self.join()
        self.source.close()

    def _work(self) -> None:
        with self._failed:
            self._made = self._make()
