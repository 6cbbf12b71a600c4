"""Tests of the simulated finish image."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.draw.finish.finish_image import draw_finish_strip, finish_sheet
from replay.draw.finish.finish_margin import apart_words, margin_words
from replay.draw.finish.finish_plan import WINDOW_S, choose, layout, tick_steps, time_scale
from replay.draw.finish.finish_rows import row_plan
from replay.draw.finish.finish_strip import draw_strip
from replay.draw.pixels.layers import Bytes
from replay.scene.frame.card import FinishLine, FinishStrip, OrderLine
from replay.scene.frame.layout import SAFE_AREAS, SIZES_PX, Layout
from replay.scene.frame.riders import Kit, Pose, RiderLook
from replay.track.markings import markings
from tests.helpers.track_shapes import IZU

SPEED_MPS = 18.9
PAINTED = markings(IZU)
SIZES = [(1920, 1080), (1280, 720), (1080, 1920), (1080, 1080), (1080, 1350)]
CHIPS = [(47, 102, 242), (18, 160, 102), (242, 243, 245), (255, 122, 26), (255, 210, 31), (196, 42, 77)]


def line(index: int, lag_s: float, height_m: float = 0.8) -> FinishLine:
    chip = CHIPS[index % len(CHIPS)]
    look = RiderLook(f"Rider {index}", f"Rider {index}", "NED", f"R{index}", Kit(chip, (255, 255, 255), chip, chip))
    banking = np.radians(14.0)
    normal = (0.0, float(np.sin(banking)), float(np.cos(banking)))
    pose = Pose((0.0, -height_m, 0.0), (1.0, 0.0, 0.0), normal, 6.0, 70.0 * index, 33.0 * index, effort=0.9)
    return FinishLine(look, pose, lag_s, height_m, "" if lag_s == 0 else f"+{lag_s:.3f}")


def strip(*lags_s: float) -> FinishStrip:
    lines = tuple(line(index, lag, 0.5 + 0.4 * index) for index, lag in enumerate(lags_s))
    return strip_of(lines)


def strip_of(lines: tuple[FinishLine, ...]) -> FinishStrip:
    ahead_first = sorted(lines, key=lambda line: line.lag_s)
    order = tuple(OrderLine(one.look, str(place), one.gap) for place, one in enumerate(ahead_first, start=1))
    return FinishStrip(lines, SPEED_MPS, "Men's keirin · Final", order=order)


def image(race: FinishStrip, size_px: tuple[int, int] = (640, 360)) -> Bytes:
    return draw_finish_strip(race, size_px, PAINTED)


def hairlines_px(race: FinishStrip, size_px: tuple[int, int]) -> dict[str, float]:
    """Pixels from the left of every rider's hairline, by name, for those in the picture."""
    shown = choose(race)
    scale = time_scale(shown, race.speed_mps, layout(size_px))
    return {line.look.name: scale.x(line.lag_s) for line in shown.lines}


lags = st.lists(st.floats(0.0, 2.0), min_size=0, max_size=6).map(lambda found: (0.0, *sorted(found)))


@pytest.mark.parametrize("size_px", SIZES)
def test_the_picture_has_the_size_asked_for(size_px: tuple[int, int]) -> None:
    picture = image(strip(0.0, 0.003, 0.089), size_px)
    assert picture.shape == (size_px[1], size_px[0], 4)
    assert picture.dtype == np.uint8


@given(lags, st.sampled_from(SIZES))
def test_hairlines_are_as_far_apart_as_lag_times_scale(lags_s: tuple[float, ...], size_px: tuple[int, int]) -> None:
    race = strip(*lags_s)
    shown = choose(race)
    scale = time_scale(shown, SPEED_MPS, layout(size_px))
    found = hairlines_px(race, size_px)
    first = shown.lines[0]
    for later in shown.lines:
        apart_px = found[first.look.name] - found[later.look.name]
        assert apart_px == pytest.approx((later.lag_s - first.lag_s) * SPEED_MPS * scale.px_per_m, abs=1e-6)
        assert 0 < found[later.look.name] < size_px[0]


@given(lags)
def test_riders_in_the_picture_are_close_together(lags_s: tuple[float, ...]) -> None:
    shown = choose(strip(*lags_s))
    assert shown.lines[-1].lag_s - shown.lines[0].lag_s <= WINDOW_S + 1e-9
    assert shown.total == len(lags_s)
    if shown.close is not None:
        assert set(shown.close) <= set(shown.lines)


def test_the_winner_is_shown_when_somebody_is_near_him() -> None:
    shown = choose(strip(0.0, 0.2, 0.201, 0.6))
    assert shown.first == 0
    assert len(shown.lines) == 3
    assert shown.margin_s == pytest.approx(0.2)


def test_a_lone_winner_gives_way_to_the_closest_finish_behind_him() -> None:
    shown = choose(strip(0.0, 0.763, 0.816, 1.4, 1.402))
    assert [found.lag_s for found in shown.lines] == [1.4, 1.402]
    assert (shown.first, shown.total) == (3, 5)
    assert shown.with_lens


