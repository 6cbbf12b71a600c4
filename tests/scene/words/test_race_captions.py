"""Captions of what is told of the slow part of a sprint."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from replay.scene.camera.cut import plan_timeline
from replay.scene.camera.cutting.close_moments import falls_seen
from replay.scene.camera.subjects import WATCHED_PAST_M
from replay.scene.camera.timeline import Timeline
from replay.scene.camera.wish import Cut, Wish
from replay.scene.cues.cue import CatchCue, FallCue, LapCue
from replay.scene.frame.layout import Layout
from replay.scene.words.race_captions import race_captions, reported_windows, watched_riders
from replay.scene.words.showings import SHORTEST_S, Showing
from tests.helpers.race_files import SMALL, SPRINT, changed, read, told
from tests.helpers.situations import ridden
from tests.scene.camera.test_slow_part import race as slow_race


def captions(item: str, still: tuple[float, float]) -> tuple[Timeline, tuple[Showing, ...]]:
    """The captions of a ride with one told item and a standstill."""
    race = read(changed(SPRINT, ("{when: bell, jump: Ruiz, source: paper}", item)))
    motion = replace(slow_race(still=still), riders=("Ruiz", "Møller"))
    reported_s = reported_windows(race, motion)
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE, Cut.FULL), (), reported_s=reported_s)
    return timeline, race_captions(race, motion, (), timeline)


def test_what_is_said_of_a_standstill_ends_with_it() -> None:
    item = "{when: 20.2 s, standstill: 4, caption: A standstill of which very many words are made in the report}"
    timeline, (showing,) = captions(item, (20.0, 23.0))
    assert showing.video_to_s - showing.video_from_s >= SHORTEST_S - 1e-6
    assert timeline.race_time(showing.video_to_s) < 24.0


def test_what_is_said_of_a_standstill_is_said_as_they_stand() -> None:
    """On the nearest straight, where they come to rest some seconds after the moment that is told."""
    timeline, (showing,) = captions("{when: 14 s, standstill: 4, caption: They wait}", (20.0, 24.0))
    assert 19.0 < timeline.race_time(showing.video_from_s) < 22.0


def test_a_feint_is_said_and_seen_even_where_the_file_has_no_words_for_it() -> None:
    timeline, (showing,) = captions("{when: 45 s, feint: Ruiz}", (20.0, 23.0))
    assert showing.caption.head == "Ruiz feints"
    assert timeline.speed(showing.video_from_s) <= 2.0
    assert showing.riders == ("Ruiz",)


def test_nothing_is_said_of_what_rushes_by() -> None:
    """Two laps to go, and who leads by how much, is another matter by the time it is read."""
    race = read(changed(SPRINT, ("story:\n  - {when: bell, jump: Ruiz, source: paper}\n", "")))
    motion = replace(slow_race(), riders=("Ruiz", "Møller"))
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE, Cut.FULL), ())
    assert timeline.speed(timeline.video_times(30.0)[0]) > 10.0
    assert race_captions(race, motion, (LapCue(30.0, 2),), timeline) == ()
    assert len(race_captions(race, motion, (LapCue(75.0, 2),), timeline)) == 1


def test_nothing_is_said_of_a_moment_that_is_over_before_it_can_be_read() -> None:
    """In the fast part laps go by in a second or two: what is said of one is left out there, and said elsewhere."""
    race = read(changed(SPRINT, ("{when: bell, jump: Ruiz, source: paper}", "{when: 45 s, feint: Ruiz}")))
    motion = replace(slow_race(still=(20.0, 23.0)), riders=("Ruiz", "Møller"))
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE, Cut.FULL), ())
    said = {True: 0, False: 0}
    for time_s in np.arange(motion.start_s + 1.0, motion.end_s - 6.0, 1.5):
        (video_s, *_) = timeline.video_times(float(time_s))
        fast = timeline.race_time(video_s + SHORTEST_S) > time_s + 8.0
        shown = race_captions(race, motion, (LapCue(float(time_s), 2),), timeline)
        laps = [showing for showing in shown if showing.caption.head == "Two laps to go"]
        said[fast] += len(laps)
        assert not (fast and laps)
    assert said[False] > 0


def test_whom_a_caption_names_is_watched_though_it_tells_nothing_else() -> None:
    """A caption of its own is words alone: who is named in them has his name on the track, and is in the picture."""
    race = read(changed(SPRINT, ("{when: bell, jump: Ruiz, source: paper}", "{when: 45 s, caption: Møller hesitates}")))
    motion = replace(slow_race(still=(20.0, 23.0)), riders=("Ruiz", "Møller"))
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE, Cut.FULL), (), reported_s=reported_windows(race, motion))
    shown = race_captions(race, motion, (), timeline)
    assert [showing.riders for showing in shown] == [("Møller",)]
    (watched,) = watched_riders(race, motion, timeline, shown)
    assert watched.rider == 1
    assert watched.from_s < timeline.race_time(shown[0].video_from_s)
    assert watched.to_s == timeline.race_time(shown[0].video_to_s)


def test_who_attacks_is_watched_without_a_word() -> None:
    """What sources tell without a caption of their own is to be seen all the same."""
    race = read(changed(SPRINT, ("{when: bell, jump: Ruiz, source: paper}", "{when: 45 s, jump: Ruiz}")))
    motion = replace(slow_race(still=(20.0, 23.0)), riders=("Ruiz", "Møller"))
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE, Cut.FULL), ())
    (watched,) = watched_riders(race, motion, timeline, ())
    assert (watched.rider, watched.from_s < 45.0 < watched.to_s) == (0, True)


def test_what_is_said_of_riders_over_the_line_is_said_as_they_cross_it() -> None:
    """However late in the file: some seconds after it they have ridden out of the picture."""
    field = "A...BC............D"
    motion = replace(ridden(0.0, field, 30.0, field, leader_m=1200.0), riders=("Ruiz", "Møller", "Tjon En Fa", "Wu"))
    for later_s in (0.7, 0.9, 1.2, 2.0):
        race = read(told(f"{{when: finish+{later_s}, caption: Møller before Tjon En Fa}}"))
        timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE, Cut.FULL), ())
        (showing,) = race_captions(race, motion, (), timeline)
        assert showing.video_to_s - showing.video_from_s > SHORTEST_S - 1e-6
        said_s, over_s = timeline.race_time(showing.video_from_s), timeline.race_time(showing.video_to_s)
        assert float(motion.finish_s[2]) - 1e-3 <= said_s <= float(motion.finish_s[0]) + later_s + 1e-3
        assert motion.at(over_s).distance_m[1] - motion.event_distance_m < WATCHED_PAST_M + 1.0


def test_a_fall_is_said_while_its_shot_lasts() -> None:
    motion = ridden(0.0, "A.B.C", 110.0, "A.B.C", falls_s={"B": 60.0})
    motion = replace(motion, riders=("Ruiz", "Møller", "Tjon En Fa"))
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE, Cut.FULL), ())
    (showing,) = race_captions(read(SMALL), motion, (FallCue(60.0, 1),), timeline)
    ((_, shown_to_s),) = falls_seen(motion)
    assert timeline.race_time(showing.video_to_s) <= shown_to_s + 1e-6


def test_nobody_is_said_to_be_caught_before_he_is() -> None:
    """Neither where the pictures end so soon after it that nobody could read it."""
    motion = ridden(0.0, "A.B.C", 40.0, "A.B.C", 46.0, "B.A.C", 60.0, "B.A.C")
    motion = replace(motion, riders=("Ruiz", "Møller", "Tjon En Fa"))
    for to_s, said in ((58.0, True), (45.0, False)):
        timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE, Cut.FULL, from_s=38.0, to_s=to_s, speed=1.0), ())
        shown = race_captions(read(SMALL), motion, (CatchCue(43.5, 1, 0),), timeline)
        assert all(timeline.race_time(showing.video_from_s) >= 43.5 - 1e-6 for showing in shown if showing.riders)
        assert any(showing.riders == ("Møller",) for showing in shown) == said
