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
