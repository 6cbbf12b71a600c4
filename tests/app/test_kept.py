"""What is kept between runs: counted as it is, and cleared without anything else."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

import replay.app.build
from replay.app.cli.command_parts import warn_of_cache
from replay.app.cli.main import main
from replay.app.kept import Kept, clear, unkept_words, what_is_kept


def _filled(folder: Path) -> Path:
    for name, size in (("plans/a.plan", 10), ("plans/b.plan", 20), ("plates/c.plate", 300), ("plans/notes.txt", 5)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(bytes(size))
    return folder


def test_what_is_kept_is_counted_by_kind(tmp_path: Path) -> None:
    assert what_is_kept(_filled(tmp_path)) == (Kept("plans", 2, 30), Kept("plates", 1, 300))


def test_a_cache_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert what_is_kept(tmp_path / "none") == (Kept("plans", 0, 0), Kept("plates", 0, 0))


def test_clearing_removes_one_kind_and_no_other_file(tmp_path: Path) -> None:
    assert clear(_filled(tmp_path), ("plans",)) == (Kept("plans", 2, 30),)
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"c.plate", "notes.txt"}


def test_the_command_says_and_clears(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(replay.app.build, "cache_folder", lambda: _filled(tmp_path))
    assert main(["cache"]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path) in said
    assert "plans        2 files" in said
    assert main(["cache", "--clear", "all"]) == 0
    assert not list(tmp_path.rglob("*.pl*")) or {path.suffix for path in tmp_path.rglob("*.*")} == {".txt"}


def test_a_cache_that_cannot_be_written_is_one_sentence_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(replay.app.build, "cache_folder", lambda: tmp_path / "file" / "cache")
    warn_of_cache.cache_clear()
    assert main(["cache"]) == 0
    warn_of_cache()
    said = capsys.readouterr().err
    warn_of_cache.cache_clear()
    assert said.count("\n") == 1
    for words in (f"{tmp_path / 'file' / 'cache'} (Not a directory)", "make it writable", "Errno"):
        assert (words in said) == (words != "Errno")


def test_a_full_disk_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert unkept_words(tmp_path) == ""
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    monkeypatch.setattr("replay.app.kept.shutil.disk_usage", lambda _: SimpleNamespace(free=1000))
    assert "the disk is full" in unkept_words(tmp_path)
