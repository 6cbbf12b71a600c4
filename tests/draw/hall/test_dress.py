"""What a hall is dressed in: words, people, flags, and its two sets of colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.draw.hall.dress.hall_colours import DARK_HALL, LIGHT_HALL
from replay.draw.hall.dress.hall_look import PLAIN_HALL, HallDressing, HallLook
from replay.draw.hall.dress.hall_words import GROUND_PX_PER_M, fence_words, ground_words
from replay.draw.hall.dress.infield_plan import infield_sheet
from replay.draw.hall.dress.people import people
from replay.draw.hall.plates import PREVIEW, PlateStore
from replay.scene.frame.pinhole import Camera
from replay.scene.frame.shot import Shot, ShotKind
from replay.track.velodrome import Velodrome
from tests.helpers.track_shapes import IZU

WORDS = HallDressing("Hall of Testing", "Spring Meeting", (((10, 90, 200), (240, 240, 240)),))
STAND = Camera((-3.0, -51.0, 21.5), (0.0, -10.0, 0.0), 40.0)
SIZE = (320, 180)


def plate(look: HallLook) -> np.ndarray:
    shot = Shot("still", ShotKind.MAIN, (STAND,))
    return PlateStore(Velodrome(IZU), quality=PREVIEW, look=look).background(shot, STAND, SIZE)[..., :3].astype(int)


def test_nothing_is_written_where_nothing_is_known() -> None:
    assert not ground_words(HallDressing(), 250.0, 0.0).any()
    assert not fence_words(HallDressing(), 250.0).any()


@pytest.mark.parametrize("side", ["track", "meet"])
def test_each_name_has_its_own_places(side: str) -> None:
    """The track's on the straights, the meeting's in the bends."""
    alone = HallDressing(**{side: getattr(WORDS, side)})
    quarters = ground_words(alone, 250.0, 0.0)[0].any(axis=0).reshape(8, -1).any(axis=1)
    on_straights, in_bends = quarters[[0, 3, 4, 7]].all(), quarters[[1, 2, 5, 6]].all()
    assert (on_straights, in_bends) == ((True, False) if side == "track" else (False, True))


def test_a_long_name_keeps_to_its_straight() -> None:
    longer = HallDressing("The Very Long Name of a Velodrome That Somebody Gave to It in Good Faith")
    written = ground_words(longer, 250.0, 125.0)[0].any(axis=0)
    columns = np.flatnonzero(written[len(written) // 4 : 3 * len(written) // 4])
    assert np.ptp(columns) / GROUND_PX_PER_M <= 28.0


def test_softer_words_cover_as_much() -> None:
    levels = ground_words(WORDS, 250.0, 0.0).astype(float)
    assert np.allclose(levels[1].sum(), levels[0].sum(), rtol=0.05)
    assert (np.diff([level.max() for level in levels]) <= 0).all()


def test_people_have_heads_over_shoulders() -> None:
    cloth, skin = np.moveaxis(people()[0].astype(float), -1, 0)
    rows = np.arange(cloth.shape[1])[None, :, None]
    for number in range(len(cloth)):
        body = (cloth[number] * rows).sum() / cloth[number].sum()
        head = (skin[number] * rows).sum() / skin[number].sum()
        assert head > body


def test_a_dressed_hall_is_drawn_otherwise_and_the_wood_is_not() -> None:
    plain, dressed = plate(PLAIN_HALL), plate(HallLook(dressing=WORDS))
    apart = np.abs(plain - dressed).max(axis=2)
    assert (apart > 12).mean() > 0.002
    wood = (plain[..., 2] > plain[..., 0] + 40) & (dressed[..., 2] > dressed[..., 0] + 40)
    assert apart[wood].mean() < 1.0


def test_the_light_hall_is_light() -> None:
    dark, light = plate(PLAIN_HALL), plate(replace(PLAIN_HALL, colours=LIGHT_HALL))
    assert light.mean() > 2 * dark.mean()
    assert (light > 252).all(axis=2).mean() < 0.2


def test_the_infield_says_what_is_known_alone() -> None:
    named = infield_sheet(HallLook(dressing=WORDS), 40.0, 14.0).levels[0]
    unnamed = infield_sheet(PLAIN_HALL, 40.0, 14.0).levels[0]
    middle = np.s_[200:360, 400:1200, 3]
    assert named[middle].any()
    assert not unnamed[middle].any()
    assert infield_sheet(HallLook(DARK_HALL, WORDS), 40.0, 14.0) is infield_sheet(HallLook(dressing=WORDS), 40.0, 14.0)
