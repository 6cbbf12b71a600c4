"""Exports: the file, the pictures in it, and that nothing else is left."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from replay.base.errors import OutputError, UsageError
from replay.video.encoder import FilmMetadata
from replay.video.export import ExportJob, estimate, export, is_whole
from replay.video.presets import preset
from replay.video.yuv import BgrxPicture
from tests.helpers.films import SMALL, FakePicture, SquarePainter, probe, small_preset

TIMES = small_preset().frame_times(2.0, 2.0 + 20 / 30)
WHITE = 235


class FailingPainter(SquarePainter):
    """Paints some pictures, then raises."""

    def __init__(self, error: BaseException, *, after: int = 9) -> None:
        super().__init__()
        self.error = error
        self.after = after

    def __call__(self, video_time: float) -> FakePicture:
        if len(self.painted) == self.after:
            raise self.error
        return super().__call__(video_time)


def job(painter: SquarePainter) -> ExportJob:
    return ExportJob(TIMES, painter, small_preset(), FilmMetadata("A title", "Reconstruction. Sources: one"))


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_frame_is_painted_once_in_order_and_stored(tmp_path: Path) -> None:
    painter = SquarePainter()
    report = export(job(painter), tmp_path / "film.mp4")
    found = probe(tmp_path / "film.mp4")
    assert painter.painted == list(TIMES)
    assert len(found.times_s) == report.frames == 20
    assert found.size == SMALL
    assert found.metadata["title"] == "A title"
    assert found.metadata["comment"] == "Reconstruction. Sources: one"
    assert left_in(tmp_path) == ["film.mp4"]


def test_the_square_is_where_it_was_painted_in_every_frame(tmp_path: Path) -> None:
    """Patches land at their places, what moved on is restored, and no frame shows another's square."""
    painter = SquarePainter()
    export(job(painter), tmp_path / "film.mp4")
    for video_time, (luma, _, _) in zip(TIMES, probe(tmp_path / "film.mp4").yuv, strict=True):
        x, y, width, height = painter.place(video_time)
        assert np.abs(luma[y + 4 : y + height - 4, x + 4 : x + width - 4].astype(int) - WHITE).max() < 12
        left, right = luma[y : y + height, : max(x - 8, 0)], luma[y : y + height, x + width + 8 :]
        assert np.abs(left.astype(int) - 173).max(initial=0) < 12
        assert np.abs(right.astype(int) - 173).max(initial=0) < 12


def test_changed_rectangles_and_whole_pictures_make_the_same_file(tmp_path: Path) -> None:
    painter = SquarePainter()

    def whole(video_time: float) -> BgrxPicture:
        return FakePicture(painter(video_time).pixels)

    export(job(SquarePainter()), tmp_path / "patched.mp4")
    export(replace(job(SquarePainter()), paint=whole), tmp_path / "whole.mp4")
    assert (tmp_path / "patched.mp4").read_bytes() == (tmp_path / "whole.mp4").read_bytes()


def test_a_painter_that_was_used_before_makes_the_same_file(tmp_path: Path) -> None:
    used = SquarePainter()
    used(1.0)
    export(job(SquarePainter()), tmp_path / "fresh.mp4")
    export(job(used), tmp_path / "used.mp4")
    assert (tmp_path / "fresh.mp4").read_bytes() == (tmp_path / "used.mp4").read_bytes()


def test_the_report_adds_up(tmp_path: Path) -> None:
    report = export(job(SquarePainter()), tmp_path / "film.mp4")
    assert report.size_bytes == (tmp_path / "film.mp4").stat().st_size
    assert 0 < report.draw_s + report.convert_s + report.wait_s <= report.seconds
    assert 0 < report.encode_s <= report.seconds
    assert any("20 frames" in line for line in report.lines())
    assert report.draw_ms_a_frame == pytest.approx(1000 * report.draw_s / 20)


@pytest.mark.parametrize("after", [0, 1, 9, 19])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("a bug"), OSError("no such font")])
def test_whatever_stops_the_painter_passes_on_and_leaves_nothing(
    tmp_path: Path, error: BaseException, after: int
) -> None:
    usual_s = sys.getswitchinterval()
    with pytest.raises(type(error)) as caught:
        export(job(FailingPainter(error, after=after)), tmp_path / "film.mp4")
    assert caught.value is error
    assert left_in(tmp_path) == []
    assert sys.getswitchinterval() == usual_s
    assert not any(thread.name.startswith("encoder") and thread.is_alive() for thread in threading.enumerate())


