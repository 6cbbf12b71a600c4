"""From a Frame to pixels."""

__all__ = ["hall", "painter", "picture", "pixels", "pointed", "style", "words_drawn"]
