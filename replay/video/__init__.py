"""From pictures to a file."""

__all__ = [
    "encoder",
    "estimate",
    "export",
    "loudness",
    "preset_file",
    "preset_values",
    "presets",
    "shared_frames",
    "sound",
    "stills",
    "yuv",
]
