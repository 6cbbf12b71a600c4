"""One step of the reconstruction along the track: a convex program for all riders at once.

Finish times are equalities; told facts are rows with one slack each; riders' limits are rows of local power and
stored work; the cost asks for even efforts of a known shape. Everything that is not linear (power, drag, the moments
that facts speak of) is taken at the motion of the step before; steps are repeated until nothing moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from replay.motion import power
from replay.motion.demands import Row, rows_of
from replay.motion.efforts import Effort
from replay.motion.paced_line import changes, keeps_order, line_at
from replay.motion.program import Program, Solution
from replay.motion.sheet import Sheet
from replay.motion.splines import Basis
from replay.motion.view import View
from replay.motion.windows import PassWindow
from replay.race.facts import StopRacingTold, Told
from replay.units import Floats, Mask, mps

Indices = NDArray[np.intp]

TOP_SPEED_MPS = mps(78.5)
BRAKING_MPS2 = -1.15
GAINING_MPS2 = 1.8
JERK_MPS3 = 2.5
FALL_MPS2 = -5.5
FALL_JERK_MPS3 = 25.0
SLIDING_MPS2 = 3.7
"""A fallen rider slides to a stop at about this rate .."""

_FALLING_S = 0.4
"""..from when he is down."""

PACED_SHARE = 0.86
"""Nobody behind the pacer falls below this share of its speed .."""

RACING_SHARE = 0.83
"""..nor, who races, below this share of its last speed between pull-off and finish .."""

LAST_LAP_SHARE = 0.93
"""..nor than this in the last lap. Both are limits of what is credible in a championship, not of what is possible."""

TRIAL_TIME_S = 3.0
"""In a trial, how far the winner's time may be from the expected one .."""

MOST_TIME_S = 6.0
"""..and at all."""

PITCH_M = 2.45
"""Front wheel to front wheel in the line behind the pacer: a bike and a gap of 0.7 m."""

LINE_GAP_M = 11.0
"""Behind the pacer nobody lets a larger gap open than this beyond the usual one."""

SINGLE_FILE_M = 2.02
FOLLOWING_M = 2.1
BEHIND_PACER_M = 2.2
NEAR_M = 14.0
PHYSICS_LEAD_S = 20.0
"""Power is asked about from this long before racing begins: else riders would brake hard just before it."""

ROLL_OUT_MPS2 = -0.35
"""After the line riders stop pedalling hard; those who come together roll on together."""