def test_one_rider_alone_has_no_margin() -> None:
    shown = choose(strip(0.0, 1.0))
    assert len(shown.lines) == 1
    assert shown.close is None
    assert image(strip(0.0, 1.0)).shape == (360, 640, 4)


def test_nobody_at_the_line_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one rider"):
        choose(strip_of(()))


def test_a_rider_who_crossed_before_the_official_winner_stands_ahead_of_him() -> None:
    race = strip_of((line(0, 0.0), line(1, -0.02)))
    found = hairlines_px(race, (1920, 1080))
    assert found["Rider 1"] > found["Rider 0"]
    assert image(race).shape == (360, 640, 4)


def test_a_front_tyre_ends_at_its_hairline() -> None:
    lines = (line(0, 0.0), line(1, 0.12))
    scale = time_scale(choose(FinishStrip(lines, SPEED_MPS, "")), SPEED_MPS, layout((1920, 1080)))
    both, second = (draw_strip(shown, scale, (1920, 700), PAINTED) for shown in (lines, lines[1:]))
    hubs = slice(430, 438)
    changed = np.abs(both[hubs].astype(int) - second[hubs]).max(axis=(0, 2)) > 60
    assert np.flatnonzero(changed).max() + 1 == pytest.approx(scale.x(0.0), abs=1.5)
    dark = second[hubs, :, :3].max(axis=(0, 2)) < 45
    assert np.flatnonzero(dark).max() + 1 == pytest.approx(scale.x(0.12), abs=1.5)


