"""The captions of a race: what sources say, in the words of its file, and short words for what the motion shows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from replay.base.easing import OUT_S
from replay.base.letters.source_words import named_source
from replay.motion.moments import find_moment
from replay.motion.standstills import STANDS_WITHIN_S, standstills
from replay.motion.trajectory import Motion
from replay.race.facts import Race
from replay.race.story.duels.jump_fact import JumpFact
from replay.race.story.duels.standstill_fact import StandstillFact
from replay.race.story.efforts.attack_fact import AttackFact
from replay.race.story.places.overtake_fact import OvertakeFact
from replay.race.story.story_fact import StoryFact
from replay.scene.camera.cutting.close_moments import CLOSE_FALL_S, falls_seen
from replay.scene.camera.cutting.in_sight import is_in_sight
from replay.scene.camera.pacing import late_riders, race_end_s
from replay.scene.camera.subjects import WATCHED_PAST_M, Watched
from replay.scene.camera.timeline import ShownTimes, Timeline
from replay.scene.cues.cue import BiggestLeadCue, CatchCue, Cue, OvertakeCue
from replay.scene.event_questions import winner_of
from replay.scene.frame.layout import Layout
from replay.scene.frame.panel_values import Caption
from replay.scene.words.closeness import Closeness
from replay.scene.words.cue_words import ALWAYS_SAID, CueWords, Reading, named_in, weight_of
from replay.scene.words.rider_names import riders_named
from replay.scene.words.showings import SHORTEST_S, Showing, one_at_a_time, showing_of

_REPORTED_WEIGHT = 10
"""What a source says goes before everything that the motion shows."""

_WATCHED_BEFORE_S, _WATCHED_AFTER_S = 0.8, 3.5
"""Who is told to do something is in the picture from so long before it until it has been read and seen: race time of a
film that has not been cut yet."""

_ACT_S = 2.2
"""So long after its moment one has seen an attack, or a pass: race time."""

_STALE_S = 8.0
"""Race time after which what is seen of a moment is over: where a film is so fast that nobody could have read it by
then, it is left out."""

_BECOMES_S = 5.0
"""A pass, or a catch, is said when it is clear to see, if that is no later than so: race time."""

_LOOK_S = 0.25
"""From one moment to the next at which it is asked whether a caption is true."""

_SAME_S = 5.0
"""Video time within which what a source says of a rider is about what he is seen to do."""


def race_captions(
    race: Race,
    motion: Motion,
    cues: tuple[Cue, ...],
    timeline: ShownTimes,
    closeness: Closeness | None = None,
    layout: Layout | None = None,
) -> tuple[Showing, ...]:
    """The captions of a timeline, never two at once; what sources say goes before what is merely seen.

    What is seen is true of the race for as long as it is on.

    closeness  what is sure of the order; None: all of it
    layout     of a timeline with cameras: who is out of their sight is not said to lead. None: it is not asked
    """
    reported = list(_reported(race, motion, timeline))
    words = CueWords(race, motion, closeness)
    seen = [
        each for each in _seen(words, cues, timeline) if not any(_says_the_same(report, each) for report in reported)
    ]
    race_end_s = max(segment.video_end_s for segment in timeline.segments if segment.card is None)
    shown = one_at_a_time([*reported, *seen], race_end_s, _line_s(motion, timeline))
    lasting = (_while_so(words, showing, timeline, layout) for showing in shown)
    return tuple(showing for showing in lasting if showing is not None)


def _while_so(words: CueWords, showing: Showing, timeline: ShownTimes, layout: Layout | None = None) -> Showing | None:
    """A caption for as long as what it says is so, in words that hold all the while; None if nobody could read it."""
    cue = showing.cue
    if cue is None:
        return showing
    times_s = np.arange(showing.video_from_s, showing.video_to_s - OUT_S, _LOOK_S).tolist()
    races_s = [timeline.race_time(time_s) for time_s in times_s]
    until = next((k for k, race_s in enumerate(races_s) if not words.is_so(cue, race_s)), None)
    if until is not None:
        end_s = times_s[until]
        if end_s < showing.video_from_s + SHORTEST_S:
            return None
        showing, races_s, times_s = replace(showing, video_to_s=end_s), races_s[:until], times_s[:until]

    def sees(rider: int) -> bool:
        if layout is None or not isinstance(timeline, Timeline):
            return True
        return is_in_sight(timeline, words.motion, layout, rider, times_s)

    if isinstance(cue, BiggestLeadCue) and not sees(cue.leader):
        return None
    caption = words.of(cue, Reading(tuple(races_s), sees))
    return None if caption is None else replace(showing, caption=caption)


def _line_s(motion: Motion, timeline: ShownTimes) -> float:
    """Video time at which the first is over the line; inf where nobody is, or no picture shows it."""
    if not np.isfinite(motion.finish_s).any():
        return math.inf
    shown = timeline.first_shown(float(np.nanmin(motion.finish_s)), within_s=0.0)
    return math.inf if shown is None else shown


def reported_windows(race: Race, motion: Motion) -> tuple[tuple[float, float], ...]:
    """Race times from..to of what the captions of the story tell of riders."""
    return tuple(
        (moment - _WATCHED_BEFORE_S, moment + _WATCHED_AFTER_S)
        for fact, words, moment in _captioned(race, motion)
        if any(name in motion.riders for name in _named(race, fact, words))
    )


def watched_riders(
    race: Race, motion: Motion, timeline: ShownTimes, showings: tuple[Showing, ...]
) -> tuple[Watched, ...]:
    """Whom the captions of a timeline are about, and over which race times, from a moment before each is on; and who
    is told to attack, to jump or to pass somebody, also where nothing is said of it."""
    named = (
        Watched(
            motion.index(name),
            timeline.race_time(showing.video_from_s) - _WATCHED_BEFORE_S,
            timeline.race_time(showing.video_to_s),
        )
        for showing in showings
        for name in showing.riders
        if name in motion.riders
    )
    return (*named, *_acts(race, motion))


def _acts(race: Race, motion: Motion) -> Iterator[Watched]:
    """Who is told to do what one wants to see, and when."""
    winner = winner_of(race, motion)
    for fact in race.story:
        if isinstance(fact, AttackFact | JumpFact | OvertakeFact) and fact.doer in motion.riders:
            moment = find_moment(motion, fact.when, winner=winner)
            if moment is not None:
                yield Watched(motion.index(fact.doer), moment - _WATCHED_BEFORE_S, moment + _ACT_S, said=False)


def captions_afterwards(race: Race, motion: Motion, timeline: ShownTimes) -> str:
    """Captions of the story whose moment comes after the last picture of the race, in their order, as sentences."""
    shown = [(segment.race_start_s, segment.race_end_s) for segment in timeline.segments if segment.card is None]
    # Who fell and finishes late is shown after a leap: what was told of the time between is not seen.
    end_s = (
        min(max(until for _, until in shown), race_end_s(motion))
        if late_riders(motion)
        else max(until for _, until in shown)
    )
    late = [
        (moment, words)
        for _, words, moment in _captioned(race, motion)
        if moment > end_s and not any(start <= moment <= until for start, until in shown)
    ]
    in_order = (words for _, words in sorted(late, key=lambda each: each[0]))
    return " ".join(words if words[-1] in ".!?" else f"{words}." for words in in_order)


def _says_the_same(report: Showing, seen: Showing) -> bool:
    """Whether a source tells about the same time what somebody is seen to do. Falls and the win are always said."""
    if seen.weight >= ALWAYS_SAID:
        return False
    return bool(set(seen.riders) & set(report.riders)) and abs(seen.video_from_s - report.video_from_s) < _SAME_S


def _reported(race: Race, motion: Motion, timeline: ShownTimes) -> Iterator[Showing]:
    """The captions of the story, with who reported them."""
    for fact, words, moment in _captioned(race, motion):
        publisher = next((source.publisher for source in race.sources if source.id == fact.source), "")
        caption = Caption(words, "", named_source(publisher).credit if publisher else "")
        stands = isinstance(fact, StandstillFact)
        said_s = _as_they_stand(motion, moment) if stands else moment
        showing = showing_of(timeline, said_s, caption, _named(race, fact, words), _REPORTED_WEIGHT)
        if showing is not None:
            showing = _while_seen(motion, timeline, showing, said_s)
            yield _while_standing(motion, timeline, showing, said_s) if stands else showing


def _as_they_stand(motion: Motion, moment_s: float) -> float:
    """The moment at which a standstill is told, or as riders come to rest soon after it."""
    begins = [begin for begin, _ in standstills(motion) if moment_s < begin < moment_s + STANDS_WITHIN_S]
    within = any(begin <= moment_s < end for begin, end in standstills(motion))
    return begins[0] if begins and not within else moment_s


def _named(race: Race, fact: StoryFact, words: str) -> tuple[str, ...]:
    """The riders whom a caption is about: who does what is told, else at most two who are named in its words."""
    return (fact.doer,) if fact.doer else riders_named(race, words)[:2]


def _while_standing(motion: Motion, timeline: ShownTimes, showing: Showing, moment_s: float) -> Showing:
    """What is said of a standstill is not said of riders who are under way again."""
    over = (end for begin, end in standstills(motion) if begin - _SAME_S < moment_s < end)
    shown_s = timeline.first_shown(next(over, math.inf), within_s=0.0)
    least_s = showing.video_from_s + SHORTEST_S
    return showing if shown_s is None else replace(showing, video_to_s=min(showing.video_to_s, max(shown_s, least_s)))


def _while_seen(motion: Motion, timeline: ShownTimes, showing: Showing, moment_s: float) -> Showing:
    """What is said of riders who are over the line, or fall, is said from there on, and while a camera is on them."""
    riders = [motion.index(name) for name in showing.riders if name in motion.riders]
    fell = any(abs(motion.fall_s[rider] - moment_s) < CLOSE_FALL_S[1] for rider in riders)
    window = next(((start, end) for start, end in falls_seen(motion) if start <= moment_s < end), None)
    if fell and window is not None:
        return replace(showing, seen_s=(-math.inf, _shown_s(timeline, window[1], math.inf)))
    crossed_s = motion.finish_s[riders]
    if not riders or not np.all(crossed_s <= moment_s):
        return showing
    far_s = motion.path.crossing_times(motion.event_distance_m + WATCHED_PAST_M)[riders]
    gone_s = float(np.where(np.isfinite(far_s), far_s, math.inf).min())
    so_s = _shown_s(timeline, float(crossed_s.max()), -math.inf)
    return replace(showing, seen_s=(so_s, _shown_s(timeline, gone_s, math.inf)))


def _shown_s(timeline: ShownTimes, race_time_s: float, otherwise_s: float) -> float:
    """Video time of a race time, or, where no picture shows it, another."""
    shown = timeline.first_shown(race_time_s)
    return otherwise_s if shown is None else shown


def _captioned(race: Race, motion: Motion) -> Iterator[tuple[StoryFact, str, float]]:
    """What of the story has a caption, with its words and its race time."""
    winner = winner_of(race, motion)
    for fact in race.story:
        words = fact.caption or (fact.words if fact.is_own_caption else "")
        moment = find_moment(motion, fact.when, winner=winner) if words else None
        if moment is not None:
            yield fact, words, moment


def _seen(words: CueWords, cues: tuple[Cue, ...], timeline: ShownTimes) -> Iterator[Showing]:
    """Words for what the motion shows."""
    for cue in cues:
        caption, said_s = words.of(cue), _so_from_s(words, cue)
        if caption is None or said_s is None:
            continue
        riders = tuple(words.motion.riders[rider] for rider in named_in(cue))
        showing = showing_of(timeline, said_s, caption, riders, weight_of(cue))
        if showing is not None and timeline.race_time(showing.video_from_s + SHORTEST_S) < said_s + _STALE_S:
            showing = _while_seen(words.motion, timeline, replace(showing, cue=cue), said_s)
            # Nobody is past another, or caught, before he is.
            so_s = timeline.first_shown(said_s) if isinstance(cue, CatchCue | OvertakeCue) else None
            showing = showing if so_s is None else replace(showing, seen_s=(so_s, showing.seen_s[1]))
            if _while_so(words, showing, timeline) is not None:
                yield showing


def _so_from_s(words: CueWords, cue: Cue) -> float | None:
    """The race time from which what is said of a cue is so, soon after it; None where it is not."""
    if not isinstance(cue, CatchCue | OvertakeCue):
        return cue.time_s
    times_s = np.arange(cue.time_s, min(cue.time_s + _BECOMES_S, words.motion.over_s), _LOOK_S).tolist()
    return next((time_s for time_s in [cue.time_s, *times_s] if words.is_so(cue, time_s)), None)
