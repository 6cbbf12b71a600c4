"""Direction: which camera is on when, by where the leader is, how far he leads and what is left to ride.

Metres `along` are those of the leader after the finish line, as on a track of 250 m: the home straight ends at 5, the
back straight lies from 92 to 130, the last bend ends at 217. Cuts come a little before or after these, so that a
rider is seen to enter what the next camera shows.
"""

from __future__ import annotations

import numpy as np

from replay.motion.moments import leader_crossing_s
from replay.motion.standings import laps_to_go
from replay.motion.standstills import standstills
from replay.motion.trajectory import Motion
from replay.scene.camera.pacing import BEFORE_LATE_S, LIVE_END_S, late_rider_at
from replay.scene.camera.setups import QUARTERS_M, Setup, Situation, StationName, Who
from replay.scene.camera.stations import stations_of
from replay.scene.camera.wish import NamedCamera, Wish
from replay.scene.cues.breakaways import LeadSpan
from replay.scene.event_questions import first_crossing_s, opens_s, pull_off_s
from replay.scene.frame.layout import Layout

FOLLOW_LEAD_M = 15.0
"""From this lead on a breakaway is worth a camera of its own; a shorter lead still looks like a bunch."""

LONG_LEAD_M = 18.0
"""A lead that no camera beside the straight can hold with riders large enough to be known: from here on two shots
share the picture."""

START_S = 3.0, 6.0
"""From and until which second of the race the line behind the pacer is shown close in the first bend."""

CLOSE_PULL_OFF_S = 3.7, 2.4
"""So long before and after the pacer leaves the track, the first two and it are shown close: before, one sees who sits
where; after, who goes."""

CLOSE_FALL_S = 1.0, 2.0
"""So long before and after a fall who falls is shown close: before, one sees that he rides; after, that he lies."""

_BEFORE_FINISH_S = 3.0
"""A fall so soon before the first crossing has no shot of its own."""

LOW_OPENING_S = 0.5, 3.2
"""From so long before to so long after a race that begins slowly is opened it is seen by a low camera: what was watched
from the stands comes at one."""

_PASSED_M = 37.0, 162.0
"""Metres after the finish line, on a 250 m track, at which the leader has come so near to a low camera that the next
moment he is past it."""

_LEAST_OPENING_S = 1.6
"""The low camera has him for so long after the opening, wherever he is then."""

AROUND_STILL_S = 0.7
"""A standstill is seen close from so long before to so long after it."""

_STANDING = {True: StationName.MAIN, False: StationName.BACK}
_STANDING_UPRIGHT = {True: StationName.END_1, False: StationName.END_2}
"""Who stands on the home straight (True), and on the other, is seen from there."""

_SAMPLE_S = 0.05

_LAP_MARKS = (
    0,
    20,
    27,
    30,
    35,
    50,
    60,
    65,
    70,
    85,
    95,
    103,
    130,
    140,
    145,
    152,
    160,
    185,
    195,
    205,
    215,
    225,
    226,
    240,
)
"""Metres after the finish line, on a 250 m track, at which the leader may be handed to another camera: every number
that a rule below compares `along` with. A rule with another number needs it here, too."""

_HOME_HALF = (226.0, 103.0)
_HOME_HALVES = {NamedCamera.FOLLOW: (160.0, 35.0), NamedCamera.BEND: (205.0, 103.0)}
"""Metres after the finish line from which, and until which, the first station of a pair has the leader. The low cameras
have him early and give him up as soon as he is past: they see nothing of a bike that is beside them."""


def setup_changes(
    motion: Motion,
    spans: tuple[LeadSpan, ...],
    race_from_s: float,
    race_to_s: float,
    wish: Wish,
) -> list[tuple[float, Setup]]:
    """Race times from which a setup is on, the first at `race_from_s`."""
    marks = sorted({race_from_s, *_switches(motion, race_from_s, race_to_s, wish)})
    setups = [setup_at(motion, spans, time + 1e-3, wish) for time in marks]
    return [
        (t, setup) for k, (t, setup) in enumerate(zip(marks, setups, strict=True)) if k == 0 or setup != setups[k - 1]
    ]


