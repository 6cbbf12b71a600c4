"""Mathematics that knows no race: quadratic programs, splines, and rows with few entries."""

__all__ = ["quadratic_program", "sparse_rows", "splines"]
