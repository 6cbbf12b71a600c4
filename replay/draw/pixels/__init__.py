"""Pieces of picture: layers, rectangles, tiles and text."""

__all__ = ["fonts", "layers", "rectangles", "sprite", "text"]
