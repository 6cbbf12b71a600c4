"""Files as a player finds them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Timer
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from replay.base.errors import OutputError
from replay.video.encoder import Encoder, FilmMetadata, SoundSource
from replay.video.estimate import encoder_line
from replay.video.preset_values import Preset
from replay.video.presets import PRESETS
from replay.video.yuv import Bytes, YuvFrame
from tests.helpers.films import boxes, probe, small_preset, times_of_headers

GREEN_YUV = (173, 42, 26)
WORDS = FilmMetadata(title="Keirin: finale", comment="Reconstruction. Sources: " + "a newspaper, é; " * 60)


def encode(path: Path, frames: int, preset: Preset) -> None:
    """Green frames with a stripe of noise that differs from frame to frame."""
    random = np.random.default_rng(5)
    with Encoder(path, preset, WORDS) as encoder:
        for _ in range(frames):
            frame = encoder.free_frame()
            for plane, value in zip(frame.planes, GREEN_YUV, strict=True):
                plane[...] = value
            frame.planes[0][100:120] = random.integers(16, 236, (20, preset.size[0]))
            encoder.add(frame)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("films") / "film.mp4"
    encode(path, 75, small_preset())
    return path


def test_video_is_h264_420_at_a_constant_rate(film: Path) -> None:
    found = probe(film)
    assert (found.codec, found.pix_fmt, found.profile) == ("h264", "yuv420p", "High")
    assert found.size == (320, 180)
    assert found.fps == 30
    assert found.times_s == pytest.approx([number / 30 for number in range(75)])


def test_there_is_a_silent_track_of_the_same_length(film: Path) -> None:
    found = probe(film)
    assert (found.audio_codec, found.audio_rate_hz, found.audio_channels) == ("aac", 48_000, 2)
    assert found.audio_s == pytest.approx(2.5, abs=1e-6)
    assert found.duration_s == pytest.approx(2.5, abs=1e-6)


class _Beeps:
    """A tone in the left ear from the first whole second on, for a tenth of each, else silence."""

    def samples(self, first: int, count: int) -> NDArray[np.float32]:
        time_s = (first + np.arange(count)) / 48_000
        on = (time_s >= 1.0) & (time_s % 1.0 < 0.1)
        left = 0.5 * np.sin(2 * np.pi * 1500 * time_s) * on
        return np.stack([left, np.zeros(count)]).astype(np.float32)


def test_the_sound_is_in_time_with_the_picture(tmp_path: Path) -> None:
    path, preset = tmp_path / "beeps.mp4", small_preset()
    with Encoder(path, preset, WORDS, sound=_Beeps()) as encoder:
        for _ in range(75):
            encoder.add(encoder.free_frame())
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
    left, right = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)
    assert frames[0].time == 0.0
    loud = np.flatnonzero(np.abs(left) > 0.2)
    assert loud[0] / 48_000 == pytest.approx(1.0, abs=0.002)
    assert loud[loud < 1.5 * 48_000][-1] / 48_000 == pytest.approx(1.1, abs=0.002)
    assert np.abs(right).max() < 0.05
    assert 2.5 <= len(left) / 48_000 < 2.5 + 1024 / 48_000


@pytest.mark.parametrize("there_after", [0, 1, 40, None])
def test_a_sound_that_comes_late_makes_the_same_file(tmp_path: Path, there_after: int | None) -> None:
    """There before the first picture, amid the film, or only while the end is waited for."""
    late: Future[SoundSource] = Future()
    for name, sound in (("there.mp4", _Beeps()), ("late.mp4", late)):
        with Encoder(tmp_path / name, small_preset(), WORDS, sound=sound) as encoder:
            for number in range(75):
                if number == there_after and sound is late:
                    late.set_result(_Beeps())
                encoder.add(_plain(encoder.free_frame(), number))
            if there_after is None and sound is late:
                Timer(0.3, late.set_result, (_Beeps(),)).start()
    assert (tmp_path / "there.mp4").read_bytes() == (tmp_path / "late.mp4").read_bytes()


def _plain(frame: YuvFrame, grey: int) -> YuvFrame:
    for plane in frame.planes:
        plane[...] = grey
    return frame


def _encode_with(sound: Future[SoundSource], path: Path) -> None:
    with Encoder(path, small_preset(), WORDS, sound=sound) as encoder:
        for number in range(75):
            encoder.add(_plain(encoder.free_frame(), number))


def test_a_stop_while_the_thread_begins_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the program would never end: it waits for its threads."""
    usual = ThreadPoolExecutor.submit

    def stopped(*work: Any) -> None:
        usual(*work)
        raise KeyboardInterrupt

    monkeypatch.setattr(ThreadPoolExecutor, "submit", stopped)
    with pytest.raises(KeyboardInterrupt):
        Encoder(tmp_path / "film.mp4", small_preset(), WORDS).__enter__()
    for thread in threading.enumerate():
        if thread.name.startswith("encoder"):
            thread.join(10)
            assert not thread.is_alive()


