"""Race files made of what people publish: races found in results, and what reports tell of them."""

__all__ = ["finding_races", "reading_reports"]
