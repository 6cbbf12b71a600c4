"""Where cameras stand, by rules from the shape of the velodrome. They turn and zoom, and never move.

Riders go from left to right before every camera beside a straight, so that cuts between them never turn the race
round; the end stands look along the straights, from behind the riders (`end`) or at their faces (`head`).
Distances are those of a 250 m track and grow with the track's size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.scene.camera.framing import Lens, Window
from replay.scene.camera.pinhole import Point
from replay.scene.frame import Layout
from replay.track.velodrome import MEASUREMENT_LINE_M, Velodrome

ASPECTS = {Layout.LANDSCAPE: 16 / 9, Layout.VERTICAL: 9 / 16, Layout.SQUARE: 1.0, Layout.PORTRAIT: 4 / 5}
"""Width over height of each layout's picture."""


@dataclass(frozen=True, slots=True)
class Station:
    """A place for a camera.

    kind      the kind of shot it makes (see Shot)
    lens      what its lens may do in a picture that is wider than tall; `lens_for` adapts it
    calm_s    standard deviation of the low-pass on its turning
    whole     it stands still and shows the whole track
    behind_m  with the finish line in the picture, who is this far behind the leader is, too
    """

    name: str
    kind: str
    eye_m: Point
    lens: Lens
    up: Point = (0.0, 0.0, 1.0)
    calm_s: float = 0.7
    whole: bool = False
    behind_m: float = 18.0

    def lens_for(self, layout: Layout) -> Lens:
        """Tall pictures need a taller field of view to show as much across, and riders that fit their width."""
        if layout is Layout.LANDSCAPE:
            return self.lens
        taller = {Layout.VERTICAL: 1.5, Layout.SQUARE: 1.25, Layout.PORTRAIT: 1.35}[layout]
        smaller = {Layout.VERTICAL: 0.55, Layout.SQUARE: 0.85, Layout.PORTRAIT: 0.75}[layout]
        widest = min(self.lens.widest_deg * taller, 100.0)
        return Lens(self.lens.narrowest_deg, widest, self.lens.tallest_rider * smaller)


CAMERAS = ("main", "follow", "overhead", "bend", "back", "end", "finish")
"""Names for a camera that shows a whole race."""

_PAIRS = {"follow": ("follow 1", "follow 2"), "bend": ("bend 1", "bend 2"), "end": ("end 1", "end 2")}


def stations_of(camera: str) -> tuple[str, str]:
    """Stations of a named camera: for the half of the lap at the home straight, and for the other half."""
    return _PAIRS.get(camera, (camera, camera))


def stations(velodrome: Velodrome, layout: Layout) -> dict[str, Station]:
    """Every place for a camera at this track, by name."""
    line = velodrome.place(np.arange(0.0, velodrome.lap_m, 0.5))
    long, wide = float(np.abs(line[:, 0]).max()), float(np.abs(line[:, 1]).max())
    size = velodrome.lap_m / 250.0
    fence = velodrome.width_m - MEASUREMENT_LINE_M
    finish_x = float(velodrome.place(0.0)[0])
    stand, close = Lens(6.0, 56.0), Lens(8.0, 58.0, 0.40)
    main = (-3.0 * size, -wide - 28.0 * size, 21.5 * size)
    bend = (-20.0 * size, wide + 29.0 * size, 20.0 * size)
    end = (-long - 34.0 * size, -wide - 5.0 * size, 44.0 * size)
    head = (long + 34.0 * size, -wide - 5.0 * size, 44.0 * size)
    follow = _inside(velodrome, 45.0 * size)
    finish = (finish_x + 1.5, -wide - fence - 13.0 * size, 12.5 * size)
    past_line = (finish_x + 25.0 * size, -wide - 1.0 * size, 9.5 * size)
    return {
        station.name: station
        for station in (
            Station("main", "main", main, stand),
            Station("back", "main", _across(main), stand),
            Station("bend 1", "bend", bend, stand),
            Station("bend 2", "bend", _across(bend), stand),
            Station("end 1", "main", end, stand),
            Station("end 2", "main", _across(end), stand),
            Station("head 1", "main", head, stand),
            Station("head 2", "main", _across(head), stand),
            Station("follow 1", "follow", follow, close, calm_s=0.35),
            Station("follow 2", "follow", _across(follow), close, calm_s=0.35),
            Station("finish", "finish", finish, Lens(8.0, 46.0, 0.34), calm_s=0.3, behind_m=15.0),
            Station("line", "finish", past_line, Lens(8.0, 46.0, 0.34), calm_s=0.3, behind_m=14.0),
            _overhead(velodrome, layout, "overhead", whole=False),
            _overhead(velodrome, layout, "whole track", whole=True),
        )
    }


