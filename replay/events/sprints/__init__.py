"""What a sprint has for itself: its rules in a race file, and how its slow part is planned."""

__all__ = ["sprint_rules", "sprint_tactics"]