SLACK_COST = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What one program is built from.

    coefficients  (R, K) of the smooth coordinates x, around which all is linearised
    ripple_m      (R, T) on ripple_time_s: distance = x + ripple
    finish_s      race time of the winner
    gaps_s        (R,) gaps to the winner, unknown ones as estimated so far; nan for who does not finish
    stretch       (R, P) metres over the ground for each metre of x, at the physics times
    stretch_rate  (R, P) its change, 1/s
    lift_w        (R, P) power that goes into height beyond what the ripple accounts for
    draft         (R, P) share of the air drag
    """

    sheet: Sheet
    basis: Basis
    coefficients: Floats
    ripple_time_s: Floats
    ripple_m: Floats
    finish_s: float
    gaps_s: Floats
    physics_s: Floats
    stretch: Floats
    stretch_rate: Floats
    lift_w: Floats
    draft: Floats
    efforts: tuple[Effort, ...]
    facts: tuple[Told, ...]
    windows: tuple[PassWindow, ...]
    apart: tuple[PassWindow, ...]
    prior_s: float
    prior_sd_s: float
    fall_s: dict[int, float]

    def ripple(self, rider: int, time_s: Floats | float) -> Floats:
        return np.asarray(np.interp(time_s, self.ripple_time_s, self.ripple_m[rider]))

    def position(self, time_s: Floats) -> Floats:
        """(R, N) distances at N times."""
        smooth = self.basis.values(self.coefficients, time_s)
        rippled: Floats = smooth + np.array([self.ripple(row, time_s) for row in range(self.sheet.count)])
        return rippled


def view_of(step: Step, rate_hz: float = 20.0) -> View:
    """The motion of a step as a View."""
    times = np.arange(step.basis.start_s, step.basis.end_s + 1e-9, 1 / rate_hz)
    distance = step.position(times)
    return View(step.sheet, times, distance, np.gradient(distance, times, axis=1), step.finish_s)


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """A step's answer: the next step to linearise at, and the size of every fact's slack."""

    step: Step
    misses: dict[str, float]
    moved_m: float
    solution: Solution


def solve(step: Step, *, with_power: bool, fix_time: bool = False, trial: str | None = None) -> Solved:
    """Build and solve one program. Raises SolverError.

    trial: id of a fact that is tried before all else. The expected shape of efforts is then left out, and other facts
    are held by a cost far above that of the fact on trial.
    """
    program = Program()
    for row in range(step.sheet.count):
        program.variable(f"x{row}", step.coefficients[row])
    view = view_of(step)
    _start(program, step)
    _limits(program, step)
    _finish(program, step, fix_time=fix_time, trial=trial is not None)
    _line_behind_pacer(program, step)
    _order(program, step)
    _falls(program, step)
    names = [_fact(program, step, view, fact, _price(fact, trial)) for fact in step.facts]
    _smooth(program, step)
    if with_power:
        for row in range(step.sheet.count):
            _power(program, step, row, shaped=trial is None, price=60.0 if trial is None else 1e5)
    solution = program.solve()
    return _next(step, solution, [name for name in names if name])


def posterior(step: Step, fact_sd_m: dict[str, float], *, time_free: bool = False) -> Program:
    """The problem around its answer as a normal distribution: costs, equalities, and facts as uncertain as given."""
    program = Program()
    for row in range(step.sheet.count):
        program.variable(f"x{row}", step.coefficients[row])
    view = view_of(step)
    _start(program, step)
    _finish(program, step, fix_time=not time_free)
    _line_behind_pacer(program, step)
    _falls(program, step)
    _smooth(program, step)
    for row in range(step.sheet.count):
        _power(program, step, row, shaped=True)
    for fact in step.facts:
        for asked in rows_of(fact, view):
            terms, _ = _fact_terms(step, asked)
            program.cost(terms, 0.0, asked.scale**2 / fact_sd_m[fact.id] ** 2)
    return program


def _next(step: Step, solution: Solution, names: list[str]) -> Solved:
    coefficients = np.array([solution[f"x{row}"] for row in range(step.sheet.count)])
    finish = step.finish_s + (float(solution["T"][0]) if "T" in solution.offsets else 0.0)
    gaps = step.gaps_s.copy()
    for row in range(step.sheet.count):
        if f"g{row}" in solution.offsets:
            gaps[row] = float(solution[f"g{row}"][0])
    misses = {name.removeprefix("fact "): float(solution[name][0]) for name in names}
    following = replace(step, coefficients=coefficients, finish_s=finish, gaps_s=gaps)
    moved = float(np.abs(coefficients - step.coefficients).max())
    return Solved(following, misses, moved, solution)


def _start(program: Program, step: Step) -> None:
    """Behind the pacer in a line at its speed; without one, level on the start line at rest."""
    sheet, basis = step.sheet, step.basis
    at, rate = basis.matrix([basis.start_s]), basis.matrix([basis.start_s], 1)
    for place, row in enumerate(sheet.queue):
        where = start_distance(sheet, place) - step.ripple(row, basis.start_s)
        program.equal({f"x{row}": at}, where)
        program.equal({f"x{row}": rate}, sheet.pacer.from_mps if sheet.pacer else 0.0)


def start_distance(sheet: Sheet, place: int) -> float:
    """Where the rider in a place of the line is at race time 0."""
    return -(BEHIND_PACER_M + 0.4 + PITCH_M * place) if sheet.pacer else 0.0


def _limits(program: Program, step: Step) -> None:
    basis, sheet = step.basis, step.sheet
    speed, gain, jerk = (basis.difference(order) for order in (1, 2, 3))
    mid = [basis.centres_s[order:] - order * basis.step_s / 2 for order in (0, 1, 2, 3)]
    for row in range(sheet.count):
        fall = step.fall_s.get(row, np.inf)
        name = f"x{row}"
        top = TOP_SPEED_MPS / np.interp(mid[1], step.physics_s, step.stretch[row])
        program.at_most({name: speed}, top)
        finish = step.finish_s + np.nan_to_num(step.gaps_s[row], nan=1e6)
        program.at_least({name: speed}, _slowest(step, row, mid[1], min(finish, fall)))
        program.at_least({name: gain}, np.where(mid[2] > fall + 0.5, FALL_MPS2, BRAKING_MPS2))
        program.at_most({name: gain}, np.where(mid[2] < (0 if sheet.pacer else 15.0), 4.0, GAINING_MPS2))
        program.at_most({name: jerk}, np.where(mid[3] > fall + 0.2, FALL_JERK_MPS3, JERK_MPS3))
        program.at_least({name: jerk}, -np.where(mid[3] > fall + 0.2, FALL_JERK_MPS3, JERK_MPS3))


def _slowest(step: Step, row: int, time_s: Floats, until_s: float) -> Floats:
    """Speeds under which a rider does not fall while he races; 0 for who is not racing any more."""
    pacer = step.sheet.pacer
    easing = not np.isfinite(step.gaps_s[row]) or any(
        isinstance(fact, StopRacingTold) and fact.rider == step.sheet.riders[row] for fact in step.facts
    )
    if pacer is None or easing:
        return np.zeros(len(time_s))
    distance = np.interp(time_s, step.basis.centres_s, step.coefficients[row])
    late = (distance > step.sheet.event_m - step.sheet.lap_m) & (step.gaps_s[row] < EASED_GAP_S)
    paced = PACED_SHARE * pacer.speed(np.clip(time_s, 0.0, pacer.off_s))
    racing = pacer.to_mps * np.where(late, LAST_LAP_SHARE, RACING_SHARE)
    return np.where(time_s < until_s, np.where(time_s < pacer.off_s, np.minimum(paced, racing), racing), 0.0)


EASED_GAP_S = 1.5
"""Who finishes further back than this may have eased."""


def _finish(program: Program, step: Step, *, fix_time: bool, trial: bool = False) -> None:
    """Everybody who finishes is on the line at his time; the winner's time and unknown gaps are free until fixed."""
    sheet = step.sheet
    fixed = fix_time or sheet.winner_s is not None
    if not fixed:
        program.variable("T", 0.0)
        program.cost({"T": np.ones(1)}, step.prior_s - step.finish_s, 1 / step.prior_sd_s**2)
        away, room = step.prior_s - step.finish_s, TRIAL_TIME_S if trial else MOST_TIME_S
        program.at_most({"T": np.ones(1)}, max(away + room, -0.9))
        program.at_least({"T": np.ones(1)}, min(away - room, 0.9))
        program.at_most({"T": np.ones(1)}, 1.0)
        program.at_least({"T": np.ones(1)}, -1.0)
    unknown = [] if fix_time else [row for row in sheet.crossing if not np.isfinite(sheet.gap_s[row])]
    for row in unknown:
        program.variable(f"g{row}", step.gaps_s[row])
    for row in sheet.crossing:
        _cross(program, step, row, time_free=not fixed, gap_free=row in unknown)
    _unknown_gaps(program, step, unknown)


