"""Runs of pixels that show one part, found on a raster, and where the rays of their knots meet the hall.

From the middle of the cell that the raster names, Newton steps lead to the very point that a ray meets.
"""

from __future__ import annotations

from math import exp, floor, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from replay.draw.hall.loops.light_kernels import gleam, hazed, lit
from replay.draw.pixels.compiled import compiled

Singles = NDArray[np.float32]
Cells = NDArray[np.int32]
Values = NDArray[np.float64]

_NEWTON_STEPS = 2
_NOTHING, _NOTHING_PART, _INFIELD_CELL = -1, 255, 0
_PARTS = 16
_FAR_STEPS = 48.0
"""Neighbouring pixels whose places are further apart along the track belong to different runs, table steps."""


class HallSeen(NamedTuple):
    """What rays meet, as one lens sees it.

    lens      (15,) eye, right, down, forward, focal length, middle
    table     (n, 12) points of strips relative to the eye, and their changes
    cells     (n, 6) of each cell: first row of its table, least and most across, middle along and across, part
    steps     rows of the table a strip; step_m: how long one is
    lights    (n, 4) directions and strengths; the last row has the light from everywhere
    lamps     of the rows of lamps: their z, their spread, its growth with distance, then y of each row
    air       where haze begins, and over which distance it grows, metres
    ground    of the infield: its level, corner and cell of its table of distances, two half widths
    distance  (rows, columns) metres inwards from its edge
    """

    lens: Values
    table: Singles
    cells: Singles
    steps: int
    step_m: float
    lights: Values
    lamps: Values
    air: Values
    ground: Values
    distance: Values


@compiled
def _ray(lens: Values, x: float, y: float) -> tuple[float, float, float]:
    """Direction of a pixel, one metre deep. lens: eye, right, down, forward, focal length, middle."""
    u, v = (x - lens[13]) / lens[12], (y - lens[14]) / lens[12]
    return (
        u * lens[3] + v * lens[6] + lens[9],
        u * lens[4] + v * lens[7] + lens[10],
        u * lens[5] + v * lens[8] + lens[11],
    )


@compiled
def _frame(table: Singles, first_row: int, steps: int, along: float, across: float) -> tuple[float, ...]:
    """A point relative to the eye, and its change for a step along and a metre across."""
    step = floor(along)
    past = along - step
    row = first_row + int(step) % steps
    ux, uy, uz = (
        table[row, 6] + past * table[row, 9],
        table[row, 7] + past * table[row, 10],
        table[row, 8] + past * table[row, 11],
    )
    fx, fy, fz = (
        table[row, 3] + across * table[row, 9],
        table[row, 4] + across * table[row, 10],
        table[row, 5] + across * table[row, 11],
    )
    return (
        table[row, 0] + past * table[row, 3] + across * ux,
        table[row, 1] + past * table[row, 4] + across * uy,
        table[row, 2] + past * table[row, 5] + across * uz,
        fx,
        fy,
        fz,
        ux,
        uy,
        uz,
    )


@compiled
def _met(ray: tuple[float, float, float], table: Singles, cell: Singles, steps: int) -> tuple[float, float]:
    """Where a ray meets the strip of a cell (first row, least and most across, middle along and across)."""
    rx, ry, rz = ray
    along, across = cell[3] + 0.0, cell[4] + 0.0  # of double length
    for _ in range(_NEWTON_STEPS):
        px, py, pz, fx, fy, fz, ux, uy, uz = _frame(table, int(cell[0]), steps, along, across)
        sx, sy, sz = ry * uz - rz * uy, rz * ux - rx * uz, rx * uy - ry * ux
        lx, ly, lz = fy * rz - fz * ry, fz * rx - fx * rz, fx * ry - fy * rx
        turn, lift = fx * sx + fy * sy + fz * sz, ux * lx + uy * ly + uz * lz
        turn = turn if abs(turn) > 1e-7 else 1e-7
        lift = lift if abs(lift) > 1e-7 else 1e-7
        along -= (px * sx + py * sy + pz * sz) / turn
        across -= (px * lx + py * ly + pz * lz) / lift
        across = min(max(across, float(cell[1])), float(cell[2]))
    return along, across


