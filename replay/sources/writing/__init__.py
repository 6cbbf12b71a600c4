"""Race files from what was found: YAML to be corrected by hand, every fact with the place where it was read."""

__all__ = ["file_lines", "file_names", "race_file_text", "source_names", "template", "yaml_words"]
