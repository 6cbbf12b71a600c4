"""Compose: the Frame of a race at any video time, a pure function of that time."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from replay.base.easing import shown_between, smoothstep
from replay.events.known_events import event_of
from replay.motion.standings import Standings, standings_at
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.scene.beside import beside_at
from replay.scene.camera.as_wished import as_wished
from replay.scene.camera.cut import plan_timeline
from replay.scene.camera.setups import Who
from replay.scene.camera.timeline import Segment, Timeline
from replay.scene.camera.wish import Cut, NamedCamera, Wish
from replay.scene.cues.cue import Cue
from replay.scene.cues.cue_finder import find_cues
from replay.scene.event_questions import first_at, first_crossing_s, is_paced_at, is_stopped_at, last_fallen
from replay.scene.frame.card import Card
from replay.scene.frame.frame import Beside, Frame, Overlay
from replay.scene.frame.layout import Layout
from replay.scene.frame.riders import RiderLook, RiderState
from replay.scene.frame.shot import ShotKind
from replay.scene.frame.shot_pictures import ShotPictures
from replay.scene.frame.track_map import TrackMap
from replay.scene.likely_ranges import likely_ranges
from replay.scene.looks import looks_of
from replay.scene.provenance import Provenance, provenance_of
from replay.scene.riding.gestures import celebrating
from replay.scene.riding.poses import HeadTurn, head_turns, pacer_pose, rider_poses, rolling
from replay.scene.seen_from_above import are_one_dot, track_map
from replay.scene.words.board import Board, make_board
from replay.scene.words.closeness import Closeness, closeness_of
from replay.scene.words.headline import headline_of
from replay.scene.words.leads import LeadShow, lead_at, lead_shows
from replay.scene.words.position_doubt import Doubt
from replay.scene.words.race_captions import captions_afterwards, race_captions, reported_windows, watched_riders
from replay.scene.words.race_cards import RaceCards, has_finish_image, make_cards
from replay.scene.words.rider_names import looks_without_names, without_names
from replay.scene.words.showings import Showing, showing_at

_DIM = {Card.HOOK: 0.0, Card.TITLE: 0.62, Card.FINISH: 0.85, Card.RESULT: 0.72}
"""How dark the track is behind each card: the more, the more there is to read."""

_CLOSE_S = 6.0
"""So long after the pull-off, too, the close shots of the first two have no tower and no map: they would cover those
who follow them, of whom each has his label."""

_MAP_LEAVES_S, _MAP_GOES_S = 0.9, 0.3
"""So long before the first crossing the map of a picture for telephones begins to go, and how long that takes."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A race made ready to be seen: all that `frame_at` needs, and nothing that changes.

    looks       of the riders who started, in the order of the motion
    celebrates  who puts his arms up (index); None: nobody
    closeness   what is sure of the order
    ranges      whether the likely range of each position is shown
    """

    race: Race
    motion: Motion
    looks: tuple[RiderLook, ...]
    timeline: Timeline
    layout: Layout
    provenance: Provenance
    cues: tuple[Cue, ...]
    board: Board
    captions: tuple[Showing, ...]
    leads: tuple[LeadShow, ...]
    turns: tuple[HeadTurn, ...]
    celebrates: int | None
    cards: RaceCards
    doubt: Doubt | None
    closeness: Closeness
    wish: Wish
    ranges: bool = False

    @property
    def duration_s(self) -> float:
        """Video seconds from the first picture to the last."""
        return self.timeline.duration_s


def build_scene(
    race: Race,
    motion: Motion,
    *,
    layout: Layout,
    cut: Cut | None = None,
    camera: NamedCamera | None = None,
    from_s: float | None = None,
    to_s: float | None = None,
    speed: float | None = None,
    doubt: Doubt | None = None,
    ranges: bool = False,
) -> Scene:
    """Make a race ready to be seen: `make_scene` with a wish (see there) in words.

    cut    None: full for landscape, highlights for the others
    doubt  of the reconstruction; None: not known
    Raises UsageError for a speed or a range that does not exist.
    """
    wanted = cut or (Cut.FULL if layout is Layout.LANDSCAPE else Cut.HIGHLIGHTS)
    return make_scene(race, motion, Wish(layout, wanted, camera, from_s, to_s, speed, ranges), doubt)


def make_scene(race: Race, motion: Motion, wish: Wish, doubt: Doubt | None = None) -> Scene:
    """The scene of a wish. Raises UsageError for a speed, a length or a range that does not exist."""
    everybody = looks_of(race)
    if not wish.names:
        everybody = looks_without_names(race, everybody)
        race = without_names(race, everybody)
    headline = headline_of(race, motion) if wish.hook else ""
    wish = replace(wish, hook=bool(headline))
    close = closeness_of(race, motion, doubt)
    cues = find_cues(motion)
    timeline = plan_timeline(
        motion,
        wish,
        event_of(race).highlights(race),
        finish_image=has_finish_image(race, motion),
        reported_s=reported_windows(race, motion),
        watched=lambda pace: watched_riders(race, motion, pace, race_captions(race, motion, cues, pace, close)),
    )
    by_name = {look.name: look for look in everybody}
    looks = tuple(by_name[name] for name in motion.riders)
    return Scene(
        race=race,
        motion=motion,
        looks=looks,
        timeline=timeline,
        layout=wish.layout,
        provenance=provenance_of(race, ranges=wish.ranges),
        cues=cues,
        board=make_board(race, motion, looks, timeline, close),
        captions=race_captions(race, motion, cues, timeline, close, wish.layout),
        leads=lead_shows(motion, timeline),
        turns=head_turns(race, motion),
        celebrates=celebrating(race, motion),
        cards=make_cards(
            race, motion, everybody, afterwards=captions_afterwards(race, motion, timeline), headline=headline
        ),
        doubt=doubt,
        closeness=close,
        wish=wish,
        ranges=wish.ranges,
    )


def frame_at(scene: Scene, video_time_s: float) -> Frame:
    """The frame of a video time; times outside the video show its first or last moment."""
    time = min(max(video_time_s, 0.0), scene.timeline.duration_s)
    return replace(_frame_alone(scene, time), course=_course(scene, scene.timeline.course_span(time)[0]))


@lru_cache(maxsize=32)
def _course(scene: Scene, start_s: float) -> ShotPictures[Frame]:
    """The course that begins then: the same one for all of its pictures."""
    return ShotPictures(lambda: tuple(_frame_alone(scene, time) for time in scene.timeline.course_times(start_s)))


def _frame_alone(scene: Scene, time: float) -> Frame:
    """The frame without the others of its shot."""
    segment = scene.timeline.segment_at(time)
    on = scene.timeline.span_at(time)
    race_time = segment.race_time(time)
    open_s = 0.0 if segment.card else scene.wish.shutter_s * segment.speed(time)
    standings = standings_at(scene.motion, race_time)
    showing = None if segment.card else showing_at(scene.captions, time)
    if segment.card is None:
        overlay = _race_overlay(scene, time, standings, showing)
    else:
        overlay = _card_overlay(scene, segment.card, segment, time)
    follow = on.shot.kind is ShotKind.FOLLOW
    crowded = on.shot.kind is ShotKind.FINISH and scene.layout is not Layout.LANDSCAPE and overlay.lead is None
    named = _named(scene, overlay, showing, standings, follow=follow, crowded=crowded)
    riders = _riders(scene, standings, open_s)
    shown = overlay.counter.shown if overlay.counter else 1.0
    lap_m = scene.motion.velodrome.lap_m
    pacer = pacer_pose(scene.motion, race_time)
    above = None
    beside = None if segment.card else beside_at(scene.timeline, time, open_s)
    if segment.card is None and not _is_close(scene, time, race_time):
        shown_map = shown * _map_share(scene, race_time, beside)
        above = track_map(scene.motion.velodrome, riders, pacer, overlay.lead, shown=shown_map) if shown_map else None
    elif segment.card is not None and scene.layout is Layout.VERTICAL:
        above = _map_of_card(scene, overlay, standings)
    ranges = likely_ranges(riders, lap_m, shown=shown) if scene.ranges and not segment.card else None
    frame = Frame(
        video_time_s=time,
        race_time_s=math.nan if segment.card else race_time,
        time_speed=segment.speed(time),
        layout=scene.layout,
        shot=on.shot,
        camera=on.track.at(race_time, open_s),
        riders=riders,
        pacer=pacer,
        overlay=replace(overlay, map=above, ranges=ranges, named=named, slow_motion=_shown_speed(segment)),
        dim=_dim(overlay, segment),
        beside=beside,
    )
    return as_wished(frame, scene.wish, scene.timeline, time)


def _riders(scene: Scene, standings: Standings, open_s: float = 0.0) -> tuple[RiderState, ...]:
    motion = scene.motion
    state = standings.state
    poses = rider_poses(motion, standings.time_s, scene.turns, scene.celebrates)
    poses = rolling(poses, state.speed_mps, open_s)
    doubt = scene.doubt.at(standings.time_s) if scene.doubt else [0.0] * len(poses)
    firsts = first_at(scene.race, motion, standings.leader, standings.time_s)
    return tuple(
        RiderState(
            look=look,
            pose=poses[k],
            distance_m=float(state.distance_m[k]),
            height_m=float(state.height_m[k]),
            speed_mps=float(state.speed_mps[k]),
            place=standings.place(k),
            leader=k in firsts and not is_stopped_at(motion, standings.time_s),
            sd_m=doubt[k],
        )
        for k, look in enumerate(scene.looks)
    )


def _race_overlay(scene: Scene, time: float, standings: Standings, showing: Showing | None) -> Overlay:
    start, end = _race_stretch(scene.timeline)
    from_full = not scene.timeline.segments[0].card
    leaving = end if scene.timeline.segments[-1].card else math.inf
    shown = shown_between(time, start, leaving, from_full=from_full)
    lead = lead_at(scene.motion, scene.timeline, scene.leads, time, standings)
    lead = lead if scene.closeness.is_lead_sure(standings) else None
    return Overlay(
        counter=scene.board.counter(time, standings, shown=shown),
        tower=None if _is_close(scene, time, standings.time_s) else scene.board.tower(time, standings, shown=shown),
        caption=None if showing is None else showing.at(time),
        lead=lead,
        ring=scene.motion.riders[standings.leader] if lead is not None and scene.layout is Layout.VERTICAL else None,
        label=scene.provenance.label,
    )


def _map_share(scene: Scene, race_time_s: float, beside: Beside | None) -> float:
    """How much of the map is seen, 0 to 1: in tall pictures it makes room for the words where two shots share them, on
    telephones for those who come past the line, too."""
    past = smoothstep((race_time_s - first_crossing_s(scene.motion) + _MAP_LEAVES_S) / _MAP_GOES_S)
    past = past if scene.layout is Layout.VERTICAL else 0.0
    shared = beside.shown if beside is not None and scene.layout is not Layout.LANDSCAPE else 0.0
    return (1.0 - past) * (1.0 - shared)


def _map_of_card(scene: Scene, overlay: Overlay, standings: Standings) -> TrackMap | None:
    """The map below a tall card: with the title where all are, with the result where they were at the first finish."""
    card = overlay.title or overlay.result
    if card is None:
        return None
    first_s = first_crossing_s(scene.motion)
    at = standings_at(scene.motion, first_s) if overlay.result and math.isfinite(first_s) else standings
    if overlay.result and are_one_dot(at.distance_m):
        return None
    pacer = pacer_pose(scene.motion, at.time_s)
    return track_map(scene.motion.velodrome, _riders(scene, at), pacer, None, shown=card.shown)


def _is_close(scene: Scene, time: float, race_time: float) -> bool:
    """Whether the first two are shown close as the pacer leaves."""
    return is_paced_at(scene.motion, race_time - _CLOSE_S) and scene.timeline.span_at(time).who is Who.FRONT


def _named(
    scene: Scene, overlay: Overlay, showing: Showing | None, standings: Standings, *, follow: bool, crowded: bool
) -> tuple[str, ...]:
    """Riders whose marker carries the surname: who leads, or is followed, and whom the caption is about.

    crowded: riders come at the line side by side in a narrow picture, where names would cover them.
    """
    if overlay.headline is not None:
        fallen = last_fallen(scene.motion, standings.time_s)
        return () if fallen is None else (scene.motion.riders[fallen],)
    if overlay.counter is None or crowded:
        return ()
    leader = scene.motion.riders[standings.leader if scene.wish.followed is None else scene.wish.followed]
    stopped = is_stopped_at(scene.motion, standings.time_s)
    names = [leader] if (follow or overlay.lead is not None) and not stopped else []
    if showing is not None:
        names += showing.riders
    return tuple(dict.fromkeys(names))[:2]


def _card_overlay(scene: Scene, card: Card, segment: Segment, time: float) -> Overlay:
    last = segment.video_end_s >= scene.timeline.duration_s - 1e-9
    end = math.inf if last else segment.video_end_s
    shown = shown_between(time, segment.video_start_s, end, from_full=segment.video_start_s == 0.0)
    return scene.cards.overlay(card, shown=shown, label=scene.provenance.label)


def _race_stretch(timeline: Timeline) -> tuple[float, float]:
    """Video times between which the race itself is shown."""
    race = [segment for segment in timeline.segments if not segment.card]
    return race[0].video_start_s, race[-1].video_end_s


def _shown_speed(segment: Segment) -> float:
    """The speed that the picture names: that of slow motion during the ramps to and from it."""
    if segment.card:
        return 1.0
    return segment.speed_to if abs(segment.speed_to - 1.0) > 1e-6 else segment.speed_from


def _dim(overlay: Overlay, segment: Segment) -> float:
    panel = overlay.headline or overlay.title or overlay.finish or overlay.result
    return _DIM[segment.card] * panel.shown if segment.card and panel is not None else 0.0
