"""Labels over a shot: what is seen is never wrong, and keeps still. Random bunches, in pictures and over time."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.draw.marks.label_course import IN_S, OUT_S, LabelCourse, label_course
from replay.draw.marks.label_wishes import Wishes
from replay.draw.marks.rider_marks import RiderMark, rider_marks
from replay.draw.pixels.rectangles import Rect, overlap
from replay.draw.style.theme import DEFAULT_THEME, Style, style_for
from replay.scene.frame.frame import Frame
from replay.scene.frame.layout import Layout
from replay.scene.frame.riders import RiderState
from tests.helpers import frames

STEP_S = 0.25
PICTURES_PER_S = 30

places = st.tuples(st.floats(-16, 26), st.floats(0.2, 5.0))
bunches = st.lists(places, min_size=2, max_size=24)
panels = st.lists(
    st.tuples(st.integers(0, 1000), st.integers(0, 900), st.integers(40, 500), st.integers(40, 400)), max_size=2
)


def _style(layout: Layout) -> Style:
    return style_for(DEFAULT_THEME, layout, frames.SIZES[layout])


def _states(spots: list[tuple[float, float]]) -> tuple[RiderState, ...]:
    order = sorted(range(len(spots)), key=lambda k: -spots[k][0])
    return tuple(
        RiderState(
            look=frames.look(f"Rider {k}", "", f"R{k}"),
            pose=frames.pose(distance, height),
            distance_m=distance,
            height_m=height,
            speed_mps=17.0,
            place=order.index(k) + 1,
            leader=order[0] == k,
        )
        for k, (distance, height) in enumerate(spots)
    )


def _frame(layout: Layout, spots: list[tuple[float, float]]) -> Frame:
    return replace(frames.frame(layout, states=_states(spots)), pacer=None)


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE, Layout.VERTICAL])
@settings(max_examples=40, deadline=None)
@given(spots=bunches, avoid=panels)
def test_what_is_seen_lies_over_nothing(layout: Layout, spots: list[tuple[float, float]], avoid: list[Rect]) -> None:
    style, shown = _style(layout), _frame(layout, spots)
    heads = Wishes.of(shown, style, ()).spots.faces
    _assert_right(rider_marks(shown, style, avoid), style, [*avoid, *(_rect(head) for head in heads)])


def _rect(box: np.ndarray) -> Rect:
    left, top, right, bottom = (int(edge) for edge in (*np.ceil(box[:2]), *np.floor(box[2:])))
    return left, top, right - left, bottom - top


def _assert_right(marks: tuple[RiderMark, ...], style: Style, taken: list[Rect]) -> None:
    plates = [mark.placed.plate for mark in marks]
    left, top, width, height = style.safe
    for x, y, wide, high in plates:
        assert left - 2 <= x <= x + wide <= left + width + 2
        assert top - 2 <= y <= y + high <= top + height + 2
        assert all(overlap((x, y, wide, high), other) is None for other in taken)
    assert all(overlap(first, second) is None for first, second in combinations(plates, 2))
    lines = [np.array(mark.line) for mark in marks if mark.drawn > 0]
    assert not any(_parts(first, second) and _parts(second, first) for first, second in combinations(lines, 2))


def _parts(line: np.ndarray, other: np.ndarray) -> bool:
    """Whether the ends of another line lie on both sides of a line (2, 2)."""
    way, to = line[1] - line[0], other - line[0]
    first, second = way[0] * to[:, 1] - way[1] * to[:, 0]
    return bool(first * second < 0)


@pytest.mark.parametrize("layout", [Layout.LANDSCAPE, Layout.VERTICAL])
@settings(max_examples=12, deadline=None)
@given(riders=st.lists(st.tuples(places, st.floats(-0.7, 0.7)), min_size=2, max_size=8))
def test_over_a_shot_labels_ease_and_keep_still(
    layout: Layout, riders: list[tuple[tuple[float, float], float]]
) -> None:
    """Riders go by one another by up to 1.4 m a second: nothing is ever wrong, and next to nothing leaps."""
    style = _style(layout)

    def at(time_s: float) -> Frame:
        spots = [(distance + speed * time_s, height) for (distance, height), speed in riders]
        return replace(_frame(layout, spots), video_time_s=time_s)

    course = _course([at(k * STEP_S) for k in range(13)], style)
    pictures: list[dict[str, RiderMark]] = []
    for number in range(3 * PICTURES_PER_S + 1):
        shown = at(number / PICTURES_PER_S)
        marks = rider_marks(shown, style, (), course)
        _assert_right(marks, style, [_rect(head) for head in Wishes.of(shown, style, ()).spots.faces])
        pictures.append({mark.who: mark for mark in marks})
    assert sum(_leaps(before, after) for before, after in pairwise(pictures)) <= 1


def _course(pictures: list[Frame], style: Style) -> LabelCourse:
    return label_course([each.video_time_s for each in pictures], [Wishes.of(each, style, ()) for each in pictures])


def _leaps(before: dict[str, RiderMark], after: dict[str, RiderMark]) -> int:
    """Labels that come or go by more than a third in one picture, or move by more than half of their height."""
    count = 0
    for who in before.keys() | after.keys():
        old, new = before.get(who), after.get(who)
        opacity = (old.placed.opacity if old else 0.0) - (new.placed.opacity if new else 0.0)
        count += abs(opacity) > 0.34
        if old and new and min(old.placed.opacity, new.placed.opacity) > 0.5:
            moved = np.hypot(new.placed.x - old.placed.x, new.placed.y - old.placed.y)
            count += bool(moved > new.placed.plate[3] / 2)
    return count


def test_labels_come_after_a_cut_and_go_before_the_next() -> None:
    style, spots = _style(Layout.LANDSCAPE), [(5.0, 1.0), (-5.0, 1.0)]
    pictures = [replace(_frame(Layout.LANDSCAPE, spots), video_time_s=k * STEP_S) for k in range(13)]
    course = _course(pictures, style)

    def opacity(time_s: float) -> float:
        marks = rider_marks(replace(pictures[0], video_time_s=time_s), style, (), course)
        return sum(mark.placed.opacity for mark in marks)

    assert opacity(0.0) == opacity(3.0) == 0.0
    assert 0 < opacity(IN_S / 2) < 2
    assert opacity(IN_S) == opacity(1.5) == opacity(3.0 - OUT_S) == pytest.approx(2.0)


def test_who_is_to_be_named_is_named_before_others_have_chips() -> None:
    style = _style(Layout.VERTICAL)
    shown = _frame(Layout.VERTICAL, [(4.0, 0.6), (1.8, 0.6), (-0.4, 0.6), (-2.6, 0.6)])
    shown = replace(shown, overlay=replace(shown.overlay, named=("Rider 2",)))
    assert [mark.who for mark in rider_marks(shown, style) if mark.named] == ["Rider 2"]


def test_a_picture_alone_has_its_labels_in_full() -> None:
    style = _style(Layout.LANDSCAPE)
    marks = rider_marks(_frame(Layout.LANDSCAPE, [(8.0, 1.0), (-8.0, 1.0)]), style)
    assert [mark.placed.opacity for mark in marks] == [1.0, 1.0]


def test_who_shares_the_first_place_has_no_smaller_chip() -> None:
    style = _style(Layout.VERTICAL)
    ahead = _frame(Layout.VERTICAL, [(6.0, 1.0), (5.9, 2.5), (0.0, 1.0)])
    level = replace(ahead, riders=tuple(replace(state, leader=k < 2) for k, state in enumerate(ahead.riders)))
    pictures = [replace(ahead if k < 6 else level, video_time_s=k * STEP_S) for k in range(8)]
    tall = {mark.who: mark.placed.rect[3] for mark in rider_marks(pictures[4], style, (), _course(pictures, style))}
    assert tall["Rider 0"] == tall["Rider 1"] > tall["Rider 2"]
