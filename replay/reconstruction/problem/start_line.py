"""Where riders stand at the start: side by side on the line, and behind each other where there are more than fit."""

from __future__ import annotations

from replay.reconstruction.problem.race_problem import Problem
from replay.track.room import ABREAST_PLAN_M, EDGE_M, LINE_HEIGHT_M

BESIDE_PACER_M = 1.25
"""Up to here riders go up the boards to be beside the pacer."""

START_PITCH_M = 0.9
"""Between riders who stand on the start line, where the boards are wide enough for it."""

ROW_PITCH_M = 0.85
"""Between them at least, where not all find a place on the line: who sets off steers in, and a bicycle that points
inwards is wider than one that points along the track."""

ROW_M = 2.6
"""From one row of riders to the next: a bicycle's length and room for the front wheel of who pushes off later. In bunch
races who finds no place on the line is held behind it."""


def highest_m(problem: Problem) -> float:
    """How far up the boards a rider can be, m."""
    return problem.velodrome.width_m - EDGE_M


def start_row(problem: Problem, place: int) -> int:
    """The row, from 0, of the rider in a place of the queue."""
    return place // _columns(problem)


def start_row_m(problem: Problem, place: int) -> float:
    """Where the rider in a place of the queue stands, as a distance from the start line, m: 0 or less."""
    return -ROW_M * start_row(problem, place)


def start_height_m(problem: Problem, place: int) -> float:
    """How far up the boards he stands, m: the first of each row on the inside, with room for a pacer that passes."""
    first, columns = _first_m(problem), min(_columns(problem), problem.count)
    pitch = min(START_PITCH_M, (highest_m(problem) - first) / max(columns - 1, 1))
    return first + pitch * (place % columns)


def _columns(problem: Problem) -> int:
    """Riders who stand side by side at most."""
    wide_m = highest_m(problem) - _first_m(problem)
    on_the_line = 1 + int(wide_m / ABREAST_PLAN_M)
    return on_the_line if problem.count <= on_the_line else 1 + int(wide_m / ROW_PITCH_M)


def _first_m(problem: Problem) -> float:
    """How far up the boards the innermost rider stands, m."""
    return BESIDE_PACER_M if problem.pacer else LINE_HEIGHT_M