@pytest.mark.parametrize(("lag_s", "with_lens"), [(0.003, True), (0.050, False)])
def test_the_lens_is_there_only_for_a_small_margin(lag_s: float, with_lens: bool) -> None:
    plan = layout((960, 540))
    x, y, width, height = plan.strip
    corner = image(strip(0.0, lag_s), (960, 540))[y + height // 2 : y + height, x + width - plan.lens[2]]
    frame = np.all(corner[:, :3] > 250, axis=-1)
    assert bool(np.count_nonzero(frame) > 20) is with_lens


def test_the_lines_of_the_track_lie_across_the_strip_in_their_paint() -> None:
    row = image(strip(0.0), (1280, 720))[:, 2, :3].astype(int)
    blue, green, red = row.T
    assert np.any((red > 90) & (green < 60) & (blue < 60)), "the sprinters line"
    assert np.any((blue > 90) & (green < 0.6 * blue) & (red < 0.3 * blue)), "the stayers line"


@given(st.integers(1, 24), st.sampled_from(Layout), st.sampled_from([1.0, 0.5, 2.0 / 3.0]), st.booleans())
def test_every_row_of_the_list_is_inside_the_safe_area(count: int, kind: Layout, scale: float, higher: bool) -> None:
    size_px = (round(SIZES_PX[kind][0] * scale), round(SIZES_PX[kind][1] * scale))
    plan = layout(size_px)
    found = row_plan(plan, count, up_px=round(1.25 * plan.small) if higher and kind is Layout.VERTICAL else 0)
    left, top, width, height = SAFE_AREAS[kind].box(size_px, scale)
    assert len(found.rows) == count
    assert found.size >= 13.0 * scale
    for x, y, wide, tall in found.rows:
        assert left - 1 <= x < x + wide <= left + width + 1
        assert top <= y < y + tall <= top + height + 1
        assert tall >= found.size
    for (x, y, wide, tall), (next_x, next_y, _, _) in pairwise(found.rows):
        assert next_y >= y + tall if next_x == x else next_x >= x + wide


def test_the_picture_asked_for_twice_is_the_same_and_ones_own() -> None:
    race = strip(0.0, 0.004, 0.09)
    first = image(race, (960, 540))
    kept = first.copy()
    first[:] = 0
    np.testing.assert_array_equal(image(race, (960, 540)), kept)


@given(st.floats(0.01, 0.25), st.sampled_from(SIZES))
def test_labels_of_the_time_axis_do_not_touch(last_s: float, size_px: tuple[int, int]) -> None:
    scale = time_scale(choose(strip(0.0, last_s)), SPEED_MPS, layout(size_px))
    tick_s, label_s = tick_steps(scale, 90.0)
    assert tick_s == 0.01
    assert label_s * scale.px_per_s >= 90.0
    assert round(label_s / tick_s) == pytest.approx(label_s / tick_s)


def test_no_margin_is_told_of_who_was_not_timed() -> None:
    relegated = replace(line(0, -0.107), gap="")
    race = strip_of((relegated, line(1, 0.0), line(2, 0.070)))
    shown = choose(race)
    assert shown.lines[0] is relegated
    assert shown.close is not None
    assert [one.look.name for one in shown.close] == ["Rider 1", "Rider 2"]
    assert image(race).any()


def margin_of(race: FinishStrip) -> tuple[str, str, tuple[str, ...]]:
    words = margin_words(race, choose(race))
    assert words is not None
    return words.title, words.figure, words.lines


def test_the_figure_is_the_winners_margin_where_others_come_closer() -> None:
    title, figure, lines = margin_of(strip(0.0, 0.763, 0.773, 1.264))
    assert (title, figure) == ("MARGIN", "+0.763")
    assert lines[0].startswith("Rider 0 to Rider 1, about 14 m")
    assert lines[1] == "Rider 1 to Rider 2, 0.010 s"


@given(st.lists(st.integers(1, 2000), min_size=1, max_size=6))
def test_the_figure_is_always_that_of_the_winner(lags_ms: list[int]) -> None:
    race = strip(0.0, *(lag / 1000 for lag in sorted(lags_ms)))
    title, figure, lines = margin_of(race)
    assert (title, figure) == ("MARGIN", race.lines[1].gap)
    assert lines[0].startswith("Rider 0 to Rider 1")
    assert len(lines) == 1 or lines[1].endswith(" s")


def test_the_figure_passes_over_who_was_not_timed() -> None:
    relegated = replace(line(1, 0.1), gap="")
    title, figure, lines = margin_of(strip_of((line(0, 0.0), relegated, line(2, 0.15), line(3, 0.16))))
    assert (title, figure) == ("MARGIN", "+0.150")
    assert lines[0].startswith("Rider 0 to Rider 2")


LEVEL = (replace(line(0, 0.0), place="=1"), replace(line(1, 0.0), place="=1", gap=""))
"""Two who won in a dead heat: there is no gap between them to be timed."""


def test_a_dead_heat_has_no_figure() -> None:
    assert margin_of(strip_of(LEVEL)) == ("MARGIN", "DEAD HEAT", ("Rider 0 and Rider 1",))


def test_a_dead_heat_behind_the_winner_has_no_figure() -> None:
    level = (replace(line(1, 0.8), place="=2"), replace(line(2, 0.8), place="=2"))
    assert margin_of(strip_of((line(0, 0.0), *level)))[2][-1] == "Rider 1 and Rider 2, a dead heat"


def test_a_timed_margin_of_nothing_is_written_as_timed() -> None:
    places = (replace(line(0, 0.0), place="1"), replace(line(1, 0.0), place="2", gap="+0.000"))
    assert margin_of(strip_of(places))[:2] == ("MARGIN", "+0.000")


@pytest.mark.parametrize("size_px", SIZES)
def test_the_image_of_a_dead_heat_has_no_thousandths(size_px: tuple[int, int]) -> None:
    written = [words for words, _ in finish_sheet(strip_of(LEVEL), size_px, PAINTED).written]
    assert not any("0.000" in words for words in written)
    assert "DEAD HEAT" in written
    assert apart_words(strip_of(LEVEL), LEVEL) == "DEAD HEAT"


@pytest.mark.parametrize("size_px", [*SIZES, (1080, 1700), (1080, 2340), (540, 960)])
def test_the_lens_leaves_the_name_of_the_first_alone(size_px: tuple[int, int]) -> None:
    plan = layout(size_px)
    _, top, _, tall = plan.lens_box
    assert plan.strip[1] + plan.tag < plan.names_foot < top
    assert tall > 150 * plan.unit
    assert top + tall < min(plan.strip[1] + plan.strip[3], plan.lens_foot)


def test_the_hairline_of_a_time_that_nobody_measured_is_dashed() -> None:
    first, second, third = line(0, 0.0), line(1, 0.05, 2.0), line(2, 0.1, 1.2)

    def share_with_hairline(race: FinishStrip) -> float:
        size = (1280, 720)
        left, top, _, height = layout(size).strip
        at = round(left + hairlines_px(race, size)[third.look.name] - 0.5)
        column = image(race, size)[top + height // 4 : top + height, at, :3].astype(int)
        return float((np.abs(column - np.array(CHIPS[2])[::-1]).sum(axis=1) < 90).mean())

    assert share_with_hairline(strip_of((first, second, third))) > 0.9
    assert 0.4 < share_with_hairline(strip_of((first, second, replace(third, gap="")))) < 0.75


def test_a_chip_with_no_room_before_the_next_hairline_stands_on_its_own() -> None:
    """The chip of the second covers his own hairline and not that of the third, one chip's width behind."""
    size = (1080, 1080)
    race = strip_of((line(0, 0.0), line(1, 0.087, 1.2), line(2, 0.097, 0.6)))
    _, top, _, _ = layout(size).strip
    at = {name: layout(size).strip[0] + x for name, x in hairlines_px(race, size).items()}
    row = image(race, size)[top + round(layout(size).tag * 0.8)].astype(int)[:, :3]

    def is_chip(x: float, rider: int) -> bool:
        blue_green_red = np.array(CHIPS[rider])[::-1]
        return bool(np.abs(row[round(x) - 8 : round(x) + 9] - blue_green_red).sum(axis=1).min() < 12)

    assert is_chip(at["Rider 1"] - 14, 1)
    assert is_chip(at["Rider 1"] + 14, 1)
    assert not is_chip(at["Rider 2"], 1)
