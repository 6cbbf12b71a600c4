"""Every format makes the file that it says: size, rate, coding, and colours as they were painted."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from replay.base.errors import UsageError
from replay.video.export import ExportJob, export, is_whole
from replay.video.preset_values import FileKind, Preset
from replay.video.presets import PRESETS, preset
from replay.video.yuv import Bytes
from tests.helpers.films import FakePicture, SquarePainter, probe

FIELD_BGR = (90, 60, 200)
FILMS = [each for each in PRESETS if each.file is FileKind.MP4]
LOOPS = [each for each in PRESETS if each.file in (FileKind.GIF, FileKind.WEBP)]
OVERLAYS = [each for each in PRESETS if each.file is FileKind.MOV]
LEVELS = {"3": 30, "3.1": 31, "3.2": 32, "4": 40, "4.2": 42, "5.2": 52}
FRAMES = 3


def exported(each: Preset, folder: Path, painter: SquarePainter | None = None) -> Path:
    target = folder / f"film{each.suffix}"
    paint = painter or SquarePainter(each.size, FIELD_BGR)
    report = export(ExportJob(each.frame_times(0.0, FRAMES / each.fps), paint, each), target)
    assert report.frames == FRAMES
    assert report.size_bytes == target.stat().st_size
    assert is_whole(target)
    return target


def bgr_of(frame: av.VideoFrame, x: int, y: int) -> tuple[int, ...]:
    pixels = frame.reformat(format="bgra", src_colorspace="ITU709", src_color_range="MPEG").to_ndarray()
    return tuple(int(value) for value in pixels[y, x])


@pytest.mark.parametrize("each", FILMS, ids=lambda each: each.name)
def test_films(each: Preset, tmp_path: Path) -> None:
    film = exported(each, tmp_path)
    found = probe(film)
    assert (found.codec, found.pix_fmt, found.profile.lower()) == ("h264", "yuv420p", each.profile)
    assert (found.size, found.fps, len(found.times_s)) == (each.size, Fraction(each.fps), FRAMES)
    assert (found.audio_codec, found.audio_rate_hz, found.audio_channels) == ("aac", 48_000, 2)
    assert found.colour_tags == (1, 1, 1, 1)
    with av.open(str(film)) as opened:
        data = opened.streams.video[0].codec_context.extradata
        assert data is not None
        assert data[3] == LEVELS[each.level]
        frame = next(opened.decode(video=0))
        assert np.allclose(bgr_of(frame, each.size[0] // 2, each.size[1] - 20)[:3], FIELD_BGR, atol=4)


@pytest.mark.parametrize("each", LOOPS, ids=lambda each: each.name)
def test_loops(each: Preset, tmp_path: Path) -> None:
    with Image.open(exported(each, tmp_path)) as loop:
        assert loop.size == each.size
        assert getattr(loop, "n_frames", 1) == FRAMES
        loop.load()
        assert loop.info["loop"] == 0, "for ever"
        assert abs(loop.info["duration"] - 1000 / each.fps) < 1
        for number in range(FRAMES):
            loop.seek(number)
            pixel = loop.convert("RGB").getpixel((each.size[0] // 2, each.size[1] - 20))
            assert np.allclose(np.array(pixel), FIELD_BGR[::-1], atol=6)


class _Glass(SquarePainter):
    """Half of it half transparent, the rest clear but for the square."""

    def __call__(self, video_time: float) -> FakePicture:
        picture = super().__call__(video_time)
        pixels = picture.pixels.copy()
        pixels[..., 3] = 0
        pixels[: self.size[1] // 2, :, 3] = 128
        return FakePicture(pixels, None)


@pytest.mark.parametrize("each", OVERLAYS, ids=lambda each: each.name)
def test_overlays_have_alpha_and_colours_that_are_not_multiplied_by_it(each: Preset, tmp_path: Path) -> None:
    with av.open(str(exported(each, tmp_path, _Glass(each.size, FIELD_BGR)))) as opened:
        stream = opened.streams.video[0]
        context = stream.codec_context
        assert (context.name, str(context.profile)) == ("prores", "4444")
        assert (context.width, context.height) == each.size
        assert stream.average_rate == each.fps
        assert not opened.streams.audio
        frames = list(opened.decode(video=0))
    assert len(frames) == FRAMES
    assert "a4" in frames[0].format.name or frames[0].format.name.startswith("yuva444")
    middle = each.size[0] // 2
    above, below = (bgr_of(frames[0], middle, y) for y in (40, each.size[1] - 40))
    assert np.allclose(above[:3], FIELD_BGR, atol=4)
    assert abs(above[3] - 128) <= 2
    assert below[3] == 0


def test_equal_pictures_make_equal_files(tmp_path: Path) -> None:
    for name in ("gif", "webp", "overlay"):
        each, files = preset(name), []
        for turn in ("a", "b"):
            (tmp_path / f"{name}-{turn}").mkdir()
            files.append(exported(each, tmp_path / f"{name}-{turn}").read_bytes())
        assert files[0] == files[1], name


@pytest.mark.parametrize("name", ["gif", "webp", "overlay"])
def test_what_is_cut_off_is_not_whole(name: str, tmp_path: Path) -> None:
    film = exported(preset(name), tmp_path)
    data = film.read_bytes()
    for part in (data[:-1], data[: len(data) // 2], b""):
        film.write_bytes(part)
        assert not is_whole(film)


@pytest.mark.parametrize("name", ["gif", "webp", "overlay"])
def test_a_painter_that_fails_leaves_nothing(name: str, tmp_path: Path) -> None:
    each = preset(name)

    def paint(video_time: float) -> FakePicture:
        if video_time > 0:
            raise KeyboardInterrupt
        pixels: Bytes = np.zeros((each.size[1], each.size[0], 4), np.uint8)
        return FakePicture(pixels)

    with pytest.raises(KeyboardInterrupt):
        export(ExportJob(each.frame_times(0.0, 3 / each.fps), paint, each), tmp_path / f"film{each.suffix}")
    assert list(tmp_path.iterdir()) == []


def test_a_file_has_the_suffix_of_its_format(tmp_path: Path) -> None:
    gif = preset("gif")
    with pytest.raises(UsageError, match=r"gif makes \.gif files; name it film\.gif"):
        export(ExportJob((0.0,), SquarePainter(gif.size), gif), tmp_path / "film.mp4")
