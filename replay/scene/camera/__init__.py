"""Where cameras stand, what they frame, and when each of them is on."""

__all__ = ["as_wished", "cut", "cutting", "pacing", "setups", "stations", "subjects", "timeline", "wish"]
