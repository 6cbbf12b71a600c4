"""The bar under the picture: where on the timeline the viewer is, and where a click on it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

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

DISPUTED: Colour = (255, 176, 64)
IMPOSSIBLE: Colour = (255, 110, 110)
"""Of facts that the replay does not show: that another contradicts, and that cannot have been."""

BELL: Colour = (255, 205, 64)
MOVE: Colour = ACCENT
FALL: Colour = (255, 110, 110)
"""Of the ticks; each has a form of its own as well."""

RAIL: Colour = (52, 64, 88)
"""What of the rail lies ahead: it must be seen on PANEL and never be taken for what was played."""

FACTS_BELOW_PX = 10
"""Signs of facts are so far below the rail."""

SIGN_PX = 10
"""From one sign to the next where several facts are of one moment."""

SHORTEST_SPAN_S = 2.0
"""A bar is zoomed no farther than to so much of the timeline."""

AHEAD = 0.1
"""Share of a zoomed bar that is behind a playhead which would leave it."""

OVERVIEW_PX = 3
"""Height of the line that shows which part of the timeline a zoomed bar has."""

NEAR_PX = 8
"""A pointer this near to a tick means the tick."""


class MarkKind(StrEnum):
    """What a moment is, by which its tick differs in form and colour."""

    LAP = "lap"
    BELL = "bell"
    MOVE = "move"
    """A rider does something: he attacks, passes, gets away, is caught."""

    FALL = "fall"
    STANDS = "stands"
    DISPUTED = "disputed"
    IMPOSSIBLE = "impossible"
    """What is told of the race: whether the replay shows it."""

    PACE = "pace"
    """The race itself: the start, the pacer's leaving, 200 m to go, the line."""


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """A named moment on the timeline."""

    video_time: float
    name: str
    kind: MarkKind = MarkKind.PACE


def clock(video_time: float) -> str:
    """A video time as minutes, seconds and hundredths: 1:02.50."""
    hundredths = round(video_time * 100)
    return f"{hundredths // 6000}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


@dataclass(frozen=True, slots=True)
class BarState:
    """What the bar shows.

    marks        what happens, above the rail
    facts        what is told, below it
    hover_s      the time under the pointer, None if it is elsewhere
    race         where the race is, in words
    hover_race   likewise at the time under the pointer
    span_s       the stretch of the timeline that the bar has; None: all of it
    range_s      the range that was marked, or is played again and again; None: there is none
    looping      whether it is
    muted        whether the sound is off
    time_words   how a video time is said
    left_px      the left end of the lower line is left to something else, px
    beside_px    likewise the right end
    """

    video_time: float
    duration_s: float
    playing: bool
    speed: float
    camera: str
    marks: Sequence[TimelineMark] = ()
    facts: Sequence[TimelineMark] = ()
    hover_s: float | None = None
    race: str = ""
    hover_race: str = ""
    span_s: tuple[float, float] | None = None
    range_s: tuple[float, float] | None = None
    looping: bool = False
    muted: bool = False
    time_words: Callable[[float], str] = clock
    left_px: int = 0
    beside_px: int = 0


@dataclass(frozen=True, slots=True)
class Rail:
    """The line that stands for the timeline: its ends in px, and the video times that they stand for."""

    left_px: int
    right_px: int
    begin_s: float
    end_s: float

    def time_at(self, x_px: float) -> float:
        """The video time under a place, within what the line stands for."""
        share = (x_px - self.left_px) / max(self.right_px - self.left_px, 1)
        return self.begin_s + min(max(share, 0.0), 1.0) * (self.end_s - self.begin_s)

    def x_of(self, video_time: float) -> int:
        """The place of a video time, px. One that is not on the line is beyond its ends."""
        share = (video_time - self.begin_s) / (self.end_s - self.begin_s) if self.end_s > self.begin_s else 0.0
        return round(self.left_px + share * (self.right_px - self.left_px))

    def has(self, video_time: float) -> bool:
        """Whether a video time is on the line."""
        return self.begin_s <= video_time <= self.end_s

    def mark_at(self, video_time: float, marks: Sequence[TimelineMark]) -> TimelineMark | None:
        """The mark that is drawn nearest to a time, if it is near."""
        x = self.x_of(video_time)
        on_line = (mark for mark in marks if self.has(mark.video_time))
        near = [mark for mark in on_line if abs(self.x_of(mark.video_time) - x) <= NEAR_PX]
        return min(near, key=lambda mark: abs(mark.video_time - video_time), default=None)


