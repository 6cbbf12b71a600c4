"""The default cut: which stretches of a race are shown, how fast, and by which cameras, by rules from its cues.

Written for no race in particular: rules speak of laps to go, of the leader's place on the track and of his lead.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from replay.base.errors import UsageError
from replay.events.event import Highlight
from replay.motion.trajectory import Motion
from replay.scene.camera.cutting.calm_cuts import SHORTEST_SHOT_S, readable
from replay.scene.camera.cutting.fast_riding import from_above
from replay.scene.camera.cutting.watched_shots import nobody_watched, with_watched
from replay.scene.camera.direction import setup_changes
from replay.scene.camera.pacing import Stretch, full_stretches, late_stretches
from replay.scene.camera.selection.asked_shots import asked_inside, asked_setups, with_asked_setups
from replay.scene.camera.selection.decisive import decisive_windows, hook_s
from replay.scene.camera.selection.film_length import CardTimes, finish_stretches, fitted_film
from replay.scene.camera.selection.film_material import FilmMaterial, Stretches, with_shots
from replay.scene.camera.selection.highlights import highlight_stretches, telling_moments
from replay.scene.camera.setups import Setup, StationName, Who
from replay.scene.camera.shots import make_shot
from replay.scene.camera.stations import Station, split_panes, stations
from replay.scene.camera.subjects import Watched
from replay.scene.camera.timeline import Segment, ShotSpan, ShownTimes, Timeline
from replay.scene.camera.wish import Cut, Wish, check_length
from replay.scene.cues.breakaways import LeadSpan, lead_spans
from replay.scene.cues.cue import Cue
from replay.scene.cues.cue_finder import find_cues
from replay.scene.event_questions import first_crossing_s, is_paced_at, last_fallen, pull_off_s
from replay.scene.frame.card import Card
from replay.scene.frame.layout import Layout
from replay.scene.frame.shot import ShotKind

CARDS_S = {
    Cut.FULL: {Card.TITLE: 4.0, Card.FINISH: 5.0, Card.RESULT: 6.0},
    Cut.HIGHLIGHTS: {Card.TITLE: 2.5, Card.FINISH: 4.2, Card.RESULT: 4.3},
    Cut.FINISH: {Card.FINISH: 4.2, Card.RESULT: 4.3},
}
"""Seconds of each card in each cut: as long as its words take to read once; in the highlights, to find one's rider."""

HOOK_S, HOOK_SPEED = SHORTEST_SHOT_S, 0.15
"""Video seconds of the picture that a film opens with, and its speed: nearly still, so that its words can be read."""

_HURRIED = 1.4
"""Where no cut is asked for, what is raced is shown no faster than this before the highlights are taken instead."""

_LINE_SHOT_S = 8.0
"""A shot with the finish in it that is shorter than this in race time shows the line all along, whatever its station; a
longer one would have to be too wide for too long."""

_BEFORE_CROSSING_S = 0.5
"""A shot that lasts until so long before the first crossing counts as one with the finish in it."""

_LEAST_LEFT_S = 0.5
"""Where less than this is left of the cut, what is asked for from there on lasts to the end of the motion."""

_SLOWEST, _FASTEST = 0.01, 100.0
"""Race seconds per video second that can be asked for."""


def plan_timeline(
    motion: Motion,
    wish: Wish,
    highlights: tuple[Highlight, ...],
    *,
    finish_image: bool = True,
    reported_s: tuple[tuple[float, float], ...] = (),
    watched: Callable[[ShownTimes], tuple[Watched, ...]] = nobody_watched,
) -> Timeline:
    """The timeline of a wish. Raises UsageError for a speed or a range that does not exist.

    highlights  what of the event is worth showing, the most telling first: what a cut of highlights is made of
    reported_s  race times from..to of what sources tell
    watched     says whom the words of the pictures are about, once it is known when which moment is shown
    """
    _check(motion, wish)
    cues = find_cues(motion)
    cards = CARDS_S[wish.cut] if wish.cards else {}
    shown = {card: lasts for card, lasts in cards.items() if finish_image or card is not Card.FINISH}
    if wish.length_s is None:
        stretches = with_shots(_stretches(motion, cues, wish, highlights, reported_s), asked_inside(motion, wish))
    else:
        stretches, shown = _fitted(motion, cues, wish, highlights, shown)
    segments = _segments(stretches, shown, hook_s(motion, cues) if wish.hook and wish.cards else None)
    return Timeline(segments, _shot_spans(motion, segments, wish, watched(ShownTimes(segments))))


