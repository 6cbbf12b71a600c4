"""Pieces of picture: layers, rectangles, tiles and text."""

__all__ = ["boxes", "compiled", "fonts", "layers", "rectangles", "sprite", "text"]
