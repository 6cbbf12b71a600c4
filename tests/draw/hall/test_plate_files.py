"""Plates on disk: a folder that fails in any way costs time and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from replay.draw.hall.plate_files import PlateFiles

PIXELS = np.arange(4 * 6 * 4, dtype=np.uint8).reshape(4, 6, 4)


def loaded(files: PlateFiles) -> bool:
    """Whether the plate is there as it was saved."""
    found = files.load("key", (4, 6))
    return found is not None and np.array_equal(found[..., :3], PIXELS[..., :3])


def test_a_folder_that_can_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError("read-only")

    files = PlateFiles(tmp_path)
    files.save("key", PIXELS)
    monkeypatch.setattr(os, "utime", refused)
    assert loaded(files)


@pytest.mark.parametrize("odd", ["/dev/zero", "key.plate", "missing"])
def test_what_is_no_plate_is_passed_over_and_made_again(odd: str, tmp_path: Path) -> None:
    (tmp_path / "key.plate").symlink_to(odd)
    files = PlateFiles(tmp_path)
    assert files.load("key", (4, 6)) is None
    files.save("key", PIXELS)
    assert loaded(files)


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    files = PlateFiles(tmp_path / "file" / "plates")
    before = files.keeps
    files.save("one", PIXELS)
    files.save("two", PIXELS)
    assert (before, files.keeps) == (True, False)
    assert files.load("one", (4, 6)) is None
