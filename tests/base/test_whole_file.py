"""Files that appear when they are whole."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from replay.base.errors import OutputError
from replay.base.files import whole_file as whole_file_module
from replay.base.files.whole_file import check_unwritten, whole_file, write_cached


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


KILLED = """
import os, sys
from pathlib import Path
from replay.base.files.whole_file import whole_file

with whole_file(Path(sys.argv[1]), overwrite=False) as temporary:
    temporary.write_text("half")
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="files are held on Unix")
def test_what_a_killed_program_left_is_cleared_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "film.mp4")], check=False)
    (tmp_path / ".mine.part").write_text("not a temporary file of ours")
    (left,) = tmp_path.glob(".film.*.part.mp4")
    with whole_file(tmp_path / "other.csv", overwrite=False) as other:
        assert not left.exists()
        write(tmp_path / "third.csv", "whole")
        assert other.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".mine.part", "other.csv", "third.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="files are held on Unix")
def test_a_name_that_somebody_is_writing_can_be_refused_to_others(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    check_unwritten(path)
    with whole_file(path, overwrite=True):
        check_unwritten(tmp_path / "film.csv")
        check_unwritten(tmp_path / "other.mp4")
        with (
            pytest.raises(OutputError, match="another run is writing it"),
            whole_file(path, overwrite=True, alone=True),
        ):
            pass
    check_unwritten(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["film.mp4"]


def test_a_disk_that_refuses_is_an_output_error_and_other_errors_pass_on(tmp_path: Path) -> None:
    def fail(error: OSError) -> None:
        with whole_file(tmp_path / "film.mp4", overwrite=False):
            raise error

    with pytest.raises(OutputError, match="No space"):
        fail(OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(FileNotFoundError):
        fail(FileNotFoundError(errno.ENOENT, "No such file", "font.ttf"))
    assert list(tmp_path.iterdir()) == []


def test_a_cached_file_takes_the_place_of_whatever_is_there(tmp_path: Path) -> None:
    for odd in ("/dev/zero", "loop", "missing"):
        (tmp_path / "loop").symlink_to(odd)
        write_cached(tmp_path / "loop", (b"ca", b"ched"))
        assert (tmp_path / "loop").read_bytes() == b"cached"
        (tmp_path / "loop").unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be held there")
@pytest.mark.parametrize("is_held_meanwhile", [False, True])
def test_a_file_that_is_cleared_before_it_is_held_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_held_meanwhile: bool
) -> None:
    """Another program clears what is left over at the moment at which the file is there and nobody holds it."""
    held = whole_file_module._held
    cleared: list[str] = []

    def late(handle: int) -> bool:
        for entry in list(tmp_path.iterdir()) if not cleared else ():
            cleared.append(entry.name)
            entry.unlink()
            return held(handle) and not is_held_meanwhile
        return held(handle)

    monkeypatch.setattr(whole_file_module, "_held", late)
    write(tmp_path / "plate.bin", "whole")
    assert len(cleared) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["plate.bin"]
    assert (tmp_path / "plate.bin").read_text() == "whole"


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be held there")
def test_a_file_that_is_always_cleared_is_an_output_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_handle: int) -> bool:
        for entry in list(tmp_path.iterdir()):
            entry.unlink()
        return True

    monkeypatch.setattr(whole_file_module, "_held", gone)
    with pytest.raises(OutputError, match="another program removes what is written beside it"):
        write(tmp_path / "plate.bin", "whole")