def bar_area(window: tuple[int, int]) -> pygame.Rect:
    """The bar's part of a window of that size: its foot."""
    height = min(BAR_HEIGHT_PX, window[1] // 4)
    return pygame.Rect(0, window[1] - height, window[0], height)


def rail_in(area: pygame.Rect, span_s: tuple[float, float]) -> Rail:
    """The rail of a bar that shows a stretch of the timeline."""
    return Rail(area.left + MARGIN_PX, max(area.right - MARGIN_PX, area.left + MARGIN_PX + 1), *span_s)


def zoomed_span(span_s: tuple[float, float], duration_s: float, about_s: float, factor: float) -> tuple[float, float]:
    """The stretch of a bar that is zoomed so many times about a moment, which stays where it is. All of it, or less."""
    begin, end = span_s
    length = min(max((end - begin) / factor, min(SHORTEST_SPAN_S, duration_s)), duration_s)
    share = (about_s - begin) / (end - begin) if end > begin else 0.5
    first = min(max(about_s - share * length, 0.0), duration_s - length)
    return first, first + length


def span_with(span_s: tuple[float, float], duration_s: float, time_s: float) -> tuple[float, float]:
    """The stretch moved so far that a moment is on it: one that has left it stands near its beginning."""
    begin, end = span_s
    if begin <= time_s <= end:
        return span_s
    length = end - begin
    first = min(max(time_s - (AHEAD if time_s > end else 1 - AHEAD) * length, 0.0), duration_s - length)
    return first, first + length


def state_in_words(state: BarState) -> str:
    """Playing or not, how fast if not as usual, and whether the sound is off."""
    words = ["playing" if state.playing else "paused"]
    words += [f"{state.speed:g}x"] if state.speed != 1.0 else []
    words += ["sound off"] if state.muted else []
    return ", ".join(words)


def draw_bar(surface: pygame.Surface, area: pygame.Rect, state: BarState) -> None:
    """Draw the bar onto its part of a surface."""
    surface.fill(PANEL, area)
    rail = rail_in(area, state.span_s or (0.0, state.duration_s))
    _draw_rail(surface, area, rail, state)
    if state.span_s is not None:
        _draw_overview(surface, area, state.span_s, state)
    _draw_words(surface, area, rail, state)


def _draw_rail(surface: pygame.Surface, area: pygame.Rect, rail: Rail, state: BarState) -> None:
    y = area.top + 16
    whole = pygame.Rect(rail.left_px, y - RAIL_PX // 2, rail.right_px - rail.left_px, RAIL_PX)
    pygame.draw.rect(surface, RAIL, whole, border_radius=RAIL_PX // 2)
    knob_x = min(max(rail.x_of(state.video_time), whole.left), whole.right)
    played = whole.copy()
    played.width = max(knob_x - whole.left, RAIL_PX)
    pygame.draw.rect(surface, ACCENT, played, border_radius=RAIL_PX // 2)
    if state.range_s is not None:
        begin, end = (min(max(rail.x_of(edge), whole.left), whole.right) for edge in state.range_s)
        band = pygame.Rect(begin, y - TICK_HEIGHT_PX // 2 - 3, max(end - begin, 2), 3)
        surface.fill(TEXT if state.looping else SECOND, band)
    for mark in filter(lambda mark: rail.has(mark.video_time), state.marks):
        _draw_tick(surface, (rail.x_of(mark.video_time), y), mark.kind)
    free_px = 0
    facts = (mark for mark in state.facts if rail.has(mark.video_time))
    for mark in sorted(facts, key=lambda mark: mark.video_time):
        x = max(rail.x_of(mark.video_time), free_px if mark.kind is not MarkKind.STANDS else 0)
        draw_fact_sign(surface, (x, y + FACTS_BELOW_PX), mark.kind, 3)
        free_px = x + SIGN_PX  # one that does not stand is never hidden by another of the same moment
    if state.hover_s is not None:
        surface.fill(TEXT, pygame.Rect(rail.x_of(state.hover_s), y - RAIL_PX, 1, 2 * RAIL_PX))
    if rail.has(state.video_time):
        pygame.draw.aacircle(surface, TEXT, (knob_x, y), KNOB_RADIUS_PX)


def _draw_overview(surface: pygame.Surface, area: pygame.Rect, span_s: tuple[float, float], state: BarState) -> None:
    """All of the timeline at the head of the bar: the part that the rail has, and the playhead."""
    whole = rail_in(area, (0.0, state.duration_s))
    line = pygame.Rect(whole.left_px, area.top + 1, whole.right_px - whole.left_px, OVERVIEW_PX)
    surface.fill(RAIL, line)
    left, right = (whole.x_of(edge) for edge in span_s)
    surface.fill(SECOND, pygame.Rect(left, line.top, max(right - left, 3), OVERVIEW_PX))
    surface.fill(ACCENT, pygame.Rect(whole.x_of(state.video_time) - 1, line.top - 1, 3, OVERVIEW_PX + 2))


def _draw_tick(surface: pygame.Surface, place: tuple[int, int], kind: MarkKind) -> None:
    """Laps are short lines, the bell a bell's circle, moves triangles, falls crosses, the rest tall lines."""
    x, y = place
    half = TICK_HEIGHT_PX // 2
    match kind:
        case MarkKind.LAP:
            surface.fill(SECOND, pygame.Rect(x - 1, y - half + 2, 2, TICK_HEIGHT_PX - 4))
        case MarkKind.BELL:
            pygame.draw.aacircle(surface, BELL, (x, y - half), 4)
            surface.fill(BELL, pygame.Rect(x - 1, y - half, 2, TICK_HEIGHT_PX))
        case MarkKind.MOVE:
            pygame.draw.aalines(surface, MOVE, True, [(x - 4, y - half - 3), (x + 4, y - half - 3), (x, y - half + 4)])
            pygame.draw.polygon(surface, MOVE, [(x - 4, y - half - 3), (x + 4, y - half - 3), (x, y - half + 4)])
        case MarkKind.FALL:
            pygame.draw.aaline(surface, FALL, (x - 4, y - half - 4), (x + 4, y - half + 4), 3)
            pygame.draw.aaline(surface, FALL, (x - 4, y - half + 4), (x + 4, y - half - 4), 3)
        case MarkKind.PACE:
            surface.fill(TEXT, pygame.Rect(x - 1, y - half, 2, TICK_HEIGHT_PX))


def draw_fact_sign(surface: pygame.Surface, place: tuple[int, int], kind: StrEnum, radius_px: int) -> None:
    """Facts that stand are dots, disputed ones hollow squares on a corner, impossible ones crosses."""
    x, y = place
    match str(kind):
        case MarkKind.DISPUTED:
            reach = radius_px + 1
            corners = [(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)]
            pygame.draw.polygon(surface, PANEL, corners)
            pygame.draw.aalines(surface, DISPUTED, True, corners)
            pygame.draw.lines(surface, DISPUTED, True, corners, 2)
        case MarkKind.IMPOSSIBLE:
            for way in (1, -1):
                ends = (x - radius_px, y - way * radius_px), (x + radius_px, y + way * radius_px)
                pygame.draw.aaline(surface, IMPOSSIBLE, *ends, 2)
        case _:
            pygame.draw.aacircle(surface, SECOND, (x, y), radius_px)


def _draw_words(surface: pygame.Surface, area: pygame.Rect, rail: Rail, state: BarState) -> None:
    """Time and state on the left, the camera on the right, between them what the pointer is on."""
    y = area.top + 42
    now = f"{state.time_words(state.video_time)} / {state.time_words(state.duration_s)}"
    left = lettering.write(surface, now, (rail.left_px + state.left_px, y), WORDS_PX)
    right = rail.right_px - state.beside_px
    camera = lettering.write(surface, state.camera, (right, y), WORDS_PX, SECOND, "midright")
    # What is said first is left out last, where a window is narrow.
    hovered = _hover_words(rail, state)
    right = camera.left - MARGIN_PX
    for words, colour in ((hovered or state.race, TEXT), (state_in_words(state), SECOND)):
        if words and left.right + 18 + lettering.width_of(words, WORDS_PX) <= right:
            left = lettering.write(surface, words, (left.right + 18, y), WORDS_PX, colour)


def _hover_words(rail: Rail, state: BarState) -> str:
    if state.hover_s is None:
        return ""
    mark = rail.mark_at(state.hover_s, (*state.marks, *state.facts))
    words = f"{state.time_words(mark.video_time)}  {mark.name}" if mark else state.time_words(state.hover_s)
    return f"at {words}  {state.hover_race}".rstrip()
