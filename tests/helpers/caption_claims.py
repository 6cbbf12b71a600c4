"""What captions claim of the order of riders, read back from their words and held against the trajectories."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from replay.motion.standings import Standings, standings_at
from replay.scene.compose import Scene, frame_at
from replay.scene.frame.body import Bodies
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import SIZES_PX
from replay.scene.words.rider_names import shown_name
from replay.scene.words.showings import Showing

EVERY_S, FADES_S = 0.2, 0.3

_PLACES = {"takes the lead": 1, "moves into second": 2, "moves into third": 3}


def untrue(scene: Scene) -> Iterator[str]:
    """Each caption of what is seen that is not true, or whose leader is out of the picture, with when."""
    for showing in scene.captions:
        if showing.caption.source:
            continue
        for time_s in np.arange(showing.video_from_s, showing.video_to_s - FADES_S, EVERY_S).tolist():
            words = f"{showing.caption.head} | {showing.caption.body}"
            wrong = list(_wrong(scene, showing, time_s))
            if wrong:
                yield f"{time_s:.1f} s: {words}: {', '.join(wrong)}"
                break


def _wrong(scene: Scene, showing: Showing, time_s: float) -> Iterator[str]:
    motion = scene.motion
    now = standings_at(motion, min(scene.timeline.race_time(time_s), motion.over_s))
    named = {re.escape(shown_name(scene.race, name)): k for k, name in enumerate(motion.riders)}
    by_name = {name.lower(): k for name, k in named.items()}
    a_name = "|".join(sorted(named, key=len, reverse=True))
    for words in (showing.caption.head, showing.caption.body):
        for sentence in re.split(r"(?<=[a-z])\. ?|(?<=\bm)\. ?", words):
            yield from _claims(scene, sentence, a_name, by_name, now, time_s)
    head = re.match(f"(?i)({a_name}) (takes the lead|moves into second|moves into third)$", showing.caption.head)
    past = re.match(f"(?i)past ({a_name})\\.$", showing.caption.body)
    if head and past:
        first, other = by_name[re.escape(head[1]).lower()], by_name[re.escape(past[1]).lower()]
        if now.place(first) > _PLACES[head[2]] or now.place(other) < now.place(first):
            yield "he is not"
        if _PLACES[head[2]] == 1 and scene.closeness.is_level(now):
            yield "they are level"
    caught = re.match(f"(?i)({a_name}) is caught$", showing.caption.head)
    if caught:
        rider = by_name[re.escape(caught[1]).lower()]
        behind = [now.gap_m[k] - now.gap_m[rider] for k in range(len(motion.riders)) if k != rider and not now.down[k]]
        if min(gap for gap in behind) > 3.6:
            yield "he is away"


def _claims(
    scene: Scene, sentence: str, a_name: str, by_name: dict[str, int], now: Standings, time_s: float
) -> Iterator[str]:
    """What a sentence on who leads claims and is not so."""
    lead = re.fullmatch(f"(?i)({a_name}) leads(?: by about (\\d+) m| ({a_name})| the chase)?", sentence)
    if lead is None:
        return
    rider = by_name[re.escape(lead[1]).lower()]
    place = 2 if sentence.endswith("the chase") else 1
    if now.place(rider) != place:
        yield f"{lead[1]} is not number {place}"
    if lead[2] and now.chaser is not None:
        gap_m = float(now.gap_m[now.chaser])
        if abs(gap_m - float(lead[2])) > max(0.25 * gap_m, 1.6):
            yield f"it is {gap_m:.1f} m"
    if lead[3] and now.place(by_name[re.escape(lead[3]).lower()]) != 2:
        yield f"{lead[3]} is not second"
    if scene.closeness.is_level(now):
        yield "they are level"
    if not _is_seen(frame_at(scene, time_s), scene.motion.riders[rider]):
        yield f"{lead[1]} is not in the picture"


def _is_seen(frame: Frame, rider: str) -> bool:
    """Whether a rider's middle is in any part of a picture."""
    pose = next(state.pose for state in frame.riders if state.look.name == rider)
    wide, high = SIZES_PX[frame.layout]
    views = [(frame.camera, (wide, high))]
    if frame.beside is not None:
        views.append((frame.beside.camera, frame.beside.shot.box_px((wide, high))[2:]))
    for camera, size_px in views:
        pixel, depth = camera.project(Bodies.of((pose,)).up(0.9)[0], size_px)
        margin = 0.02 * size_px[0]
        if depth > 0 and (pixel > -margin).all() and (pixel < np.array(size_px) + margin).all():
            return True
    return False
