"""From a Frame to pixels."""

__all__ = ["hall", "painter", "panels", "picture", "pixels", "pointed", "style", "words_drawn"]
