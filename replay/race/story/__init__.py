"""What is told of how a race went."""

__all__ = ["story_facts"]
