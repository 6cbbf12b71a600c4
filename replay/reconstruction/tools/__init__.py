"""Mathematics that knows no race: quadratic programs, splines, and rows with few entries."""

__all__ = ["guess", "quadratic_program", "sparse_rows", "splines"]
