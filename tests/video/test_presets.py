"""The formats, their frame times and their table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.errors import UsageError
from replay.scene.frame.layout import Layout
from replay.video.preset_values import Preset
from replay.video.presets import PRESETS, TABLE_HEADING, preset, table_rows

presets = st.sampled_from(PRESETS)


@pytest.mark.parametrize(
    ("name", "size", "fps", "cut"),
    [
        ("landscape", (1920, 1080), 60, "full"),
        ("vertical", (1080, 1920), 30, "highlights"),
        ("square", (1080, 1080), 30, "highlights"),
        ("portrait", (1080, 1350), 30, "highlights"),
    ],
)
def test_formats_are_what_the_platforms_take(name: str, size: tuple[int, int], fps: int, cut: str) -> None:
    found = preset(name)
    assert (found.size, found.fps, found.cut) == (size, fps, cut)
    assert found.layout == Layout(name)


@given(presets)
def test_words_have_most_of_the_picture(each: Preset) -> None:
    x, y, width, height = each.safe_box
    assert x >= 0.04 * each.size[0]
    assert y >= 0.04 * each.size[1]
    assert x + width <= 0.96 * each.size[0]
    assert y + height <= 0.96 * each.size[1]
    assert width * height > 0.5 * each.size[0] * each.size[1]


@pytest.mark.parametrize(("wrong", "remedy"), [("landscap", "did you mean landscape?"), ("cinema", "there are ")])
def test_unknown_names_are_usage_errors_with_the_remedy(wrong: str, remedy: str) -> None:
    with pytest.raises(UsageError, match=remedy.replace("?", r"\?")) as caught:
        preset(wrong)
    assert wrong in str(caught.value)


def test_odd_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="even"):
        replace(preset("square"), size=(1079, 1080))


@given(presets, st.floats(0, 200), st.floats(0, 20))
def test_frame_times_are_numbers_over_fps_and_fill_the_stretch(each: Preset, start_s: float, length_s: float) -> None:
    times = each.frame_times(start_s, start_s + length_s)
    assert abs(len(times) - length_s * each.fps) <= 1
    assert all(abs(time * each.fps - round(time * each.fps)) < 1e-9 for time in times)
    if times:
        assert abs(times[0] - start_s) <= 0.5 / each.fps + 1e-9


@given(presets, st.floats(0, 200), st.floats(0, 20), st.floats(0, 20))
def test_stretches_that_adjoin_share_no_frame_and_miss_none(
    each: Preset, start_s: float, first_s: float, second_s: float
) -> None:
    middle_s, end_s = start_s + first_s, start_s + first_s + second_s
    parts = each.frame_times(start_s, middle_s) + each.frame_times(middle_s, end_s)
    assert parts == each.frame_times(start_s, end_s)


def test_the_table_has_a_row_of_words_for_every_preset() -> None:
    rows = list(table_rows())
    assert [row[0] for row in rows] == [each.name for each in PRESETS]
    assert all(len(row) == len(TABLE_HEADING) for row in rows)
    assert rows[0][:5] == ("landscape", "mp4", "1920x1080", "60", "full")
