"""Memory given back."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from replay.draw.pixels import own_memory
from replay.draw.pixels.own_memory import give_back, keep_together


def test_what_is_used_stays_as_it_is() -> None:
    kept = np.arange(1_000_000)
    np.ones(3_000_000).sum()
    give_back()
    assert kept[-1] == 999_999


def test_threads_go_on_with_memory_that_is_kept_together() -> None:
    keep_together()
    with ThreadPoolExecutor(4) as pool:
        sums = pool.map(lambda number: np.full(500_000, number).sum(), range(8))
    assert list(sums) == [500_000 * number for number in range(8)]


def test_where_nothing_is_kept_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    for found in (own_memory._trim, own_memory._option):
        found.cache_clear()
    try:
        assert own_memory._trim() is None
        assert own_memory._option() is None
        give_back()
        keep_together()
    finally:
        for found in (own_memory._trim, own_memory._option):
            found.cache_clear()
