"""Letters: the form in which text is kept and compared, and the fonts that draw it."""

__all__ = ["normal_text", "typefaces"]
