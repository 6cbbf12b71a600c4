"""Files that appear when they are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from replay.base.errors import OutputError
from replay.base.whole_file import whole_file


def write(path: Path, words: str, *, overwrite: bool = False, fail: bool = False) -> Path:
    with whole_file(path, overwrite=overwrite) as temporary:
        temporary.write_text(words)
        if fail:
            raise KeyboardInterrupt
    return temporary


def test_a_file_is_written_under_another_name_beside_its_place(tmp_path: Path) -> None:
    temporary = write(tmp_path / "film.mp4", "whole")
    assert (temporary.parent, temporary.suffix) == (tmp_path.resolve(), ".mp4")
    assert temporary.name != "film.mp4"
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
    assert (tmp_path / "film.mp4").read_text() == "whole"


def test_two_drafts_of_one_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with whole_file(path, overwrite=True) as one, whole_file(path, overwrite=True) as two:
        one.write_text("one")
        two.write_text("two")
    assert path.read_text() == "one"  # the last to end
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write(path, "old")
    with pytest.raises(KeyboardInterrupt):
        write(path, "new", overwrite=True, fail=True)
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_a_draft_that_was_taken_away_is_an_output_error(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"

    def lose() -> None:
        with whole_file(path, overwrite=False) as temporary:
            temporary.unlink()

    with pytest.raises(OutputError, match="cannot write"):
        lose()


def test_the_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("")
    write(tmp_path / "film.mp4", "whole")
    assert (tmp_path / "film.mp4").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_long_names_are_possible(tmp_path: Path) -> None:
    """A temporary's name may not be too long where the file's is not."""
    path = tmp_path / ("n" * 250 + ".mp4")
    write(path, "whole")
    assert path.read_text() == "whole"
