"""Options and fixtures that all tests share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.golden import check_golden


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="keep what is drawn now as the golden pictures")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, NDArray[np.uint8]], None]:
    """Compares a picture with the golden one of a name, or keeps it with --update-golden."""
    update = bool(request.config.getoption("--update-golden"))
    return lambda name, pixels: check_golden(name, pixels, update=update)
