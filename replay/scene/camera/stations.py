"""Where cameras stand, by rules from the shape of the velodrome. They turn and zoom, and never move.

Riders go from left to right before every camera beside a straight, so that cuts between them never turn the race
round; the end stands look along the straights, from behind the riders. In the bends, where they lean, riders are seen
from outside: from the stand of a straight one would look down on their helmets.
Distances are those of a 250 m track and grow with the track's size.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from replay.scene.camera.framing import LensLimits, Window, fit
from replay.scene.camera.setups import StationName
from replay.scene.camera.subjects import PAST_LINE_M
from replay.scene.camera.wish import NamedCamera
from replay.scene.frame.free_camera import FreeCamera, FreeView
from replay.scene.frame.layout import Layout
from replay.scene.frame.pinhole import Point
from replay.scene.frame.shot import WHOLE, Pane, ShotKind
from replay.track.velodrome import MEASUREMENT_LINE_M, TrackShape, Velodrome

_TALLER_VIEW = {Layout.LANDSCAPE: 1.0, Layout.VERTICAL: 1.5, Layout.SQUARE: 1.25, Layout.PORTRAIT: 1.35}
"""How much wider the widest (vertical) field of view of a lens is in each layout, to show as much across."""

_SMALLER_RIDERS = {Layout.LANDSCAPE: 1.0, Layout.VERTICAL: 0.55, Layout.SQUARE: 0.85, Layout.PORTRAIT: 0.75}
"""How much smaller the tallest rider is in each layout, as a part of the picture's height: he must fit its width."""

_WIDEST_DEG = 100.0
"""Beyond this a straight track looks bent."""

_CALM_S, _CLOSE_CALM_S, _LINE_CALM_S = 0.7, 0.35, 0.3
"""Standard deviation of the low-pass on the turning of a camera. One that is far turns little and can be calm; the low
ones would lose who rides past them, and those at the line who comes fast."""


_FAR_RIDER = 0.031
"""Height of the tallest rider of a camera that follows what is shown fast: a wide picture holds 97 m then."""


@dataclass(frozen=True, slots=True)
class Station:
    """A place for a camera.

    kind      the kind of shot it makes (see Shot)
    lens      what its lens may do in a picture that is wider than tall; `composition` adapts it
    calm_s    standard deviation of the low-pass on its turning
    whole     it stands still and shows the whole track
    far       it shows all riders, and much of the track round them, however small they are then
    behind_m  with the finish line in the picture, who is this far behind the leader is, too
    past_line_m  so far past the finish line riders are kept in the picture
    """

    name: StationName
    kind: ShotKind
    eye_m: Point
    lens: LensLimits
    up: Point = (0.0, 0.0, 1.0)
    calm_s: float = _CALM_S
    whole: bool = False
    far: bool = False
    behind_m: float = 18.0
    past_line_m: float = PAST_LINE_M


_STATIONS_OF = {
    NamedCamera.MAIN: (StationName.MAIN, StationName.MAIN),
    NamedCamera.FOLLOW: (StationName.FOLLOW_1, StationName.FOLLOW_2),
    NamedCamera.OVERHEAD: (StationName.OVERHEAD, StationName.OVERHEAD),
    NamedCamera.BEND: (StationName.BEND_1, StationName.BEND_2),
    NamedCamera.BACK: (StationName.BACK, StationName.BACK),
    NamedCamera.END: (StationName.END_1, StationName.END_2),
    NamedCamera.FINISH: (StationName.FINISH, StationName.FINISH),
}


def stations_of(camera: NamedCamera) -> tuple[StationName, StationName]:
    """Stations of a named camera: for the half of the lap at the home straight, and for the other half."""
    return _STATIONS_OF[camera]


