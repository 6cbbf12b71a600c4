"""Marks that lie on the boards or ride with the riders."""

__all__ = [
    "boards_marks",
    "free_marks",
    "label_course",
    "label_wishes",
    "lead_mark",
    "mark_layers",
    "range_stripes",
    "rider_marks",
]