def _cross(program: Program, step: Step, row: int, *, time_free: bool, gap_free: bool) -> None:
    when = step.finish_s + step.gaps_s[row]
    speed = float(step.basis.values(step.coefficients[row], when, 1)[0])
    terms: dict[str, sparse.spmatrix | Floats] = {f"x{row}": step.basis.matrix([when])}
    right = step.sheet.event_m - float(step.ripple(row, when))
    if time_free:
        terms["T"] = np.array([speed])
    if gap_free:
        terms[f"g{row}"] = np.array([speed])
        right += speed * step.gaps_s[row]
    program.equal(terms, right)


UNKNOWN_GAP_S = 0.12
_LEAST_GAP_S = 0.001


def _unknown_gaps(program: Program, step: Step, unknown: list[int]) -> None:
    """A gap that nobody timed lies between its neighbours', near a usual distance behind the one before."""
    crossing, gaps = step.sheet.crossing, step.sheet.gap_s
    for place, row in enumerate(crossing):
        if row not in unknown:
            continue
        one = np.ones(1)
        before = crossing[:place][-1:]
        after = crossing[place + 1 :][:1]
        for other in before:
            _between(program, f"g{row}", other, unknown, gaps, sign=1.0)
        for other in after:
            if other not in unknown:
                _between(program, f"g{row}", other, unknown, gaps, sign=-1.0)
        if after and not before:
            base = gaps[after[0]] if after[0] not in unknown else 0.0
            program.cost({f"g{row}": one}, base - UNKNOWN_GAP_S, 1 / 0.1**2)
        else:
            base = step.gaps_s[before[0]] if before else 0.0
            program.cost({f"g{row}": one}, base + UNKNOWN_GAP_S * 2, 1 / 0.3**2)


