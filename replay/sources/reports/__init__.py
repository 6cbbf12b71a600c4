"""From a race report in English to facts of the story: who did what, when, by how much, and how sure that is."""

__all__ = ["report_reader"]
