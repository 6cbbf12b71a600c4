"""Panels that give way to riders who come to ride under them in a shot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from replay.draw.panels.giving_way import gone_spans, picture_panels
from replay.draw.panels.overlay import overlay_panels
from replay.draw.panels.tower import TOWER
from replay.draw.style.theme import DEFAULT_THEME, Style, style_for
from replay.scene.compose import build_scene, frame_at
from replay.scene.frame.body import Bodies
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import SIZES_PX, Layout
from replay.scene.frame.panel_values import Caption
from replay.scene.frame.shot import ShotKind
from replay.scene.frame.shot_pictures import ShotPictures
from tests.helpers import frames
from tests.helpers.motions import BREAKAWAY_GAPS, keirin_motion, race_of

EVERY_S = 0.25
BEND = replace(frames.MAIN, target_m=(12.0, -18.2, 0.0), fov_deg=40.0)


def _style() -> Style:
    return style_for(DEFAULT_THEME, Layout.LANDSCAPE, SIZES_PX[Layout.LANDSCAPE])


def _shot(*places_m: float) -> tuple[Frame, ...]:
    """A rider at these places of the track, a quarter of a second each; the bend is seen under the tower."""
    shown = replace(frames.breakaway(), camera=BEND)
    others = (-12, -14.2, -15, -17, -19)
    made = (
        replace(
            shown,
            video_time_s=EVERY_S * number,
            riders=frames.riders((place, *others), (1.0, 0.6, 1.5, 0.8, 1.7, 0.6)),
        )
        for number, place in enumerate(places_m)
    )
    return tuple(made)


def _tower(frame: Frame, course: ShotPictures[Frame]) -> float:
    return max(
        (placed.opacity for placed in picture_panels(frame, _style(), course) if placed.of == TOWER), default=0.0
    )


def _is_under_tower(frame: Frame) -> bool:
    style = _style()
    body = Bodies.of([state.pose for state in frame.riders[:1]]).up(1.0)
    x, y = frame.camera.project(body, style.size_px)[0][0]
    left, top, width, height = next(placed.plate for placed in overlay_panels(frame, style) if placed.of == TOWER)
    return bool(left < x < left + width and top < y < top + height)


def test_a_panel_is_gone_while_a_rider_is_under_it_and_there_before_and_after() -> None:
    shot = _shot(*np.linspace(-20.0, 110.0, 66))
    under = [_is_under_tower(frame) for frame in shot]
    assert 0 < sum(under) < 30
    course = ShotPictures(lambda: shot)
    shown = [_tower(frame, course) for frame in shot]
    assert all(share == 0 for share, covers in zip(shown, under, strict=True) if covers)
    assert shown[0] == shown[-1] == 1
    changes = np.flatnonzero(np.diff([share > 0.5 for share in shown]))
    assert len(changes) == 2


def test_a_panel_that_covers_nobody_stays_and_is_the_same() -> None:
    shot = _shot(*np.linspace(0.0, 10.0, 9))
    course = ShotPictures(lambda: shot)
    assert picture_panels(shot[3], _style(), course) == picture_panels(shot[3], _style())
    assert gone_spans(course, _style()).spans == {}


def test_riders_one_after_the_other_do_not_make_a_panel_come_and_go() -> None:
    once = next(place for place in np.linspace(-20.0, 110.0, 66) if _is_under_tower(_shot(place)[0]))
    shot = _shot(*[once if number % 4 == 0 else 0.0 for number in range(40)])
    course = ShotPictures(lambda: shot)
    assert {_tower(frame, course) for frame in shot} == {0.0}


def test_a_panel_goes_and_comes_smoothly() -> None:
    shot = _shot(*np.linspace(-20.0, 110.0, 66))
    gone = gone_spans(ShotPictures(lambda: shot), _style())
    shares = [gone.shown(TOWER, float(time)) for time in np.arange(0.0, EVERY_S * 65, 1 / 60)]
    assert max(abs(np.diff(shares))) < 0.12
    assert min(shares) == 0
    assert gone.shown("no panel", 3.0) == 1


def test_a_still_has_no_panel_over_a_rider() -> None:
    """As little as the film has one there; while the free camera turns none comes or goes."""
    shot = _shot(*np.linspace(-20.0, 110.0, 66))
    for frame in shot:
        panels = {placed.of for placed in picture_panels(frame, _style())}
        assert (TOWER in panels) or _is_under_tower(frame) or _tower(frame, ShotPictures(lambda: shot)) < 1
        assert TOWER not in panels or not _is_under_tower(frame)
        free = replace(frame, shot=replace(frame.shot, kind=ShotKind.FREE))
        assert TOWER in {placed.of for placed in picture_panels(free, _style())}


@pytest.mark.parametrize("count", [1, 2])
def test_a_short_shot_without_riders_under_panels_keeps_them(count: int) -> None:
    shot = _shot(*[0.0] * count)
    assert gone_spans(ShotPictures(lambda: shot), _style()).spans == {}


@pytest.mark.parametrize("layout", [Layout.VERTICAL, Layout.SQUARE, Layout.PORTRAIT])
def test_who_leads_is_clear_of_panels_in_the_upper_of_two_pictures(layout: Layout) -> None:
    """His head, too, as large as it is drawn, whatever is said meanwhile."""
    motion = keirin_motion(gaps_s=BREAKAWAY_GAPS)
    scene = build_scene(race_of(motion), motion, layout=layout)
    style = style_for(DEFAULT_THEME, layout, SIZES_PX[layout])
    made = [frame_at(scene, float(time)) for time in np.arange(0.0, scene.duration_s, 0.25)]
    shared = [frame for frame in made if frame.beside is not None and frame.beside.shown == 1.0]
    assert len(shared) > 8
    for frame in shared:
        frame = replace(frame, overlay=replace(frame.overlay, caption=Caption("Two lines of words of", "a source")))
        leader = next(state for state in frame.riders if state.leader)
        body = Bodies.of([leader.pose])
        spots = np.concatenate([body.up(style.sizes.figure_scale * up) for up in (0.3, 0.9, 1.4)])
        pixels, _ = frame.camera.project(spots, style.size_px)
        for placed in picture_panels(frame, style):
            left, top, width, height = placed.plate
            inside = (pixels > (left, top)) & (pixels < (left + width, top + height))
            assert not inside.all(axis=1).any(), f"{placed.of} at {frame.video_time_s:g} s"
