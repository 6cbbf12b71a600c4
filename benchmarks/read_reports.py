"""How well reports are read: precision, recall, time accuracy and leaks on labelled reports of invented races.

    python -m benchmarks.read_reports [--set NAME] [--mistakes] [--report NAME]

The five texts about a real final are no part of the program: they are read from the folder that REPLAY_SEED_REPORTS
names.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.labelled_reports import FOLDER, labels_of, race_of, report_of
from replay.sources.found import UNSURE, FoundFact, FoundRace, ReportReading
from replay.sources.reports.language.moments_said import metres_to_go
from replay.sources.reports.report_reader import read_report, read_ride

SETS = (
    "tuned",
    "unseen",
    "fresh",
    "aside",
    "later",
    "sealed",
    "last",
    "closing",
    "untouched",
    "opened",
    "studied",
    "kept",
    "shut",
    "reserve",
    "control",
    "proof",
    "verdict",
    "appeal",
    "matches",
    "reserve_sprints",
    "panel",
    "blind",
    "docket",
    "jury",
    "vault",
    "retrial",
    "workbook",
    "envelope",
    "coda",
    "tribunal",
    "assize",
    "seeds",
)
NEAR_M = 40.0
"""Metres that a moment may lie from the labelled one and still be right."""
WIDER_M = 300.0
"""How much longer a window may be than the labelled moment or window and still be right."""


@dataclass
class Score:
    """Counts of one set of reports."""

    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0
    timed: int = 0
    leaks: int = 0
    remarks: int = 0
    remarks_right: int = 0
    mistakes: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in ("right", "wrong", "found", "missed", "timed", "leaks", "remarks", "remarks_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.mistakes += other.mistakes

    def line(self, name: str) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.found / max(1, self.found + self.missed)
        timed = self.timed / max(1, self.right)
        return (
            f"{name:26} precision {precision:5.2f}  recall {recall:5.2f}  time {timed:5.2f}  leaks {self.leaks:2}"
            f"   ({self.right} right, {self.wrong} wrong, {self.found} of {self.found + self.missed} found, "
            f"{self.remarks} as remarks, {self.remarks_right} of them right)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--mistakes", action="store_true", help="print the ten worst mistakes of each set")
    parser.add_argument("--all", action="store_true", help="print all mistakes")
    parser.add_argument("--report", help="only the report whose name begins so")
    wanted = parser.parse_args()
    for name in wanted.set or SETS:
        whole = Score()
        for title, score in scores_of(name, wanted.report or ""):
            whole.add(score)
            if wanted.all or wanted.report:
                print(score.line(title))
                print(*(f"    {mistake}" for mistake in score.mistakes), sep="\n")
        if whole.right + whole.missed:
            print(whole.line(name))
        if wanted.mistakes:
            worst = sorted(whole.mistakes, key=lambda text: not text.startswith("LEAK"))[:10]
            print(*(f"    {mistake}" for mistake in worst), sep="\n")


def scores_of(name: str, beginning: str = "") -> Iterator[tuple[str, Score]]:
    """The score of each report of a set."""
    for file in sorted((FOLDER / name).glob("*.yaml")):
        written = report_of(file)
        race, others = race_of(written)
        if "rides" in written:
            if file.name.startswith(beginning):
                yield file.stem, _score_of_match(written, race, others)
            continue
        if "reports" not in written:
            if file.name.startswith(beginning):
                yield file.stem, score_of(written["report"], race, others, labels_of(written))
            continue
        folder = os.environ.get("REPLAY_SEED_REPORTS")
        if not folder:
            print(f"{name}: skipped, REPLAY_SEED_REPORTS names no folder with the texts")
            continue
        for text, labels in written["reports"].items():
            if text.startswith(beginning):
                yield text, score_of((Path(folder) / text).read_text(encoding="utf-8"), race, others, labels)


def _score_of_match(written: Mapping[str, Any], race: FoundRace, others: tuple[FoundRace, ...]) -> Score:
    """The score of a report of several rides: each is read alone, and has the labels of its number."""
    whole = Score()
    for number in range(1, len(race.rides) + 1):
        reading = read_ride(written["report"], "report", race, others, ride=number)
        whole.add(score_of_reading(reading, labels_of(written, number)))
    return whole


def score_of(text: str, race: FoundRace, others: tuple[FoundRace, ...], labels: list[dict[str, Any]]) -> Score:
    """How a reading of a text stands to its labels. What is written as a remark counts as not read."""
    return score_of_reading(read_report(text, "report", race, others), labels)


def score_of_reading(reading: ReportReading, labels: list[dict[str, Any]]) -> Score:
    facts = [fact for fact in reading.facts if fact.sure > UNSURE]
    remarks = [fact for fact in reading.facts if fact.sure <= UNSURE]
    score = Score(remarks=len(remarks), remarks_right=sum(is_right(fact, labels) for fact in remarks))
    used: set[int] = set()
    for fact in facts:
        fitting = [i for i, label in enumerate(labels) if _is_same(fact, label)]
        if not fitting:
            leak = not any(_core(fact.kind, fact.fields[fact.kind])[0] == _kind_of(label) for label in labels)
            score.wrong += 1
            score.leaks += leak
            score.mistakes.append(f"{'LEAK' if leak else 'WRONG'} {dict(fact.fields)} <- {fact.origins[0].words!r}")
            continue
        score.right += 1
        used.update(fitting)
        if any(_is_timed(fact.fields["when"], when) for i in fitting for when in _whens(labels[i])):
            score.timed += 1
        else:
            score.mistakes.append(f"TIME {dict(fact.fields)}, labelled {_whens(labels[fitting[0]])}")
    for i, label in enumerate(labels):
        if not label.get("optional"):
            score.found += i in used
            score.missed += i not in used
            if i not in used:
                score.mistakes.append(f"MISSED {label}")
    return score


def is_right(fact: FoundFact, labels: list[dict[str, Any]]) -> bool:
    """Whether a label says the same as a fact, whenever that was."""
    return any(_is_same(fact, label) for label in labels)


def _kind_of(label: Mapping[str, Any]) -> str:
    return next(key for key in label if key not in ("when", "optional", "or", "or_when", "sure"))


def _core(kind: str, content: Any) -> tuple[Any, ...]:
    """What a fact says without its moment, in one form for all ways of writing it."""
    if kind == "caption":
        return ("relegated", str(content).split(" is relegated")[0])
    if kind == "order":
        riders = content["riders"] if isinstance(content, dict) else content
        first = content.get("from", 1) if isinstance(content, dict) else 1
        return ("order", frozenset((rider, first + k) for k, rider in enumerate(riders)))
    if kind == "gap":
        unit = next(key for key in content if key not in ("ahead", "of"))
        return ("gap", content["ahead"], _set(content["of"]), _in_metres(unit, content[unit]))
    if kind in ("level", "contact", "hesitate", "leads"):
        return (kind, _set(content))
    if kind == "standstill" and not isinstance(content, str | dict):
        return (kind, "None", "None", "None", "None", None)  # all of them
    if isinstance(content, dict):
        return (kind, *(str(content.get(key)) for key in ("rider", "of", "for", "between")), content.get("to"))
    return (kind, str(content), "None", "None", "None", None)


def _set(names: Any) -> frozenset[str]:
    return frozenset([names] if isinstance(names, str) else map(str, names))


def _in_metres(unit: str, amount: Any) -> float:
    said = {"half a wheel": 0.33, "a whisker": 0.1, "a few lengths": 5.25, "a few metres": 3.0}
    if unit == "by":
        return said.get(str(amount), 1.0)
    number = float(str(amount).split()[-1])
    return number * {"s": 17.0, "m": 1.0, "lengths": 1.75, "laps": 250.0, "straights": 38.0, "wheels": 0.67}[unit]


def _is_same(fact: FoundFact, label: Mapping[str, Any]) -> bool:
    mine = _core(fact.kind, fact.fields[fact.kind])
    kinds = [(_kind_of(label), label[_kind_of(label)])]
    for other in label.get("or", ()):
        kinds += list(other.items())
    return any(
        _agree(mine, _core(kind, content) if kind != "relegated" else ("relegated", content)) for kind, content in kinds
    ) and (mine[0] != "order" or any(_is_timed(fact.fields["when"], when) for when in _whens(label)))


def _agree(mine: tuple[Any, ...], label: tuple[Any, ...]) -> bool:
    if mine[0] != label[0]:
        return False
    if mine[0] == "order":
        return bool(mine[1] <= label[1] or label[1] <= mine[1])
    if mine[0] == "gap":
        others = mine[2] == label[2] or "field" in mine[2] | label[2]
        return bool(mine[1] == label[1] and others and abs(mine[3] - label[3]) <= 0.35 * max(mine[3], label[3]))
    if mine[0] in ("level", "contact", "hesitate", "leads"):
        return bool(mine[1] & label[1]) if mine[0] == "hesitate" else bool(mine[1] == label[1])
    return all(
        a == b or (b is None or a is None) or (b in ("None", "field"))
        for a, b in zip(mine[1:], label[1:], strict=False)
    )


def _whens(label: Mapping[str, Any]) -> list[Any]:
    return [label["when"], *label.get("or_when", ())]


def _stretch(when: Any) -> tuple[float, float]:
    """The stretch of the race, in metres to go, in which something was."""
    if isinstance(when, dict):
        if "before" in when:
            return (750.0, metres_to_go(str(when["before"])) or 0.0)
        first, last = (metres_to_go(str(moment)) for moment in when["between"])
        return (first or 0.0, last or 0.0)
    named = {"on the last lap": (250.0, 0.0), "on the last but one lap": (500.0, 250.0)}
    if str(when) in named:
        return named[str(when)]
    if str(when).startswith("in the last"):
        return (metres_to_go(f"{str(when).removeprefix('in the last ')} to go") or 250.0, 0.0)
    metres = metres_to_go(str(when))
    return (metres, metres) if metres is not None else (-1.0, -1.0)


def _is_timed(mine: Any, label: Any) -> bool:
    (a, b), (c, d) = _stretch(mine), _stretch(label)
    if a < 0 or c < 0:
        return False
    return a + NEAR_M >= d and b - NEAR_M <= c and (a - b) <= (c - d) + WIDER_M


if __name__ == "__main__":
    main()
