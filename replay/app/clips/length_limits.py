"""Films that are longer than where they go takes: what to say of them, with a remedy that was tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replay.app.build import Replay
from replay.app.filming import Choice, scene_of
from replay.base.errors import UsageError
from replay.base.progress import duration
from replay.video.preset_values import Preset


def too_long(replay: Replay, preset: Preset, choice: Choice, duration_s: float) -> Iterator[str]:
    """What to say, before any work, of a film that is longer than a place takes to which its preset is meant to go."""
    beyond = [limit for limit in preset.limits if duration_s > limit.most_s]
    if beyond:
        places = " and ".join(f"{limit.place} takes at most {duration(limit.most_s)}" for limit in beyond)
        remedy = _shorter(replay, preset, choice, min(limit.most_s for limit in beyond))
        yield f"the film is {duration(duration_s)} long, and {places}: {remedy}"


def _shorter(replay: Replay, preset: Preset, choice: Choice, most_s: float) -> str:
    """What makes a film short enough. Each is tried before it is said."""

    def length_s(other: Choice) -> float:
        return scene_of(replay, preset.layout, preset.cut, other).duration_s

    if choice.speed is not None and (own_s := length_s(replace(choice, speed=None))) <= most_s:
        return f"without --speed it is {duration(own_s)}"
    even = replace(choice, length_s=None)
    faster = next((speed for speed in _SPEEDS if length_s(replace(even, speed=speed)) <= most_s), None)
    also = "" if faster is None else f", or --speed {faster:g}"
    if (choice.from_when, choice.to_when, choice.speed) == (None, None, None) and _fits(replay, preset, choice, most_s):
        return f"choose --length {most_s:g}, a shorter part with --from and --to{also}"
    return f"choose a shorter part with --from and --to{also}"


def _fits(replay: Replay, preset: Preset, choice: Choice, length_s: float) -> bool:
    """Whether a film can have a length."""
    try:
        scene_of(replay, preset.layout, preset.cut, replace(choice, length_s=length_s))
    except UsageError:
        return False
    return True


_SPEEDS = (1.0, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0)
"""Speeds that are proposed for a film that is too long."""
