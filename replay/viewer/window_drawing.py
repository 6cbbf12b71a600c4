"""The whole window drawn onto a surface: picture, column, bar, and what is said over them."""

from __future__ import annotations

import pygame

from replay.base.colour import Colour
from replay.viewer.film import FrameT
from replay.viewer.painting.picture_area import draw_safe
from replay.viewer.panels.bar_buttons import LEFT_PX, draw_buttons, right_px
from replay.viewer.panels.export_form import draw_export_state
from replay.viewer.panels.help_card import draw_help, help_pages
from replay.viewer.panels.hover_card import draw_hover_card, thumbnail_px
from replay.viewer.panels.messages import draw_banner, draw_message
from replay.viewer.panels.sound_control import draw_sound
from replay.viewer.panels.waiting_card import draw_waiting
from replay.viewer.timeline_bar import BarState, MarkKind, draw_bar
from replay.viewer.window_state import WindowState

JUST_AFTER_S = 0.05
"""Where a moment changes what is to go, what it changes to is said."""

EXPORT_PX = 60
"""What is said of an export takes so much of the picture's head."""

BEHIND: Colour = (4, 6, 12)
"""What a window of another shape than the picture shows beside it: nearly black, so that the picture ends there."""


def draw_window(surface: pygame.Surface, state: WindowState[FrameT]) -> None:
    """Draw everything onto a surface of the window's size. A film is shown from its first picture on."""
    if state.film.duration_s > 0 and state.pictures.picture(state.wanted()) is not None:
        state.waiting = None
    area = state.above_bar
    if state.waiting is not None:
        draw_waiting(surface, area, state.waiting)
    else:
        _draw_picture(surface, state)
        if state.bar.height:
            draw_bar(surface, state.bar, _bar_state(state))
            sounding, pointer = state.volume is not None, state.inquiry.pointer
            draw_buttons(surface, state.bar, pointer, plays=state.playhead.playing, sounding=sounding)
            if state.volume is not None:
                draw_sound(surface, state.bar, state.volume)
    maker = state.film.maker
    exported = None if maker is None else maker.state()
    if maker is not None and state.export.open:
        state.export.draw(surface, area, maker, state.playhead.range_s)
    elif exported is not None:
        draw_export_state(surface, area, exported)
    if state.races.open:
        state.races.draw(surface, area)
    if state.message:
        draw_message(surface, state.above_curves, state.message, head=bool(state.wrong))
    if state.wrong and not state.races.open:  # the list has rows and keys where they would stand
        draw_banner(surface, state.above_curves, state.wrong)
    covered = state.export.open or state.races.open or state.help_open
    if state.waiting is None and state.bar.height and state.hover_s is not None and not covered:
        _draw_hover(surface, state, state.hover_s)
    if state.help_open:
        draw_help(surface, area, state.inquiry.pointer, min(state.help_page, help_pages(area) - 1))


def _draw_picture(surface: pygame.Surface, state: WindowState[FrameT]) -> None:
    """The latest picture that there is, as large as the room takes it, with what is asked of the race."""
    room = state.inquiry.room(state.above_curves)
    picture = state.pictures.picture(state.wanted())
    if picture is None or picture.get_size() != state.above_bar.size:  # else it covers all of that
        surface.fill(BEHIND, state.above_bar)
    _draw_curves(surface, state)
    if picture is not None:
        place = picture.get_rect(center=room.center)
        surface.blit(picture, place)
        if state.shown.safe:
            draw_safe(surface, place, state.film.safe(state.shape))
        if state.film.answers is not None:
            maker = state.film.maker
            head_px = EXPORT_PX if maker is not None and maker.state() is not None else 0
            state.inquiry.draw_riders(surface, place, state.film.answers, state.playhead.video_time, head_px=head_px)
    if state.film.answers is not None:
        state.inquiry.draw_column(surface, state.film.answers, state.playhead.video_time)


def _draw_curves(surface: pygame.Surface, state: WindowState[FrameT]) -> None:
    """The curves of the riders who are compared, where there is room for them."""
    area, film, inquiry = state.curves, state.film, state.inquiry
    if not area.height or film.answers is None or inquiry.curves.of(film.answers, inquiry.riders) is None:
        return
    laps = [mark for mark in film.marks if mark.kind in (MarkKind.LAP, MarkKind.BELL)]
    marks = [(film.race_time(mark.video_time), mark.kind is MarkKind.BELL) for mark in laps]
    inquiry.curves.draw(surface, area, film.race_time(state.playhead.video_time), marks)


def _draw_hover(surface: pygame.Surface, state: WindowState[FrameT], hover_s: float) -> None:
    """What is under the pointer on the timeline, above it."""
    film = state.film
    rail = state.rail
    mark = rail.mark_at(hover_s, (*film.marks, *film.facts))
    time_s = hover_s if mark is None else mark.video_time
    names = () if mark is None else (mark.name,)
    words = (film.time_words(time_s), *names, *film.moment(time_s + JUST_AFTER_S).split("  "))
    thumbnail = None if film.thumbnail is None else state.thumbnails.picture(state.wanted_thumbnail(hover_s))
    draw_hover_card(surface, state.above_curves, rail.x_of(hover_s), words, thumbnail, thumbnail_px(state.size))


def _bar_state(state: WindowState[FrameT]) -> BarState:
    head = state.playhead
    marked = head.begin_s is not None or head.end_s is not None or head.loop is not None
    return BarState(
        video_time=head.video_time,
        duration_s=head.duration_s,
        playing=head.playing,
        speed=head.speed,
        camera=state.camera_on_bar,
        marks=state.film.marks,
        facts=state.film.facts,
        hover_s=state.hover_s,
        race=state.film.moment(head.video_time),
        hover_race="" if state.hover_s is None else state.film.moment(state.hover_s),
        span_s=state.zoomed_s,
        range_s=head.range_s if marked else None,
        looping=head.loop is not None,
        muted=state.volume is not None and state.volume.muted,
        time_words=state.film.time_words,
        left_px=LEFT_PX,
        beside_px=right_px(state.bar, sounding=state.volume is not None),
    )
