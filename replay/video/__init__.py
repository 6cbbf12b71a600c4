"""From pictures to a file."""

__all__ = [
    "encoder",
    "estimate",
    "export",
    "loudness",
    "picture_row",
    "preset_file",
    "preset_values",
    "presets",
    "shared_frames",
    "sound",
    "stills",
    "yuv",
]
