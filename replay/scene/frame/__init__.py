"""The frame: all that one picture shows, as values; scene makes them, draw paints them."""

__all__ = ["card", "frame", "layout", "panel_values", "pinhole", "riders", "shot", "track_marks"]
