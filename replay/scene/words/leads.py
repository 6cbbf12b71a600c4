"""The lead of a breakaway on the picture: when its line is on, and what stands beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from replay.base.easing import ease_out, shown_between
from replay.base.figure_words import WrittenFigure, about_metres
from replay.motion.standings import Standings, standings_at
from replay.motion.trajectory import Motion
from replay.scene.camera.setups import Who
from replay.scene.camera.timeline import Timeline
from replay.scene.cues.breakaways import LeadSpan, lead_spans
from replay.scene.frame.track_marks import Lead

DRAW_S = 0.5
"""Video seconds in which the line is drawn from the leader back to the chaser: an eye can follow it."""

NEWS_PER_S = 4
"""The figures change at most this often: faster ones cannot be read."""

_SHORTEST_S = 0.6
"""Video seconds below which a lead is not shown: its line would go before it is drawn."""


@dataclass(frozen=True, slots=True)
class LeadShow:
    """A stretch of video in which the lead of one rider is shown."""

    video_from_s: float
    video_to_s: float
    leader: int


def lead_shows(motion: Motion, timeline: Timeline) -> tuple[LeadShow, ...]:
    """When a lead is shown over a timeline: every stretch of a breakaway, anew after each jump of race time."""
    shows: list[LeadShow] = []
    for span in lead_spans(motion):
        for start, end in _shown(timeline, span):
            if shows and abs(shows[-1].video_to_s - start) < 1e-6 and shows[-1].leader == span.leader:
                shows[-1] = LeadShow(shows[-1].video_from_s, end, span.leader)
            else:
                shows.append(LeadShow(start, end, span.leader))
    return tuple(show for show in shows if show.video_to_s - show.video_from_s > _SHORTEST_S)


def lead_at(
    motion: Motion, timeline: Timeline, shows: tuple[LeadShow, ...], video_time_s: float, standings: Standings
) -> Lead | None:
    """The lead at a video time, None where none is shown."""
    show = next((show for show in shows if show.video_from_s <= video_time_s < show.video_to_s), None)
    chaser = standings.chaser
    if show is None or chaser is None or standings.leader != show.leader:
        return None
    # After a jump of race time, which comes with a cut, the figures are new at once.
    cut_s = timeline.span_at(video_time_s).video_start_s
    news_s = max(math.floor(video_time_s * NEWS_PER_S) / NEWS_PER_S, show.video_from_s, cut_s)
    lead_m, lead_s = _lead_of(motion, timeline.race_time(news_s))
    clocked_s = float(motion.finish_s[chaser] - motion.finish_s[show.leader])
    if motion.finish_s[show.leader] <= timeline.race_time(video_time_s) and math.isfinite(clocked_s):
        # On the line it is what the clock will say, as in the tower: who comes faster is nearer than he was there.
        lead_s = clocked_s
    return Lead(
        from_distance_m=float(standings.distance_m[show.leader]),
        to_distance_m=float(standings.distance_m[chaser]),
        length=about_metres(lead_m),
        time=WrittenFigure(f"{lead_s:.1f}", "s"),
        drawn=ease_out((video_time_s - show.video_from_s) / DRAW_S),
        shown=shown_between(video_time_s, show.video_from_s, show.video_to_s),
        whole=timeline.span_at(video_time_s).who in (Who.EVERYBODY, Who.FRONT),
    )


@lru_cache(maxsize=64)
def _lead_of(motion: Motion, race_time_s: float) -> tuple[float, float]:
    """Metres and seconds from the leader to the next rider. Kept: many frames in a row ask for the same."""
    then = standings_at(motion, race_time_s)
    chaser = then.order[1]
    return float(then.gap_m[chaser]), float(then.gap_s[chaser])


def _shown(timeline: Timeline, span: LeadSpan) -> list[tuple[float, float]]:
    """Video stretches that show a stretch of race time."""
    found = []
    for segment in timeline.segments:
        start, end = max(span.start_s, segment.race_start_s), min(span.end_s, segment.race_end_s)
        if not segment.card and end > start:
            found.append((segment.video_time(start), segment.video_time(end)))
    return found
