"""Rows of numbered files: all of them, or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from replay.base.errors import OutputError
from replay.base.files.file_row import FileRow, check_row, whole_row


def row(text: str) -> FileRow:
    found = FileRow.named(text, ".png")
    assert found is not None
    return found


def fill(where: FileRow, count: int, content: str, *, overwrite: bool = False) -> None:
    with whole_row(where, overwrite=overwrite) as folder:
        for number in range(1, count + 1):
            (folder / where.name(number)).write_text(content)


def stopped(where: FileRow) -> None:
    with whole_row(where, overwrite=True) as folder:
        (folder / where.name(1)).write_text("half")
        raise KeyboardInterrupt


def tree(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): file.read_text() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.mark.parametrize(
    ("text", "first"),
    [("lay/", "00001.png"), ("a/lay-%03d.png", "lay-001.png"), ("%d.png", "1.png"), ("x%04d-y.PNG", "x0001-y.PNG")],
)
def test_a_folder_or_a_pattern_names_a_row(text: str, first: str) -> None:
    assert row(text).name(1) == first


@pytest.mark.parametrize(
    "text", ["", "/", "lay", "lay.png", "lay-%05d.mov", "%d-%d.png", "%s.png", "100%.png", "%5d.png"]
)
def test_anything_else_names_none(text: str) -> None:
    assert FileRow.named(text, ".png") is None


@pytest.mark.parametrize("name", ["lay/", "lay-%02d.png"])
def test_a_row_appears_whole_and_is_replaced_only_if_asked(tmp_path: Path, name: str) -> None:
    where = row(f"{tmp_path}/{name}")
    fill(where, 12, "first")
    first = tree(tmp_path)
    assert len(first) == 12
    with pytest.raises(OutputError, match="--force"):
        check_row(where, overwrite=False)
    with pytest.raises(OutputError, match="--force"):
        fill(where, 2, "second")
    assert tree(tmp_path) == first
    fill(where, 2, "second", overwrite=True)
    assert sorted(tree(tmp_path)) == sorted(first)[:2]
    assert set(tree(tmp_path).values()) == {"second"}


def test_other_files_beside_a_row_stay(tmp_path: Path) -> None:
    for name in ("lay-.png", "lay-1.jpg", "relay-01.png", "notes.txt"):
        (tmp_path / name).write_text("own")
    fill(row(f"{tmp_path}/lay-%02d.png"), 1, "new")
    fill(row(f"{tmp_path}/lay-%02d.png"), 1, "again", overwrite=True)
    assert sorted(tree(tmp_path).values()) == ["again", "own", "own", "own", "own"]


@pytest.mark.parametrize("name", ["lay/", "lay-%02d.png"])
@pytest.mark.parametrize("before", [0, 3])
def test_whatever_stops_it_leaves_what_was_there(tmp_path: Path, name: str, before: int) -> None:
    where = row(f"{tmp_path}/{name}")
    if before:
        fill(where, before, "old")
    was = tree(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        stopped(where)
    assert tree(tmp_path) == was
    assert where.folder.exists() == (name != "lay/" or before > 0)


@pytest.mark.parametrize("at", range(1, 8))
def test_a_stop_between_two_moves_takes_all_back(tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    where = row(f"{tmp_path}/lay/")
    fill(where, 3, "old")
    was, moved, replace = tree(tmp_path), 0, Path.replace

    def stopping(source: Path, target: Path) -> Path:
        nonlocal moved
        moved += 1
        if moved == at:
            raise KeyboardInterrupt
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", stopping)
    with pytest.raises(KeyboardInterrupt):
        fill(where, 4, "new", overwrite=True)
    assert tree(tmp_path) == was


def test_what_a_killed_program_left_is_cleared_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    left = tmp_path / ".lay.01234567.part"
    left.mkdir()
    (left / "00001.png").write_text("half")
    where = row(f"{tmp_path}/lay/")
    with whole_row(where, overwrite=False) as folder:
        assert not left.exists()
        with pytest.raises(OutputError, match="another run"):
            check_row(where, overwrite=False)
        fill(row(f"{tmp_path}/other/"), 1, "other")
        assert folder.is_dir()


def test_places_that_cannot_be_written_say_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for name, why in (
        ("file/", "no folder"),
        ("none/lay/", "there is no folder"),
        ("none/lay/%d.png", "there is no folder"),
    ):
        with pytest.raises(OutputError, match=why):
            check_row(row(f"{tmp_path}/{name}"), overwrite=True)
    (tmp_path / "7.png").mkdir()
    with pytest.raises(OutputError, match="a folder has the name"):
        check_row(row(f"{tmp_path}/%d.png"), overwrite=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="nothing may be written"):
        check_row(row(f"{tmp_path}/lay/"), overwrite=False)
