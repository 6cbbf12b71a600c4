"""Lenses: a camera that turns after riders does not shrink them in the midst of a shot so as not to lose them."""

from __future__ import annotations

import numpy as np
import pytest

from replay.scene.camera.setups import StationName, Who
from replay.scene.camera.shots import make_shot
from replay.scene.camera.stations import split_panes, stations
from replay.scene.frame.layout import Layout
from replay.scene.frame.shot import WHOLE, ShotKind
from tests.helpers.motions import IZU
from tests.helpers.situations import lap_of

SHOT_S = 5.0
MOST = 4.0
"""A lens may become so much wider in a shot: riders come near to a camera, and go away from it."""


@pytest.mark.parametrize("who", [Who.LEADER, Who.CHASE])
@pytest.mark.parametrize("layout", list(Layout))
def test_riders_of_a_shared_picture_do_not_shrink_for_a_moment(layout: Layout, who: Who) -> None:
    pane = WHOLE if who is Who.LEADER else split_panes(layout)
    for field in ("A............B", "A............BCD"):
        motion = lap_of(field, 1)
        for name in (StationName.MAIN, StationName.BEND_1, StationName.BACK, StationName.BEND_2):
            station = stations(IZU, layout)[name]
            for start in np.arange(0.5, 12.0, 3.0):
                end, kind = start + SHOT_S, ShotKind.MAIN
                _, track = make_shot(
                    motion, station, layout, start, end, id="1", kind=kind, who=who, pane=pane, split=True
                )
                wide = [track.at(time_s).fov_deg for time_s in np.arange(start, end, 0.2)]
                assert max(wide) < MOST * min(wide), f"{name} from {start:g} s"


@pytest.mark.parametrize("layout", [Layout.SQUARE, Layout.PORTRAIT])
def test_a_shot_does_not_begin_by_zooming_in(layout: Layout) -> None:
    """What came before it was long and wide round the bend; nobody sees that any more."""
    motion = lap_of("A....B.C.D", 2)
    station = stations(IZU, layout)[StationName.END_2]
    _, track = make_shot(motion, station, layout, 5.6, 9.0, id="1", kind=ShotKind.MAIN)
    at_first, soon = (track.at(time_s).fov_deg for time_s in (5.6, 6.1))
    assert at_first < 1.2 * soon
