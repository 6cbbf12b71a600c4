"""Whether the doubt is honest: how often the truth is within one and two of the standard deviations that are stated.

Two figures apart.

**Hidden facts of real races** (few). From each race that comes with the program one thing is taken away that its file
knows, the race is reconstructed without it, and the answer is held against what was taken away:

- the gap at the line of each rider but the winner, one at a time;
- the draw, where it is known: the place behind the pacer, in metres of the line;
- a told amount: every account of one rider's lead at one moment is taken away together, and the one that is followed
  (`main`, else the surest) is the truth;
- a told order after the pacer has left: everything that names places at that moment is taken away. An order has no
  amount, so the chance that the reconstruction gives it, from its lead and the standard deviation of that lead, is
  held against how often it was so.

**Made-up races.** Nobody has measured where riders were in the middle of those races, so truth has to be drawn. It is
drawn from the model (the same power, drag, limits and line behind the pacer), from other choices than the
reconstruction will make (`tests/drawn_races.py`):

- gaps of a real race, riders and draw in any order, a winner's time of 112.5 s, give or take 1 s;
- behind the pacer wheel gaps drawn pair by pair, sometimes a hole when the pacer leaves;
- what happens: who leads in which order at up to four moments, attacks, somebody away by so many metres, each there or
  not by lot, and free to contradict each other;
- efforts: riders ride at one tempo until somebody goes, and then at another. The moment, both tempos, each rider's own
  and a noise of 200 W are drawn.

Then the result with the winner's time is revealed, the draw in half of the races, and in four of ten one thing that is
true: who was first and second at a moment, how far they were apart (as seen by somebody who errs by a tenth), or who
attacked. That is reconstructed as any other file, and compared at fifteen moments. It is no sample of the spread that
is judged: the orders, attacks and moments of launching that make the truth are in no normal distribution, and the
solver finds the truth without knowing the file that it will be judged by. What both share is the model, so this figure
says whether the spread covers what is not known of a race, not whether riders are like the model. The real facts are
there for that.

    python -m benchmarks.calibration [--races 40] [--seed 0] [--jobs 2]
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.hidden_facts import Call, Score, real_scores, solved
from replay.base.resources import races
from replay.racefile.reader import read_race
from replay.reconstruction.doubt import spread
from replay.reconstruction.state.iterate import Iterate
from replay.reconstruction.tools.quadratic_program import SolverError
from tests.helpers.drawn_races import Drawn, drawn_race
from tests.helpers.drawn_sprints import drawn_sprint

PACED_S = (20.0, 45.0, 62.0)
RACED_SHARES = {"first third": (0.1, 0.2, 0.3), "middle": (0.4, 0.5, 0.6), "last third": (0.7, 0.8, 0.9)}
LAST_S = 1.5
BEFORE_S = {"60 to 40": (60.0, 50.0, 40.0), "30 to 20": (30.0, 25.0, 20.0),
            "15 to 8": (15.0, 12.0, 10.0, 8.0), "5 to 1.5": (5.0, 3.0, 1.5)}  # fmt: skip
"""Seconds before the winner's finish at which made-up sprints are compared."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--races", type=int, default=40, help="how many are made up")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sprints", action="store_true", help="made-up sprints in place of keirins")
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}; ideal: 68 % within 1 sd, 95 % within 2, ratio 1")
    seeds = range(asked.seed, asked.seed + asked.races)
    with ProcessPoolExecutor(asked.jobs) as pool:
        if asked.sprints:
            _show_made_up(list(pool.map(sprint_scores, seeds)), asked.seed)
            return
        real = pool.map(real_scores, _files())
        made_up = pool.map(made_up_scores, seeds)
        _show_real([item for items in real for item in items])
        _show_made_up(list(made_up), asked.seed)


def made_up_scores(seed: int) -> list[Score]:
    """Scores of one made-up race; none where what was drawn has no solution."""
    try:
        return scores_of(drawn_race(seed, gap_lists()))
    except SolverError:
        return []


