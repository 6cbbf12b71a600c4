"""What of a race a film shows, and how fast: what decides it, what is worth showing, and how much of that fits."""

__all__ = ["asked_shots", "decisive", "film_length", "film_material", "highlights"]
