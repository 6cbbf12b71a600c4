"""Facts: what is known of a race, in the words of the sport."""

__all__ = [
    "amounts",
    "clock",
    "facts",
    "moment_words",
    "number_words",
    "riders",
    "shown",
    "status",
    "story",
    "time_bounds",
    "time_words",
    "timed",
    "when",
    "written",
]