def test_a_sound_that_fails_is_raised(tmp_path: Path) -> None:
    late: Future[SoundSource] = Future()
    late.set_exception(MemoryError("no room for sound"))
    with pytest.raises(MemoryError, match="no room"):
        _encode_with(late, tmp_path / "x.mp4")


@pytest.mark.parametrize(("frames", "fps"), [(1, 60), (2, 60), (7, 25), (59, 60)])
def test_films_of_any_length_have_both_tracks(tmp_path: Path, frames: int, fps: int) -> None:
    encode(tmp_path / "film.mp4", frames, small_preset(fps))
    found = probe(tmp_path / "film.mp4")
    assert len(found.times_s) == frames
    assert found.audio_s == pytest.approx(frames / fps, abs=0.022)  # one frame of AAC


def test_colours_come_back_and_are_tagged_bt709(film: Path) -> None:
    found = probe(film)
    assert found.colour_tags == (1, 1, 1, 1)
    for planes in found.yuv:
        for plane, value in zip(planes, GREEN_YUV, strict=True):
            assert abs(int(plane[10, 10]) - value) <= 1


def test_no_group_is_longer_than_two_seconds(film: Path) -> None:
    keyframes = probe(film).keyframes
    assert keyframes[0] == 0
    assert len(keyframes) > 1
    assert max(later - earlier for earlier, later in pairwise(keyframes)) <= 60


def test_index_comes_first_and_there_is_no_edit_list(film: Path) -> None:
    names = list(boxes(film.read_bytes()))
    assert names.index("moov") < names.index("mdat")
    assert names.count("trak") == 2
    assert "colr" in names
    assert "elst" not in names
    assert "edts" not in names


def test_the_file_says_what_it_is(film: Path) -> None:
    metadata = probe(film).metadata
    assert metadata["title"] == WORDS.title
    assert metadata["comment"] == WORDS.comment
    assert "creation_time" not in metadata


def test_same_frames_same_bytes(film: Path, tmp_path: Path) -> None:
    encode(tmp_path / "again.mp4", 75, small_preset())
    assert (tmp_path / "again.mp4").read_bytes() == film.read_bytes()


