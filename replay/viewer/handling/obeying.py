"""What a window does when it is asked to do something, by a key or by a button. Keys themselves are in `controls`."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from replay.scene.frame.free_camera import Spot
from replay.viewer.controls import Action, Command
from replay.viewer.film import FREE, FrameT
from replay.viewer.handling.film_changes import FilmChanges
from replay.viewer.panels.inquiry import Question
from replay.viewer.picture_parts import PART_NAMES
from replay.viewer.playing.moving import move, moved_words
from replay.viewer.timeline_bar import MarkKind, TimelineMark, zoomed_span

WITHOUT_FILM = frozenset({Action.OPEN, Action.HELP, Action.FULL_SCREEN, Action.CLOSE, Action.QUIT, Action.RELOAD})
"""What can be asked of a window that has no film yet."""

ZOOM_NOTCH = 1.2
"""So many times nearer is the free camera by a notch of the wheel."""

BAR_NOTCH = 1.4
"""So many times longer is a second of the timeline by a notch of the wheel."""

TURN_SHARE = 0.1
"""So much of its picture the free camera turns at a press of a key."""


class Obeying(FilmChanges[FrameT]):
    """A window that does what commands ask, and says what it did."""

    def obey(self, command: Command) -> None:
        """Do what a key asks, and say what it did."""
        if self.waiting is not None and command.action not in WITHOUT_FILM:
            return
        if move(self.playhead, command):
            self.say(moved_words(self.playhead, command))
            return
        match command.action:
            case Action.SEEK_EVENT:
                self._go_to(self.film.marks, int(command.amount))
            case Action.SEEK_LAP:
                laps = [mark for mark in self.film.marks if mark.kind in (MarkKind.LAP, MarkKind.BELL)]
                self._go_to(laps, int(command.amount))
            case Action.CAMERA if command.amount < len(self.film.cameras):
                self._choose_camera(int(command.amount))
            case Action.NEXT_CAMERA:
                self._choose_camera((self.camera + int(command.amount)) % len(self.film.cameras))
            case Action.FREE | Action.ZOOM | Action.TURN if self.film.free is not None:
                self._aim(command)
            case Action.PICK | Action.WHY | Action.FACTS if self.film.answers is not None:
                self._ask(command)
            case Action.ZOOM_BAR:
                self.zoom_bar(self.playhead.video_time, command.amount)
            case Action.CLOCK:
                self.turn_clock()
            case Action.SHOW:
                self.shown = self.shown.toggled(command.part)
                self.say(f"{PART_NAMES[command.part]} {'on' if getattr(self.shown, command.part) else 'off'}")
            case Action.MUTE | Action.VOLUME:
                self._set_volume(command)
            case _:
                self._manage(command.action)

    def _manage(self, action: Action) -> None:
        """What is asked of the window itself."""
        match action:
            case Action.SAVE if self.film.save is not None:
                self.say(self.film.save(self.playhead.video_time, self.camera_name, self.shown))
            case Action.RELOAD:
                self.reload_wanted = True
            case Action.FULL_SCREEN:
                self.full_screen = not self.full_screen
            case Action.OPEN:
                self.list_wanted = not self.races.open
                self.races.open = False
            case Action.EXPORT if self.film.maker is not None:
                marked = self.marked_race_s() is not None
                self.export.toggle(self.film.maker, marked=marked, camera=self.camera_name)
            case Action.HELP:
                self.turn_help(1)
            case Action.CLOSE if self.help_open:
                self.help_open = False
            case Action.CLOSE if self.races.open:
                self.races.open = False
            case Action.CLOSE if self.export.open:
                self.export.open = False
            case Action.CLOSE if not self.inquiry.close():
                self.full_screen = False
            case Action.QUIT:
                self.running = False

    def _aim(self, command: Command) -> None:
        """Turn or zoom the free camera, which comes on if it is not."""
        was_on = self.free is not None
        self.camera = list(self.film.cameras).index(FREE)
        free, view = self.free, self.free_view
        assert free is not None
        assert view is not None
        match command.action:
            case Action.ZOOM:
                spot = (0.5, 0.5) if self.inquiry.pointer is None else self.spot_of(self.inquiry.pointer)
                self.zoom(spot, command.amount)
            case Action.TURN:
                across, down = (command.amount, 0.0) if command.part == "across" else (0.0, command.amount)
                middle = free.ground(view, (0.5 + TURN_SHARE * across, 0.5 + TURN_SHARE * down))
                self.view = free.showing(view, (0.5, 0.5), middle)
                self.say("the free camera turns")
            case _:
                self.view = None if was_on else self.view
                self.say("the whole track" if was_on else f"{self.camera_words}; the wheel zooms, dragging turns it")

    def zoom_bar(self, about_s: float, notches: float) -> None:
        """Zoom the timeline about a moment; 0 notches: all of it again."""
        whole = 0.0, self.playhead.duration_s
        if notches and whole[1] > 0:
            span = zoomed_span(self.zoomed_s or whole, whole[1], about_s, BAR_NOTCH**notches)
            self.zoomed_s = None if span[1] - span[0] >= whole[1] - 1e-6 else span
        else:
            self.zoomed_s = None
        self.point_again()
        first, last = self.zoomed_s or whole
        part = f"timeline: {self.film.time_words(first)} to {self.film.time_words(last)}"
        self.say("all of the timeline" if self.zoomed_s is None else part)

    def zoom(self, spot: Spot, notches: float) -> None:
        """Zoom the free camera to a spot of its picture."""
        free, view = self.free, self.free_view
        if free is not None and view is not None:
            self.view = free.zoomed(view, spot, ZOOM_NOTCH**notches)
            self.say(
                f"{free.start.tall_m / self.view.tall_m:.1f} times nearer"
                if self.view.tall_m < free.start.tall_m
                else "the whole track"
            )

    def _set_volume(self, command: Command) -> None:
        if self.volume is None:
            self.say("this window has no sound")
        elif command.action is Action.MUTE:
            self.volume = self.volume.toggled()
            self.say(self.volume.words if self.volume.muted else f"sound on, {self.volume.words}")
        else:
            self.volume = self.volume.changed(int(command.amount))
            self.say(self.volume.words)

    def _ask(self, command: Command) -> None:
        """Select another rider, or open the column."""
        answers = self.film.answers
        assert answers is not None
        if command.action is Action.PICK:
            self.inquiry.pick_next(answers.order(self.playhead.video_time), int(command.amount))
        else:
            self.inquiry.ask(Question.WHY if command.action is Action.WHY else Question.FACTS)

    def _choose_camera(self, number: int) -> None:
        self.camera = number
        self.say(self.camera_words)

    def _go_to(self, marks: Sequence[TimelineMark], steps: int) -> None:
        """To the mark before or after the playhead."""
        now_s, frame_s = self.playhead.video_time, 1 / self.film.fps
        ahead = [mark for mark in marks if mark.video_time > now_s + frame_s / 2]
        past = [mark for mark in marks if mark.video_time < now_s - frame_s / 2]
        when = attrgetter("video_time")
        found = min(ahead, key=when, default=None) if steps > 0 else max(past, key=when, default=None)
        if found is None:
            self.playhead.seek(self.film.duration_s if steps > 0 else 0.0)
            self.say("the end" if steps > 0 else "the start")
        else:
            self.playhead.seek(found.video_time)
            self.say(found.name)
