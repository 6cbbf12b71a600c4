"""What every part may use, because it knows nothing of races, tracks or pictures."""

__all__ = [
    "colour",
    "document",
    "easing",
    "errors",
    "figure_words",
    "look",
    "mistakes",
    "progress",
    "resources",
    "units",
    "whole_file",
    "yaml_complaints",
    "yaml_text",
]
