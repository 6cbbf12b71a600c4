"""How certain readings of reports are: what first readings got right and wrong, by the traits of each.

    python -m benchmarks.report_certainty [--write] [--traits]

`reports/first_readings.jsonl` holds every fact that the reader read in each labelled set when it had not seen that set:
the version before the set was written. A logistic regression over the traits of the readings is fitted to whether they
are right, and asked about each set by one that was fitted to the other sets. `--write` writes the weights of all
sets to `assets/reports/certainty.yaml`; `--traits` prints how often readings with each trait are right.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled_reports import FOLDER, labels_of, race_of, report_of
from benchmarks.read_reports import is_right
from replay.base.resources import assets
from replay.sources.found import UNSURE, FoundFact, Origin
from replay.sources.reports.certainty.fact_certainty import ALWAYS
from replay.sources.reports.certainty.reading_traits import traits_of
from replay.sources.reports.language.report_text import sentences_of
from replay.sources.reports.sentence.name_book import name_book

READINGS = FOLDER / "first_readings.jsonl"
LEAST = 0.72
"""How certain a reading has to be: the knee of the curve that this prints; of those held out nine in ten are right."""

_PENALTY = 4.0
"""Of the squares of the weights; 3 to 40 were tried, and order held-out readings as well within a hundredth."""

_FEWEST = 15
"""Readings of which a trait has a weight: of fewer it would be chance."""

_STEPS = 12


@dataclass(frozen=True)
class Reading:
    """A fact that was read in a report of a set which the reader had not seen."""

    set_name: str
    traits: frozenset[str]
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights of all sets")
    parser.add_argument("--traits", action="store_true", help="print how often readings with each trait are right")
    wanted = parser.parse_args()
    readings = first_readings()
    names = traits_with_weights(readings)
    right = np.array([reading.right for reading in readings])
    sets = {reading.set_name for reading in readings}
    print(f"{len(readings)} first readings of {len(sets)} sets, {right.mean():.3f} of them right")
    if wanted.traits:
        _print_traits(readings)
    held_out = cross_validated(readings, names)
    print(
        f"a right one is more certain than a wrong one {_ordered(held_out, right):.2f} of the time, each set held out"
    )
    print("least  right of facts  facts kept  right of remarks")
    for least in (0.0, 0.7, 0.75, 0.8, 0.82, 0.84, LEAST, 0.86, 0.88, 0.9, 0.92):
        kept = held_out >= least
        remarks = right[~kept].mean() if (~kept).any() else float("nan")
        print(f"{least:5.2f}  {right[kept].mean():14.3f}  {kept.mean():10.2f}  {remarks:16.2f}")
    if wanted.write:
        _write(names, fitted(_design(readings, names), right))


def first_readings() -> list[Reading]:
    """The readings that were facts, with their traits; in the order of the file."""
    groups: dict[tuple[str, str, int], list[FoundFact]] = defaultdict(list)
    for line in READINGS.read_text(encoding="utf-8").splitlines():
        set_name, report, ride, kind, fields, sure, (sentence, start, end) = json.loads(line)
        fact = FoundFact(kind, fields, sure, (Origin(report, 0, sentence, start, end),))
        groups[set_name, report, ride].append(fact)
    return [reading for key, facts in groups.items() for reading in _of_report(*key, facts)]


def _of_report(set_name: str, report: str, ride: int, facts: list[FoundFact]) -> list[Reading]:
    written = report_of(FOLDER / set_name / report)
    race, others = race_of(written, ride)
    cut = list(sentences_of(written["report"]))
    # sentences are cut as they are now, which may be elsewhere than when it was read: by their characters
    begun = [max((s for s in cut if s.start <= fact.origins[0].start), key=lambda s: s.start) for fact in facts]
    here = [
        FoundFact(f.kind, f.fields, f.sure, (Origin(report, 0, s.number, f.origins[0].start, f.origins[0].end),))
        for f, s in zip(facts, begun, strict=True)
    ]
    traits = traits_of(here, {sentence.number: sentence for sentence in cut}, name_book(race, others))
    labels = labels_of(written, ride)
    return [
        Reading(set_name, each, is_right(fact, labels))
        for fact, each in zip(here, traits, strict=True)
        if fact.sure > UNSURE
    ]


def traits_with_weights(readings: Sequence[Reading]) -> list[str]:
    """The traits that enough readings have, by name."""
    counts = Counter(trait for reading in readings for trait in reading.traits)
    return sorted(trait for trait, count in counts.items() if count >= _FEWEST)


def cross_validated(readings: Sequence[Reading], names: Sequence[str]) -> NDArray[np.float64]:
    """The certainty of each reading by weights that were fitted to the sets of which it is none."""
    design = _design(readings, names)
    right = np.array([reading.right for reading in readings])
    sets = np.array([reading.set_name for reading in readings])
    found = np.zeros(len(readings))
    for name in set(sets):
        mine = sets == name
        found[mine] = _shares(design[mine], fitted(design[~mine], right[~mine]))
    return found


def _design(readings: Sequence[Reading], names: Sequence[str]) -> NDArray[np.float64]:
    """A row a reading, a column a trait, and a last one of ones."""
    columns = {name: place for place, name in enumerate(names)}
    found = np.zeros((len(readings), len(names) + 1))
    found[:, -1] = 1.0
    for place, reading in enumerate(readings):
        found[place, [columns[trait] for trait in reading.traits if trait in columns]] = 1.0
    return found


def fitted(design: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The weights of a logistic regression with a penalty, by Newton's method; the last is that of every reading."""
    weights = np.zeros(design.shape[1])
    weights[-1] = 2.0
    penalty = np.full(design.shape[1], _PENALTY)
    penalty[-1] = 1e-6
    for _ in range(_STEPS):
        shares = _shares(design, weights)
        slope = design.T @ (right - shares) - penalty * weights
        curvature = (design * (shares * (1.0 - shares))[:, None]).T @ design + np.diag(penalty)
        weights += np.linalg.solve(curvature, slope)
    return weights


def _shares(design: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-design @ weights))
    return found


def _ordered(certain: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """How often a right reading is more certain than a wrong one."""
    more = certain[right][:, None] > certain[~right][None, :]
    return float(more.mean())


def _print_traits(readings: Sequence[Reading]) -> None:
    counts: dict[str, list[bool]] = defaultdict(list)
    for reading in readings:
        for trait in reading.traits:
            counts[trait].append(reading.right)
    for trait, right in sorted(counts.items(), key=lambda each: sum(each[1]) / len(each[1])):
        print(f"  {sum(right) / len(right):.2f} of {len(right):4}  {trait}")


def _write(names: Sequence[str], weights: NDArray[np.float64]) -> None:
    head = [
        "# How certain readings are: weights of their traits, by `python -m benchmarks.report_certainty --write`.",
        "#",
        "# The certainty of a reading is the logistic function of the sum of the weights of its traits; a reading of",
        "# less certainty than `least` is written as a remark.",
        f"least: {LEAST}",
        "weights:",
        f"  {ALWAYS}: {weights[-1]:.2f}",
    ]
    rows = [f"  {name}: {weight:.2f}" for name, weight in zip(names, weights[:-1], strict=True)]
    file = Path(str(assets() / "reports" / "certainty.yaml"))
    file.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