def _between(program: Program, name: str, other: int, unknown: list[int], gaps: Floats, *, sign: float) -> None:
    one = np.ones(1)
    if other in unknown:
        program.at_least({name: one * sign, f"g{other}": -one * sign}, _LEAST_GAP_S)
    else:
        program.at_least({name: one * sign}, sign * gaps[other] + _LEAST_GAP_S)


def _line_behind_pacer(program: Program, step: Step) -> None:
    """In single file and not past the pacer until it has left; each near the wheel ahead."""
    sheet, basis = step.sheet, step.basis
    if sheet.pacer is None:
        return
    centres = basis.centres_s
    leaving = np.flatnonzero((centres >= basis.start_s + 0.2) & (centres < sheet.pacer.off_s + 1.3))
    found = changes(sheet, step.facts, view_of(step))
    lines = [line_at(sheet, found, float(time)) for time in centres[leaving]]
    for line, moving in dict.fromkeys(lines):
        use = leaving[[one == (line, moving) for one in lines]]
        _behind_pacer(program, step, (line[0], *moving), use)
        paced = use[centres[use] < sheet.pacer.off_s + 0.2]
        if len(paced):
            _single_file(program, step, line, paced)
            _one_after_another(program, step, [pair for pair in pairwise(moving) if keeps_order(found, *pair)], paced)


def _behind_pacer(program: Program, step: Step, rows: tuple[int, ...], use: Indices) -> None:
    """The first of the line near the pacer, and nobody who may come past him past it."""
    assert step.sheet.pacer is not None
    pick = sparse.identity(step.basis.count, format="csr")[use]
    centres = step.basis.centres_s[use]
    for place, row in enumerate(rows):
        room = step.sheet.pacer.distance(centres) - BEHIND_PACER_M - step.ripple(row, centres)
        program.at_most({f"x{row}": pick}, room)
        paced = centres < step.sheet.pacer.off_s + 0.2
        if place == 0 and paced.any():
            program.cost({f"x{row}": pick[paced]}, room[paced] - 0.4, 0.25)


def _single_file(program: Program, step: Step, line: tuple[int, ...], use: Indices) -> None:
    pick = sparse.identity(step.basis.count, format="csr")[use]
    centres = step.basis.centres_s[use]
    for ahead, behind in pairwise(line):
        other = step.ripple(ahead, centres) - step.ripple(behind, centres)
        terms = {f"x{ahead}": pick, f"x{behind}": -pick}
        program.at_least(terms, SINGLE_FILE_M - other)
        program.at_most(terms, PITCH_M + LINE_GAP_M - other)
        program.cost(terms, PITCH_M - other, 0.25)


def _one_after_another(program: Program, step: Step, pairs: list[tuple[int, int]], use: Indices) -> None:
    """Riders who move up together do so in the order in which they set out."""
    pick = sparse.identity(step.basis.count, format="csr")[use]
    for ahead, behind in pairs:
        other = step.ripple(ahead, step.basis.centres_s[use]) - step.ripple(behind, step.basis.centres_s[use])
        program.at_least({f"x{ahead}": pick, f"x{behind}": -pick}, SINGLE_FILE_M - other)


def _order(program: Program, step: Step) -> None:
    """Outside pass windows, the rider behind stays a bike length behind; near riders like a wheel to follow."""
    sheet, basis = step.sheet, step.basis
    start = sheet.pull_off_s + 0.2
    times = basis.knots_s[(basis.knots_s >= start)]
    where = step.position(times)
    fallen = np.array([times > step.fall_s.get(row, np.inf) - 1.0 for row in range(sheet.count)])
    done = step.finish_s + np.nan_to_num(step.gaps_s, nan=1e6)
    for (first, second), keep in _following(step, times, where).items():
        near = (np.abs(where[first] - where[second]) < NEAR_M) & (times < min(done[first], done[second]))
        near &= ~fallen[first] & ~fallen[second]
        keep = (keep & near) | _inside(times, step.apart, first, second)
        if keep.any():
            sign = np.sign(where[first] - where[second] + 1e-9)
            _keep_apart(program, step, (first, second), times[keep], sign[keep])
    _attract(program, step, times, where)


