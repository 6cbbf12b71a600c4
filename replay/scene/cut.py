"""The default cut: which stretches of a race are shown, how fast, and by which cameras, by rules from its cues.

Written for no race in particular: rules speak of laps to go, of the leader's place on the track and of his lead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from replay.errors import UsageError
from replay.motion.moments import leader_crossing_s
from replay.motion.standings import laps_to_go
from replay.motion.trajectory import Motion
from replay.scene.cameras import CAMERAS, Station, stations, stations_of
from replay.scene.cues import Cue, CueKind, LeadSpan, find_cues, lead_spans
from replay.scene.frame import Layout, Shot
from replay.scene.pacing import Stretch, full_stretches, highlight_stretches, plain_stretches
from replay.scene.shots import CameraTrack, make_shot
from replay.scene.timeline import Segment, Take, Timeline

TITLE_S = 4.0
FINISH_IMAGE_S = 5.0
RESULT_S = 6.0
_SHORT_CARDS = 0.62
"""Cards of the highlights last this part of their full time."""

SHORTEST_SHOT_S = 1.6
_LINE_SHOT_S = 8.0
_FOLLOW_LEAD_M = 15.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a race is wanted: a cut or one camera, all or from..to of race time, the cut's speeds or one."""

    layout: Layout
    cut: str = "full"
    camera: str | None = None
    from_s: float | None = None
    to_s: float | None = None
    speed: float | None = None

    @property
    def cards(self) -> bool:
        """Title, finish image and result belong to the whole race only."""
        return self.from_s is None and self.to_s is None


def plan_timeline(motion: Motion, wish: Wish, *, finish_image: bool = True) -> Timeline:
    """The timeline of a wish. Raises UsageError for a camera, cut or range that does not exist."""
    _check(motion, wish)
    cues = find_cues(motion)
    stretches = _stretches(motion, cues, wish)
    cards = _cards(wish, finish_image=finish_image)
    segments = _segments(stretches, cards)
    return Timeline(segments, _takes(motion, cues, segments, wish))


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
    short = 1.0 if wish.cut == "full" else _SHORT_CARDS
    return TITLE_S * short, FINISH_IMAGE_S * short, RESULT_S * (short + 0.1 if short < 1 else 1.0)


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


def _takes(motion: Motion, cues: tuple[Cue, ...], segments: tuple[Segment, ...], wish: Wish) -> tuple[Take, ...]:
    """One take for each change of camera, and for each jump of race time."""
    places = stations(motion.velodrome, wish.layout)
    spans = lead_spans(motion)
    takes: list[Take] = []
    for run in _runs(segments):
        for start, end, name in _changes(motion, cues, spans, run, wish):
            race_from, race_to = _race_time(run, start), _race_time(run, end)
            shot, track = _shot(motion, places[name], race_from, race_to, wish, f"{len(takes) + 1:02d} {name}")
            takes.append(Take(start, shot, track))
    return tuple(takes)


def _shot(
    motion: Motion, station: Station, race_from: float, race_to: float, wish: Wish, id_: str
) -> tuple[Shot, CameraTrack]:
    paced = motion.pacer is not None and race_from < motion.pull_off_s
    kind = station.kind
    if paced and race_to > motion.pull_off_s > race_from:
        kind = "pull-off"
    last = race_to > float(np.nan_to_num(motion.finish_s, nan=np.inf).min()) - 0.5
    line = last and (station.kind == "finish" or race_to - race_from < _LINE_SHOT_S)
    if line and wish.camera is None:
        kind = "finish"
    return make_shot(motion, station, wish.layout, race_from, race_to, id=id_, kind=kind, pacer=paced, line=line)


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
    motion: Motion, cues: tuple[Cue, ...], spans: tuple[LeadSpan, ...], run: list[Segment], wish: Wish
) -> list[tuple[float, float, str]]:
    """(video from, video to, station) over a run; shots too short to be read are joined to their neighbours."""
    race_from, race_to = run[0].race_start_s, run[-1].race_end_s
    wanted = station_changes(motion, cues, spans, race_from, race_to, wish)
    cuts = [(run[0].video_start_s if t <= race_from else _video_time(run, t), name) for t, name in wanted]
    end = run[-1].video_end_s
    kept: list[tuple[float, str]] = []
    for k, (start, name) in enumerate(cuts):
        until = cuts[k + 1][0] if k + 1 < len(cuts) else end
        if kept and (name == kept[-1][1] or until - start < SHORTEST_SHOT_S):
            continue
        if kept and start - kept[-1][0] < SHORTEST_SHOT_S:
            kept[-1] = (kept[-1][0], name)
            continue
        kept.append((start, name))
    ends = [start for start, _ in kept[1:]] + [end]
    return [(start, until, name) for (start, name), until in zip(kept, ends, strict=True)]


