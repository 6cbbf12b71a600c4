"""What a whole file holds: one race, or the rides of a match that become races; and the JSON Schema of it."""

__all__ = ["rides", "schema"]