def setup_at(motion: Motion, spans: tuple[LeadSpan, ...], time_s: float, wish: Wish) -> Setup:
    """The setup for a race time: by the leader's place on the track, the laps to go and his lead."""
    along = _along(motion, time_s)
    if wish.camera is not None:
        near, far = stations_of(wish.camera)
        start, end = _HOME_HALVES.get(wish.camera, _HOME_HALF)
        return Setup(near if along < end or along >= start else far)
    upright = wish.layout is not Layout.LANDSCAPE
    late = late_rider_at(motion, time_s)
    if late is not None:
        return _of_late_rider(motion, late, time_s, upright=upright)
    if any(start <= time_s < end for start, end in falls_seen(motion)):
        return _of_fallen(motion, time_s, upright=upright)
    off_s = pull_off_s(motion)
    if off_s is not None and time_s < off_s + CLOSE_PULL_OFF_S[1]:
        return _while_paced(motion, off_s, time_s, upright=upright)
    still = _standstill_at(motion, time_s)
    if still is not None:
        home = _at_home(_along(motion, still[0]))
        station = (_STANDING_UPRIGHT if upright else _STANDING)[home]
        return Setup(station, Who.FRONT if len(motion.riders) == 2 else Who.EVERYBODY)
    if _opens(motion, time_s):
        near, far = stations_of(NamedCamera.FOLLOW)
        start, end = _HOME_HALVES[NamedCamera.FOLLOW]
        opened = _along(motion, float(motion.opens_s))
        return Setup(near if opened < end or opened >= start else far, Who.FRONT)
    # A stopped race never comes to its finish line, however few laps it had left: no camera waits there.
    laps = max(laps_to_go(motion, time_s), 1 if motion.stopped else 0)
    away = any(span.start_s <= time_s <= span.end_s for span in spans)
    situation = Situation(along, laps, _lead_m(motion, time_s) if away else 0.0)
    return upright_setup(situation) if upright else landscape_setup(situation)


def _standstill_at(motion: Motion, time_s: float) -> tuple[float, float] | None:
    """The standstill that is on at a race time, a moment before and after it included; None without one."""
    around = (still for still in standstills(motion) if still[0] - AROUND_STILL_S <= time_s < still[1] + AROUND_STILL_S)
    return next(around, None)


def _at_home(along: float) -> bool:
    """Whether a place on the track belongs to the home straight, and not to the other one."""
    return along < 65 or along >= 190


def _opens(motion: Motion, time_s: float) -> bool:
    """Whether a race that begins slowly is opened about a race time."""
    shown = _low_opening_s(motion)
    return shown is not None and shown[0] <= time_s < shown[1]


