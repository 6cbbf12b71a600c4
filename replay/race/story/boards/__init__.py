"""Kinds of facts about the boards: how high riders are, on which side of each other, and who has room."""

__all__ = [
    "boxed_in_fact",
    "contact_fact",
    "keeps_lane_fact",
    "ride_high_fact",
    "shut_out_fact",
    "side_fact",
    "through_fact",
]
