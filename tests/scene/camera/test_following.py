"""The camera that follows one rider, wherever he is in the race."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.motion.trajectory import Motion
from replay.scene.camera.cut import plan_timeline
from replay.scene.camera.direction import setup_changes
from replay.scene.camera.framing import RIDER_TALL_M
from replay.scene.camera.setups import Who
from replay.scene.camera.stations import composition, stations
from replay.scene.camera.wish import NamedCamera, Wish
from replay.scene.compose import frame_at, make_scene
from replay.scene.frame.layout import SIZES_PX, Layout
from replay.scene.frame.shot import ShotKind
from tests.helpers.motions import crash_motion, keirin_motion, race_of, unpaced_motion

LAST = 5
_FAST = 2.0


def following(layout: Layout = Layout.LANDSCAPE, rider: int = LAST, camera: NamedCamera = NamedCamera.FOLLOW) -> Wish:
    return Wish(layout, camera=camera, rider=rider)


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("motion", [keirin_motion(), crash_motion()], ids=["alone", "fall"])
def test_who_is_followed_is_clear_of_panels_all_the_way(motion: Motion, layout: Layout) -> None:
    """Also behind the pacer, while he lies, and past the line; and never small. Where the race is shown eight times as
    fast he rides past the camera in a tenth of a second: then he is in the picture."""
    timeline = plan_timeline(motion, following(layout), ())
    places = stations(motion.velodrome, layout)
    size_px = SIZES_PX[layout]
    for time_s in np.arange(0.0, timeline.duration_s, 0.25):
        span, segment = timeline.span_at(time_s), timeline.segment_at(time_s)
        race_s = segment.race_time(time_s)
        assert span.who is Who.RIDER
        state, camera = motion.at(race_s), span.track.at(race_s)
        foot = motion.velodrome.place(state.distance_m[LAST], state.height_m[LAST])
        pixels, depth = camera.project(np.array([foot, foot + np.array([0.0, 0.0, 1.7])]), size_px)
        station = next(one for one in places.values() if one.eye_m == span.track.eye_m)
        safe = composition(station, layout, ShotKind.FOLLOW, split=False).safe
        left, top, right, bottom = safe if segment.speed(time_s) < _FAST else (0.0, 0.0, 1.0, 1.0)
        x, y = (pixels / np.array(size_px)).T
        assert left - 0.01 < x.min() < x.max() < right + 0.01, (time_s, race_s)
        assert top - 0.01 < y.min() < y.max() < bottom + 0.01, (time_s, race_s)
        assert camera.focal_px(size_px[1]) * RIDER_TALL_M / float(depth[0]) > 0.08 * min(size_px), (time_s, race_s)


def test_the_low_cameras_have_him_where_he_is_and_not_where_the_leader_is() -> None:
    motion = keirin_motion()
    order = np.argsort(motion.finish_s)
    first, last = int(order[0]), int(order[-1])

    def changes(rider: int | None) -> list[tuple[float, str]]:
        wish = replace(following(), rider=rider)
        found = setup_changes(motion, (), 80.0, float(motion.finish_s.min()), wish)
        return [(time_s, str(setup.station)) for time_s, setup in found[1:]]

    for rider in (first, last):
        for time_s, station in changes(rider):
            along_m = float(motion.at(time_s).distance_m[rider]) % 250.0
            assert along_m == pytest.approx(35.0 if station == "follow 2" else 160.0, abs=0.5)
    assert [time_s for time_s, _ in changes(last)] != [time_s for time_s, _ in changes(first)]
    assert [time_s for time_s, _ in changes(None)] == pytest.approx([time_s for time_s, _ in changes(first)], abs=0.06)


@pytest.mark.parametrize("camera", [camera for camera in NamedCamera if camera is not NamedCamera.FOLLOW])
def test_other_cameras_show_what_they_show_whoever_is_asked_for(camera: NamedCamera) -> None:
    motion = unpaced_motion(6)
    of_rider, of_all = (plan_timeline(motion, replace(following(camera=camera), rider=k), ()) for k in (LAST, None))
    assert [span.shot for span in of_rider.spans] == [span.shot for span in of_all.spans]


def test_he_is_named_in_the_picture_and_the_pull_off_has_its_panels() -> None:
    motion = keirin_motion()
    scene = make_scene(race_of(motion), motion, following())
    shown = [frame_at(scene, time_s) for time_s in scene.timeline.video_times(motion.pull_off_s + 0.5)]
    assert shown
    for frame in shown:
        assert frame.shot.kind is ShotKind.FOLLOW
        assert frame.overlay.tower is not None
        assert motion.riders[LAST] in frame.overlay.named


def test_frames_are_the_same_in_any_order() -> None:
    motion = keirin_motion()
    scenes = [make_scene(race_of(motion), motion, following()) for _ in range(2)]
    times = (20.0, 55.0, 40.0)
    there = [frame_at(scenes[0], time_s).camera for time_s in times]
    back = [frame_at(scenes[1], time_s).camera for time_s in reversed(times)]
    assert there == back[::-1]
