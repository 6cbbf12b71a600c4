"""What of a clip's words is outside of where a format keeps words: platforms cover it, or screens cut it off."""

from __future__ import annotations

from collections.abc import Iterator

from replay.app.clips.one_clip import ReadyClip
from replay.base.letters.steering import one_line
from replay.draw.pixels.rectangles import Rect
from replay.draw.style.theme import style_for
from replay.draw.words_drawn import words_drawn
from replay.scene.compose import frame_at
from replay.track.markings import markings

_EVERY_S = 0.5
"""Pictures are looked at so often: words stay longer."""

_SLACK_PX = 2
"""By so much an edge of a letter may be out: letters are rounded to whole pixels."""


def words_outside(clip: ReadyClip) -> Iterator[str]:
    """A line for everything that is written outside the safe area: what, when for the first time, where and how far."""
    scene, size = clip.scene, clip.order.preset.size
    safe = style_for(clip.theme, scene.layout, size).safe
    painted = markings(clip.replay.velodrome.shape)
    said: set[str] = set()
    for time in (number * _EVERY_S for number in range(int(scene.duration_s / _EVERY_S) + 1)):
        for words, rect in words_drawn(frame_at(scene, time), clip.theme, size, painted):
            edge, by_px = _beyond(rect, safe)
            if by_px > _SLACK_PX and words not in said:
                said.add(words)
                yield f"at {time:.1f} s: {one_line(words)!r} is {by_px} px beyond the {edge} of the safe area"


def _beyond(rect: Rect, safe: Rect) -> tuple[str, int]:
    """Over which edge of a rectangle another reaches farthest, and by how much, px."""
    left, top, width, height = safe
    x, y, wide, tall = rect
    over = {
        "left": left - x,
        "top": top - y,
        "right": x + wide - left - width,
        "foot": y + tall - top - height,
    }
    edge = max(over, key=lambda name: over[name])
    return edge, over[edge]
