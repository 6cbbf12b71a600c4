"""Memory given back."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from replay.base import memory
from replay.base.memory import give_back


def test_what_is_used_stays_as_it_is() -> None:
    kept = np.arange(1_000_000)
    np.ones(3_000_000).sum()
    give_back()
    assert kept[-1] == 999_999


def test_where_nothing_is_kept_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    memory._trim.cache_clear()
    try:
        assert memory._trim() is None
        give_back()
    finally:
        memory._trim.cache_clear()
