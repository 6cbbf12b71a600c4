"""The iteration: convex programs repeated until the motion no longer changes (sequential quadratic programming)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from replay.reconstruction.solving.linearising import prepared
from replay.reconstruction.solving.subproblem import Solved, solve
from replay.reconstruction.state.iterate import Iterate

SETTLED_M = 0.002
"""The finished motion is settled when no coefficient moves by more: below what any picture or table shows."""

_WINDOWS_FREE = 3
"""Programs from a rough guess after which pass windows are held. A window follows the motion and the motion the window;
left free, two riders who are level go to and fro between two orders. The final of Tokyo moves by 1.0 m (at most, in
mid-race) if they are held after one program and by 1.6 m after six, with the same verdicts. The rounds with heights,
which take windows anew, mend most of what is held too early."""

_SHELTER_FREE = 5
"""Programs after which shelter is held, for the same reason: who is a little behind saves power, gains, and has no
shelter in the next program. Later than the windows, because who is ahead decides about shelter. Three move the final
by 1.2 m; nine change nothing and take four programs more."""

_MOST_STEPS = 10
"""Programs from a rough guess. It was 14; 8 to 12 are usual until coefficients move by millimetres, and what ten
leave is settled in the rounds with heights. 7 or 20 change nothing in the final, which is still after six."""

_MOST_WARM_STEPS = 4
"""Programs from a motion that was settled once, on other heights or for other facts. Two save a quarter of the programs
and leave 0.7 m in the final; eight change nothing."""

_STILL_M = 0.25
"""A sequence ends when no coefficient moves by more: heights, which come next, move riders by more than that. It was
5 cm, which costs two programs more in the final and moves nobody by 5 cm."""

_FINISHING_STEPS = 2
"""Programs with the winner's time held. The rows of the finish are exact after the first; the second lets power and
shelter follow. It was three; one or four give the same final to 5 cm."""

_SOLVING_SHARE = 0.3
"""Share of the work of a reconstruction that is done when the first sequence ends."""

Report = Callable[[float], None]
"""Is told how much of the work is done, 0 to 1."""


def settle(iterate: Iterate, *, cold: bool, report: Report | None = None) -> Solved:
    """Repeat programs until the motion is nearly still. Raises SolverError.

    cold: from a rough guess. The first program then asks nothing of power, whose tangents at a rough motion would be
    wrong, and windows and shelter are free for the first programs.
    """
    first = 0 if cold else _WINDOWS_FREE
    last = _MOST_STEPS if cold else _WINDOWS_FREE + _MOST_WARM_STEPS
    for count in range(first, last):
        solved = solve(iterate, with_power=count > 0)
        if report:
            report(_SOLVING_SHARE * count / _MOST_STEPS)
        iterate = prepared(solved.iterate, windows=count < _WINDOWS_FREE, shelter=count < _SHELTER_FREE)
        solved = replace(solved, iterate=iterate)
        if (count >= _SHELTER_FREE or not cold) and solved.moved_m < _STILL_M:
            break
    return solved


def finished(iterate: Iterate, *, staying: bool = False) -> Solved:
    """The motion settled with the winner's time and all gaps held: now they are exact. Raises SolverError.

    staying: whether everybody stays where he is as far as limits and facts let him
    """
    for _ in range(_FINISHING_STEPS):
        solved = solve(iterate, with_power=True, fix_time=True, staying=staying)
        iterate = prepared(solved.iterate, windows=False, shelter=False)
        if solved.moved_m < SETTLED_M:
            break
    return replace(solved, iterate=iterate)
