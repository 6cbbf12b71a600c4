"""The bar under the picture: where on the timeline the viewer is, and where a click on it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from replay.base.colour import Colour
from replay.base.look import ACCENT, PANEL, SECOND, TEXT
from replay.viewer import lettering

BAR_HEIGHT_PX = 56
"""Of the bar; a quarter of a low window at most."""

MARGIN_PX = 20
"""From the rail to the sides of the window."""

RAIL_PX = 6
"""Thickness of the rail."""

KNOB_RADIUS_PX = 8
"""Of the knob where the playhead is."""

TICK_HEIGHT_PX = 14
"""Of a named moment."""

WORDS_PX = 17
"""Size of the words."""

RAIL: Colour = (52, 64, 88)
"""What of the rail lies ahead: it must be seen on PANEL and never be taken for what was played."""

NEAR_PX = 8
"""A pointer this near to a tick means the tick."""


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """A named moment on the timeline."""

    video_time: float
    name: str


@dataclass(frozen=True, slots=True)
class BarState:
    """What the bar shows. hover_s: the time under the pointer, None if it is elsewhere."""

    video_time: float
    duration_s: float
    playing: bool
    speed: float
    camera: str
    marks: Sequence[TimelineMark] = ()
    hover_s: float | None = None


@dataclass(frozen=True, slots=True)
class Rail:
    """The line that stands for the timeline: its ends in px and the seconds it stands for."""

    left_px: int
    right_px: int
    duration_s: float

    def time_at(self, x_px: float) -> float:
        """The video time under a place, within the timeline."""
        share = (x_px - self.left_px) / max(self.right_px - self.left_px, 1)
        return min(max(share, 0.0), 1.0) * self.duration_s

    def x_of(self, video_time: float) -> int:
        """The place of a video time, px."""
        share = video_time / self.duration_s if self.duration_s > 0 else 0.0
        return round(self.left_px + share * (self.right_px - self.left_px))

    def mark_at(self, video_time: float, marks: Sequence[TimelineMark]) -> TimelineMark | None:
        """The mark that is drawn nearest to a time, if it is near."""
        x = self.x_of(video_time)
        near = [mark for mark in marks if abs(self.x_of(mark.video_time) - x) <= NEAR_PX]
        return min(near, key=lambda mark: abs(mark.video_time - video_time), default=None)


def bar_area(window: tuple[int, int]) -> pygame.Rect:
    """The bar's part of a window of that size: its foot."""
    height = min(BAR_HEIGHT_PX, window[1] // 4)
    return pygame.Rect(0, window[1] - height, window[0], height)


def rail_in(area: pygame.Rect, duration_s: float) -> Rail:
    return Rail(area.left + MARGIN_PX, max(area.right - MARGIN_PX, area.left + MARGIN_PX + 1), duration_s)


def clock(video_time: float) -> str:
    """A video time as minutes, seconds and hundredths: 1:02.50."""
    hundredths = round(video_time * 100)
    return f"{hundredths // 6000}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


def state_in_words(state: BarState) -> str:
    """Playing or not, and how fast if not as usual."""
    words = "playing" if state.playing else "paused"
    return words if state.speed == 1.0 else f"{words}, {state.speed:g}x"


def draw_bar(surface: pygame.Surface, area: pygame.Rect, state: BarState) -> None:
    """Draw the bar onto its part of a surface."""
    surface.fill(PANEL, area)
    rail = rail_in(area, state.duration_s)
    _draw_rail(surface, area, rail, state)
    _draw_words(surface, area, rail, state)


def _draw_rail(surface: pygame.Surface, area: pygame.Rect, rail: Rail, state: BarState) -> None:
    y = area.top + 16
    whole = pygame.Rect(rail.left_px, y - RAIL_PX // 2, rail.right_px - rail.left_px, RAIL_PX)
    pygame.draw.rect(surface, RAIL, whole, border_radius=RAIL_PX // 2)
    knob_x = rail.x_of(state.video_time)
    played = whole.copy()
    played.width = max(knob_x - whole.left, RAIL_PX)
    pygame.draw.rect(surface, ACCENT, played, border_radius=RAIL_PX // 2)
    for mark in state.marks:
        tick = pygame.Rect(rail.x_of(mark.video_time) - 1, y - TICK_HEIGHT_PX // 2, 2, TICK_HEIGHT_PX)
        surface.fill(SECOND, tick)
    if state.hover_s is not None:
        surface.fill(TEXT, pygame.Rect(rail.x_of(state.hover_s), y - RAIL_PX, 1, 2 * RAIL_PX))
    pygame.draw.aacircle(surface, TEXT, (knob_x, y), KNOB_RADIUS_PX)


def _draw_words(surface: pygame.Surface, area: pygame.Rect, rail: Rail, state: BarState) -> None:
    """Time and state on the left, the camera on the right, between them what the pointer is on."""
    y = area.top + 40
    now = f"{clock(state.video_time)} / {clock(state.duration_s)}"
    left = lettering.write(surface, now, (rail.left_px, y), WORDS_PX)
    left = lettering.write(surface, state_in_words(state), (left.right + 18, y), WORDS_PX, SECOND)
    camera = lettering.write(surface, state.camera, (rail.right_px, y), WORDS_PX, SECOND, "midright")
    words = _hover_words(rail, state)
    room = camera.left - left.right - 2 * MARGIN_PX
    if words and lettering.width_of(words, WORDS_PX) <= room:
        middle = (left.right + camera.left) // 2
        lettering.write(surface, words, (middle, y), WORDS_PX, TEXT, "center")


def _hover_words(rail: Rail, state: BarState) -> str:
    if state.hover_s is None:
        return ""
    mark = rail.mark_at(state.hover_s, state.marks)
    return f"{clock(mark.video_time)}  {mark.name}" if mark else clock(state.hover_s)
