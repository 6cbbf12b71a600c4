"""What a long job says on stderr."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest

from replay.base.progress import Meter, Progress, Silent, describe, duration


class Stopwatch:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(out: io.StringIO, steps: int, step_s: float) -> list[str]:
    """A stage of a hundred frames that goes that far; what was written."""
    stopwatch = Stopwatch()
    with Meter(out, stopwatch).stage("export", 100, "frames") as step:
        for done in range(1, steps + 1):
            stopwatch.now_s += step_s
            step(done)
    return out.getvalue().replace("\r", "\n\r").splitlines()


def test_a_file_gets_a_plain_line_every_few_seconds() -> None:
    lines = run(io.StringIO(), steps=100, step_s=0.125)
    assert lines == [
        "export ...",
        "export: 40/100 frames (40 %), 8.0 a second, 7.5 s left",
        "export: 80/100 frames (80 %), 8.0 a second, 2.5 s left",
        "export: done, 100 frames in 12 s",
    ]


def test_a_terminal_gets_one_line_that_is_rewritten() -> None:
    out = Terminal()
    run(out, steps=100, step_s=0.05)
    written = out.getvalue()
    assert written.count("\n") == 1
    assert written.endswith("\n")
    last = written.split("\r")[-1]
    assert last.rstrip() == "export: done, 100 frames in 5.0 s"
    assert 30 < written.count("\r") < 60  # ten times a second, not at every frame


def test_a_shorter_line_covers_the_longer_one_before_it() -> None:
    out = Terminal()
    run(out, steps=100, step_s=0.2)
    lines = out.getvalue().rstrip("\n").split("\r")[1:]
    assert len({len(line.rstrip()) for line in lines}) > 2
    for earlier, later in pairwise(lines):
        assert len(later) >= len(earlier.rstrip())


def test_a_stage_that_fails_says_how_far_it_came() -> None:
    out, stopwatch = io.StringIO(), Stopwatch()

    def stopped() -> None:
        with Meter(out, stopwatch).stage("export", 100, "frames") as step:
            stopwatch.now_s += 2
            step(40)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert out.getvalue().splitlines()[-1] == "export: stopped, 40 of 100 frames in 2.0 s"


def test_a_stage_of_unknown_length_has_its_name_alone() -> None:
    out, stopwatch = io.StringIO(), Stopwatch()
    with Meter(out, stopwatch).stage("solve"):
        stopwatch.now_s += 7.25
    assert out.getvalue().splitlines() == ["solve ...", "solve: done in 7.2 s"]


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    quiet: Progress = Silent()
    with quiet.stage("export", 100) as step:
        step(50)
    assert capsys.readouterr() == ("", "")


def test_no_rate_is_told_before_time_has_passed() -> None:
    assert describe("export", 3, 10, "frames", 0.0) == "export: 3/10 frames (30 %)"
    assert describe("plates", 3, 4, "", 6.0) == "plates: 3/4 (75 %), 0.5 a second, 2.0 s left"


def test_no_time_is_left_before_there_is_something_to_go_by() -> None:
    """The first pictures wait for what all of them need: 1 of 900 after 44 s would make eleven hours."""
    assert describe("export", 1, 900, "frames", 44.5) == "export: 1/900 frames (0 %)"
    assert describe("export", 19, 900, "frames", 5.0) == "export: 19/900 frames (2 %), 3.8 a second"
    assert describe("export", 60, 900, "frames", 2.9) == "export: 60/900 frames (6 %), 21 a second"
    assert describe("export", 20, 900, "frames", 4.0) == "export: 20/900 frames (2 %), 5.0 a second, 2:56 left"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (3.21, "3.2 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1:00"), (125, "2:05"), (3600, "60:00")],
)
def test_durations_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_what_does_not_last_is_not_shown() -> None:
    clock = iter([0.0, 0.2, 0.4, 0.5])
    out = io.StringIO()
    with Meter(out, lambda: next(clock), after_s=1.0).stage("reading", 2, "files") as step:
        step(1)
        step(2)
    assert out.getvalue() == ""


def test_what_lasts_is_shown_from_then_on() -> None:
    clock = iter([0.0, 0.5, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0])
    out = io.StringIO()
    with Meter(out, lambda: next(clock), after_s=1.0).stage("reading", 2, "files") as step:
        step(1)
        step(2)
    assert out.getvalue().splitlines()[0].startswith("reading: 2/2 files")
    assert "done" in out.getvalue()


def test_a_share_of_an_unknown_whole_says_how_long_it_has_lasted() -> None:
    assert describe("reconstructing final", 40, 100, "%", 9.0) == "reconstructing final: 40 %"
    assert describe("reconstructing final", 40, 100, "%", 72.0) == "reconstructing final: 40 %, 1:12 so far"
    assert describe("reconstructing final", 0, 100, "%", 30.0) == "reconstructing final ..., 30 s so far"
