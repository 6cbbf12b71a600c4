"""Processes beside the window: solving, exporting, sound, and a second painter."""

__all__ = ["heard_films", "own_process", "second_painter", "second_worker"]
