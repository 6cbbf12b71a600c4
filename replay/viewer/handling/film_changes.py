"""Another film in a window: the first, a race read anew, another race, or another time on the timeline."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

from replay.viewer.film import FrameT, News, PlayedFilm, Waiting, no_film
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

    def hear(self, news: News[FrameT]) -> None:
        """Take up what happened beside the window: another film is shown at the same moment of the race."""
        if news.message and self.waiting is None:
            self.say(news.message)
        if news.wrong is not None:
            self.wrong = news.wrong
        if news.waiting is not None and self.waiting is not None:
            still = news.waiting.still if news.waiting.still is not None else self.waiting.still
            self.waiting = replace(news.waiting, still=still)
        if news.film is not None and self.waiting is not None:
            self.film, self.films = self._by_clock(news.film), self.films + 1
            self.waiting = replace(self.waiting, words=DRAWING, share=None)  # until there is a picture
            self.playhead = Playhead(self.film.duration_s, self.film.fps)
            start_s, other = news.film.start_s, self.film is not news.film
            self.playhead.seek(self.film.video_time(news.film.race_time(start_s)) if other else start_s)
        elif news.film is not None:
            camera = self.film.cameras[self.camera]
            self._close_film()
            self._take(self._by_clock(news.film))
            self.camera = self.film.cameras.index(camera) if camera in self.film.cameras else 0

    def turn_clock(self) -> None:
        """The timeline is that of the race, live all along, or that of the film again. Both are of one replay."""
        if self.film.by_clock is None:
            self.say("this film has one time alone")
            return
        self.shown = self.shown.toggled("live")
        self._take(self._by_clock(self.film))
        self.say(LIVE_WORDS[self.film.live])

    def _by_clock(self, film: PlayedFilm[FrameT]) -> PlayedFilm[FrameT]:
        """A film by the time that is wanted."""
        there = film.by_clock is not None and film.live != self.shown.live
        return film.by_clock(self.shown.live) if there and film.by_clock is not None else film

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
        self._close_film()
        self.pictures.forget()
        self.thumbnails.forget()
        self.film, self.films, self.waiting, self.camera = no_film(), self.films + 1, waiting, 0
        self.view = self.grabbed = self.zoomed_s = None
        self.playhead = Playhead(0.0, self.film.fps)
        self.inquiry, self.export, self.wrong = Inquiry(), ExportForm(), ()

    def _close_film(self) -> None:
        """Whatever it has going on beside the window ends: in a thread, so that the window does not wait for it."""
        self.closing = [thread for thread in self.closing if thread.is_alive()]
        self.closing.append(Thread(target=self.film.close, name="closing"))
        self.closing[-1].start()

    def stop(self) -> None:
        """Nothing is shown any more: end all that goes on beside the window for it, and wait until it has ended."""
        self.pictures.stop()
        self.thumbnails.stop()
        self.film.close()
        join_all(self.closing)