def quarter(each: Preset) -> Preset:
    """A preset at a quarter of its width and height, with the bits that such a picture has its share of."""
    width, height = (side // 8 * 2 for side in each.size)
    return replace(each, size=(width, height), max_mbps=each.max_mbps / 16)


def drifting_noise(preset: Preset, frames: int) -> Iterator[tuple[Bytes, ...]]:
    """Planes of noise that drifts and flickers: many more bits than the cap allows, in every row of every frame."""
    random = np.random.default_rng(7)
    width, height = preset.size
    grain = random.integers(16, 236, (height, width), np.uint8)
    for number in range(frames):
        luma = np.roll(grain, (3 * number, 5 * number), (0, 1))
        luma[number % 3 :: 3] = random.integers(16, 236, luma[number % 3 :: 3].shape, np.uint8)
        yield luma, luma[::2, ::2], luma[1::2, 1::2]


def encode_capped(path: Path, preset: Preset) -> bytes:
    with Encoder(path, preset, WORDS) as encoder:
        for picture in drifting_noise(preset, 24):
            frame = encoder.free_frame()
            for plane, values in zip(frame.planes, picture, strict=True):
                plane[...] = values
            encoder.add(frame)
    return path.read_bytes()


@pytest.mark.parametrize("each", [each for each in PRESETS if each.size[0] < 3000], ids=lambda each: each.name)
def test_same_frames_same_bytes_where_the_cap_holds_them_down(tmp_path: Path, each: Preset) -> None:
    """Threads that share a capped rate would plan each row by how far the others are: no two files would be equal."""
    first, *others = (encode_capped(tmp_path / f"{number}.mp4", quarter(each)) for number in range(3))
    assert all(other == first for other in others)


def test_a_film_is_no_larger_than_its_cap_over_two_seconds_and_what_waits(tmp_path: Path) -> None:
    """So the test above is one of capped films: without a cap the same noise takes many times the bits."""
    capped = quarter(PRESETS[0])
    assert len(encode_capped(tmp_path / "capped.mp4", capped)) < capped.max_mbps * 2e6 / 8 * 1.2
    free = encode_capped(tmp_path / "free.mp4", replace(capped, max_mbps=1000.0))
    assert len(free) > capped.max_mbps * 2e6 / 8 * 2


def test_what_a_file_says_of_its_making_does_not_vary(film: Path) -> None:
    """No dates, no library that signs the container; x264 states its settings in the stream, with its one thread."""
    data = film.read_bytes()
    assert times_of_headers(data) == {(0, 0)}
    assert b"Lavf" not in data
    assert b"Lavc" not in data
    assert b" threads=1 lookahead_threads=1 sliced_threads=0 " in data


def test_a_file_that_cannot_be_written_is_an_output_error_and_ends_the_film(tmp_path: Path) -> None:
    """The caller hears of it while there are frames to come, not after an hour's work."""
    handed_over: list[int] = []

    def endless() -> None:
        place = tmp_path / "missing" / "film.mp4"
        with Encoder(place, small_preset(), WORDS, shown_as=Path("shown.mp4")) as encoder:
            for number in range(10_000):
                encoder.add(encoder.free_frame())
                handed_over.append(number)

    with pytest.raises(OutputError, match=r"cannot write shown\.mp4: No such file"):
        endless()
    assert len(handed_over) < 100


def test_a_failure_after_the_last_frame_is_heard_of_too(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No such file"):
        encode(tmp_path / "missing" / "film.mp4", 1, small_preset())


def test_settings_that_x264_refuses_reach_the_caller(tmp_path: Path) -> None:
    wrong = replace(small_preset(), x264="swift")
    with pytest.raises(OutputError):
        encode(tmp_path / "film.mp4", 1, wrong)


@pytest.mark.skipif(sys.platform == "win32", reason="limits on the size of files are Unix's")
def test_a_full_disk_is_an_output_error(tmp_path: Path) -> None:
    import resource

    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, usual[1]))
    try:
        with pytest.raises(OutputError, match="cannot write"):
            encode(tmp_path / "film.mp4", 60, small_preset())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_giving_up_ends_the_thread(tmp_path: Path) -> None:
    def give_up() -> None:
        with Encoder(tmp_path / "film.mp4", small_preset(), WORDS) as encoder:
            encoder.add(encoder.free_frame())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_up()
    for thread in threading.enumerate():
        if thread.name.startswith("encoder"):
            thread.join(timeout=10)
            assert not thread.is_alive()


def test_settings_in_words_name_what_matters() -> None:
    line = encoder_line(small_preset())
    for part in ("superfast", "crf 22", "16 Mbit/s", "BT.709", "AAC"):
        assert part in line
