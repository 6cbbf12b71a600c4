"""Kinds of facts about how hard riders go: attacks, hesitations, easing, work for others."""

__all__ = ["attack_fact", "hesitate_fact", "stop_racing_fact", "works_for_fact"]
