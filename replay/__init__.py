"""Race replays for track cycling: facts become motion, motion becomes pictures."""

__version__ = "0.1.0"
