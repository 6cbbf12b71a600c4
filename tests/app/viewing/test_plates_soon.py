"""Backgrounds for a window: coarse ones at once, sharp ones soon."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from replay.app.viewing import plates_soon
from replay.app.viewing.plates_soon import PlatesSoon
from replay.draw.hall.plates import FULL, GLANCE, PlateStore
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot, ShotKind
from replay.track.velodrome import Velodrome
from tests.helpers.track_shapes import IZU

SIZE = (320, 180)
TRACK = Velodrome(IZU)
STAND = Camera((-3.0, -51.0, 21.5), (13.6, -18.2, 0.0), 33.5)
SHOT = Shot("stand", ShotKind.MAIN, (STAND,))
OTHER = Camera((3.0, 51.0, 21.5), (-13.6, 18.2, 0.0), 33.5)
OTHER_SHOT = Shot("other", ShotKind.MAIN, (OTHER,))


@pytest.fixture
def soon(tmp_path: Path) -> Iterator[PlatesSoon]:
    plates = PlatesSoon(TRACK, tmp_path)
    yield plates
    plates.stop()


def until(found: Callable[[], bool], most_s: float = 120.0) -> None:
    begun_s = time.monotonic()
    while not found():
        assert time.monotonic() - begun_s < most_s
        time.sleep(0.01)


def apart(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(np.abs(one[..., :3].astype(int) - other[..., :3].astype(int)).mean())


def test_the_first_background_is_coarse_and_the_last_one_sharp(soon: PlatesSoon) -> None:
    sharp = PlateStore(TRACK, quality=FULL).background(SHOT, STAND, SIZE)
    coarse = PlateStore(TRACK, quality=GLANCE).background(SHOT, STAND, SIZE)
    first = soon.background(SHOT, STAND, SIZE).copy()
    assert np.array_equal(first, coarse)
    until(lambda: apart(soon.background(SHOT, STAND, SIZE), sharp) == 0)
    assert soon.sharper >= 1
    assert 0 < apart(coarse, sharp) < 25, "it is the same place"


def test_still_shots_keep_their_array_until_they_are_sharper(soon: PlatesSoon) -> None:
    soon.background(SHOT, STAND, SIZE)
    until(lambda: soon.sharper >= 2)
    assert soon.background(SHOT, STAND, SIZE) is soon.background(SHOT, STAND, SIZE)


def test_shots_to_come_are_drawn_before_they_are_seen(soon: PlatesSoon) -> None:
    soon.expect((SHOT, OTHER_SHOT), SIZE)
    soon.background(SHOT, STAND, SIZE)
    coarse = PlateStore(TRACK, quality=GLANCE).background(OTHER_SHOT, OTHER, SIZE)
    store = PlateStore(TRACK, cache_dir=soon.folder, quality=FULL)
    until(lambda: store.has(SHOT, SIZE, on_disk=True))  # that of the shot after it was drawn before
    assert apart(soon.background(OTHER_SHOT, OTHER, SIZE), coarse) > 0


def test_the_next_shot_is_sharp_before_it_is_seen(soon: PlatesSoon) -> None:
    soon.expect((SHOT, OTHER_SHOT), SIZE)
    soon.background(SHOT, STAND, SIZE)
    until(lambda: soon.is_sharp(OTHER_SHOT, SIZE))
    assert soon.is_sharp(SHOT, SIZE), "that does not take the place of the one that is on"


def test_what_is_on_stays_sharp_where_there_is_no_room_for_more(soon: PlatesSoon) -> None:
    third = Camera((-3.0, 51.0, 21.5), (13.6, 18.2, 0.0), 33.5)
    third_shot = Shot("third", ShotKind.MAIN, (third,))
    soon._stores[FULL]._kept._most_bytes = 2 * SIZE[0] * SIZE[1] * 4 + 1
    soon.expect((SHOT, OTHER_SHOT, third_shot), SIZE)
    for shot, camera in ((SHOT, STAND), (OTHER_SHOT, OTHER), (third_shot, third)):
        soon.background(shot, camera, SIZE)
        until(partial(soon.is_sharp, shot, SIZE))
        for _ in range(20):
            soon.background(shot, camera, SIZE)
            time.sleep(0.01)
        assert soon.is_sharp(shot, SIZE)


def test_a_shot_that_is_seen_again_is_the_one_that_is_on(soon: PlatesSoon) -> None:
    for shot, camera in ((SHOT, STAND), (OTHER_SHOT, OTHER), (SHOT, STAND)):
        soon.background(shot, camera, SIZE)
    assert [seen for seen, _ in soon._seen_now] == [SHOT]


def test_a_thread_that_draws_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    plates = PlatesSoon(TRACK, tmp_path)
    plates.background(SHOT, STAND, (1920, 1080))
    plates.stop()
    plates.stop()
    seen = plates.background(OTHER_SHOT, OTHER, SIZE)
    assert seen.shape == (180, 320, 4), "it still gives backgrounds"


def test_what_was_never_asked_has_no_thread(tmp_path: Path) -> None:
    PlatesSoon(TRACK, tmp_path).stop()


def test_plates_are_let_go_once_no_picture_is_wanted(tmp_path: Path) -> None:
    plates = PlatesSoon(TRACK, tmp_path)
    first = plates.background(SHOT, STAND, SIZE)
    until(lambda: plates.sharper >= 1)
    plates.stop()
    assert not any(store.has(SHOT, SIZE) for store in plates._stores.values())
    assert first.any(), "what was given stays"


@pytest.fixture
def for_others(tmp_path: Path) -> Iterator[PlatesSoon]:
    """Backgrounds where other processes paint."""
    plates = PlatesSoon(TRACK, tmp_path, others=lambda: True)
    yield plates
    plates.stop()


def test_what_others_paint_is_on_disk_and_takes_no_memory_here(for_others: PlatesSoon) -> None:
    assert not for_others.is_sharp_for_others(SHOT, SIZE)
    for_others.expect((SHOT, OTHER_SHOT), SIZE)
    for_others.seen_by_others((SHOT,), SIZE)
    until(lambda: for_others.is_sharp_for_others(SHOT, SIZE) and for_others.is_sharp_for_others(OTHER_SHOT, SIZE))
    assert PlateStore(TRACK, cache_dir=for_others.folder, quality=FULL).has(OTHER_SHOT, SIZE, on_disk=True)
    assert not for_others.is_sharp(SHOT, SIZE)
    assert for_others.sharper >= 1


def test_what_others_miss_is_drawn_again(for_others: PlatesSoon) -> None:
    for_others.seen_by_others((SHOT,), SIZE)
    until(lambda: for_others.is_sharp_for_others(SHOT, SIZE))
    for file in for_others.folder.glob("*.plate"):
        file.unlink()
    for_others.missing((SHOT,), SIZE)
    until(lambda: for_others.is_sharp_for_others(SHOT, SIZE))
    assert PlateStore(TRACK, cache_dir=for_others.folder, quality=FULL).has(SHOT, SIZE, on_disk=True)


def test_once_others_are_gone_it_is_sharp_here(tmp_path: Path) -> None:
    others = [True]
    plates = PlatesSoon(TRACK, tmp_path, others=lambda: others[0])
    plates.seen_by_others((SHOT,), SIZE)
    until(lambda: plates.is_sharp_for_others(SHOT, SIZE))
    others[0] = False
    plates.background(SHOT, STAND, SIZE)
    until(lambda: plates.is_sharp(SHOT, SIZE))
    plates.stop()


def test_a_free_camera_that_is_turned_for_long_is_not_kept_for_ever(for_others: PlatesSoon) -> None:
    for number in range(3 * plates_soon._MOST_NAMED):
        shot = Shot("free", ShotKind.MAIN, (STAND,))
        for_others._key((FULL, shot, (320, number)))
    assert len(for_others._named) <= plates_soon._MOST_NAMED + 1
