"""Who is inside and who outside of another: measured up the boards at a time, and said."""

from __future__ import annotations

from replay.race.story.finding import Finding, Shown
from replay.race.story.observed import ObservedRide

SIDE_M = 0.25
"""How much further up the boards is asked of who is outside: half a bike's width can be seen from the stands."""

_TOLERANCE_M = 0.05
"""What nobody sees up the boards."""


def side_finding(ride: ObservedRide, inner: int, outer: int, time_s: float) -> Finding:
    """How much further up the boards who is told to be outside is, m."""
    room = ride.height(outer, time_s) - ride.height(inner, time_s)
    measured = "up the boards, between the two"
    return Finding(SIDE_M, room, max(SIDE_M - room, 0.0), "m", _TOLERANCE_M, measured=measured)


def side_sentence(shown: Shown) -> str:
    """That the motion shows both on one line, or on the sides that are not told."""
    if shown.got >= 0:
        return f"The replay shows both on one line: {100 * shown.got:.0f} cm up the boards between them"
    return f"The replay shows the other side, by {-100 * shown.got:.0f} cm up the boards"
