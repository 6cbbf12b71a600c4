"""What an event is: one module for each kind."""

__all__ = [
    "course",
    "drawn",
    "event",
    "known_events",
    "match_words",
    "paced_way",
    "shown_time",
    "tactics",
]
