"""Pieces of picture: layers, rectangles, tiles and text."""

__all__ = ["layers", "rectangles", "text", "tiles"]
