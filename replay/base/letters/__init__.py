"""Letters: the form in which text is kept and compared, what of it may reach a terminal, and the fonts that draw it."""

__all__ = ["font_tables", "normal_text", "source_words", "steering", "typefaces"]
