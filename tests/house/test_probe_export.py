"""The probe of exported clips sees what is wrong with a file."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import imageio.v3 as imageio
import numpy as np
import pytest

from replay.video.encoder import Encoder, FilmMetadata
from tests.helpers.films import SMALL, small_preset

SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "probe_export.py"
GREEN_YUV = (173, 42, 26)  # pure green in BT.709, tv range
RIGHT = ["--size", "320x180", "--fps", "30", "--frames", "12"]


@pytest.fixture(scope="module")
def probe_export() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("probe_export", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["probe_export"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["probe_export"]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("probed") / "film.mp4"
    with Encoder(path, small_preset(), FilmMetadata()) as encoder:
        for _ in range(12):
            frame = encoder.free_frame()
            for plane, value in zip(frame.planes, GREEN_YUV, strict=True):
                plane[...] = value
            encoder.add(frame)
    return str(path)


def still(path: Path, rgb: tuple[int, int, int]) -> str:
    imageio.imwrite(path, np.full((SMALL[1], SMALL[0], 3), rgb, np.uint8))
    return str(path)


def test_a_sound_film_passes(probe_export: ModuleType, film: str, tmp_path: Path) -> None:
    assert probe_export.main([film, *RIGHT, "--still", still(tmp_path / "green.png", (0, 255, 0))]) == 0


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [("--size", "640x360", "size"), ("--fps", "60", "frames a second"), ("--frames", "13", "frames: 12")],
)
def test_what_differs_is_named(
    probe_export: ModuleType, film: str, capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    arguments = RIGHT.copy()
    arguments[arguments.index(option) + 1] = value
    assert probe_export.main([film, *arguments]) == 1
    assert words in capsys.readouterr().err


def test_colours_of_the_wrong_matrix_are_seen(
    probe_export: ModuleType, film: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same YUV read by BT.601 is (20, 255, 9): a shade that is easy to overlook."""
    assert probe_export.main([film, *RIGHT, "--still", still(tmp_path / "shade.png", (20, 255, 9))]) == 1
    assert "colours" in capsys.readouterr().err


def test_an_index_at_the_end_is_seen(probe_export: ModuleType, film: str) -> None:
    sound = probe_export.probe(Path(film))
    data = b"".join((8).to_bytes(4, "big") + name for name in (b"ftyp", b"mdat", b"moov"))
    late = replace(sound, atoms=probe_export.atoms(data))
    wanted = {"size": SMALL, "fps": 30, "frames": 12}
    assert list(probe_export.mistakes(sound, **wanted)) == []
    assert list(probe_export.mistakes(late, **wanted)) == [
        "the index is not in front of the pictures: ftyp, mdat, moov"
    ]
