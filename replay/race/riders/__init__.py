"""Who rides: what riders of each category can do, and which category the words of a race file mean."""

__all__ = ["category_words", "physique"]