def _following(step: Step, times: Floats, where: Floats) -> dict[tuple[int, int], Mask]:
    """For every pair (first < second) when one has to keep behind the other.

    Each rider keeps behind the nearest one ahead, and while he is free to pass that one, behind the next as well: who
    is further ahead follows from it, and the program stays sparse.
    """
    count = step.sheet.count
    pairs = {pair: np.zeros(len(times), dtype=bool) for pair in combinations(range(count), 2)}
    free = {pair: _inside(times, step.windows, *pair) for pair in pairs}
    order = np.argsort(-where, axis=0, kind="stable")
    for place in range(1, count):
        open_ = np.ones(len(times), dtype=bool)
        for ahead in range(place - 1, -1, -1):
            for pair in pairs:
                met = open_ & np.isin(order[place], pair) & np.isin(order[ahead], pair)
                pairs[pair] |= met & ~free[pair]
                open_ = open_ & ~(met & ~free[pair])
    return pairs


def _inside(times: Floats, windows: tuple[PassWindow, ...], first: int, second: int) -> Mask:
    inside = np.zeros(len(times), dtype=bool)
    for window in windows:
        if (window.first, window.second) == (first, second):
            inside |= (times >= window.start_s) & (times <= window.end_s)
    return inside


def _keep_apart(program: Program, step: Step, pair: tuple[int, int], times: Floats, sign: Floats) -> None:
    first, second = pair
    slack = program.variable(f"pair{first}-{second}", 0.0)
    program.linear_cost(slack, 30.0)
    program.cost({slack: np.ones(1)}, 0.0, 0.1)
    program.at_least({slack: np.ones(1)}, 0.0)
    matrix = sparse.diags(sign) @ step.basis.matrix(times)
    ripple = sign * (step.ripple(first, times) - step.ripple(second, times))
    program.at_least(
        {f"x{first}": matrix, f"x{second}": -matrix, slack: np.ones((len(times), 1))}, FOLLOWING_M - ripple
    )


WHEEL_GAP_M = 0.9
_ATTRACT_WEIGHT = 0.15
_SPRINT_S = 9.0


def _attract(program: Program, step: Step, times: Floats, where: Floats) -> None:
    """Shelter: whoever has a wheel within reach likes to follow it, until the sprint."""
    sheet = step.sheet
    order = np.argsort(-where, axis=0, kind="stable")
    early = times < step.finish_s - _SPRINT_S
    matrix = step.basis.matrix(times)
    for row in range(sheet.count):
        place = np.argmax(order == row, axis=0)
        ahead = order[np.maximum(place - 1, 0), np.arange(len(times))]
        gap = where[ahead, np.arange(len(times))] - where[row] - FOLLOWING_M + 0.35
        weight = _ATTRACT_WEIGHT / (1 + (gap / 5.0) ** 2) ** 2
        weight = np.where((place > 0) & early & (times < step.fall_s.get(row, np.inf)), weight, 0.0)
        for other in range(sheet.count):
            use = (ahead == other) & (weight > 1e-3)
            if use.any():
                ripple = step.ripple(other, times[use]) - step.ripple(row, times[use])
                target = FOLLOWING_M - 0.35 + WHEEL_GAP_M - ripple
                terms = {f"x{other}": matrix[use], f"x{row}": -matrix[use]}
                program.cost(terms, target, weight[use] * step.basis.step_s)


def _falls(program: Program, step: Step) -> None:
    """Who falls slides to a stop; who does not finish for another reason rolls out and never reaches the line."""
    sheet, basis = step.sheet, step.basis
    for row in range(sheet.count):
        if row in step.fall_s:
            fall = step.fall_s[row]
            at_fall = float(basis.values(step.coefficients[row], fall, 1)[0])
            times = basis.knots_s[basis.knots_s > fall + _FALLING_S]
            sliding = np.maximum(at_fall - SLIDING_MPS2 * (times - fall - _FALLING_S), 0.0)
            program.cost({f"x{row}": basis.matrix(times, 1)}, sliding, 40.0)
            _with_field(program, step, row, fall)
        elif row not in sheet.crossing:
            _with_field(program, step, row, _moment_of_stopping(step))
            end = basis.matrix([basis.end_s])
            program.at_most({f"x{row}": end}, sheet.event_m - 5.0 - step.ripple(row, basis.end_s))


