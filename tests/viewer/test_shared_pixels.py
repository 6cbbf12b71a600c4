"""Pixels that two processes see: what killed programs left goes, what others need stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from replay.viewer.painting.shared_pixels import SharedPixels, clear_left


def test_both_see_the_same_and_the_file_needs_no_name() -> None:
    made = SharedPixels.made((4, 2))
    other = SharedPixels.opened(made.file, (4, 2))
    made.remove()
    assert not made.file.exists()
    made.pixels[1, 2] = (1, 2, 3, 4)
    assert other.pixels[1, 2].tolist() == [1, 2, 3, 4]


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can be asked there whether a process runs")
def test_what_a_process_left_that_has_ended_is_cleared(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, mine = (tmp_path / f"velodrome-replay-{pid}-abc_1" for pid in (ended.pid, os.getpid()))
    others = tmp_path / "velodrome-replay-notes", tmp_path / f"something-{ended.pid}-abc"
    for file in (left, mine, *others):
        file.touch()
    clear_left(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted((mine, *others))
