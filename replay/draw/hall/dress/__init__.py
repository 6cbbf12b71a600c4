"""What a hall is dressed in: its colours, its people, what is written in it and what stands on its infield."""

__all__ = ["hall_colours", "hall_look", "hall_words", "infield_plan", "people"]
