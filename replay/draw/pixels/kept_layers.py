"""Layers that are kept for the pictures to come: all together up to a number of bytes, whatever they show.

A number of each kind is no bound: a card is a thousand times as large as a dot of the map, and four times as large in
a picture of twice the width.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import ParamSpec

from replay.draw.pixels.layers import Layer

P = ParamSpec("P")

MOST_BYTES = 16_000_000
"""What all layers may take together: three times what a picture of 1080 lines is laid of, without its cards."""

LEAST_COUNT = 48
"""So many are kept in any case: as many as the largest picture may be laid of. Else each would push out the next."""


class KeptLayers:
    """Layers by what they were made of; the ones asked for longest ago go first. Safe for threads."""

    def __init__(self, most_bytes: int = MOST_BYTES, least_count: int = LEAST_COUNT) -> None:
        self._most_bytes, self._least_count = most_bytes, least_count
        self._layers: OrderedDict[Hashable, Layer] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @property
    def bytes(self) -> int:
        """What they take together."""
        return self._bytes

    def get(self, key: Hashable, make: Callable[[], Layer]) -> Layer:
        """The layer of a key, made if it is not there."""
        with self._lock:
            found = self._layers.get(key)
            if found is not None:
                self._layers.move_to_end(key)
                return found
        made = make()
        with self._lock:
            return self._put(key, made)

    def _put(self, key: Hashable, made: Layer) -> Layer:
        found = self._layers.setdefault(key, made)
        self._bytes += made.pixels.nbytes if found is made else 0
        while self._bytes > self._most_bytes and len(self._layers) > self._least_count:
            _, gone = self._layers.popitem(last=False)
            self._bytes -= gone.pixels.nbytes
        return found


_ALL = KeptLayers()


def kept_layer(function: Callable[P, Layer]) -> Callable[P, Layer]:
    """A function whose layers are kept with those of all others; its arguments say all that they depend on."""

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> Layer:
        key = (function, args, tuple(kwargs.items())) if kwargs else (function, args)
        return _ALL.get(key, lambda: function(*args, **kwargs))

    return asked
