"""Rolling out high up the boards: where those who have finished ride while a late rider is still on his way.

Round and round for half a minute they would come upon him, and upon each other, again and again. As riders do after a
race they go up the boards, each on a line of his own, and leave the inside to who still races.
"""

from __future__ import annotations

from replay.reconstruction.problem.race_problem import Problem

LATE_S = 6.0
"""Who finishes so long after the winner is late: the others have rolled out by then."""

FROM_S = 7.0
"""So long after the winner's finish the lines up the boards are asked for: nobody looks at them any more."""

_LOWEST_M, _PITCH_M = 1.7, 0.85
"""Height of the first of these lines, and from one to the next, where the boards are wide enough .."""

_LEAST_PITCH_M = 0.7
"""..and at least. Riders for whom there is no line of their own share one: a field comes apart after the line, so those
who do are as many places apart as there are lines."""


def late_riders(problem: Problem) -> frozenset[int]:
    """Riders who finish long after the winner."""
    return frozenset(rider for rider in problem.crossing if problem.gap_s[rider] > LATE_S)


def roll_out_lines_m(problem: Problem, highest_m: float) -> dict[int, float]:
    """Height of the line up the boards of each rider who rolls out while others still race; empty if nobody is late."""
    late = late_riders(problem)
    if not late:
        return {}
    down = {rider for rider, _ in problem.fallen}
    riders = [rider for rider in problem.crossing if rider not in late]
    riders += [rider for rider in range(problem.count) if rider not in problem.crossing and rider not in down]
    lines = min(len(riders), 1 + int((highest_m - _LOWEST_M) / _LEAST_PITCH_M))
    pitch = min(_PITCH_M, (highest_m - _LOWEST_M) / max(lines - 1, 1))
    return {rider: _LOWEST_M + pitch * (place % lines) for place, rider in enumerate(riders)}


def outer_of(lines_m: dict[int, float], first: int, second: int) -> int | None:
    """Which of two riders who roll out is higher up the boards; None if both have one line, or neither has any."""
    one, other = lines_m.get(first, 0.0), lines_m.get(second, 0.0)
    if one == other:
        return None
    return first if one > other else second
