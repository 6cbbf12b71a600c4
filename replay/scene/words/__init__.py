"""The words of the picture: captions, order tower, counter, leads and cards."""

__all__ = ["board", "leads", "race_captions", "race_cards", "showings", "shown_texts", "tower_order"]
