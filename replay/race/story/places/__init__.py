"""Kinds of facts about where riders are: orders, gaps, wheels, passes, places gained and lost."""

__all__ = [
    "chase_fact",
    "gap_fact",
    "hold_wheel_fact",
    "leads_fact",
    "level_fact",
    "move_fact",
    "order_fact",
    "order_rows",
    "overtake_fact",
    "past_fact",
    "side_measure",
    "spans",
    "try_fact",
]
