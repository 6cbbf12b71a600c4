"""Layers that are kept: bounded by bytes, the latest of them, each made once."""

from __future__ import annotations

import gc
import weakref

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from replay.draw.pixels.kept_pixels import COVERAGE_BYTES, KeptPixels, kept_coverage, kept_layer
from replay.draw.pixels.layers import Bytes, Layer


def _layer(width: int) -> Layer:
    return Layer.of(np.zeros((1, width, 4), np.uint8))


@given(asked=st.lists(st.integers(1, 9), max_size=60), most=st.integers(1, 80), least=st.integers(1, 6))
def test_what_is_kept_is_bounded_by_bytes_and_the_latest(asked: list[int], most: int, least: int) -> None:
    kept, made = KeptPixels[Layer](lambda layer: layer.pixels.nbytes, most, least), list[int]()
    for number, width in enumerate(asked):

        def make(width: int = width) -> Layer:
            made.append(width)
            return _layer(width)

        found = kept.get(width, make)
        assert found.width == width
        assert kept.get(width, make) is found
        latest = list(dict.fromkeys(reversed(asked[: number + 1])))[:least]
        assert kept.bytes <= max(most, 4 * sum(latest))
        before = len(made)
        for each in reversed(latest):
            kept.get(each, make)
        assert len(made) == before


def test_a_kept_layer_is_made_once_for_the_same_arguments() -> None:
    made = list[int]()

    @kept_layer
    def wide(width: int) -> Layer:
        made.append(width)
        return _layer(width)

    assert wide(3) is wide(3)
    assert wide(4).width == 4
    assert made == [3, 4]


def test_coverages_of_all_kinds_together_are_bounded_by_bytes() -> None:
    """A window of many sizes drew some hundred rounded plates, of up to a quarter of a megabyte each."""
    alive: list[weakref.ref[Bytes]] = []

    @kept_coverage
    def plate(number: int) -> Bytes:
        made = np.full((500, 1000), number, np.uint8)
        alive.append(weakref.ref(made))
        return made

    for number in range(200):
        plate(number)
    gc.collect()
    assert sum(500_000 for each in alive if each() is not None) <= COVERAGE_BYTES
    assert plate(199) is plate(199)
