"""What is written in the hall: words along the level ground and on the fence, made once, soft and softer for afar."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from replay.base.letters.typefaces import capitals
from replay.base.look import Weight
from replay.draw.hall.dress.hall_look import HallDressing
from replay.draw.pixels import text
from replay.draw.pixels.text import Type

Bytes = NDArray[np.uint8]

LEVELS = 5
"""Letters as they are, and blurred by one, two, four and eight of their pixels."""

GROUND_PX_PER_M, FENCE_PX_PER_M = 24.0, 28.0

GROUND_WORDS_M = (-3.15, -1.55)
"""Tops and feet of the letters on the level ground, as heights up the boards: they are read from the stand."""

FENCE_WORDS_M = (0.18, 0.78)
"""From the feet of the letters on the fence to their tops."""

_LONGEST_M = 27.0
"""Words on the ground are no longer than a straight."""

_FENCE_EVERY_M = 31.25
"""Distance between words on the fence: eight to a lap of 250 m."""

NOTHING_WRITTEN: Bytes = np.zeros((1, 1, 1), np.uint8)


@lru_cache(maxsize=4)
def ground_words(dressing: HallDressing, lap_m: float, middle_m: float) -> Bytes:
    """Words (levels, rows, columns) along the level ground: the track's name on both straights, the meeting's in both
    bends. The first column is at the finish line; middle_m: that of the home straight.
    """
    places = [
        (dressing.track, middle_m),
        (dressing.meet, middle_m + lap_m / 4),
        (dressing.track, middle_m + lap_m / 2),
        (dressing.meet, middle_m + 3 * lap_m / 4),
    ]
    tall = round((GROUND_WORDS_M[1] - GROUND_WORDS_M[0]) * GROUND_PX_PER_M)
    return _written(places, (tall, round(lap_m * GROUND_PX_PER_M)), lap_m, longest_m=_LONGEST_M, mirrored=False)


@lru_cache(maxsize=4)
def fence_words(dressing: HallDressing, lap_m: float) -> Bytes:
    """Words likewise on the inside of the fence, where the columns run against the riders: so they read from within."""
    count = max(2 * round(lap_m / _FENCE_EVERY_M / 2), 2)
    words = [dressing.track, dressing.meet]
    places = [(words[number % 2], (number + 0.5) * lap_m / count) for number in range(count)]
    tall = round((FENCE_WORDS_M[1] - FENCE_WORDS_M[0]) * FENCE_PX_PER_M)
    return _written(places, (tall, round(lap_m * FENCE_PX_PER_M)), lap_m, longest_m=0.8 * lap_m / count, mirrored=True)


def word_mask(words: str, tall_px: int, longest_px: float) -> Bytes:
    """Words in capitals (rows, columns), so tall, or less where they would be longer than that."""
    cap = text.cap_height(Type(Weight.BLACK, 100.0))
    size = tall_px / cap * 100.0
    shown = capitals(words)
    size *= min(1.0, longest_px / max(text.measure(shown, Type(Weight.BLACK, size, 0.06)), 1.0))
    return text.mask(shown, Type(Weight.BLACK, size, 0.06)).coverage


def _written(
    places: list[tuple[str, float]], size: tuple[int, int], lap_m: float, *, longest_m: float, mirrored: bool
) -> Bytes:
    tall, long = size
    if not any(words for words, _ in places):
        return NOTHING_WRITTEN
    sheet = np.zeros((tall, long), np.uint8)
    per_m = long / lap_m
    for words, at_m in places:
        if not words.strip():
            continue
        mask = word_mask(words, tall - 2, longest_m * per_m)
        mask = mask[:tall]
        middle = (lap_m - at_m if mirrored else at_m) * per_m
        top = (tall - len(mask)) // 2
        columns = (np.arange(mask.shape[1]) + round(middle) - mask.shape[1] // 2) % long
        sheet[top : top + len(mask), columns] = np.maximum(sheet[top : top + len(mask), columns], mask)
    return _softer(sheet)


def _softer(sheet: Bytes) -> Bytes:
    """The sheet (rows, columns) and softer ones: (levels, rows, columns)."""
    levels = [sheet, *(cv2.GaussianBlur(sheet, (0, 0), sigma) for sigma in (0.9, 1.8, 3.6, 7.2))]
    made = np.ascontiguousarray(np.stack(levels), dtype=np.uint8)
    made.flags.writeable = False
    return made
