"""The words of the picture: captions, order tower, counter, leads and cards."""

__all__ = ["board", "captions_of", "closing", "leads"]