def _moment_of_stopping(step: Step) -> float:
    """When riders who do not finish, nobody says when or why, are with the field for the last time: at the bell."""
    bell = step.sheet.event_m - step.sheet.lap_m
    knots = step.basis.knots_s
    return float(knots[np.argmax(step.position(knots).max(axis=0) > bell)])


def _with_field(program: Program, step: Step, row: int, time_s: float) -> None:
    """Until he falls or stops a rider keeps with those who finish: last of them, as far as nothing is known of him."""
    others = [other for other in step.sheet.crossing if other != row]
    if not others or _named(step, row):
        return
    at = step.basis.matrix([time_s])
    slack = program.variable(f"field{row}", 0.0)
    program.linear_cost(slack, 30.0)
    program.at_least({slack: np.ones(1)}, 0.0)
    last = min(others, key=lambda other: float(step.position(np.array([time_s]))[other, 0]))
    for other in others:
        ripple = float(step.ripple(other, time_s) - step.ripple(row, time_s))
        terms = {f"x{other}": at, f"x{row}": -at}
        program.at_least({**terms, slack: np.ones(1)}, FOLLOWING_M - ripple)
        if other == last:
            program.cost(terms, 1.6 * PITCH_M - ripple, 0.5)


def _named(step: Step, row: int) -> bool:
    """Whether a fact that asks for distances names a rider."""
    view = view_of(step, 10.0)
    return any(term.rider == row for fact in step.facts for asked in rows_of(fact, view) for term in asked.terms)


def asks(fact: Told, view: View) -> bool:
    """Whether a fact asks anything of distances."""
    return bool(rows_of(fact, view))


def _price(fact: Told, trial: str | None) -> float:
    """Cost of missing a fact by a metre."""
    if trial is not None:
        return 100.0 if fact.id == trial else 1000.0
    return SLACK_COST * (3.0 if fact.main else 1.0) * max(fact.sure, 0.1)


def _fact(program: Program, step: Step, view: View, fact: Told, price: float) -> str | None:
    rows = rows_of(fact, view)
    if not rows:
        return None
    slack = program.variable(f"fact {fact.id}", 0.0)
    program.linear_cost(slack, price)
    program.cost({slack: np.ones(1)}, 0.0, 0.1)
    program.at_least({slack: np.ones(1)}, 0.0)
    for row in rows:
        _fact_row(program, step, row, slack)
    return slack


def _fact_row(program: Program, step: Step, row: Row, slack: str) -> None:
    terms, shift = _fact_terms(step, row)
    if np.isfinite(row.low):
        program.at_least({**terms, slack: np.array([1 / row.scale])}, row.low - shift)
    if np.isfinite(row.high):
        program.at_most({**terms, slack: np.array([-1 / row.scale])}, row.high - shift)


def _fact_terms(step: Step, row: Row) -> tuple[dict[str, sparse.spmatrix | Floats], float]:
    """A row in terms of the smooth coordinates, and what the ripple adds to it."""
    terms: dict[str, sparse.spmatrix | Floats] = {}
    shift = 0.0
    for term in row.terms:
        name = f"x{term.rider}"
        share = term.factor * (_stretch_at(step, term.rider, term.time_s) if term.derivative else 1.0)
        piece = share * step.basis.matrix([term.time_s], term.derivative)
        terms[name] = terms[name] + piece if name in terms else piece
        shift += term.factor * _ripple_term(step, term.rider, term.time_s, term.derivative)
    return terms, shift


def _stretch_at(step: Step, rider: int, time_s: float) -> float:
    """Speeds in facts are told of the ground, and a rider out on the boards covers more of it."""
    return float(np.interp(time_s, step.physics_s, step.stretch[rider]))


def _ripple_term(step: Step, rider: int, time_s: float, derivative: int) -> float:
    """Speeds in facts speak of effort, so they are those of the smooth coordinate: without its ripple."""
    return float(step.ripple(rider, time_s)) if derivative == 0 else 0.0


