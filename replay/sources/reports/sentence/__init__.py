"""A sentence of a report: who is in it, what its items are, who does what, and which events rules find in it."""

__all__ = [
    "clauses",
    "fact_events",
    "lower_case",
    "name_book",
    "nation_words",
    "phrases_said",
    "pronoun_subjects",
    "rider_phrases",
    "said_of_verbs",
    "sentence_items",
    "usual_order",
    "word_forms",
]
