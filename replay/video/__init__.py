"""From pictures to a file."""

__all__ = ["encoder", "export", "presets", "stills"]
