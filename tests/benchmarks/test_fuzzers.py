"""The fuzzers: the same input from the same seed, some of each kind without a defect, and defects that are named."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from benchmarks import fuzz_race_files, fuzz_reports, fuzz_tables
from benchmarks.fuzzing import Fuzzer

FUZZERS = (fuzz_race_files.fuzzer, fuzz_reports.fuzzer, fuzz_tables.fuzzer)


@pytest.mark.parametrize("made", FUZZERS, ids=["race files", "reports", "tables"])
def test_inputs_are_the_same_from_the_same_seed_and_without_defects(made: object) -> None:
    assert callable(made)
    fuzzer: Fuzzer = made()
    inputs = [fuzzer.changed(random.Random(f"3/{run}")) for run in range(12)]
    assert inputs == [fuzzer.changed(random.Random(f"3/{run}")) for run in range(12)]
    assert {fuzzer.reading(data) for data in inputs if len(data) < 100_000} <= set(fuzzer.fine)


def test_defects_are_named() -> None:
    def fails(data: bytes) -> str:
        if data:
            raise ValueError(data)
        while True:
            pass

    fuzzer = replace(fuzz_reports.fuzzer(), became=fails, limit_s=0.05)
    assert fuzzer.reading(b"x") == "ValueError: b'x'"
    assert fuzzer.reading(b"") == "more than 0.05 s"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("Ruiz, who had gone at the bell, was passed by Møller. " * 3, "with facts"),
        ("\n\n\n", "without"),
        ("“Ruiz attacked at the bell", "with facts"),
        ("Ruiz beat Ruiz by a length.", "with facts"),
    ],
)
def test_reports_are_judged(facts: str, words: str) -> None:
    assert fuzz_reports.became(facts.encode()) in (words, "without")
