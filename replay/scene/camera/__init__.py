"""Where cameras stand, what they frame, and when each of them is on."""

__all__ = ["cut", "pacing", "setups", "subjects", "timeline", "wish"]
