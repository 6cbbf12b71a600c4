"""What no source has, drawn by lot: places at the finish, courses and gaps."""

__all__ = ["lots", "unknown_places", "usual_course"]
