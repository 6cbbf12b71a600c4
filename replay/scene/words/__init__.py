"""The words of the picture: captions, order tower, counter, leads and cards."""

__all__ = [
    "board",
    "closeness",
    "headline",
    "leads",
    "position_doubt",
    "race_captions",
    "race_cards",
    "rider_names",
    "showings",
    "shown_texts",
    "tower_order",
]
