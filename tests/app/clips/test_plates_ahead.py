"""Plates drawn ahead: on disk before they are asked for, each once, and never more than the film waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from replay.app.clips.plates_ahead import PlatesAhead
from replay.draw.hall.plate_render import PlateRenderer
from replay.draw.hall.plates import PlateStore
from replay.draw.hall.views.lens import PlateLens
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot, ShotKind
from replay.track.velodrome import Velodrome
from tests.helpers.track_shapes import IZU

SIZE = (64, 36)
SHOTS = tuple(
    Shot(f"shot {number}", ShotKind.MAIN, (Camera((-3.0, -51.0, 21.5), (13.6, -18.2 + number, 0.0), 33.5),))
    for number in range(4)
)


def _nothing(share: float) -> None:
    pass


class Rendered:
    """Counts what is rendered, and can hold it up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lenses: list[PlateLens] = []
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()
        monkeypatch.setattr(PlateRenderer, "pixels", self._pixels)

    def _pixels(
        self, lens: PlateLens, *, picture_height_px: int, progress: Callable[[float], None] | None = None
    ) -> np.ndarray:
        self.lenses.append(lens)
        self.begun.set()
        assert self.go_on.wait(10)
        if progress is not None:
            progress(1.0)
        return np.full((lens.size_px[1], lens.size_px[0], 4), picture_height_px, np.uint8)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Rendered:
    return Rendered(monkeypatch)


def test_plates_are_on_disk_once_the_thread_has_gone_through_them(rendered: Rendered, tmp_path: Path) -> None:
    store = PlateStore(Velodrome(IZU), cache_dir=tmp_path)
    for shot in SHOTS:
        assert store.draw_ahead(shot, SIZE, _nothing)
    for shot in SHOTS:
        store.background(shot, shot.views[0], SIZE)
        assert store.draw_ahead(shot, SIZE, _nothing)
    assert len(rendered.lenses) == len(set(rendered.lenses)) == len(SHOTS)


def test_who_asks_for_a_plate_that_is_being_drawn_waits_for_it(rendered: Rendered, tmp_path: Path) -> None:
    store = PlateStore(Velodrome(IZU), cache_dir=tmp_path)
    rendered.go_on.clear()
    with PlatesAhead(store, SHOTS[:1], SIZE):
        assert rendered.begun.wait(10)
        threading.Timer(0.1, rendered.go_on.set).start()
        assert store.background(SHOTS[0], SHOTS[0].views[0], SIZE).any()
    assert len(rendered.lenses) == 1


def test_at_the_end_of_the_block_nothing_more_is_begun(rendered: Rendered, tmp_path: Path) -> None:
    rendered.go_on.clear()
    with PlatesAhead(PlateStore(Velodrome(IZU), cache_dir=tmp_path), SHOTS, SIZE):
        assert rendered.begun.wait(10)
        threading.Timer(0.1, rendered.go_on.set).start()
    assert len(rendered.lenses) == 1
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_kept_nothing_is_drawn_ahead(rendered: Rendered, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for cache in (None, tmp_path / "file" / "plates"):
        store = PlateStore(Velodrome(IZU), cache_dir=cache)
        for shot in SHOTS:
            store.draw_ahead(shot, SIZE, _nothing)
    assert len(rendered.lenses) == 1  # the one that could not be written
