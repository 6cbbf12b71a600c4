"""Spans for tests: places seen by a pixel each, and the places of every pixel of a picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.draw.hall.infield import Infield
from replay.draw.hall.lights import air_numbers, lamp_numbers, light_rows
from replay.draw.hall.loops.row_spans import NOTHING_PART, Spans
from replay.draw.hall.strips import infield_outline, step_m, track_strips
from replay.draw.hall.surface_lookup import StripsFromEye, SurfaceLookup, Surroundings
from replay.draw.hall.views.lens import PlateLens
from replay.track.markings import markings
from replay.track.velodrome import Velodrome


def single_pixels(
    part: int, along_m: np.ndarray, across_m: np.ndarray, pixel_m: float, *, inside: float = 1.0, daylight: float = 1.2
) -> Spans:
    """Places of one part, one to a row, level, seen from near by and from straight above."""
    count = len(along_m)
    ones = np.ones(count, np.float32)
    runs = np.zeros((count, 6), np.int32)
    runs[:, 0], runs[:, 1], runs[:, 3], runs[:, 4], runs[:, 5] = part, np.arange(count), 1, np.arange(count), 16
    rows = [
        along_m,
        across_m,
        pixel_m * ones,
        pixel_m * ones,
        0 * ones,
        daylight * ones,
        0.1 * ones,
        ones,
        inside * ones,
    ]
    return Spans.of(runs, np.array(rows, np.float32))


def lookup_of(velodrome: Velodrome, lens: PlateLens) -> SurfaceLookup:
    """The track, without what stands behind it, as a lens sees it."""
    painted = markings(velodrome.shape)
    infield = Infield(velodrome, painted.safety_zone_m[0])
    around = Surroundings(light_rows(), lamp_numbers(), air_numbers(), infield.ground, infield.distance)
    strips = StripsFromEye(track_strips(velodrome, painted), lens.eye_m)
    outline = infield_outline(velodrome, painted)
    return SurfaceLookup(strips, lens, around, step_m=step_m(velodrome), infield=outline)


@dataclass(frozen=True, slots=True, eq=False)
class Pixels:
    """What each pixel (height, width) of a picture shows: its part, and fields of Spans."""

    part: np.ndarray
    along_m: np.ndarray
    across_m: np.ndarray
    reach_across_m: np.ndarray
    rise: np.ndarray
    haze: np.ndarray


def pixels_of(spans: Spans, size_px: tuple[int, int], knot_px: int) -> Pixels:
    """Spans spread over their picture; nan where nothing is seen."""
    part = np.full((size_px[1], size_px[0]), NOTHING_PART)
    fields = [np.full(part.shape, np.nan) for _ in range(5)]
    knots = spans.along_m, spans.across_m, spans.reach_across_m, spans.rise, spans.haze
    for kind, row, first, end, knot, _ in spans.runs.tolist():
        part[row, first:end] = kind
        if kind != NOTHING_PART:
            at = np.append(np.arange(first, end - 1, knot_px), end - 1)
            for field, values in zip(fields, knots, strict=True):
                field[row, first:end] = np.interp(np.arange(first, end), at, values[knot : knot + len(at)])
    return Pixels(part, *fields)