@compiled
def _reach(
    lens: Values, ray: tuple[float, ...], frame: tuple[float, ...], normal: tuple[float, ...]
) -> tuple[float, float]:
    """How far a pixel's sides reach on the surface, steps along and metres across: put onto the tangent plane."""
    rx, ry, rz = ray
    px, py, pz, fx, fy, fz, ux, uy, uz = frame
    nx, ny, nz = normal
    scale = (px * rx + py * ry + pz * rz) / (rx * rx + ry * ry + rz * rz) / lens[12]
    facing = rx * nx + ry * ny + rz * nz
    facing = facing if abs(facing) > 1e-7 else 1e-7
    long = fx * fx + fy * fy + fz * fz
    lean = (fx * ux + fy * uy + fz * uz) / long
    square = ux * ux + uy * uy + uz * uz - lean * (fx * ux + fy * uy + fz * uz)
    along, across = 0.0, 0.0
    for axis in (3, 6):
        ax, ay, az = lens[axis], lens[axis + 1], lens[axis + 2]
        off = (nx * ax + ny * ay + nz * az) / facing
        mx, my, mz = (ax - rx * off) * scale, (ay - ry * off) * scale, (az - rz * off) * scale
        forward = mx * fx + my * fy + mz * fz
        up = (mx * ux + my * uy + mz * uz - lean * forward) / square
        along += (forward / long - lean * up) ** 2
        across += up * up
    return sqrt(along), sqrt(across)


@compiled
def _strip_knot(knots: Singles, k: int, seen: HallSeen, cell: Singles, place: tuple[float, float]) -> None:
    """Follow a ray to a strip, and note what is there."""
    ray = _ray(seen.lens, place[0], place[1])
    along, across = _met(ray, seen.table, cell, seen.steps)
    frame = _frame(seen.table, int(cell[0]), seen.steps, along, across)
    px, py, pz, fx, fy, fz, ux, uy, uz = frame
    nx, ny, nz = uy * fz - uz * fy, uz * fx - ux * fz, ux * fy - uy * fx
    long = sqrt(nx * nx + ny * ny + nz * nz)
    normal = (nx / long, ny / long, nz / long)
    reach_along, reach_across = _reach(seen.lens, ray, frame, normal)
    far = sqrt(ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2])
    unit = (ray[0] / far, ray[1] / far, ray[2] / far)
    knots[0, k], knots[1, k] = along * seen.step_m, across
    knots[2, k], knots[3, k] = reach_along * seen.step_m, reach_across
    knots[4, k] = hazed(seen.air, sqrt(px * px + py * py + pz * pz))
    knots[5, k] = lit(seen.lights, normal)
    knots[6, k] = gleam(seen.lamps, unit, normal, py + seen.lens[1], pz + seen.lens[2])
    knots[7, k] = normal[2]
    level = max(sqrt(normal[0] * normal[0] + normal[1] * normal[1]), 1e-3)
    behind = min(max(((px * normal[0] + py * normal[1]) / level + 8.0) / 10.0, 0.0), 1.0)
    knots[8, k] = 1.0 - behind * behind * (3.0 - 2.0 * behind)


@compiled
def _level_knot(knots: Singles, k: int, seen: HallSeen, place: tuple[float, float]) -> None:
    """Follow a ray to the infield, and note what is there."""
    lens, ground, distance = seen.lens, seen.ground, seen.distance
    rx, ry, rz = _ray(seen.lens, place[0], place[1])
    down = min(rz, -1e-4)
    far = (ground[0] - lens[2]) / down
    x, y = lens[0] + rx * far, lens[1] + ry * far
    rows, columns = distance.shape
    at_x = min(max((x - ground[1]) / ground[3], 0.0), columns - 1.001)
    at_y = min(max((y - ground[2]) / ground[3], 0.0), rows - 1.001)
    column, row = int(at_x), int(at_y)
    past_x, past_y = at_x - column, at_y - row
    a, b = distance[row, column], distance[row, column + 1]
    c, d = distance[row + 1, column], distance[row + 1, column + 1]
    upper, lower = a + (b - a) * past_x, c + (d - c) * past_x
    reach = 0.0
    for axis in (3, 6):
        off = lens[axis + 2] / down
        mx, my = (lens[axis] - rx * off) * far / lens[12], (lens[axis + 1] - ry * off) * far / lens[12]
        reach += ((mx * (b - a) + my * (c - a)) / ground[3]) ** 2
    long = sqrt(rx * rx + ry * ry + rz * rz)
    knots[0, k] = exp(-((x / ground[4]) ** 2) - (y / ground[5]) ** 2)
    knots[1, k] = upper + (lower - upper) * past_y
    knots[2, k] = knots[3, k] = max(sqrt(reach), 1e-5)
    knots[4, k] = hazed(seen.air, far * long)
    knots[6, k] = gleam(seen.lamps, (rx / long, ry / long, rz / long), (0.0, 0.0, 1.0), y, ground[0])
    knots[5, k], knots[7, k], knots[8, k] = 1.0, 1.0, 1.0


