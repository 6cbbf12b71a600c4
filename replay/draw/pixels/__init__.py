"""Pieces of picture: layers, rectangles, tiles and text."""

__all__ = [
    "boxes",
    "compiled",
    "fonts",
    "images",
    "kept_pixels",
    "layer_kernels",
    "layers",
    "one_thread",
    "own_memory",
    "rectangles",
    "sprite",
    "text",
]
