"""Stretches of a film: without a gap, and called by what they rest on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from replay.app.build import Replay
from replay.app.clips.sidecars.stretches import FilmBasis, FilmStretch, stretches_of
from replay.app.filming import Choice, scene_of
from replay.motion.moments import find_moment
from replay.scene.camera.wish import Cut
from replay.scene.compose import Scene
from replay.scene.frame.layout import Layout

ReplayOf = Callable[[str], Replay]


def at(stretches: tuple[FilmStretch, ...], video_time_s: float) -> FilmStretch:
    return next(each for each in stretches if each.from_s <= video_time_s <= each.to_s)


def scene(replay: Replay, cut: Cut) -> Scene:
    return scene_of(replay, Layout.LANDSCAPE, cut, Choice())


@pytest.mark.parametrize("name", ["final-a", "semifinal-1"])
@pytest.mark.parametrize("cut", [Cut.FULL, Cut.HIGHLIGHTS])
def test_stretches_fill_the_film_without_a_gap(name: str, cut: Cut, replay_of: ReplayOf) -> None:
    film = scene(replay_of(name), cut)
    stretches = stretches_of(film)
    assert stretches[0].from_s == 0.0
    assert stretches[-1].to_s == pytest.approx(film.duration_s)
    assert all(one.to_s == pytest.approx(other.from_s) for one, other in pairwise(stretches))
    assert all(each.to_s > each.from_s for each in stretches)
    for each in stretches:
        middle_s = (each.from_s + each.to_s) / 2
        assert each.race_from_s - 1e-6 <= film.timeline.race_time(middle_s) <= each.race_to_s + 1e-6
        assert (film.timeline.segment_at(middle_s).card is not None) == (each.basis is FilmBasis.CARD)
        assert bool(each.facts) == (each.basis in (FilmBasis.MEASURED, FilmBasis.TOLD))


def test_the_line_is_measured_what_is_told_is_told_and_the_rest_is_ours(replay_of: ReplayOf) -> None:
    replay = replay_of("final-a")
    film = scene(replay, Cut.FULL)
    stretches, motion = stretches_of(film), film.motion
    for name in ("Kenny", "Awang", "Levy"):
        (video_s,) = film.timeline.video_times(float(motion.finish_s[motion.index(name)]))
        stretch = at(stretches, video_s)
        assert stretch.basis is FilmBasis.MEASURED
        assert f"result {name}" in stretch.facts
    standing = {verdict.fact for verdict in replay.reconstruction.verdicts if verdict.stands}
    told = {fact for each in stretches if each.basis is FilmBasis.TOLD for fact in each.facts}
    assert told
    assert told <= standing
    for fact in film.race.story:
        moment = find_moment(motion, fact.when)
        if moment is not None and film.timeline.video_times(moment) and moment < motion.finish_s.min() - 1:
            assert at(stretches, film.timeline.video_times(moment)[0]).basis is FilmBasis.TOLD
    assert any(each.basis is FilmBasis.RECONSTRUCTED for each in stretches)


def test_nothing_is_told_of_a_race_with_a_result_alone(replay_of: ReplayOf) -> None:
    replay = replay_of("semifinal-1")
    silent = replace(replay, race=replace(replay.race, story=()))
    assert {each.basis for each in stretches_of(scene(silent, Cut.FULL))} == {
        FilmBasis.CARD,
        FilmBasis.MEASURED,
        FilmBasis.RECONSTRUCTED,
    }
