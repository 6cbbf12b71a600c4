"""Clips from their order to their file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import av
import imageio.v3 as imageio
import pytest

from replay.app.build import Replay
from replay.app.cli.main import main
from replay.app.clips import one_clip
from replay.app.clips.foretelling import takes_s
from replay.app.clips.jobs import Asked, orders_of
from replay.app.clips.one_clip import Order, ready_clip, too_large, write_clip
from replay.app.filming import Choice, plates_of
from replay.base.errors import UsageError
from replay.base.files.file_row import FileRow
from replay.base.progress import Silent
from replay.draw.hall.plates import PREVIEW
from replay.video.estimate import Estimate
from replay.video.presets import PRESETS, preset
from replay.video.yuv import BgrxPicture
from tests.helpers.films import probe
from tests.helpers.race_files import FINAL

SEMIFINAL = FINAL.parent / "semifinal-1.yaml"
ReplayOf = Callable[[str], Replay]


@pytest.mark.parametrize("name", ["story", "x720-square", "messenger"])
def test_formats_of_other_sizes_and_margins_are_composed_and_written(
    name: str, tmp_path: Path, replay_of: ReplayOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_clip, "plates_of", partial(plates_of, quality=PREVIEW))
    chosen = preset(name)
    choice = Choice(from_when="finish-0.1", to_when="finish", speed=1.0, camera="main")
    order = Order(SEMIFINAL, tmp_path / "film.mp4", chosen, choice, sound=False)
    report = write_clip(ready_clip(order, replay_of("semifinal-1"), None), Silent())
    found = probe(tmp_path / "film.mp4")
    assert report.frames == len(found.times_s) == 3
    assert (found.size, int(found.fps), found.profile.lower()) == (chosen.size, chosen.fps, chosen.profile)
    left, top, width, height = chosen.safe_box
    inside = found.yuv[-1][0][top : top + height, left : left + width]
    assert inside.max() > 200  # words and figures stand in it


@pytest.mark.parametrize("name", ["gif", "webp", "overlay", "cover34"])
def test_files_that_are_no_films_are_composed_and_written(
    name: str, tmp_path: Path, replay_of: ReplayOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_clip, "plates_of", partial(plates_of, quality=PREVIEW))
    chosen = preset(name)
    choice = Choice(from_when="finish-0.15", to_when="finish", speed=1.0, hook=chosen.hook)
    order = Order(SEMIFINAL, tmp_path / f"x{chosen.suffix}", chosen, choice)
    clip = ready_clip(order, replay_of("semifinal-1"), None)
    assert clip.sound is None
    assert write_clip(clip, Silent()).frames == len(clip.job.frame_times)
    assert [path.name for path in tmp_path.iterdir()] == [f"x{chosen.suffix}"]
    with av.open(str(order.target), format="webp_pipe" if name == "webp" else None) as opened:
        context = opened.streams.video[0].codec_context
        if name != "webp":  # FFmpeg does not look into WebP that moves
            assert (context.width, context.height) == chosen.size


def test_an_overlay_needs_no_hall_and_is_nothing_where_nothing_is_laid_over(
    tmp_path: Path, replay_of: ReplayOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_clip, "prepare", lambda *_: pytest.fail("the hall is drawn for nothing"))
    order = Order(SEMIFINAL, tmp_path / "x.mov", preset("overlay"), Choice(from_when="bell", to_when="bell+0.1"))
    assert write_clip(ready_clip(order, replay_of("semifinal-1"), None), Silent()).frames >= 3
    with pytest.raises(UsageError, match="leave out --clean"):
        ready_clip(replace(order, choice=replace(order.choice, clean=True)), replay_of("semifinal-1"), None)


def test_an_overlay_is_written_as_numbered_pictures_with_alpha(
    tmp_path: Path, replay_of: ReplayOf, capsys: pytest.CaptureFixture[str]
) -> None:
    replay_of("semifinal-1")
    part = ["--from", "bell", "--to", "bell+0.1", "-q"]
    ask = ["export", str(SEMIFINAL), "--preset", "overlay", *part, "-o", f"{tmp_path}/lay-%03d.png"]
    assert main([*ask, "--sidecars"]) == 2
    assert "leave out --sidecars" in capsys.readouterr().err
    assert main([*ask, "-n"]) == 0
    assert "numbered PNG files with straight alpha" in capsys.readouterr().out
    assert main(ask) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"lay-{number:03d}.png" for number in range(1, len(names) + 1)] != []
    pixels = imageio.imread(tmp_path / names[0])
    assert pixels.shape == (1080, 1920, 4)
    assert (pixels[..., 3].min(), pixels[..., 3].max()) == (0, 255)
    assert main(ask) == 5
    assert "--force replaces the row" in capsys.readouterr().err


def test_a_row_of_pictures_that_is_stopped_leaves_nothing(tmp_path: Path, replay_of: ReplayOf) -> None:
    row = FileRow(tmp_path / "lay", "%05d.png")
    part = Choice(from_when="bell", to_when="bell+0.2")
    clip = ready_clip(Order(SEMIFINAL, row.path, preset("overlay"), part, row=row), replay_of("semifinal-1"), None)
    painted: list[float] = []

    def stopping(time_s: float) -> BgrxPicture:
        painted.append(time_s)
        if len(painted) == 3:
            raise KeyboardInterrupt
        return clip.job.paint(time_s)

    with pytest.raises(KeyboardInterrupt):
        write_clip(replace(clip, job=replace(clip.job, paint=stopping)), Silent())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "/", "/new/"])
def test_a_film_goes_into_the_folder_that_is_named(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name.strip("/")
    assert main(["export", str(SEMIFINAL), "--preset", "poster", "-q", "-o", f"{tmp_path}{name}"]) == 0
    assert [file.name for file in folder.iterdir()] == ["semifinal-1-poster.png"]
    assert main(["export", str(SEMIFINAL), "--preset", "poster", "-q", "-o", f"{tmp_path}{name}"]) == 5


def test_a_dry_run_makes_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(SEMIFINAL), "--preset", "gif", "-o", f"{tmp_path}/new/", "-n"]) == 0
    assert f"would write {tmp_path / 'new' / 'semifinal-1-gif.gif'}" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert main(["export", str(SEMIFINAL), "--preset", "gif", "-o", f"{tmp_path}/file/"]) == 5
    assert "it is a file, and no folder" in capsys.readouterr().err


def test_a_picture_has_no_files_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "x.png")
    assert main(["export", str(SEMIFINAL), "--preset", "cover", "--sidecars", "-o", out]) == 2
    assert "cover is one picture" in capsys.readouterr().err
    asked = Asked(Choice(), sidecars=True)
    picture, film = orders_of([SEMIFINAL], [preset("cover"), preset("gif")], tmp_path, "{race}", asked)
    assert (picture.target.name, picture.sidecars) == ("semifinal-1.png", False)
    assert (film.target.name, film.sidecars) == ("semifinal-1.gif", True)


def test_a_film_for_a_messenger_gets_a_rate_at_which_it_fits(replay_of: ReplayOf) -> None:
    order = Order(SEMIFINAL, Path("film.mp4"), preset("messenger"), Choice(hook=True))
    clip = ready_clip(order, replay_of("semifinal-1"), None)
    assert clip.job.preset.max_mbps < 2.5
    assert clip.estimate.size_bytes[1] < 16e6
    assert list(clip.remarks) == []


def test_a_dry_run_says_shots_frames_size_and_time_and_writes_nothing(
    tmp_path: Path, replay_of: ReplayOf, capsys: pytest.CaptureFixture[str]
) -> None:
    replay_of("semifinal-1")
    out = tmp_path / "film.mp4"
    assert main(["export", str(SEMIFINAL), "--preset", "vertical", "-n", "-q", "--sidecars", "-o", str(out)]) == 0
    said = capsys.readouterr().out
    for words in ("would write", " shots\n", "finish, leader", " frames, ", " MB", "H.264 high 4", "takes about "):
        assert words in said
    assert list(tmp_path.iterdir()) == []


def test_more_pixels_take_longer_and_more_painters_less_long(replay_of: ReplayOf) -> None:
    def takes(name: str, painters: int = 1, cores: int = 1) -> tuple[float, float]:
        order = Order(SEMIFINAL, Path("film.mp4"), preset(name), Choice())
        return takes_s(ready_clip(order, replay_of("semifinal-1"), None), painters, cores)

    assert 0 < takes("x720")[0] < takes("landscape")[0] < takes("landscape4k")[0]
    assert takes("x720")[0] < takes("x720")[1]
    assert takes("landscape", 1, 2) < takes("landscape", 1, 1)
    assert takes("landscape", 4, 1) == takes("landscape", 1, 1), "painters of one core do not paint faster"
    assert takes("landscape", 8, 8) <= takes("landscape", 4, 4) < takes("landscape", 2, 2)
    assert takes("landscape", 64, 64)[0] == takes("landscape", 500, 500)[0], "all wait for the one encoder"
    assert takes("messenger", 8, 8)[0] > takes("x720-vertical", 8, 8)[0], "a careful encoder takes longer"
    for name in ("poster", "overlay", "gif"):
        assert 0 < takes(name)[0] <= takes(name)[1]


def test_a_film_too_large_for_a_place_is_said_before_it_is_made() -> None:
    square = preset("square")
    assert list(too_large(square, Estimate(100, 10.0, (300_000_000, 400_000_000), ""))) == []
    (said,) = too_large(square, Estimate(100, 10.0, (310_000_000, 400_000_000), ""))
    assert "Bluesky takes 300 MB" in said


def test_own_formats_are_asked_for_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("presets:\n- {name: club, for: the club, like: square, size: [720, 720]}\n", encoding="utf-8")
    assert main(["presets", "--presets", str(own)]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[1].startswith("club ")
    assert len(rows) == len(PRESETS) + 2
    own.write_text("presets:\n- {name: club, like: sqare}\n", encoding="utf-8")
    assert main(["export", str(SEMIFINAL), "--presets", str(own), "--preset", "club"]) == 3
    assert "own.yaml:2:22: no preset is called sqare" in capsys.readouterr().err
