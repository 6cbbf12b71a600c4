"""From each layout (wikitext, pages, separated values, JSON, plain text) to headings, tables and lines of text."""

__all__ = ["blocks", "layout_choice"]
