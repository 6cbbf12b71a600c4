from __future__ import annotations

import subprocess
import sys

import numpy as np

from replay.draw.pixels.compiled import compiled


@compiled
def _halved(value: float) -> float:
    return value / 2


@compiled
def _sum_of_halves(values: np.ndarray) -> float:
    found = 0.0
    for value in values:
        found += _halved(value)
    return found


def test_a_compiled_function_calls_another_one() -> None:
    assert _sum_of_halves(np.array([1.0, 3.0])) == 2.0
    assert _halved(3.0) == 1.5


def test_it_keeps_its_name_and_words() -> None:
    assert _sum_of_halves.__name__ == "_sum_of_halves"


def test_the_compiler_is_not_brought_in_before_something_is_compiled() -> None:
    """It takes half a second, which who only imports what draws has no use for."""
    program = "import sys, replay.draw.painter, replay.draw.hall.plates; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
