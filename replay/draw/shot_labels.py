"""The labels of a shot: laid out for all of its pictures together, so that they keep still."""

from __future__ import annotations

from functools import lru_cache

from replay.draw.marks.label_course import LabelCourse, label_course
from replay.draw.marks.label_wishes import Wishes
from replay.draw.panels.giving_way import picture_panels
from replay.draw.parts import parts_of
from replay.draw.pixels.rectangles import Size
from replay.draw.style.theme import Theme, style_for
from replay.scene.frame.frame import Frame
from replay.scene.frame.shot_pictures import ShotPictures


@lru_cache(maxsize=8)
def shot_labels(course: ShotPictures[Frame], theme: Theme, size_px: Size, part: int) -> LabelCourse:
    """The labels of one part of all pictures of a shot (see `parts_of`)."""
    times, wishes = [], []
    for frame in course.frames:
        panels = picture_panels(frame, style_for(theme, frame.layout, size_px), course)
        parts = parts_of(frame, panels, theme, size_px)
        if len(parts) > part and frame.riders:
            times.append(frame.video_time_s)
            wishes.append(Wishes.of(parts[part].frame, parts[part].style, parts[part].avoid))
    return label_course(times, wishes)
