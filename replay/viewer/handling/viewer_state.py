"""What a window does with keys and the mouse. What it shows is in `window_state`, how in `window_drawing`."""

from __future__ import annotations

from dataclasses import replace

import pygame

from replay.viewer.controls import REPEATING, Action, Command, command_of
from replay.viewer.film import FrameT
from replay.viewer.handling.obeying import Obeying
from replay.viewer.panels.bar_buttons import button_at
from replay.viewer.panels.help_card import command_at, help_pages
from replay.viewer.panels.sound_control import level_at, sound_area
from replay.viewer.window_drawing import draw_window

WHEEL_S = 0.5
"""A notch of the wheel."""

DOUBLE_CLICK_S = 0.35
"""Two clicks so near to each other are one double click."""

SHIFTS = (pygame.K_LSHIFT, pygame.K_RSHIFT)

CTRLS = (pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LMETA, pygame.K_RMETA)

DRAG_PX = 4
"""Whoever moves the mouse farther than this with its button down means to drag, and not to click."""

RACE_FILES = (".yaml", ".yml")
"""How the names of files end that can be dropped onto the window."""


class Viewer(Obeying[FrameT]):
    """One window, moved by events and by time that passes, drawn onto any surface."""

    def draw(self, surface: pygame.Surface) -> None:
        """Draw everything onto a surface of the window's size."""
        draw_window(surface, self)

    def handle(self, event: pygame.Event) -> None:
        """Do what the user or the system asks. A camera that follows another rider then says whom."""
        before, said, time_s = self.camera_name, self.message, self.playhead.video_time
        self._hear(event)
        if self.playhead.video_time != time_s and self.zoomed_s is not None and not self.dragging:
            self.keep_on_bar(self.zoomed_s[0])  # wherever it was: who seeks wants to see where he is
        if self.camera_name != before and self.message == said:
            self.say(self.camera_words)

    def _hear(self, event: pygame.Event) -> None:
        if event.type == pygame.QUIT:
            self.running = False
        elif event.type == pygame.KEYDOWN:
            command = None if self._fill_form(event) else command_of(event.key, event.mod)
            if command is not None and (event.key not in self.held or command.action in REPEATING):
                self.obey(command)
            self.held.add(event.key)
        elif event.type == pygame.DROPFILE:
            self._drop(event.file)
        elif event.type == pygame.KEYUP:
            self.held.discard(event.key)
        elif event.type == pygame.WINDOWFOCUSLOST:
            self.held.clear()  # their release will not be heard of
        elif event.type == pygame.MOUSEWHEEL:
            self._turn_wheel(float(getattr(event, "precise_y", event.y)))
        elif event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP, pygame.MOUSEMOTION):
            self._point(event)

    def _fill_form(self, event: pygame.Event) -> bool:
        """Whether a key was for the list of races or the export form, which have it first while they are open."""
        if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META):
            return False
        if self.races.open:
            file = self.races.press(event.key)
            self.open_wanted = file or self.open_wanted
            return file is not None
        maker = self.film.maker
        if not self.export.open or maker is None:
            return False
        said = self.export.press(event.key, maker, self.marked_race_s())
        if said:
            self.say(said)
        return said is not None

    def _drop(self, file: str) -> None:
        """A file was dropped onto the window."""
        if file.lower().endswith(RACE_FILES):
            self.open_wanted, self.races.open = file, False
        else:
            self.say(f"{file.replace(chr(92), '/').rpartition('/')[2]} is no race file: its name ends in .yaml")

    def _turn_wheel(self, notches: float) -> None:
        if self.races.open:
            self.races.scroll(notches)
        elif self.help_open:
            self._scroll_help(notches)
        elif self.inquiry.is_over(self.inquiry.pointer):
            self.inquiry.scroll(notches)
        elif self._is_over_sound(self.inquiry.pointer):
            self._set_volume(Command(Action.VOLUME, 1 if notches > 0 else -1))
        elif self.bar.height and self.inquiry.pointer is not None and self.bar.collidepoint(self.inquiry.pointer):
            self.zoom_bar(self.rail.time_at(self.inquiry.pointer[0]), notches)
        elif self._zooms():
            self._aim(Command(Action.ZOOM, notches))
        else:
            self.playhead.seek_by(-WHEEL_S * notches)

    def _scroll_help(self, notches: float) -> None:
        """Another page of the help, where it has several. The wheel does not close it."""
        last = help_pages(self.above_bar) - 1
        self.help_page = min(max(self.help_page - (1 if notches > 0 else -1), 0), last)

    def _zooms(self) -> bool:
        """Whether the wheel is the free camera's: where that is on, or ctrl is held, over the picture."""
        pointer, there = self.inquiry.pointer, self.film.free is not None and self.waiting is None
        over = pointer is None or self.picture_box().collidepoint(pointer)
        return there and over and (self.free is not None or not self.held.isdisjoint(CTRLS))

    def _point(self, event: pygame.Event) -> None:
        """The mouse: on the bar it holds the playhead, and lets go where the button is released."""
        if self.races.open:
            self._point_at_list(event)
            return
        if self._point_at_help(event) or self._point_at_sound(event) or self._point_at_button(event):
            return
        if self._point_at_curves(event) or self._point_at_free(event):
            return
        rail = self.rail
        time_s, on_bar = rail.time_at(event.pos[0]), self.bar.collidepoint(event.pos)
        left = event.type != pygame.MOUSEMOTION and event.button == pygame.BUTTON_LEFT
        if event.type == pygame.MOUSEBUTTONDOWN and left and on_bar:
            self.dragging = True
            if self.bar_clicked_s < DOUBLE_CLICK_S and self.zoomed_s is not None:
                self.zoom_bar(time_s, 0)
            self.bar_clicked_s = 0.0
            mark = rail.mark_at(time_s, (*self.film.marks, *self.film.facts))
            self.playhead.seek(mark.video_time if mark else time_s)
        elif event.type == pygame.MOUSEBUTTONDOWN and left:
            self._click(event.pos, add=not self.held.isdisjoint(SHIFTS))
        elif event.type == pygame.MOUSEBUTTONUP and left:
            self.dragging = False
        elif event.type == pygame.MOUSEMOTION and self.dragging:
            self.playhead.seek(time_s)
        self.inquiry.pointer = event.pos
        self.hover_s = time_s if on_bar or self.dragging else None

    def _point_at_curves(self, event: pygame.Event) -> bool:
        """Whether the mouse is at the curves of two riders, which hold the playhead until the button is released."""
        held = self.on_curves
        over = self.curves.collidepoint(event.pos) and not (self.dragging or self.export.open)
        if event.type != pygame.MOUSEMOTION and event.button == pygame.BUTTON_LEFT:
            self.on_curves = over and event.type == pygame.MOUSEBUTTONDOWN
        race_s = self.inquiry.curves.race_time_at(self.curves, event.pos[0])
        if self.on_curves and race_s is not None:
            self.playhead.seek(self.film.video_time(race_s))
        if over or held:
            self.inquiry.pointer, self.hover_s = event.pos, None
        return over or held

    def _point_at_free(self, event: pygame.Event) -> bool:
        """Whether the mouse is at the picture of the free camera, which it turns. A click does what it ever does."""
        free, view, held = self.free, self.free_view, self.grabbed
        if free is None or view is None or self.waiting is not None:
            self.grabbed = None
            return False
        left = event.type != pygame.MOUSEMOTION and event.button == pygame.BUTTON_LEFT
        over = self.picture_box().collidepoint(event.pos) and not self.dragging and not self.export.open
        if event.type == pygame.MOUSEBUTTONDOWN and left and over and not self.inquiry.is_over(event.pos):
            self.grabbed, self.turning = (event.pos, free.ground(view, self.spot_of(event.pos))), False
        elif held is not None and event.type == pygame.MOUSEMOTION:
            start, place_m = held
            self.turning = self.turning or max(abs(event.pos[0] - start[0]), abs(event.pos[1] - start[1])) > DRAG_PX
            if self.turning:
                self.view = free.showing(view, self.spot_of(event.pos), place_m)
        elif held is not None and left:
            self.grabbed = None
            if not self.turning:
                self._click(held[0], add=not self.held.isdisjoint(SHIFTS))
        else:
            return False
        self.inquiry.pointer, self.hover_s = event.pos, None
        return True

    def _point_at_help(self, event: pygame.Event) -> bool:
        """Whether the mouse is for the open help: a click on a key does what it does, and closes it."""
        if not self.help_open or self.dragging or self.bar.collidepoint(event.pos):
            return False
        if event.type == pygame.MOUSEBUTTONDOWN:
            command = command_at(self.above_bar, event.pos, self.help_page)
            self.help_open = False
            self._obey_click(command, event)
        self.inquiry.pointer, self.hover_s = event.pos, None
        return True

    def _point_at_button(self, event: pygame.Event) -> bool:
        """Whether the mouse is at a button of the bar, and what it does there."""
        if not self.bar.height or self.dragging:
            return False
        command = button_at(self.bar, event.pos, self.camera_on_bar, sounding=self.volume is not None)
        if command is None:
            return False
        self.inquiry.pointer, self.hover_s = event.pos, None
        if event.type == pygame.MOUSEBUTTONDOWN:
            self._obey_click(command, event)
        return True

    def _obey_click(self, command: Command | None, event: pygame.Event) -> None:
        """Do what a button or a key that is clicked does; with the right button, the other way round."""
        if command is None or event.button not in (pygame.BUTTON_LEFT, pygame.BUTTON_RIGHT):
            return
        if command.action is Action.HELP and self.help_open:
            self.help_open = False
        elif command.action is not Action.HELP or self.bar.collidepoint(event.pos):  # in the help itself it is closed
            self.obey(command if event.button == pygame.BUTTON_LEFT else replace(command, amount=-command.amount))

    def _point_at_sound(self, event: pygame.Event) -> bool:
        """Whether the mouse is at the loudspeaker or its rail, and what it does there. It holds what it has taken."""
        if self.volume is None or not self.bar.height or self.dragging:
            return False
        pressed = event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT
        over = self._is_over_sound(event.pos)
        level = level_at(self.bar, event.pos[0])
        if pressed and over and level is None:
            self._set_volume(Command(Action.MUTE))
        elif (pressed and over) or (event.type == pygame.MOUSEMOTION and self.sounding):
            self.sounding, self.volume = True, self.volume.at(level or 0)
            self.say(self.volume.words)
        held = self.sounding
        if event.type == pygame.MOUSEBUTTONUP and event.button == pygame.BUTTON_LEFT:
            self.sounding = False
        if over or held:
            self.inquiry.pointer, self.hover_s = event.pos, None
        return over or held

    def _is_over_sound(self, place: tuple[int, int] | None) -> bool:
        """Whether a place is on the loudspeaker or its rail."""
        shown = self.volume is not None and self.bar.height > 0
        return shown and place is not None and sound_area(self.bar).collidepoint(place)

    def _point_at_list(self, event: pygame.Event) -> None:
        if event.type == pygame.MOUSEMOTION:
            self.races.point(event.pos)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            self.open_wanted = self.races.click(event.pos)

    def _click(self, place: tuple[int, int], *, add: bool) -> None:
        """A click above the bar: on a line of the column, on a rider, or on the picture."""
        if self.waiting is not None:
            return
        if self.export.open and self.film.maker is not None:
            said = self.export.click(place, self.film.maker, self.marked_race_s())
            if said:
                self.say(said)
            return
        if self.inquiry.is_over(place):
            jump_s = self.inquiry.jump_at(place)
            if jump_s is not None:
                self.playhead.playing = False
                self.playhead.seek(jump_s)
            return
        rider = self.rider_at(place)
        if rider is not None:
            self.inquiry.pick(rider, add=add)
            return
        self.playhead.toggle()  # the second of two takes that back, and is for full screen
        if self.clicked_s < DOUBLE_CLICK_S:
            self.full_screen = not self.full_screen
            self.clicked_s = 10.0
        else:
            self.clicked_s = 0.0
