"""Words of results in seven languages: nations, rounds and events, columns, statuses, names of people."""

__all__ = [
    "column_words",
    "days",
    "given_names",
    "heading_facts",
    "meeting_names",
    "nation_codes",
    "person_names",
    "race_terms",
    "status_words",
    "time_marks",
    "winner_times",
    "word_lists",
]
