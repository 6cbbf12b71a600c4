"""Stills: colours the right way round, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import imageio.v3 as imageio
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.errors import OutputError, UsageError
from replay.video.stills import with_texts, write_still

PIXELS = np.random.default_rng(2).integers(0, 256, (30, 40, 4), dtype=np.uint8)


def test_a_still_reads_back_exactly(tmp_path: Path) -> None:
    write_still(tmp_path / "still.png", PIXELS)
    image = imageio.imread(tmp_path / "still.png")
    assert image.shape == (30, 40, 3)
    assert np.array_equal(image, PIXELS[..., [2, 1, 0]])
    assert [path.name for path in tmp_path.iterdir()] == ["still.png"]


def test_an_existing_still_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "still.png"
    path.write_bytes(b"old")
    with pytest.raises(OutputError, match="--force"):
        write_still(path, PIXELS)
    assert path.read_bytes() == b"old"
    write_still(path, PIXELS, overwrite=True)
    assert imageio.imread(path).shape == (30, 40, 3)


def test_other_formats_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"still\.png"):
        write_still(tmp_path / "still.jpeg", PIXELS)


def test_a_missing_folder_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no folder"):
        write_still(tmp_path / "missing" / "still.png", PIXELS)


def test_a_still_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises((TypeError, ValueError)):
        write_still(tmp_path / "still.png", np.zeros((3, 3, 3, 3, 4), np.uint8))
    assert list(tmp_path.iterdir()) == []


@given(st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_a_text_reads_back_in_any_letters(text: str) -> None:
    png = bytes(imageio.imwrite("<bytes>", PIXELS[..., :3], extension=".png"))
    read = imageio.immeta(with_texts(png, {"Title": text, "Software": ""}), extension=".png")
    assert read["Title"] == text
    assert "Software" not in read


def test_a_still_with_texts_has_the_same_pixels(tmp_path: Path) -> None:
    path = tmp_path / "still.png"
    write_still(path, PIXELS, {"Title": "Men’s keirin", "Description": "Reconstruction. Sources: one"})
    assert np.array_equal(imageio.imread(path), PIXELS[..., [2, 1, 0]])
    read = imageio.immeta(path)
    assert (read["Title"], read["Description"]) == ("Men’s keirin", "Reconstruction. Sources: one")
