"""Kinds of facts about how hard riders go: attacks, hesitations, easing."""

__all__ = ["attack_fact", "hesitate_fact", "stop_racing_fact"]