def station_changes(
    motion: Motion,
    cues: tuple[Cue, ...],
    spans: tuple[LeadSpan, ...],
    race_from_s: float,
    race_to_s: float,
    wish: Wish,
) -> list[tuple[float, str]]:
    """Race times from which a station is on, the first at `race_from_s`."""
    marks = sorted({race_from_s, *_switches(motion, cues, race_from_s, race_to_s, wish)})
    names = [_station(motion, spans, time + 1e-3, wish) for time in marks]
    return [(t, name) for k, (t, name) in enumerate(zip(marks, names, strict=True)) if k == 0 or name != names[k - 1]]


_LAP_MARKS = (35.0, 50.0, 60.0, 65.0, 95.0, 103.0, 130.0, 160.0, 195.0, 205.0, 222.0, 226.0, 240.0)
"""Metres after the finish line, on a 250 m track, at which the leader may be handed to another camera."""


def _switches(motion: Motion, cues: tuple[Cue, ...], start: float, end: float, wish: Wish) -> list[float]:
    lap = motion.velodrome.lap_m
    first = float(motion.at(start).distance_m.max())
    last = float(motion.at(end).distance_m.max())
    laps = range(int(first // lap) - 1, int(last // lap) + 1)
    marks = [lap * (n + metres / 250.0) for n in laps for metres in _LAP_MARKS]
    times = [leader_crossing_s(motion, metres) for metres in marks if first < metres < last]
    if wish.camera is None:
        times += [cue.time_s for cue in cues if cue.kind is CueKind.PULL_OFF]
        times += [cue.time_s - _NEAR_PULL_OFF_S for cue in cues if cue.kind is CueKind.PULL_OFF]
    return [time for time in times if start < time < end]


_NEAR_PULL_OFF_S = 13.0


def _station(motion: Motion, spans: tuple[LeadSpan, ...], time_s: float, wish: Wish) -> str:
    """The station for the moment: by the leader's place on the track, the laps to go and his lead."""
    lap = motion.velodrome.lap_m
    along = float(np.mod(motion.at(time_s).distance_m.max(), lap)) * 250.0 / lap
    if wish.camera is not None:
        near, far = stations_of(wish.camera)
        start, end = _HOME_HALVES.get(wish.camera, (226.0, 103.0))
        return near if along < end or along >= start else far
    upright = wish.layout is not Layout.LANDSCAPE
    if motion.pacer is not None and time_s < motion.pull_off_s:
        return _while_paced(motion, along, time_s, upright=upright)
    laps = laps_to_go(motion, time_s)
    lead = any(span.start_s <= time_s <= span.end_s for span in spans) and _lead_m(motion, time_s) > _FOLLOW_LEAD_M
    return _upright(along, laps, lead=lead) if upright else _landscape(along, laps, lead=lead)


_HOME_HALVES = {"follow": (160.0, 35.0), "bend": (205.0, 103.0)}
"""Metres after the finish line from which, and until which, the first station of a pair has the leader."""


def _lead_m(motion: Motion, time_s: float) -> float:
    order = np.sort(motion.at(time_s).distance_m)
    return float(order[-1] - order[-2]) if len(order) > 1 else 0.0


def _while_paced(motion: Motion, along: float, time_s: float, *, upright: bool) -> str:
    """Behind the pacer: the line rides by, then the whole track from above, then close until the pacer leaves."""
    if time_s < motion.start_s + 7.0:
        return "end 1" if upright else "main"
    if time_s < motion.pull_off_s - _NEAR_PULL_OFF_S:
        return "whole track"
    if upright:
        return _upright(along, 0, lead=False)
    return "back" if 50 <= along < 130 else "bend 2" if 130 <= along < 195 else "main"


def _upright(along: float, laps: int, *, lead: bool) -> str:
    """From the end stands the straights run up the picture; a long lead in a bend shows best from above."""
    if along < (65 if lead else 103) or along >= (240 if lead and laps > 1 else 226):
        return "end 1"
    return "overhead" if (lead and along < 130) or (laps == 2 and not lead) else "end 2"


def _landscape(along: float, laps: int, *, lead: bool) -> str:
    if laps == 0 or (laps == 1 and along >= 222):
        return "finish"
    if laps == 1:
        return "main" if along < 50 else "back" if along < 130 else "bend 2"
    if along < 35 or along >= 205:
        return "main"
    if laps % 2 == 0:
        return "main" if along < 60 else "overhead"
    if along < 95:
        return "bend 1"
    if along < 160:
        return "follow 2" if lead else "back"
    return "main"
