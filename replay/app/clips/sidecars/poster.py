"""The poster of a clip: its decisive picture, with the headline where the clip may have one."""

from __future__ import annotations

from collections.abc import Callable

from replay.base.errors import UsageError
from replay.scene.compose import Scene, frame_at
from replay.scene.cues.cue import FinishCue, StoppedCue
from replay.scene.frame.card import Card
from replay.scene.frame.frame import Frame

_BEFORE_LINE_S = 0.12
"""So long before the first crossing the riders are in the picture, and the line before them."""


def poster_frame(scene: Scene, hooked: Callable[[], Scene]) -> Frame:
    """The decisive picture of a film.

    hooked: makes the scene of the same film opening with the decisive moment; asked only where this one does not
    """
    opening = _opening(scene)
    if opening is None and scene.wish.cards:
        opening = _opening_of(hooked)
    return opening or frame_at(scene, _decisive_s(scene))


def _opening_of(hooked: Callable[[], Scene]) -> Frame | None:
    """The opening of a film that is made for it; None where a film of that length has no room for one."""
    try:
        return _opening(hooked())
    except UsageError:
        return None


def _opening(scene: Scene) -> Frame | None:
    """The middle of the picture that a film opens with; None where it has none."""
    segment = scene.timeline.segments[0]
    return frame_at(scene, segment.duration_s / 2) if segment.card is Card.HOOK else None


def _decisive_s(scene: Scene) -> float:
    """Video time of the first crossing, or of the stop, if the film shows it; else the middle of the film."""
    moments = [cue.time_s - _BEFORE_LINE_S for cue in scene.cues if isinstance(cue, FinishCue)]
    moments += [cue.time_s for cue in scene.cues if isinstance(cue, StoppedCue)]
    shown = [video for moment in moments[:1] for video in scene.timeline.video_times(moment)]
    return shown[0] if shown else scene.duration_s / 2
