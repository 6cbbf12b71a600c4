"""Times that concern two riders: when they may pass each other, and when they must not be side by side."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassWindow:
    """A time during which riders `first` < `second` are free to be side by side; at others one follows the other."""

    first: int
    second: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class ApartWindow:
    """A time during which riders `first` < `second` must not be side by side, because they shared ground then.

    firm  whether that weighs more than any fact
    """

    first: int
    second: int
    start_s: float
    end_s: float
    firm: bool = False


PairWindow = PassWindow | ApartWindow
"""Either of both: a pair and a time."""
