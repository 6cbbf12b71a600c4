"""The default cut: which stretches of a race are shown, how fast, and by which cameras, by rules from its cues.

Written for no race in particular: rules speak of laps to go, of the leader's place on the track and of his lead.
"""

from __future__ import annotations

import numpy as np

from replay.base.errors import UsageError
from replay.motion.trajectory import Motion
from replay.scene.camera.direction import setup_changes
from replay.scene.camera.pacing import Stretch, full_stretches, highlight_stretches, plain_stretches
from replay.scene.camera.setups import Setup, Who
from replay.scene.camera.shots import CameraTrack, make_shot
from replay.scene.camera.stations import CAMERAS, Station, stations
from replay.scene.camera.timeline import Segment, Take, Timeline
from replay.scene.camera.wish import Wish
from replay.scene.cues import Cue, LeadSpan, find_cues, lead_spans
from replay.scene.frame import Shot

TITLE_S = 4.0
FINISH_IMAGE_S = 5.0
RESULT_S = 6.0
_SHORT_TITLE_S, _SHORT_FINISH_IMAGE_S, _SHORT_RESULT_S = 2.5, 4.2, 4.3
"""Likewise in the highlights."""

SHORTEST_SHOT_S = 1.6
_LINE_SHOT_S = 8.0


def plan_timeline(motion: Motion, wish: Wish, *, finish_image: bool = True) -> Timeline:
    """The timeline of a wish. Raises UsageError for a camera, cut or range that does not exist."""
    _check(motion, wish)
    cues = find_cues(motion)
    stretches = _stretches(motion, cues, wish)
    cards = _cards(wish, finish_image=finish_image)
    segments = _segments(stretches, cards)
    return Timeline(segments, _takes(motion, segments, wish))


def _check(motion: Motion, wish: Wish) -> None:
    if wish.camera is not None and wish.camera not in CAMERAS:
        raise UsageError(f"there is no camera '{wish.camera}': choose one of {', '.join(CAMERAS)}")
    if wish.cut not in ("full", "highlights"):
        raise UsageError(f"there is no cut '{wish.cut}': choose full or highlights")
    if wish.speed is not None and not 0.01 <= wish.speed <= 100:
        raise UsageError(f"a speed of {wish.speed:g} is out of range: 0.01 to 100")
    start = motion.start_s if wish.from_s is None else wish.from_s
    end = motion.end_s if wish.to_s is None else wish.to_s
    if min(end, motion.end_s) - max(start, motion.start_s) < 0.01:
        raise UsageError(f"nothing of the race lies between {start:.2f} and {end:.2f} s")


def _stretches(motion: Motion, cues: tuple[Cue, ...], wish: Wish) -> tuple[Stretch, ...]:
    if wish.cut == "highlights" and wish.cards and wish.speed is None and wish.camera is None:
        return highlight_stretches(motion, cues, cards_s=sum(_lengths(wish)))
    whole = full_stretches(motion)
    start = whole[0].race_from_s if wish.from_s is None else max(wish.from_s, motion.start_s)
    end = whole[-1].race_to_s if wish.to_s is None else min(wish.to_s, motion.end_s)
    if wish.speed is not None:
        return plain_stretches(start, end, wish.speed)
    if end > whole[-1].race_to_s:
        whole = (*whole, Stretch(whole[-1].race_to_s, end, whole[-1].speed_to, whole[-1].speed_to))
    inside = [stretch.clipped(start, end) for stretch in whole]
    return tuple(stretch for stretch in inside if stretch is not None)


def _lengths(wish: Wish) -> tuple[float, float, float]:
    if wish.cut == "full":
        return TITLE_S, FINISH_IMAGE_S, RESULT_S
    return _SHORT_TITLE_S, _SHORT_FINISH_IMAGE_S, _SHORT_RESULT_S


def _cards(wish: Wish, *, finish_image: bool) -> dict[str, float]:
    """Seconds of each card that is shown."""
    if not wish.cards:
        return {}
    title, finish, result = _lengths(wish)
    return {"title": title, "result": result} | ({"finish": finish} if finish_image else {})


