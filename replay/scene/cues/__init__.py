"""Cues: moments that captions, cut and charts react to, found in the motion."""

__all__ = ["breakaways", "cue", "cue_finder", "lasting"]
