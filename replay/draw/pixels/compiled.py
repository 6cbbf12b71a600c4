"""Compiling loops over pixels that no array library has.

They are compiled when first called, and kept where the compiler keeps them, so that later runs start at once. The
compiler itself is only brought in then: it takes half a second, and a window has its first picture painted by another
process. What is kept goes by when the function's own module was written: whoever changes a compiled function or a
constant that functions of other modules use has to touch those modules, too (or clear `__pycache__`). So they take as
arguments what other modules know, and share little.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from threading import RLock
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_MAKING = RLock()
"""Two threads may call a function for the first time together."""


class Compiled(Generic[P, R]):
    """A function that is compiled when it is first called.

    A division by zero gives what it gives in an array, and no exception: with a check at each, no loop is run for many
    pixels at a time.
    """

    __name__: str

    def __init__(self, function: Callable[P, R]) -> None:
        self._function = function
        self._made: Callable[P, R] | None = None
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        made = self._made
        if made is None:
            made = self.made()
        return made(*args, **kwargs)

    def made(self) -> Callable[P, R]:
        """The function for the compiler, with those that it calls: that looks them up by their names."""
        with _MAKING:
            if self._made is None:
                names = self._function.__globals__
                for name in self._function.__code__.co_names:
                    called = names.get(name)
                    if isinstance(called, Compiled):
                        names[name] = called.made()
                self._made = _compiled(self._function)
            return self._made


def compiled(function: Callable[P, R]) -> Compiled[P, R]:
    """The function, to be compiled; kept on disk where there is a place for it."""
    return Compiled(function)


def bring_in_compiler() -> None:
    """Bring the compiler in now, and not with the first function: for a process that has nothing else to do yet."""
    _nothing(0)


@compiled
def _nothing(value: int) -> int:
    return value


def _compiled(function: Callable[P, R]) -> Callable[P, R]:
    import numba

    try:
        found: Callable[P, R] = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # no folder that can be written
        found = numba.njit(nogil=True, error_model="numpy")(function)
    return found
