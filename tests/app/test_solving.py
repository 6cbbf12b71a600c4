"""What is said before and while a race is solved."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from replay.app.build import build
from replay.app.solving import LONG_S, _Reporter
from replay.base.errors import ReplayError
from replay.base.progress import Meter
from replay.base.resources import races


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (LONG_S - 1.0, "reconstructing final ..."),
        (LONG_S + 1.0, "reconstructing final (about 1 minute) ..."),
        (240.0, "reconstructing final (about 4 minutes) ..."),
    ],
)
def test_a_long_reconstruction_is_announced_before_it_begins(seconds: float, said: str) -> None:
    out = io.StringIO()
    with _Reporter(Meter(out), "final") as report:
        report.foretell(seconds)
        report(0.0)
    assert out.getvalue().splitlines()[0] == said


def test_a_stored_plan_is_used_without_a_word() -> None:
    out = io.StringIO()
    with _Reporter(Meter(out), "final") as report:
        assert not report.used
    assert out.getvalue() == ""


def test_the_time_is_said_once_before_the_first_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said: list[str] = []

    def solve(*_: object, report: Callable[[float], None]) -> None:
        report(0.0)
        report(0.5)
        raise ReplayError("enough")

    monkeypatch.setattr("replay.app.build.reconstruct", solve)
    race = Path(str(races())) / "tokyo-2020" / "mens-keirin" / "final-b.yaml"
    with pytest.raises(ReplayError):
        build(
            race,
            plan=tmp_path / "none.plan",
            report=lambda share: said.append(f"{share:.1f}"),
            foretell=lambda _: said.append("foretold"),
        )
    assert said == ["foretold", "0.0", "0.5"]
