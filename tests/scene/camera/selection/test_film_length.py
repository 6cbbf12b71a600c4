"""Films of a wanted length: any race, any length, and what decides it is always there."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.base.errors import UsageError
from replay.motion.trajectory import Motion
from replay.scene.camera.cut import plan_timeline
from replay.scene.camera.cutting.calm_cuts import SHORTEST_SHOT_S
from replay.scene.camera.selection.decisive import decisive_windows
from replay.scene.camera.timeline import Timeline
from replay.scene.camera.wish import AskedShot, Cut, NamedCamera, Wish
from replay.scene.cues.cue import OvertakeCue, PullOffCue, only
from replay.scene.cues.cue_finder import find_cues
from replay.scene.frame.card import Card
from replay.scene.frame.layout import Layout
from tests.helpers.motions import PACED, UNPACED_HIGHLIGHTS, crash_motion, keirin_motion, unpaced_motion
from tests.helpers.situations import LEADER_MPS, ridden

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"
KEPT_S = 0.05


@st.composite
def races(draw: st.DrawFn) -> Motion:
    """Two to 24 riders over 333 m to 5 km who change places at any time, with a pacer or not, to the line or a stop."""
    count = draw(st.sampled_from([2, 2, 3, 6, 9, 24]))
    event_m = draw(st.sampled_from([333.0, 500.0, 1000.0, 1500.0, 2000.0, 5000.0]))
    lasts_s = event_m / LEADER_MPS + 8.0
    changes = draw(st.lists(st.floats(0.05, 0.95), max_size=6, unique=True))
    times = [0.0, *(lasts_s * share for share in sorted(changes)), lasts_s]
    kept = [times[0], *(b for a, b in pairwise(times) if b - a > 2.0)]
    strips: list[float | str] = []
    for time in [*kept[:-1], lasts_s]:
        order = draw(st.permutations(LETTERS[:count])) if count < 10 else LETTERS[:count]
        strips += [time, ("." * draw(st.sampled_from([0, 0, 1, 5]))).join(order)]
    off_s = draw(st.none() | st.floats(0.1, 0.5).map(lambda share: share * lasts_s))
    stopped = draw(st.booleans()) and draw(st.booleans())
    stop_s = draw(st.floats(0.55, 0.9)) * lasts_s if stopped else np.inf
    falls = {"A": stop_s - 1.5} if stopped and draw(st.booleans()) else {}
    return ridden(*strips, event_m=event_m, off_s=off_s, falls_s=falls, stop_s=stop_s)


def film(motion: Motion, wish: Wish) -> tuple[Timeline, Wish]:
    """The film of a wish; where its length is refused, that of the least length that is named. With what was asked."""
    highlights = PACED if motion.pacer is not None else UNPACED_HIGHLIGHTS
    try:
        return plan_timeline(motion, wish, highlights), wish
    except UsageError as refused:
        words = str(refused)
    least = re.search(r"write --length (\d+)", words)
    if least is None:
        assert re.search(r"--cut (finish|highlights), or leave --length out", words)
        wish = Wish(wish.layout, Cut.FINISH, length_s=60.0, cut_asked=True)
        return plan_timeline(motion, wish, highlights), wish
    assert int(least[1]) > (wish.length_s or 0.0)
    wish = _with_length(wish, float(least[1]))
    return plan_timeline(motion, wish, highlights), wish


def _with_length(wish: Wish, length_s: float) -> Wish:
    return Wish(wish.layout, wish.cut, length_s=length_s, cut_asked=wish.cut_asked, hook=wish.hook, shots=wish.shots)


WISHES = st.builds(
    Wish,
    st.sampled_from([Layout.LANDSCAPE, Layout.VERTICAL]),
    st.sampled_from(list(Cut)),
    length_s=st.floats(10.0, 180.0),
    cut_asked=st.booleans(),
    hook=st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(races(), WISHES)
def test_any_race_in_any_length(motion: Motion, wish: Wish) -> None:
    timeline, wish = film(motion, wish)
    assert timeline.duration_s == pytest.approx(wish.length_s, abs=KEPT_S)
    starts = [*(span.video_start_s for span in timeline.spans), timeline.duration_s]
    assert min(np.diff(starts)) >= SHORTEST_SHOT_S - 1e-6, "never two cuts so close"
    race = [segment for segment in timeline.segments if segment.card is None]
    assert all(after.race_start_s >= before.race_end_s - 1e-9 for before, after in pairwise(race))
    if wish.cut is not Cut.FINISH:
        _shows_what_decides(motion, timeline)


def _shows_what_decides(motion: Motion, timeline: Timeline) -> None:
    cues = find_cues(motion)
    moments = [cue.time_s for cue in only(cues, OvertakeCue) if cue.place == 1]
    moments += [cue.time_s for cue in only(cues, PullOffCue) if not motion.stopped or cue.time_s < motion.stop_s]
    moments += [float(np.nanmin(motion.finish_s))] if np.any(np.isfinite(motion.finish_s)) else []
    for moment in moments:
        shown = timeline.video_times(moment)
        assert shown, f"{moment:.2f} s is cut away"
        assert timeline.speed(shown[0]) <= 1.0 + 1e-6, f"{moment:.2f} s is faster than it was"


@pytest.mark.parametrize("length_s", [10.0, 11.3, 15.0, 21.7, 30.0, 45.0, 61.5, 90.0, 133.0, 180.0])
@pytest.mark.parametrize(
    "motion",
    [keirin_motion(), keirin_motion(breakaway=False), unpaced_motion(2), crash_motion()],
    ids=["alone", "bunch", "two", "fall"],
)
def test_films_last_as_long_as_asked(motion: Motion, length_s: float) -> None:
    timeline = plan_timeline(motion, Wish(Layout.VERTICAL, Cut.HIGHLIGHTS, length_s=length_s), PACED)
    assert timeline.duration_s == pytest.approx(length_s, abs=KEPT_S)
    for start, end in decisive_windows(motion, find_cues(motion)):
        assert timeline.video_times(start + 1e-3)
        assert timeline.video_times(end - 1e-3)


def test_ten_kilometres_in_a_minute() -> None:
    motion = ridden(0.0, "A.B.C", 300.0, "A.B.C", 306.0, "B.A.C", 672.0, "B.A.C", event_m=10_000.0)
    timeline = plan_timeline(motion, Wish(Layout.SQUARE, Cut.HIGHLIGHTS, length_s=60.0), UNPACED_HIGHLIGHTS)
    assert timeline.duration_s == pytest.approx(60.0, abs=KEPT_S)
    (change,) = (cue.time_s for cue in find_cues(motion) if isinstance(cue, OvertakeCue) and cue.place == 1)
    assert timeline.speed(timeline.video_times(change)[0]) <= 1.0


def test_a_length_that_is_too_short_is_refused_with_the_least() -> None:
    wish = Wish(Layout.LANDSCAPE, Cut.FULL, length_s=12.0, cut_asked=True)
    with pytest.raises(UsageError, match=r"all of this race cannot be shown in 12 s, it takes \d+ s at least") as got:
        plan_timeline(keirin_motion(), wish, PACED)
    least = re.search(r"--length (\d+) or --cut highlights", str(got.value))
    assert least
    again = plan_timeline(keirin_motion(), _with_length(wish, float(least[1])), PACED)
    assert again.duration_s == pytest.approx(float(least[1]), abs=KEPT_S)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(Layout.LANDSCAPE, length_s=9.0), "a length is from 10 to 180 s"),
        (Wish(Layout.LANDSCAPE, length_s=181.0), "a length is from 10 to 180 s"),
        (Wish(Layout.LANDSCAPE, length_s=30.0, from_s=20.0), "leave out --length, or --from and --to"),
        (Wish(Layout.LANDSCAPE, length_s=30.0, speed=0.5), "leave out --length or --speed"),
    ],
)
def test_what_does_not_go_with_a_length(wish: Wish, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        plan_timeline(keirin_motion(), wish, PACED)


def test_without_a_cut_all_is_shown_as_long_as_it_fits() -> None:
    short, long = (plan_timeline(keirin_motion(), Wish(Layout.LANDSCAPE, length_s=s), PACED) for s in (30.0, 90.0))
    assert long.video_times(30.0)
    assert not short.video_times(30.0), "nothing happens behind the pacer"


def test_the_cut_of_the_finish_is_the_last_200_metres() -> None:
    motion = keirin_motion(breakaway=False)
    timeline = plan_timeline(motion, Wish(Layout.LANDSCAPE, Cut.FINISH, cut_asked=True), PACED)
    assert timeline.race_time(0.0) == pytest.approx(float(motion.finish_s[0]) - 13.0, abs=0.1)
    assert [segment.card for segment in timeline.segments if segment.card] == [Card.FINISH, Card.RESULT]


@pytest.mark.parametrize("length_s", [None, 20.0, 60.0])
@pytest.mark.parametrize("camera", [NamedCamera.OVERHEAD, None])
def test_asked_shots_are_shown_at_their_speed_in_any_film(length_s: float | None, camera: NamedCamera | None) -> None:
    shot = AskedShot(30.0, 32.0, camera, speed=0.5)
    wish = Wish(Layout.VERTICAL, Cut.HIGHLIGHTS, length_s=length_s, shots=(shot,))
    timeline = plan_timeline(keirin_motion(), wish, PACED)
    if length_s is not None:
        assert timeline.duration_s == pytest.approx(length_s, abs=KEPT_S)
    for time_s in (30.01, 31.0, 31.99):
        (video,) = timeline.video_times(time_s)
        assert timeline.speed(video) == pytest.approx(0.5)
        assert camera is None or timeline.span_at(video).shot.id.endswith("overhead")


def test_of_shots_that_overlap_the_later_in_the_file_goes_before() -> None:
    shots = AskedShot(80.0, 90.0, NamedCamera.OVERHEAD), AskedShot(84.0, 87.0, NamedCamera.BACK)
    timeline = plan_timeline(keirin_motion(), Wish(Layout.LANDSCAPE, shots=shots), PACED)
    names = {t: timeline.span_at(timeline.video_times(t)[0]).shot.id.split(" ", 1)[1] for t in (82.0, 85.5, 89.0)}
    assert names == {82.0: "overhead", 85.5: "back", 89.0: "overhead"}


def test_a_hook_shows_what_decided_before_the_title() -> None:
    alone, bunch = keirin_motion(), keirin_motion(breakaway=False)
    for motion in (alone, bunch):
        timeline = plan_timeline(motion, Wish(Layout.VERTICAL, Cut.HIGHLIGHTS, hook=True), PACED)
        assert [segment.card for segment in timeline.segments[:2]] == [Card.HOOK, Card.TITLE]
        assert timeline.race_time(timeline.segments[1].video_start_s) < timeline.race_time(0.0)
        assert len([span for span in timeline.spans if span.video_start_s < SHORTEST_SHOT_S - 1e-6]) == 1
    at_line = plan_timeline(bunch, Wish(Layout.VERTICAL, Cut.HIGHLIGHTS, hook=True), PACED).race_time(0.5)
    assert at_line == pytest.approx(float(bunch.finish_s[0]), abs=0.2), "a close race is decided at the line"
    attack = plan_timeline(alone, Wish(Layout.VERTICAL, Cut.HIGHLIGHTS, hook=True), PACED).race_time(0.5)
    assert attack < float(alone.finish_s[0]) - 5.0, "a clear one where its winner got away"


def test_calm_cameras_stand_still() -> None:
    timeline = plan_timeline(keirin_motion(), Wish(Layout.LANDSCAPE, calm=True), PACED)
    assert all(span.track.still for span in timeline.spans)
