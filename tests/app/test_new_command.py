"""`new`: from a pasted table to race files, and a template."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from replay.app.cli.main import main
from replay.racefile.reader import read_race

TABLE = """Women's keirin, City Velodrome, 7 August 2031
Semifinal 1
1. Ana Ruiz (ESP)
2. Bea Holm (NOR) +0.113
3. Cleo Marsh (GBR) dnf
Final
1. Bea Holm (NOR)
2. Ana Ruiz (ESP) +0.020
Women's sprint
1. Ana Ruiz (ESP)
2. Bea Holm (NOR)
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.txt"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_one_file_for_each_race(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "races"
    assert main(["new", "--results", str(table), "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out.split() == [str(out / "semifinal-1.yaml"), str(out / "final.yaml")]
    race = read_race(out / "semifinal-1.yaml")
    assert [(r.rider, r.rank, r.gap_s, r.status) for r in race.results][:2] == [
        ("Ruiz", 1, 0.0, None),
        ("Holm", 2, 0.113, None),
    ]
    assert race.event.category == "women"
    assert "not read (2)" in said.err
    assert "table.txt:10: neither rides nor margins: no ride of a sprint" in said.err
    assert f"next: velodrome-replay check {out / 'final.yaml'}" in said.err


def test_files_are_replaced_only_if_asked(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "final.yaml").write_text("mine", encoding="utf-8")
    assert main(["new", "--results", str(table), "-o", str(tmp_path)]) == 5
    assert (tmp_path / "final.yaml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "semifinal-1.yaml").exists(), "all of them or none"
    assert "--force" in capsys.readouterr().err
    assert main(["new", "--results", str(table), "-o", str(tmp_path), "--force", "-q"]) == 0
    assert (tmp_path / "final.yaml").read_text(encoding="utf-8") != "mine"


def test_one_race_of_several(table: Path, tmp_path: Path) -> None:
    assert main(["new", "--results", str(table), "-o", str(tmp_path), "--race", "semifinal 1", "-q"]) == 0
    assert sorted(path.name for path in tmp_path.glob("*.yaml")) == ["semifinal-1.yaml"]


def test_a_race_that_is_not_there_is_named_with_those_that_are(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--results", str(table), "--race", "final B"]) == 2
    assert "found: women semifinal 1, women final" in capsys.readouterr().err


def test_a_text_without_races_is_a_mistake_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Nothing happened.\n", encoding="utf-8")
    assert main(["new", "--results", str(path), "-o", str(tmp_path)]) == 3
    assert "no race was found" in capsys.readouterr().err


PROSE = """Halvorsen holds on in Riverside keirin

Tomas Halvorsen of Norway won the men's keirin final on Saturday night after a long attack that nobody believed in.
The derny pulled off with three laps to go and nobody wanted to lead. Into the home straight Okafor came round the
outside of Ferranti and closed on the leader, but Halvorsen held on to win by half a wheel.
"""


def test_a_report_among_the_results_is_said_to_be_one(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prose, notes = tmp_path / "prose.txt", tmp_path / "notes.txt"
    prose.write_text(PROSE, encoding="utf-8")
    notes.write_text(
        "Team sprint, women\n1. Ana Ruiz, Bea Holm. 33.2\n2. Cleo Marsh, Dora Kent. 33.4\n", encoding="utf-8"
    )
    told = f"{prose}: it looks like a report: give it with --report, beside the results"
    assert main(["new", "--results", str(prose), "-o", str(tmp_path)]) == 3
    assert told in capsys.readouterr().err
    assert main(["new", "--results", str(table), "--results", str(prose), "-o", str(tmp_path)]) == 0
    assert told in capsys.readouterr().err
    assert main(["new", "--results", str(notes), "--results", str(table), "-o", str(tmp_path), "--force"]) == 0
    assert "looks like a report" not in capsys.readouterr().err


def test_lines_that_were_not_read_in_full_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "1 Owen Pugh (Newport CC)\n2 Dai Lloyd (Maindy) at 0.2\n3 Iwan Rees (Cardiff JIF) at half a length\n"
    path = tmp_path / "night.txt"
    path.write_text(f"Men's keirin, heat 3\n{rows}4 Ivor Ames (Barry) at a wheel\n", encoding="utf-8")
    assert main(["new", "--results", str(path), "-o", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    assert f"not read in full (2), the first: {path}:4: at half a length | 3 Iwan Rees" in said
    path.write_text("Men's keirin, heat 3\n1 Owen Pugh (Newport CC)\n2 Dai Lloyd (Maindy) at 0.2\n", encoding="utf-8")
    assert main(["new", "--results", str(path), "-o", str(tmp_path), "--force"]) == 0
    assert "not read" not in capsys.readouterr().err


def test_stdin_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    assert main(["new", "--results", "-", "-o", str(tmp_path), "-q"]) == 0
    assert (tmp_path / "final.yaml").exists()


def test_a_report_gives_the_story_with_its_source(table: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("In the keirin final Holm attacked at the bell and won ahead of Ruiz.\n", encoding="utf-8")
    arguments = ["new", "--results", str(table), "--report", str(report), "--race", "final", "-o", str(tmp_path), "-q"]
    assert main(arguments) == 0
    race = read_race(tmp_path / "final.yaml")
    assert {fact.source for fact in race.story} == {"report"}
    assert any(fact.label == "attack" for fact in race.story)


def test_a_report_alone_is_not_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--report", str(tmp_path / "report.txt")]) == 2
    assert "--report needs --results" in capsys.readouterr().err


def test_explain_shows_what_each_line_was_taken_for(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "--results", str(table), "--explain", "-q"]) == 0
    said = capsys.readouterr().out
    assert "2. Bea Holm (NOR) +0.113\n      > semifinal 1, place 2, Holm, gap 0.113 s" in said
    assert "> not read: neither rides nor margins: no ride of a sprint" in said
    assert list(tmp_path.glob("*.yaml")) == []


def test_alone_it_writes_a_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new"]) == 0
    assert capsys.readouterr().out.startswith("# A race file holds facts")
    target = tmp_path / "mine.yaml"
    assert main(["new", "-o", str(target), "-q"]) == 0
    assert read_race(target).winner == "Ruiz"
    assert main(["new", "-o", str(target)]) == 5
    assert main(["new", "-o", str(tmp_path / "mine.txt")]) == 2


def test_files_that_are_not_there_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--results", str(tmp_path / "none.txt")]) == 3
    assert "there is no such file" in capsys.readouterr().err


def test_a_race_of_another_sport_is_listed_and_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pool.txt"
    path.write_text("Men's 100m freestyle final\n1. Al Roe (USA) 47.02\n2. Bo Lee (AUS) 47.08\n", encoding="utf-8")
    assert main(["new", "--results", str(path), "-o", str(tmp_path)]) == 3
    assert "swimming is no event that can be replayed yet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("heading", "kind", "distance"),
    [
        ("Men's final", "kind: keirin   # unsure: the event is not named", "distance_m: 1500   # unsure: the usual"),
        ("Men's keirin final, 2000 m", "kind: keirin", "distance_m: 2000   # as a heading says"),
        (
            "Men's keirin final, 400 m",
            "kind: keirin",
            "distance_m: 1500   # unsure: the usual distance; the source says 400 m",
        ),
        (
            "Men's keirin final, 90 km",
            "kind: keirin",
            "distance_m: 1500   # unsure: the usual distance; the source says 90000 m",
        ),
    ],
)
def test_event_and_distance_are_never_guessed_in_silence(
    heading: str, kind: str, distance: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.txt"
    path.write_text(f"{heading}\n1. Al Roe (USA)\n2. Bo Lee (AUS) +0.2\n", encoding="utf-8")
    assert main(["new", "--results", str(path), "-o", str(tmp_path), "-q"]) == 0
    lines = [" ".join(line.split()) for line in (tmp_path / "final.yaml").read_text(encoding="utf-8").splitlines()]
    for wanted in (kind, distance):
        assert any(line.startswith(" ".join(wanted.split())) for line in lines), lines


def test_a_heat_that_was_not_read_is_not_sure(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    rows = "1. {0} Roe (USA)\n2. {0} Lee (AUS) +0.2\n"
    heats = ("heat 102", "heat 103", "heat x7", "heat x8")
    text = "".join(f"{heat}\n{rows.format(name)}" for heat, name in zip(heats, ("Al", "Bo", "Cy", "Di"), strict=True))
    path.write_text("Men's keirin\nFirst round\n" + text, encoding="utf-8")
    assert main(["new", "--results", str(path), "-o", str(tmp_path), "-q"]) == 0
    lines = [
        " ".join(line.split())
        for file in sorted(tmp_path.glob("*.yaml"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith("heat:")
    ]
    assert {line for line in lines if "unsure" not in line} == {"heat: 102", "heat: 103"}
    assert all("unsure: not read" in line for line in lines[2:]), lines


@pytest.mark.parametrize("text", ["", "a" * 100_000, "<div>" * 5000, "Nobody was there.\n"])
def test_a_report_of_which_nothing_was_read_is_named(
    text: str, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(text, encoding="utf-8")
    assert main(["new", "--results", str(table), "--report", str(report), "-o", str(tmp_path)]) == 0
    assert f"{report}: nothing was read: it names no rider of the results" in capsys.readouterr().err
    assert main(["new", "--results", str(table), "--report", str(report), "--explain", "-q"]) == 0
    assert "> nothing: " in capsys.readouterr().out


def test_the_letters_of_a_report_are_remarked_on(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_bytes("At the bell Ruiz attacked from the caf\xe9 side.\n".encode("cp1252"))
    assert main(["new", "--results", str(table), "--report", str(report), "-o", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    assert f"{report}: the file is taken to be in cp1252" in said
    assert "nothing was read" not in said


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (bytes(range(256)) * 400, "it is binary"),
        (b"%PDF-1.7 whatever", "it is a PDF"),
        (b"PK\x03\x04 whatever", "an archive or a spreadsheet"),
    ],
)
@pytest.mark.parametrize("option", ["--results", "--report"])
def test_what_is_no_text_is_refused_with_the_reason(
    option: str, data: bytes, why: str, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "binary"
    path.write_bytes(data)
    others = [] if option == "--results" else ["--results", str(table)]
    assert main(["new", option, str(path), *others, "-o", str(tmp_path), "--explain"]) == 3
    said = capsys.readouterr()
    assert why in said.err
    assert "nothing was read" in said.err
    assert not list(tmp_path.glob("*.yaml"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp932", "utf-8-sig"])
def test_text_of_other_encodings_is_not_taken_for_binary(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_bytes(TABLE.encode(encoding))
    assert main(["new", "--results", str(path), "-o", str(tmp_path), "-q"]) == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", "Rank,Name,Gap\n1,Al Roe,\n2,Bo Lee,NaN\n"),
        ("t.txt", "Men's keirin\n1. Al Roe (USA)\n2. Bo Lee (AUS) NaN\n"),
        ("t.txt", "Men's keirin\n1. Al Roe USA\n2. Bo Lee AUS (NaN)\n"),
        ("t.txt", "Men's keirin\n1. Al Roe\n2. Bo Lee nan\n"),
    ],
)
def test_what_is_no_number_is_remarked_on(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert main(["new", "--results", str(path), "-o", str(tmp_path), "-q"]) == 0
    written = (tmp_path / "race.yaml").read_text(encoding="utf-8")
    assert "# not read: nan" in written.lower()
    assert "last: Lee" in written


def test_nan_is_a_name_too(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("Men's keirin\n1. Li Nan (CHN)\n2. XU NAN (CHN)\n3. Bo Lee (AUS)\n", encoding="utf-8")
    assert main(["new", "--results", str(path), "-o", str(tmp_path), "-q"]) == 0
    assert (tmp_path / "race.yaml").read_text(encoding="utf-8").lower().count('"nan"') == 2


@pytest.mark.parametrize("heading", ["Men's keirin\nSemifinal, heat /../x\\y", "Men's keirin semifinal\nheat /../x\\y"])
def test_a_part_of_a_heading_that_was_not_read_is_remarked_on(heading: str, tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text(f"{heading}\n1. Al Roe (USA)\n2. Bo Lee (AUS)\n", encoding="utf-8")
    assert main(["new", "--results", str(path), "-o", str(tmp_path), "-q"]) == 0
    assert "# not read in a heading: heat " in (tmp_path / "semifinal.yaml").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs names of open pipes")
def test_a_pipe_of_the_shell_has_no_number_in_the_file(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.write(write, TABLE.encode())
    os.close(write)
    try:
        assert main(["new", "--results", f"/dev/fd/{read}", "-o", str(tmp_path), "-q"]) == 0
    finally:
        os.close(read)
    written = (tmp_path / "final.yaml").read_text(encoding="utf-8")
    assert "# Read from a pipe." in written
    assert "publisher: a pipe" in written


def test_a_place_that_cannot_be_written_is_called_what_it_is(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "final.yaml").write_text("mine", encoding="utf-8")
    assert main(["new", "--results", str(table), "-o", str(tmp_path)]) == 5
    assert "-o names another folder" in capsys.readouterr().err
    assert main(["new", "--results", str(table), "-o", str(tmp_path / "final.yaml")]) == 5
    assert "final.yaml: it is a file, and no folder; name another folder with -o" in capsys.readouterr().err
