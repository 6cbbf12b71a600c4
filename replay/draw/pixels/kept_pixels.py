"""Layers, and what they are made of, kept for the pictures to come: up to a number of bytes, whatever they show.

A number of each kind is no bound: a card is a thousand times as large as a dot of the map, and four times as large in
a picture of twice the width.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

from replay.draw.pixels.layers import Bytes, Layer

P = ParamSpec("P")
V = TypeVar("V")

MOST_BYTES = 16_000_000
"""What all layers may take together: three times what a picture of 1080 lines is laid of, without its cards."""

LEAST_COUNT = 48
"""So many are kept in any case: as many as the largest picture may be laid of. Else each would push out the next."""

COVERAGE_BYTES = 8_000_000
"""What all coverages may take together. Who lays pictures needs few of them: layers are kept as well."""


class KeptPixels(Generic[V]):
    """What was made by what it was made of; what was asked for longest ago goes first. Safe for threads.

    size         bytes that one takes
    most_bytes   bytes that all may take together ..
    least_count  .. but so many of them are kept in any case
    """

    def __init__(self, size: Callable[[V], int], most_bytes: int, least_count: int) -> None:
        self._size, self._most_bytes, self._least_count = size, most_bytes, least_count
        self._found: OrderedDict[Hashable, V] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @property
    def bytes(self) -> int:
        """What they take together."""
        return self._bytes

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """What is kept by a key, made if it is not there."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make()
        with self._lock:
            return self._put(key, made)

    def _put(self, key: Hashable, made: V) -> V:
        found = self._found.setdefault(key, made)
        self._bytes += self._size(made) if found is made else 0
        while self._bytes > self._most_bytes and len(self._found) > self._least_count:
            _, gone = self._found.popitem(last=False)
            self._bytes -= self._size(gone)
        return found


_LAYERS: KeptPixels[Layer] = KeptPixels(lambda layer: layer.pixels.nbytes, MOST_BYTES, LEAST_COUNT)
_COVERAGES: KeptPixels[Bytes] = KeptPixels(lambda coverage: coverage.nbytes, COVERAGE_BYTES, least_count=8)


def kept_layer(function: Callable[P, Layer]) -> Callable[P, Layer]:
    """A function whose layers are kept with those of all others; its arguments say all that they depend on."""
    return _with(_LAYERS, function)


def kept_coverage(function: Callable[P, Bytes]) -> Callable[P, Bytes]:
    """Likewise a function that gives coverage: (height, width), or a colour at each of them."""
    return _with(_COVERAGES, function)


def _with(kept: KeptPixels[V], function: Callable[P, V]) -> Callable[P, V]:
    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> V:
        key = (function, args, tuple(kwargs.items())) if kwargs else (function, args)
        return kept.get(key, lambda: function(*args, **kwargs))

    return asked