@compiled
def _joined(cells: Singles, cell: int, other: int) -> bool:
    """Whether neighbouring pixels that show these cells belong to one run."""
    if cell == other:
        return True
    if cell < 0 or other < 0:
        return False
    return bool(cells[cell, 5] == cells[other, 5] and abs(cells[cell, 3] - cells[other, 3]) < _FAR_STEPS)


@compiled
def _knot(knots: Singles, k: int, seen: HallSeen, cell: int, place: tuple[float, float]) -> None:
    if cell == _INFIELD_CELL:
        _level_knot(knots, k, seen, place)
    else:
        _strip_knot(knots, k, seen, seen.cells[cell], place)


@compiled
def _trace_mixed(
    samples: Cells,
    spot: tuple[int, int],
    corner: tuple[int, int],
    seen: HallSeen,
    into: tuple[Cells, Singles, int, int],
    tally: tuple[Cells, Values],
) -> tuple[int, int]:
    """Runs of one pixel (row, column) that shows several parts: one for each, where the middle of its samples is.

    samples (fine, fine) cell numbers; into: runs, knots, how many there are of both; tally: arrays (2, parts) to count
    in, as new ones for each pixel would take as long as the rest.
    """
    runs, knots, found, at = into
    fine = len(samples)
    (counts, first), (across, down) = tally
    counts[:], across[:], down[:] = 0, 0.0, 0.0
    for y in range(fine):
        for x in range(fine):
            cell = samples[y, x]
            part = _PARTS if cell == _NOTHING else int(seen.cells[cell, 5])
            counts[part] += 1
            first[part] = cell
            across[part] += (x + 0.5) / fine
            down[part] += (y + 0.5) / fine
    for part in range(_PARTS + 1):
        count = counts[part]
        if count == 0:
            continue
        runs[found, 0] = _NOTHING_PART if part == _PARTS else part
        runs[found, 1], runs[found, 2], runs[found, 3] = spot[0], spot[1], spot[1] + 1
        runs[found, 4], runs[found, 5] = at, count * 16 // (fine * fine)
        found += 1
        if part < _PARTS:
            place = corner[0] + spot[1] + across[part] / count, corner[1] + spot[0] + down[part] / count
            _knot(knots, at, seen, first[part], place)
            at += 1
    return found, at


@compiled
def _trace_run(
    middle: Cells, run: Cells, corner: tuple[int, int], knot_px: int, seen: HallSeen, knots: Singles, at: int
) -> int:
    """Follow the rays of a run of one part, whose cells `middle` has by column; returns how many knots there are."""
    column, last = run[2], run[3] - 1
    while True:
        _knot(knots, at, seen, middle[column], (corner[0] + column + 0.5, corner[1] + run[1] + 0.5))
        at += 1
        if column == last:
            return at
        column = min(column + knot_px, last)


@compiled
def trace(
    raster: Cells,
    mixed: NDArray[np.bool_],
    corner: tuple[int, int],
    knot_px: int,
    seen: HallSeen,
    runs: Cells,
    knots: Singles,
) -> tuple[int, int]:
    """Find the runs of a tile and follow the rays of their knots; returns how many runs and knots there are.

    raster  cell numbers, some points along a pixel's side; mixed (height, width): which pixels show several parts
    corner  left and top of the tile
    runs, knots  to be filled: see Spans; at worst there is one for every pixel, and for every part of a mixed one
    """
    height, width = mixed.shape
    fine = len(raster) // height
    tally = np.empty((2, _PARTS + 1), np.int32), np.empty((2, _PARTS + 1))
    found, at = height - height, width - width  # plain noughts would have everything compiled twice, for them alone
    for row in range(height):
        middle = raster[row * fine + fine // 2, fine // 2 :: fine]
        first, cell = row - row, -2 if mixed[row, 0] else middle[0]
        for column in range(1, width + 1):
            following = -3
            if column < width:
                following = -2 if mixed[row, column] else middle[column]
            if cell != -2 and following >= _NOTHING and _joined(seen.cells, cell, following):
                cell = following
                continue
            if cell == -2:
                samples = raster[row * fine : (row + 1) * fine, first * fine : column * fine]
                found, at = _trace_mixed(samples, (row, first), corner, seen, (runs, knots, found, at), tally)
            else:
                runs[found, 0] = _NOTHING_PART if cell == _NOTHING else int(seen.cells[cell, 5])
                runs[found, 1], runs[found, 2], runs[found, 3] = row, first, column
                runs[found, 4], runs[found, 5] = at, 16
                if cell != _NOTHING:
                    at = _trace_run(middle, runs[found], corner, knot_px, seen, knots, at)
                found += 1
            first, cell = column, following
    return found, at