def stations(velodrome: Velodrome, layout: Layout) -> dict[StationName, Station]:
    """Every place for a camera at this track, by name."""
    line = velodrome.place(np.arange(0.0, velodrome.lap_m, 0.5))
    long, wide = float(np.abs(line[:, 0]).max()), float(np.abs(line[:, 1]).max())
    size = velodrome.lap_m / 250.0
    fence = velodrome.width_m - MEASUREMENT_LINE_M
    finish_x = float(velodrome.place(0.0)[0])
    stand, close, line_lens = LensLimits(4.5, 56.0), LensLimits(8.0, 58.0, 0.40), LensLimits(8.0, 46.0, 0.34)
    main = (-3.0 * size, -wide - 28.0 * size, 21.5 * size)
    # Above the plane of the boards, which are steep there: lower, one would see their edge, and the crowd before it.
    bend = (long + 34.0 * size, -wide + 8.0 * size, 68.0 * size)
    end = (-long - 34.0 * size, -wide - 5.0 * size, 44.0 * size)
    follow = _inside(velodrome, 45.0 * size)
    finish = (finish_x + 1.5, -wide - fence - 13.0 * size, 12.5 * size)
    past_line = (finish_x + 46.0 * size, -wide + 2.0 * size, 15.0 * size)
    overhead = _overhead(velodrome, layout)
    made = (
        Station(StationName.MAIN, ShotKind.MAIN, main, stand),
        Station(StationName.BACK, ShotKind.MAIN, _across(main), stand),
        Station(StationName.BEND_1, ShotKind.BEND, bend, stand, calm_s=_CLOSE_CALM_S),
        Station(StationName.BEND_2, ShotKind.BEND, _across(bend), stand, calm_s=_CLOSE_CALM_S),
        Station(StationName.END_1, ShotKind.MAIN, end, stand),
        Station(StationName.END_2, ShotKind.MAIN, _across(end), stand),
        Station(StationName.FOLLOW_1, ShotKind.FOLLOW, follow, close, calm_s=_CLOSE_CALM_S),
        Station(StationName.FOLLOW_2, ShotKind.FOLLOW, _across(follow), close, calm_s=_CLOSE_CALM_S),
        Station(StationName.FINISH, ShotKind.FINISH, finish, line_lens, calm_s=_LINE_CALM_S, behind_m=12.0),
        Station(
            StationName.LINE,
            ShotKind.FINISH,
            past_line,
            line_lens,
            calm_s=_LINE_CALM_S,
            behind_m=16.0,
            past_line_m=20.0 * size,
        ),
        overhead,
        replace(overhead, name=StationName.ABOVE, lens=replace(overhead.lens, tallest_rider=_FAR_RIDER), far=True),
        replace(overhead, name=StationName.WHOLE_TRACK, whole=True),
    )
    return {station.name: station for station in made}


@dataclass(frozen=True, slots=True)
class Composition:
    """How riders are to lie in a shot's picture.

    aspect   width over height of the part of the picture that the shot fills
    window   where they belong, in parts of that: clear of the panels
    safe     the widest window in which nobody who matters may be lost
    lens     what the camera's lens may do
    shorter  the shorter side of the whole picture, as a part of the height of what the shot fills
    """

    aspect: float
    window: Window
    safe: Window
    lens: LensLimits
    shorter: float


def composition(
    station: Station,
    layout: Layout,
    kind: ShotKind,
    pane: Pane = WHOLE,
    *,
    split: bool,
    close: bool = False,
    clean: bool = False,
) -> Composition:
    """The composition of a shot.

    kind   of the shot, which need not be what the station usually makes
    pane   the part of the picture that it fills
    split  whether the picture is shared with another shot
    close  whether neither tower nor map is over it, as while the pacer leaves
    clean  whether nothing at all is
    """
    wide, tall = pane[2] - pane[0], pane[3] - pane[1]
    room = _split_window(layout, pane) if split else _window(station, layout, kind)
    room = _CLOSE_WINDOWS.get(layout, room) if close else room
    room = _clean_window(layout, pane, split=split) if clean and not station.whole else room
    left, top, right, bottom = room
    safe = (left - 0.03, top - 0.04, min(right + 0.03, 0.985), min(bottom + 0.04, 0.97))
    # Tall pictures need a taller field of view to show as much across, and riders that fit their width.
    widest = min(station.lens.widest_deg * _TALLER_VIEW[layout], _WIDEST_DEG)
    tallest = station.lens.tallest_rider * _SMALLER_RIDERS[layout] / tall
    lens = LensLimits(station.lens.narrowest_deg, widest, tallest)
    return Composition(layout.aspect * wide / tall, room, safe, lens, min(layout.aspect, 1.0) / tall)


