"""A frame with the parts of it that are shown: the window's painters ask for the same one."""

from __future__ import annotations

from dataclasses import replace

from replay.scene.frame.frame import Frame, Overlay
from replay.viewer.picture_parts import Parts


def frame_shown(frame: Frame, shown: Parts) -> Frame:
    """The frame with the parts that are shown, and the riders pointed out."""
    return replace(frame, overlay=_with_picked(_with_parts(frame.overlay, shown), shown.picked))


def _with_parts(overlay: Overlay, shown: Parts) -> Overlay:
    """The overlay with the parts that are shown."""
    if not shown.overlay:
        return Overlay(label=overlay.label, marked=False)
    return replace(
        overlay,
        tower=overlay.tower if shown.tower else None,
        caption=overlay.caption if shown.captions else None,
        named=overlay.named if shown.names else (),
    )


def _with_picked(overlay: Overlay, picked: tuple[str, ...]) -> Overlay:
    """The overlay with the riders pointed out: by name, and the first by a ring on the boards."""
    if not picked or not overlay.marked:
        return overlay
    return replace(overlay, ring=picked[0], named=tuple(dict.fromkeys((*picked, *overlay.named))))
