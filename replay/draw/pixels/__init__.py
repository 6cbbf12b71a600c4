"""Pieces of picture: layers, rectangles, tiles and text."""

__all__ = ["boxes", "compiled", "fonts", "images", "layers", "rectangles", "sprite", "text"]
