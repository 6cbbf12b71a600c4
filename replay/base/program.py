"""What is known of the program itself."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version of this program as it is installed, '' where it is not."""
    try:
        return version("velodrome-replay")
    except PackageNotFoundError:
        return ""
