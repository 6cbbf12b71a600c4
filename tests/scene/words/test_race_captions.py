"""Captions of what is told of the slow part of a sprint."""

from __future__ import annotations

from dataclasses import replace

from replay.scene.camera.cut import plan_timeline
from replay.scene.camera.timeline import Timeline
from replay.scene.camera.wish import Cut, Wish
from replay.scene.frame.layout import Layout
from replay.scene.words.race_captions import race_captions, watched_riders
from replay.scene.words.showings import SHORTEST_S, Showing
from tests.helpers.race_files import SPRINT, changed, read
from tests.scene.camera.test_slow_part import race as slow_race


def captions(item: str, still: tuple[float, float]) -> tuple[Timeline, tuple[Showing, ...]]:
    """The captions of a ride with one told item and a standstill."""
    race = read(changed(SPRINT, ("{when: bell, jump: Ruiz, source: paper}", item)))
    motion = replace(slow_race(still=still), riders=("Ruiz", "Møller"))
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE, Cut.FULL), (), watched=watched_riders(race, motion))
    return timeline, race_captions(race, motion, (), timeline)


def test_what_is_said_of_a_standstill_ends_with_it() -> None:
    item = "{when: 20.2 s, standstill: 4, caption: A standstill of which very many words are made in the report}"
    timeline, (showing,) = captions(item, (20.0, 23.0))
    assert showing.video_to_s - showing.video_from_s >= SHORTEST_S - 1e-6
    assert timeline.race_time(showing.video_to_s) < 24.0


def test_a_feint_is_said_and_seen_even_where_the_file_has_no_words_for_it() -> None:
    timeline, (showing,) = captions("{when: 45 s, feint: Ruiz}", (20.0, 23.0))
    assert showing.caption.head == "Ruiz feints"
    assert timeline.speed(showing.video_from_s) <= 2.0
    assert showing.riders == ("Ruiz",)
