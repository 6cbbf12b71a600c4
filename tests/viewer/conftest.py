"""Nothing that a window begins goes on after its tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.threads_left import no_thread_left


@pytest.fixture(scope="module", autouse=True)
def nothing_goes_on() -> Iterator[None]:
    """All threads that the tests of a module begin have ended after them."""
    with no_thread_left():
        yield
