"""BGRX pixels to Y, U and V (BT.709, tv range), a box at a time: chroma is the mean of each 2x2 block."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from replay.draw.pixels.compiled import compiled

Bytes: TypeAlias = NDArray[np.uint8]
Wholes: TypeAlias = NDArray[np.uint32]
Box: TypeAlias = tuple[int, int, int, int]

# Shares of red, green and blue (ITU-R BT.709-6, 3.2 to 3.5), times 219 / 255 for luma and 224 / 255 for chroma, in
# parts of 65536; those of luma make 56284 together, those of chroma nothing.
_Y_RED, _Y_GREEN, _Y_BLUE = 11966, 40254, 4064
_U_RED, _U_GREEN, _V_GREEN, _V_BLUE, _FULL = 6596, 22188, 26145, 2639, 28784


@compiled
def _fill_luma(pixels: Wholes, luma: Bytes, box: Box) -> None:
    """Luma of the pixels, as whole numbers, in a box: left, top, right, bottom."""
    byte, eight, sixteen = np.uint32(255), np.uint32(8), np.uint32(16)
    base = np.uint32((16 << 16) + (1 << 15))
    for row in range(box[1], box[3]):
        source, target = pixels[row, box[0] : box[2]], luma[row, box[0] : box[2]]
        for column in range(len(target)):
            pixel = source[column]
            blue = np.uint32(np.uint32(pixel & byte) * np.uint32(_Y_BLUE))
            green = np.uint32(np.uint32(np.uint32(pixel >> eight) & byte) * np.uint32(_Y_GREEN))
            red = np.uint32(np.uint32(np.uint32(pixel >> sixteen) & byte) * np.uint32(_Y_RED))
            target[column] = np.uint8(np.uint32(red + green + blue + base) >> sixteen)


@compiled
def _fill_chroma(pixels: Wholes, first: Bytes, second: Bytes, box: Box) -> None:
    """U and V of the blocks of a box, whose sides are even."""
    byte, eight, pair = np.uint32(255), np.uint32(8), np.uint32(0x00FF00FF)
    base = np.int32((128 << 18) + (1 << 17))
    for row in range(box[1] // 2, box[3] // 2):
        above, below = pixels[2 * row, box[0] : box[2]], pixels[2 * row + 1, box[0] : box[2]]
        blues, reds = first[row, box[0] // 2 : box[2] // 2], second[row, box[0] // 2 : box[2] // 2]
        for column in range(len(blues)):
            a, b, c, d = above[2 * column], above[2 * column + 1], below[2 * column], below[2 * column + 1]
            both = np.uint32(np.uint32(a & pair) + np.uint32(b & pair) + np.uint32(c & pair) + np.uint32(d & pair))
            blue, red = np.int32(both & np.uint32(0xFFFF)), np.int32(both >> np.uint32(16))
            upper = np.uint32(np.uint32(np.uint32(a >> eight) & byte) + np.uint32(np.uint32(b >> eight) & byte))
            lower = np.uint32(np.uint32(np.uint32(c >> eight) & byte) + np.uint32(np.uint32(d >> eight) & byte))
            green = np.int32(upper + lower)
            u = np.int32(np.int32(blue * _FULL) - np.int32(red * _U_RED) - np.int32(green * _U_GREEN) + base)
            v = np.int32(np.int32(red * _FULL) - np.int32(green * _V_GREEN) - np.int32(blue * _V_BLUE) + base)
            blues[column] = np.uint8(u >> 18)
            reds[column] = np.uint8(v >> 18)


@compiled
def fill_planes(pixels: Wholes, luma: Bytes, first: Bytes, second: Bytes, box: Box) -> None:
    """Luma and chroma of a box, whose sides are even: two rows at a time, so that pixels come from memory once."""
    for row in range(box[1], box[3], 2):
        pair = (box[0], row, box[2], row + 2)
        _fill_luma(pixels, luma, pair)
        _fill_chroma(pixels, first, second, pair)
