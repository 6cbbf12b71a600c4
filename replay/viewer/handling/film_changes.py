"""Another film in a window: the first, a race read anew, another race, or another time on the timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Thread

from replay.viewer.film import FrameT, News, PlayedFilm, Waiting, no_film
from replay.viewer.handling.film_making import FilmMaking
from replay.viewer.panels.export_form import ExportForm
from replay.viewer.panels.inquiry import Inquiry
from replay.viewer.playing.joining import join_all
from replay.viewer.playing.playhead import Playhead
from replay.viewer.window_state import WindowState

DRAWING = "drawing the first picture"
"""What is done once there is a film."""

LIVE_WORDS = {True: "the race's time: all of it, at its own speed", False: "the film's time"}
"""What is said of the time on the timeline."""


class FilmChanges(WindowState[FrameT]):
    """A window whose film changes while it is shown."""

    making: FilmMaking[FrameT] | None = None

    def hear(self, news: News[FrameT]) -> None:
        """Take up what happened beside the window: another film is shown at the same moment of the race."""
        if news.message and self.waiting is None:
            self.say(news.message)
        if news.wrong is not None:
            self.wrong = news.wrong
        if news.waiting is not None and self.waiting is not None:
            still = news.waiting.still if news.waiting.still is not None else self.waiting.still
            self.waiting = replace(news.waiting, still=still)
        if news.film is not None:
            self._show_by_clock(news.film)

    def pass_time(self, elapsed_s: float) -> None:
        """Time passed. A film that is made by now is shown."""
        super().pass_time(elapsed_s)
        self._take_made()

    def turn_clock(self) -> None:
        """The timeline is that of the race, live all along, or that of the film again. Both are of one replay."""
        if self.film.by_clock is None:
            self.say("this film has one time alone")
            return
        self.shown = self.shown.toggled("live")
        self.say(LIVE_WORDS[self.shown.live])
        self._show_by_clock(self.film)

    def _show_by_clock(self, film: PlayedFilm[FrameT]) -> None:
        """Show a film by the time that is wanted. Where it has to be made for that, the window goes on until it is."""
        self._give_up_making(film)
        by_clock, live = film.by_clock, self.shown.live
        if by_clock is None or film.live == live:
            self._show_film(film, film)
            return
        self.making = FilmMaking(film, lambda: by_clock(live))
        self._take_made()

    def _take_made(self) -> None:
        making = self.making
        if making is not None and (made := making.made) is not None:
            self.making = None
            self._show_film(making.source, made)

    def _give_up_making(self, instead: PlayedFilm[FrameT] | None = None) -> None:
        """A film that is being made is not wanted any more, and neither is what it is made of, where nobody sees it."""
        making, self.making = self.making, None
        if making is not None:
            unseen = making.source is not self.film and making.source is not instead
            self._beside(making.leave if unseen else making.join)

    def _show_film(self, source: PlayedFilm[FrameT], film: PlayedFilm[FrameT]) -> None:
        """Show a film that was made of another, or is that one."""
        if self.waiting is not None:
            self.film, self.films = film, self.films + 1
            self.waiting = replace(self.waiting, words=DRAWING, share=None)  # until there is a picture
            self.playhead = Playhead(film.duration_s, film.fps)
            start_s = source.start_s
            self.playhead.seek(start_s if film is source else film.video_time(source.race_time(start_s)))
        elif source is self.film:
            if film is not source:
                self._take(film)
        else:
            camera = self.film.cameras[self.camera]
            self._close_film()
            self._take(film)
            self.camera = self.film.cameras.index(camera) if camera in self.film.cameras else 0

    def _take(self, film: PlayedFilm[FrameT]) -> None:
        """Show another film at the same moment of the race, as fast and with the same range."""
        head, before = self.playhead, self.film
        self.thumbnails.forget()  # who makes small pictures may have no more to make: he would keep the film
        self.film, self.films = film, self.films + 1
        self.playhead = Playhead(film.duration_s, film.fps, 0.0, head.speed, head.playing)

        def there(time_s: float) -> float:
            return film.video_time(before.race_time(time_s))

        self.playhead.seek(there(head.video_time))
        if film.live != before.live:
            self.playhead.begin_s = None if head.begin_s is None else there(head.begin_s)
            self.playhead.end_s = None if head.end_s is None else there(head.end_s)
            self.playhead.loop = None if head.loop is None else self.playhead.range_s
        self.zoomed_s = None
        self.point_again()
        self.inquiry.forget(() if film.answers is None else film.answers.order(0.0))

    def leave_film(self, waiting: Waiting) -> None:
        """Another race is opened: nothing of this one is shown any more."""
        self._give_up_making()
        self._close_film()
        self.pictures.forget()
        self.thumbnails.forget()
        self.film, self.films, self.waiting, self.camera = no_film(), self.films + 1, waiting, 0
        self.view = self.grabbed = self.zoomed_s = None
        self.playhead = Playhead(0.0, self.film.fps)
        self.inquiry, self.export, self.wrong = Inquiry(), ExportForm(), ()

    def _close_film(self) -> None:
        """Whatever it has going on beside the window ends."""
        self._beside(self.film.close)

    def _beside(self, end: Callable[[], None]) -> None:
        """End something in a thread, so that the window does not wait for it."""
        self.closing = [thread for thread in self.closing if thread.is_alive()]
        self.closing.append(Thread(target=end, name="closing"))
        self.closing[-1].start()

    def stop(self) -> None:
        """Nothing is shown any more: end all that goes on beside the window for it, and wait until it has ended."""
        self.pictures.stop()
        self.thumbnails.stop()
        self._give_up_making()
        self.film.close()
        join_all(self.closing)
