"""Labels of random bunches: what is seen is never wrong."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replay.base.units import Floats
from replay.draw.marks.label_layout import LabelLayout, Labels, Measures, Side, Taken, best_of, lay_out
from replay.draw.pixels.boxes import boxes_of, boxes_of_rects, visible
from replay.draw.pixels.rectangles import Rect

MEASURES = Measures(clear=26, gap=4, bend=14, tip=8)
ROOM: Rect = (96, 54, 1728, 972)
HEAD_PX = 18.0


def _labels(spots: Floats, sizes: Floats | None = None) -> Labels:
    """Labels 50 px wide for heads at these spots, in the order in which these are seen."""
    places = np.argsort(np.argsort(spots, axis=0, kind="stable"), axis=0).astype(float)
    wide = np.tile([50.0, 30.0], (len(spots), 1)) if sizes is None else sizes
    return Labels(spots, places, np.full(len(spots), HEAD_PX), wide, np.ones(len(spots)))


def _faces(labels: Labels) -> Floats:
    tops = labels.anchors
    return np.concatenate([tops - np.array([HEAD_PX, 0]), tops + np.array([HEAD_PX, 2 * HEAD_PX])], axis=1)


def _seen(layout: LabelLayout) -> list[int]:
    return np.flatnonzero(visible(layout.shown) > 0).tolist()


def _apart(first: Floats, second: Floats) -> bool:
    return bool((first[:2] >= second[2:]).any() or (second[:2] >= first[2:]).any())


def _cross(first: Floats, second: Floats) -> bool:
    """Whether two lines of pieces cross, each piece against each."""

    def side(start: Floats, end: Floats, point: Floats) -> float:
        return float((end - start)[0] * (point - start)[1] - (end - start)[1] * (point - start)[0])

    for a, b in pairwise(first):
        for c, d in pairwise(second):
            if side(a, b, c) * side(a, b, d) < -1e-6 and side(c, d, a) * side(c, d, b) < -1e-6:
                return True
    return False


bunches = st.lists(st.tuples(st.floats(0, 1920), st.floats(0, 1080)), min_size=2, max_size=24).map(np.array)
tight = st.lists(st.tuples(st.floats(600, 900), st.floats(400, 560)), min_size=2, max_size=24).map(np.array)
panels = st.lists(
    st.tuples(st.integers(0, 1600), st.integers(0, 900), st.integers(40, 500), st.integers(40, 400)), max_size=3
)


@settings(max_examples=150, deadline=None)
@given(spots=bunches | tight, panels=panels, side=st.sampled_from(Side))
def test_what_is_seen_lies_over_nothing(spots: Floats, panels: list[Rect], side: Side) -> None:
    labels = _labels(spots)
    taken = np.concatenate([boxes_of_rects(panels), _faces(labels)])
    layout = lay_out(labels, side, Taken(ROOM, taken), MEASURES)
    boxes = boxes_of(np.rint(layout.middles), labels.sizes)
    left, top, width, height = ROOM
    seen = _seen(layout)
    for number, index in enumerate(seen):
        box = boxes[index]
        assert (box[:2] >= (left - 1, top - 1)).all()
        assert (box[2:] <= (left + width + 1, top + height + 1)).all()
        assert all(_apart(box, other) for other in taken)
        assert all(_apart(box, boxes[other]) for other in seen[:number])


@settings(max_examples=150, deadline=None)
@given(spots=bunches | tight, side=st.sampled_from(Side))
def test_no_line_crosses_another_or_runs_through_a_label(spots: Floats, side: Side) -> None:
    labels = _labels(spots)
    layout = lay_out(labels, side, Taken(ROOM, _faces(labels)), MEASURES)
    seen = [index for index in _seen(layout) if visible(layout.drawn)[index] > 0]
    for number, index in enumerate(seen):
        assert not any(_cross(layout.lines[index], layout.lines[other]) for other in seen[:number])
    boxes = boxes_of(layout.middles, labels.sizes)
    for index in seen:
        ends = layout.lines[index]
        for other in _seen(layout):
            if other != index:
                assert all(_apart(np.concatenate([end, end]), boxes[other]) for end in ends)


@settings(max_examples=100, deadline=None)
@given(spots=tight, side=st.sampled_from(Side))
def test_labels_of_a_row_stand_in_the_order_of_the_riders(spots: Floats, side: Side) -> None:
    axis = side.value[0]
    labels = _labels(spots)
    layout = lay_out(labels, side, Taken(ROOM, np.empty((0, 4))), MEASURES)
    by_place = np.argsort(labels.places[:, axis])
    one_row = np.ptp(spots[:, 1 - axis]) < 40
    if one_row:
        assert (np.diff(layout.middles[by_place, axis]) > 0).all()


@pytest.mark.parametrize("count", [2, 6, 12, 24])
def test_a_bunch_whose_labels_would_touch_has_one_strip(count: int) -> None:
    spots = np.array([(700.0 + 20 * index, 500.0) for index in range(count)])
    layout = lay_out(_labels(spots), Side.ABOVE, Taken(ROOM, _faces(_labels(spots))), MEASURES)
    assert len(_seen(layout)) == count
    assert np.ptp(layout.middles[:, 1]) < 1
    assert np.diff(layout.middles[:, 0]) == pytest.approx(54.0)


@settings(max_examples=60, deadline=None)
@given(spots=tight, shift=st.tuples(st.floats(-0.05, 0.05), st.floats(-0.05, 0.05)))
def test_a_small_move_is_a_small_move_of_every_label(spots: Floats, shift: tuple[float, float]) -> None:
    moved = spots + np.array([shift if index % 2 else (0.0, 0.0) for index in range(len(spots))])
    first, second = _labels(spots), _labels(moved)
    if (first.places != second.places).any():
        return
    layouts = [lay_out(labels, Side.ABOVE, Taken(ROOM, np.empty((0, 4))), MEASURES) for labels in (first, second)]
    assert np.abs(layouts[0].middles - layouts[1].middles).max() < 3


def test_what_changes_places_goes_round_the_other() -> None:
    """Amid the change one label stands over the other, and both are seen."""
    spots = np.array([(700.0, 500.0), (702.0, 490.0)])
    labels = _labels(spots)
    amid = Labels(spots, np.full((2, 2), 0.5), labels.reach, labels.sizes, labels.weight)
    layout = lay_out(amid, Side.ABOVE, Taken(ROOM, np.empty((0, 4))), MEASURES)
    assert len(_seen(layout)) == 2
    assert layout.middles[1, 1] < layout.middles[0, 1] - 30


def test_the_less_important_label_gives_way() -> None:
    spots = np.array([(700.0, 500.0), (700.0, 500.0)])
    amid = Labels(spots, np.full((2, 2), 0.5), np.full(2, HEAD_PX), np.tile([50.0, 30.0], (2, 1)), np.ones(2))
    layout = lay_out(amid, Side.ABOVE, Taken(ROOM, np.empty((0, 4))), MEASURES)
    assert _seen(layout) == [0]


def test_a_side_on_which_more_is_seen_is_taken() -> None:
    labels = _labels(np.array([(700.0, 500.0), (760.0, 500.0)]))
    under = Taken(ROOM, boxes_of_rects([(600, 400, 300, 90)]))
    options = [
        (least, lambda side=side: lay_out(labels, side, under, MEASURES))
        for least, side in ((0.0, Side.ABOVE), (0.2, Side.RIGHT))
    ]
    number, layout = best_of(options)
    assert number == 1
    assert _seen(layout)
