"""From a Frame to pixels."""

__all__ = ["hall", "overlay_painter", "painter", "picture", "pixels", "pointed", "style", "words_drawn"]
