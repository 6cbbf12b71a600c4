"""Pieces of picture: layers, rectangles, tiles and text."""

__all__ = ["boxes", "fonts", "layers", "rectangles", "sprite", "text"]
