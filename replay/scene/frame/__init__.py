"""The frame: all that one picture shows, as values; scene makes them, draw paints them."""

__all__ = [
    "body",
    "card",
    "frame",
    "free_camera",
    "heard_curves",
    "layout",
    "panel_values",
    "pinhole",
    "riders",
    "shot",
    "shot_pictures",
    "track_map",
    "track_marks",
]