def split_panes(layout: Layout) -> Pane:
    """The part of the picture that those who chase fill, while the first has the rest: beside him, or below him."""
    return (0.5, 0.0, 1.0, 1.0) if layout is Layout.LANDSCAPE else (0.0, _DIVIDED_AT[layout], 1.0, 1.0)


_DIVIDED_AT = {Layout.VERTICAL: 0.53, Layout.SQUARE: 0.5, Layout.PORTRAIT: 0.5}
"""Where pictures that are not wide are divided, as a part of their height. Below it a vertical one still has half of
what no platform covers."""


def _split_window(layout: Layout, pane: Pane) -> Window:
    """Where riders belong while two shots share the picture, in parts of what the shot fills."""
    first, second = _SPLIT_WINDOWS[layout]
    return first if pane == WHOLE else second


_SPLIT_WINDOWS: dict[Layout, tuple[Window, Window]] = {
    Layout.LANDSCAPE: ((0.245, 0.28, 0.485, 0.86), (0.05, 0.26, 0.95, 0.80)),
    Layout.VERTICAL: ((0.28, 0.345, 0.82, 0.475), (0.07, 0.12, 0.88, 0.46)),
    Layout.SQUARE: ((0.42, 0.12, 0.95, 0.46), (0.06, 0.22, 0.94, 0.86)),
    Layout.PORTRAIT: ((0.42, 0.12, 0.95, 0.46), (0.06, 0.20, 0.94, 0.86)),
}
"""Windows of the first, whose shot fills the picture behind the other one, and of those who chase."""


def _window(station: Station, layout: Layout, kind: ShotKind) -> Window:
    """Where in the picture the riders belong: clear of the panels that the layout puts over such a shot.

    Landscape has its column on the right: who follows the first rides in at the left edge. In follow, bend and finish
    shots the tower is above the riders; the pull-off has only the counter; from above the column is on the left. The
    caption is bottom right. Vertical pictures have all of them above the riders, the
    others a column on the left and the caption at the foot.
    """
    if station.whole:
        return _WHOLE_WINDOWS[layout]
    return _WIDE_WINDOWS[kind] if layout is Layout.LANDSCAPE else _TALL_WINDOWS[layout]


def _clean_window(layout: Layout, pane: Pane, *, split: bool) -> Window:
    """Where riders belong in a picture over which nothing is laid: its middle, or that of what is their own of it."""
    if not split or pane != WHOLE:
        return _CLEAN_WINDOWS[layout]
    return _CLEAN_BESIDE if layout is Layout.LANDSCAPE else _CLEAN_ABOVE


