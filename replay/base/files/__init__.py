"""Files: read within bounds, as trees of values that know where they stand, and written whole or not at all."""

__all__ = [
    "bounded_read",
    "document",
    "file_row",
    "folders",
    "free_name",
    "part_of_file",
    "whole_file",
    "yaml_complaints",
    "yaml_text",
]
