"""The races of one window: the first one, and each time that its file is written, the race that is in it then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from replay.app.viewing.race_opening import RaceOpening, ViewOrder
from replay.base.errors import InputError, ReplayError
from replay.base.files.bounded_read import STDIN
from replay.base.files.part_of_file import whole_file_of
from replay.base.mistakes import format_mistakes
from replay.viewer.film import News

if TYPE_CHECKING:
    from replay.app.viewing.picture_saver import Saver
    from replay.scene.frame.frame import Frame

_SETTLED_LOOKS = 2
"""A file that was changed is read when it is the same at two looks: editors write in several steps."""


class Watcher:
    """Opens the race when it is first asked for news, then looks whether its file has changed, and opens it again.

    A file with mistakes changes nothing: they are shown until it has none. If there are some at first, there is
    nothing to show yet, and they are raised.
    """

    def __init__(self, order: ViewOrder, saver: Saver, ready: Callable[[], None] = lambda: None) -> None:
        self._order, self._saver, self._ready = order, saver, ready
        self.file = order.race_file
        self._read = self._seen = _stamp(order.race_file)
        self._looks = 0
        self._opening: RaceOpening | None = None
        self._opened_last: RaceOpening | None = None
        self._shown = False

    def showing(self) -> None:
        """The race is shown already: only changes of its file are looked for."""
        self._shown = True

    def news(self, wanted: bool) -> News[Frame]:
        """What happened since the last look. wanted: the file is to be read whether it changed or not.

        Raises ReplayError if there will be nothing to show.
        """
        saved = self._saver.news()
        if self._opening is not None:
            return self._opened(self._opening) or News(message=saved)
        if not self._shown:
            self._open()
            return News()
        file = self._order.race_file
        stamp = _stamp(file)
        self._looks = self._looks + 1 if stamp == self._seen else 0
        self._seen = stamp
        changed = stamp is not None and stamp != self._read and self._looks >= _SETTLED_LOOKS - 1
        if (wanted or changed) and file != STDIN:
            self._read = stamp
            self._open()
            return News(message=f"reading {file.name} …")
        return News(message=saved)

    def _opened(self, opening: RaceOpening) -> News[Frame] | None:
        """What is new of a race that is being opened; None: nothing."""
        if opening.news:
            news = opening.news.popleft()
            if news.film is None:
                return news
            again, self._shown = self._shown, True
            self._opening, self._opened_last = None, opening  # it has still to see the first picture
            return replace(news, message=f"{self._order.race_file.name} is read again" if again else "")
        if opening.failed is None:
            return None
        self._opening = None
        if not self._shown:
            raise opening.failed
        return News(wrong=wrong_lines(opening.failed))

    def _open(self) -> None:
        if self._opened_last is not None:
            self._opened_last.stop()
        self._opening = RaceOpening(self._order, self._saver, self._ready, painter=not self._shown, begun=False)
        self._opening.begin()

    def stop(self) -> None:
        """End all that goes on beside the window."""
        if self._opening is not None:
            self._opening.stop()
            for news in self._opening.news:
                if news.film is not None:
                    news.film.close()
        if self._opened_last is not None:
            self._opened_last.stop()
        self._saver.stop()


def wrong_lines(error: ReplayError) -> tuple[str, ...]:
    """What is wrong, line by line, as a window shows it."""
    words = format_mistakes(error) if isinstance(error, InputError) else str(error)
    return tuple(words.strip().splitlines())


def _stamp(file: Path) -> tuple[int, int] | None:
    """When a file was written, and how long it is; None where there is none now."""
    with suppress(OSError):
        found = whole_file_of(file).stat()
        return found.st_mtime_ns, found.st_size
    return None
