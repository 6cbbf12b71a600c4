"""Loops over pixels of plates, compiled, and the spans that they work on."""

__all__ = [
    "grade_kernels",
    "infield_kernels",
    "raster_kernels",
    "ray_kernels",
    "row_spans",
    "smear_kernels",
    "stand_kernels",
    "surface_kernels",
    "view_kernels",
]
