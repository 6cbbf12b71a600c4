"""What to say of a race that has no motion: what was asked, and which of its facts excludes all the rest.

The solver only says that there is no answer. So the race is asked again with one kind of facts left out at a time:
where it can be ridden then, that kind is what the others cannot stand beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replay.base.errors import ReplayError
from replay.events.drawn.unknown_places import supposed
from replay.race.facts import Pacer, Race
from replay.reconstruction.problem.race_problem import Problem, problem_of
from replay.reconstruction.solving import subproblem
from replay.reconstruction.solving.first_guess import first_guess
from replay.reconstruction.solving.linearising import prepared
from replay.reconstruction.tools.quadratic_program import SolverError
from replay.track.velodrome import Velodrome

_TRIES = 3
"""Programs in a trial: moments are not linear in the motion, and after three a race that can be ridden is."""


class NoMotionError(ReplayError):
    """No riders could have ridden what the race file says. The message says what excludes what, in plain words."""


def no_motion(race: Race, velodrome: Velodrome) -> NoMotionError:
    """What to say of a race for which the solver found nothing."""
    race = supposed(race)
    asked = f"{len(race.starters)} riders over {race.event.distance_m:g} m{_behind(race.pacer)}"
    found = [words for words, without in _left_out(race) if _can_be_ridden(without, velodrome)]
    if not found:
        why = "no one kind of facts is to blame; compare the distance, the pacer and the times with the source"
    else:
        why = f"without {' or without '.join(found)} there is a way: compare that with the source"
    return NoMotionError(f"no rider could ride this race as the file has it ({asked}); {why}")


def _behind(pacer: Pacer | None) -> str:
    return "" if pacer is None else f" behind a pacer from {pacer.from_kmh:g} to {pacer.to_kmh:g} km/h"


def _left_out(race: Race) -> Iterator[tuple[str, Race]]:
    """The race without one kind of its facts, and how that kind is called."""
    if race.timed or race.bounded:
        yield "the measured times", replace(race, timed=(), bounded=())
    if any(result.gap_s for result in race.results):
        yield "the gaps", replace(race, results=tuple(replace(result, gap_s=None) for result in race.results))
    if race.pacer is not None:
        yield "the pacer", replace(race, pacer=None)
    if race.story:
        yield "the story", replace(race, story=())


def _can_be_ridden(race: Race, velodrome: Velodrome) -> bool:
    """Whether riders can be where results and times have them."""
    try:
        problem: Problem = problem_of(race, velodrome)
        iterate = first_guess(problem, ())
        for _ in range(_TRIES):
            iterate = prepared(subproblem.ride(iterate, paced=problem.pacer is not None), windows=False, shelter=False)
    except (ArithmeticError, LookupError, SolverError, ValueError):  # a race that lacks what others have
        return False
    return True