ENDLESS = """
import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from replay.video.export import ExportJob, export
from tests.helpers.films import SquarePainter, small_preset

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job has it ignored
export(ExportJob(range(10**6), SquarePainter(), small_preset()), Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are Unix's")
def test_ctrl_c_ends_an_export_and_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ENDLESS, str(tmp_path / "film.mp4")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2]) as work:
        try:
            for _ in range(200):
                if any(path.stat().st_size > 0 for path in tmp_path.iterdir()):
                    break
                time.sleep(0.05)
            assert left_in(tmp_path) != []
            work.send_signal(signal.SIGINT)
            errors = work.communicate(timeout=20)[1].decode()
        finally:
            work.kill()  # else a failure here waits for an export that never ends
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert left_in(tmp_path) == []


def test_a_file_that_was_to_be_replaced_stays_when_the_export_fails(tmp_path: Path) -> None:
    target = tmp_path / "film.mp4"
    target.write_bytes(b"precious")
    with pytest.raises(RuntimeError):
        export(job(FailingPainter(RuntimeError("a bug"))), target, overwrite=True)
    assert target.read_bytes() == b"precious"
    assert left_in(tmp_path) == ["film.mp4"]


def test_an_existing_file_is_not_replaced_unasked_and_nothing_is_painted(tmp_path: Path) -> None:
    target, painter = tmp_path / "film.mp4", SquarePainter()
    target.write_bytes(b"precious")
    with pytest.raises(OutputError, match="--force"):
        export(job(painter), target)
    assert target.read_bytes() == b"precious"
    assert painter.painted == []


def test_an_existing_file_is_replaced_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "film.mp4"
    target.write_bytes(b"old")
    export(job(SquarePainter()), target, overwrite=True)
    assert len(probe(target).times_s) == 20
    assert left_in(tmp_path) == ["film.mp4"]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    target, painter = tmp_path / "film.mp4", SquarePainter()

    def paint(video_time: float) -> BgrxPicture:
        target.write_bytes(b"somebody else's")
        return painter(video_time)

    with pytest.raises(OutputError, match="exists"):
        export(replace(job(painter), paint=paint), target)
    assert target.read_bytes() == b"somebody else's"
    assert left_in(tmp_path) == ["film.mp4"]


def test_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "film.mp4"
    link.symlink_to(tmp_path / "real" / "stored.mp4")
    export(job(SquarePainter()), link)
    assert link.is_symlink()
    assert left_in(tmp_path / "real") == ["stored.mp4"]


@pytest.mark.parametrize("place", ["missing/film.mp4", "file.txt/film.mp4", "folder.mp4"])
def test_places_that_cannot_be_written_are_errors_before_anything_is_painted(tmp_path: Path, place: str) -> None:
    (tmp_path / "file.txt").write_text("not a folder")
    (tmp_path / "folder.mp4").mkdir()
    painter = SquarePainter()
    with pytest.raises(OutputError, match="cannot write"):
        export(job(painter), tmp_path / place, overwrite=True)
    assert painter.painted == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that refuses new files")
def test_a_folder_that_refuses_files_is_an_error_before_anything_is_painted() -> None:
    painter = SquarePainter()
    with pytest.raises(OutputError, match=r"cannot write /proc/self/film\.mp4"):
        export(job(painter), Path("/proc/self/film.mp4"))
    assert painter.painted == []


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs a device")
def test_devices_are_not_replaced(tmp_path: Path) -> None:
    link = tmp_path / "film.mp4"
    link.symlink_to("/dev/null")
    with pytest.raises(OutputError, match="ordinary"):
        export(job(SquarePainter()), link, overwrite=True)


@pytest.mark.skipif(sys.platform == "win32", reason="limits on the size of files are Unix's")
def test_a_full_disk_is_an_output_error_that_names_the_target_and_leaves_nothing(tmp_path: Path) -> None:
    import resource

    random = np.random.default_rng(1)

    def noise(_video_time: float) -> BgrxPicture:
        return FakePicture(random.integers(0, 256, (SMALL[1], SMALL[0], 4), dtype=np.uint8))

    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, usual[1]))
    try:
        with pytest.raises(OutputError, match=r"film\.mp4: File too large"):
            export(replace(job(SquarePainter()), paint=noise), tmp_path / "film.mp4")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert left_in(tmp_path) == []


def test_too_little_room_is_an_error_before_anything_is_painted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1000))
    painter = SquarePainter()
    with pytest.raises(OutputError, match=r"film\.mp4: it needs about"):
        export(job(painter), tmp_path / "film.mp4")
    assert painter.painted == []


def test_a_picture_of_another_size_is_a_mistake_of_the_painter(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="320x180"):
        export(job(SquarePainter(size=(640, 360))), tmp_path / "film.mp4")
    assert left_in(tmp_path) == []


def test_an_empty_range_and_other_formats_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no frame"):
        export(replace(job(SquarePainter()), frame_times=()), tmp_path / "film.mp4")
    with pytest.raises(UsageError, match=r"film\.mp4"):
        export(job(SquarePainter()), tmp_path / "film.mov")


def test_an_estimate_paints_nothing_and_says_frames_duration_size_and_encoder() -> None:
    painter = SquarePainter()
    minute = ExportJob(preset("landscape").frame_times(0.0, 60.0), painter, preset("landscape"))
    foretold = estimate(minute)
    assert foretold.frames == 3600
    assert foretold.duration_s == 60
    low, high = foretold.size_bytes
    assert 1_000_000 < low < high <= 16e6 / 8 * 60 + 100_000
    words = "\n".join(foretold.lines())
    assert "3600 frames, 1:00" in words
    assert "superfast" in words
    assert painter.painted == []


def test_a_film_that_lacks_a_byte_is_not_whole(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    export(job(SquarePainter()), film)
    data = film.read_bytes()
    assert is_whole(film)
    for part in (data[:-1], data[: len(data) // 2], data[:20], b"", data + b"\0" * 16):
        film.write_bytes(part)
        assert not is_whole(film)
