"""The command line: what goes where, exit codes, and what happens with files that are not as they should be."""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import replay.app.build
import replay.app.solving
from replay.app.build import Replay
from replay.app.cli.main import main
from replay.reconstruction.judging.no_motion import NoMotionError
from tests.helpers.race_files import FINAL, MATCH, RACES, small
from tests.helpers.random_races import random_race

ROOT = RACES.parent
GALLERY = FINAL.parent
SEMIFINAL = GALLERY / "semifinal-1.yaml"
ReplayOf = Callable[[str], Replay]
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _solved(replay_of: ReplayOf) -> None:
    """Commands find the plans of the gallery stored."""
    replay_of("semifinal-1")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text(small(("gap_s: 0.25", "gap_s: quarter")), encoding="utf-8")
    return path


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, int | float):
        yield value


# --- check


def test_check_says_json_and_nothing_else(capsys: Captured) -> None:
    assert main(["check", str(SEMIFINAL), "--json"]) == 0
    out, err = capsys.readouterr()
    (race,) = json.loads(out)
    assert err == ""
    assert set(race) >= {"race", "file", "errors", "facts", "motion", "notes"}
    assert race["errors"] == []
    assert race["file"] == str(SEMIFINAL)
    assert {"fact", "kind", "source", "status", "asked", "got", "miss", "unit", "against"} <= set(race["facts"][0])
    assert set(race["motion"]) >= {
        "finish_gap_error_ms", "overlaps", "min_clearance_m", "max_speed_kmh", "acceleration_mps2", "power_w",
        "winner_time_s", "winner_time_sd_s", "solve_s",
    }  # fmt: skip
    assert set(race["motion"]["power_w"]["Kenny"]) == {"1", "5", "15", "30", "60"}
    assert all(math.isfinite(number) for number in numbers(race))


def test_check_in_words(capsys: Captured) -> None:
    assert main(["check", str(SEMIFINAL), "-q"]) == 0
    out, _ = capsys.readouterr()
    assert "Glaetzer 0.003 s behind Kenny" in out
    assert "0 overlaps" in out
    assert "no source gives them" in out


def test_disputed_and_impossible_facts_are_no_failure(capsys: Captured, replay_of: ReplayOf) -> None:
    replay_of("final-a")
    assert main(["check", str(FINAL), "--json"]) == 0
    (race,) = json.loads(capsys.readouterr().out)
    assert {fact["status"] for fact in race["facts"]} >= {"held", "disputed", "impossible"}


def test_patterns_are_expanded_by_the_program(capsys: Captured, replay_of: ReplayOf) -> None:
    for name in ("final-a", "first-round-2"):
        replay_of(name)
    assert main(["check", str(RACES / "**" / "fi*-[a2].yaml"), "--json", "-q"]) == 0
    races = json.loads(capsys.readouterr().out)
    assert [Path(race["file"]).stem for race in races] == ["final-a", "first-round-2"]


def test_every_race_is_reported_though_one_is_broken(broken: Path, capsys: Captured) -> None:
    assert main(["check", str(broken), str(SEMIFINAL), str(broken), "--json", "-q"]) == 3
    out, err = capsys.readouterr()
    first, second, third = json.loads(out)
    assert first["errors"][0] == third["errors"][0]
    assert (first["errors"][0]["line"], first["errors"][0]["column"]) == (12, 41)
    assert first["facts"] == []
    assert second["errors"] == []
    assert second["facts"]
    assert f"{broken}:12:41" in err


