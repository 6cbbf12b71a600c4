"""Mathematics that knows no race: quadratic programs and splines."""

__all__ = ["quadratic_program", "splines"]
