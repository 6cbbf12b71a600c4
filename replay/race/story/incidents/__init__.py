"""Kinds of facts about what happens at a moment: the pacer leaves, a rider falls or looks back, words are shown."""

__all__ = ["caption_fact", "crash_fact", "look_back_fact", "pacer_off_fact", "passes_pacer_fact"]
