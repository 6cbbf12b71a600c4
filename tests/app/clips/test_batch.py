"""Batches: all jobs, whatever one of them does; nothing twice; stopped and taken up again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from replay.app.cli.main import main
from replay.app.clips import running
from replay.app.clips.jobs import Asked, check_name, orders_of
from replay.app.clips.made_before import RECORD, MadeBefore
from replay.app.clips.one_clip import ReadyClip
from replay.app.filming import Choice
from replay.base.errors import OutputError, UsageError
from replay.base.files.part_of_file import whole_file_of
from replay.racefile.reader import read_race
from replay.video.presets import preset
from tests.helpers.race_files import MATCH, small

Captured = pytest.CaptureFixture[str]
FORMATS = ["--preset", "vertical", "--preset", "square"]
FILMS = {"one-vertical.mp4", "one-square.mp4", "two-vertical.mp4", "two-square.mp4"}


class Studio:
    """Stands in for what solves and draws: writes small films, and fails or is stopped where it is told to."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.solved: list[str] = []
        self.fails: dict[str, BaseException] = {}

    def build(self, race_file: Path, **_: Any) -> Any:
        self.solved.append(race_file.stem)
        return SimpleNamespace(race=read_race(race_file))

    def ready_clip(self, order: Any, *_: Any) -> Any:
        return SimpleNamespace(order=order, remarks=())

    def write_clip(self, clip: ReadyClip, progress: Any) -> None:
        name = clip.order.target.name
        with progress.stage("export", 3, "frames") as step:
            step(1)
            if name in self.fails:
                raise self.fails[name]
        if clip.order.target.exists() and not clip.order.overwrite:
            raise OutputError("in the way")
        clip.order.target.write_bytes(b"film of " + whole_file_of(clip.order.race_file).read_bytes())
        self.made.append(name)


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Studio:
    found = Studio()
    monkeypatch.setattr("replay.app.solving.build", found.build)
    monkeypatch.setattr(running, "ready_clip", found.ready_clip)
    monkeypatch.setattr(running, "write_clip", found.write_clip)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two races, and a folder for films that is not there yet."""
    for name in ("one", "two"):
        (tmp_path / "races").mkdir(exist_ok=True)
        (tmp_path / "races" / f"{name}.yaml").write_text(small(), encoding="utf-8")
    return tmp_path


def export(folder: Path, *more: str) -> int:
    return main(["export", str(folder / "races" / "*.yaml"), *FORMATS, "-o", str(folder / "out"), *more])


def films(folder: Path) -> set[str]:
    return {path.name for path in (folder / "out").glob("*.mp4")}


def test_every_race_is_made_in_every_format_and_solved_once(folder: Path, studio: Studio, capsys: Captured) -> None:
    assert export(folder) == 0
    assert films(folder) == FILMS
    assert studio.solved == ["one", "two"]
    out, said = capsys.readouterr()
    assert out == ""
    for words in (
        "1/4  one  vertical  one-vertical.mp4  to be made",
        "[2/4] export",
        "[3/4] two-vertical.mp4: made in",
    ):
        assert words in said
    assert "4 made" in said


def test_each_ride_of_a_match_is_a_film_of_its_own(folder: Path, studio: Studio) -> None:
    for name in ("one", "two"):
        (folder / "races" / f"{name}.yaml").unlink()
    (folder / "races" / "gold.yaml").write_text(MATCH, encoding="utf-8")
    assert export(folder) == 0
    assert films(folder) == {f"gold-{ride}-{shape}.mp4" for ride in (1, 2) for shape in ("vertical", "square")}
    assert len(studio.solved) == 2


def test_what_is_up_to_date_is_not_made_again(folder: Path, studio: Studio, capsys: Captured) -> None:
    assert export(folder) == 0
    studio.made.clear()
    studio.solved.clear()
    assert export(folder) == 0
    assert (studio.made, studio.solved) == ([], [])
    assert "0 made, 4 up to date" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (lambda folder: (folder / "races" / "two.yaml").write_text(small(("0.25", "0.35")), encoding="utf-8"), "two"),
        (lambda folder: (folder / "out" / "one-square.mp4").unlink(), "one-square"),
    ],
)
def test_what_has_changed_is_made_again_and_nothing_else(
    change: Callable[[Path], object], again: str, folder: Path, studio: Studio
) -> None:
    assert export(folder) == 0
    studio.made.clear()
    change(folder)
    assert export(folder) == 0
    assert set(studio.made) == {name for name in FILMS if name.startswith(again)}


@pytest.mark.parametrize("options", [["--length", "30"], ["--no-sound"], ["--calm"], ["--no-names"], ["--force"]])
def test_other_options_make_other_films(options: list[str], folder: Path, studio: Studio) -> None:
    assert export(folder) == 0
    studio.made.clear()
    assert export(folder, *options) == 0
    assert set(studio.made) == FILMS


def test_another_program_makes_other_films(folder: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    assert export(folder) == 0
    studio.made.clear()
    monkeypatch.setattr("replay.app.clips.made_before.program_fingerprint", lambda: "another")
    assert export(folder) == 0
    assert set(studio.made) == FILMS


def test_a_failure_does_not_stop_the_others_and_is_said_at_the_end(
    folder: Path, studio: Studio, capsys: Captured
) -> None:
    (folder / "races" / "bad.yaml").write_text(small(("gap_s: 0.25", "gap_s: quarter")), encoding="utf-8")
    studio.fails["one-square.mp4"] = OutputError("cannot write one-square.mp4: no space left")
    assert export(folder) == 1
    assert films(folder) == FILMS - {"one-square.mp4"}
    said = capsys.readouterr().err
    end = said[said.index("3 made, 3 failed") :]
    assert "one-square.mp4: cannot write one-square.mp4: no space left" in end
    assert "bad-vertical.mp4: " in end
    assert "bad.yaml:12:41" in said
    assert "Traceback" not in said
    studio.fails.clear()
    studio.made.clear()
    assert export(folder) == 1  # the broken file stays broken
    assert studio.made == ["one-square.mp4"]


def test_a_stopped_batch_keeps_what_is_made_and_goes_on_from_there(
    folder: Path, studio: Studio, capsys: Captured
) -> None:
    studio.fails["two-vertical.mp4"] = KeyboardInterrupt()
    assert export(folder) == 130
    said = capsys.readouterr().err
    assert "2 made, 2 left" in said
    assert "the same command again goes on" in said
    assert films(folder) == {"one-vertical.mp4", "one-square.mp4"}
    studio.fails.clear()
    studio.made.clear()
    assert export(folder) == 0
    assert studio.made == ["two-vertical.mp4", "two-square.mp4"]


def test_films_of_others_are_not_replaced_unasked(folder: Path, studio: Studio, capsys: Captured) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "one-square.mp4").write_text("precious")
    assert export(folder) == 1
    assert (folder / "out" / "one-square.mp4").read_text() == "precious"
    assert "--force replaces it" in capsys.readouterr().err
    assert set(studio.made) == FILMS - {"one-square.mp4"}
    assert export(folder, "--force") == 0
    assert (folder / "out" / "one-square.mp4").read_text() != "precious"


def test_a_film_that_was_changed_by_hand_is_another_s(folder: Path, studio: Studio) -> None:
    assert export(folder) == 0
    (folder / "out" / "two-square.mp4").write_text("cut shorter by hand")
    studio.made.clear()
    assert export(folder) == 1
    assert (folder / "out" / "two-square.mp4").read_text() == "cut shorter by hand"


def test_sidecars_are_part_of_what_is_up_to_date(folder: Path, studio: Studio) -> None:
    """The stand-in writes none: a film without them is not up to date where they are asked for."""
    assert export(folder) == 0
    studio.made.clear()
    assert export(folder, "--sidecars") == 0
    assert set(studio.made) == FILMS


@pytest.mark.parametrize(
    "record", ["", "[]", '{"format": 1, "films": 3}', '{"format": 9}', '{"format": 1, "films": {"x": 1}}']
)
def test_a_record_that_cannot_be_read_is_as_none(record: str, tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text(record)
    assert MadeBefore.of_folder(tmp_path).films == {}


def test_the_record_says_what_was_made(folder: Path, studio: Studio) -> None:
    assert export(folder) == 0
    record = json.loads((folder / "out" / RECORD).read_text(encoding="utf-8"))
    assert set(record["films"]) == FILMS == set(studio.made)
    one = record["films"]["one-square.mp4"]
    assert one["files"] == {"one-square.mp4": (folder / "out" / "one-square.mp4").stat().st_size}


def test_a_dry_run_lists_the_jobs_and_makes_nothing(folder: Path, studio: Studio, capsys: Captured) -> None:
    assert export(folder, "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[3] == "4/4  two  square    two-square.mp4    to be made"
    assert not (folder / "out").exists()
    assert studio.solved == []


# --- names


def test_names_are_made_of_race_format_and_folder(folder: Path, studio: Studio) -> None:
    assert export(folder, "--name", "{folder} {race} ({preset})") == 0
    assert "races one (square).mp4" in films(folder)
    assert len(studio.made) == 4


@pytest.mark.parametrize(
    "pattern", ["{rider}", "{race", "a/{race}", "", "{race:>9}", "{race!r}", "{0}", "{race.parent}"]
)
def test_a_name_that_names_nothing_is_2_before_anything_is_read(
    pattern: str, folder: Path, studio: Studio, capsys: Captured
) -> None:
    assert export(folder, "--name", pattern) == 2
    assert "write it as in '{race}-{preset}'" in capsys.readouterr().err
    assert studio.solved == []


def test_two_films_never_have_one_name() -> None:
    races = [Path("men/final.yaml"), Path("women/final.yaml")]
    with pytest.raises(UsageError, match="tell them apart with --name"):
        orders_of(races, [preset("square")], Path("out"), "{race}", Asked(Choice()))
    orders = orders_of(
        races, [preset("square")], Path("out"), check_name("{folder}-{race}-{preset}.mp4"), Asked(Choice())
    )
    assert [order.target.name for order in orders] == ["men-final-square.mp4", "women-final-square.mp4"]


def test_each_format_opens_as_it_does_alone() -> None:
    orders = orders_of([Path("a.yaml")], [preset("square"), preset("landscape")], Path(), "{preset}", Asked(Choice()))
    assert [order.choice.hook for order in orders] == [True, False]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["-o", "x.mp4"], "into a folder"),
        (["--plan", "x.plan"], "--plan belongs to one race"),
        (["-"], "stdin is one race"),
    ],
)
def test_what_is_of_one_film_is_2_in_a_batch(more: list[str], words: str, folder: Path, capsys: Captured) -> None:
    assert main(["export", str(folder / "races" / "*.yaml"), *more]) == 2
    assert words in capsys.readouterr().err