def _fitted(
    motion: Motion, cues: tuple[Cue, ...], wish: Wish, highlights: tuple[Highlight, ...], cards: CardTimes
) -> tuple[Stretches, CardTimes]:
    """Stretches and cards that last as long as the film is to be.

    Where no cut is asked for and all of the race does not fit, its highlights are taken.
    """
    assert wish.length_s is not None
    material = FilmMaterial(
        motion,
        decisive_windows(motion, cues),
        tuple(telling_moments(motion, cues, highlights)),
        late_stretches(motion, getting_up=False),
        asked_inside(motion, wish),
    )
    material = material if wish.cut_asked else replace(material, fastest=_HURRIED)
    hook = HOOK_S if wish.hook and wish.cards else 0.0
    try:
        return fitted_film(material, wish.cut, wish.length_s, cards, hook_s=hook)
    except UsageError:
        if wish.cut_asked or wish.cut is not Cut.FULL:
            raise
    return fitted_film(material, Cut.HIGHLIGHTS, wish.length_s, cards, hook_s=hook)


def _check(motion: Motion, wish: Wish) -> None:
    check_length(wish)
    if wish.speed is not None and not _SLOWEST <= wish.speed <= _FASTEST:
        raise UsageError(f"a speed of {wish.speed:g} is out of range: {_SLOWEST:g} to {_FASTEST:g}")
    start = motion.start_s if wish.from_s is None else wish.from_s
    end = motion.end_s if wish.to_s is None else wish.to_s
    if min(end, motion.end_s) - max(start, motion.start_s) < 0.01:
        lasts = f"what is drawn lasts from {motion.start_s:.2f} to {motion.end_s:.2f} s"
        remedy = "begin earlier than you end" if end - start < 0.01 else lasts
        raise UsageError(f"nothing of the race lies between {start:.2f} and {end:.2f} s: {remedy}")


def _stretches(
    motion: Motion,
    cues: tuple[Cue, ...],
    wish: Wish,
    highlights: tuple[Highlight, ...],
    reported_s: Sequence[tuple[float, float]],
) -> tuple[Stretch, ...]:
    """What is shown of the race. A range or a speed that is asked for is shown whole, whatever the cut; a camera, too,
    unless the cut is asked for as well."""
    cut = wish.cut if wish.whole and wish.speed is None and (wish.camera is None or wish.cut_asked) else Cut.FULL
    if cut is Cut.HIGHLIGHTS:
        shown = highlight_stretches(motion, cues, highlights, cards_s=sum(CARDS_S[wish.cut].values()))
        return (*shown, *late_stretches(motion, getting_up=False))
    if cut is Cut.FINISH:
        return finish_stretches(motion)
    whole = full_stretches(motion, reported_s)
    start = whole[0].race_from_s if wish.from_s is None else max(wish.from_s, motion.start_s)
    over = wish.from_s is not None and start > whole[-1].race_to_s - _LEAST_LEFT_S
    to_s = motion.end_s if over else whole[-1].race_to_s
    end = to_s if wish.to_s is None else min(wish.to_s, motion.end_s)
    if wish.speed is not None:
        return (Stretch(start, end, wish.speed, wish.speed),)
    if end > whole[-1].race_to_s:
        whole = (*whole, Stretch(whole[-1].race_to_s, end, whole[-1].speed_to, whole[-1].speed_to))
    inside = [stretch.clipped(start, end) for stretch in whole]
    late = late_stretches(motion, getting_up=True) if wish.cards and wish.to_s is None and wish.camera is None else ()
    return (*(stretch for stretch in inside if stretch is not None), *late)


def _segments(stretches: Stretches, cards_s: CardTimes, opens_s: float | None = None) -> tuple[Segment, ...]:
    """The title, the race, and the cards after it. A card holds the moment of the race that is next to it.

    opens_s  race time of the picture that comes before all that; None: without one
    """
    first, last = stretches[0].race_from_s, stretches[-1].race_to_s
    laid: list[Segment] = []

    def video_s() -> float:
        return laid[-1].video_end_s if laid else 0.0

    if opens_s is not None:
        laid.append(Segment(0.0, HOOK_S, opens_s, HOOK_SPEED, HOOK_SPEED, Card.HOOK))
    if Card.TITLE in cards_s:
        laid.append(Segment(video_s(), cards_s[Card.TITLE], first, 0.0, 0.0, Card.TITLE))
    for stretch in stretches:
        laid.append(Segment(video_s(), stretch.video_s, stretch.race_from_s, stretch.speed_from, stretch.speed_to))
    for card in (Card.FINISH, Card.RESULT):
        if card in cards_s:
            laid.append(Segment(video_s(), cards_s[card], last, 0.0, 0.0, card))
    return tuple(laid)


