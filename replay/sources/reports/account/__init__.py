"""From the events of sentences to a story: which race and who is meant, when it was, how the race file writes it."""

__all__ = [
    "discourse",
    "facts",
    "people_named",
    "races",
    "sentence_reading",
    "story_times",
    "timed_facts",
]
