"""What is known of English: text and sentences, verb forms, numbers, moments, amounts, and the rules of the lexicon."""

__all__ = [
    "after_race",
    "amounts_said",
    "countdown_lines",
    "fact_rules",
    "moments_said",
    "numbers_said",
    "phrase_rules",
    "report_text",
    "report_words",
    "text_language",
    "unread_parts",
]
