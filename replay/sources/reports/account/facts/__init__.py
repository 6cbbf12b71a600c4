"""From an event of a sentence to items of a story: who did it, to whom, and how the race file writes it."""

__all__ = ["fact_scene", "fact_writing", "sprint_facts"]