def scores_of(drawn: Drawn) -> list[Score]:
    """Where everybody was and where the reconstruction of what is known has him, at all moments of the benchmark."""
    truth, known = drawn.truth.iterate, solved(drawn.known).iterate
    stated_s, stated = spread(known)
    line = "draw known" if drawn.draw_known else "draw not known"
    begun, raced = known.problem.pull_off_s, known.finish_s - known.problem.pull_off_s
    moments = {
        f"behind the pacer, {line}": np.array(PACED_S),
        f"as the pacer leaves, {line}": np.array([begun]),
        **{f"racing, {name}": begun + raced * np.array(shares) for name, shares in RACED_SHARES.items()},
        f"racing, {LAST_S} s before the finish": np.array([known.finish_s - LAST_S]),
    }
    scores = []
    for label, times in moments.items():
        errors = truth.position(times) - known.position(times)
        sds = np.array([np.interp(times, stated_s, row) for row in stated])
        scores += [Score(label, float(e), float(s), drawn.told) for e, s in zip(errors.flat, sds.flat, strict=True)]
    return scores


def sprint_scores(seed: int) -> list[Score]:
    """Scores of one made-up sprint; none where what was drawn has no solution."""
    try:
        drawn = drawn_sprint(seed)
        return sprint_scores_of(drawn.truth.iterate, solved(drawn.known).iterate, drawn.told)
    except SolverError:
        return []


def sprint_scores_of(truth: Iterate, known: Iterate, told: str) -> list[Score]:
    """Where everybody was and where the reconstruction has him, so many seconds before the winner's finish."""
    stated_s, stated = spread(known)
    scores = []
    for label, before_s in BEFORE_S.items():
        ago = np.array([one for one in before_s if one < min(truth.finish_s, known.finish_s)])
        errors = truth.position(truth.finish_s - ago) - known.position(known.finish_s - ago)
        sds = np.array([np.interp(known.finish_s - ago, stated_s, row) for row in stated])
        named = f"racing, {label} s before the finish"
        scores += [Score(named, float(e), float(s), told) for e, s in zip(errors.flat, sds.flat, strict=True)]
    return scores


def gap_lists() -> list[tuple[float, ...]]:
    """Gaps of the races that come with the program, those in which four riders or more have one."""
    lists = []
    for file in _files():
        results = read_race(file).results
        gaps = tuple(sorted(one.gap_s or 0.0 for one in results if one.gap_s is not None or one.rank == 1))
        lists += [gaps] if len(gaps) >= 4 else []
    return lists


def _files() -> list[Path]:
    return sorted(Path(str(races())).rglob("*.yaml"))


def _show_real(items: list[Score | Call]) -> None:
    scores = [item for item in items if isinstance(item, Score)]
    calls = [item for item in items if isinstance(item, Call)]
    print("\nhidden facts of real races")
    _table(scores)
    for score in scores:
        if score.label == "a told lead, m":
            print(f"  {score.what}: {score.error:+.1f} m, sd {score.sd:.1f} m")
    right = sum(call.chance > 0.5 for call in calls)
    stated = sum(max(call.chance, 1 - call.chance) for call in calls)
    print(f"orders of two riders: {right} of {len(calls)} as reconstructed; {stated:.1f} expected from what it states")


def _show_made_up(races_scored: list[list[Score]], seed: int) -> None:
    scores = [score for scored in races_scored for score in scored]
    unsolved = sum(not scored for scored in races_scored)
    print(f"\n{len(races_scored) - unsolved} made-up races, seeds from {seed} ({unsolved} more without a solution)")
    _table(scores)
    racing = [score for score in scores if score.label.startswith("racing")]
    _table(Score(f"racing, told: {score.what}", score.error, score.sd) for score in racing)
    _table([Score("racing, all", score.error, score.sd) for score in racing])
    _table([Score("all", score.error, score.sd) for score in scores])
    ratios = sorted(np.mean([(one.error / one.sd) ** 2 for one in scored]) for scored in races_scored if scored)
    print("ratio of each race: " + ", ".join(f"{ratio:.2f}" for ratio in ratios))


def _table(scores: Iterable[Score]) -> None:
    """A line for each label: how many, root mean squares of error and stated deviation, shares within, ratio."""
    by_label: dict[str, list[Score]] = {}
    for score in scores:
        by_label.setdefault(score.label, []).append(score)
    for label, some in sorted(by_label.items()):
        error, sd = np.array([one.error for one in some]), np.array([one.sd for one in some])
        away = np.abs(error) / sd
        within = f"within 1 sd {np.mean(away < 1):4.0%}, 2 sd {np.mean(away < 2):4.0%}"
        sizes = f"error {_rms(error):6.3f}, sd {_rms(sd):6.3f}"
        print(f"{label:<50}{len(some):>5}: {sizes}; {within}; ratio {np.mean(away**2):5.2f}")


def _rms(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    return float(np.sqrt(np.mean(values**2)))


if __name__ == "__main__":
    main()
