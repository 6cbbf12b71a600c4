"""Pieces of picture: layers, rectangles, tiles and text."""
