"""What the graphics of a broadcast are made of: plates, bars, lines, chips and words."""

__all__ = ["chip", "shapes", "sheet", "split"]
