"""What rows mean: columns, lines of text, times and gaps, and which race each row belongs to."""

__all__ = ["matches", "race_rows", "results_of_rows", "row_groups"]