def test_a_race_that_cannot_be_solved_does_not_hide_the_others(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = replay.app.build.build

    def hard(race_file: Path, **options: Any) -> Replay:
        if race_file == FINAL:
            raise NoMotionError("no rider could ride this race")
        return build(race_file, **options)

    monkeypatch.setattr(replay.app.solving, "build", hard)
    assert main(["check", str(FINAL), str(SEMIFINAL), "--json", "-q"]) == 1
    out, err = capsys.readouterr()
    first, second = json.loads(out)
    assert "no rider could" in first["errors"][0]["message"]
    assert second["facts"]
    assert "no rider could" in err


# --- hostile files

HOSTILE = {
    "not a number": (small(("gap_s: 0.25", "gap_s: quarter")).encode(), ":12:41:"),
    "an unknown rider": (small(("rider: Møller", "rider: Moler")).encode(), ":11:13:"),
    "a key twice": (b"schema: 1\nschema: 1\n", ":2:1:"),
    "an open bracket": (b"schema: [1\n", ":2:1:"),
    "a list": (b"- schema\n", ":1:1:"),
    "an anchor bomb": (b"a: &a [x, x]\nb: [*a, *a]\n", ":1:4:"),
    "a call": (b"!!python/object/apply:os.system [ls]\n", ":1:1:"),
    "deep nesting": (b"[" * 100_000, ":1:"),  # where libyaml has a limit of its own, it stops later than ours
    "a tab": (b"a:\n\tb: 1\n", ":2:1:"),
    "two documents": (b"schema: 1\n---\nschema: 1\n", ":2:1:"),
    "nothing": (b"", ": the file is empty"),
    "no text": (b"schema: 1\x00\n", ": this is not a text file"),
    "another encoding": ("schema: 1\n".encode("utf-16"), ": the file is in UTF-16"),
    "too much": (b"# much\n" * 200_000, ": the file is larger"),
}


@pytest.mark.parametrize(("content", "where"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_explained(content: bytes, where: str, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(content)
    assert main(["check", str(path)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{path}{where}" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["none.yaml", "folder"])
def test_a_file_that_is_none(name: str, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "folder").mkdir()
    assert main(["check", str(tmp_path / name)]) == 3
    assert str(tmp_path / name) in capsys.readouterr().err


# --- arguments


@pytest.mark.parametrize(
    "arguments",
    [
        ["sing"],
        ["race.yaml", "--loud"],
        ["check"],
        ["check", "x.yaml", "--loud"],
        ["check", "x.yaml", "--js"],
        ["data", "x.yaml"],
        *(["data", "x.yaml", "-o", "x.csv", "--rate", rate] for rate in ("0", "-1", "nan", "inf", "fast", "1e9")),
    ],
)
def test_wrong_arguments_are_2(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(("usage: velodrome-replay", "velodrome-replay: "))


def test_no_arguments_ask_for_a_window_and_say_so_where_there_can_be_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Captured
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "none-such")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert main([]) == 1
    assert "no window can be opened here" in capsys.readouterr().err


def test_a_pattern_without_files_is_2(capsys: Captured, tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "*.yaml")]) == 2
    assert "no file matches" in capsys.readouterr().err


def test_one_plan_for_two_races_is_2(capsys: Captured) -> None:
    assert main(["check", str(FINAL), str(SEMIFINAL), "--plan", "x.plan"]) == 2
    assert "--plan" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", "check", "data", "tracks", "schema"])
def test_help_holds_an_example(command: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"] if command else ["--help"])
    assert stopped.value.code == 0
    help_text = capsys.readouterr().out
    assert "example" in help_text
    assert f"velodrome-replay {command}".strip() in help_text.partition("example")[2]


# --- data


def test_data_writes_a_table(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "table.csv"
    assert main(["data", str(SEMIFINAL), "-o", str(out), "--rate", "2", "-q"]) == 0
    assert capsys.readouterr().out == ""
    with out.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert {row["rider"] for row in table} == {
        "Kenny",
        "Glaetzer",
        "Tjon En Fa",
        "Carlin",
        "Browne",
        "Quintero",
        "pacer",
    }
    assert list(tmp_path.iterdir()) == [out]


def test_data_to_stdout_is_the_same_table(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "table.csv"
    assert main(["data", str(SEMIFINAL), "-o", str(out), "--rate", "1", "-q"]) == 0
    assert main(["data", str(SEMIFINAL), "-o", "-", "--rate", "1", "-q"]) == 0
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")


def test_nothing_is_overwritten_unless_it_is_asked_for(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "mine.csv"
    out.write_text("mine", encoding="utf-8")
    assert main(["data", str(SEMIFINAL), "-o", str(out), "--rate", "1"]) == 5
    assert out.read_text(encoding="utf-8") == "mine"
    assert "--force" in capsys.readouterr().err
    assert main(["data", str(SEMIFINAL), "-o", str(out), "--rate", "1", "-q", "--force"]) == 0
    assert out.read_text(encoding="utf-8").startswith("rider,")


def test_where_nothing_can_be_written_is_5_before_anything_is_solved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay.app.solving, "build", lambda *_, **__: pytest.fail("solved for nothing"))
    (tmp_path / "folder").mkdir()
    for place in (tmp_path / "none" / "x.csv", tmp_path / "folder"):
        assert main(["data", str(SEMIFINAL), "-o", str(place)]) == 5


# --- plans


@pytest.fixture
def lot(tmp_path: Path) -> Path:
    """A race of three riders, quickly solved."""
    path = tmp_path / "lot.yaml"
    path.write_text(random_race(6).text, encoding="utf-8")
    return path


def test_a_plan_is_written_then_read(
    lot: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "lot.plan"
    assert main(["check", str(lot), "--json", "-q", "--plan", str(plan)]) == 0
    first = json.loads(capsys.readouterr().out)
    data = plan.read_bytes()
    monkeypatch.setattr("replay.app.build.reconstruct", lambda *_, **__: pytest.fail("solved though there is a plan"))
    assert main(["check", str(lot), "--json", "--plan", str(plan)]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)[0]["facts"] == first[0]["facts"]
    assert err == ""
    assert first[0]["motion"]["solve_s"] > 0 == json.loads(out)[0]["motion"]["solve_s"]
    assert main(["check", str(lot), "--plan", str(plan)]) == 0
    assert "taken from a stored plan" in capsys.readouterr().out
    assert plan.read_bytes() == data


@pytest.mark.parametrize("content", [b"", b"not a plan", b"\x78\x9c\x03\x00"])
def test_a_damaged_plan_is_1_and_stays_as_it_is(content: bytes, tmp_path: Path, capsys: Captured) -> None:
    plan = tmp_path / "damaged.plan"
    plan.write_bytes(content)
    assert main(["check", str(SEMIFINAL), "--plan", str(plan)]) == 1
    assert str(plan) in capsys.readouterr().err
    assert plan.read_bytes() == content


def test_the_plan_of_another_race_is_1(tmp_path: Path, capsys: Captured) -> None:
    plan, other = tmp_path / "semifinal.plan", tmp_path / "other.yaml"
    stored = next(iter(replay.app.build.cache_folder().rglob("*.plan")))
    plan.write_bytes(stored.read_bytes())
    other.write_text(SEMIFINAL.read_text(encoding="utf-8").replace("0.397", "0.398"), encoding="utf-8")
    assert main(["check", str(other), "--plan", str(plan)]) == 1
    assert "other facts" in capsys.readouterr().err


# --- interruptions, lists, the program itself


def test_interrupted_is_130(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Captured) -> None:
    def interrupted(*_: object, **__: object) -> Replay:
        raise KeyboardInterrupt

    monkeypatch.setattr(replay.app.solving, "build", interrupted)
    out = tmp_path / "x.csv"
    assert main(["check", str(SEMIFINAL)]) == 130
    assert main(["data", str(SEMIFINAL), "-o", str(out)]) == 130
    assert list(tmp_path.iterdir()) == []
    assert "Traceback" not in capsys.readouterr().err


def test_tracks(capsys: Captured) -> None:
    assert main(["tracks"]) == 0
    out = capsys.readouterr().out
    assert "izu" in out
    assert "lap 250 m" in out


def test_the_schema_accepts_the_gallery(capsys: Captured) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == "Race file of velodrome-replay"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as a user runs it."""
    command = [sys.executable, "main.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_program_from_a_checkout(broken: Path) -> None:
    listed, wrong, mistaken = run("tracks"), run("sing"), run("check", str(broken))
    assert (listed.returncode, wrong.returncode, mistaken.returncode) == (0, 2, 3)
    assert (listed.stderr, wrong.stdout, mistaken.stdout) == ("", "", "")
    assert f"{broken}:12:41: " in mistaken.stderr


def test_the_program_solves_and_says_json_only(lot: Path, tmp_path: Path) -> None:
    done = run("check", str(lot), "--json", "--plan", str(tmp_path / "lot.plan"))
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["motion"]["overlaps"] == 0
    assert "reconstructing lot" in done.stderr


def test_a_reader_who_has_enough_is_no_error() -> None:
    command = f'"{sys.executable}" main.py schema | head -1'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "{\n"
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.fixture
def match_file(tmp_path: Path) -> Path:
    path = tmp_path / "match.yaml"
    path.write_text(MATCH, encoding="utf-8")
    return path


def test_check_goes_through_all_rides_and_others_open_one(
    match_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(match_file), "--json", "-q"]) == 0
    objects = json.loads(capsys.readouterr().out)
    assert [one["file"] for one in objects] == [f"{match_file}#1", f"{match_file}#2"]
    assert all(one["motion"]["finish_gap_error_ms"] < 0.5 for one in objects)
    assert main(["check", str(match_file), "--ride", "2", "--json", "-q"]) == 0
    (second,) = json.loads(capsys.readouterr().out)
    assert second["race"] == objects[1]["race"] == "Club night, women's sprint, ride 2"
    assert main(["data", f"{match_file}#2", "-o", str(tmp_path / "second.csv"), "--rate", "1", "-q"]) == 0
    assert main(["data", str(match_file), "--ride", "2", "-o", str(tmp_path / "again.csv"), "--rate", "1", "-q"]) == 0
    assert (tmp_path / "second.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()


def test_a_ride_that_is_not_there_or_named_twice(match_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(match_file), "--ride", "3"]) == 2
    assert "has 2 rides, and no ride 3" in capsys.readouterr().err
    assert main(["check", f"{match_file}#1", "--ride", "2"]) == 2
    assert "leave out --ride" in capsys.readouterr().err
    assert main(["view", "--ride", "2"]) == 2
    assert "--ride needs the race" in capsys.readouterr().err
