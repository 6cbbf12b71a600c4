"""Facts: what is known of a race, in the words of the sport."""

__all__ = [
    "amounts",
    "clock",
    "delays",
    "facts",
    "moment_words",
    "number_words",
    "riders",
    "status",
    "story",
    "time_words",
    "timed",
    "when",
    "written",
]
