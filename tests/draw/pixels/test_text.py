"""Text: widths, digits in cells, fitting."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay.base.look import Weight
from replay.draw.pixels import text
from replay.draw.pixels.text import Type

WEIGHTS = list(Weight)
NAMES = st.text(max_size=30)


@pytest.mark.parametrize("weight", WEIGHTS)
@given(value=st.integers(0, 99999))
def test_figures_of_as_many_digits_are_equally_wide(weight: Weight, value: int) -> None:
    style = Type(weight, 28)
    assert text.measure(f"+{value:05d}", style) == pytest.approx(text.measure("+00000", style))


@pytest.mark.parametrize("weight", WEIGHTS)
def test_digits_do_not_move_their_neighbours(weight: Weight) -> None:
    """The last digit of a running figure lies at the same pixels whatever the digits before it are."""
    style = Type(weight, 40)
    tails = []
    for digits in ("0.07", "1.17", "7.77", "4.47"):
        drawn = text.mask(digits, style)
        start = round(text.measure("0.0", style)) - drawn.left + 1
        tails.append(drawn.coverage[-28:, start : start + 18])
    assert all(np.array_equal(tails[0], tail) for tail in tails[1:])


@given(words=NAMES, size=st.floats(8, 60))
def test_ink_lies_where_it_was_measured(words: str, size: float) -> None:
    style = Type(Weight.BOLD, size)
    drawn = text.mask(words, style)
    ink = np.flatnonzero(drawn.coverage.any(axis=0))
    if len(ink):
        assert drawn.left + ink[0] > -0.6 * size
        assert drawn.left + ink[-1] < text.measure(words, style) + 0.6 * size


@given(words=NAMES, width=st.floats(10, 400))
def test_fitted_words_fit(words: str, width: float) -> None:
    style = Type(Weight.BOLD, 36)
    fitted, smaller = text.fit(words, style, width)
    assert text.measure(fitted, smaller) <= width
    assert smaller.size_px >= style.size_px * text.FIT_STEPS[-1]


def test_short_words_keep_their_size_and_long_ones_end_in_an_ellipsis() -> None:
    style = Type(Weight.BOLD, 36)
    assert text.fit("LEVY", style, 200) == ("LEVY", style)
    cut, _ = text.fit("WOLFESCHLEGELSTEINHAUSENBERGERDORFF", style, 200)
    assert cut.startswith("WOLF")
    assert cut.endswith("…")


def test_width_grows_with_size_in_proportion() -> None:
    small, large = Type(Weight.BLACK, 10, 0.08), Type(Weight.BLACK, 100, 0.08)
    assert text.measure("LAPS TO GO", large) == pytest.approx(10 * text.measure("LAPS TO GO", small))


def test_pairs_are_kerned_and_spacing_adds_to_every_gap() -> None:
    plain, spaced = Type(Weight.BOLD, 100), Type(Weight.BOLD, 100, 0.1)
    assert text.measure("AV", plain) < text.measure("A", plain) + text.measure("V", plain) - 1
    assert text.measure("GBR", spaced) == pytest.approx(text.measure("GBR", plain) + 20)


def test_letters_without_a_font_lose_their_marks_or_are_latin() -> None:
    style = Type(Weight.BOLD, 40)
    assert text.measure("Kenny\u200b", style) == text.measure("Kenny", style)
    assert text.measure("\u5c71", style) == text.measure("Shan", style)
    assert text.measure("\u00e9\u20dd", style) == text.measure("\u00e9", style)
    assert text.measure("e\u0301", style) == text.measure("\u00e9", style)


def test_lines_break_at_spaces_and_the_last_takes_the_rest() -> None:
    style = Type(Weight.REGULAR, 28)
    words = "Kenny turns height into speed and the chase has not begun yet"
    lines = text.wrap(words, style, 300, lines=2)
    assert len(lines) == 2
    assert " ".join(lines) == words
    assert text.measure(lines[0], style) <= 300


def test_masks_are_shared_and_cannot_be_written_to() -> None:
    drawn = text.mask("KENNY", Type(Weight.BOLD, 27))
    assert drawn is text.mask("KENNY", Type(Weight.BOLD, 27))
    with pytest.raises(ValueError, match="read-only"):
        drawn.coverage[0, 0] = 1


THREADS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from replay.base.look import Weight
from replay.draw.pixels import text
from replay.draw.pixels.text import Type

sys.setswitchinterval(1e-6)

def drawn(worker):
    for number in range(26):
        words = f"V{worker}LODROME {chr(65 + number)}{chr(200 + number)}{chr(97 + worker)}"
        for weight in Weight:
            text.measure(words, Type(weight, 100.0, 0.06))
            text.mask(words, Type(weight, 200.0 + number + worker / 7, 0.06))

with ThreadPoolExecutor(6) as pool:
    list(pool.map(drawn, range(6)))
"""


def test_several_threads_may_draw_words_at_once() -> None:
    """FreeType's faces are no two threads' at a time: without a lock the process ends by a signal, or never."""
    done = subprocess.run([sys.executable, "-c", THREADS], capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