def _shot_spans(
    motion: Motion, segments: tuple[Segment, ...], wish: Wish, watched: tuple[Watched, ...]
) -> tuple[ShotSpan, ...]:
    """One span for each change of camera, and for each jump of race time."""
    places = stations(motion.velodrome, wish.layout)
    leads = lead_spans(motion)
    spans: list[ShotSpan] = []
    for run in _runs(segments):
        for start, end, setup in _changes(motion, leads, run, wish):
            between = _race_time(run, start), _race_time(run, end)
            if wish.camera is None:
                setup = with_watched(motion, setup, between, watched, upright=wish.layout is not Layout.LANDSCAPE)
            id_ = f"{len(spans) + 1:02d} {setup.name}"
            spans.append(_span(motion, places, setup, between, wish, id_, start, watched))
    return tuple(spans)


def _span(
    motion: Motion,
    places: Mapping[StationName, Station],
    setup: Setup,
    between: tuple[float, float],
    wish: Wish,
    id_: str,
    start_s: float,
    watched: tuple[Watched, ...],
) -> ShotSpan:
    """The span of a setup: one shot, or two that share the picture."""
    race_from, race_to = between
    station, paced = places[setup.station], is_paced_at(motion, race_from)
    if setup.beside is not None and wish.calm:
        setup = Setup(setup.station)
    if setup.beside is not None and race_to <= first_crossing_s(motion) - _BEFORE_CROSSING_S:
        kind = ShotKind.MAIN
        shot, track = make_shot(
            motion, station, wish.layout, *between, id=id_, kind=kind, who=setup.who, split=True, clean=wish.clean
        )
        beside = make_shot(
            motion,
            places[setup.beside],
            wish.layout,
            *between,
            id=f"{id_}, second",
            kind=kind,
            who=Who.CHASE,
            pane=split_panes(wish.layout),
            split=True,
            clean=wish.clean,
        )
        return ShotSpan(start_s, shot, track, setup.who, beside)
    if wish.followed is not None:  # past the line, too
        station = replace(station, past_line_m=math.inf)
    off_s = None if wish.followed is not None else pull_off_s(motion)
    kind = ShotKind.PULL_OFF if off_s is not None and race_from < off_s < race_to else station.kind
    last = race_to > first_crossing_s(motion) - _BEFORE_CROSSING_S
    alone = setup.who in (Who.REMOUNTED, Who.RIDER, Who.FALLEN)
    line = last and not alone
    line = line and (station.kind is ShotKind.FINISH or race_to - race_from < _LINE_SHOT_S)
    if line and wish.camera is None:
        kind = ShotKind.FINISH
    shot, track = make_shot(
        motion,
        station,
        wish.layout,
        *between,
        id=id_,
        kind=kind,
        who=Who.EVERYBODY if line else setup.who,
        rider=setup.rider,
        pacer=paced and not alone,
        line=line,
        calm=wish.calm,
        clean=wish.clean,
        watched=watched,
    )
    return ShotSpan(start_s, shot, track, setup.who)


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
    motion: Motion, leads: tuple[LeadSpan, ...], run: list[Segment], wish: Wish
) -> list[tuple[float, float, Setup]]:
    """(video from, video to, setup) over a run; shots too short to be read are joined to their neighbours."""
    race_from, race_to = run[0].race_start_s, run[-1].race_end_s
    wanted = setup_changes(motion, leads, race_from, race_to, wish)
    if run[-1].card is Card.HOOK:
        station, fallen = wanted[0][1].station, last_fallen(motion, race_from)
        setup = Setup(station, Who.LEADER) if fallen is None else Setup(station, Who.RIDER, rider=fallen)
        return [(run[0].video_start_s, run[-1].video_end_s, setup)]
    if wish.camera is None:
        wanted = from_above(motion, run, wanted)
        wanted = with_asked_setups(motion, leads, wanted, race_to, wish)
    # The first shot of a run is on from its first picture, that of a card before it included.
    cuts = [(run[0].video_start_s if t <= race_from else _video_time(run, t), setup) for t, setup in wanted]
    live_end_s = max((s.video_end_s for s in run if not s.holds), default=run[-1].video_end_s)
    *before, last = readable(cuts, live_end_s, keep=asked_setups(motion, wish))
    return [*before, (last[0], run[-1].video_end_s, last[2])]
