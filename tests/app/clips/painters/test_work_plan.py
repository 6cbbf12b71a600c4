"""Who paints what next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from replay.app.clips.painters.work_plan import STRETCH_FRAMES, PlateWork, Stretch, WorkPlan, stretches

WANTED = st.lists(st.tuples(st.integers(0, 5)) | st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=200)


@given(WANTED)
def test_stretches_are_the_whole_film_in_order(wanted: list[tuple[int, ...]]) -> None:
    numbers = [number for each in stretches(wanted) for number in range(each.first, each.first + each.count)]
    assert numbers == list(range(len(wanted)))
    for each in stretches(wanted):
        assert each.count <= STRETCH_FRAMES
        assert set(each.plates) == {one for part in wanted[each.first : each.first + each.count] for one in part}


@given(WANTED, st.lists(st.booleans(), min_size=1, max_size=50))
def test_all_is_given_away_once_in_order_and_never_before_its_plates(
    wanted: list[tuple[int, ...]], finishes: list[bool]
) -> None:
    plan, painted, drawing, there = WorkPlan(list(stretches(wanted))), list[Stretch](), list[int](), set[int]()
    for turn in range(2000):
        piece = plan.take()
        if isinstance(piece, PlateWork):
            assert piece.plates not in there
            assert piece.plates not in drawing
            drawing.append(piece.plates)
        elif isinstance(piece, Stretch):
            assert set(piece.plates) <= there
            painted.append(piece)
        elif not drawing:
            break
        if drawing and (piece is None or finishes[turn % len(finishes)]):
            there.add(drawing[0])
            plan.is_there(drawing.pop(0))
    assert painted == list(stretches(wanted))


def test_plates_that_somebody_else_draws_are_not_drawn_again() -> None:
    plan = WorkPlan([Stretch(0, 24, (0,)), Stretch(24, 24, (1,))])
    plan.is_taken(0)
    assert plan.take() == PlateWork(1)
    assert plan.take() is None
    plan.is_there(0)
    assert plan.take() == Stretch(0, 24, (0,))
