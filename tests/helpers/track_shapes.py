"""Track shapes for tests: named ones, and any that can be built."""

from __future__ import annotations

from hypothesis import strategies as st

from replay.track.velodrome import TrackShape

IZU = TrackShape("izu", "Izu", 250.0, 38.0, 22.0, (12.0, 45.0), 7.5, 14.0)
LONG = TrackShape("long", "333 m", 1000 / 3, 50.0, 28.0, (10.0, 38.0), 7.0, 18.0)
OUTDOOR = TrackShape("outdoor", "400 m", 400.0, 75.0, 30.0, (6.0, 24.0), 7.0, 30.0)


@st.composite
def shapes(draw: st.DrawFn) -> TrackShape:
    """Shapes that can be built: transitions and arcs have a length, and the infield stays open."""
    lap = draw(st.floats(200.0, 500.0))
    straight = draw(st.floats(0.08, 0.22)) * lap
    transition = draw(st.floats(0.2, 0.9)) * (lap / 2 - straight) / 2
    low = draw(st.floats(2.0, 15.0))
    high = draw(st.floats(low, 46.0))
    width = draw(st.floats(5.0, 8.5))
    finish = draw(st.floats(0.0, 0.5)) * straight
    return TrackShape("any", "any", lap, straight, transition, (low, high), width, finish)
