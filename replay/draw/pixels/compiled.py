"""Compiling loops over pixels that no array library has.

They are compiled when first called, and kept where the compiler keeps them, so that later runs start at once. What is
kept goes by when the function's own module was written: whoever changes a compiled function or a constant that
functions of other modules use has to touch those modules, too (or clear `__pycache__`). So they take as arguments what
other modules know, and share little.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function compiled; kept on disk where there is a place for it.

    A division by zero gives what it gives in an array, and no exception: with a check at each, no loop is run for many
    pixels at a time.
    """
    try:
        found: Callable[P, R] = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # no folder that can be written
        found = numba.njit(nogil=True, error_model="numpy")(function)
    return found
