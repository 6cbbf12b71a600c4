"""A kind of event that nothing else knows goes from file to picture: two riders, three laps, no pacer, one finish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import imageio.v3 as iio
import pytest

from replay.app.build import build
from replay.app.cli.main import main
from replay.app.filming import Choice, scene_of
from replay.events.event import Column, Decider, Highlight, Pace, Worth
from replay.events.known_events import EVENTS
from replay.events.one_finish import FINISH, OneFinish
from replay.race.facts import Race
from replay.racefile.reader import read_race
from replay.scene.camera.wish import Cut
from replay.scene.compose import frame_at
from replay.scene.frame.layout import Layout
from tests.helpers.race_files import mistakes

FILE = """\
schema: 1
meet: {title: Club night}
event: {kind: duel, category: women, distance_m: 750}
track: olympic-250
riders:
  - {first: Ana, last: Ruiz, nation: ESP}
  - {first: Bea, last: Møller, nation: NOR}
results:
  - {rider: Møller, rank: 1}
  - {rider: Ruiz, rank: 2, gap_s: 0.412}
story:
  - {when: bell, order: [Ruiz, Møller]}
"""


@dataclass(frozen=True, slots=True)
class Duel(OneFinish):
    """Two riders, three laps from rest, and a point to the winner."""

    kind: str = "duel"

    @property
    def decider(self) -> Decider:
        return Decider.BOTH

    def largest_gap_s(self, race: Race, rider: str) -> float:  # noqa: ARG002
        return 5.0

    @property
    def tower_column(self) -> Column:
        return Column.SCORE

    def score(self, race: Race) -> Mapping[str, int]:
        return {str(race.winner): 1}

    def pace(self, race: Race) -> Pace:  # noqa: ARG002
        return Pace(14.0, 8.0, (200.0, 500.0, 700.0, 1200.0), (0.0, 3.0), (0.5, 0.8), 60.0, 12.0, 280.0)

    def counter_words(self, laps: int) -> str:
        return "HOME" if laps == 0 else "LAPS LEFT"

    def opening_words(self, race: Race) -> tuple[str, str]:
        return " against ".join(race.starters), "Three laps from rest."

    def highlights(self, race: Race) -> tuple[Highlight, ...]:  # noqa: ARG002
        return FINISH, Highlight(Worth.START, 0.0, 5.0)


@pytest.fixture
def duel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A race file of the new kind, while the program knows it."""
    monkeypatch.setitem(EVENTS, "duel", Duel())
    path = tmp_path / "duel.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_kind_that_nobody_knows_is_a_mistake() -> None:
    assert "kind cannot be duel" in mistakes(FILE)


def test_the_rules_for_its_results_are_its_own(duel: Path) -> None:
    assert read_race(duel).pacer is None
    assert "a gap of 7.5 s" in mistakes(FILE.replace("0.412", "7.5"))
    paced = FILE.replace("track:", "pacer: {to_kmh: 50, off: 2 laps to go}\ntrack:")
    assert "a duel is raced without a pacer" in mistakes(paced)


def test_it_is_ridden_and_shown_in_its_own_words(duel: Path) -> None:
    replay = build(duel)
    assert all(verdict.stands for verdict in replay.reconstruction.verdicts)
    assert replay.reconstruction.audit.overlaps == 0
    scene = scene_of(replay, Layout.LANDSCAPE, Cut.FULL, Choice(from_when="10", to_when="finish"))
    overlay = frame_at(scene, 1.0).overlay
    assert overlay.counter is not None
    assert overlay.tower is not None
    assert (overlay.counter.laps_to_go, overlay.counter.words) == (3, "LAPS LEFT")
    assert overlay.tower.column == "PTS"
    assert {row.look.name: row.gap for row in overlay.tower.rows} == {"Møller": "1", "Ruiz": "0"}


@pytest.mark.slow
def test_it_goes_from_file_to_still(duel: Path, tmp_path: Path) -> None:
    picture = tmp_path / "duel.png"
    assert main(["still", str(duel), "--at", "bell", "--preset", "square", "-o", str(picture), "-q"]) == 0
    assert iio.imread(picture).shape[:2] == (1080, 1080)