def _segments(stretches: tuple[Stretch, ...], cards: dict[str, float]) -> tuple[Segment, ...]:
    first, last = stretches[0].race_from_s, stretches[-1].race_to_s
    laid: list[Segment] = []
    video = 0.0
    if "title" in cards:
        laid.append(Segment(0.0, cards["title"], first, 0.0, 0.0, "title"))
        video = laid[-1].video_end_s
    for stretch in stretches:
        laid.append(Segment(video, stretch.video_s, stretch.race_from_s, stretch.speed_from, stretch.speed_to))
        video = laid[-1].video_end_s
    for card in ("finish", "result"):
        if card in cards:
            laid.append(Segment(video, cards[card], last, 0.0, 0.0, card))
            video = laid[-1].video_end_s
    return tuple(laid)


def _takes(motion: Motion, segments: tuple[Segment, ...], wish: Wish) -> tuple[Take, ...]:
    """One take for each change of camera, and for each jump of race time."""
    places = stations(motion.velodrome, wish.layout)
    spans = lead_spans(motion)
    takes: list[Take] = []
    for run in _runs(segments):
        for start, end, setup in _changes(motion, spans, run, wish):
            between = _race_time(run, start), _race_time(run, end)
            id_ = f"{len(takes) + 1:02d} {setup.name}"
            shot, track = _shot(motion, places[setup.station], setup.who, between, wish, id_)
            takes.append(Take(start, shot, track, setup.who))
    return tuple(takes)


def _shot(
    motion: Motion, station: Station, who: Who, between: tuple[float, float], wish: Wish, id_: str
) -> tuple[Shot, CameraTrack]:
    race_from, race_to = between
    paced = motion.pacer is not None and race_from < motion.pull_off_s
    kind = station.kind
    if paced and race_to > motion.pull_off_s > race_from:
        kind = "pull-off"
    last = race_to > float(np.nan_to_num(motion.finish_s, nan=np.inf).min()) - 0.5
    line = last and (station.kind == "finish" or race_to - race_from < _LINE_SHOT_S)
    if line and wish.camera is None:
        kind = "finish"
    who = Who.EVERYBODY if line else who
    return make_shot(
        motion, station, wish.layout, race_from, race_to, id=id_, kind=kind, who=who, pacer=paced, line=line
    )


def _runs(segments: tuple[Segment, ...]) -> list[list[Segment]]:
    """Segments grouped between jumps of race time; cards belong to the run that they stand still at."""
    runs: list[list[Segment]] = []
    for segment in segments:
        if runs and abs(runs[-1][-1].race_end_s - segment.race_start_s) < 1e-6:
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return runs


def _race_time(run: list[Segment], video_s: float) -> float:
    segment = next((s for s in run if s.video_start_s <= video_s <= s.video_end_s), run[-1])
    return segment.race_time(video_s)


def _video_time(run: list[Segment], race_s: float) -> float:
    segment = next((s for s in run if not s.card and s.race_start_s <= race_s <= s.race_end_s), run[-1])
    return segment.video_time(race_s)


def _changes(
    motion: Motion, spans: tuple[LeadSpan, ...], run: list[Segment], wish: Wish
) -> list[tuple[float, float, Setup]]:
    """(video from, video to, setup) over a run; shots too short to be read are joined to their neighbours."""
    race_from, race_to = run[0].race_start_s, run[-1].race_end_s
    wanted = setup_changes(motion, spans, race_from, race_to, wish)
    cuts = [(run[0].video_start_s if t <= race_from else _video_time(run, t), setup) for t, setup in wanted]
    end = run[-1].video_end_s
    kept: list[tuple[float, Setup]] = []
    for k, (start, setup) in enumerate(cuts):
        until = cuts[k + 1][0] if k + 1 < len(cuts) else end
        if kept and (setup == kept[-1][1] or until - start < SHORTEST_SHOT_S):
            continue
        if kept and start - kept[-1][0] < SHORTEST_SHOT_S:
            kept[-1] = (kept[-1][0], setup)
            continue
        kept.append((start, setup))
    ends = [start for start, _ in kept[1:]] + [end]
    return [(start, until, setup) for (start, setup), until in zip(kept, ends, strict=True)]
