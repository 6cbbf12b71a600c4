"""Replays made into scenes: what the picture is told, and what it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from replay.app.build import Replay
from replay.app.clips.length_limits import too_long
from replay.app.filming import Choice, file_name, race_time_of, scene_of
from replay.base.errors import UsageError
from replay.scene.camera.wish import Cut
from replay.scene.frame.layout import Layout
from replay.video.preset_values import PlaceLimit
from replay.video.presets import preset

ReplayOf = Callable[[str], Replay]


def with_caption(replay: Replay, fact_id: str, caption: str) -> Replay:
    """The replay with words at one of its told facts."""
    story = tuple(replace(fact, caption=caption) if fact.id == fact_id else fact for fact in replay.race.story)
    return replace(replay, race=replace(replay.race, story=story))


@pytest.mark.parametrize(("status", "shown"), [("held", True), ("disputed", False), ("impossible", False)])
def test_words_of_facts_that_do_not_stand_are_not_shown(replay_of: ReplayOf, status: str, shown: bool) -> None:
    replay = replay_of("final-a")
    gaps = [verdict.fact for verdict in replay.reconstruction.verdicts if verdict.kind == "gap"]
    fact = next(v.fact for v in replay.reconstruction.verdicts if v.status == status and v.fact in gaps)
    alone = replace(replay.race, story=tuple(told for told in replay.race.story if told.id == fact))
    scene = scene_of(
        with_caption(replace(replay, race=alone), fact, "So it was told"), Layout.LANDSCAPE, Cut.FULL, Choice()
    )
    assert any(showing.caption.head == "So it was told" for showing in scene.captions) is shown


def test_moments_are_written_as_in_race_files(replay_of: ReplayOf) -> None:
    replay = replay_of("final-a")
    winner_s = replay.reconstruction.winner_time_s
    assert race_time_of(replay, "finish") == pytest.approx(winner_s)
    assert race_time_of(replay, "finish-1.5") == pytest.approx(winner_s - 1.5)
    with pytest.raises(UsageError, match="laps to go"):
        race_time_of(replay, "half-time")


def test_no_caption_is_carried_over_a_leap_of_the_film(replay_of: ReplayOf) -> None:
    scene = scene_of(replay_of("final-a"), Layout.VERTICAL, Cut.HIGHLIGHTS, Choice())
    race = [segment for segment in scene.timeline.segments if not segment.card]
    leaps = [after.video_start_s for before, after in pairwise(race) if after.race_start_s > before.race_end_s + 2.0]
    assert leaps
    for showing in scene.captions:
        assert not [leap for leap in leaps if showing.video_from_s + 1e-6 < leap < showing.video_to_s - 1e-6]


@pytest.mark.parametrize(("most_s", "choice"), [(90.0, Choice(speed=0.2)), (30.0, Choice()), (1.0, Choice())])
def test_a_film_too_long_for_where_it_goes_is_said_with_a_remedy_that_works(
    most_s: float, choice: Choice, replay_of: ReplayOf
) -> None:
    replay = replay_of("semifinal-1")
    vertical = replace(preset("vertical"), limits=(PlaceLimit("Somewhere", most_s),))

    def remarks(choice: Choice) -> list[str]:
        scene = scene_of(replay, vertical.layout, vertical.cut, choice)
        return list(too_long(replay, vertical, choice, scene.duration_s))

    (remark,) = remarks(choice)
    assert "Somewhere takes at most" in remark
    speed = re.search(r"--speed ([0-9.]+)$", remark)
    assert (speed is not None) == (most_s == 30.0)
    if most_s > 1.0:
        assert remarks(replace(choice, speed=float(speed[1]) if speed else None)) == []


def test_an_export_is_named_by_its_race_file() -> None:
    assert file_name(Path("races/final [A].b.yaml"), preset("square")) == "final [A].b-square.mp4"
    assert file_name(Path("-"), preset("square")) == "stdin-square.mp4"