_CLEAN_WINDOWS: dict[Layout, Window] = {
    Layout.LANDSCAPE: (0.08, 0.20, 0.92, 0.82),
    Layout.VERTICAL: (0.08, 0.24, 0.92, 0.74),
    Layout.SQUARE: (0.08, 0.16, 0.92, 0.84),
    Layout.PORTRAIT: (0.08, 0.18, 0.92, 0.82),
}
_CLEAN_BESIDE, _CLEAN_ABOVE = (0.05, 0.26, 0.45, 0.80), (0.10, 0.12, 0.90, 0.44)
_WIDE_WINDOWS: dict[ShotKind, Window] = {
    ShotKind.MAIN: (0.035, 0.17, 0.665, 0.80),
    ShotKind.FOLLOW: (0.07, 0.34, 0.94, 0.79),
    ShotKind.BEND: (0.035, 0.17, 0.665, 0.80),
    ShotKind.PULL_OFF: (0.06, 0.24, 0.94, 0.80),
    ShotKind.FINISH: (0.05, 0.45, 0.95, 0.80),
    ShotKind.OVERHEAD: (0.32, 0.12, 0.94, 0.78),
}
_TALL_WINDOWS: dict[Layout, Window] = {
    Layout.VERTICAL: (0.07, 0.39, 0.86, 0.735),
    Layout.SQUARE: (0.39, 0.13, 0.95, 0.81),
    Layout.PORTRAIT: (0.38, 0.14, 0.94, 0.80),
}
_CLOSE_WINDOWS: dict[Layout, Window] = {
    Layout.VERTICAL: (0.07, 0.345, 0.86, 0.745),
    Layout.SQUARE: (0.43, 0.16, 0.95, 0.90),
    Layout.PORTRAIT: (0.43, 0.16, 0.95, 0.90),
}
_WHOLE_WINDOWS: dict[Layout, Window] = {
    Layout.LANDSCAPE: (0.335, 0.05, 0.97, 0.95),
    Layout.VERTICAL: (0.06, 0.26, 0.90, 0.74),
    Layout.SQUARE: (0.36, 0.05, 0.98, 0.95),
    Layout.PORTRAIT: (0.36, 0.16, 0.98, 0.80),
}
"""Windows for wide pictures, for the others, for those without a tower, and for the whole track from above: left, top,
right and bottom as parts of the picture. Measured against the panels as the overlay lays them; wider panels need
narrower windows here."""


@lru_cache(maxsize=8)
def free_camera(shape: TrackShape, layout: Layout) -> FreeCamera:
    """The free camera, where the others above the infield are: it begins with all of the boards, clear of panels."""
    velodrome = Velodrome(shape)
    station = stations(velodrome, layout)[StationName.WHOLE_TRACK]
    along = np.arange(0.0, velodrome.lap_m, 1.0)
    fence, middle = velodrome.place(along, velodrome.width_m), velodrome.place(along, velodrome.width_m / 2)
    eye, composed = np.array(station.eye_m), composition(station, layout, station.kind, split=False)
    forward, focal = fit(eye, np.array(station.up), fence[None], composed.window, composed.aspect, composed.lens)
    target = eye + forward[0] * (eye[2] / -forward[0, 2])
    tall_m = float(np.linalg.norm(target - eye) / focal[0])
    start = FreeView(float(target[0]), float(target[1]), tall_m)
    return FreeCamera(station.eye_m, station.up, start, middle[:, :2], layout.aspect)


def _overhead(velodrome: Velodrome, layout: Layout) -> Station:
    """High above the infield; the track lies along the picture in landscape, upright in the others."""
    up = (0.0, 1.0, 0.0) if layout is Layout.LANDSCAPE else (1.0, 0.0, 0.0)
    line = velodrome.place(np.arange(0.0, velodrome.lap_m, 1.0))
    height = 2.1 * (float(np.abs(line[:, 0]).max()) + velodrome.width_m)
    eye = (0.0, -2.0, height)
    return Station(StationName.OVERHEAD, ShotKind.OVERHEAD, eye, LensLimits(3.6, 60.0), up, _CLOSE_CALM_S)


def _inside(velodrome: Velodrome, past_straight_m: float) -> Point:
    """A low place on the flat inside a bend, some metres after the home straight, looking back along it."""
    enter = velodrome.shape.straight_m / 2 - velodrome.shape.finish_m
    x, y, _ = velodrome.place(enter + past_straight_m, -1.6)
    return float(x), float(y), 2.3


def _across(point: Point) -> Point:
    """The same place at the other half of the track: the plan is symmetric about its centre."""
    return -point[0], -point[1], point[2]
