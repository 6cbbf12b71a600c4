"""Pieces of picture: layers, rectangles, tiles and text."""

__all__ = ["boxes", "compiled", "fonts", "images", "layers", "own_memory", "rectangles", "sprite", "text"]
