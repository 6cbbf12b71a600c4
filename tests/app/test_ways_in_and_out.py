"""Every way into the program and out of it, as users take them: pipes, encodings, signals, full disks, odd files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from replay.app.build import build
from replay.app.cli.command_parts import expand
from replay.app.cli.main import main
from replay.base.files.whole_file import whole_file
from replay.base.letters.steering import escaped, one_line
from replay.racefile.reader import read_race
from replay.reconstruction.plan import from_bytes, plan_key, sealed
from replay.track.catalogue import velodrome_of
from tests.helpers.race_files import RACES, SMALL

ROOT = RACES.parent
FULL = Path("/dev/full")
Captured = pytest.CaptureFixture[str]
needs_unix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, signals and limits of Unix")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")


@pytest.fixture(scope="session")
def solved_plan(plan_folder: Path) -> bytes:
    """The plan of the small race."""
    race, plan = plan_folder / "ways.yaml", plan_folder / "ways.plan"
    plan_folder.mkdir(parents=True, exist_ok=True)
    race.write_text(SMALL, encoding="utf-8")
    if not plan.exists():
        build(race, plan=plan)
    return plan.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, solved_plan: bytes) -> Path:
    """A folder with a race, `small.yaml`, and its plan, `small.plan`."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "small.plan").write_bytes(solved_plan)
    return tmp_path


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash in a folder, in which $V is the program."""
    program = f"{sys.executable} {ROOT / 'main.py'}"
    cache = str(folder.parent / f"{folder.name}-cache")
    surroundings = {**os.environ, "V": program, "XDG_CACHE_HOME": cache, **environment}
    command = ["bash", "-c", f"set -o pipefail; {line}"]
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, check=False, timeout=120)


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """What was said on stderr: never a traceback."""
    text = done.stderr.decode()
    assert "Traceback" not in text
    assert "Exception ignored" not in text
    return text


CHECK = "$V check small.yaml --plan small.plan"
DATA = "$V data small.yaml --plan small.plan --rate 1"


# --- out: stdout


@needs_full
@pytest.mark.parametrize(
    "command",
    [CHECK, f"{CHECK} --json", f"{DATA} -o -", "$V schema", "$V tracks", "$V presets", "$V --help",
     "$V export small.yaml --plan small.plan --dry-run"],
)  # fmt: skip
def test_what_cannot_be_written_to_stdout_is_5(command: str, folder: Path) -> None:
    done = shell(f"{command} > /dev/full", folder)
    assert done.returncode == 5
    assert said(done) == "velodrome-replay: cannot write to stdout: No space left on device\n"


@needs_unix
@pytest.mark.parametrize("command", ["$V tracks", f"{DATA} -o -"])
def test_a_closed_stdout_is_5(command: str, folder: Path) -> None:
    done = shell(f"{command} >&-", folder)
    assert (done.returncode, said(done)) == (5, "velodrome-replay: cannot write to stdout: it is closed\n")


@needs_unix
@pytest.mark.parametrize("command", ["$V tracks", "$V --help", f"{CHECK} --json", f"{DATA} -o -"])
def test_a_reader_who_goes_away_is_told_nothing(command: str, folder: Path) -> None:
    done = shell(f"{command} | true", folder)
    assert done.returncode in (0, 141)
    assert said(done) == ""


@needs_unix
@pytest.mark.parametrize("command", [f"{DATA} -o out.csv 2>&-", f"{DATA} -o out.csv 2>&1 | true"])
def test_work_goes_on_where_nobody_reads_progress(command: str, folder: Path) -> None:
    done = shell(command, folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (folder / "out.csv").read_text(encoding="utf-8").startswith("rider,")


@needs_unix
@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}],
    ids=str,
)
def test_a_redirect_is_utf_8_whatever_the_terminal_is(environment: Mapping[str, str], folder: Path) -> None:
    done = shell(f"{CHECK} && {CHECK} --json && {DATA} -o - && $V tracks", folder, **environment)
    assert (done.returncode, said(done)) == (0, "")
    assert done.stdout.decode("utf-8").count("Møller 0.10 s") == 2
    assert "Møller,0," in done.stdout.decode("utf-8") or "Møller,0.0" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes")
def test_names_that_are_not_text(folder: Path) -> None:
    name = os.fsencode(folder) + b"/r\xff.yaml"
    Path(os.fsdecode(name)).write_text(SMALL, encoding="utf-8")
    both = "F=$'r\\xff.yaml'; $V check $F --plan small.plan --json && $V check $F --plan small.plan"
    done = shell(both, folder)
    assert (done.returncode, said(done)) == (0, "")
    text = done.stdout.decode("utf-8")
    (race,), _ = json.JSONDecoder().raw_decode(text)
    assert os.fsencode(race["file"]) == b"r\xff.yaml"
    assert done.stdout.decode("utf-8").endswith("no source gives them\n")


def test_what_steers_a_terminal_is_escaped() -> None:
    assert escaped("a\x1b[31m\u202eb\u2066\x9b\r\tü\n") == "a\\u001b[31m\\u202eb\\u2066\\u009b\\u000d\tü\n"
    assert json.loads(escaped('"\u202eb"')) == "\u202eb"
    assert one_line(Path("a\nb\tc\x1b")) == "a\\u000ab\\u0009c\\u001b"


@needs_unix
def test_names_of_files_break_no_line(folder: Path) -> None:
    name, out = "$'a\\nb.yaml'", "$'x\\ny.csv'"
    shell(f"cp small.yaml {name}", folder)
    common = f"--plan small.plan; $V data {name} -o $'x\\ny.txt'; sed -i s/0.25/quarter/ {name}; $V check {name}"
    done = shell(f"$V check {name} {common}; $V data small.yaml -o {out} --rate $'1\\n2'; $V check $'c\\nd'", folder)
    assert b"\\u000a" in done.stdout.splitlines()[0]
    starts = ("velodrome-replay: x\\u000ay.txt: the name has to end in .csv", "a\\u000ab.yaml:12:41: ", "c\\u000ad: ")
    lines = said(done).splitlines()
    for start in starts:
        assert any(line.startswith(start) for line in lines)
    assert "1\\n2" in said(done)
    assert not any(line.startswith(("b.yaml", "y.", "d: ")) for line in lines)


@needs_unix
def test_words_of_a_file_do_not_reach_the_terminal_raw(folder: Path) -> None:
    document = json.loads(zlib.decompress((folder / "small.plan").read_bytes()))
    document["verdicts"][0]["words"] = "\x1b]0;owned\x07 \u202ebackwards"
    (folder / "small.plan").write_bytes(zlib.compress(json.dumps(sealed(document)).encode()))
    done = shell(f"{CHECK}; {CHECK} --json", folder)
    assert "\\u001b]0;owned\\u0007 \\u202ebackwards" in done.stdout.decode()
    for raw in (b"\x1b", b"\x07", "\u202e".encode()):
        assert raw not in done.stdout + done.stderr


# --- out: files


@needs_unix
@pytest.mark.parametrize(
    "command",
    [
        f"{DATA} -o out.csv --force",
        "$V chart small.yaml --plan small.plan --only gap -o out.png --force",
        "$V chart small.yaml --plan small.plan --only gap -o out.svg --force",
    ],
)
def test_a_disk_that_is_full_leaves_what_was_there(command: str, folder: Path) -> None:
    for suffix in ("csv", "png", "svg"):
        (folder / f"out.{suffix}").write_text("old")
    before = sorted(folder.iterdir())
    done = shell(f"ulimit -f 4; {command}", folder)
    assert done.returncode == 5
    assert "cannot write out." in said(done)
    assert "wrote" not in said(done)
    assert sorted(folder.iterdir()) == before
    assert {path.read_text() for path in folder.glob("out.*")} == {"old"}


def test_a_plan_that_cannot_be_stored_is_5(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("replay.app.build.reconstruct", lambda *_, **__: pytest.fail("solved for nothing"))
    assert main(["check", str(folder / "small.yaml"), "--plan", str(folder / "none" / "x.plan")]) == 5


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("data", "x.xlsx"),
        ("data", "x.yaml"),
        ("data", "x"),
        ("chart", "x.pdf"),
        ("still", "x.jpg"),
        ("export", "x"),
    ],
)
def test_nothing_is_written_under_a_suffix_that_it_is_not(
    command: str, name: str, folder: Path, capsys: Captured
) -> None:
    when = ["--at", "bell"] if command == "still" else []
    assert main([command, str(folder / "small.yaml"), *when, "-o", str(folder / name)]) == 2
    assert "has to end in" in capsys.readouterr().err
    assert not (folder / name).exists()


@pytest.mark.parametrize(
    ("command", "name", "words"),
    [
        ("data", ".csv", "a suffix without a name; write one before it, such as small.csv"),
        ("chart", "x/.SVG", "a suffix without a name; write one before it, such as x/small.SVG"),
        ("export", ".mp4", "a suffix without a name"),
        ("data", "", "-o needs the name of a file"),
        ("export", "", "-o needs the name of a file"),
        ("data", " ", "-o needs the name of a file"),
    ],
)
def test_a_file_without_a_name_is_2(command: str, name: str, words: str, folder: Path, capsys: Captured) -> None:
    assert main([command, str(folder / "small.yaml"), "-o", name]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "export", "data", "chart", "still --at bell -o x.png", "view"])
def test_an_empty_name_of_a_race_file_is_2(command: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), ""])
    assert ended.value.code == 2
    assert "the name of a race file is empty" in capsys.readouterr().err


@needs_unix
def test_a_film_that_another_run_is_writing_is_refused_before_any_work(folder: Path, capsys: Captured) -> None:
    with whole_file(folder / "film.mp4", overwrite=False):
        command = ["export", str(folder / "small.yaml"), "-o", str(folder / "film.mp4"), "--force"]
        assert main(command) == 5
        assert "another run is writing it" in capsys.readouterr().err


@pytest.mark.parametrize("link", [None, os.symlink, os.link])
def test_a_race_file_is_never_replaced_by_a_result(
    link: Callable[..., None] | None, folder: Path, capsys: Captured
) -> None:
    race, out = folder / "race.csv", folder / "out.csv" if link else folder / "race.csv"
    race.write_text(SMALL, encoding="utf-8")
    if link:
        link(race, out)
    assert main(["data", str(race), "-o", str(out), "--force"]) == 5
    assert "it is the race file" in capsys.readouterr().err
    assert race.read_text(encoding="utf-8") == SMALL


def test_a_result_does_not_replace_its_plan_nor_a_plan_the_race(folder: Path, capsys: Captured) -> None:
    race, plan = str(folder / "small.yaml"), str(folder / "p.csv")
    assert main(["data", race, "--plan", plan, "-o", plan, "--force"]) == 5
    assert main(["check", race, "--plan", race]) == 2
    assert main(["check", race, "--plan", "-"]) == 2
    assert "is the race file" in capsys.readouterr().err


def test_a_table_for_spreadsheets_begins_with_a_mark(folder: Path, capsys: Captured) -> None:
    race, plan, out = folder / "small.yaml", folder / "small.plan", folder / "out.csv"
    common = ["data", str(race), "--plan", str(plan), "--rate", "1"]
    assert main([*common, "--excel", "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfrider,")
    assert main([*common, "-o", "-"]) == 0
    assert out.read_text(encoding="utf-8-sig") == capsys.readouterr().out


@needs_unix
def test_a_working_folder_that_is_gone(folder: Path) -> None:
    line = "mkdir gone && cd gone && rmdir ../gone && $V {} {}/small.yaml --plan {}/small.plan {}"
    done = shell(line.format("data", folder, folder, "-o x.csv"), folder)
    assert (done.returncode, said(done)) == (
        5, "velodrome-replay: cannot write x.csv: the working folder is not there any more\n",
    )  # fmt: skip
    assert shell(line.format("check", folder, folder, "-q"), folder).returncode == 0


# --- in


@needs_unix
@pytest.mark.parametrize("race", ["<(cat small.yaml)", "- < small.yaml", "/dev/stdin < small.yaml"])
def test_a_race_from_a_pipe(race: str, folder: Path) -> None:
    done = shell(f"$V check --json --plan small.plan {race}", folder)
    assert (done.returncode, said(done)) == (0, "")
    assert json.loads(done.stdout)[0]["facts"]


@needs_unix
def test_mistakes_in_a_race_from_stdin_have_their_place(folder: Path) -> None:
    done = shell("sed s/0.25/quarter/ small.yaml | $V check -; exit ${PIPESTATUS[1]}", folder)
    assert done.returncode == 3
    assert said(done).startswith("stdin:12:41: ")


@needs_unix
@pytest.mark.parametrize(
    ("prepare", "words"),
    [("ln -s odd odd", "symbolic links"), ("ln -s /dev/zero odd", "not a file")],
)
def test_odd_files_are_refused_and_nothing_hangs(prepare: str, words: str, folder: Path) -> None:
    done = shell(f"{prepare}; $V check odd; test $? = 3 && $V check small.yaml --plan odd", folder)
    assert done.returncode == 1
    first, second = said(done).splitlines()
    assert words in first
    assert "odd: the plan cannot be read" in second


@needs_unix
def test_a_pipe_is_waited_for_as_long_as_it_takes(folder: Path) -> None:
    done = shell(f"mkfifo pipe; (sleep 3; cat small.yaml > pipe) & {CHECK.replace('small.yaml', 'pipe')}", folder)
    assert (done.returncode, said(done)) == (0, "")
    empty = shell(f"(sleep 0.5; : > pipe) & {CHECK.replace('small.yaml', 'pipe')}", folder)
    assert (empty.returncode, said(empty)) == (3, "pipe: the file is empty\n")


@needs_unix
def test_waiting_for_a_pipe_ends_with_a_signal(folder: Path) -> None:
    done = shell("mkfifo pipe; timeout --preserve-status -s TERM 2 $V check pipe", folder)
    assert (done.returncode, said(done)) == (143, "interrupted\n")


def test_a_plan_that_is_a_folder_is_refused(folder: Path, capsys: Captured) -> None:
    assert main(["check", str(folder / "small.yaml"), "--plan", str(folder)]) == 1
    assert "the plan cannot be read: this is a folder" in capsys.readouterr().err


@needs_unix
def test_a_plan_that_is_a_pipe_is_refused_without_waiting(folder: Path) -> None:
    done = shell("mkfifo pipe; $V check small.yaml --plan pipe", folder)
    assert (done.returncode, said(done).count("pipe: the plan cannot be read")) == (1, 1)


def test_stdin_is_read_once(capsys: Captured) -> None:
    assert main(["check", "-", "-"]) == 2
    assert "stdin can be read only once" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--plan"], ["-o"]])
def test_names_that_are_too_long(option: list[str], folder: Path, capsys: Captured) -> None:
    name = str(folder / ("n" * 300 + ".csv"))
    rest = ["--rate", "1", *([] if option == ["-o"] else ["-o", str(folder / "x.csv")])]
    assert main(["data", str(folder / "small.yaml"), *option, name, *rest]) in (1, 5)
    assert main(["check", name]) == 3
    assert "too long" in capsys.readouterr().err


def test_a_race_in_a_folder_with_brackets_is_checked(folder: Path) -> None:
    (folder / "[a]").mkdir()
    (folder / "small.yaml").rename(folder / "[a]" / "final [A].yaml")
    assert main(["check", str(folder / "[a]" / "final [A].yaml"), "--plan", str(folder / "small.plan")]) == 0


@pytest.mark.parametrize("name", ["final [A].yaml", "[ab]/race *.yaml", "a b?.yaml"])
def test_a_file_that_exists_is_taken_as_it_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("", encoding="utf-8")
    assert expand([str(path)]) == [path]


def test_a_cache_that_is_none_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, solved_plan: bytes) -> None:
    race = tmp_path / "small.yaml"
    race.write_text(SMALL, encoding="utf-8")
    facts = read_race(race)
    key = plan_key(facts, velodrome_of(facts.track.name))
    monkeypatch.setattr("replay.app.build.reconstruct", lambda *_, **__: from_bytes(solved_plan, key))
    stored = tmp_path / "cache" / "plans" / f"{key}.plan"
    stored.parent.mkdir(parents=True)
    monkeypatch.setattr("replay.app.build.cache_folder", lambda: tmp_path / "cache")
    for odd in ("/dev/zero", stored):
        stored.symlink_to(odd)
        build(race)
        assert stored.read_bytes() == solved_plan
        stored.unlink()


# --- too little memory


@pytest.mark.parametrize(
    "error", [MemoryError(), RuntimeError("can't start new thread"), OSError(12, "Cannot allocate memory")], ids=repr
)
def test_errors_that_say_that_memory_is_lacking(
    error: Exception, folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("replay.app.solving.build", short)
    assert main(["check", str(folder / "small.yaml")]) == 1
    assert "there is not enough memory" in capsys.readouterr().err


def test_other_errors_are_not_hidden(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object, **__: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("replay.app.solving.build", wrong)
    with pytest.raises(RuntimeError, match="a defect"):
        main(["check", str(folder / "small.yaml")])


# --- stopped


@needs_unix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_without_a_trace(number: signal.Signals, folder: Path) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "data", "small.yaml", "--plan", "small.plan"]
    command += ["--rate", "1000", "-o", "x.csv"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as work:
        for _ in range(600):
            if any(path.stat().st_size for path in folder.glob(".x.*.part.csv")):
                break
            time.sleep(0.02)
        work.send_signal(number)
        out, err = work.communicate(timeout=30)
    assert (work.returncode, out, err) == (128 + number, b"", b"interrupted\n")
    assert sorted(path.name for path in folder.iterdir()) == ["small.plan", "small.yaml"]


@pytest.mark.parametrize("where", ["stop_signals.stop_signals", "main._run"])
def test_a_stop_before_streams_are_set_up_is_said_once(
    where: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"replay.app.cli.{where}", stopped)
    assert main(["tracks"]) == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_a_stop_while_the_program_is_brought_in_is_a_sentence(tmp_path: Path) -> None:
    """The program's own modules are stood in for by one that is interrupted at once."""
    package = tmp_path / "replay" / "app" / "cli"
    package.mkdir(parents=True)
    for folder in (package, package.parent, package.parent.parent):
        (folder / "__init__.py").touch()  # else one that is installed is found first
    (package / "main.py").write_text("raise KeyboardInterrupt")
    (tmp_path / "main.py").write_bytes((ROOT / "main.py").read_bytes())
    done = subprocess.run(
        [sys.executable, "main.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"interrupted\n")


@needs_unix
def test_signals_that_are_ignored_stay_so(folder: Path) -> None:
    done = shell(f"trap '' HUP; {CHECK} & sleep 0.3; kill -HUP $!; wait $!", folder)
    assert done.returncode == 0


# --- plans that were changed by hand


def check_changed(folder: Path, change: Callable[[dict[str, Any]], object], *, seal: bool = True) -> int:
    """The exit code of `check` with a plan in which something was changed; seal: and its checksum with it."""
    document = json.loads(zlib.decompress((folder / "small.plan").read_bytes()))
    change(document)
    content = json.dumps(sealed(document) if seal else document)
    (folder / "small.plan").write_bytes(zlib.compress(content.encode()))
    return main(["check", str(folder / "small.yaml"), "--plan", str(folder / "small.plan")])


def move(plan: dict[str, Any], rider: int, metres: float) -> None:
    plan["path"]["distance_m"][rider] = [value + metres for value in plan["path"]["distance_m"][rider]]


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "riders renamed": (lambda plan: plan.update(riders=["A", "B", "C"]), "riders"),
    "another track": (lambda plan: plan["track"].update(width_m=8.0), "another track"),
    "a rider moved": (lambda plan: move(plan, 1, 50.0), "is not at the line"),
    "a rider moved for a while": (lambda plan: plan["path"]["distance_m"][0].__setitem__(900, 0.0), "km/h"),
    "hardly a rate": (lambda plan: plan["path"].update(rate_hz=1e-9), "samples a second"),
    "a rate beyond all": (lambda plan: plan["path"].update(rate_hz=1e300), "samples a second"),
    "no doubt": (lambda plan: plan.update(doubt_s=[], doubt_m=[[], [], []], gap_sd_s=[[], [], []]), "doubt"),
    "another distance": (lambda plan: plan.update(event_distance_m=1250.0), "line"),
    "another finish": (lambda plan: plan["finish_s"].__setitem__(2, plan["finish_s"][2] + 0.1), "line"),
    "another gap": (lambda plan: plan["verdicts"][0].update(got=0.2), "behind the winner"),
    "words for a number": (lambda plan: plan["verdicts"][0].update(miss="much"), "numbers"),
    "other figures": (lambda plan: plan["audit"].update(max_speed_kmh=90.0), "figures"),
    "no number": (lambda plan: plan.update(winner_time_s=float("nan")), "NaN"),
}


@pytest.mark.parametrize(("change", "why"), CHANGES.values(), ids=CHANGES)
def test_a_plan_that_was_changed_is_refused_with_the_reason(
    change: Callable[[dict[str, Any]], object], why: str, folder: Path, capsys: Captured
) -> None:
    assert check_changed(folder, change, seal=why != "NaN") == 1
    err = capsys.readouterr().err
    assert "small.plan" in err
    assert why in err


def test_a_plan_with_another_doubt_is_refused(folder: Path, capsys: Captured) -> None:
    assert check_changed(folder, lambda plan: plan["doubt_m"][0].__setitem__(5, 0.0), seal=False) == 1
    assert "this plan was changed after it was made" in capsys.readouterr().err


@pytest.mark.parametrize("text", [b"[" * 100_000, b"1" * 100_000, b" " * 100_000_000], ids=["deep", "long", "large"])
def test_a_plan_that_would_fill_memory_is_refused(text: bytes, folder: Path, capsys: Captured) -> None:
    (folder / "small.plan").write_bytes(zlib.compress(text, level=1))
    assert main(["check", str(folder / "small.yaml"), "--plan", str(folder / "small.plan")]) == 1
    assert "not a plan" in capsys.readouterr().err
