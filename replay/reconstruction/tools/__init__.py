"""Mathematics that knows no race: quadratic programs and splines."""
