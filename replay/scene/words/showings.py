"""Showings: when a caption is on, never two at once, and each long enough to be read."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from replay.base.easing import shown_between
from replay.scene.camera.timeline import ShownTimes
from replay.scene.cues.cue import Cue
from replay.scene.frame.panel_values import Caption

SHORTEST_S, LONGEST_S = 2.5, 4.6
"""Video seconds of a caption of few words, and of many: who has not read it by then does not want to."""

_TO_FIND_S, _TO_READ_A_LETTER_S = 1.4, 0.05
"""A caption is on for as long as it takes to find it, and to read its letters: twenty a second, as subtitles reckon."""

_BETWEEN_S = 0.2
"""Between two captions, so that the second is seen to be another."""

_LATE_S = 2.0
"""What happens in a part that the cut leaves out is told if the film comes to the race again so soon after it."""

_LIGHTER = 100
"""Its weight is less by so much than that of any other caption."""

_EARLY_S = 2.6
"""A caption may come so much before its moment, if it could not be read after it before the race is over."""

_YIELDS_S = 1.0
"""A caption waits for another for so long; then it would be about something that has gone by."""

_LEAP_S = 2.0
"""Race time over which a leap of the film leads on to another part of the race."""

_EQUAL_S = 1e-6


@dataclass(frozen=True, slots=True)
class Showing:
    """A caption from..to of video time, and the riders (names, at most two) who are named on the track meanwhile.

    weight  who keeps his place when two want the same
    leap_s  video time at which the film leaps on to a later part of the race: no caption is carried over it
    seen_s  video time from which what it says has happened, and until which its riders are in the picture after it: it
            comes sooner and ends sooner for them, if it can be read then, and not before it is so if there is time
    cue     what the motion shows, of which these are the words; None: a source says it
    """

    video_from_s: float
    video_to_s: float
    caption: Caption
    riders: tuple[str, ...] = ()
    weight: int = 0
    leap_s: float = math.inf
    seen_s: tuple[float, float] = (-math.inf, math.inf)
    cue: Cue | None = None

    def at(self, video_time_s: float) -> Caption:
        """The caption as far as it has come at a video time."""
        return replace(self.caption, shown=shown_between(video_time_s, self.video_from_s, self.video_to_s))


def showing_of(
    timeline: ShownTimes, race_time_s: float, caption: Caption, riders: tuple[str, ...], weight: int
) -> Showing | None:
    """A caption from the first picture of a race time on; None where the cut leaves that out."""
    video = timeline.first_shown(race_time_s, within_s=_LATE_S)
    if video is None:
        return None
    # What is told of a part that was left out makes way for what is seen.
    weight -= _LIGHTER if timeline.race_time(video) > race_time_s + _BETWEEN_S else 0
    letters = len(caption.head) + len(caption.body)
    lasts = min(max(_TO_FIND_S + _TO_READ_A_LETTER_S * letters, SHORTEST_S), LONGEST_S)
    return Showing(video, video + lasts, caption, riders, weight, _next_leap_s(timeline, video))


def showing_at(showings: tuple[Showing, ...], video_time_s: float) -> Showing | None:
    """The showing that is on at a video time."""
    return next((each for each in showings if each.video_from_s <= video_time_s < each.video_to_s), None)


def one_at_a_time(wanted: Iterable[Showing], end_s: float, line_s: float = math.inf) -> tuple[Showing, ...]:
    """Captions that do not overlap: the weightiest keep their place, others yield as far as they can be read.

    end_s   video time at which the pictures of the race end
    line_s  that at which the first is over the line: no caption about what happens there or later comes before it
    """
    kept: list[Showing] = []
    for showing in sorted(
        (_in_time(each, end_s, line_s) for each in wanted), key=lambda s: (-s.weight, s.video_from_s)
    ):
        last_s = min(end_s, showing.leap_s)
        start, end = showing.video_from_s, min(showing.video_to_s, last_s)
        for other in kept:
            if other.video_from_s <= start < other.video_to_s + _BETWEEN_S:
                start = other.video_to_s + _BETWEEN_S
        late = start - showing.video_from_s
        next_s = [other.video_from_s - _BETWEEN_S for other in kept if other.video_from_s > start]
        end = min([end + late, last_s, *next_s, max(showing.seen_s[1], start + SHORTEST_S)])
        if end - start >= SHORTEST_S - _EQUAL_S and late <= _YIELDS_S:
            kept.append(replace(showing, video_from_s=start, video_to_s=end))
    return tuple(sorted(kept, key=lambda s: s.video_from_s))


def _in_time(showing: Showing, end_s: float, line_s: float) -> Showing:
    """What comes just too late to be read before the pictures of the race end, or its riders are gone, comes sooner."""
    so_s, gone_s = showing.seen_s
    last_s = min(end_s, showing.leap_s)
    early = min(max(showing.video_from_s + SHORTEST_S - min(last_s, gone_s), 0.0), _EARLY_S)
    if showing.video_from_s >= line_s - _EQUAL_S:
        # Better a little before it is so than never.
        least_s = max(line_s, so_s) if so_s + SHORTEST_S <= last_s else line_s
        early = min(early, max(showing.video_from_s - least_s, 0.0))
    elif math.isfinite(so_s):
        early = min(early, max(showing.video_from_s - so_s, 0.0))
    return replace(showing, video_from_s=showing.video_from_s - early)


def _next_leap_s(timeline: ShownTimes, video_time_s: float) -> float:
    """Video time of the next cut to a later part of the race, inf if there is none."""
    cuts = pairwise(segment for segment in timeline.segments if segment.card is None)
    leaps = [after.video_start_s for before, after in cuts if after.race_start_s > before.race_end_s + _LEAP_S]
    return next((leap for leap in leaps if leap > video_time_s), math.inf)
