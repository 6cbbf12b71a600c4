"""Clips: one from its order to its file, and many of them in a batch."""

__all__ = ["cluster", "film_sound", "foretelling", "jobs", "one_clip", "running", "safe_words", "sidecars"]