def window(station: Station, layout: Layout, kind: str | None = None) -> Window:
    """Where in the picture the riders belong: clear of the panels that the layout puts over such a shot.

    kind: of the shot, if not what the station makes. Landscape has its panels on the left (follow, bend and finish
    shots: at the top, the tower on the right; of the pull-off: only the counter) and the caption bottom right. The
    others have a column on the left, and the caption at the foot, or in vertical pictures above the column.
    """
    if layout is Layout.LANDSCAPE:
        if station.whole:
            return (0.335, 0.05, 0.97, 0.95)
        return _WIDE.get(kind or station.kind, (0.30, 0.16, 0.95, 0.79))
    return _TALL_WHOLE[layout] if station.whole else _TALL[layout]


_WIDE: dict[str, Window] = {
    "follow": (0.07, 0.34, 0.94, 0.79),
    "bend": (0.08, 0.45, 0.92, 0.79),
    "pull-off": (0.06, 0.24, 0.94, 0.80),
    "finish": (0.05, 0.45, 0.95, 0.80),
    "overhead": (0.32, 0.12, 0.94, 0.78),
}
_TALL: dict[Layout, Window] = {
    Layout.VERTICAL: (0.40, 0.355, 0.87, 0.745),
    Layout.SQUARE: (0.39, 0.26, 0.94, 0.73),
    Layout.PORTRAIT: (0.38, 0.22, 0.94, 0.76),
}
_TALL_WHOLE: dict[Layout, Window] = {
    Layout.VERTICAL: (0.06, 0.26, 0.90, 0.74),
    Layout.SQUARE: (0.36, 0.05, 0.98, 0.95),
    Layout.PORTRAIT: (0.36, 0.16, 0.98, 0.80),
}


def safe_window(station: Station, layout: Layout, kind: str | None = None) -> Window:
    """The widest window in which nobody who matters may be lost: the riders' window and a little more."""
    left, top, right, bottom = window(station, layout, kind)
    return (left - 0.03, top - 0.04, min(right + 0.03, 0.985), min(bottom + 0.04, 0.97))


def _overhead(velodrome: Velodrome, layout: Layout, name: str, *, whole: bool) -> Station:
    """High above the infield; the track lies along the picture in landscape, upright in the others."""
    up = (0.0, 1.0, 0.0) if layout is Layout.LANDSCAPE else (1.0, 0.0, 0.0)
    line = velodrome.place(np.arange(0.0, velodrome.lap_m, 1.0))
    height = 2.1 * (float(np.abs(line[:, 0]).max()) + velodrome.width_m)
    return Station(name, "overhead", (0.0, -2.0, height), Lens(10.0, 60.0), up, whole=whole)


def _inside(velodrome: Velodrome, past_straight_m: float) -> Point:
    """A low place on the flat inside a bend, some metres after the home straight, looking back along it."""
    enter = velodrome.shape.straight_m / 2 - velodrome.shape.finish_m
    x, y, _ = velodrome.place(enter + past_straight_m, -1.6)
    return float(x), float(y), 2.3


def _across(point: Point) -> Point:
    """The same place at the other half of the track: the plan is symmetric about its centre."""
    return -point[0], -point[1], point[2]
