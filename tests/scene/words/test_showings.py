"""Showings: when captions are on, as strips of time."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from replay.scene.camera.timeline import Segment, ShotSpan, Timeline
from replay.scene.frame.panel_values import Caption
from replay.scene.words.showings import Showing, one_at_a_time, showing_at, showing_of
from tests.helpers.situations import all_live, ridden

LIVE = all_live(ridden(0.0, "A.B", 60.0, "A.B"))


def wanted(name: str, from_s: float, to_s: float, weight: int, leap_s: float = math.inf) -> Showing:
    return Showing(from_s, to_s, Caption(name, ""), (), weight, leap_s)


@pytest.mark.parametrize(
    ("wishes", "shown"),
    [
        pytest.param([wanted("a", 0, 3, 1), wanted("b", 5, 8, 1)], "a 0-3, b 5-8", id="apart"),
        pytest.param([wanted("a", 0, 4, 1), wanted("b", 3.5, 7, 9)], "a 0-3.3, b 3.5-7", id="the lighter ends sooner"),
        pytest.param([wanted("a", 0, 4, 1), wanted("b", 2, 5, 9)], "b 2-5", id="or is left out where it is too short"),
        pytest.param([wanted("a", 0, 3, 9), wanted("b", 2.5, 6, 1)], "a 0-3, b 3.2-6.7", id="the later one waits"),
        pytest.param([wanted("a", 0, 4, 9), wanted("b", 2.5, 6, 1)], "a 0-4", id="but not for more than a second"),
        pytest.param([wanted("a", 17, 21, 1)], "a 17-20", id="the race ends"),
        pytest.param([wanted("a", 19, 22, 1)], "a 17.5-20", id="just too late comes sooner"),
        pytest.param([wanted("a", 20.2, 23, 1)], "", id="far too late does not"),
        pytest.param([wanted("a", 3, 7, 1, leap_s=6)], "a 3-6", id="none is carried over a leap"),
    ],
)
def test_one_at_a_time(wishes: list[Showing], shown: str) -> None:
    found = one_at_a_time(wishes, end_s=20.0)
    assert ", ".join(f"{s.caption.head} {s.video_from_s:g}-{s.video_to_s:g}" for s in found) == shown


@pytest.mark.parametrize(("letters", "lasts_s"), [(5, 2.5), (22, 2.5), (40, 3.4), (64, 4.6), (90, 4.6)])
def test_a_caption_lasts_as_long_as_its_letters_need(letters: int, lasts_s: float) -> None:
    showing = showing_of(LIVE, 10.0, Caption("x" * 3, "x" * (letters - 3)), ("A",), 4)
    assert showing is not None
    assert showing.video_from_s == 10.0
    assert showing.video_to_s - showing.video_from_s == pytest.approx(lasts_s)
    assert (showing.riders, showing.weight, showing.leap_s) == (("A",), 4, math.inf)


def leaping(*races_s: tuple[float, float]) -> Timeline:
    """A film of these stretches of the race, live, one after the other."""
    segments, video_s = [], 0.0
    for start, end in races_s:
        segments.append(Segment(video_s, end - start, start))
        video_s += end - start
    return Timeline(tuple(segments), (ShotSpan(0.0, LIVE.shots[0], LIVE.spans[0].track),))


@pytest.mark.parametrize(
    ("race_s", "video_s"),
    [
        (5.0, 5.0),
        (28.5, 10.0),  # the film is there again 1.5 s later
        (27.5, None),  # and only 2.5 s later
        (50.0, None),  # never again
    ],
)
def test_what_the_cut_leaves_out_is_told_if_it_comes_there_soon(race_s: float, video_s: float | None) -> None:
    showing = showing_of(leaping((0.0, 10.0), (30.0, 40.0)), race_s, Caption("a", ""), (), 0)
    assert (None if showing is None else showing.video_from_s) == video_s


@pytest.mark.parametrize(("next_s", "leap_s"), [(11.0, math.inf), (13.0, 10.0)], ids=["a short one", "a leap"])
def test_only_a_leap_to_another_part_of_the_race_ends_a_caption(next_s: float, leap_s: float) -> None:
    showing = showing_of(leaping((0.0, 10.0), (next_s, 40.0)), 5.0, Caption("a", ""), (), 0)
    assert showing is not None
    assert showing.leap_s == leap_s


def test_a_caption_comes_and_goes() -> None:
    showings = (wanted("a", 0, 3, 1), wanted("b", 5, 8, 1))
    assert showing_at(showings, 4.0) is None
    on = showing_at(showings, 5.0)
    assert on is showings[1]
    assert [on.at(time).shown for time in (5.0, 6.5)] == [0.0, 1.0]
    assert 0 < on.at(7.95).shown < 1


def test_nobody_wins_before_the_line() -> None:
    """What comes too late to be read comes sooner, but for what becomes so at the line or after it."""
    assert one_at_a_time([wanted("wins", 19, 22, 1)], end_s=20.0, line_s=19.0) == ()
    (second,) = one_at_a_time([wanted("is second", 18.5, 21, 1)], end_s=20.0, line_s=17.0)
    assert second.video_from_s == 17.5
    (second,) = one_at_a_time([wanted("is second", 18.5, 21, 1)], end_s=20.6, line_s=18.1)
    assert second.video_from_s == 18.1
    (attack,) = one_at_a_time([wanted("goes", 18, 21, 1)], end_s=20.0, line_s=19.0)
    assert attack.video_from_s == 17.5


def test_what_is_said_of_riders_comes_and_ends_while_they_are_seen() -> None:
    """Sooner, but not before it is so; and for as long as it takes to read, though they have gone."""
    silver = wanted("takes silver", 10, 14, 1)

    def shown(so_s: float, gone_s: float) -> tuple[float, float]:
        (found,) = one_at_a_time([replace(silver, seen_s=(so_s, gone_s))], end_s=20.0, line_s=8.0)
        return found.video_from_s, found.video_to_s

    assert shown(9.0, math.inf) == (10.0, 14.0)
    assert shown(9.0, 13.0) == (10.0, 13.0)
    assert shown(9.0, 12.0) == (9.5, 12.0)
    assert shown(9.0, 11.0) == (9.0, 11.5)


def test_what_the_cut_leaves_out_gives_way_to_what_it_shows() -> None:
    timeline = leaping((0.0, 10.0), (20.0, 30.0))
    told = showing_of(timeline, 18.5, Caption("Looks behind", ""), ("A",), 10)
    seen = showing_of(timeline, 20.6, Caption("Goes", ""), ("B",), 4)
    assert told is not None
    assert seen is not None
    assert one_at_a_time([told, seen], end_s=20.0) == (seen,)
