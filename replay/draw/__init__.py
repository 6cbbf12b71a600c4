"""From a Frame to pixels."""

__all__ = ["hall", "painter", "picture", "pixels", "style", "words_drawn"]
