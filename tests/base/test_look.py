"""The look that picture, charts and window share."""

from __future__ import annotations

from pathlib import Path

import pytest

from replay.base.colour import Colour
from replay.base.look import ACCENT, BLACK, PANEL, SECOND, TEXT, TRACK_PAINTS, WHITE, Weight, contrast, font_file
from replay.track.markings import Paint


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(WHITE, BLACK) == pytest.approx(21.0)
    assert contrast(BLACK, BLACK) == 1.0
    assert contrast((119, 119, 119), WHITE) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("colour", "ratio"), [(TEXT, 17.5), (SECOND, 9.7), (ACCENT, 11.9)])
def test_words_have_the_contrast_on_panels_that_is_said_of_them(colour: Colour, ratio: float) -> None:
    assert contrast(colour, PANEL) == pytest.approx(ratio, abs=0.06)


def test_every_paint_of_a_track_has_a_colour() -> None:
    assert set(TRACK_PAINTS) == {str(paint) for paint in Paint}


@pytest.mark.parametrize("weight", list(Weight))
def test_every_weight_has_its_file(weight: Weight) -> None:
    assert Path(font_file(weight)).is_file()
