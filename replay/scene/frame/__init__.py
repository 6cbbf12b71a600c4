"""The frame: all that one picture shows, as values; scene makes them, draw paints them."""

__all__ = [
    "body",
    "card",
    "course",
    "frame",
    "layout",
    "panel_values",
    "pinhole",
    "riders",
    "shot",
    "track_map",
    "track_marks",
]
