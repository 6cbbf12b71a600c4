"""How certain each reading of a report is: by what it was read from, and by whether facts and results fit together."""

__all__ = ["fact_certainty"]