def _smooth(program: Program, step: Step) -> None:
    """Little jerk, and an easy roll-out after the line."""
    sheet, basis = step.sheet, step.basis
    jerk = basis.difference(3)
    times = basis.knots_s
    finish = step.finish_s + step.gaps_s
    together = np.isfinite(finish) & (step.gaps_s < EASED_GAP_S)
    speeds = [float(basis.values(step.coefficients[row], finish[row], 1)[0]) for row in np.flatnonzero(together)]
    for row in range(sheet.count):
        falling = basis.centres_s[3:] - 1.5 * basis.step_s > step.fall_s.get(row, np.inf) - 0.5
        program.cost({f"x{row}": jerk}, 0.0, basis.step_s * np.where(falling, 0.02, 1.0))
        if np.isfinite(finish[row]):
            after = times[times > finish[row] + 0.3]
            program.cost({f"x{row}": basis.matrix(after, 2)}, ROLL_OUT_MPS2, 4.0 * basis.step_s)
        if together[row]:
            rolling = float(np.mean(speeds)) + ROLL_OUT_MPS2 * (after - finish[row])
            program.cost({f"x{row}": basis.matrix(after, 1)}, rolling, 0.6 * basis.step_s)


def _power(program: Program, step: Step, row: int, *, shaped: bool, price: float = 60.0) -> None:
    """Local power under a curve that falls as stored work is spent, and an effort of the expected shape."""
    basis, name = step.basis, f"x{row}"
    end = min(step.finish_s + np.nan_to_num(step.gaps_s[row], nan=1e6), step.fall_s.get(row, 1e9)) + 0.2
    use = step.physics_s < end
    times, stretch, draft = step.physics_s[use], step.stretch[row, use], step.draft[row, use]
    if len(times) < 4:
        return
    stretch_rate = step.stretch_rate[row, use]
    rate, gain = (basis.values(step.coefficients[row], times, order) for order in (1, 2))
    tangent = power.linear_power(stretch * rate, stretch * gain + stretch_rate * rate, draft)
    by_rate = tangent.by_speed * stretch + tangent.by_acceleration * stretch_rate
    matrix = sparse.diags(by_rate) @ basis.matrix(times, 1)
    matrix = matrix + sparse.diags(tangent.by_acceleration * stretch) @ basis.matrix(times, 2)
    watts = sparse.csr_matrix(matrix) / 1000.0
    constant = (tangent.constant + step.lift_w[row, use]) / 1000.0
    _work_limit(program, row, watts, constant, basis.step_s, price)
    if not shaped:
        return
    effort = step.efforts[row]
    shape = effort.watts[use] / 1000.0
    alpha = program.variable(f"alpha{row}", 1.0)
    program.cost({alpha: np.ones(1)}, 1.0, 1 / effort.scale_sd**2)
    racing = np.where(times >= step.sheet.pull_off_s, 1.0, 0.1)
    program.cost({name: watts, alpha: -shape[:, None]}, -constant, basis.step_s * racing / 0.2**2)


def _work_limit(
    program: Program, row: int, watts: sparse.csr_matrix, constant: Floats, step_s: float, price: float
) -> None:
    count = watts.shape[0]
    spent, slack = program.variable(f"spent{row}", np.zeros(count)), program.variable(f"over{row}", 0.0)
    program.linear_cost(slack, price)
    program.cost({slack: np.ones(1)}, 0.0, 0.1)
    program.at_least({slack: np.ones(1)}, 0.0)
    name, one = f"x{row}", sparse.identity(count, format="csr")
    critical, peak = power.CRITICAL_W / 1000, power.PEAK_W / 1000
    program.at_least({spent: one}, 0.0)
    program.at_most({spent: one}, power.RESERVE_KJ)
    grows = {spent: one[1:] - one[:-1], name: -step_s * (watts[1:] + watts[:-1]) / 2}
    program.at_least(grows, step_s * ((constant[1:] + constant[:-1]) / 2 - critical))
    column = np.ones((count, 1))
    fading = (peak - critical) / power.RESERVE_KJ
    program.at_most({name: watts, spent: fading * one, slack: -column}, peak - constant)
    program.at_least({name: watts, slack: column}, -0.35 - constant)
