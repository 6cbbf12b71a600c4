"""From pictures to a file."""

__all__ = ["encoder", "export", "loudness", "presets", "sound", "stills"]
