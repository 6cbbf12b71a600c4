"""Results tables in any layout: `layouts` finds rows and headings, `words` knows words, `meaning` what rows mean."""

__all__ = ["read_results", "words"]
