"""Charts of a race: gaps, speed, order and height over the distance, on one sheet."""

__all__ = ["drawing", "sheet_layout"]