def _low_opening_s(motion: Motion) -> tuple[float, float] | None:
    """From and until when a low camera shows how a race is opened that begins slowly; None for any other race. It gives
    the leader up as he comes past it."""
    opening_s = opens_s(motion)
    if opening_s is None:
        return None
    until_s, lap = opening_s + LOW_OPENING_S[1], motion.velodrome.lap_m
    led_m = float(motion.led_m(opening_s))
    cameras_m = [lap * (led_m // lap + n + metres / 250.0) for n in (0, 1) for metres in _PASSED_M]
    passed = (leader_crossing_s(motion, metres) for metres in cameras_m if metres > led_m)
    passed_s = min((time for time in passed if np.isfinite(time)), default=until_s)
    return opening_s - LOW_OPENING_S[0], max(min(until_s, passed_s), opening_s + _LEAST_OPENING_S)


def _of_late_rider(motion: Motion, rider: int, time_s: float, *, upright: bool) -> Setup:
    """The camera beside who fell and got up again: one for each of his two stretches, without a cut."""
    late = motion.finish_s[rider] - time_s < BEFORE_LATE_S + 0.5
    when_s = float(motion.finish_s[rider] if late else motion.up_s[rider])
    lap = motion.velodrome.lap_m
    along = float(np.mod(motion.at(when_s).distance_m[rider], lap)) * 250.0 / lap
    return Setup(_near(along, upright=upright), Who.REMOUNTED)


def falls_seen(motion: Motion) -> tuple[tuple[float, float], ...]:
    """Race times from..to for which who falls is shown close; falls that come together are one. None while the pacer
    leaves, nor once the finish is near: that is what the race was about."""
    off_s, crossing_s = pull_off_s(motion), first_crossing_s(motion)
    before, after = CLOSE_FALL_S
    found: list[tuple[float, float]] = []
    for fall_s in sorted(motion.fall_s[np.isfinite(motion.fall_s)].tolist()):
        start, end = fall_s - before, fall_s + after
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], end
        elif off_s is None or start > off_s + CLOSE_PULL_OFF_S[1] or end < off_s - CLOSE_PULL_OFF_S[0]:
            found.append((start, end))
    return tuple((start, end) for start, end in found if end < crossing_s - _BEFORE_FINISH_S)


def _of_fallen(motion: Motion, time_s: float, *, upright: bool) -> Setup:
    """The camera nearest to where the first of those who fall does."""
    start, end = next((start, end) for start, end in falls_seen(motion) if start <= time_s < end)
    rider = min(np.flatnonzero((motion.fall_s > start) & (motion.fall_s < end)), key=lambda k: motion.fall_s[k])
    lap = motion.velodrome.lap_m
    along = float(np.mod(motion.at(float(motion.fall_s[rider])).distance_m[rider], lap)) * 250.0 / lap
    return Setup(_near(along, upright=upright), Who.FALLEN)


def _near(along: float, *, upright: bool) -> StationName:
    """The camera nearest to a rider who is so far along."""
    if upright:
        return StationName.END_1 if along < 65 or along >= 190 else StationName.OVERHEAD
    if along < 35 or along >= 215:
        return StationName.MAIN
    if along < 95:
        return StationName.BEND_1
    return StationName.BACK if along < 140 else StationName.BEND_2


def _switches(motion: Motion, start: float, end: float, wish: Wish) -> list[float]:
    """Race times inside start..end at which another setup may be on."""
    lap = motion.velodrome.lap_m
    first, last = float(motion.led_m(start)), float(motion.led_m(end))
    laps = range(int(first // lap) - 1, int(last // lap) + 1)
    marks = [lap * (n + metres / 250.0) for n in laps for metres in _LAP_MARKS]
    times = [leader_crossing_s(motion, metres) for metres in marks if first < metres < last]
    times += _chasers_switch_s(motion, [lap * (n + metres / 250.0) for n in laps for metres in QUARTERS_M])
    off_s = pull_off_s(motion)
    shown = [(begin - AROUND_STILL_S, end + AROUND_STILL_S) for begin, end in standstills(motion)]
    opening = _low_opening_s(motion)
    shown += [] if opening is None else [opening]
    shown += falls_seen(motion)
    for from_s, to_s in shown if wish.camera is None else ():
        times = [*(time for time in times if not from_s < time < to_s), from_s, to_s]
    if wish.camera is None and off_s is not None:
        before, after = CLOSE_PULL_OFF_S
        # No cut inside the close shot of the pull-off: it is what the race has waited for.
        times = [time for time in times if not off_s - before < time < off_s + after]
        times += [off_s - before, off_s + after, off_s - LIVE_END_S]
        times += [motion.start_s + after_s for after_s in START_S]
    return [time for time in times if start < time < end]


def _chasers_switch_s(motion: Motion, marks_m: list[float]) -> list[float]:
    """Race times at which the second passes marks: the cameras of two pictures change with each of the two."""
    time_s = np.arange(motion.start_s, motion.end_s, _SAMPLE_S)
    if len(motion.riders) < 2:
        return []
    second_m = np.maximum.accumulate(np.sort(motion.at(time_s).distance_m, axis=0)[-2])
    return [float(np.interp(mark, second_m, time_s)) for mark in marks_m if second_m[0] < mark < second_m[-1]]


def _along(motion: Motion, time_s: float) -> float:
    """Metres of the leader after the finish line, as on a track of 250 m."""
    lap = motion.velodrome.lap_m
    return float(np.mod(motion.led_m(time_s), lap)) * 250.0 / lap


def _lead_m(motion: Motion, time_s: float) -> float:
    """Metres from the first who rides to the second; 0 for one who rides alone."""
    order = np.sort(motion.at(time_s).distance_m[~motion.is_down(time_s)])
    return float(order[-1] - order[-2]) if len(order) > 1 else 0.0


def _while_paced(motion: Motion, off_s: float, time_s: float, *, upright: bool) -> Setup:
    """Behind the pacer: the line at the start and close in the bend, the track from above, then close again.

    Nothing happens in the laps between, which are shown fast: from a still camera above them all, one can watch that
    without getting giddy.
    """
    along, live_s = _along(motion, time_s), off_s - LIVE_END_S
    if time_s > off_s - CLOSE_PULL_OFF_S[0]:
        return Setup(_at_pull_off(_along(motion, off_s), upright=upright), Who.FRONT)
    if time_s < min(motion.start_s + START_S[0], live_s):
        return Setup(StationName.END_1 if upright else StationName.MAIN)
    if time_s < min(motion.start_s + START_S[1], live_s):
        return Setup(StationName.END_1 if upright else StationName.BEND_1)
    if time_s < live_s:
        return Setup(StationName.WHOLE_TRACK)
    if upright:
        return Setup(StationName.HEAD_2 if 60 <= along < 205 else StationName.END_1, Who.FRONT)
    if 50 <= along < 130:
        return Setup(StationName.BACK)
    return Setup(StationName.BEND_2 if 130 <= along < 195 else StationName.MAIN)


def _at_pull_off(along: float, *, upright: bool) -> StationName:
    """The camera beside, or in line with, the straight at which the pacer leaves."""
    home = _at_home(along)
    if upright:
        return StationName.END_1 if home else StationName.END_2
    return StationName.MAIN if home else StationName.BACK


def upright_setup(now: Situation) -> Setup:
    """For pictures that are not wide: from the end stands the straights run up the picture; bends show from above."""
    # The finish is shown from the last bend on; for a breakaway later, so that the chasers have their shot of the bend.
    if now.laps == 0 or (now.laps == 1 and now.along_m >= (205 if now.lead_m > FOLLOW_LEAD_M else 185)):
        return Setup(StationName.LINE)
    if now.lead_m > LONG_LEAD_M:
        return _upright_long_lead(now)
    if now.lead_m > FOLLOW_LEAD_M:
        # Leader and chasers fit into one bend seen from its end: a later cut than for a bunch keeps both.
        if now.between(240, 65):
            return Setup(StationName.END_1)
        return Setup(StationName.OVERHEAD if now.along_m < 130 else StationName.END_2)
    if now.between(215, 20):
        return Setup(StationName.END_1)
    return Setup(StationName.END_2 if now.between(85, 140) else StationName.OVERHEAD)


def _upright_long_lead(now: Situation) -> Setup:
    """Both in a picture each, in turn with the leader alone and with those who chase him."""
    if now.between(215, 20):
        return Setup(StationName.MAIN, Who.LEADER) if now.next_line_odd else now.split
    if now.along_m < 95:
        return Setup(StationName.HEAD_1, Who.CHASE) if now.next_line_odd else now.split
    # Low inside the last bend he comes at the camera alone; then both again.
    return Setup(StationName.FOLLOW_2, Who.LEADER) if now.along_m < 145 else now.split


def landscape_setup(now: Situation) -> Setup:
    """For wide pictures: beside the straights, the bends from the stands, and every other lap from above."""
    if now.laps == 0 or (now.laps == 1 and now.along_m >= 225):
        return Setup(StationName.FINISH)
    if now.lead_m > LONG_LEAD_M:
        return _landscape_long_lead(now)
    if now.laps == 1:
        # The last lap is one way round: straight, back straight, last bend, line. No view from above cuts into it.
        if now.along_m >= 130:
            return Setup(StationName.BEND_2, Who.FRONT if now.lead_m > FOLLOW_LEAD_M else Who.EVERYBODY)
        return Setup(StationName.MAIN if now.along_m < 50 else StationName.BACK)
    if now.between(205, 35):
        return Setup(StationName.MAIN)
    # Two ways round take turns, so that no two laps look the same.
    if now.laps % 2 == 0:
        if now.along_m < 60:
            return Setup(StationName.MAIN)
        return Setup(StationName.OVERHEAD if now.along_m < 130 else StationName.BEND_2)
    if now.along_m < 95:
        return Setup(StationName.BEND_1)
    if now.along_m < 160:
        away = now.lead_m > FOLLOW_LEAD_M
        return Setup(StationName.FOLLOW_2, Who.LEADER) if away else Setup(StationName.BACK)
    return Setup(StationName.MAIN)


def _landscape_long_lead(now: Situation) -> Setup:
    """Leader and chasers are too far apart for one camera: both in a picture each, then him, then them, alone."""
    if now.between(225, 30):
        return Setup(StationName.MAIN, Who.LEADER) if now.next_line_odd else now.split
    odd = now.laps % 2 == 1
    if now.along_m < 95:
        # While he is in the first bend, the chasers come past the main stand.
        return Setup(StationName.MAIN, Who.CHASE) if odd else Setup(StationName.BEND_1, Who.LEADER)
    if now.along_m < 160:
        return Setup(StationName.FOLLOW_2, Who.LEADER) if odd else now.split
    return Setup(StationName.BACK, Who.CHASE) if odd and now.laps > 1 else now.split
